/* test_lir.c: LIR as text, and the verifier: good LIR passes, each kind of broken LIR aborts with its rule. */
#include <signal.h>
#include <string.h>

#include "check.h"
#include "compile/compile.h"
#include "frozen/resolve.h"
#include "lir/lir.h"
#include "lir_short.h"
#include "runtime/status.h"

/* exp(-t) / t**2, or status 1 where t is 0. */
static Build integrand(Unit *u)
{
    Build b = begin(u, "integrand.body", TYPES(LIR_f64), TYPES(LIR_f64));
    LirBlockId zero = new_block(&b), other = new_block(&b);
    LirId t = param(&b, 0), none = lir_fconst(u, b.f, 0, LIR_f64, 0.0);
    LirId is_zero = op(&b, LIR_feq, LIR_i1, t, none);
    LirId branch = lir_branch(u, b.f, 0, is_zero, zero, other);
    lir_value(b.f, branch)->flags = LIR_UNLIKELY;
    b.block = zero;
    op_integer(&b, LIR_raise, LIR_void, status_make(7, 2, 5));
    b.block = other;
    LirId e = call(&b, LIR_f64, "exp", ARGS(op1(&b, LIR_fneg, LIR_f64, t)));
    LirId square = op(&b, LIR_fmul, LIR_f64, t, t);
    ret(&b, ARGS(op(&b, LIR_fdiv, LIR_f64, e, square)));
    lir_fill_preds(u, b.f);
    set_entry(u, "integrand", ABI(f64), ABIS(ABI(f64)));
    static const uint64_t nan_word[] = {0x7ff8000000000000};
    u->lir->entry.error_value = nan_word;
    return b;
}

static void test_print(void)
{
    Unit *u = compile_unit((Resolver){0});
    integrand(u);
    verify_lir(u, u->lir);
    const char *text = lir_print(u, u->lir);
    static const char expected[] = "entry integrand(f64) -> f64 error 0x7ff8000000000000\n"
                                   "function integrand.body(f64) -> f64 raises\n"
                                   "b0:\n"
                                   "  v0: f64 = param 0\n"
                                   "  v1: f64 = fconst 0.0\n"
                                   "  v2: i1 = feq v0, v1\n"
                                   "  branch unlikely v2, b1, b2\n"
                                   "b1:\n"
                                   "  raise 2 at 5\n"
                                   "b2:\n"
                                   "  v3: f64 = fneg v0\n"
                                   "  v4: f64 = call exp v3\n"
                                   "  v5: f64 = fmul v0, v0\n"
                                   "  v6: f64 = fdiv v4, v5\n"
                                   "  ret v6\n";
    if (!CHECK(strcmp(text, expected) == 0))
        fputs(text, stderr);
    unit_free(u);
}

/* A counting loop: for (i = 0; i < n; i++) s += i. Leaves its phis in `phis`. */
static Build loop(Unit *u, LirId phis[2])
{
    Build b = begin(u, "loop.body", TYPES(LIR_i64), TYPES(LIR_i64));
    LirBlockId head = new_block(&b), body = new_block(&b), end = new_block(&b);
    LirId n = param(&b, 0), zero = lir_iconst(u, b.f, 0, LIR_i64, 0), one = lir_iconst(u, b.f, 0, LIR_i64, 1);
    lir_jump(u, b.f, 0, head);
    b.block = head;
    LirId i = phis[0] = list(&b, LIR_phi, LIR_i64, NULL, 0), s = phis[1] = list(&b, LIR_phi, LIR_i64, NULL, 0);
    lir_branch(u, b.f, head, op(&b, LIR_slt, LIR_i1, i, n), body, end);
    b.block = body;
    LirId next = op(&b, LIR_iadd, LIR_i64, i, one), sum = op(&b, LIR_iadd, LIR_i64, s, i);
    lir_value(b.f, next)->flags = LIR_NSW;
    lir_value(b.f, lir_jump(u, b.f, body, head))->flags = LIR_KEEP_ROLLED | LIR_KEEP_SCALAR;
    b.block = end;
    ret(&b, ARGS(s));
    lir_fill_preds(u, b.f);
    set_phi(&b, i, ARGS(zero, next));
    set_phi(&b, s, ARGS(zero, sum));
    set_entry(u, "loop", ABI(i64), ABIS(ABI(i64)));
    return b;
}

static void test_print_loop(void)
{
    Unit *u = compile_unit((Resolver){0});
    LirId phis[2];
    loop(u, phis);
    verify_lir(u, u->lir);
    const char *text = lir_print(u, u->lir);
    CHECK(strstr(text, "  v3: i64 = phi v1 from b0, v6 from b2\n"));
    CHECK(strstr(text, "  v6: i64 = iadd nsw v3, v2\n"));
    CHECK(strstr(text, "  jump keep_rolled keep_scalar b1\n"));
    unit_free(u);
}

