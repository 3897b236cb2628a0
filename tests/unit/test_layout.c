/* test_layout.c: how values lie in memory: components against the rows of scalar_types.def, and against C's own types. */
#include <complex.h>
#include <float.h>
#include <stdalign.h>

#include "check.h"
#include "platform/abi_type.h"
#include "types/layout.h"
#include "types/types.h"

static size_t lir_size(LirType type)
{
    static const size_t sizes[LIR_TYPE_COUNT] = {0, 1, 1, 2, 4, 8, 4, 8, 8};
    return sizes[type];
}

/* The components lie side by side and fill the memory; each is a number or a pointer by itself. */
static void test_components(void)
{
    for (TypeId type = 0; type < TYPE_SCALAR_COUNT; type++) {
        const Layout *layout = scalar_layout(type);
        size_t end = 0;
        CHECK(layout->size == (size_t)scalar_info(type)->size);
        for (size_t i = 0; i < layout->count; i++) {
            const Component *component = &layout->components[i];
            CHECK(component->offset == end);
            CHECK(scalar_layout(component->scalar)->count == 1);
            CHECK(scalar_layout(component->scalar)->size == lir_size(component->lir));
            CHECK(abi_size(component->abi) == lir_size(component->lir));
            CHECK(layout->alignment == lir_size(component->lir));
            end += lir_size(component->lir);
        }
        CHECK(end == layout->size);
    }
}

#define CHECK_C(name, c_type)                                                                                          \
    CHECK(scalar_layout(TYPE_##name)->size == sizeof(c_type) &&                                                        \
          scalar_layout(TYPE_##name)->alignment == alignof(c_type))

static void test_c_types(void)
{
    CHECK_C(boolean, _Bool);
    CHECK_C(int16, int16_t);
    CHECK_C(uint64, uint64_t);
    CHECK_C(uintp, size_t);
    CHECK_C(float32, float);
    CHECK_C(float64, double);
    CHECK_C(complex64, float _Complex);
    CHECK_C(complex128, double _Complex);
    CHECK_C(voidptr, void *);
}

static void test_words(void)
{
    const Component *single = scalar_layout(TYPE_complex64)->components;
    const Component *wide = scalar_layout(TYPE_float64)->components;
    CHECK(component_value(scalar_layout(TYPE_boolean)->components) == LIR_i1);
    CHECK(component_word(single, 1.0) == 0x3f800000 && component_word(wide, 1.0) == 0x3ff0000000000000);
    CHECK(component_real(single, component_word(single, 0.1)) == (double)0.1F);
    CHECK(component_real(wide, component_word(wide, DBL_MAX)) == DBL_MAX);
    CHECK(component_real(single, 0xffffffff3f800000) == 1.0); /* the low bytes count */
}

static void test_limits(void)
{
    int64_t least, most;
    CHECK(type_limits(TYPE_int8, &least, &most) && least == -128 && most == 127);
    CHECK(type_limits(TYPE_uint32, &least, &most) && least == 0 && most == UINT32_MAX);
    CHECK(!type_limits(TYPE_int64, &least, &most) && !type_limits(TYPE_uintp, &least, &most));
    CHECK(!type_limits(TYPE_boolean, &least, &most) && !type_limits(TYPE_range, &least, &most));
}

int main(void)
{
    test_components();
    test_c_types();
    test_words();
    test_limits();
    return check_summary();
}
