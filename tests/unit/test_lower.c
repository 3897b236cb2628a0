/* test_lower.c: lowering of HIR that no source leads to yet: sized integers, complex numbers, attributes and parts of arrays.
 * HIR is made by hand, typed, lowered, verified, and its text compared. What sources lead to: tests/golden/lower. */
#include <string.h>

#include "bound/bound.h"
#include "check.h"
#include "compile/compile.h"
#include "frozen/resolve.h"
#include "hir/function.h"
#include "lir/lir.h"
#include "lir/lir_build.h"
#include "lower/lower.h"
#include "lower/sites.h"
#include "types/attributes.h"

typedef struct Hand {
    Unit *u;
    Function *f;
} Hand;

static const Code code = {.name = "f", .qualname = "f", .filename = "f.py"};

#define LIST(Type, ...) (const Type[]){__VA_ARGS__}, sizeof((const Type[]){__VA_ARGS__}) / sizeof(Type)

/* A function with these parameters, which are HIR values 0, 1 ...; one block. */
static Hand begin(TypeId result, const TypeId *parameters, size_t count)
{
    Unit *u = compile_unit((Resolver){0});
    Function *f = ARENA_NEW(&u->arena, Function);
    *f = (Function){.code = &code, .parameter_count = count, .result = result, .symbol = "f", .options = &u->options};
    f->parameters = arena_copy(&u->arena, parameters, count * sizeof *parameters);
    ARENA_PUSH(&u->arena, u->functions, f);
    hir_block_new(u, &f->hir);
    for (size_t i = 0; i < count; i++) {
        ValueId v = hir_append(u, &f->hir, 0, HIR_param, (Loc){.code = &code}, NULL, 0);
        hir_value(&f->hir, v)->integer = (int64_t)i;
        hir_value(&f->hir, v)->type = type_of_value(parameters[i]);
    }
    return (Hand){u, f};
}

static ValueId op(Hand *h, HirOp op, TypeId type, const ValueId *args, size_t count)
{
    Loc loc = {.code = &code, .span = {.line = 7}};
    ValueId v = hir_append(h->u, &h->f->hir, 0, op, loc, args, count);
    hir_value(&h->f->hir, v)->type = type;
    return v;
}

/* As if by np.int8(x): no builtin does it yet, so the value's type is what the parameter's is. */
static void keep_stored_type(Hand *h, ValueId param)
{
    hir_value(&h->f->hir, param)->type = h->f->parameters[hir_value(&h->f->hir, param)->integer];
}

static ValueId int_constant(Hand *h, int64_t integer)
{
    Frozen *object = ARENA_NEW(&h->u->arena, Frozen);
    *object = (Frozen){.kind = FROZEN_INT, .number.integer = integer, .type = TYPE_none};
    ValueId v = op(h, HIR_const, TYPE_int64, NULL, 0);
    hir_value(&h->f->hir, v)->object = object;
    return v;
}

/* Return `v`, lower, and compare the body's text from its second line on. Frees the Unit. */
static void expect(Hand *h, ValueId v, const char *expected, const char *name)
{
    op(h, HIR_ret, TYPE_none, LIST(ValueId, v));
    bound(h->u, h->f);
    lower(h->u, h->f);
    verify_lir(h->u, h->u->lir);
    const char *body = strstr(lir_print(h->u, h->u->lir), "b0:\n");
    if (!CHECK(body && strcmp(body, expected) == 0))
        fprintf(stderr, "%s:\n%s", name, body);
    unit_free(h->u);
}