static void test_print_scope(void)
{
    Unit *u = compile_unit((Resolver){0});
    Build b = begin(u, "load.body", TYPES(LIR_ptr), TYPES(LIR_f64));
    op_integer(&b, LIR_scope, LIR_void, 3);
    LirId x = load_from(&b, LIR_f64, param(&b, 0), 8);
    lir_value(b.f, x)->scope = 3;
    ret(&b, ARGS(x));
    lir_fill_preds(u, b.f);
    verify_lir(u, u->lir);
    const char *text = lir_print(u, u->lir);
    CHECK(strstr(text, "  scope 3\n") && strstr(text, "  v1: f64 = load v0, align 8, scope 3\n"));
    unit_free(u);
}

static void test_reals_read_back(void)
{
    static const double reals[] = {0.1, 1e300, 1.0 / 3.0, 2.0, -5e-324, 123456789.0};
    static const char *const texts[] = {"0.1",        "1e+300", "0.3333333333333333", "2.0", "-4.94065645841247e-324",
                                        "123456789.0"};
    Unit *u = compile_unit((Resolver){0});
    Build b = begin(u, "reals", NO_TYPES, NO_TYPES);
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++)
        lir_fconst(u, b.f, 0, LIR_f64, reals[i]);
    ret(&b, NULL, 0);
    lir_fill_preds(u, b.f);
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++) {
        char line[64];
        snprintf(line, sizeof line, "v%zu: f64 = fconst %s\n", i, texts[i]);
        if (!CHECK(strstr(lir_print(u, u->lir), line)))
            fprintf(stderr, "no %s", line);
    }
    unit_free(u);
}

/* ---- Ways to break it. Each gets the loop and its phis. ---- */

static void use_before_definition(Build *b, LirId phis[2])
{
    LirBlock *head = &b->f->blocks.items[1];
    lir_value(b->f, head->items[2])->a = b->f->blocks.items[2].items[0]; /* of the body, which doesn't dominate */
    (void)phis;
}

static void wrong_operand_class(Build *b, LirId phis[2])
{
    (void)phis;
    lir_value(b->f, b->f->blocks.items[2].items[0])->op = LIR_fadd;
}

static void mixed_widths(Build *b, LirId phis[2])
{
    (void)phis;
    lir_value(b->f, b->f->blocks.items[2].items[0])->type = LIR_i32;
}

static void phi_misses_an_argument(Build *b, LirId phis[2])
{
    lir_value(b->f, phis[1])->count = 1;
}

static void no_terminator(Build *b, LirId phis[2])
{
    (void)phis;
    b->f->blocks.items[3].count = 0;
}

static void stale_preds(Build *b, LirId phis[2])
{
    (void)phis;
    b->f->blocks.items[3].preds.count = 0;
}

static void jump_to_the_start(Build *b, LirId phis[2])
{
    (void)phis;
    b->f->blocks.items[2].targets[0] = 0;
}

static void value_twice(Build *b, LirId phis[2])
{
    (void)phis;
    LirBlock *start = &b->f->blocks.items[0];
    start->items[1] = start->items[2];
}

static void operand_missing(Build *b, LirId phis[2])
{
    (void)phis;
    lir_value(b->f, b->f->blocks.items[2].items[1])->b = LIR_NOTHING;
}

static void wrong_result_type(Build *b, LirId phis[2])
{
    (void)phis;
    b->f->results[0] = LIR_f64;
}

static void unknown_param(Build *b, LirId phis[2])
{
    (void)phis;
    lir_value(b->f, 0)->integer = 1;
}

static void raise_without_can_raise(Build *b, LirId phis[2])
{
    (void)phis;
    LirValue *last = lir_value(b->f, b->f->blocks.items[3].items[0]);
    *last = (LirValue){.op = LIR_raise, .block = 3, .a = LIR_NOTHING, .b = LIR_NOTHING, .c = LIR_NOTHING, .integer = 1};
}

static void unknown_symbol(Build *b, LirId phis[2])
{
    LirValue *sum = lir_value(b->f, b->f->blocks.items[2].items[1]);
    sum->op = LIR_call;
    sum->symbol = "system";
    sum->a = sum->b = LIR_NOTHING;
    (void)phis;
}

static void scope_of_nothing(Build *b, LirId phis[2])
{
    lir_value(b->f, lir_value(b->f, phis[1])->args[1])->scope = 1;
}

static void scope_not_declared(Build *b, LirId phis[2])
{
    LirValue *next = lir_value(b->f, lir_value(b->f, phis[0])->args[1]), *one = lir_value(b->f, next->b);
    one->op = LIR_null;
    one->type = LIR_ptr;
    one->integer = 0;
    next->op = LIR_load;
    next->a = next->b;
    next->b = LIR_NOTHING;
    next->integer = 8;
    next->scope = 1;
}

