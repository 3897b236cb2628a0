/* test_abi_aapcs64.c: which registers values pass in on AArch64, by what clang makes of the same structs. */
#include <string.h>

#include "abi_short.h"
#include "check.h"
#include "platform/abi_aapcs64.h"

enum { MOST_WORDS = 8 };

/* A letter a register: "i", a general one; "s" and "d", floats and doubles. "m": its address in one. */
static void check_registers(const char *expected, const AbiValue *value)
{
    AbiRegister registers[ABI_MOST_REGISTERS];
    char found[ABI_MOST_REGISTERS + 1] = "";
    size_t count = abi_registers(value, registers), element = value->by_address ? abi_size(value->element) : 0;
    for (size_t r = 0; r < count; r++) {
        AbiType type = registers[r].type;
        found[r] = type == ABI_f32 ? 's' : type == ABI_f64 ? 'd' : 'i';
        CHECK(registers[r].offset == r * (element ? element : 8) || !value->by_address);
    }
    CHECK(!strcmp(count ? found : "m", expected));
    CHECK(value->in_memory == (value->by_address && !count));
}

static AbiValue passed(AbiRecord record, AbiComponent *words)
{
    AbiValue value = abi_record(&record, words);
    CHECK(value.by_address && value.size == record.size && value.count == (record.size + 7) / 8);
    for (size_t w = 0; w < value.count; w++)
        CHECK(words[w].offset == 8 * w && abi_size(words[w].type) == 8);
    return value;
}

static AbiRecord dense(AbiValue components)
{
    return (AbiRecord){components.components, components.count, components.size, 8, 8, true};
}

static void check_dense(const char *expected, AbiValue components)
{
    AbiComponent words[MOST_WORDS];
    AbiValue value = passed(dense(components), words);
    check_registers(expected, &value);
    CHECK(!value.aligned_to_16);
}

/* It, or a record in it, has bytes that belong to no field, or an array without elements. */
static void check_padded(const char *expected, AbiValue components)
{
    AbiComponent words[MOST_WORDS];
    AbiRecord record = dense(components);
    record.is_dense = false;
    AbiValue value = passed(record, words);
    check_registers(expected, &value);
}

static void test_homogeneous(void)
{
    check_dense("s", ABI_VALUE(4, {ABI_f32, 0}));
    check_dense("d", ABI_VALUE(8, {ABI_f64, 0}));
    check_dense("ss", ABI_VALUE(8, {ABI_f32, 0}, {ABI_f32, 4}));
    check_dense("sss", ABI_VALUE(12, {ABI_f32, 8}, {ABI_f32, 0}, {ABI_f32, 4}));
    check_dense("ssss", ABI_VALUE(16, {ABI_f32, 0}, {ABI_f32, 4}, {ABI_f32, 8}, {ABI_f32, 12}));
    check_dense("m", ABI_VALUE(20, {ABI_f32, 0}, {ABI_f32, 4}, {ABI_f32, 8}, {ABI_f32, 12}, {ABI_f32, 16}));
    check_dense("ddd", ABI_VALUE(24, {ABI_f64, 0}, {ABI_f64, 8}, {ABI_f64, 16}));
    check_dense("dddd", ABI_VALUE(32, {ABI_f64, 0}, {ABI_f64, 8}, {ABI_f64, 16}, {ABI_f64, 24}));
    check_dense("m", ABI_VALUE(40, {ABI_f64, 0}, {ABI_f64, 8}, {ABI_f64, 16}, {ABI_f64, 24}, {ABI_f64, 32}));
}

/* struct { float a; double b; }, then with padding between two floats and behind them. */
static void test_others(void)
{
    check_dense("ii", ABI_VALUE(16, {ABI_f32, 0}, {ABI_f64, 8}));
    check_dense("ii", ABI_VALUE(16, {ABI_f64, 0}, {ABI_i32, 8}));
    check_dense("i", ABI_VALUE(8, {ABI_f32, 0}, {ABI_i32, 4}));
    check_dense("i", ABI_VALUE(3, {ABI_u8, 0}, {ABI_u8, 1}, {ABI_u8, 2}));
    check_dense("ii", ABI_VALUE(9, {ABI_u8, 0}, {ABI_i64, 1}));
    check_dense("ii", ABI_VALUE(16, {ABI_ptr, 0}, {ABI_ptr, 8}));
    check_dense("m", ABI_VALUE(17, {ABI_u8, 0}, {ABI_i64, 1}, {ABI_i64, 9}));
    check_padded("ii", ABI_VALUE(16, {ABI_f32, 0}, {ABI_f32, 8}));
    check_padded("ii", ABI_VALUE(16, {ABI_f64, 0}));
    check_padded("m", ABI_VALUE(32, {ABI_f64, 0}, {ABI_f64, 8}, {ABI_f64, 16}));
    check_padded("i", ABI_VALUE(4, {ABI_f32, 0}));
}

