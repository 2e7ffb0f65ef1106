// A tree of yaml.h as bytes, for what is compiled in: it is read while the program is built, and laid out again in a
// fiftieth of the time that the text takes.
//
//   node     kind and plain | key | places | scalar: text; map, list: count, nodes
//   text     length, bytes, a NUL         numbers are written 7 bits a byte, low ones first, the top bit: more follows
#pragma once
#include "base/str.h"

struct arena;
struct buf;
struct node;

void node_pack(struct buf *out, const struct node *n);
// Of node_pack's bytes only: nothing is checked. The texts stay where they are.
struct node *node_unpack(struct arena *a, struct str packed);
