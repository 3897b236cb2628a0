/* field.c: see field.h. */
#include "platform/field.h"

#include <stdbool.h>
#include <string.h>

typedef enum Range { RANGE_ANY, RANGE_SIGNED } Range;

typedef struct FieldInfo {
    uint8_t size, shift, low_at, low_bits, high_at, high_bits;
    Range range;
} FieldInfo;

static const FieldInfo fields[] = {
#define FIELD(name, size, shift, low_at, low_bits, high_at, high_bits, range, text)                                    \
    {size, shift, low_at, low_bits, high_at, high_bits, RANGE_##range},
#include "platform/fields.def"
};

size_t field_size(Field field)
{
    return fields[field].size;
}

static uint64_t ones(unsigned bits)
{
    return bits < 64 ? ((uint64_t)1 << bits) - 1 : UINT64_MAX;
}

/* Are the bits above the lowest ones all like the sign of those? */
static bool fits(uint64_t number, unsigned bits)
{
    uint64_t above = number >> (bits - 1);
    return above == 0 || above == UINT64_MAX >> (bits - 1);
}

const char *field_write(Field field, unsigned char *at, uint64_t number)
{
    const FieldInfo *f = &fields[field];
    if (number & ones(f->shift))
        return "a relocation refers to an address that isn't aligned as its instruction needs it";
    if (f->range == RANGE_SIGNED && !fits(number, 0u + f->shift + f->low_bits + f->high_bits))
        return "a relocation reaches further than its field";
    uint64_t word = 0, low = ones(f->low_bits), high = ones(f->high_bits);
    number >>= f->shift;
    memcpy(&word, at, f->size);
    word = (word & ~(low << f->low_at)) | (number & low) << f->low_at;
    if (high)
        word = (word & ~(high << f->high_at)) | (number >> f->low_bits & high) << f->high_at;
    memcpy(at, &word, f->size);
    return NULL;
}
