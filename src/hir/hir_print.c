/* hir_print.c: HIR as text. Values are named after the local variable they were first stored in, else v0, v1 ... in the
 * order of printing; constants stand where they are used. So the text doesn't depend on how the values came about. */
#include <string.h>

#include "base/text.h"
#include "base/unit.h"
#include "frozen/frozen.h"
#include "frozen/origin.h"
#include "hir/function.h"
#include "types/frozen_text.h"

typedef struct Printer {
    Unit *u;
    const Function *f;
    const char **names; /* by ValueId */
    Text text;
} Printer;

static bool is_listed(const HirValue *value)
{
    return value->op != HIR_const && value->op != HIR_param && value->op != HIR_unbound;
}

static const char *numbered(Unit *u, const char *name, size_t uses)
{
    return uses ? arena_printf(&u->arena, "%s.%zu", name, uses) : name;
}

/* How many values before `v` took the same variable's name. */
static size_t uses_of_name(const Printer *p, const char *name, const ValueId *order, size_t count)
{
    size_t uses = 0;
    for (size_t i = 0; i < count; i++) {
        const char *other = p->f->hir.values.items[order[i]].name;
        uses += other && !strcmp(other, name);
    }
    return uses;
}

static void name_value(Printer *p, ValueId v, const ValueId *order, size_t position, size_t *unnamed)
{
    const HirValue *value = &p->f->hir.values.items[v];
    if (value->op == HIR_const)
        p->names[v] = frozen_is_data(value->object) ? origin_text(p->u, value->object->origin)
                                                    : frozen_text(p->u, value->object);
    else if (value->op == HIR_unbound)
        p->names[v] = "unbound";
    else if (value->name)
        p->names[v] = numbered(p->u, value->name, uses_of_name(p, value->name, order, position));
    else
        p->names[v] = arena_printf(&p->u->arena, "v%zu", (*unnamed)++);
}

static void name_values(Printer *p)
{
    const Hir *hir = &p->f->hir;
    ValueId *order = ARENA_ARRAY(&p->u->arena, ValueId, hir->values.count + 1);
    size_t count = 0, unnamed = 0;
    for (size_t b = 0; b < hir->blocks.count; b++)
        for (size_t i = 0; i < hir->blocks.items[b].values.count; i++) {
            ValueId v = hir->blocks.items[b].values.items[i];
            if (hir_ops[hir->values.items[v].op].result == HIR_KIND_NO)
                continue;
            name_value(p, v, order, count, &unnamed);
            order[count++] = v;
        }
}

static const char *argument(const Printer *p, const HirValue *value, size_t i)
{
    ValueId v = value->args[i];
    return v >= p->f->hir.values.count || !p->names[v] ? "?" : p->names[v];
}

static void print_args(Printer *p, const HirValue *value, const char *separator)
{
    size_t first_keyword = value->count - value->keyword_count;
    for (size_t i = 0; i < value->count; i++) {
        const char *keyword = i < first_keyword ? "" : value->keywords[i - first_keyword];
        text_add(&p->text, "%s%s%s%s", i ? separator : " ", keyword, *keyword ? "=" : "", argument(p, value, i));
    }
}

static void print_phi(Printer *p, const HirValue *value)
{
    const HirBlock *block = &p->f->hir.blocks.items[value->block];
    for (size_t i = 0; i < value->count; i++)
        text_add(&p->text, "%s b%u: %s", i ? "," : "", block->preds.items[i], argument(p, value, i));
}

/* Of a getitem or a setitem. */
static size_t index_count(const Printer *p, const HirValue *access)
{
    const Type *type = type_get(p->u, p->f->hir.values.items[access->args[1]].type);
    return type->shape == SHAPE_TUPLE ? type->count : 1;
}

