/* test_hir.c: the verifier of HIR: good HIR passes, each kind of broken HIR aborts with the condition that it breaks. */
#include <signal.h>
#include <string.h>

#include "base/unit.h"
#include "check.h"
#include "compile/compile.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "hir/function.h"

static const Code code = {.name = "f", .qualname = "f", .filename = "f.py"};
static const Frozen two = {.kind = FROZEN_INT, .number.integer = 2, .type = TYPE_none, .builtin = -1};

typedef struct Good {
    Unit *u;
    Hir *hir;
    ValueId x, constant, less, negative, sum, phi;
    HirState state;
} Good;

static ValueId append(Good *g, BlockId block, HirOp op, TypeId type, const ValueId *args, size_t count)
{
    ValueId v = hir_append(g->u, g->hir, block, op, (Loc){.code = &code}, args, count);
    hir_value(g->hir, v)->type = type;
    return v;
}

static void link_blocks(Good *g, BlockId from, BlockId to, int successor)
{
    g->hir->blocks.items[from].successors[successor] = to;
    ARENA_PUSH(&g->u->arena, &g->hir->blocks.items[to].preds, from);
}

#define ARGS(...) (const ValueId[]){__VA_ARGS__}, sizeof((const ValueId[]){__VA_ARGS__}) / sizeof(ValueId)

/* f(x): return -x if x < 2 else x + 2 */
static Good choose(Unit *u)
{
    Function *f = ARENA_NEW(&u->arena, Function);
    *f = (Function){.code = &code, .result = TYPE_int64, .symbol = "f", .options = &u->options};
    ARENA_PUSH(&u->arena, u->functions, f);
    Good g = {.u = u, .hir = &f->hir, .state = HIR_IS_INFERRED};
    for (int i = 0; i < 4; i++)
        hir_block_new(u, g.hir);
    g.x = append(&g, 0, HIR_param, TYPE_int64, NULL, 0);
    g.constant = append(&g, 0, HIR_const, TYPE_int64, NULL, 0);
    hir_value(g.hir, g.constant)->object = &two;
    g.less = append(&g, 0, HIR_lt, TYPE_boolean, ARGS(g.x, g.constant));
    append(&g, 0, HIR_branch, TYPE_none, ARGS(g.less));
    g.negative = append(&g, 1, HIR_neg, TYPE_int64, ARGS(g.x));
    append(&g, 1, HIR_jump, TYPE_none, NULL, 0);
    g.sum = append(&g, 2, HIR_add, TYPE_int64, ARGS(g.x, g.constant));
    append(&g, 2, HIR_jump, TYPE_none, NULL, 0);
    g.phi = append(&g, 3, HIR_phi, TYPE_int64, ARGS(g.negative, g.sum));
    append(&g, 3, HIR_ret, TYPE_none, ARGS(g.phi));
    link_blocks(&g, 0, 1, 0);
    link_blocks(&g, 0, 2, 1);
    link_blocks(&g, 1, 3, 0);
    link_blocks(&g, 2, 3, 0);
    return g;
}

static void forget_types(Good *g)
{
    for (ValueId v = 0; v < g->hir->values.count; v++)
        hir_value(g->hir, v)->type = TYPE_UNKNOWN;
    g->state = HIR_IS_BUILT;
}

/* --- one way to break it each --- */

static void phi_misses_an_argument(Good *g)
{
    hir_value(g->hir, g->phi)->count = 1;
}

static void unreached_block(Good *g)
{
    hir_block_new(g->u, g->hir);
    append(g, 4, HIR_stop, TYPE_none, NULL, 0);
}

static void unreached_loop(Good *g)
{
    hir_block_new(g->u, g->hir);
    append(g, 4, HIR_jump, TYPE_none, NULL, 0);
    link_blocks(g, 4, 4, 0);
}

static void removed_argument(Good *g)
{
    hir_value(g->hir, g->negative)->block = HIR_NOTHING;
    g->hir->blocks.items[1].values.items[0] = g->hir->blocks.items[1].values.items[1];
    g->hir->blocks.items[1].values.count = 1;
}

static void argument_of_nothing(Good *g)
{
    hir_value(g->hir, g->sum)->args[1] = HIR_NOTHING - 1; /* SSA_UNBOUND */
}

static void value_in_no_list(Good *g)
{
    hir_value_new(g->u, g->hir, 1, HIR_jump, (Loc){.code = &code}, NULL, 0);
}

static void value_twice(Good *g)
{
    ARENA_PUSH(&g->u->arena, &g->hir->blocks.items[3].values, g->phi);
}

static void use_before_definition(Good *g)
{
    hir_value(g->hir, g->sum)->args[0] = g->negative; /* of the other way */
}

static void no_terminator(Good *g)
{
    hir_value(g->hir, g->hir->blocks.items[3].values.items[1])->op = HIR_neg;
}

static void stale_pred(Good *g)
{
    g->hir->blocks.items[0].successors[1] = 3;
}

static void operand_missing(Good *g)
{
    hir_value(g->hir, g->sum)->count = 1;
}

static void operand_too_many(Good *g)
{
    HirValue *value = hir_value(g->hir, g->negative);
    value->args = arena_copy(&g->u->arena, (ValueId[]){g->x, g->x}, 2 * sizeof(ValueId));
    value->count = 2;
}

