/* bound_checks.c: the index checks that are left, as text: what inspect_checks() gives. */
#include "bound/bound_checks.h"

#include "base/text.h"
#include "hir/function.h"

static const char *const reasons[REASON_COUNT] = {
#define CHECK_REASON(id, text) text,
#include "bound/check_reasons.def"
};

static const char *what_may_be(const Function *f, const IndexCheck *check)
{
    if (!f->options->boundscheck)
        return "may be negative and so count from the end";
    return check->maybe_negative ? check->maybe_beyond ? "may be negative or too large" : "may be negative"
                                 : "may be too large";
}

static const char *axis_of(Unit *u, const Function *f, const IndexCheck *check)
{
    const HirValue *access = &f->hir.values.items[check->access];
    const HirValue *array = &f->hir.values.items[access->args[0]];
    const char *name = array->name ? arena_printf(&u->arena, " of %s", array->name) : "";
    if (type_get(u, array->type)->ndim == 1)
        return arena_printf(&u->arena, "the index%s", name);
    return arena_printf(&u->arena, "index %zu%s", check->axis, name);
}

static void add_check(Unit *u, Text *text, const Function *f, const IndexCheck *check)
{
    Loc loc = f->hir.values.items[check->access].loc;
    const char *reason = arena_printf(&u->arena, reasons[check->reason], check->culprit ? check->culprit : "it");
    text_add(text, "%s:%d in %s: %s %s: %s%s\n", loc.code->filename, loc.span.line, loc.code->qualname,
             axis_of(u, f, check), what_may_be(f, check), reason,
             check->is_pretested ? "; one test before the loop stands for it" : "");
}

/* Without checks only what may count from the end costs anything. */
static bool is_told(const Function *f, const IndexCheck *check)
{
    return f->options->boundscheck || check->maybe_negative;
}

const char *bound_checks_text(Unit *u)
{
    Text text = {.arena = &u->arena};
    size_t indices = 0, left = 0;
    for (size_t i = 0; i < u->functions->count; i++) {
        const Function *f = u->functions->items[i];
        indices += f->index_count;
        for (size_t k = 0; k < f->checks.count; k++)
            left += is_told(f, &f->checks.items[k]);
    }
    text_add(&text, "%zu of %zu indices of arrays are %s\n", left, indices,
             u->options.boundscheck ? "checked when the code runs" : "not known to count from the beginning");
    for (size_t i = 0; i < u->functions->count; i++)
        for (size_t k = 0; k < u->functions->items[i]->checks.count; k++)
            if (is_told(u->functions->items[i], &u->functions->items[i]->checks.items[k]))
                add_check(u, &text, u->functions->items[i], &u->functions->items[i]->checks.items[k]);
    return text.items;
}