static void test_unions(void)
{
    check_dense("ss", ABI_VALUE(8, {ABI_f32, 0}, {ABI_f32, 0}, {ABI_f32, 4}));
    check_dense("i", ABI_VALUE(8, {ABI_f32, 0}, {ABI_f64, 0}));
    check_dense("i", ABI_VALUE(4, {ABI_f32, 0}, {ABI_i32, 0}));
    check_padded("ii",
                 ABI_VALUE(16, {ABI_f32, 0}, {ABI_f32, 8}, {ABI_f32, 0}, {ABI_f32, 4}, {ABI_f32, 8}, {ABI_f32, 12}));
}

static void test_numbers(void)
{
    const AbiValue numbers[] = {ABI(bool), ABI(i8), ABI(u64), ABI(ptr), ABI(f32), ABI(f64), ABI_C64, ABI_C128};
    const char *const expected[] = {"i", "i", "i", "i", "s", "d", "ss", "dd"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        check_registers(expected[i], &numbers[i]);
    const AbiValue mixed = ABI_VALUE(16, {ABI_i32, 0}, {ABI_f32, 4}, {ABI_f64, 8});
    check_registers("ii", &mixed);
}

/* By what is in it: long x __attribute__((aligned(16))), not by how it is declared itself. */
static void test_alignment(void)
{
    AbiComponent words[MOST_WORDS];
    const AbiValue two = ABI_VALUE(16, {ABI_i64, 0}, {ABI_i64, 8});
    AbiRecord record = dense(two);
    record.alignment = 16;
    CHECK(!passed(record, words).aligned_to_16);
    record.field_alignment = 16;
    CHECK(passed(record, words).aligned_to_16);
}

typedef struct Taking {
    const char *registers;
    bool aligned_to_16;
    int first;
} Taking;

/* All of it or nothing; what follows gets none where one didn't. */
static void check_taken(const Taking *takings, size_t count)
{
    AbiTaken taken = {0};
    for (size_t i = 0; i < count; i++) {
        AbiRegister registers[ABI_MOST_REGISTERS];
        size_t wanted = strlen(takings[i].registers);
        for (size_t r = 0; r < wanted; r++)
            registers[r].type = takings[i].registers[r] == 'i' ? ABI_u64 : ABI_f64;
        CHECK(abi_take(&taken, registers, wanted, takings[i].aligned_to_16) == takings[i].first);
    }
}

#define CHECK_TAKEN(...)                                                                                               \
    check_taken((const Taking[]){__VA_ARGS__}, sizeof((const Taking[]){__VA_ARGS__}) / sizeof(Taking))

static void test_taking(void)
{
    CHECK_TAKEN({"i", false, 0}, {"ddd", false, 0}, {"ii", false, 1}, {"dddd", false, 3}, {"dd", false, -1},
                {"d", false, -1}, {"i", false, 3});
    CHECK_TAKEN({"i", false, 0}, {"ii", true, 2}, {"i", false, 4}, {"i", false, 5}, {"i", false, 6}, {"ii", false, -1},
                {"i", false, -1}, {"dddd", false, 0}, {"dddd", false, 4});
    CHECK_TAKEN({"ii", true, 0}, {"ii", true, 2}, {"ii", true, 4}, {"i", false, 6}, {"ii", true, -1}, {"i", false, -1});
    CHECK_TAKEN({"dddd", true, 0}, {"d", false, 4}, {"ddd", true, 5}, {"d", false, -1});
}

int main(void)
{
    test_homogeneous();
    test_others();
    test_unions();
    test_numbers();
    test_alignment();
    test_taking();
    return check_summary();
}
