/* builtins.c: the table of builtins.def. */
#include "builtins.h"

const BuiltinInfo builtins[BUILTIN_COUNT] = {
#define BUILTIN(id, path, rule, code, text) [BUILTIN_##id] = {path, CALL_##rule, code, text},
#include "builtins.def"
};
