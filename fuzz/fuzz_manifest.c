// What verify-site reads of strangers: a manifest, its signature and trusted comment, keys. What is read is written the same again,
// and no path leads out of the folder.
#include <string.h>

#include "base/arena.h"
#include "base/minisign.h"
#include "base/must.h"
#include "site/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA a = arena_new();
    struct str text = {(const char *)data, size}, comment;
    struct err err;
    struct manifest m;
    struct manifest_note note;
    struct sign_public key = {{0}, {0}};
    if (manifest_read(a, text, &m, &err)) {
        for (size_t i = 0; i < m.n; i++) {
            must(m.v[i].path.n && m.v[i].path.p[0] != '/' && m.v[i].path.p[0] != '.');
            must(str_find(m.v[i].path, S("/../"), 0) == m.v[i].path.n && manifest_find(&m, m.v[i].path) == &m.v[i]);
        }
        struct str again = manifest_write(a, &m);
        must(again.n == size + (size && data[size - 1] != '\n'));
    }
    if (manifest_note_read(text, &note)) must(note.seq > 0 && manifest_note_read(manifest_note_write(a, &note), &note));
    must(!sign_check(&key, S("content"), text, &comment, &err));
    (void)!sign_read_public(text, &key, &err);
    struct sign_secret secret;
    if (!sign_needs_password(text)) (void)!sign_read_secret(text, S(""), &secret, &err); // a password takes a second
    return 0;
}
