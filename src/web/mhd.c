#include "web/mhd.h"

#include <dlfcn.h>
#include <string.h>
#include <threads.h>

static struct mhd functions;
static bool whole;
static once_flag opened = ONCE_FLAG_INIT;

static void open_once(void)
{
    void *library = dlopen("libmicrohttpd.so.12", RTLD_NOW | RTLD_LOCAL);
    void *f;
    whole = library != NULL;
    if (!library) return;
#define F(name) whole &= (f = dlsym(library, "MHD_" #name)) != NULL, memcpy(&functions.name, &f, sizeof f);
    MHD_FUNCTIONS(F)
#undef F
}

const struct mhd *mhd_open(struct err *err)
{
    call_once(&opened, open_once);
    if (whole) return &functions;
    err_set(err, ERR_IO, "libmicrohttpd.so.12 is not installed; install the package libmicrohttpd12");
    return NULL;
}
