#include "base/minisign.h"

#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { PUBLIC_SIZE = 42, SECRET_SIZE = 158, SIGNATURE_SIZE = 74, LOCKED_AT = 54, LOCKED_SIZE = 104, ENCODED_MAX = 8192 };

// The nth line without its end, from 0; empty behind the last.
static struct str line_of(struct str text, size_t n)
{
    struct str line = {0};
    for (size_t i = 0; i <= n; i++) line = str_cut(text, '\n', &text);
    return str_ends(line, S("\r")) ? str_sub(line, 0, line.n - 1) : line;
}

static bool decode(struct str line, unsigned char *out, size_t size)
{
    size_t n;
    return line.n < ENCODED_MAX &&
           sodium_base642bin(out, size, line.p ? line.p : "", line.n, NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 && n == size;
}

static void encode(struct buf *b, const unsigned char *bytes, size_t n)
{
    char text[sodium_base64_ENCODED_LEN(SECRET_SIZE, sodium_base64_VARIANT_ORIGINAL)];
    sodium_bin2base64(text, sizeof text, bytes, n, sodium_base64_VARIANT_ORIGINAL);
    buf_add(b, str_of(text));
    buf_addc(b, '\n');
}

bool sign_read_public(struct str text, struct sign_public *out, struct err *err)
{
    unsigned char p[PUBLIC_SIZE];
    struct str line = str_trim(text);
    if (str_chr(line, '\n', 0) < line.n) line = str_trim(line_of(line, 1));
    if (!decode(line, p, sizeof p) || memcmp(p, "Ed", 2) != 0)
        return err_set(err, ERR_INPUT, "this is no public key of minisign: it is a file of two lines, or the second of them");
    memcpy(out->number, p + 2, 8);
    memcpy(out->key, p + 10, 32);
    return true;
}

static bool secret_bytes(struct str text, unsigned char s[SECRET_SIZE])
{
    return decode(str_trim(line_of(text, 1)), s, SECRET_SIZE) && memcmp(s, "Ed", 2) == 0 && memcmp(s + 4, "B2", 2) == 0 &&
           (memcmp(s + 2, "Sc", 2) == 0 || memcmp(s + 2, "\0\0", 2) == 0);
}

bool sign_needs_password(struct str text)
{
    unsigned char s[SECRET_SIZE];
    bool locked = secret_bytes(text, s) && s[2] == 'S';
    sodium_memzero(s, sizeof s);
    return locked;
}

static uint64_t little(const unsigned char *p)
{
    uint64_t n = 0;
    for (int i = 7; i >= 0; i--) n = n << 8 | p[i];
    return n;
}

static bool unlock(unsigned char s[SECRET_SIZE], struct str password, struct err *err)
{
    unsigned char stream[LOCKED_SIZE];
    uint64_t operations = little(s + 38), memory = little(s + 46);
    if (memory > SIGN_MEMORY_MAX || operations > 1u << 26)
        return err_set(err, ERR_INPUT, "the secret key asks for more memory or time than is given to a password");
    if (crypto_pwhash_scryptsalsa208sha256(stream, sizeof stream, password.p ? password.p : "", password.n, s + 6, operations,
                                           (size_t)memory) != 0)
        return err_set(err, ERR_IO, "there is not enough memory to open the secret key");
    for (size_t i = 0; i < LOCKED_SIZE; i++) s[LOCKED_AT + i] ^= stream[i];
    sodium_memzero(stream, sizeof stream);
    return true;
}

bool sign_read_secret(struct str text, struct str password, struct sign_secret *out, struct err *err)
{
    unsigned char s[SECRET_SIZE], sum[32];
    crypto_generichash_state h;
    if (!secret_bytes(text, s)) return err_set(err, ERR_INPUT, "this is no secret key of minisign: it is made with minisign -G");
    if (s[2] == 'S' && !unlock(s, password, err)) return false;
    crypto_generichash_init(&h, NULL, 0, sizeof sum);
    crypto_generichash_update(&h, s, 2);
    crypto_generichash_update(&h, s + LOCKED_AT, 72);
    crypto_generichash_final(&h, sum, sizeof sum);
    unsigned char whole[64], public_half[32];
    crypto_sign_seed_keypair(public_half, whole, s + LOCKED_AT + 8); // minisign -W leaves the sum out: the halves must agree
    bool same = sodium_memcmp(whole, s + LOCKED_AT + 8, sizeof whole) == 0 &&
                (s[2] != 'S' || sodium_memcmp(sum, s + LOCKED_AT + 72, sizeof sum) == 0);
    sodium_memzero(whole, sizeof whole);
    if (same) {
        memcpy(out->number, s + LOCKED_AT, 8);
        memcpy(out->key, s + LOCKED_AT + 8, 64);
    }
    sodium_memzero(s, sizeof s);
    return same || err_set(err, ERR_INPUT, "the secret key does not open with this password, or the file is damaged");
}

void sign_forget(struct sign_secret *s) { sodium_memzero(s, sizeof *s); }

static void prehash(struct str content, unsigned char h[64])
{
    crypto_generichash(h, 64, (const unsigned char *)(content.p ? content.p : ""), content.n, NULL, 0);
}

// What the second signature covers.
static unsigned char *covered(struct arena *a, const unsigned char *signature, struct str comment, size_t *n)
{
    unsigned char *p = arena_alloc(a, 64 + comment.n + 1);
    memcpy(p, signature, 64);
    if (comment.n) memcpy(p + 64, comment.p, comment.n);
    *n = 64 + comment.n;
    return p;
}

struct str sign_make(struct arena *a, const struct sign_secret *s, struct str content, struct str comment)
{
    unsigned char h[64], out[SIGNATURE_SIZE] = "ED", second[64];
    struct buf b = buf_in(a);
    size_t n;
    prehash(content, h);
    memcpy(out + 2, s->number, 8);
    crypto_sign_detached(out + 10, NULL, h, sizeof h, s->key);
    unsigned char *all = covered(a, out + 10, comment, &n);
    crypto_sign_detached(second, NULL, all, n, s->key);
    buf_add(&b, S("untrusted comment: signature from habeas\n"));
    encode(&b, out, sizeof out);
    buf_addf(&b, "trusted comment: %.*s\n", STR(comment));
    encode(&b, second, sizeof second);
    return buf_str(&b);
}

bool sign_check(const struct sign_public *p, struct str content, struct str signature, struct str *comment, struct err *err)
{
    static const struct str lead = {"trusted comment: ", 17};
    unsigned char h[64], s[SIGNATURE_SIZE], second[64];
    struct str third = line_of(signature, 2);
    if (!str_starts(line_of(signature, 0), S("untrusted comment:")) || !decode(str_trim(line_of(signature, 1)), s, sizeof s) ||
        memcmp(s, "ED", 2) != 0 || !str_starts(third, lead) || !decode(str_trim(line_of(signature, 3)), second, sizeof second))
        return err_set(err, ERR_INPUT, "this is no signature of minisign over a hash");
    if (memcmp(s + 2, p->number, 8) != 0) return err_set(err, ERR_INPUT, "it was signed with another key");
    prehash(content, h);
    if (crypto_sign_verify_detached(s + 10, h, sizeof h, p->key) != 0) return err_set(err, ERR_INPUT, "the signature is not of this content");
    ARENA a = arena_new();
    size_t n;
    *comment = str_sub(third, lead.n, third.n);
    unsigned char *all = covered(a, s + 10, *comment, &n);
    return crypto_sign_verify_detached(second, all, n, p->key) == 0 || err_set(err, ERR_INPUT, "the signature's comment was altered");
}

struct str sign_public_text(struct arena *a, const struct sign_secret *s)
{
    unsigned char p[PUBLIC_SIZE] = "Ed";
    struct buf b = buf_in(a);
    memcpy(p + 2, s->number, 8);
    memcpy(p + 10, s->key + 32, 32); // libsodium keeps the public half behind the seed
    buf_add(&b, S("untrusted comment: minisign public key\n"));
    encode(&b, p, sizeof p);
    return buf_str(&b);
}
