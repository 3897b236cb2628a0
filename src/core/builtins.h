/* builtins.h: the table of callable built-in objects, see builtins.def. */
#ifndef UPCALL_BUILTINS_H
#define UPCALL_BUILTINS_H

typedef enum {
#define BUILTIN(id, ...) BUILTIN_##id,
#include "builtins.def"
    BUILTIN_COUNT
} BuiltinId;

typedef enum {
    CALL_RANGE,
    CALL_LEN,
    CALL_CARRAY,
    CALL_FARRAY,
    CALL_UNARY_FLOAT,
    CALL_ENUMERATE,
    CALL_ZIP,
    CALL_REVERSED,
    CALL_NDINDEX,
    CALL_NDENUMERATE
} BuiltinRule;

typedef struct BuiltinInfo {
    const char *path; /* "numpy.exp" */
    BuiltinRule rule;
    const char *code, *text;
} BuiltinInfo;

extern const BuiltinInfo builtins[BUILTIN_COUNT];

#endif
