/* front_open.c: integers and lengths that become data, since another closure has other ones. */
#include "frozen/frozen.h"
#include "frozen/origin.h"
#include "python/front_table.h"

#include <stdint.h>
#include <stdlib.h>

static bool was_open(const Step *step)
{
    return step->expectation == EXPECT_integer || step->expectation == EXPECT_layout;
}

/* The names are the variant's. */
static void set_origins(Opening *opening)
{
    for (size_t i = 0; i < opening->variant->count; i++) {
        const Step *step = &opening->variant->steps[i];
        Py_ssize_t size;
        opening->origins[i] = (Origin){.kind = step->kind,
                                       .of = i ? &opening->origins[step->of] : NULL,
                                       .name = step->name ? PyUnicode_AsUTF8AndSize(step->name, &size) : NULL,
                                       .index = step->name ? 0 : step->index};
    }
}

static void set_open(Opening *opening)
{
    const Origin **items = (const Origin **)(uintptr_t)opening->open.items;
    opening->open.count = 0;
    opening->is_new = false;
    for (size_t i = 0; i < opening->variant->count; i++)
        if (opening->is_open[i]) {
            items[opening->open.count++] = &opening->origins[i];
            opening->is_new = opening->is_new || !was_open(&opening->variant->steps[i]);
        }
}

static bool begin(Opening *opening, VariantObject *variant)
{
    opening->variant = (VariantObject *)Py_NewRef((PyObject *)variant);
    opening->is_open = calloc(variant->count, sizeof *opening->is_open);
    opening->origins = calloc(variant->count, sizeof *opening->origins);
    opening->open.items = calloc(variant->count, sizeof *opening->open.items);
    if (!opening->is_open || !opening->origins || !opening->open.items)
        return false;
    for (size_t i = 0; i < variant->count; i++)
        opening->is_open[i] = was_open(&variant->steps[i]);
    return true;
}

bool opening_for(Opening *opening, VariantObject *variant, PyObject *function)
{
    Exports exports = {.items = NULL};
    Environment *environment = environment_new(variant->code->form.values_size);
    bool ok = environment && begin(opening, variant) &&
              front_replay(variant, function, opening->is_open, environment, &exports);
    exports_release(&exports);
    free(environment);
    if (ok) {
        set_origins(opening);
        set_open(opening);
    } else
        opening_end(opening);
    return ok;
}

static void keep_closed(Opening *opening, const Origin *origin)
{
    for (size_t i = 0; i < opening->variant->count; i++)
        if (origin_same(&opening->origins[i], origin)) {
            opening->is_open[i] = false;
            opening->variant->steps[i].is_needed = true;
        }
}

void opening_narrow(Opening *opening, const Capture *capture)
{
    for (size_t i = 0; i < capture->questions.count; i++) {
        const Question *question = &capture->questions.items[i];
        if (question->answer && question->answer->is_looked_at && *question->answer->is_looked_at)
            keep_closed(opening, question->origin);
    }
    set_open(opening);
}

void opening_end(Opening *opening)
{
    free(opening->is_open);
    free(opening->origins);
    free((void *)(uintptr_t)opening->open.items);
    Py_XDECREF((PyObject *)opening->variant);
    *opening = (Opening){.variant = NULL};
}
