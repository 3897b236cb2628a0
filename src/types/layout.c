/* layout.c: see layout.h. */
#include "types/layout.h"
#include "types/stored.h"
#include "types/types.h"

#include <assert.h>
#include <string.h>

enum { MOST_COMPONENTS = 2 };

static const Component components[TYPE_SCALAR_COUNT][MOST_COMPONENTS] = {
#define SCALAR(name, kind, size, component, lir, abi, c_name, ctypes, numpy, text)                                     \
    [TYPE_##name] = {{TYPE_##component, LIR_##lir, ABI_##abi, 0},                                                      \
                     {TYPE_##component, LIR_##lir, ABI_##abi, (size) / MOST_COMPONENTS}},
#include "frozen/scalar_types.def"
};

/* A scalar has one component, itself, or is two others. */
#define COUNT_OF(name, size, component) ((size) == 0 ? 0 : TYPE_##name == TYPE_##component ? 1 : MOST_COMPONENTS)
#define ALIGNMENT_OF(name, size, component) (TYPE_##name == TYPE_##component ? (size) : (size) / MOST_COMPONENTS)

static const Layout scalar_layouts[TYPE_SCALAR_COUNT] = {
#define SCALAR(name, kind, size, component, lir, abi, c_name, ctypes, numpy, text)                                     \
    [TYPE_##                                                                                                           \
        name] = {size, ALIGNMENT_OF(name, size, component), COUNT_OF(name, size, component), components[TYPE_##name]},
#include "frozen/scalar_types.def"
};

const Layout *scalar_layout(TypeId scalar)
{
    assert(scalar < TYPE_SCALAR_COUNT && "no scalar has this type");
    return &scalar_layouts[scalar];
}

bool type_has_layout(const Unit *u, TypeId type)
{
    return type < TYPE_SCALAR_COUNT || type_is_pointer(u, type) || type_get(u, type)->stored;
}

const Layout *type_layout(const Unit *u, TypeId type)
{
    assert(type_has_layout(u, type));
    if (type_get(u, type)->stored)
        return &type_get(u, type)->stored->layout;
    return scalar_layout(type_is_pointer(u, type) ? TYPE_voidptr : type);
}

LirType component_value(const Component *component)
{
    return component->scalar == TYPE_boolean ? LIR_i1 : component->lir;
}

uint64_t component_word(const Component *component, double real)
{
    float single = (float)real;
    uint64_t word = 0;
    assert(component->lir == LIR_f32 || component->lir == LIR_f64);
    if (component->lir == LIR_f32)
        memcpy(&word, &single, sizeof single);
    else
        memcpy(&word, &real, sizeof real);
    return word;
}

double component_real(const Component *component, uint64_t word)
{
    float single;
    double real;
    memcpy(&single, &word, sizeof single);
    memcpy(&real, &word, sizeof real);
    return component->lir == LIR_f32 ? (double)single : real;
}
