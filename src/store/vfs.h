// Page checksums: a thin layer over SQLite's own file layer that closes every page of register.db with eight
// bytes computed from the page and its number, in the space that SQLite reserves for such use. A byte that changes
// on disk is then found, wherever it lies, even where no table reads it. Reading is not slowed: `verify` checks.
//
//   page (4096):  [ 4088 bytes of SQLite ] [ 8 bytes: BLAKE2b-64(4088 bytes, keyed by the page number) ]
//
// Any SQLite reads such a file. One that writes to it leaves pages without a right checksum, and verify says so.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

#define VFS_NAME "habeas"
enum { VFS_PAGE = 4096, VFS_RESERVED = 8 };

bool vfs_register(void); // once a process; later calls do nothing
// Calls bad(arg, page) for every page of the file whose checksum is wrong; pages are numbered from 1.
// false and err when the file cannot be read or is no such database.
bool vfs_check(const char *path, void (*bad)(void *arg, uint32_t page), void *arg, struct err *err)
    MUST_USE;
