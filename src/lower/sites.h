/* sites.h: the places where compiled code can raise. */
#ifndef UPCALL_SITES_H
#define UPCALL_SITES_H

#include "base/error.h"

/* A place that can raise; its number in a status is its index + 1. */
typedef struct Site {
    const char *exception; /* "IndexError" */
    const char *message;
    const char *arguments; /* not NULL: what the exception is made with, see lower_text.c; there is no message then */
    const char *function;  /* qualified name, for the traceback */
    Loc loc;
    size_t inner; /* not 0: this is a call, and what raised there is the site of that number */
} Site;

typedef struct Sites {
    Site *items;
    size_t count, capacity;
    size_t words; /* of the numbers that an exception is made with: the most of any */
} Sites;

#endif
