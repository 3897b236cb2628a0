/* test_operand.c: what is asked of operands that are no HIR values: weakness, constants beyond a type, small powers, identity. */
#include "check.h"
#include "frozen/frozen.h"
#include "hir/operand.h"

static Operand integer(const Frozen *object)
{
    return operand_of_constant(object, object->type == TYPE_none ? TYPE_int64 : object->type);
}

static bool is_beyond(int64_t number, TypeId type)
{
    Frozen object = {.kind = FROZEN_INT, .number.integer = number, .type = TYPE_none};
    return operand_is_beyond(integer(&object), type);
}

static void test_beyond(void)
{
    CHECK(!is_beyond(127, TYPE_int8) && is_beyond(128, TYPE_int8));
    CHECK(!is_beyond(-128, TYPE_int8) && is_beyond(-129, TYPE_int8));
    CHECK(!is_beyond(255, TYPE_uint8) && is_beyond(256, TYPE_uint8) && is_beyond(-1, TYPE_uint8));
    CHECK(!is_beyond(UINT32_MAX, TYPE_uint32) && is_beyond((int64_t)UINT32_MAX + 1, TYPE_uint32));
    CHECK(!is_beyond(INT64_MIN, TYPE_int64) && !is_beyond(INT64_MIN, TYPE_float32));
    Frozen word = {.kind = FROZEN_INT, .number.integer = -1, .type = TYPE_uint64}; /* 2 ** 64 - 1 */
    CHECK(operand_is_beyond(integer(&word), TYPE_int32));
    CHECK(!operand_is_beyond(operand_of_type(TYPE_int64), TYPE_int8)); /* it isn't known before */
}

static void test_weak(void)
{
    Frozen literal = {.kind = FROZEN_INT, .number.integer = 1, .type = TYPE_none}, scalar = literal;
    scalar.type = TYPE_int32; /* np.int32(1) */
    Operand ops[] = {integer(&literal), integer(&scalar), operand_of_type(TYPE_float32)};
    CHECK(ops[0].weak && !ops[1].weak && !ops[2].weak);
    CHECK(operands_promote(ops[0], ops[2]) == TYPE_float32);
    CHECK(operands_promote(ops[1], ops[2]) == TYPE_float64);
    CHECK(operands_are_weak(ops, 1) && !operands_are_weak(ops, 2));
}

static bool is_small(Frozen exponent, int64_t expected)
{
    int64_t whole = -1;
    TypeId type = exponent.kind == FROZEN_INT ? TYPE_int64 : TYPE_float64;
    return operand_small_power(operand_of_constant(&exponent, type), &whole) && whole == expected;
}

static void test_small_power(void)
{
    CHECK(is_small((Frozen){.kind = FROZEN_INT, .number.integer = 0}, 0));
    CHECK(is_small((Frozen){.kind = FROZEN_INT, .number.integer = 100}, 100));
    CHECK(is_small((Frozen){.kind = FROZEN_FLOAT, .number.real = 2.0}, 2));
    CHECK(!is_small((Frozen){.kind = FROZEN_INT, .number.integer = 101}, 101));
    CHECK(!is_small((Frozen){.kind = FROZEN_INT, .number.integer = -1}, -1));
    CHECK(!is_small((Frozen){.kind = FROZEN_FLOAT, .number.real = 2.5}, 2));
    int64_t whole;
    CHECK(!operand_small_power(operand_of_type(TYPE_int64), &whole));
}

/* What is decided by the value of data is noted; what needs its type alone isn't. */
static void test_data(void)
{
    bool looked = false;
    Frozen number = {.kind = FROZEN_INT, .number.integer = 3, .is_looked_at = &looked}, real = number;
    real.kind = FROZEN_FLOAT, real.number.real = 2.0;
    CHECK(integer(&number).weak && operands_promote(integer(&number), operand_of_type(TYPE_float32)) == TYPE_float32);
    CHECK(operand_is_held(integer(&number), TYPE_int64) && !operand_is_beyond(integer(&number), TYPE_int64));
    CHECK(!is_small(real, 2) && operand_is_held(operand_of_constant(&real, TYPE_float64), TYPE_int8) && !looked);
    CHECK(operand_is_held(integer(&number), TYPE_int8) && looked);
    looked = false;
    CHECK(is_small(number, 3) && looked);
}

/* Two elements of one tuple are two things, the same element twice is one; what is no part of a HIR value is never the same. */
static void test_one(void)
{
    Operand first = {.type = TYPE_float64, .value = 3}, second = first;
    second.first = 1;
    CHECK(operands_are_one(first, first) && !operands_are_one(first, second));
    Operand made = operand_of_type(TYPE_float64);
    CHECK(!operands_are_one(made, made));
}

int main(void)
{
    test_beyond();
    test_weak();
    test_small_power();
    test_data();
    test_one();
    return check_summary();
}
