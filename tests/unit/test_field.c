/* test_field.c: the fields of fields.def at their limits. What stands here is how the manuals draw the instructions: those of
 * AArch64 are tried on every machine. */
#include <string.h>

#include "check.h"
#include "platform/field.h"

enum { WRITTEN, FAR, CROOKED };
static const char *const reasons[] = {NULL, "further", "aligned"};

#define KIB ((int64_t)1024)
#define MIB (1024 * KIB)
#define GIB (1024 * MIB)

/* `before` with the number in the field is `after`; or why it can't be, then it stays. */
static const struct {
    const char *what;
    Field field;
    int64_t number;
    uint64_t before, after;
    int reason;
} cases[] = {
    {"nothing", FIELD_NONE, 77, 5, 5, WRITTEN},
    {"a word", FIELD_WORD, -2, 0x0123456789ABCDEF, 0xFFFFFFFFFFFFFFFE, WRITTEN},
    {"its low half", FIELD_HALF, 2 * GIB - 1, 0x0123456789ABCDEF, 0x012345677FFFFFFF, WRITTEN},
    {"its low half, least", FIELD_HALF, -2 * GIB, 0x0123456789ABCDEF, 0x0123456780000000, WRITTEN},
    {"its low half, too large", FIELD_HALF, 2 * GIB, 0, 0, FAR},
    {"its low half, too small", FIELD_HALF, -2 * GIB - 1, 0, 0, FAR},
    {"its low half, the largest", FIELD_HALF, INT64_MAX, 0, 0, FAR},
    {"its low half, the smallest", FIELD_HALF, INT64_MIN, 0, 0, FAR},
    {"b .+4", FIELD_IMM26, 4, 0x14000000, 0x14000001, WRITTEN},
    {"b .-4 over an old number", FIELD_IMM26, -4, 0x14123456, 0x17FFFFFF, WRITTEN},
    {"bl as far as it goes", FIELD_IMM26, 128 * MIB - 4, 0x94000000, 0x95FFFFFF, WRITTEN},
    {"bl as far back", FIELD_IMM26, -128 * MIB, 0x94000000, 0x96000000, WRITTEN},
    {"bl too far", FIELD_IMM26, 128 * MIB, 0x94000000, 0x94000000, FAR},
    {"bl too far back", FIELD_IMM26, -128 * MIB - 4, 0x94000000, 0x94000000, FAR},
    {"bl into an instruction", FIELD_IMM26, 6, 0x94000000, 0x94000000, CROOKED},
    {"bl with a bit of 64", FIELD_IMM26, INT64_MIN, 0x94000000, 0x94000000, FAR},
    {"b.ne .+8", FIELD_IMM19, 8, 0x54000001, 0x54000041, WRITTEN},
    {"cbz x30, .-4", FIELD_IMM19, -4, 0xB400001E, 0xB4FFFFFE, WRITTEN},
    {"ldr x15, as far as it goes", FIELD_IMM19, MIB - 4, 0x5800000F, 0x587FFFEF, WRITTEN},
    {"ldr x15, as far back", FIELD_IMM19, -MIB, 0x5800000F, 0x5880000F, WRITTEN},
    {"ldr x15, too far", FIELD_IMM19, MIB, 0x5800000F, 0x5800000F, FAR},
    {"ldr x15, too far back", FIELD_IMM19, -MIB - 4, 0x5800000F, 0x5800000F, FAR},
    {"ldr x15, not aligned", FIELD_IMM19, 2, 0x5800000F, 0x5800000F, CROOKED},
    {"tbz x1, #33 as far as it goes", FIELD_IMM14, 32 * KIB - 4, 0xB6080001, 0xB60BFFE1, WRITTEN},
    {"tbz x1, #33 as far back", FIELD_IMM14, -32 * KIB, 0xB6080001, 0xB60C0001, WRITTEN},
    {"tbz too far", FIELD_IMM14, 32 * KIB, 0xB6080001, 0xB6080001, FAR},
    {"tbz too far back", FIELD_IMM14, -32 * KIB - 4, 0xB6080001, 0xB6080001, FAR},
    {"tbz into an instruction", FIELD_IMM14, 1, 0xB6080001, 0xB6080001, CROOKED},
    {"adrp x16, this page", FIELD_PAGE21, 0, 0xF0FFFFF0, 0x90000010, WRITTEN},
    {"adrp x16, the next page", FIELD_PAGE21, 4 * KIB, 0x90000010, 0xB0000010, WRITTEN},
    {"adrp x16, the fifth", FIELD_PAGE21, 20 * KIB, 0x90000010, 0xB0000030, WRITTEN},
    {"adrp x16, the last one", FIELD_PAGE21, -4 * KIB, 0x90000010, 0xF0FFFFF0, WRITTEN},
    {"adrp as far as it goes", FIELD_PAGE21, 4 * GIB - 4 * KIB, 0x90000000, 0xF07FFFE0, WRITTEN},
    {"adrp as far back", FIELD_PAGE21, -4 * GIB, 0x90000000, 0x90800000, WRITTEN},
    {"adrp too far", FIELD_PAGE21, 4 * GIB, 0x90000000, 0x90000000, FAR},
    {"adrp too far back", FIELD_PAGE21, -4 * GIB - 4 * KIB, 0x90000000, 0x90000000, FAR},
    {"adrp to no page", FIELD_PAGE21, 2048, 0x90000000, 0x90000000, CROOKED},
    {"add x0, x1, the place in the page", FIELD_IMM12, 0x7FFF12345FFF, 0x91000020, 0x913FFC20, WRITTEN},
    {"add x0, x1 over an old number", FIELD_IMM12, 0x1000, 0x913FFC20, 0x91000020, WRITTEN},
    {"ldrh w0, [x1, place]", FIELD_IMM12_2, 0x5FFE, 0x79400020, 0x795FFC20, WRITTEN},
    {"ldrh w0, odd", FIELD_IMM12_2, 0x5FFF, 0x79400020, 0x79400020, CROOKED},
    {"ldr w0, [x1, place]", FIELD_IMM12_4, 0x5FFC, 0xB9400020, 0xB94FFC20, WRITTEN},
    {"ldr w0, not aligned", FIELD_IMM12_4, 0x5FFE, 0xB9400020, 0xB9400020, CROOKED},
    {"ldr x0, [x1, place]", FIELD_IMM12_8, 0x5FF8, 0xF9400020, 0xF947FC20, WRITTEN},
    {"ldr x0, not aligned", FIELD_IMM12_8, 0x5FFC, 0xF9400020, 0xF9400020, CROOKED},
    {"ldr q0, [x1, place]", FIELD_IMM12_16, 0x5FF0, 0x3DC00020, 0x3DC3FC20, WRITTEN},
    {"ldr q0, not aligned", FIELD_IMM12_16, 0x5FF8, 0x3DC00020, 0x3DC00020, CROOKED},
};

static void test_cases(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char bytes[9]; /* at an odd address */
        uint64_t after;
        memcpy(bytes + 1, &cases[i].before, sizeof after);
        const char *why = field_write(cases[i].field, bytes + 1, (uint64_t)cases[i].number),
                   *reason = reasons[cases[i].reason];
        memcpy(&after, bytes + 1, sizeof after);
        if (!CHECK(after == cases[i].after && (reason ? why && strstr(why, reason) : !why)))
            fprintf(stderr, "  %s: %#lx, %s\n", cases[i].what, (unsigned long)after, why ? why : "written");
    }
}

static bool is_tried(Field field)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (cases[i].field == field)
            return true;
    return false;
}

static void test_all_are_tried(void)
{
#define FIELD(name, size, ...) CHECK(is_tried(FIELD_##name) && field_size(FIELD_##name) == size);
#include "platform/fields.def"
}

int main(void)
{
    test_cases();
    test_all_are_tried();
    return check_summary();
}
