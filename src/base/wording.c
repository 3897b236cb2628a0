/* wording.c: see wording.h. */
#include "base/wording.h"

#include <string.h>

/* ---- advice ---- */

static bool is_about(const char *row, const char *subject)
{
    size_t length = strlen(row);
    return row[length - 1] == '.' ? !strncmp(row, subject, length) : !strcmp(row, subject);
}

const char *advice_on(const char *subject)
{
    static const struct {
        const char *subject, *text;
    } rows[] = {
#define ADVICE(subject, text) {subject, text},
#include "base/advice.def"
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (is_about(rows[i].subject, subject))
            return rows[i].text;
    return NULL;
}

const char *hint_of(Unit *u, const Nearest *nearest)
{
    return nearest->found ? arena_printf(&u->arena, "; did you mean %s?", nearest->found) : "";
}
