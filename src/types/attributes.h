/* attributes.h: the tables of attributes.def and methods.def: which attributes a value has, by its type. infer looks a name up
 * once and leaves the row's id in the HIR value; nobody behind it compares names. */
#ifndef UPCALL_ATTRIBUTES_H
#define UPCALL_ATTRIBUTES_H

#include "base/text.h"
#include "frozen/frozen.h"
#include "types/types.h"

typedef enum {
#define OWNER(name, text) OWNER_##name,
#include "types/attributes.def"
} AttributeOwner;

typedef enum {
#define RESULT(name, text) RESULT_##name,
#include "types/attributes.def"
} AttributeResult;

/* Two attributes stand in no table, for their names are the user's. */
typedef enum {
    ATTRIBUTE_NONE,     /* not looked up, or there is no such attribute */
    ATTRIBUTE_FIELD,    /* field .integer of a named tuple */
    ATTRIBUTE_CONSTANT, /* of a frozen object: .object */
#define ATTRIBUTE(owner, name, result, text) ATTRIBUTE_##owner##_##name,
#include "types/attributes.def"
#define METHOD(owner, name, builtin) ATTRIBUTE_##owner##_##name,
#include "types/methods.def"
    ATTRIBUTE_COUNT
} AttributeId;

typedef struct AttributeInfo {
    const char *name;
    AttributeOwner owner;
    AttributeResult result;
    const Frozen *method; /* RESULT_METHOD: the built-in function, without its owner */
} AttributeInfo;

extern const AttributeInfo attributes[ATTRIBUTE_COUNT];

/* The row for the attribute of a value of the type; ATTRIBUTE_NONE: it has none of that name. */
AttributeId attribute_named(const Unit *u, TypeId owner, const char *name);
/* That of the flags of an array for which flags[key] stands; ATTRIBUTE_NONE: for none. */
AttributeId attribute_of_flag(const char *key);
/* All that such a value has, as candidates for a misspelt one. */
void attributes_offer(const Unit *u, TypeId owner, Nearest *nearest);
/* Of these, the fields of the record that it is, or has as elements. */
void attributes_offer_fields(const Unit *u, TypeId owner, Nearest *nearest);
bool frozen_is_method(const Frozen *object);

#endif