static void test_sized_integers(void)
{
    Hand h = begin(TYPE_int8, LIST(TypeId, TYPE_int8, TYPE_int8));
    keep_stored_type(&h, 0);
    keep_stored_type(&h, 1);
    expect(&h, op(&h, HIR_mul, TYPE_int8, LIST(ValueId, 0, 1)),
           "b0:\n"
           "  v0: i8 = param 0\n"
           "  v1: i8 = param 1\n"
           "  v2: i8 = imul v0, v1\n"
           "  ret v2\n",
           "wraps at its width");

    h = begin(TYPE_boolean, LIST(TypeId, TYPE_uint8));
    keep_stored_type(&h, 0);
    ValueId literal = int_constant(&h, 200);
    expect(&h, op(&h, HIR_lt, TYPE_boolean, LIST(ValueId, 0, literal)),
           "b0:\n"
           "  v0: i8 = iconst -56\n"
           "  v1: i8 = param 0\n"
           "  v2: i1 = ult v1, v0\n"
           "  ret v2\n",
           "a literal takes the type that it meets");

    h = begin(TYPE_uint8, LIST(TypeId, TYPE_uint8, TYPE_uint8));
    keep_stored_type(&h, 0);
    keep_stored_type(&h, 1);
    expect(&h, op(&h, HIR_mod, TYPE_uint8, LIST(ValueId, 0, 1)),
           "b0:\n"
           "  v0: i8 = iconst 0\n"
           "  v1: i8 = param 0\n"
           "  v2: i8 = param 1\n"
           "  v3: i1 = eq v2, v0\n"
           "  branch unlikely v3, b1, b2\n"
           "b1:\n"
           "  raise 0 at 1\n"
           "b2:\n"
           "  v4: i8 = urem v1, v2\n"
           "  ret v4\n",
           "unsigned remainder");
}

static void test_complex(void)
{
    Hand h = begin(TYPE_complex64, LIST(TypeId, TYPE_complex128));
    expect(&h, 0,
           "b0:\n"
           "  v0: f64 = param 0\n"
           "  v1: f64 = param 1\n"
           "  v2: f32 = fptrunc v0\n"
           "  v3: f32 = fptrunc v1\n"
           "  ret v2, v3\n",
           "each component is converted");

    h = begin(TYPE_complex128, LIST(TypeId, TYPE_int32));
    expect(&h, 0,
           "b0:\n"
           "  v0: f64 = fconst 0.0\n"
           "  v1: i32 = param 0\n"
           "  v2: i64 = sext v1\n"
           "  v3: f64 = sitofp v2\n"
           "  ret v3, v0\n",
           "a real number has the imaginary part 0");

    h = begin(TYPE_boolean, LIST(TypeId, TYPE_complex64));
    expect(&h, op(&h, HIR_truth, TYPE_boolean, LIST(ValueId, 0)),
           "b0:\n"
           "  v0: f32 = fconst 0.0\n"
           "  v1: f32 = param 0\n"
           "  v2: f32 = param 1\n"
           "  v3: i1 = fne v1, v0\n"
           "  v4: i1 = fne v2, v0\n"
           "  v5: i1 = or v3, v4\n"
           "  ret v5\n",
           "truth");
}

/* A parameter that is a view of float32 in two dimensions with any strides: data, two lengths, two strides. */
static Hand begin_with_view(TypeId result)
{
    Hand h = begin(result, LIST(TypeId, TYPE_int64));
    TypeId *parameters = ARENA_ARRAY(&h.u->arena, TypeId, 2);
    parameters[0] = type_array(h.u, TYPE_float32, 2, packed_none(), 0);
    parameters[1] = TYPE_int64;
    h.f->parameters = parameters;
    h.f->parameter_count = 2;
    hir_value(&h.f->hir, 0)->type = parameters[0];
    hir_value(&h.f->hir, op(&h, HIR_param, TYPE_int64, NULL, 0))->integer = 1;
    h.u->functions->count = 0; /* no entry: a view has no place in a C signature */
    Function *other = ARENA_NEW(&h.u->arena, Function);
    ARENA_PUSH(&h.u->arena, h.u->functions, other);
    return h;
}

