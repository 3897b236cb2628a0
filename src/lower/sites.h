/* sites.h: the exceptions that compiled code raises, the places where it does, and the paths of calls that lead there. */
#ifndef UPCALL_SITES_H
#define UPCALL_SITES_H

#include "base/error.h"
#include "base/ids.h"
#include "base/table.h"
#include "runtime/traceback.h"

/* What is raised. Its index is in the status. */
typedef struct Exception {
    const char *class; /* "IndexError" */
    const char *message;
    const char *arguments; /* not NULL: what it is made with, see lower_text.c; there is no message then */
    size_t words;          /* of the invocation record that hold numbers of it */
} Exception;

/* Where a function raises, or calls another one that does. A path is a place that raises, or a call and a path of what is called.
 * They are numbered without a gap, function after function, those of callees first: a place has as many numbers as it has paths,
 * from `first` up to that of the next place. */
typedef struct Place {
    const char *function; /* qualified name, for the traceback */
    Loc loc;
    uint64_t first;
    uint64_t inner; /* of a call: the path of what is called that goes with `first`; 0: raised here */
} Place;

/* An exception at a place that raises: failures of one are equal. */
typedef struct Site {
    size_t exception, place;
} Site;

typedef struct Sites {
    struct {
        Exception *items;
        size_t count, capacity;
    } exceptions;
    Table exception_table; /* by hash */
    struct {
        Place *items;
        size_t count, capacity;
    } places;
    Table inlined_table; /* by hash: of places, those that were inlined */
    Site *items;
    size_t count, capacity;
    Table site_table;    /* by hash */
    uint64_t paths;      /* how many have a number; the first is 1 */
    size_t words;        /* the most of any exception */
    size_t strings;      /* of u->strings, how many a variable may hold */
    CallbackTable table; /* after lower: all of it without the compiler's types */
} Sites;

/* Fill in u->sites->table. */
void sites_finish(Unit *u);

#endif
