// Faults of a letter's form that no writer could make good: characters that are not seen, nesting that no page holds.
#pragma once
#include "base/yaml.h"
#include "letter/letter.h"

// Every control character in the file that is no tab and no end of a line, and every one that turns the direction of text
// (Unicode 15, 3.12 of UAX 9: embeddings, overrides, isolates), with its place. true: there was one.
bool form_characters(const struct source_text *file, struct diags *ds) MUST_USE;
// The same in what an escape or an entity stands for: the head's values, the text's nodes; not where the file itself was
// found odd. And the length of the title; and how deep the text is nested.
void form_head(const struct letter *l, const struct node *root, bool odd, struct diags *ds);
void form_body(const struct letter *l, bool odd, struct diags *ds);