static void print_operands(Printer *p, const HirValue *value)
{
    if (value->op == HIR_phi) {
        print_phi(p, value);
        return;
    }
    if (value->op == HIR_exception)
        text_add(&p->text, " %s", value->object->text);
    if (value->op == HIR_setattr || value->op == HIR_atomic_field)
        text_add(&p->text, " %s.%s, %s", argument(p, value, 0), value->text, argument(p, value, 1));
    else if (value->op != HIR_guard)
        print_args(p, value, ", ");
    if (value->op == HIR_check_bound)
        text_add(&p->text, " for %s", value->text);
    if (value->op == HIR_getattr || value->op == HIR_rebind)
        text_add(&p->text, "%s%s", value->op == HIR_getattr ? "." : " ", value->text);
    if (value->op == HIR_unpack || value->op == HIR_rest)
        text_add(&p->text, " %lld", (long long)value->integer);
    if (value->op == HIR_unpack || value->op == HIR_rest)
        text_add(&p->text, " of %zu%s", value->size, value->has_rest ? " or more" : "");
    if (value->in_place)
        text_add(&p->text, " in place");
    if (value->is_memory)
        text_add(&p->text, " as memory");
    if (value->fused)
        text_add(&p->text, "  # fused");
    if (value->facts.in_range || value->facts.not_negative)
        text_add(&p->text, "  # in range 0x%x, not negative 0x%x", value->facts.in_range, value->facts.not_negative);
    for (size_t k = 0; value->facts.fails && k < index_count(p, value); k++)
        if (value->facts.fails[k] != HIR_NOTHING)
            text_add(&p->text, "  # index %zu checked where %s", k, p->names[value->facts.fails[k]]);
}

static void print_value(Printer *p, ValueId v)
{
    const HirValue *value = &p->f->hir.values.items[v];
    const HirBlock *block = &p->f->hir.blocks.items[value->block];
    text_add(&p->text, "  ");
    if (p->names[v])
        text_add(&p->text, "%s%s%s = ", p->names[v], value->type == TYPE_UNKNOWN ? "" : ": ",
                 value->type == TYPE_UNKNOWN ? "" : type_name(p->u, value->type));
    text_add(&p->text, "%s", hir_ops[value->op].name);
    print_operands(p, value);
    if (value->op == HIR_jump)
        text_add(&p->text, " b%u", block->successors[0]);
    if (value->op == HIR_branch)
        text_add(&p->text, ", b%u, b%u", block->successors[0], block->successors[1]);
    if (value->op == HIR_format && value->integer)
        text_add(&p->text, " !%c", "sra"[value->integer - 1]);
    if (value->op == HIR_text)
        text_add(&p->text, " by %s", value->text);
    if (value->op == HIR_guard)
        text_add(&p->text, " b%u, raised: b%u", block->successors[0], block->successors[1]);
    text_add(&p->text, "\n");
}

static void print_head(Printer *p)
{
    const Function *f = p->f;
    text_add(&p->text, "%s(", f->code->name);
    for (size_t i = 0; i < f->binding_count; i++) {
        const Binding *binding = &f->bindings[i];
        const char *name = i < f->captured_start ? f->code->locals[i]
                                                 : f->object->captured->names[i - f->captured_start];
        text_add(&p->text, "%s%s%s%s", i ? ", " : "", name, binding->constant ? "=" : ": ",
                 binding->constant ? frozen_text(p->u, binding->constant) : type_name(p->u, binding->type));
    }
    text_add(&p->text, ") -> %s\n", type_name(p->u, f->result));
}

const char *hir_print(Unit *u, const Function *f)
{
    Printer printer = {u, f, ARENA_ARRAY(&u->arena, const char *, f->hir.values.count + 1), {.arena = &u->arena}};
    Printer *p = &printer;
    name_values(p);
    print_head(p);
    for (size_t b = 0; b < f->hir.blocks.count; b++) {
        text_add(&p->text, "b%zu:\n", b);
        const HirBlock *block = &f->hir.blocks.items[b];
        for (size_t i = 0; i < block->values.count; i++)
            if (is_listed(&f->hir.values.items[block->values.items[i]]))
                print_value(p, block->values.items[i]);
    }
    return p->text.items;
}
