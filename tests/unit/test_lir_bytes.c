/* test_lir_bytes.c: LIR written as bytes and read back: what is kept, what isn't, and how long it is. */
#include <string.h>

#include "check.h"
#include "compile/compile.h"
#include "frozen/resolve.h"
#include "lir/lir_bytes.h"
#include "lir_short.h"
#include "runtime/status.h"

static Unit *new_unit(void)
{
    Unit *u = compile_unit((Resolver){0});
    if (!u)
        abort();
    return u;
}

static bool same(LirBytes a, LirBytes b)
{
    return a.count == b.count && !memcmp(a.items, b.items, a.count);
}

static LirFunction *half(Unit *u)
{
    Build b = begin(u, "half.body", TYPES(LIR_f64), TYPES(LIR_f64));
    LirId x = param(&b, 0), factor = lir_fconst(u, b.f, 0, LIR_f64, 0.5);
    ret(&b, ARGS(call(&b, LIR_f64, "exp", ARGS(op(&b, LIR_fmul, LIR_f64, x, factor)))));
    lir_fill_preds(u, b.f);
    return b.f;
}

/* exp of half the sum 0 + 1 + ... + (n - 1), a raise where n is negative. */
static void module(Unit *u)
{
    Build b = begin(u, "sum.body", TYPES(LIR_i64), TYPES(LIR_f64));
    LirBlockId head = new_block(&b), end = new_block(&b), body = new_block(&b), negative = new_block(&b),
               begins = new_block(&b);
    b.f->can_raise = true;
    LirId n = param(&b, 0), zero = lir_iconst(u, b.f, 0, LIR_i64, 0), one = lir_iconst(u, b.f, 0, LIR_i64, 1);
    LirId branch = lir_branch(u, b.f, 0, op(&b, LIR_slt, LIR_i1, n, zero), negative, begins);
    lir_value(b.f, branch)->flags = LIR_UNLIKELY;
    b.block = negative;
    op_integer(&b, LIR_raise, LIR_void, status_make(7, 2, 5));
    lir_jump(u, b.f, begins, head);
    b.block = head;
    LirId i = list(&b, LIR_phi, LIR_i64, NULL, 0), s = list(&b, LIR_phi, LIR_i64, NULL, 0);
    lir_branch(u, b.f, head, op(&b, LIR_slt, LIR_i1, i, n), body, end);
    b.block = body;
    LirId next = op(&b, LIR_iadd, LIR_i64, i, one), sum = op(&b, LIR_iadd, LIR_i64, s, i);
    lir_value(b.f, next)->flags = LIR_NSW;
    lir_jump(u, b.f, body, head);
    b.block = end;
    LirId status = list(&b, LIR_invoke, LIR_i64, ARGS(op1(&b, LIR_sitofp, LIR_f64, s)));
    lir_value(b.f, status)->integer = 1;
    ret(&b, ARGS(op1(&b, LIR_result, LIR_f64, status)));
    lir_fill_preds(u, b.f);
    bool body_first = b.f->blocks.items[head].preds.items[0] == body;
    set_phi(&b, i, body_first ? (LirId[]){next, zero} : (LirId[]){zero, next}, 2);
    set_phi(&b, s, body_first ? (LirId[]){sum, zero} : (LirId[]){zero, sum}, 2);
    half(u);
    set_entry(u, "sum", ABI(f64), ABIS(ABI(i64)));
    static const uint64_t nan_word[] = {0x7ff8000000000000};
    u->lir->entry.error_value = nan_word;
}

