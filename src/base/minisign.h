// Signatures that Debian's minisign makes and checks (https://jedisct1.github.io/minisign/, "Signature format"): Ed25519 over the
// BLAKE2b-512 of the file ("ED", prehashed), and a trusted comment that is signed with it.
//
//   public key     untrusted comment, newline, base64("Ed", key number of 8 bytes, key of 32)
//   secret key     untrusted comment, newline, base64("Ed", "Sc" or two zeros, "B2", salt 32, operations 8, memory 8, then, with the
//                  scrypt stream of the password over it unless there are the two zeros: number 8, key 64, BLAKE2b-256 of 32)
//   signature      untrusted comment, newline, base64("ED", number 8, signature 64), newline, "trusted comment: " text, newline,
//                  base64(signature 64 of the first signature and the text)
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"

struct arena;

struct sign_public {
    unsigned char number[8], key[32];
};

struct sign_secret {
    unsigned char number[8], key[64];
};

enum { SIGN_FILE_MAX = 4096, SIGN_MEMORY_MAX = 1 << 30 };

// The content of a public key file, or its second line alone.
bool sign_read_public(struct str text, struct sign_public *out, struct err *err) MUST_USE;
// Is the secret key of that file locked with a password?
bool sign_needs_password(struct str text);
// A wrong password is an error of its own. Keys that ask for more than SIGN_MEMORY_MAX bytes are refused.
bool sign_read_secret(struct str text, struct str password, struct sign_secret *out, struct err *err) MUST_USE;
void sign_forget(struct sign_secret *s); // overwrites it
// The signature file of a content; comment is one line.
struct str sign_make(struct arena *a, const struct sign_secret *s, struct str content, struct str comment);
// Is that the key's signature of the content? *comment is the trusted comment, which borrows from `signature`.
bool sign_check(const struct sign_public *p, struct str content, struct str signature, struct str *comment, struct err *err) MUST_USE;
// The public half: the text of its file.
struct str sign_public_text(struct arena *a, const struct sign_secret *s);
