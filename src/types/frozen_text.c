/* frozen_text.c: frozen objects as text. */
#include "types/frozen_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/unit.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "types/signature.h"
#include "types/types.h"

/* The shortest text that reads back as the same double, with a point or an exponent, as Python's repr. */
static const char *float_text(Unit *u, double value)
{
    char text[32];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    bool whole = isfinite(value) && !strpbrk(text, ".e");
    return arena_printf(&u->arena, "%s%s", text, whole ? ".0" : "");
}

static const char *tuple_text(Unit *u, const Frozen *tuple)
{
    const Frozen *class = tuple->class;
    const char *text = arena_printf(&u->arena, "%s(", class ? class->code->name : "");
    for (size_t i = 0; i < tuple->count; i++)
        text = arena_printf(&u->arena, "%s%s%s%s%s", text, i ? ", " : "", class ? class->code->locals[i] : "",
                            class ? "=" : "", frozen_text(u, tuple->items[i]));
    return arena_printf(&u->arena, "%s%s)", text, tuple->count == 1 && !class ? "," : "");
}

/* "array float64[3, 4]": its shape, not where it lies. */
static const char *array_text(Unit *u, const Frozen *object)
{
    const char *text = arena_printf(&u->arena, "array %s[", type_name(u, object->type));
    for (int i = 0; i < object->array->ndim; i++)
        text = arena_printf(&u->arena, "%s%s%lld", text, i ? ", " : "", (long long)object->array->shape[i]);
    return arena_printf(&u->arena, "%s]", text);
}

static const char *bytes_text(Unit *u, const Frozen *object)
{
    Text text = {.arena = &u->arena};
    text_add(&text, "b'");
    for (size_t i = 0; i < object->count; i++) {
        unsigned char c = (unsigned char)object->text[i];
        bool is_escaped = c < ' ' || c > '~' || c == '\\' || c == '\'';
        text_add(&text, is_escaped ? "\\x%02x" : "%c", c);
    }
    text_add(&text, "'");
    return text.items;
}

const char *frozen_text(Unit *u, const Frozen *object)
{
    switch (object->kind) {
    case FROZEN_NONE: return "None";
    case FROZEN_ELLIPSIS: return "...";
    case FROZEN_BOOL: return object->number.integer ? "True" : "False";
    case FROZEN_INT:
        return object->type == TYPE_uint64 ? arena_printf(&u->arena, "%llu", (unsigned long long)object->number.integer)
                                           : arena_printf(&u->arena, "%lld", (long long)object->number.integer);
    case FROZEN_BIG: return object->text;
    case FROZEN_FLOAT: return float_text(u, object->number.real);
    case FROZEN_COMPLEX:
        return arena_printf(&u->arena, "(%s+%sj)", float_text(u, object->number.real),
                            float_text(u, object->number.imag));
    case FROZEN_STRING: return arena_printf(&u->arena, "'%s'", object->text);
    case FROZEN_BYTES: return bytes_text(u, object);
    case FROZEN_TUPLE: return tuple_text(u, object);
    case FROZEN_SLICE: return arena_printf(&u->arena, "slice%s", tuple_text(u, object));
    case FROZEN_SET: return arena_printf(&u->arena, "frozenset(%s)", tuple_text(u, object));
    case FROZEN_EXCEPTION:
    case FROZEN_MODULE: return object->text;
    case FROZEN_BUILTIN: return builtins[object->builtin].path;
    case FROZEN_NAMED_TUPLE:
    case FROZEN_CODE:
    case FROZEN_FUNCTION: return object->code->qualname;
    case FROZEN_TYPE: return type_name(u, object->type);
    case FROZEN_ARRAY: return array_text(u, object);
    case FROZEN_RECORD: return arena_printf(&u->arena, "a %s", type_name(u, object->type));
    case FROZEN_FOREIGN:
        return object->count ? object->description
                             : arena_printf(&u->arena, "%s: %s", object->description,
                                            type_name(u, type_function(u, object->signature)));
    case FROZEN_VALUE: return arena_printf(&u->arena, "Value %s", type_name(u, object->type));
    case FROZEN_MAKER:
    case FROZEN_INFO:
    case FROZEN_PROPERTY:
    case FROZEN_OTHER: return object->description;
    }
    return "?";
}
