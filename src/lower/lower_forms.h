/* lower_forms.h: the functions of number_forms.def as LIR. */
#ifndef UPCALL_LOWER_FORMS_H
#define UPCALL_LOWER_FORMS_H

#include "hir/numbers.h"
#include "lower/lower_parts.h"

/* `type` is that of the operands, `a` the operands (of ldexp the second is an i64). */
LirId lower_form(Lower *l, Form form, TypeId type, const LirId *a);

#endif
