/* layout.h: how values lie in memory: the one description of it, for loads and stores, the environment, error values and what
 * C passes. A value is its components, one after another: whoever looks at memory loops over them, and knows neither
 * complex numbers nor pointers by name. */
#ifndef UPCALL_LAYOUT_H
#define UPCALL_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/lir_type.h"
#include "platform/abi_type.h"
#include "types/types.h"

typedef struct Component {
    TypeId scalar; /* a row of scalar_types.def that has one component */
    LirType lir;   /* in memory; as a value a bool is an i1: component_value() */
    AbiType abi;   /* as C passes it */
    size_t offset;
} Component;

typedef struct Layout {
    size_t size, alignment; /* bytes */
    size_t count;
    const Component *components; /* in the order of the value's parts (lower_parts.h) */
} Layout;

/* Of a scalar, a pointer, a record or an array inside one: nothing else lies in memory as it is. None has a layout without
 * components, and so has what is a value only where it lies (stored.h). */
const Layout *type_layout(const Unit *u, TypeId type);
const Layout *scalar_layout(TypeId scalar); /* the same where there is no Unit */
bool type_has_layout(const Unit *u, TypeId type);

LirType component_value(const Component *component); /* the type of the part that the component is as a value */

/* A float in a component of floats, as the word that holds its bytes first; and back. */
uint64_t component_word(const Component *component, double real);
double component_real(const Component *component, uint64_t word);

#endif
