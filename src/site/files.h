// Evidence and pictures by the hash of their content: /files/HASH.png. Only what a public statement names, or named.
#pragma once
#include "site/page.h"

// What a file is, by its first bytes, for its address and its media type; text that is no such thing is "txt", all else "bin".
struct str files_extension(struct str content);
// "files/HASH.png" of a value of kind file ("sha256:HASH"); empty when the register does not have the file.
bool files_address(struct page *p, struct str value, struct str *out, struct err *err) MUST_USE;
// A link to it, with its size in words.
bool files_link(struct page *p, struct str value, struct err *err) MUST_USE;
// Its content; empty when it is not there.
bool files_read(struct page *p, struct str value, struct str *out, struct err *err) MUST_USE;