static void operand_without_value(Good *g)
{
    hir_value(g->hir, g->sum)->args[1] = g->hir->blocks.items[0].values.items[3]; /* the branch */
}

static void foreign_payload(Good *g)
{
    hir_value(g->hir, g->sum)->text = "x";
}

static void payload_missing(Good *g)
{
    hir_value(g->hir, g->negative)->op = HIR_getattr; /* of which name? */
}

static void facts_too_early(Good *g)
{
    hir_value(g->hir, g->sum)->facts.in_range = 1;
}

static void unknown_after_infer(Good *g)
{
    hir_value(g->hir, g->sum)->type = TYPE_UNKNOWN;
}

static void result_against_the_row(Good *g)
{
    hir_value(g->hir, g->less)->type = TYPE_int64;
}

static void operand_against_the_row(Good *g)
{
    hir_value(g->hir, g->hir->blocks.items[0].values.items[3])->args[0] = g->x;
}

static void phi_too_narrow(Good *g)
{
    hir_value(g->hir, g->sum)->type = TYPE_float64;
}

static void typed_by_build(Good *g)
{
    forget_types(g);
    hir_value(g->hir, g->sum)->type = TYPE_int64;
}

static void unused_value(Good *g)
{
    forget_types(g);
    hir_value(g->hir, g->negative)->op = HIR_not; /* which can't raise, whatever it is of */
    hir_value(g->hir, g->phi)->args[0] = g->x;
}

static void needless_phi(Good *g)
{
    forget_types(g);
    hir_value(g->hir, g->negative)->op = hir_value(g->hir, g->sum)->op = HIR_call; /* which needn't be used */
    hir_value(g->hir, g->phi)->args[0] = hir_value(g->hir, g->phi)->args[1] = g->x;
}

static const struct {
    const char *name;
    void (*breaks)(Good *g);
    const char *rule;
} broken[] = {
    {"phi_misses_an_argument", phi_misses_an_argument, "value->count == block->preds.count"},
    {"unreached_block", unreached_block, "block->preds.items[0] < b"},
    {"unreached_loop", unreached_loop, "block->preds.items[0] < b"},
    {"removed_argument", removed_argument, "verify_reaches"},
    {"argument_of_nothing", argument_of_nothing, "verify_reaches"},
    {"value_in_no_list", value_in_no_list, "(c->place[c->at] == SIZE_MAX)"},
    {"value_twice", value_twice, "c->place[c->at] == SIZE_MAX"},
    {"use_before_definition", use_before_definition, "verify_reaches"},
    {"no_terminator", no_terminator, "HIR_FLAG_ENDS"},
    {"stale_pred", stale_pred, "has_block"},
    {"operand_missing", operand_missing, "value->count >= least"},
    {"operand_too_many", operand_too_many, "HIR_KIND_MANY"},
    {"operand_without_value", operand_without_value, "gives_value"},
    {"foreign_payload", foreign_payload, "value->text"},
    {"payload_missing", payload_missing, "value->text"},
    {"facts_too_early", facts_too_early, "c->state == HIR_IS_BOUND"},
    {"unknown_after_infer", unknown_after_infer, "may_be_unknown"},
    {"result_against_the_row", result_against_the_row, "is_of_kind(c, c->at"},
    {"operand_against_the_row", operand_against_the_row, "is_of_kind(c, value->args[i]"},
    {"phi_too_narrow", phi_too_narrow, "type_join"},
    {"typed_by_build", typed_by_build, "type == TYPE_UNKNOWN"},
    {"unused_value", unused_value, "used[c->at]"},
    {"needless_phi", needless_phi, "has_two_arguments"},
};

static size_t current;
static int errors[2]; /* a pipe: what the child prints */

static void verify_one(void)
{
    signal(SIGABRT, SIG_DFL);
    dup2(errors[1], STDERR_FILENO);
    Unit *u = compile_unit((Resolver){0});
    Good g = choose(u);
    broken[current].breaks(&g);
    verify_hir(u, u->functions->items[0], g.state);
}

static void test_broken(void)
{
    for (current = 0; current < sizeof broken / sizeof *broken; current++) {
        char text[4096] = "";
        if (pipe(errors) != 0)
            abort();
        int status = in_child(verify_one);
        close(errors[1]);
        ssize_t length = read(errors[0], text, sizeof text - 1);
        close(errors[0]);
        text[length > 0 ? length : 0] = '\0';
        if (!CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT && strstr(text, broken[current].rule)))
            fprintf(stderr, "%s: %s\n", broken[current].name, text);
    }
}

static void test_good(void)
{
    Unit *u = compile_unit((Resolver){0});
    Good g = choose(u);
    verify_hir(u, u->functions->items[0], HIR_IS_INFERRED);
    verify_hir(u, u->functions->items[0], HIR_IS_BOUND);
    forget_types(&g);
    verify_hir(u, u->functions->items[0], HIR_IS_BUILT);
    verify_hir(u, u->functions->items[0], HIR_IS_TYPED);
    CHECK(g.hir->values.count == 10);
    unit_free(u);
}

int main(void)
{
    test_good();
    test_broken();
    return check_summary();
}
