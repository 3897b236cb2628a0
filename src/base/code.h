/* code.h: a code object of Python as plain C: what is compiled, and where an error's source is. */
#ifndef UPCALL_CODE_H
#define UPCALL_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ids.h"

/* One code object: co_* of Python, as bytes. Texts are UTF-8. Made from a live function or from a recorded file. */
typedef struct Code {
    void *handle; /* the code object; NULL: there is none */
    const char *name, *qualname, *filename;
    int first_line;
    uint32_t flags;       /* co_flags */
    uint32_t magic;       /* the 16-bit number that begins a .pyc file of the version that compiled it */
    const uint8_t *bytes; /* co_code: without caches' contents, not specialised */
    size_t size;
    const uint8_t *linetable; /* co_linetable, PEP 626 and 657 */
    size_t linetable_size;
    const uint8_t *exceptiontable; /* co_exceptiontable */
    size_t exceptiontable_size;
    Frozen **constants; /* co_consts */
    size_t constant_count;
    const char **names; /* co_names */
    size_t name_count;
    const char **locals; /* varnames, then cellvars that are no arguments, then freevars: a frame's order */
    size_t local_count;
    const bool *is_cell;   /* by local: a variable of its own that inner functions share */
    size_t free_start;     /* index in `locals` of the first free variable */
    size_t argument_count; /* positional ones; keyword-only ones and *args follow in `locals` */
    size_t keyword_only_count;
} Code;

#endif