/* The text, with the names that a module has that was read. */
static void test_round_trip(void)
{
    Unit *u = new_unit();
    module(u);
    verify_lir(u, u->lir);
    LirBytes bytes = lir_write(u, u->lir);
    LirModule *read = lir_read(u, bytes);
    verify_lir(u, read);
    static const char expected[] = "entry upcall.entry(i64) -> f64 error 0x7ff8000000000000\n"
                                   "function upcall.body.0(i64) -> f64 raises\n"
                                   "b0:\n"
                                   "  v0: i64 = param 0\n"
                                   "  v1: i64 = iconst 0\n"
                                   "  v2: i64 = iconst 1\n"
                                   "  v3: i1 = slt v0, v1\n"
                                   "  branch unlikely v3, b1, b2\n"
                                   "b1:\n"
                                   "  raise 2 at 5\n"
                                   "b2:\n"
                                   "  jump b3\n"
                                   "b3:\n"
                                   "  v4: i64 = phi v1 from b2, v7 from b4\n"
                                   "  v5: i64 = phi v1 from b2, v8 from b4\n"
                                   "  v6: i1 = slt v4, v0\n"
                                   "  branch v6, b4, b5\n"
                                   "b4:\n"
                                   "  v7: i64 = iadd nsw v4, v2\n"
                                   "  v8: i64 = iadd v5, v4\n"
                                   "  jump b3\n"
                                   "b5:\n"
                                   "  v9: f64 = sitofp v5\n"
                                   "  v10: i64 = invoke upcall.body.1 v9\n"
                                   "  v11: f64 = result 0 v10\n"
                                   "  ret v11\n"
                                   "function upcall.body.1(f64) -> f64\n"
                                   "b0:\n"
                                   "  v0: f64 = param 0\n"
                                   "  v1: f64 = fconst 0.5\n"
                                   "  v2: f64 = fmul v0, v1\n"
                                   "  v3: f64 = call exp v2\n"
                                   "  ret v3\n";
    if (!CHECK(strcmp(lir_print(u, read), expected) == 0))
        fputs(lir_print(u, read), stderr);
    CHECK(status_class(read->functions[0]->values.items[5].integer) == 7);
    CHECK(same(lir_write(u, read), bytes));
    if (!CHECK(bytes.count <= 130))
        fprintf(stderr, "%zu bytes\n", bytes.count);
    const char *const *symbols = lir_written_symbols(u, u->lir);
    CHECK(!strcmp(symbols[0], "sum") && !strcmp(symbols[1], "sum.body") && !strcmp(symbols[2], "half.body"));
    unit_free(u);
}

/* ---- Lines ------------------------------------------------------------------------------------------------------------- */

enum { AT_SUM = 1, AT_CALL, IN_HALF }; /* places of test_lines() */

static void add_lines(Unit *u)
{
    static const LirSource sources[] = {{"sum", "/a/sum.py", 3}, {"half", "/a/half.py", 1}, {"unused", "", 0}};
    static const LirPlace places[] = {[LIR_NOWHERE] = {0},
                                      [AT_SUM] = {0, 4, 9, LIR_NOWHERE},
                                      [AT_CALL] = {0, 300, 1, LIR_NOWHERE},
                                      [IN_HALF] = {1, 2, 0, AT_CALL}};
    LirModule *lir = u->lir;
    lir->has_lines = true;
    for (size_t i = 0; i < 3; i++)
        ARENA_PUSH(&u->arena, &lir->sources, sources[i]);
    for (size_t i = 0; i <= IN_HALF; i++)
        ARENA_PUSH(&u->arena, &lir->places, places[i]);
    lir->functions[1]->source = 1;
    for (size_t i = 0; i < lir->count; i++)
        for (size_t v = 0; v < lir->functions[i]->values.count; v++)
            lir->functions[i]->places.items[v] = (uint32_t)(v % (IN_HALF + 1));
}

/* Each value has the place that it had, and the module without lines is another one. */
static void test_lines(void)
{
    Unit *u = new_unit(), *plain = new_unit();
    u->options.has_lines = true;
    module(u);
    module(plain);
    add_lines(u);
    LirBytes bytes = lir_write(u, u->lir), others = lir_write(plain, plain->lir);
    const LirModule *read = lir_read(u, bytes);
    CHECK(read->has_lines && !lir_read(plain, others)->has_lines && !same(bytes, others));
    CHECK(same(lir_write(u, read), bytes));
    CHECK(read->sources.count == 2 && !strcmp(read->sources.items[1].file, "/a/half.py"));
    CHECK(read->places.count == IN_HALF + 1 && read->functions[1]->source == 1);
    for (size_t v = 0; v < read->functions[1]->values.count; v++) {
        const LirPlace *place = &read->places.items[read->functions[1]->places.items[v]];
        const LirPlace *wanted = &u->lir->places.items[v % (IN_HALF + 1)];
        CHECK(place->line == wanted->line && place->column == wanted->column && place->source == wanted->source);
        CHECK((place->call == LIR_NOWHERE) == (wanted->call == LIR_NOWHERE));
    }
    unit_free(u);
    unit_free(plain);
}

/* ---- What matters ------------------------------------------------------------------------------------------------------ */

static LirFunction *body_of(Unit *u)
{
    return u->lir->functions[0];
}

static LirValue *find(Unit *u, LirOp op)
{
    for (size_t v = 0;; v++)
        if (body_of(u)->values.items[v].op == op)
            return lir_value(body_of(u), (LirId)v);
}

