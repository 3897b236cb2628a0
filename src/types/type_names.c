/* type_names.c: types as text, and text as scalar types. */
#include "types/types.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/unit.h"
#include "frozen/frozen.h"
#include "types/frozen_text.h"
#include "types/signature.h"
#include "types/stored.h"

enum { MOST_SHOWN = 200, MOST_FIELDS_SHOWN = 6 };

/* The records of a text that has several: which has which number. */
typedef struct Named {
    bool is_message; /* of a record the first fields by name are enough */
    TypeId *items;
    size_t count, capacity;
    Table by_type;
} Named;

typedef struct Lookup {
    const Named *named;
    TypeId type;
} Lookup;

static bool is_named(const void *wanted, uint32_t number)
{
    const Lookup *lookup = wanted;
    return lookup->named->items[number] == lookup->type;
}

static const char *packed_name(Unit *u, const Type *t)
{
    if (packed_is_c(t->packed, t->ndim))
        return "";
    if (packed_is_f(t->packed, t->ndim))
        return " in Fortran order";
    int count = t->packed.last + t->packed.first;
    const char *which = t->packed.last ? "last" : "first";
    return count ? arena_printf(&u->arena, " strided, the %s %d packed", which, count) : " strided";
}

static const char *name_in(Unit *u, Named *named, TypeId type);

/* Of what isn't stored in a record: its text has numbers of its own. */
static const char *name_apart(Unit *u, Named *named, TypeId type)
{
    return name_in(u, named && named->is_message ? named : NULL, type);
}

static const char *array_name(Unit *u, Named *named, const Type *t)
{
    const char *text = arena_printf(&u->arena, "%s[", name_apart(u, named, t->element));
    for (int i = 0; i < t->ndim; i++)
        text = arena_printf(&u->arena, "%s%s:", text, i ? ", " : "");
    const char *read_only = t->flags & ARRAY_READ_ONLY ? " read-only" : "";
    return arena_printf(&u->arena, "%s]%s%s%s", text, packed_name(u, t), read_only,
                        t->flags & ARRAY_VOLATILE ? " volatile" : "");
}

static const char *tuple_name(Unit *u, Named *named, const Type *t)
{
    bool is_list = t->flags & TUPLE_IS_LIST;
    const Code *fields = t->object ? t->object->code : NULL;
    Text text = {.arena = &u->arena};
    text_add(&text, "%s%s", fields ? fields->name : "", is_list ? "[" : "(");
    for (size_t i = 0; i < t->count; i++)
        text_add(&text, "%s%s%s%s", i ? ", " : "", fields ? fields->locals[i] : "", fields ? ": " : "",
                 name_apart(u, named, t->items[i]));
    text_add(&text, "%s", is_list ? "]" : t->count == 1 && !fields ? ",)" : ")");
    return text.items;
}

static const char *iterator_name(Unit *u, const Type *t)
{
    static const char *const names[] = {"", "enumerate", "zip", "reversed", "ndindex", "ndenumerate"};
    if (t->iterator == ITERATE_VALUE)
        return arena_printf(&u->arena, "iterator over %s", type_name(u, t->element));
    const char *text = arena_printf(&u->arena, "%s(", names[t->iterator]);
    if (t->iterator == ITERATE_INDICES)
        return arena_printf(&u->arena, "%s%d)", text, t->ndim);
    for (size_t i = 0; i < t->count; i++) {
        const Type *inner = type_get(u, t->items[i]);
        TypeId item = inner->iterator == ITERATE_VALUE ? inner->element : t->items[i];
        text = arena_printf(&u->arena, "%s%s%s", text, i ? ", " : "", type_name(u, item));
    }
    return arena_printf(&u->arena, "%s%s)", text, t->count ? "" : type_name(u, t->element));
}

/* ---- records, by Numba's names ------------------------------------------------------------------------------------------- */

/* The number of a record among those of the text. */
static size_t number_in(Unit *u, Named *named, TypeId record)
{
    uint32_t hash = hash_with(0, record);
    uint32_t found = table_find(&named->by_type, hash, is_named, &(Lookup){named, record});
    if (found != TABLE_NOTHING)
        return found;
    ARENA_PUSH(&u->arena, named, record);
    table_add(&u->arena, &named->by_type, hash, (uint32_t)named->count - 1);
    return named->count - 1;
}

static void add_field(Text *text, Unit *u, Named *named, const Field *field)
{
    const Type *t = type_get(u, field->type);
    const char *type = name_in(u, named, type_held(u, field->type));
    text_add(text, "%s[type=%s;offset=%zu", field->name, type, field->offset);
    if (t->shape == SHAPE_BITS)
        text_add(text, ";bits=%u:%d", t->flags, t->ndim);
    text_add(text, field->is_volatile ? ";volatile]" : "]");
}

