/* infer_sum.c: sum() and math.prod(): in which type they add up. It is what `start + a + b ...` gives, constants being weak,
 * so that a sum of float32s is one. All that is added up is converted to it. */
#include <assert.h>

#include "frozen/builtins.h"
#include "frozen/resolve.h"
#include "hir/hir.h"
#include "infer/infer_rules.h"

typedef struct Common {
    TypeId type; /* TYPE_UNKNOWN: of nothing so far */
    bool weak;
} Common;

static void add(Infer *in, const Call *call, Common *common, TypeId type, bool weak)
{
    bool first = common->type == TYPE_UNKNOWN;
    if (!type_is_scalar(type))
        infer_bad_argument(in, call->builtin, 1, call->args[1], "a range, an array or a tuple of numbers");
    common->type = first ? type : type_promote(common->type, common->weak, type, weak);
    common->weak = weak && (first || common->weak);
}

static void add_elements(Infer *in, const Call *call, Common *common)
{
    Operand values = call->args[1];
    Type type = *type_get(in->u, values.type);
    if (type.shape != SHAPE_TUPLE) {
        add(in, call, common, type_of_item(in->u, values.type), false);
        return;
    }
    for (size_t i = 0; i < type.count; i++)
        add(in, call, common, type.items[i], infer_item(in, values, i).weak);
}

/* TYPE_UNKNOWN: as it is, so that a frozen tuple stays one. */
static TypeId converted_values(Infer *in, const Call *call, TypeId to)
{
    TypeId given = call->args[1].type;
    if (!type_has_shape(in->u, given, SHAPE_TUPLE))
        return TYPE_UNKNOWN;
    size_t count = type_get(in->u, given)->count;
    TypeId *items = ARENA_ARRAY(&in->u->arena, TypeId, count);
    for (size_t i = 0; i < count; i++)
        items[i] = to;
    TypeId wanted = type_tuple(in->u, items, count);
    return wanted == given ? TYPE_UNKNOWN : wanted;
}

static NumberKind kind_of(TypeId type)
{
    return type_is_complex(type) ? ON_COMPLEX : type_is_float(type) ? ON_FLOAT : ON_INT;
}

TypeId infer_sum(Infer *in, Call *call)
{
    Common common = {TYPE_UNKNOWN, false};
    if (call->count != 3 || call->keyword_count)
        infer_bad_count(in, call->builtin, call->count - 1 - call->has_owner);
    add(in, call, &common, call->args[2].type, call->args[2].weak);
    add_elements(in, call, &common);
    TypeId type = common.type == TYPE_boolean ? TYPE_int64 : common.type;
    TypeId types[] = {converted_values(in, call, type), type};
    assert(common.type != TYPE_UNKNOWN);
    const char *code = builtins[call->builtin].codes[kind_of(type)];
    return infer_converted_call(in, call, resolve_prelude(in->u, code), types);
}
