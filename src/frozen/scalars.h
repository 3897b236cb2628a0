/* scalars.h: the scalar types as numbers, in the order of scalar_types.def. A frozen NumPy scalar has one; types.h has the rest. */
#ifndef UPCALL_SCALARS_H
#define UPCALL_SCALARS_H

enum {
#define SCALAR(name, ...) TYPE_##name,
#include "frozen/scalar_types.def"
    TYPE_SCALAR_COUNT
};

#endif