static void test_attributes(void)
{
    Hand h = begin_with_view(TYPE_int64);
    ValueId size = op(&h, HIR_getattr, TYPE_int64, LIST(ValueId, 0));
    hir_value(&h.f->hir, size)->text = "nbytes";
    hir_value(&h.f->hir, size)->attribute = ATTRIBUTE_array_nbytes;
    expect(&h, size,
           "b0:\n"
           "  v0: i64 = iconst 4\n"
           "  v1: ptr = param 0\n"
           "  v2: i64 = param 1\n"
           "  v3: i64 = param 2\n"
           "  v4: i64 = param 3\n"
           "  v5: i64 = param 4\n"
           "  v6: i64 = param 5\n"
           "  v7: i64 = imul v2, v3\n"
           "  v8: i64 = imul v7, v0\n"
           "  ret v8\n",
           "nbytes");
}

/* a[i][j]: the first index gives a view of a row, which lies where its stride says. */
static void test_row(void)
{
    Hand h = begin_with_view(TYPE_float32);
    h.u->options.boundscheck = false;
    ValueId row = op(&h, HIR_getitem, type_array(h.u, TYPE_float32, 1, packed_none(), 0), LIST(ValueId, 0, 1));
    ValueId third = int_constant(&h, 3);
    expect(&h, op(&h, HIR_getitem, TYPE_float32, LIST(ValueId, row, third)),
           "b0:\n"
           "  v0: i64 = iconst 0\n"
           "  v1: i64 = iconst 3\n"
           "  v2: ptr = param 0\n"
           "  v3: i64 = param 1\n"
           "  v4: i64 = param 2\n"
           "  v5: i64 = param 3\n"
           "  v6: i64 = param 4\n"
           "  v7: i64 = param 5\n"
           "  v8: i1 = slt v7, v0\n"
           "  v9: i64 = iadd v7, v3\n"
           "  v10: i64 = select v8, v9, v7\n"
           "  v11: i64 = imul nsw v10, v5\n"
           "  v12: ptr = ptradd inbounds v2, v11\n"
           "  v13: i64 = imul nsw v1, v6\n"
           "  v14: ptr = ptradd inbounds v12, v13\n"
           "  v15: f32 = load v14, align 1\n"
           "  ret v15\n",
           "an element of a row");
}

/* Both indices raise at one place: one site and one block an axis, however often the axis is indexed there. */
static void test_sites(void)
{
    Hand h = begin_with_view(TYPE_none);
    ValueId index = op(&h, HIR_tuple, type_tuple(h.u, LIST(TypeId, TYPE_int64, TYPE_int64)), LIST(ValueId, 1, 1));
    op(&h, HIR_getitem, TYPE_float32, LIST(ValueId, 0, index));
    op(&h, HIR_getitem, TYPE_float32, LIST(ValueId, 0, index));
    Frozen none = {.kind = FROZEN_NONE};
    ValueId v = op(&h, HIR_const, TYPE_none, NULL, 0);
    hir_value(&h.f->hir, v)->object = &none;
    op(&h, HIR_ret, TYPE_none, LIST(ValueId, v));
    lower(h.u, h.f);
    verify_lir(h.u, h.u->lir);
    const LirFunction *f = h.u->lir->functions[0];
    size_t raises = 0;
    for (size_t i = 0; i < f->values.count; i++)
        raises += f->values.items[i].op == LIR_raise;
    CHECK(raises == 2);
    CHECK(f->can_raise);
    CHECK(h.u->sites->count == 2);
    CHECK(h.u->sites->exceptions.count == 2 && h.u->sites->places.count == 1 && h.u->sites->paths == 1);
    CHECK(strcmp(h.u->sites->exceptions.items[0].class, "IndexError") == 0);
    CHECK(strcmp(h.u->sites->exceptions.items[1].message, "index is out of bounds for axis 1") == 0);
    CHECK(h.u->sites->places.items[0].loc.span.line == 7);
    unit_free(h.u);
}

int main(void)
{
    test_sized_integers();
    test_complex();
    test_attributes();
    test_row();
    test_sites();
    return check_summary();
}
