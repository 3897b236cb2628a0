/* exceptions.c: see exceptions.h. */
#include "frozen/exceptions.h"

#include <string.h>

static const struct {
    const char *name;
    int depth;
} classes[] = {
#define EXCEPTION(name, depth) {#name, depth},
#include "frozen/exceptions.def"
};

enum { CLASSES = sizeof classes / sizeof *classes };

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

int exception_class_end(int base)
{
    int end = base + 1;
    while (end < CLASSES && classes[end].depth > classes[base].depth)
        end++;
    return end;
}
