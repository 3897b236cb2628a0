/* attributes.h: the tables of attributes.def and methods.def: which attributes a value has, by its type. infer looks a name up
 * once and leaves the row's id in the HIR value; nobody behind it compares names. */
#ifndef UPCALL_ATTRIBUTES_H
#define UPCALL_ATTRIBUTES_H

#include "base/text.h"
#include "frozen/object.h"
#include "types/types.h"

typedef enum {
    OWNER_array,
    OWNER_flags, /* of an array */
    OWNER_dtype,
    OWNER_number,
    OWNER_integer, /* a number that is an integer or a bool */
    OWNER_scalar,  /* a number that NumPy has as a scalar: Python's int and bool are none */
    OWNER_tuple,
    OWNER_named, /* a named tuple */
    OWNER_class, /* of named tuples */
    OWNER_exception
} AttributeOwner;

typedef enum {
    RESULT_INT,
    RESULT_BOOL,
    RESULT_LENGTHS,
    RESULT_DTYPE,
    RESULT_REVERSED,
    RESULT_FLAGS,
    RESULT_PART,
    RESULT_SAME,
    RESULT_FIELDS,
    RESULT_ARGUMENTS,
    RESULT_METHOD
} AttributeRule;

/* Two attributes stand in no table, for their names are the user's. */
typedef enum {
    ATTRIBUTE_NONE,     /* not looked up, or there is no such attribute */
    ATTRIBUTE_FIELD,    /* field .integer of a named tuple */
    ATTRIBUTE_CONSTANT, /* of a frozen object: .object */
#define ATTRIBUTE(owner, name, rule, text) ATTRIBUTE_##owner##_##name,
#include "types/attributes.def"
#define METHOD(owner, name, builtin) ATTRIBUTE_##owner##_##name,
#include "types/methods.def"
    ATTRIBUTE_COUNT
} AttributeId;

typedef struct AttributeInfo {
    const char *name;
    AttributeOwner owner;
    AttributeRule rule;
    const Object *method; /* RESULT_METHOD: the built-in function, without its owner */
} AttributeInfo;

extern const AttributeInfo attributes[ATTRIBUTE_COUNT];

/* The row for the attribute of a value of the type; ATTRIBUTE_NONE: it has none of that name. */
AttributeId attribute_named(const Unit *u, TypeId owner, const char *name);
/* All that such a value has, as candidates for a misspelt one. */
void attributes_offer(const Unit *u, TypeId owner, Nearest *nearest);
bool object_is_method(const Object *object);

#endif
