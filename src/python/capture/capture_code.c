/* capture_code.c: code objects as the plain struct Code, live ones and recorded ones alike. */
#include "base/code.h"
#include "python/capture/capture.h"

#include <string.h>

typedef struct Texts {
    const char **items;
    size_t count, capacity;
} Texts;

static Texts attribute_texts(Capture *c, Unit *u, PyObject *code, const char *name)
{
    PyObject *sequence = capture_attribute(c, u, code, name);
    Texts texts = {0};
    for (size_t i = 0, count = capture_length(u, sequence); i < count; i++)
        ARENA_PUSH(&u->arena, &texts, capture_text(c, u, capture_item(c, u, sequence, i)));
    return texts;
}

static bool texts_contain(const Texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->count; i++)
        if (!strcmp(texts->items[i], text))
            return true;
    return false;
}

/* A frame's order, as instructions count it: variables, cells that aren't variables already, free variables. */
static void capture_locals(Capture *c, Unit *u, PyObject *object, Code *code)
{
    Texts locals = attribute_texts(c, u, object, "co_varnames");
    Texts cells = attribute_texts(c, u, object, "co_cellvars");
    Texts frees = attribute_texts(c, u, object, "co_freevars");
    Texts variables = locals;
    for (size_t i = 0; i < cells.count; i++)
        if (!texts_contain(&variables, cells.items[i]))
            ARENA_PUSH(&u->arena, &locals, cells.items[i]);
    code->free_start = locals.count;
    for (size_t i = 0; i < frees.count; i++)
        ARENA_PUSH(&u->arena, &locals, frees.items[i]);
    code->locals = locals.items;
    code->local_count = locals.count;
    bool *is_cell = ARENA_ARRAY(&u->arena, bool, locals.count);
    for (size_t i = 0; i < code->free_start; i++)
        is_cell[i] = texts_contain(&cells, locals.items[i]);
    code->is_cell = is_cell;
}

static void capture_constants(Capture *c, Unit *u, PyObject *object, const Origin *origin, Code *code)
{
    PyObject *constants = capture_attribute(c, u, object, "co_consts");
    code->constant_count = capture_length(u, constants);
    code->constants = ARENA_ARRAY(&u->arena, Frozen *, code->constant_count);
    for (size_t i = 0; i < code->constant_count; i++)
        code->constants[i] = (Frozen *)capture_value(c, u, capture_item(c, u, constants, i),
                                                     origin_indexed(u, ORIGIN_constant, origin, i));
}

/* Recorded code says which Python compiled it, live code comes from this one. */
static uint32_t magic_of(Capture *c, Unit *u, PyObject *object)
{
    if (capture_optional(c, u, object, "co_magic"))
        return (uint32_t)capture_attribute_int(c, u, object, "co_magic") & 0xffff;
    return (uint32_t)PyImport_GetMagicNumber() & 0xffff;
}

const Code *capture_code(Capture *c, Unit *u, PyObject *object, const Origin *origin)
{
    Code *code = ARENA_NEW(&u->arena, Code);
    code->handle = object;
    code->name = capture_attribute_text(c, u, object, "co_name");
    code->qualname = capture_attribute_text(c, u, object, "co_qualname");
    code->filename = capture_attribute_text(c, u, object, "co_filename");
    code->first_line = (int)capture_attribute_int(c, u, object, "co_firstlineno");
    code->flags = (uint32_t)capture_attribute_int(c, u, object, "co_flags");
    code->argument_count = (size_t)capture_attribute_int(c, u, object, "co_argcount");
    code->keyword_only_count = (size_t)capture_attribute_int(c, u, object, "co_kwonlyargcount");
    code->magic = magic_of(c, u, object);
    code->bytes = capture_attribute_bytes(c, u, object, "co_code", &code->size);
    code->linetable = capture_attribute_bytes(c, u, object, "co_linetable", &code->linetable_size);
    code->exceptiontable = capture_attribute_bytes(c, u, object, "co_exceptiontable", &code->exceptiontable_size);
    Texts names = attribute_texts(c, u, object, "co_names");
    code->names = names.items;
    code->name_count = names.count;
    capture_locals(c, u, object, code);
    capture_constants(c, u, object, origin, code);
    return code;
}
