// YAML (and so JSON) as a tree whose nodes know their place.
//
// What a dossier, a letter's head, a map or a procedure is written in. The core of YAML 1.1 as libyaml reads
// it, and less: every scalar is text (2013 and no stay what was typed); anchors, aliases, merge keys, tags,
// duplicate keys and a second document are faults. Bounded: depth 32, a scalar 1 MB, a key 256 bytes.
//
//   map    children in file order, each with its key          persons: {ilgar: {born: 1970}}
//   list   children in file order
//   scalar text; `plain` when it was not quoted                an empty plain scalar is "nothing given"
#pragma once
#include <stdbool.h>
#include "base/diag.h"
#include "base/str.h"

struct arena;

enum node_kind { NODE_SCALAR, NODE_MAP, NODE_LIST };

struct node {
    struct node *next;  // sibling
    struct node *first; // child
    struct str key;     // of a map's child
    struct str text;    // of a scalar
    struct pos key_pos, pos;
    uint32_t count;     // children
    uint8_t kind;
    bool plain;
};

// Parses file->text. NULL when it is not well-formed, too deep, or more than one document; then ds has an error.
// Invalid UTF-8 is one fault, with its place. An empty document gives an empty map.
struct node *yaml_parse(struct arena *a, const struct source_text *file, struct diags *ds);
// The same, for text that begins at line `first_line` of the file (a letter's head).
struct node *yaml_parse_at(struct arena *a, const struct source_text *file, struct str text,
                           uint32_t first_line, struct diags *ds);

const struct node *node_get(const struct node *map, struct str key); // NULL when absent or not a map
struct str node_text(const struct node *n);                          // of a scalar, else empty