static void names(Unit *u)
{
    u->lir->entry.symbol = "other";
    body_of(u)->symbol = "other.body";
}

/* Nothing reaches it; its number is behind those of the others. */
static void unreached_block(Unit *u)
{
    LirBlockId block = lir_block_new(u, body_of(u));
    lir_iconst(u, body_of(u), block, LIR_i64, 77);
    lir_jump(u, body_of(u), block, 2);
    lir_fill_preds(u, body_of(u));
}

static void unused_values(Unit *u)
{
    LirBlock *first = &body_of(u)->blocks.items[0];
    LirValue unused = {
        .op = LIR_iconst, .type = LIR_i64, .integer = 99, .a = LIR_NOTHING, .b = LIR_NOTHING, .c = LIR_NOTHING};
    ARENA_PUSH(&u->arena, &body_of(u)->values, unused);
    LirId *items = ARENA_ARRAY(&u->arena, LirId, first->count + 1);
    memcpy(items + 1, first->items, first->count * sizeof *items);
    items[0] = (LirId)body_of(u)->values.count - 1;
    first->items = items;
    first->count++;
}

static void uncalled_function(Unit *u)
{
    LirFunction *called = u->lir->functions[1], *uncalled = half(u);
    u->lir->functions[1] = uncalled;
    u->lir->functions[2] = called;
    find(u, LIR_invoke)->integer = 2;
}

static void block_numbers(Unit *u)
{
    LirFunction *f = body_of(u);
    LirBlock body = f->blocks.items[3], end = f->blocks.items[2];
    f->blocks.items[2] = body;
    f->blocks.items[3] = end;
    for (size_t v = 0; v < f->values.count; v++)
        f->values.items[v].block ^= f->values.items[v].block == 2 || f->values.items[v].block == 3;
    for (size_t b = 0; b < f->blocks.count; b++)
        for (size_t i = 0; i < 2; i++)
            if (f->blocks.items[b].targets[i] == 2 || f->blocks.items[b].targets[i] == 3)
                f->blocks.items[b].targets[i] ^= 1;
    lir_fill_preds(u, f);
}

static void record_nobody_takes(Unit *u)
{
    u->lir->entry.record_size = 64;
}

static void nobody_raises(Unit *u)
{
    LirValue *raise = find(u, LIR_raise);
    raise->op = LIR_jump;
    raise->integer = 0;
    body_of(u)->blocks.items[raise->block].targets[0] = 5;
    body_of(u)->can_raise = false;
    lir_fill_preds(u, body_of(u));
}

static void nobody_raises_another_value(Unit *u)
{
    static const uint64_t word[] = {1};
    nobody_raises(u);
    u->lir->entry.error_value = word;
}

static void answers(Unit *u)
{
    u->lir->entry.has_answers = true;
}

static void error_value(Unit *u)
{
    static const uint64_t word[] = {0x7ff8000000000001};
    u->lir->entry.error_value = word;
}

static void raised_class(Unit *u)
{
    find(u, LIR_raise)->integer = status_make(8, 2, 5);
}

static void raised_path(Unit *u)
{
    find(u, LIR_raise)->integer = status_make(7, 2, 6);
}

static void fastmath(Unit *u)
{
    body_of(u)->fastmath = LIR_FAST_AFN;
}

static void recursive(Unit *u)
{
    body_of(u)->is_recursive = true;
}

static void record(Unit *u)
{
    body_of(u)->takes_record = true;
}

static void record_and_its_size(Unit *u)
{
    record(u);
    u->lir->entry.record_size = 64;
}

static void value_flags(Unit *u)
{
    find(u, LIR_iadd)->flags |= LIR_NUW;
}

static void scope(Unit *u)
{
    find(u, LIR_iadd)->scope = 300;
}

static void cold_branch(Unit *u)
{
    find(u, LIR_branch)->flags = 0;
}

static void sign_of_float(Unit *u)
{
    u->lir->functions[1]->values.items[1].real = -0.5;
}

static void nan_bits(Unit *u)
{
    u->lir->functions[1]->values.items[1].integer = 0x7ff8000000000001;
}

static void symbol(Unit *u)
{
    u->lir->functions[1]->values.items[3].symbol = "exp2";
}

static void operands(Unit *u)
{
    LirValue *compare = find(u, LIR_slt);
    LirId a = compare->a;
    compare->a = compare->b;
    compare->b = a;
}

static void phi_arguments(Unit *u)
{
    LirValue *phi = find(u, LIR_phi);
    LirId first = phi->args[0];
    phi->args[0] = phi->args[1];
    phi->args[1] = first;
}

