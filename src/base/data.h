// Files that are compiled into the program: data/ by the path below it, demo/ as demo/….
#pragma once
#include "base/str.h"

// The text of a file: data_file(S("lang/en.yaml")), data_file(S("demo/sources.yaml")). Empty when there is none.
// NUL-terminated behind its end.
struct str data_file(struct str name);
// The names in order; empty behind the last.
struct str data_name(size_t i);
// The tree of a YAML file of data/, packed (base/packed.h). Empty when there is none.
struct str data_tree(struct str name);
