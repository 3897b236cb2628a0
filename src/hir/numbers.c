/* numbers.c: see numbers.h. The type that arguments promote to picks the column; where that is empty, they are converted
 * on to the next kind, as NumPy does when a ufunc has no loop. */
#include "hir/numbers.h"

#include <assert.h>
#include <string.h>

#include "frozen/exception_classes.h"
#include "frozen/frozen.h"
#include "hir/hir.h"

#define CONVERSION RAISES_ValueError | RAISES_OverflowError

const FormInfo forms[FORM_COUNT] = {
#define FORM(name, result, raises, text) [FORM_##name] = {#name, FORM_##result, raises},
#include "hir/number_forms.def"
};

Form form_named(const char *name)
{
    int form = 0;
    while (strcmp(forms[form].name, name))
        form++;
    assert(form < FORM_COUNT);
    return (Form)form;
}

TypeId form_result(Form form, TypeId type)
{
    switch (forms[form].result) {
    case FORM_BIT: return TYPE_boolean;
    case FORM_BYTE: return TYPE_uint8;
    case FORM_INT: return TYPE_int64;
    case FORM_REAL: return TYPE_float64;
    case FORM_PAIR: return type == TYPE_float32 ? TYPE_complex64 : TYPE_complex128;
    case FORM_SAME: break;
    }
    return type;
}

bool number_is_prelude(const char *code)
{
    return strchr(code, ':');
}

/* Bools alone stay bools; None, an argument that wasn't given, doesn't count. */
static TypeId common_type(const BuiltinInfo *row, const Operand *args, size_t count)
{
    bool of_ints = row->rule == CALL_INTEGERS; /* math's functions take Python's ints, of any size */
    TypeId common = TYPE_UNKNOWN;
    bool weak = false;
    for (size_t i = 0; i < count; i++) {
        TypeId type = args[i].type;
        bool is_weak = args[i].weak;
        if (type == TYPE_none)
            continue;
        if (!type_is_scalar(type))
            return TYPE_UNKNOWN;
        bool first = common == TYPE_UNKNOWN, bools = type == TYPE_boolean && (first || common == TYPE_boolean);
        is_weak &= !of_ints || !operand_is_beyond(args[i], common);
        weak &= first || !of_ints || !operand_is_beyond(args[0], type);
        common = first || bools ? type : type_promote(common, weak, type, is_weak);
        weak = first ? is_weak : weak && is_weak;
    }
    return common;
}

static NumberKind kind_of(TypeId type)
{
    switch (scalar_info(type)->kind) {
    case KIND_BOOL: return ON_BOOL;
    case KIND_UNSIGNED: return ON_WORD;
    case KIND_FLOAT: return ON_FLOAT;
    case KIND_COMPLEX: return ON_COMPLEX;
    default: return ON_INT;
    }
}

static TypeId next_type(TypeId type)
{
    switch (kind_of(type)) {
    case ON_BOOL: return TYPE_int64;
    case ON_INT:
    case ON_WORD: return TYPE_float64;
    case ON_FLOAT: return type == TYPE_float32 ? TYPE_complex64 : TYPE_complex128;
    default: return TYPE_UNKNOWN;
    }
}

static NumberPlan plan_for(const BuiltinInfo *row, TypeId type)
{
    while (type != TYPE_UNKNOWN && !*row->codes[kind_of(type)])
        type = next_type(type);
    if (type == TYPE_UNKNOWN || !strcmp(row->codes[kind_of(type)], "-"))
        return (NumberPlan){NULL, TYPE_UNKNOWN, TYPE_UNKNOWN};
    return (NumberPlan){row->codes[kind_of(type)], type, type};
}

/* A complex number takes the others along where complex numbers have code of their own. */
static NumberPlan plan_for_each(const BuiltinInfo *row, TypeId type)
{
    bool on_complex = type != TYPE_UNKNOWN && type_is_complex(type) && *row->codes[ON_COMPLEX];
    const char *code = row->codes[on_complex ? ON_COMPLEX : ON_FLOAT];
    return (NumberPlan){strcmp(code, "-") ? code : NULL, TYPE_UNKNOWN, TYPE_UNKNOWN};
}

static TypeId widened(TypeId type)
{
    return type_is_complex(type) ? TYPE_complex128 : type_is_float(type) ? TYPE_float64 : type;
}

NumberPlan number_plan(int builtin, const Operand *args, size_t count)
{
    const BuiltinInfo *row = &builtins[builtin];
    if (row->rule == CALL_EACH)
        return plan_for_each(row, common_type(row, args, count));
    TypeId type = row->rule == CALL_LDEXP ? args[0].type : common_type(row, args, count);
    if (type == TYPE_UNKNOWN || !type_is_scalar(type))
        return (NumberPlan){NULL, TYPE_UNKNOWN, TYPE_UNKNOWN};
    if (row->rule == CALL_TRUTH)
        type = TYPE_boolean;
    if (row->rule == CALL_DOUBLE)
        type = type_is_complex(type) ? TYPE_complex128 : TYPE_float64;
    NumberPlan plan = plan_for(row, type);
    if (plan.code && row->rule == CALL_INTEGERS && number_is_prelude(plan.code) && scalar_info(type)->size < 8)
        plan = plan_for(row, TYPE_int64); /* Python's functions give its own ints, which are no sized ones */
    if (plan.code && (row->rule == CALL_WIDE || (row->rule == CALL_ROOT && type_is_complex(plan.type))))
        plan.operands = widened(plan.type);
    return plan;
}
