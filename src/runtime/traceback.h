/* traceback.h: what a callback can raise, where, and through which calls: what a status says, without the compiler.
 *
 * A path is a place that raises, or a call and a path of what it calls; both have consecutive numbers, those of callees first. So a
 * table that grows with the calls tells all ways through them. How they are numbered: lower_raise.c. */
#ifndef UPCALL_TRACEBACK_H
#define UPCALL_TRACEBACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CallbackException {
    const char *class, *message;
    const char *arguments; /* not NULL: what it is made with (lower_text.c), of the words in the invocation record */
    size_t words;
} CallbackException;

typedef struct CallbackPlace {
    uint64_t first; /* its paths are those from here to that of the next place */
    uint64_t inner; /* of a call: the path of what is called that goes with `first`; 0: raised here */
    const char *file, *function;
    int line;
} CallbackPlace;

/* An exception at a place: indices. Failures of one are equal. */
typedef struct CallbackSite {
    size_t exception, place;
} CallbackSite;

typedef struct CallbackTable {
    const CallbackException *exceptions;
    const CallbackPlace *places; /* by `first` */
    const CallbackSite *sites;
    size_t exception_count, place_count, site_count;
    uint64_t begin, end; /* the paths of the callback's own function; those below begin further in */
} CallbackTable;

/* A copy, sites sorted and texts included, in one piece for free(); NULL: no memory. */
CallbackTable *table_copy(const CallbackTable *table);

bool table_has_exceptions(const CallbackTable *table, const CallbackTable *other); /* the same, with the same texts */
bool table_same(const CallbackTable *a, const CallbackTable *b); /* two copies: do they say the same of every status? */

/* The index of the site that a status says; SIZE_MAX: there is none. */
size_t table_site(const CallbackTable *table, int64_t status);

/* The outermost place of a path; what is left is the path further in, 0 after the last place. NULL: that was it. */
const CallbackPlace *table_step(const CallbackTable *table, uint64_t *path);

#endif
