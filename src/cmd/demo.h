// The demo dossier is compiled in, so that `habeas init DIR --demo` needs no other file.
#pragma once
struct cmd;
int cmd_load_demo(struct cmd *c);