/* Without the closing parenthesis. */
static void add_record(Text *text, Unit *u, Named *named, const Stored *stored)
{
    text_add(text, "Record(");
    for (size_t i = 0; i < stored->count; i++) {
        if (i)
            text_add(text, ",");
        add_field(text, u, named, &stored->fields[i]);
    }
    text_add(text, ";%zu;%s%s", stored->layout.size, stored->is_aligned ? "True" : "False",
             stored->is_partial ? ";partial" : "");
    text_add(text, "%s", stored->has_nameless ? ";nameless" : "");
    if (stored->is_over_aligned || stored->layout.alignment >= MARKED_ALIGNMENT)
        text_add(text, ";align=%zu", stored->layout.alignment);
}

/* "Record(size, stride, data, ...)" */
static const char *shown_record(Unit *u, const Stored *stored)
{
    Text text = {.arena = &u->arena};
    text_add(&text, "Record(");
    for (size_t i = 0; i < stored->count && i < MOST_FIELDS_SHOWN; i++)
        text_add(&text, "%s%s", i ? ", " : "", stored->fields[i].name);
    text_add(&text, stored->count > MOST_FIELDS_SHOWN ? ", ...)" : ")");
    return text.items;
}

/* What it leads to by pointers is described behind it, each once. */
static const char *record_name(Unit *u, Named *outer, const Type *record)
{
    Text text = {.arena = &u->arena};
    Named own = {.items = NULL}, *named = outer ? outer : &own;
    Type plain = *record;
    plain.flags = 0;
    if (outer && outer->is_message)
        return shown_record(u, plain.stored);
    if (!outer)
        number_in(u, named, type_intern(u, plain));
    add_record(&text, u, named, plain.stored);
    for (size_t i = 1; !outer && i < named->count; i++) {
        text_add(&text, ";^%zu=", i);
        add_record(&text, u, named, type_get(u, named->items[i])->stored);
        text_add(&text, ")");
    }
    text_add(&text, ")%s%s", record->flags & ARRAY_READ_ONLY ? " read-only" : "",
             record->flags & ARRAY_VOLATILE ? " volatile" : "");
    return text.items;
}

static const char *nested_name(Unit *u, Named *named, const Type *nested)
{
    if (nested->stored->is_open)
        return arena_printf(&u->arena, "%s[]", name_in(u, named, nested->element));
    const char *text = arena_printf(&u->arena, "nestedarray(%s, (", name_in(u, named, nested->element));
    for (int i = 0; i < nested->ndim; i++)
        text = arena_printf(&u->arena, "%s%s%lld", text, i ? ", " : "", (long long)nested->stored->lengths[i]);
    return arena_printf(&u->arena, "%s%s))", text, nested->ndim == 1 ? "," : "");
}

/* ---- pointers ------------------------------------------------------------------------------------------------------------ */

/* "const volatile ", of what lies behind a pointer. */
static const char *qualifiers(const Type *pointer)
{
    static const char *const words[] = {"", "const ", "volatile ", "const volatile "};
    return words[(pointer->flags & ARRAY_READ_ONLY ? 1 : 0) + (pointer->flags & ARRAY_VOLATILE ? 2 : 0)];
}

bool type_leads_to_function(const Unit *u, TypeId type)
{
    while (type_has_shape(u, type, SHAPE_POINTER))
        type = type_get(u, type)->element;
    return type_has_shape(u, type, SHAPE_FUNCTION);
}

/* "float64*", "const float64*", "float64* const*" */
static const char *pointer_name(Unit *u, Named *named, const Type *t)
{
    bool is_to_record = named && !named->is_message && type_has_shape(u, t->element, SHAPE_RECORD);
    const char *element = is_to_record ? arena_printf(&u->arena, "^%zu", number_in(u, named, t->element))
                                       : name_in(u, named, t->element);
    const char *words = qualifiers(t);
    if (!*words || !type_is_pointer(u, t->element))
        return arena_printf(&u->arena, "%s%s*", words, element);
    return arena_printf(&u->arena, "%s %.*s*", element, (int)strlen(words) - 1, words);
}

static const char *argument_names(Unit *u, Named *named, const Signature *signature)
{
    Text text = {.arena = &u->arena};
    for (size_t i = 0; i + signature->hidden < signature->count; i++)
        text_add(&text, "%s%s", i ? ", " : "", name_in(u, named, signature->arguments[i]));
    if (signature->is_variadic)
        text_add(&text, text.count ? ", ..." : "...");
    return text.count ? text.items : "";
}

/* As C declares a pointer to a function, and pointers to one: "float64 (*)(float64)", "int32 (*const *)(void)". The inside is what
 * stands there already. */
