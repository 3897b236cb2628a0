/* exception_classes.c: see exception_classes.h. */
#include "frozen/exception_classes.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "runtime/status.h"

static const struct {
    const char *name;
    int depth;
} classes[] = {
#define EXCEPTION(name, depth) {#name, depth},
#include "frozen/exception_classes.def"
};

enum { CLASSES = sizeof classes / sizeof *classes };

static_assert(CLASSES - 1 == STATUS_RETURN, "the last row is upcall.Return");

int exception_class(const char *name)
{
    for (int i = 0; i < CLASSES; i++)
        if (!strcmp(classes[i].name, name))
            return i;
    return -1;
}

const char *exception_name(int class)
{
    return classes[class].name;
}

bool exception_is_return(const char *name)
{
    return !strcmp(name, exception_name(STATUS_RETURN));
}

int exception_class_end(int base)
{
    int end = base + 1;
    while (end < CLASSES && classes[end].depth > classes[base].depth)
        end++;
    return end;
}

/* ---- sets -------------------------------------------------------------------------------------------------------------- */

static_assert(CLASSES <= 128, "a set has a bit for each class");

bool classes_is_empty(Classes a)
{
    return !(a.bits[0] | a.bits[1]);
}

Classes classes_both(Classes a, Classes b)
{
    return (Classes){{a.bits[0] & b.bits[0], a.bits[1] & b.bits[1]}};
}

Classes classes_minus(Classes a, Classes b)
{
    return (Classes){{a.bits[0] & ~b.bits[0], a.bits[1] & ~b.bits[1]}};
}

bool classes_add(Classes *to, Classes more)
{
    Classes new = classes_minus(more, *to);
    for (int i = 0; i < 2; i++)
        to->bits[i] |= more.bits[i];
    return !classes_is_empty(new);
}

bool classes_has(Classes a, int class)
{
    return a.bits[class / 64] >> class % 64 & 1;
}

static void add_class(Classes *to, int class)
{
    to->bits[class / 64] |= UINT64_C(1) << class % 64;
}

void classes_add_derived(Classes *to, int base)
{
    for (int i = base; i < exception_class_end(base); i++)
        add_class(to, i);
}

Classes classes_of_raises(unsigned flags)
{
    static const struct {
        unsigned flag;
        const char *name;
    } rows[] = {
        {RAISES_IndexError, "IndexError"},
        {RAISES_NameError, "NameError"},
        {RAISES_TypeError, "TypeError"},
        {RAISES_OverflowError, "OverflowError"},
        {RAISES_UnboundLocalError, "UnboundLocalError"},
        {RAISES_ValueError, "ValueError"},
        {RAISES_ZeroDivisionError, "ZeroDivisionError"},
        {RAISES_MemoryError, "MemoryError"},
    };
    Classes set = {{0, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (flags & rows[i].flag)
            add_class(&set, exception_class(rows[i].name));
    return set;
}