static void targets(Unit *u)
{
    LirBlock *first = &body_of(u)->blocks.items[0];
    LirBlockId then = first->targets[0];
    first->targets[0] = first->targets[1];
    first->targets[1] = then;
    lir_fill_preds(u, body_of(u));
}

static void argument_sign(Unit *u)
{
    u->lir->entry.prototype.arguments[0] = copied_abi(u, ABI(u64));
}

typedef struct Change {
    const char *name;
    void (*change)(Unit *u), (*of)(Unit *u); /* what is compared with; NULL: the module as it is */
} Change;

static LirBytes changed(Unit *u, void (*change)(Unit *u))
{
    module(u);
    if (change)
        change(u);
    return lir_write(u, u->lir);
}

static bool bytes_differ(const Change *change)
{
    Unit *u = new_unit(), *other = new_unit();
    bool differ = !same(changed(u, change->change), changed(other, change->of));
    unit_free(u);
    unit_free(other);
    return differ;
}

static void test_what_matters(void)
{
    static const Change none[] = {
        {"names", names, NULL},
        {"a block that nothing reaches", unreached_block, NULL},
        {"values that nothing uses", unused_values, NULL},
        {"a function that nothing calls", uncalled_function, NULL},
        {"numbers of blocks", block_numbers, NULL},
        {"the size of a record that nothing takes", record_nobody_takes, NULL},
        {"the error value of what can't raise", nobody_raises_another_value, nobody_raises},
    };
    static const Change some[] = {
        {"error value", error_value, NULL},
        {"answers in its place", answers, NULL},
        {"the class that is raised", raised_class, NULL},
        {"the path to where it is", raised_path, NULL},
        {"fastmath", fastmath, NULL},
        {"recursion", recursive, NULL},
        {"the record", record, NULL},
        {"the record's size", record_and_its_size, record},
        {"nsw and nuw", value_flags, NULL},
        {"a scope", scope, NULL},
        {"a cold branch", cold_branch, NULL},
        {"the sign of a float", sign_of_float, NULL},
        {"the bits of nan", nan_bits, NULL},
        {"the symbol that is called", symbol, NULL},
        {"the order of operands", operands, NULL},
        {"the order of a phi's arguments", phi_arguments, NULL},
        {"the order of targets", targets, NULL},
        {"the C type of an argument", argument_sign, NULL},
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (!CHECK(!bytes_differ(&none[i])))
            fprintf(stderr, "the bytes depend on: %s\n", none[i].name);
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        if (!CHECK(bytes_differ(&some[i])))
            fprintf(stderr, "the bytes don't depend on: %s\n", some[i].name);
}

/* Numbers at the ends of their ranges. */
static void test_numbers(void)
{
    static const int64_t integers[] = {0, 1, -1, 63, 64, -64, -65, INT64_MAX, INT64_MIN};
    static const double reals[] = {0.0, -0.0, 1.0, 0.1, 1e308, -5e-324};
    enum { INTEGERS = sizeof integers / sizeof *integers, REALS = sizeof reals / sizeof *reals };
    Unit *u = new_unit();
    LirType types[INTEGERS + REALS];
    LirId results[INTEGERS + REALS];
    for (size_t i = 0; i < INTEGERS + REALS; i++)
        types[i] = i < INTEGERS ? LIR_i64 : LIR_f64;
    Build b = begin(u, "numbers", NO_TYPES, types, INTEGERS + REALS);
    for (size_t i = 0; i < INTEGERS + REALS; i++)
        results[i] = i < INTEGERS ? lir_iconst(u, b.f, 0, LIR_i64, integers[i])
                                  : lir_fconst(u, b.f, 0, LIR_f64, reals[i - INTEGERS]);
    ret(&b, results, INTEGERS + REALS);
    lir_fill_preds(u, b.f);
    set_entry(u, "numbers", ABI_VOID, NULL, 0);
    const LirFunction *read = lir_read(u, lir_write(u, u->lir))->functions[0];
    for (size_t i = 0; i < INTEGERS; i++)
        CHECK(read->values.items[i].integer == integers[i]);
    for (size_t i = 0; i < REALS; i++)
        CHECK(!memcmp(&read->values.items[INTEGERS + i].real, &reals[i], sizeof *reals));
    unit_free(u);
}

int main(void)
{
    test_round_trip();
    test_lines();
    test_what_matters();
    test_numbers();
    return check_summary();
}