static const char *function_name(Unit *u, Named *named, TypeId type, const char *inside)
{
    const Type *t = type_get(u, type);
    if (t->shape == SHAPE_POINTER)
        return function_name(u, named, t->element, arena_printf(&u->arena, "%s*%s", qualifiers(t), inside));
    Signature signature = type_signature(u, type);
    const char *text = arena_printf(&u->arena, "(*%s)(%s)", inside, argument_names(u, named, &signature));
    if (type_leads_to_function(u, signature.result))
        return function_name(u, named, signature.result, text);
    return arena_printf(&u->arena, "%s %s", name_in(u, named, signature.result), text);
}

const char *signature_name(Unit *u, const Signature *signature)
{
    const char *text = arena_printf(&u->arena, "(%s)", argument_names(u, NULL, signature));
    if (type_leads_to_function(u, signature->result))
        return function_name(u, NULL, signature->result, text);
    return arena_printf(&u->arena, "%s%s", type_full_name(u, signature->result), text);
}

static const char *name_in(Unit *u, Named *named, TypeId type)
{
    if (type == TYPE_UNKNOWN)
        return "?";
    const Type *t = type_get(u, type);
    switch (t->shape) {
    case SHAPE_SCALAR: return scalar_info(type)->name;
    case SHAPE_FROZEN: return t->object->description ? t->object->description : frozen_text(u, t->object);
    case SHAPE_EXCEPTION: return "an exception";
    case SHAPE_TEXT: return "a text";
    case SHAPE_STRING: return "a string";
    case SHAPE_CLOSURE: return arena_printf(&u->arena, "the function %s", t->object->code->name);
    case SHAPE_RANGE: return "range";
    case SHAPE_OPAQUE: return t->object->text;
    case SHAPE_POINTER:
        return type_leads_to_function(u, type) ? function_name(u, named, type, "") : pointer_name(u, named, t);
    case SHAPE_FUNCTION: return function_name(u, named, type, "");
    case SHAPE_ARRAY: return array_name(u, named, t);
    case SHAPE_RECORD: return record_name(u, named, t);
    case SHAPE_DRAFT: return "a record that isn't described";
    case SHAPE_NESTED: return nested_name(u, named, t);
    case SHAPE_BITS: return arena_printf(&u->arena, "a bit-field of %d bit%s", t->ndim, t->ndim == 1 ? "" : "s");
    case SHAPE_FLAT: return arena_printf(&u->arena, "the flat of %s", type_name(u, t->element));
    case SHAPE_FLAGS: return arena_printf(&u->arena, "the flags of %s", type_name(u, t->element));
    case SHAPE_VALUE: return arena_printf(&u->arena, "a Value of %s", type_name(u, t->element));
    case SHAPE_SLICE: return "slice";
    case SHAPE_TUPLE: return tuple_name(u, named, t);
    case SHAPE_ITERATOR: return iterator_name(u, t);
    }
    return "?";
}

const char *type_full_name(Unit *u, TypeId type)
{
    return name_in(u, NULL, type);
}

const char *type_name(Unit *u, TypeId type)
{
    const char *text = type_full_name(u, type);
    return strlen(text) > MOST_SHOWN ? name_in(u, &(Named){.is_message = true}, type) : text;
}

typedef struct TypeName {
    const char *name;
    TypeId type;
} TypeName;

static const TypeName type_names[] = {
#define SCALAR(name, ...) {#name, TYPE_##name},
#include "frozen/scalar_types.def"
#define ALIAS(name, stands_for) {#name, TYPE_##stands_for},
#include "types/type_aliases.def"
};
enum { TYPE_NAME_COUNT = sizeof type_names / sizeof *type_names };

TypeId type_by_name(const char *name, size_t length)
{
    for (size_t i = 0; i < TYPE_NAME_COUNT; i++)
        if (strlen(type_names[i].name) == length && !memcmp(type_names[i].name, name, length))
            return type_names[i].type;
    return TYPE_UNKNOWN;
}

static const TypeName dtype_names[] = {
#define DTYPE_NAME(name, stands_for) {name, TYPE_##stands_for},
#include "types/dtype_names.def"
};

/* A type string may begin with its byte order: this machine's, or none for single bytes. */
TypeId type_by_dtype_name(const char *name)
{
    name += *name == '<' || *name == '=' || *name == '|';
    for (size_t i = 0; i < sizeof dtype_names / sizeof *dtype_names; i++)
        if (!strcmp(dtype_names[i].name, name))
            return dtype_names[i].type;
    return TYPE_UNKNOWN;
}

const char *type_nearest_name(const char *name)
{
    Nearest nearest = nearest_to(name);
    for (size_t i = 0; i < TYPE_NAME_COUNT; i++)
        nearest_offer(&nearest, type_names[i].name);
    return nearest.found;
}

const char *type_nearest_dtype_name(const char *name)
{
    Nearest nearest = nearest_to(name);
    for (size_t i = 0; i < sizeof dtype_names / sizeof *dtype_names; i++)
        nearest_offer(&nearest, dtype_names[i].name);
    return nearest.found;
}
