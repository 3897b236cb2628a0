/* test_abi_sysv.c: how records pass by the System V ABI: which eightbytes go where, by what its text says ("Classification"). */
#include <string.h>

#include "abi_short.h"
#include "check.h"
#include "platform/abi_sysv.h"

enum { MOST_WORDS = 8 };

static AbiValue described(const AbiComponent *components, size_t count, size_t size, AbiComponent *words)
{
    return abi_record(&(AbiRecord){.components = components, .count = count, .size = size, .alignment = 8}, words);
}

/* "is": a general register, then one for floats; "-": padding, which passes in none; "m": memory. */
static void check_passes(const char *expected, AbiValue record)
{
    AbiComponent words[MOST_WORDS];
    char found[MOST_WORDS + 1] = "";
    AbiValue value = described(record.components, record.count, record.size, words);
    CHECK(value.by_address && value.size == record.size && value.count == (record.size + 7) / 8);
    for (size_t w = 0; w < value.count; w++) {
        bool is_padding = words[w].type == ABI_void;
        CHECK(words[w].offset == 8 * w && abi_size(words[w].type) == (is_padding ? 0 : 8));
        found[w] = is_padding ? '-' : abi_is_float(words[w].type) ? 's' : 'i';
    }
    CHECK(!strcmp(value.in_memory ? "m" : found, expected));
}

static void test_eightbytes(void)
{
    check_passes("s", ABI_VALUE(4, {ABI_f32, 0}));
    check_passes("s", ABI_VALUE(8, {ABI_f32, 0}, {ABI_f32, 4}));
    check_passes("i", ABI_VALUE(8, {ABI_f32, 0}, {ABI_i8, 4}));
    check_passes("i", ABI_VALUE(3, {ABI_u8, 0}, {ABI_u8, 1}, {ABI_u8, 2}));
    check_passes("ss", ABI_VALUE(12, {ABI_f32, 0}, {ABI_f32, 4}, {ABI_f32, 8}));
    check_passes("is", ABI_VALUE(16, {ABI_bool, 0}, {ABI_f64, 8}));
    check_passes("si", ABI_VALUE(16, {ABI_f64, 0}, {ABI_ptr, 8}));
}

static void test_unions(void)
{
    check_passes("i", ABI_VALUE(8, {ABI_f64, 0}, {ABI_i64, 0}));
    check_passes("si", ABI_VALUE(16, {ABI_f64, 8}, {ABI_f64, 0}, {ABI_i16, 8}));
    check_passes("ss", ABI_VALUE(16, {ABI_f32, 8}, {ABI_f64, 0}, {ABI_f64, 8}));
}

static void test_padding(void)
{
    AbiRegister registers[ABI_MOST_REGISTERS];
    AbiComponent words[MOST_WORDS], number = {ABI_f64, 0}, behind = {ABI_i32, 8};
    AbiValue first = described(&number, 1, 16, words);
    check_passes("s-", ABI_VALUE(16, {ABI_f64, 0}));
    CHECK(abi_registers(&first, registers) == 1 && registers[0].first == 0 && abi_is_float(registers[0].type));
    AbiValue second = described(&behind, 1, 16, words);
    check_passes("-i", ABI_VALUE(16, {ABI_i32, 8}));
    CHECK(abi_registers(&second, registers) == 1 && registers[0].first == 1 && !abi_is_float(registers[0].type));
}

static void test_memory(void)
{
    check_passes("m", ABI_VALUE(24, {ABI_f64, 0}, {ABI_f64, 8}, {ABI_f64, 16}));
    check_passes("m", ABI_VALUE(5, {ABI_u8, 0}, {ABI_i32, 1}));
    check_passes("ii", ABI_VALUE(9, {ABI_i64, 0}, {ABI_u8, 8}));
    check_passes("m", ABI_VALUE(12, {ABI_f32, 0}, {ABI_f64, 4}));
}

int main(void)
{
    test_eightbytes();
    test_unions();
    test_padding();
    test_memory();
    return check_summary();
}
