/* builtins.h: the table of callable built-in objects, see builtins.def, number_functions.def and array_functions.def. */
#ifndef UPCALL_BUILTINS_H
#define UPCALL_BUILTINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ids.h"
#include "base/text.h"

typedef enum {
#define BUILTIN(id, ...) BUILTIN_##id,
#include "frozen/builtins.def"
#define NUMBER(id, ...) BUILTIN_##id,
#include "frozen/number_functions.def"
#define ARRAY(id, ...) BUILTIN_##id,
#include "frozen/array_functions.def"
    BUILTIN_COUNT
} BuiltinId;

typedef enum {
    CALL_RANGE,
    CALL_LEN,
    CALL_NDIM,
    CALL_CARRAY,
    CALL_FARRAY,
    CALL_PARAMETER,
    CALL_ENUMERATE,
    CALL_ZIP,
    CALL_REVERSED,
    CALL_NDINDEX,
    CALL_NDENUMERATE,
    CALL_TUPLE,
    CALL_TUPLE_INDEX,
    CALL_TUPLE_COUNT,
    CALL_TUPLE_REPLACE,
    CALL_TUPLE_MAKE,
    CALL_OPERATOR,
    CALL_CONSTANT,
    CALL_LIKE,
    CALL_ERRNO,
    CALL_SET_ERRNO,
    CALL_MEET,
    CALL_CAST,
    CALL_CPOINTER,
    CALL_STRING,
    CALL_STRING_FLOAT,
    CALL_QUOTED,
    CALL_NUMBER,
    CALL_WIDE,
    CALL_DOUBLE,
    CALL_INTEGERS,
    CALL_TRUTH,
    CALL_EACH,
    CALL_SUM,
    CALL_PRODUCT,
    CALL_LDEXP,
    CALL_ROOT,
    CALL_VIEW,
    CALL_ELEMENT,
    CALL_MAKE,
    CALL_REDUCE,
    CALL_PRELUDE
} BuiltinRule;

/* The columns of number_functions.def. */
typedef enum { ON_BOOL, ON_INT, ON_WORD, ON_FLOAT, ON_COMPLEX, NUMBER_KIND_COUNT } NumberKind;

typedef struct BuiltinInfo {
    const char *path; /* "numpy.exp" */
    BuiltinRule rule;
    const char *code, *text;
    size_t count;             /* number_functions.def: arguments; 0: the prelude's function says how many */
    const char *const *codes; /* number_functions.def: by NumberKind; NULL elsewhere */
} BuiltinInfo;

extern const BuiltinInfo builtins[BUILTIN_COUNT];

/* Rows by path, in slots; a search begins at the one that the path hashes to. */
enum { BUILTIN_SLOT_COUNT = 1024 };
typedef struct BuiltinIndex {
    uint16_t rows[BUILTIN_SLOT_COUNT]; /* of rows of one path the first, and 1 more; 0: the slot is empty */
} BuiltinIndex;

void builtin_index_fill(BuiltinIndex *index);                  /* which is all 0 */
int builtin_find(const BuiltinIndex *index, const char *path); /* -1: there is none */

bool builtin_is_min(int row); /* builtins.min, of however many arguments */
bool builtin_is_max(int row);

/* Rows of one path that follow one another are for different counts of arguments: the one for `count`, or -1. */
int builtin_row(int row, size_t count, bool has_keywords);

/* --- builtin_words.c --- */

/* As a user writes it: "range", "carray", "numpy.exp". */
const char *builtin_name(int builtin);
/* How it is called, for all rows of its path: "math.log(x) or math.log(x, y)". */
const char *builtin_prototypes(Unit *u, int builtin);
/* Offer the built-in functions of a module, "numpy". */
void builtins_offer(Nearest *nearest, const char *module);
/* What to do about "numpy.sort", which isn't supported: its row of advice.def; or what goes for the whole module, and the nearest
 * of its functions that are there. NULL: nothing. */
const char *builtin_advice(Unit *u, const char *path);

#endif
