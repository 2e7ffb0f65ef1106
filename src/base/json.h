// A streaming JSON writer (RFC 8259): into a buffer, commas by itself, nothing else to know.
//
//   struct json j = json_in(arena);
//   json_open(&j, '{');  json_text(&j, "ref", ref);  json_int(&j, "count", 5);  json_close(&j, '}');
//
// The key may be NULL inside a list. Text is UTF-8 and is written as such; U+2028, U+2029 and control characters
// are escaped.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include "base/buf.h"

struct json {
    struct buf out;
    bool comma; // the next item needs one before it
};

struct json json_in(struct arena *a);
void json_open(struct json *j, char bracket);  // '{' or '['
void json_close(struct json *j, char bracket); // '}' or ']'
void json_key(struct json *j, const char *key); // a value follows; NULL: none
void json_text(struct json *j, const char *key, struct str value);
void json_text_if(struct json *j, const char *key, struct str value); // left out when empty
void json_int(struct json *j, const char *key, int64_t value);
void json_bool(struct json *j, const char *key, bool value);
void json_null(struct json *j, const char *key);
void json_item_text(struct json *j, struct str value);
// Writes what stands in the buffer and a newline, and empties it.
void json_print_line(struct json *j, FILE *out);