static const struct {
    const char *name, *rule;
    void (*breaks)(Build *b, LirId phis[2]);
} broken[] = {
    {"use before definition", "defined on every way", use_before_definition},
    {"wrong operand class", "class of the result", wrong_operand_class},
    {"mixed widths", "a phi and its arguments have one type", mixed_widths},
    {"phi misses an argument", "one argument a predecessor", phi_misses_an_argument},
    {"no terminator", "ends in a terminator", no_terminator},
    {"stale preds", "preds are the blocks that jump here", stale_preds},
    {"jump to the start", "and not the first", jump_to_the_start},
    {"value twice", "stands once", value_twice},
    {"operand missing", "class of operand b", operand_missing},
    {"wrong result type", "types of the arguments", wrong_result_type},
    {"unknown param", "type it is declared with", unknown_param},
    {"raise without can_raise", "only a function that can_raise", raise_without_can_raise},
    {"scope of no access", "loads and stores have a scope", scope_of_nothing},
    {"scope not declared", "scope of an access is declared", scope_not_declared},
    {"unknown symbol", "names a row of runtime_symbols.def", unknown_symbol},
};

/* n * n in front of a branch, twice on one of its ways and once on the other; n + n on both ways alone. */
static void test_share(void)
{
    Unit *u = compile_unit((Resolver){0});
    Build b = begin(u, "share.body", TYPES(LIR_i64), TYPES(LIR_i64));
    LirBlockId one = new_block(&b), other = new_block(&b);
    LirId n = param(&b, 0), square = op(&b, LIR_imul, LIR_i64, n, n);
    lir_branch(u, b.f, 0, op(&b, LIR_slt, LIR_i1, square, n), one, other);
    b.block = one;
    LirId again = op(&b, LIR_imul, LIR_i64, n, n), twice = op(&b, LIR_iadd, LIR_i64, n, n);
    LirId sum = op(&b, LIR_iadd, LIR_i64, again, twice), swapped = op(&b, LIR_iadd, LIR_i64, twice, square);
    ret(&b, ARGS(op(&b, LIR_isub, LIR_i64, sum, swapped)));
    b.block = other;
    LirId apart = op(&b, LIR_iadd, LIR_i64, n, n), flagged = op(&b, LIR_imul, LIR_i64, n, n);
    lir_value(b.f, flagged)->flags = LIR_NSW;
    ret(&b, ARGS(op(&b, LIR_isub, LIR_i64, apart, flagged)));
    CHECK(lir_is_same(b.f, square, again) && lir_is_same(b.f, apart, twice) && !lir_is_same(b.f, square, flagged));
    lir_fill_preds(u, b.f);
    set_entry(u, "share", ABI(i64), ABIS(ABI(i64)));
    lir_share(u, b.f);
    verify_lir(u, u->lir);
    static const char expected[] = "entry share(i64) -> i64\n"
                                   "function share.body(i64) -> i64\n"
                                   "b0:\n"
                                   "  v0: i64 = param 0\n"
                                   "  v1: i64 = imul v0, v0\n"
                                   "  v2: i1 = slt v1, v0\n"
                                   "  branch v2, b1, b2\n"
                                   "b1:\n"
                                   "  v3: i64 = iadd v0, v0\n"
                                   "  v4: i64 = iadd v1, v3\n"
                                   "  v5: i64 = isub v4, v4\n"
                                   "  ret v5\n"
                                   "b2:\n"
                                   "  v6: i64 = iadd v0, v0\n"
                                   "  v7: i64 = imul nsw v0, v0\n"
                                   "  v8: i64 = isub v6, v7\n"
                                   "  ret v8\n";
    const char *text = lir_print(u, u->lir);
    if (!CHECK(strcmp(text, expected) == 0))
        fputs(text, stderr);
    unit_free(u);
}

static size_t current;
static int errors[2]; /* a pipe: what the child prints */

static void verify_broken(void)
{
    signal(SIGABRT, SIG_DFL);
    dup2(errors[1], STDERR_FILENO);
    Unit *u = compile_unit((Resolver){0});
    LirId phis[2];
    Build b = loop(u, phis);
    broken[current].breaks(&b, phis);
    verify_lir(u, u->lir);
}

static void test_verifier(void)
{
    for (current = 0; current < sizeof broken / sizeof *broken; current++) {
        char text[4096] = "";
        if (pipe(errors) != 0)
            abort();
        int status = in_child(verify_broken);
        close(errors[1]);
        ssize_t length = read(errors[0], text, sizeof text - 1);
        close(errors[0]);
        text[length > 0 ? length : 0] = '\0';
        if (!CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT && strstr(text, broken[current].rule)))
            fprintf(stderr, "%s: %s\n", broken[current].name, text);
    }
}

int main(void)
{
    test_print();
    test_print_loop();
    test_print_scope();
    test_reals_read_back();
    test_share();
    test_verifier();
    return check_summary();
}
