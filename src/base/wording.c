/* wording.c: see wording.h. */
#include "base/wording.h"

#include <string.h>

/* ---- advice ---- */

static bool is_about(const char *row, const char *subject)
{
    size_t length = strlen(row);
    return row[length - 1] == '.' ? !strncmp(row, subject, length) : !strcmp(row, subject);
}

typedef struct AdviceRow {
    const char *subject, *text;
} AdviceRow;

static const AdviceRow *row_about(const char *subject)
{
    static const AdviceRow rows[] = {
#define ADVICE(subject, text) {subject, text},
#include "base/advice.def"
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (is_about(rows[i].subject, subject))
            return &rows[i];
    return NULL;
}

const char *advice_on(const char *subject)
{
    const AdviceRow *row = row_about(subject);
    return row ? row->text : NULL;
}

bool advice_is_exact(const char *subject)
{
    const AdviceRow *row = row_about(subject);
    return row && !strcmp(row->subject, subject);
}

const char *hint_of(Unit *u, const Nearest *nearest)
{
    return nearest->found ? arena_printf(&u->arena, "; did you mean %s?", nearest->found) : "";
}

const char *advice_with_names(Unit *u, const char *advice, const char *prefix, const Nearest *nearest)
{
    if (!nearest->count)
        return advice;
    const char *text = arena_printf(&u->arena, "%s%sthe nearest that %s there:", advice ? advice : "",
                                    advice ? "; " : "", nearest->count > 1 ? "are" : "is");
    for (size_t i = 0; i < nearest->count; i++) {
        const char *before = !i ? " " : i + 1 < nearest->count ? ", " : " and ";
        text = arena_printf(&u->arena, "%s%s%s%s", text, before, prefix, nearest->alike[i]);
    }
    return text;
}
