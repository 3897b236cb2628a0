/* test_emit.c: LIR through LLVM into memory, and run: each operation on chosen values, the C ABI against the C compiler,
 * statuses, environments, and what the code must not be (contracted, merged, assumed to end). UPCALL_BACKEND names
 * _llvm.so. */
#define _GNU_SOURCE 1 /* memmem */
#include <complex.h>
#include <dlfcn.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/time.h>

#include "check.h"
#include "compile/compile.h"
#include "frozen/resolve.h"
#include "lir/backend.h"
#include "lir/lir.h"
#include "lir/lir_bytes.h"
#include "lir_short.h"
#include "platform/platform.h"
#include "runtime/load.h"
#include "types/types.h"

#ifndef CMPLX /* glibc before 2.38 has it for GCC alone */
#define CMPLX(re, im) __builtin_complex((double)(re), (double)(im))
#define CMPLXF(re, im) __builtin_complex((float)(re), (float)(im))
#endif

/* Processors and features by LLVM's names; how assembly calls. */
#if defined(__aarch64__)
#define PLAIN_CPU "generic"
#define MODERN_CPU "neoverse-n1"
#define NO_ROUNDING "-fp-armv8"
#define NO_FLOATS "-fp-armv8"
#define UNKNOWN_MODE NULL /* there is no feature that LLVM can't go on with */
#define CALL "\tbl\t"
#else
#define PLAIN_CPU "x86-64"
#define MODERN_CPU "haswell"
#define NO_ROUNDING NULL
#define NO_FLOATS "+soft-float,-sse,-sse2,-x87,-mmx"
#define UNKNOWN_MODE "-64bit"
#define CALL "@PLT"
#endif

static const Backend *backend;
static bool used[LIR_OP_COUNT]; /* operations that some test has run */

typedef struct Compiled {
    BackendResult result;
    Image *image;
    void *entry;
    PlatformCall *call;
} Compiled;

/* ---- What upcall_report() was told ---- */

static const void *reported_env;
static int64_t reported_status;
static const uint64_t *answer; /* what it answers */

static const uint64_t *test_report(const void *env, int64_t status, const void *record)
{
    (void)record;
    reported_env = env;
    reported_status = status;
    return answer;
}

static const RuntimeSymbol *test_symbols(void)
{
    RuntimeSymbol *symbols = calloc(runtime_symbol_count, sizeof *symbols);
    if (!symbols)
        abort();
    for (size_t i = 0; i < runtime_symbol_count; i++) {
        symbols[i] = runtime_symbols[i];
        if (strcmp(symbols[i].name, "upcall_report") == 0)
            symbols[i].address = (const void *)test_report;
    }
    return symbols;
}

/* ---- Compiling ---- */

static void note_used(const LirModule *module)
{
    for (size_t i = 0; i < module->count; i++)
        for (size_t v = 0; v < module->functions[i]->values.count; v++)
            used[module->functions[i]->values.items[v].op] = true;
}

static BackendResult emit_with(Unit *u, const BackendOptions *options)
{
    BackendResult result;
    for (size_t i = 0; i < u->lir->count; i++)
        lir_fill_preds(u, u->lir->functions[i]);
    verify_lir(u, u->lir);
    LirModule *module = lir_read(u, lir_write(u, u->lir));
    verify_lir(u, module);
    backend->emit(module, options, &result);
    return result;
}

static BackendResult emit(Unit *u, unsigned texts)
{
    return emit_with(u, &(BackendOptions){.texts = texts});
}

static void load_it(Unit *u, void *argument)
{
    static const RuntimeSymbol *symbols;
    Compiled *c = argument;
    if (!symbols)
        symbols = test_symbols();
    c->image = load(u, c->result.object, c->result.size, symbols, runtime_symbol_count);
}

static Compiled compile_it(Unit *u)
{
    Compiled c = {emit(u, TEXT_NONE), NULL, NULL, NULL};
    const LirEntry *entry = &u->lir->entry;
    if (c.result.error || !unit_guard(u, load_it, &c)) {
        fprintf(stderr, "%s: %s\n", u->lir->entry.symbol, c.result.error ? c.result.error : u->error.message);
        abort();
    }
    c.entry = image_symbol(c.image, LIR_ENTRY_SYMBOL);
    c.call = platform_call_new(entry->prototype.arguments, entry->prototype.count, &entry->prototype.result);
    CHECK(c.entry && c.call);
    note_used(u->lir);
    return c;
}

/* As calls from Python pass their words.
 *   returns   the status that was reported */
static int64_t call_words(const Compiled *c, const void *env, const uint64_t *arguments, uint64_t *result)
{
    uint64_t *room = malloc(platform_call_room(c->call) * sizeof *room);
    reported_status = 0;
    platform_call(c->call, c->entry, env, arguments, result, room);
    free(room);
    return reported_status;
}

static void release(Unit *u, Compiled *c)
{
    backend->release(&c->result);
    image_free(c->image);
    free(c->call);
    unit_free(u);
}

static Unit *new_unit(void)
{
    Unit *u = compile_unit((Resolver){0});
    if (!u)
        abort();
    return u;
}

/* ---- Each operation on values, by rows ---- */

typedef struct Row {
    LirOp op;
    LirType type; /* of the result */
    LirType operands[3];
    uint64_t values[3], expected;
    unsigned flags;
} Row;

static uint64_t d(double real)
{
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    return bits;
}

static uint64_t s(float real)
{
    uint32_t bits;
    memcpy(&bits, &real, sizeof bits);
    return bits;
}

static AbiValue abi_of(Unit *u, LirType type)
{
    static const AbiType abis[LIR_TYPE_COUNT] = {ABI_void, ABI_bool, ABI_i8,  ABI_i16, ABI_i32,
                                                 ABI_i64,  ABI_f32,  ABI_f64, ABI_ptr};
    return type == LIR_void ? ABI_VOID : copied_abi(u, ABI_VALUE(abi_size(abis[type]), {abis[type], 0}));
}

/* A function of the row's operands that computes its operation. */
static void build_row(Unit *u, const Row *row)
{
    AbiValue arguments[3];
    size_t count = 0;
    for (; count < 3 && row->operands[count] != LIR_void; count++)
        arguments[count] = abi_of(u, row->operands[count]);
    Build b = begin(u, "row.body", row->operands, count, &row->type, 1);
    LirId operands[3] = {LIR_NOTHING, LIR_NOTHING, LIR_NOTHING};
    for (size_t i = 0; i < count; i++)
        operands[i] = param(&b, i);
    LirId v = lir_append(u, b.f, b.block, row->op, row->type, operands[0], operands[1], operands[2]);
    lir_value(b.f, v)->flags = (uint16_t)row->flags;
    ret(&b, &v, 1);
    set_entry(u, "row", abi_of(u, row->type), arguments, count);
}

static void test_row(const Row *row)
{
    Unit *u = new_unit();
    build_row(u, row);
    Compiled c = compile_it(u);
    uint64_t result = 0;
    int64_t status = call_words(&c, NULL, row->values, &result);
    if (!CHECK(status == 0 && result == row->expected))
        fprintf(stderr, "%s: %llx, expected %llx\n", lir_ops[row->op].name, (unsigned long long)result,
                (unsigned long long)row->expected);
    release(u, &c);
}

#define INT(name, a, b, expected)                                                                                      \
    {LIR_##name, LIR_i64, {LIR_i64, LIR_i64}, {(uint64_t)(a), (uint64_t)(b)}, (uint64_t)(expected), 0}
#define INT8(name, a, b, expected)                                                                                     \
    {LIR_##name, LIR_i8, {LIR_i8, LIR_i8}, {(uint64_t)(a), (uint64_t)(b)}, (uint64_t)(expected) & 255, 0}
#define CMP(name, a, b, expected)                                                                                      \
    {LIR_##name, LIR_i1, {LIR_i64, LIR_i64}, {(uint64_t)(a), (uint64_t)(b)}, (expected), 0}
#define F(name, a, b, expected) {LIR_##name, LIR_f64, {LIR_f64, LIR_f64}, {d(a), d(b)}, d(expected), 0}
#define F1(name, a, expected) {LIR_##name, LIR_f64, {LIR_f64}, {d(a)}, d(expected), 0}
#define S1(name, a, expected) {LIR_##name, LIR_f32, {LIR_f32}, {s(a)}, s(expected), 0}
#define FCMP(name, a, b, expected) {LIR_##name, LIR_i1, {LIR_f64, LIR_f64}, {d(a), d(b)}, (expected), 0}
#define TO(name, to, from, a, expected) {LIR_##name, LIR_##to, {LIR_##from}, {(a)}, (expected), 0}

static void test_integer_rows(void)
{
    const Row rows[] = {
        INT(iadd, INT64_MAX, 1, INT64_MIN),
        {LIR_iadd, LIR_i64, {LIR_i64, LIR_i64}, {3, 4}, 7, LIR_NSW | LIR_NUW},
        INT8(iadd, 127, 1, -128),
        INT(isub, 3, 5, -2),
        INT(imul, INT64_MAX, 2, -2),
        INT(sdiv, -7, 2, -3),
        INT(srem, -7, 2, -1),
        INT8(sdiv, -7, 2, -3),
        INT(udiv, -1, 2, INT64_MAX),
        INT(urem, -1, 10, 5),
        INT(and, 12, 10, 8),
        INT(or, 12, 10, 14),
        INT(xor, 12, 10, 6),
        {LIR_xor, LIR_i1, {LIR_i1, LIR_i1}, {1, 1}, 0, 0},
        INT(shl, 1, 63, INT64_MIN),
        {LIR_shl, LIR_i64, {LIR_i64, LIR_i64}, {1, 4}, 16, LIR_NSW},
        INT(ashr, -8, 1, -4),
        INT(lshr, -8, 1, (uint64_t)-8 >> 1),
        CMP(eq, 3, 3, 1),
        {LIR_eq, LIR_i1, {LIR_ptr, LIR_ptr}, {64, 72}, 0, 0},
        CMP(ne, 3, 3, 0),
        CMP(slt, -1, 0, 1),
        CMP(sle, 0, 0, 1),
        CMP(sgt, -1, 0, 0),
        CMP(sge, 0, 0, 1),
        CMP(ult, -1, 0, 0),
        CMP(ule, 0, -1, 1),
        CMP(ugt, -1, 0, 1),
        CMP(uge, 0, -1, 0),
        {LIR_ult, LIR_i1, {LIR_ptr, LIR_ptr}, {64, 72}, 1, 0},
        TO(sext, i64, i8, 0x80, (uint64_t)-128),
        TO(zext, i64, i8, 0x80, 128),
        TO(zext, i64, i1, 1, 1),
        TO(sext, i32, i1, 1, 0xffffffff),
        TO(trunc, i16, i64, 0x12345678, 0x5678),
        TO(trunc, i1, i64, 2, 0),
        TO(bitcast, i64, f64, d(-0.0), (uint64_t)INT64_MIN),
        TO(bitcast, f32, i32, 0x3f800000, s(1.0f)),
        TO(ptrtoint, i64, ptr, 4096, 4096),
        TO(inttoptr, ptr, i64, 4096, 4096),
        {LIR_ptradd, LIR_ptr, {LIR_ptr, LIR_i64}, {4096, (uint64_t)-8}, 4088, 0},
        {LIR_ptradd, LIR_ptr, {LIR_ptr, LIR_i64}, {4096, 8}, 4104, LIR_INBOUNDS | LIR_NUW},
        {LIR_select, LIR_i64, {LIR_i1, LIR_i64, LIR_i64}, {1, 5, 6}, 5, 0},
        {LIR_select, LIR_f64, {LIR_i1, LIR_f64, LIR_f64}, {0, d(5), d(6)}, d(6), 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        test_row(&rows[i]);
}

static void test_float_rows(void)
{
    const double nan = (double)NAN, inf = (double)INFINITY;
    const Row rows[] = {
        F(fadd, 0.1, 0.2, 0.1 + 0.2),
        F(fsub, 0.3, 0.1, 0.3 - 0.1),
        F(fmul, 0.1, 0.1, 0.1 * 0.1),
        F(fdiv, 1.0, 0.0, inf),
        {LIR_fmul, LIR_f32, {LIR_f32, LIR_f32}, {s(0.1f), s(0.1f)}, s(0.1f * 0.1f), 0},
        F1(fneg, 0.0, -0.0),
        F1(fabs, -2.5, 2.5),
        F1(fsqrt, 2.0, sqrt(2.0)),
        S1(fsqrt, 2.0f, sqrtf(2.0f)),
        F1(ffloor, -0.5, -1.0),
        F1(fceil, -0.5, -0.0),
        F1(ftrunc, -1.5, -1.0),
        F1(frint, 2.5, 2.0),
        F1(frint, 3.5, 4.0),
        S1(frint, -0.5f, -0.0f),
        F(fcopysign, 3.0, -0.0, -3.0),
        {LIR_ffma, LIR_f64, {LIR_f64, LIR_f64, LIR_f64}, {d(0.1), d(10.0), d(-1.0)}, d(fma(0.1, 10.0, -1.0)), 0},
        {LIR_ffma, LIR_f32, {LIR_f32, LIR_f32, LIR_f32}, {s(0.1f), s(10.0f), s(-1.0f)}, s(fmaf(0.1f, 10.0f, -1.0f)), 0},
        F(fmaximum, 1.0, 2.0, 2.0),
        F(fmaximum, -0.0, 0.0, 0.0),
        F(fminimum, 1.0, nan, nan),
        {LIR_fminimum, LIR_f32, {LIR_f32, LIR_f32}, {s(0.0f), s(-0.0f)}, s(-0.0f), 0},
        FCMP(feq, nan, nan, 0),
        FCMP(fne, nan, nan, 1),
        FCMP(flt, 1.0, 2.0, 1),
        FCMP(fle, nan, 2.0, 0),
        FCMP(fgt, 1.0, 2.0, 0),
        FCMP(fge, 2.0, 2.0, 1),
        TO(sitofp, f64, i64, (uint64_t)-3, d(-3.0)),
        TO(uitofp, f64, i64, (uint64_t)-1, d(18446744073709551616.0)),
        TO(fptosi, i64, f64, d(-2.9), (uint64_t)-2),
        TO(fptosi, i64, f64, d(1e300), INT64_MAX),
        TO(fptosi, i64, f64, d(nan), 0),
        TO(fptosi, i8, f64, d(-1e9), 0x80),
        TO(fptoui, i64, f64, d(-1.0), 0),
        TO(fptoui, i64, f64, d(1e19), 10000000000000000000u),
        TO(fptoui, i8, f32, s(300.0f), 255),
        TO(fpext, f64, f32, s(0.1f), d((double)0.1f)),
        TO(fptrunc, f32, f64, d(0.1), s(0.1f)),
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        test_row(&rows[i]);
}

/* ---- Functions ---- */

static void test_integrand(void)
{
    Unit *u = new_unit();
    Build b = begin(u, "f.body", TYPES(LIR_f64), TYPES(LIR_f64));
    LirId t = param(&b, 0), e = call(&b, LIR_f64, "exp", ARGS(op1(&b, LIR_fneg, LIR_f64, t)));
    ret(&b, ARGS(op(&b, LIR_fdiv, LIR_f64, e, op(&b, LIR_fmul, LIR_f64, t, t))));
    set_entry(u, "f", ABI(f64), ABIS(ABI(f64)));
    Compiled c = compile_it(u);
    double (*f)(double) = (double (*)(double))c.entry;
    for (double x = 0.25; x < 4.0; x += 0.25)
        CHECK(f(x) == exp(-x) / (x * x));
    release(u, &c);
}

/* Static memory: an address that stays, and what lies there. */
static void test_text(void)
{
    Unit *u = new_unit();
    Build b = begin(u, "f.body", NULL, 0, TYPES(LIR_ptr));
    LirId word = lir_iconst(u, b.f, 0, LIR_i64, 0x6f6c6c6568);
    LirId text = list(&b, LIR_text, LIR_ptr, ARGS(word));
    ret(&b, ARGS(text));
    set_entry(u, "f", ABI(ptr), NULL, 0);
    Compiled c = compile_it(u);
    const char *(*f)(void) = (const char *(*)(void))c.entry;
    CHECK(!strcmp(f(), "hello") && f() == f());
    release(u, &c);
}

/* Constants of every kind, through a slot of the frame. */
static void test_memory(void)
{
    Unit *u = new_unit();
    Build b = begin(u, "f.body", TYPES(LIR_ptr), TYPES(LIR_i1));
    LirId slot = op_integer(&b, LIR_frame, LIR_ptr, 16);
    store_to(&b, lir_fconst(u, b.f, 0, LIR_f32, 0.1), slot, 4);
    store_to(&b, load_from(&b, LIR_f32, slot, 4), param(&b, 0), 4);
    LirId there = op(&b, LIR_ptradd, LIR_ptr, param(&b, 0), lir_iconst(u, b.f, 0, LIR_i64, 4));
    LirId is_null = op(&b, LIR_eq, LIR_i1, param(&b, 0), op(&b, LIR_null, LIR_ptr, LIR_NOTHING, LIR_NOTHING));
    store_to(&b, is_null, there, 1);
    LirId last = op(&b, LIR_ptradd, LIR_ptr, param(&b, 0), lir_iconst(u, b.f, 0, LIR_i64, 5));
    LirId truth = load_from(&b, LIR_i1, last, 1);
    lir_value(b.f, truth)->flags = LIR_INVARIANT;
    ret(&b, ARGS(truth));
    set_entry(u, "f", ABI(bool), ABIS(ABI(ptr)));
    Compiled c = compile_it(u);
    struct {
        float real;
        unsigned char is_null, truth;
    } memory = {0, 77, 2};
    bool (*f)(void *) = (bool (*)(void *))c.entry;
    CHECK(f(&memory) == true);
    CHECK(memory.real == 0.1f && memory.is_null == 0);
    release(u, &c);
}

static LirId atomic(Build *b, LirId access, LirOp op)
{
    lir_value(b->f, access)->op = (uint8_t)op;
    return access;
}

/* Waits until a float isn't 0, then stores an integer. */
static void build_waiting(Unit *u)
{
    Build b = begin(u, "wait.body", TYPES(LIR_ptr, LIR_ptr), TYPES(LIR_f32));
    LirBlockId again = new_block(&b), after = new_block(&b);
    LirId zero = lir_fconst(u, b.f, 0, LIR_f32, 0.0), nine = lir_iconst(u, b.f, 0, LIR_i64, 9);
    LirId from = param(&b, 0), to = param(&b, 1);
    lir_jump(u, b.f, 0, again);
    b.block = again;
    LirId x = atomic(&b, load_from(&b, LIR_f32, from, 4), LIR_atomic_load);
    lir_branch(u, b.f, again, op(&b, LIR_feq, LIR_i1, x, zero), again, after);
    b.block = after;
    LirId store = op(&b, LIR_store, LIR_void, to, nine);
    lir_value(b.f, store)->integer = 8;
    atomic(&b, store, LIR_atomic_store);
    ret(&b, ARGS(x));
    set_entry(u, "wait", ABI(f32), ABIS(ABI(ptr), ABI(ptr)));
}

static _Atomic float awaited;
static _Atomic int64_t stored;

static void *run_waiting(void *entry)
{
    float (*wait)(void *, void *) = (float (*)(void *, void *))entry;
    CHECK(wait((void *)&awaited, (void *)&stored) == 2.5f);
    return NULL;
}

static void test_atomic(void)
{
    Unit *u = new_unit();
    build_waiting(u);
    Compiled c = compile_it(u);
    pthread_t thread;
    CHECK(!pthread_create(&thread, NULL, run_waiting, (void *)c.entry));
    CHECK(stored == 0);
    awaited = 2.5f;
    pthread_join(thread, NULL);
    CHECK(stored == 9);
    release(u, &c);
}

/* Adds to a float and to an integer; gives the float that was there. */
static void build_adding(Unit *u)
{
    Build b = begin(u, "add.body", TYPES(LIR_ptr, LIR_ptr, LIR_f64), TYPES(LIR_f64));
    LirId old = op(&b, LIR_atomic_add, LIR_f64, param(&b, 0), param(&b, 2));
    lir_value(b.f, old)->integer = 8;
    LirId count = op(&b, LIR_atomic_add, LIR_i32, param(&b, 1), lir_iconst(u, b.f, 0, LIR_i32, -1));
    lir_value(b.f, count)->integer = 4;
    ret(&b, ARGS(old));
    set_entry(u, "add", ABI(f64), ABIS(ABI(ptr), ABI(ptr), ABI(f64)));
}

static void *run_adding(void *entry)
{
    static double sum;
    static int32_t count;
    double (*add)(void *, void *, double) = (double (*)(void *, void *, double))entry;
    CHECK(add(&sum, &count, 0.5) >= 0.0);
    return &count;
}

static void test_atomic_add(void)
{
    Unit *u = new_unit();
    build_adding(u);
    Compiled c = compile_it(u);
    pthread_t threads[4];
    void *count = NULL;
    for (int i = 0; i < 4; i++)
        CHECK(!pthread_create(&threads[i], NULL, run_adding, (void *)c.entry));
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], &count);
    CHECK(count && *(int32_t *)count == -4);
    release(u, &c);
}

/* p[i] of n doubles with Python's negative indices; status 7 outside. */
static void build_checked_index(Unit *u)
{
    Build b = begin(u, "at.body", TYPES(LIR_ptr, LIR_i64, LIR_i64), TYPES(LIR_f64));
    LirBlockId bad = new_block(&b), good = new_block(&b);
    LirId n = param(&b, 1), i = param(&b, 2), zero = lir_iconst(u, b.f, 0, LIR_i64, 0);
    LirId wrapped = op(&b, LIR_iadd, LIR_i64, i, n);
    LirId is_negative = op(&b, LIR_slt, LIR_i1, i, zero);
    LirId index = lir_append(u, b.f, 0, LIR_select, LIR_i64, is_negative, wrapped, i);
    LirId branch = lir_branch(u, b.f, 0, op(&b, LIR_uge, LIR_i1, index, n), bad, good);
    lir_value(b.f, branch)->flags = LIR_UNLIKELY;
    b.block = bad;
    op_integer(&b, LIR_raise, LIR_void, 7);
    b.block = good;
    LirId offset = op(&b, LIR_shl, LIR_i64, index, lir_iconst(u, b.f, good, LIR_i64, 3));
    ret(&b, ARGS(load_from(&b, LIR_f64, op(&b, LIR_ptradd, LIR_ptr, param(&b, 0), offset), 8)));
}

static void test_status(void)
{
    Unit *u = new_unit();
    build_checked_index(u);
    set_entry(u, "at", ABI(f64), ABIS(ABI(ptr), ABI(i64), ABI(i64)));
    u->lir->entry.error_value = (uint64_t[]){d(-99.0)};
    Compiled c = compile_it(u);
    const double p[] = {1.0, 2.0, 3.0};
    char env[16];
    double (*at)(const double *, int64_t, int64_t) = (double (*)(const double *, int64_t, int64_t))c.entry;
    reported_status = 0;
    CHECK(at(p, 3, 0) == 1.0 && at(p, 3, -1) == 3.0 && reported_status == 0);
    CHECK(__builtin_call_with_static_chain(at(p, 3, 3), (void *)env) == -99.0);
    CHECK(reported_status == 7 && reported_env == env);
    reported_status = 0;
    uint64_t words[] = {(uint64_t)(uintptr_t)p, 3, 1}, result = 0;
    CHECK(call_words(&c, env, words, &result) == 0 && result == d(2.0));
    words[2] = (uint64_t)-4;
    CHECK(call_words(&c, env, words, &result) == 7 && reported_env == env && result == d(-99.0));
    release(u, &c);
}

/* What upcall_report() answers is returned, whatever it is; else the error value. */
static void test_answers(void)
{
    Unit *u = new_unit();
    Build b = begin(u, "answers.body", TYPES(LIR_i1), TYPES(LIR_i1));
    op_integer(&b, LIR_raise, LIR_void, 7);
    b.f->can_raise = true;
    set_entry(u, "answers", ABI(bool), ABIS(ABI(bool)));
    u->lir->entry.has_answers = true;
    Compiled c = compile_it(u);
    bool (*answers)(bool) = (bool (*)(bool))c.entry;
    CHECK(!answers(true));
    answer = (uint64_t[]){1};
    CHECK(answers(false));
    answer = NULL;
    CHECK(!answers(false));
    release(u, &c);
}

/* for i in range(m): for j in range(n): out[i*n+j] = in[i*n+j] * 2 + i */
static void build_loop_2d(Unit *u)
{
    Build b = begin(u, "loop.body", TYPES(LIR_ptr, LIR_ptr, LIR_i32, LIR_i32), NO_TYPES);
    LirBlockId rows = new_block(&b), row = new_block(&b), columns = new_block(&b), cell = new_block(&b);
    LirBlockId next_row = new_block(&b), end = new_block(&b);
    LirId in = param(&b, 0), out = param(&b, 1);
    LirId m = op1(&b, LIR_sext, LIR_i64, param(&b, 2)), n = op1(&b, LIR_sext, LIR_i64, param(&b, 3));
    LirId zero = lir_iconst(u, b.f, 0, LIR_i64, 0), one = lir_iconst(u, b.f, 0, LIR_i64, 1);
    LirId eight = lir_iconst(u, b.f, 0, LIR_i64, 8);
    lir_jump(u, b.f, 0, rows);
    b.block = rows;
    LirId i = list(&b, LIR_phi, LIR_i64, NULL, 0);
    lir_branch(u, b.f, rows, op(&b, LIR_slt, LIR_i1, i, m), row, end);
    b.block = row;
    LirId start = op(&b, LIR_imul, LIR_i64, i, n), height = op1(&b, LIR_sitofp, LIR_f64, i);
    lir_jump(u, b.f, row, columns);
    b.block = columns;
    LirId j = list(&b, LIR_phi, LIR_i64, NULL, 0);
    lir_branch(u, b.f, columns, op(&b, LIR_slt, LIR_i1, j, n), cell, next_row);
    b.block = cell;
    LirId offset = op(&b, LIR_imul, LIR_i64, op(&b, LIR_iadd, LIR_i64, start, j), eight);
    LirId x = load_from(&b, LIR_f64, op(&b, LIR_ptradd, LIR_ptr, in, offset), 8);
    LirId y = op(&b, LIR_fadd, LIR_f64, op(&b, LIR_fadd, LIR_f64, x, x), height);
    store_to(&b, y, op(&b, LIR_ptradd, LIR_ptr, out, offset), 8);
    LirId next_j = op(&b, LIR_iadd, LIR_i64, j, one);
    lir_jump(u, b.f, cell, columns);
    b.block = next_row;
    LirId next_i = op(&b, LIR_iadd, LIR_i64, i, one);
    lir_jump(u, b.f, next_row, rows);
    b.block = end;
    ret(&b, NULL, 0);
    set_phi(&b, i, ARGS(zero, next_i));
    set_phi(&b, j, ARGS(zero, next_j));
    set_entry(u, "loop", ABI_VOID, ABIS(ABI(ptr), ABI(ptr), ABI(i32), ABI(i32)));
}

static void test_loop_2d(void)
{
    enum { M = 5, N = 37 };
    Unit *u = new_unit();
    build_loop_2d(u);
    Compiled c = compile_it(u);
    double in[M * N], out[M * N + 1] = {[M * N] = 123.0};
    bool right = true;
    for (int k = 0; k < M * N; k++)
        in[k] = k;
    ((void (*)(const double *, double *, int, int))c.entry)(in, out, M, N);
    for (int k = 0; k < M * N; k++)
        right = right && out[k] == 2.0 * k + k / N;
    CHECK(right && out[M * N] == 123.0);
    release(u, &c);
    u = new_unit();
    build_loop_2d(u);
    BackendResult text = emit(u, TEXT_LLVM);
    CHECK(text.llvm && strstr(text.llvm, "x double>")); /* vectorised */
    backend->release(&text);
    unit_free(u);
}

/* for i in range(n): out[i] = in[i] + in[i] */
static void build_doubles(Unit *u, uint32_t scope, unsigned flags)
{
    Build b = begin(u, "loop.body", TYPES(LIR_ptr, LIR_ptr, LIR_i64), NO_TYPES);
    LirBlockId head = new_block(&b), body = new_block(&b), end = new_block(&b);
    LirId in = param(&b, 0), out = param(&b, 1), n = param(&b, 2);
    LirId zero = lir_iconst(u, b.f, 0, LIR_i64, 0), one = lir_iconst(u, b.f, 0, LIR_i64, 1);
    LirId eight = lir_iconst(u, b.f, 0, LIR_i64, 8);
    if (scope)
        op_integer(&b, LIR_scope, LIR_void, scope);
    lir_jump(u, b.f, 0, head);
    b.block = head;
    LirId i = list(&b, LIR_phi, LIR_i64, NULL, 0);
    lir_branch(u, b.f, head, op(&b, LIR_slt, LIR_i1, i, n), body, end);
    b.block = body;
    LirId offset = op(&b, LIR_imul, LIR_i64, i, eight);
    LirId x = load_from(&b, LIR_f64, op(&b, LIR_ptradd, LIR_ptr, in, offset), 8);
    lir_value(b.f, x)->scope = scope;
    LirId address = op(&b, LIR_ptradd, LIR_ptr, out, offset);
    LirId store = op(&b, LIR_store, LIR_void, address, op(&b, LIR_fadd, LIR_f64, x, x));
    lir_value(b.f, store)->integer = 8;
    lir_value(b.f, store)->scope = scope;
    LirId next = op(&b, LIR_iadd, LIR_i64, i, one);
    lir_value(b.f, lir_jump(u, b.f, body, head))->flags = (uint16_t)flags;
    b.block = end;
    ret(&b, NULL, 0);
    set_phi(&b, i, ARGS(zero, next));
    set_entry(u, "loop", ABI_VOID, ABIS(ABI(ptr), ABI(ptr), ABI(i64)));
}

/* As LLVM makes it: with a test at run time of whether they overlap? vectorised? how many additions in all? */
static void check_doubles(uint32_t scope, unsigned flags, bool tests, bool vectors, bool once)
{
    Unit *u = new_unit();
    build_doubles(u, scope, flags);
    BackendResult r = emit_with(u, &(BackendOptions){.texts = TEXT_LLVM, .cpu = MODERN_CPU});
    bool has_test = r.llvm && strstr(r.llvm, "diff.check"), has_vectors = r.llvm && strstr(r.llvm, "x double>");
    size_t count = 0;
    for (const char *at = r.llvm; at && (at = strstr(at, "fadd")); at++)
        count++;
    if (!CHECK(!r.error && has_test == tests && has_vectors == vectors && (count == 1) == once))
        fprintf(stderr, "scope %u, flags %u\n%s\n", scope, flags, r.llvm);
    backend->release(&r);
    unit_free(u);
}

static void test_scope(void)
{
    Unit *u = new_unit();
    build_doubles(u, 1, 0);
    Compiled c = compile_it(u);
    double in[] = {1, 2, 3, 4, 5, 6, 7, 8, 9}, out[9];
    bool right = true;
    ((void (*)(const double *, double *, int64_t))c.entry)(in, out, 9);
    for (int k = 0; k < 9; k++)
        right = right && out[k] == 2 * in[k];
    CHECK(right);
    release(u, &c);
    check_doubles(0, 0, true, true, false);
    check_doubles(1, 0, false, true, false);
    check_doubles(0, LIR_KEEP_SCALAR, false, false, false);
    check_doubles(0, LIR_KEEP_ROLLED | LIR_KEEP_SCALAR, false, false, true);
}

/* Small integers and _Bool: each argument handed back, as the C compiler passes and reads them. */

#define SMALL signed char, unsigned char, short, unsigned short, bool
#define GIVEN -2, 254, -3, 65533, true

static int64_t call_small(void *f, size_t k)
{
    switch (k) {
    case 0: return ((signed char (*)(SMALL))f)(GIVEN);
    case 1: return ((unsigned char (*)(SMALL))f)(GIVEN);
    case 2: return ((short (*)(SMALL))f)(GIVEN);
    case 3: return ((unsigned short (*)(SMALL))f)(GIVEN);
    default: return ((bool (*)(SMALL))f)(GIVEN);
    }
}

static void test_small_integers(void)
{
    static const LirType types[] = {LIR_i8, LIR_i8, LIR_i16, LIR_i16, LIR_i1};
    const AbiValue abis[] = {ABI(i8), ABI(u8), ABI(i16), ABI(u16), ABI(bool)};
    static const int64_t expected[] = {GIVEN};
    for (size_t k = 0; k < 5; k++) {
        Unit *u = new_unit();
        Build b = begin(u, "f.body", types, 5, &types[k], 1);
        LirId v = param(&b, k);
        ret(&b, &v, 1);
        set_entry(u, "f", abis[k], abis, 5);
        Compiled c = compile_it(u);
        CHECK(call_small(c.entry, k) == expected[k]);
        const uint64_t words[] = {0xfe, 0xfe, 0xfffd, 0xfffd, 1};
        uint64_t result = UINT64_MAX;
        CHECK(call_words(&c, NULL, words, &result) == 0);
        CHECK((result & 0xff) == ((uint64_t)expected[k] & 0xff));
        release(u, &c);
    }
}

/* Widened inside: what lies above the argument in its register must not get in. */
static void test_widened_argument(void)
{
    Unit *u = new_unit();
    Build b = begin(u, "f.body", TYPES(LIR_i8, LIR_i32), TYPES(LIR_i64));
    LirId sum = op(&b, LIR_iadd, LIR_i64, op1(&b, LIR_sext, LIR_i64, param(&b, 0)),
                   op1(&b, LIR_zext, LIR_i64, param(&b, 1)));
    ret(&b, ARGS(sum));
    set_entry(u, "f", ABI(i64), ABIS(ABI(i8), ABI(u32)));
    Compiled c = compile_it(u);
    CHECK(((int64_t (*)(signed char, unsigned))c.entry)(-1, UINT32_MAX) == (int64_t)UINT32_MAX - 1);
    uint64_t words[] = {0xabcdef00000000ff, 0xdeadbeefffffffff}, result; /* rubbish above */
    CHECK(call_words(&c, NULL, words, &result) == 0 && (int64_t)result == (int64_t)UINT32_MAX - 1);
    release(u, &c);
}

/* ---- Complex numbers: by value as C passes them, in registers and, once those run out, in memory ---- */

enum { PLAIN = 7 }; /* doubles before the complex ones: one SSE register is left */

/* result = component `k` of (7 doubles, double _Complex z, float _Complex w, double _Complex z2, double last), as the
 * real part of a `result`, with the last component of all as imaginary part */
static void build_complex(Unit *u, size_t k, AbiValue result)
{
    static const LirType types[] = {LIR_f64, LIR_f64, LIR_f64, LIR_f64, LIR_f64, LIR_f64, LIR_f64,
                                    LIR_f64, LIR_f64, LIR_f32, LIR_f32, LIR_f64, LIR_f64, LIR_f64};
    const AbiValue abis[] = {ABI(f64), ABI(f64), ABI(f64), ABI(f64), ABI(f64), ABI(f64),
                             ABI(f64), ABI_C128, ABI_C64,  ABI_C128, ABI(f64)};
    LirType out = result.size == 8 ? LIR_f32 : LIR_f64;
    Build b = begin(u, "f.body", types, 14, (const LirType[]){out, out}, 2);
    LirId parts[] = {param(&b, k), param(&b, 13)};
    for (size_t i = 0; i < 2; i++) {
        LirType from = (LirType)lir_value(b.f, parts[i])->type;
        if (from != out)
            parts[i] = op1(&b, out == LIR_f64 ? LIR_fpext : LIR_fptrunc, out, parts[i]);
    }
    ret(&b, parts, 2);
    set_entry(u, "f", result, abis, 11);
}

#define COMPLEX_PARAMETERS                                                                                             \
    double, double, double, double, double, double, double, double _Complex, float _Complex, double _Complex, double

static void test_complex_argument(size_t k)
{
    static const double numbers[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
    double _Complex z = CMPLX(8.0, 9.0), z2 = CMPLX(12.0, 13.0), want = CMPLX(numbers[k], 14.0);
    float _Complex w = CMPLXF(10.0F, 11.0F);
    Unit *u = new_unit();
    build_complex(u, k, ABI_C128);
    Compiled c = compile_it(u);
    double _Complex (*wide)(COMPLEX_PARAMETERS) = (double _Complex (*)(COMPLEX_PARAMETERS))c.entry;
    CHECK(wide(1, 2, 3, 4, 5, 6, 7, z, w, z2, 14) == want);
    uint64_t words[14], result[2] = {0, 0};
    for (size_t i = 0; i < 14; i++)
        words[i] = i == 9 || i == 10 ? s((float)numbers[i]) : d(numbers[i]);
    CHECK(call_words(&c, NULL, words, result) == 0 && result[0] == d(numbers[k]) && result[1] == d(14.0));
    release(u, &c);
    u = new_unit();
    build_complex(u, k, ABI_C64);
    c = compile_it(u);
    result[0] = result[1] = 0; /* a float is the low bytes of its word */
    float _Complex (*narrow)(COMPLEX_PARAMETERS) = (float _Complex (*)(COMPLEX_PARAMETERS))c.entry;
    CHECK((double _Complex)narrow(1, 2, 3, 4, 5, 6, 7, z, w, z2, 14) == want);
    CHECK(call_words(&c, NULL, words, result) == 0 && result[0] == s((float)numbers[k]) && result[1] == s(14.0F));
    release(u, &c);
}

/* Five double _Complex: four in registers, the fifth in memory; then a float _Complex in memory too. */
static void test_complex_overflow(void)
{
    const AbiValue abis[] = {ABI_C128, ABI_C128, ABI_C128, ABI_C128, ABI_C128, ABI_C64};
    static const LirType types[] = {LIR_f64, LIR_f64, LIR_f64, LIR_f64, LIR_f64, LIR_f64,
                                    LIR_f64, LIR_f64, LIR_f64, LIR_f64, LIR_f32, LIR_f32};
    Unit *u = new_unit();
    Build b = begin(u, "f.body", types, 12, TYPES(LIR_f64, LIR_f64));
    LirId parts[] = {op(&b, LIR_fsub, LIR_f64, param(&b, 8), param(&b, 7)),
                     op(&b, LIR_fadd, LIR_f64, param(&b, 9), op1(&b, LIR_fpext, LIR_f64, param(&b, 11)))};
    ret(&b, parts, 2);
    set_entry(u, "f", ABI_C128, abis, 6);
    Compiled c = compile_it(u);
    typedef double _Complex Z;
    Z (*f)(Z, Z, Z, Z, Z, float _Complex) = (Z (*)(Z, Z, Z, Z, Z, float _Complex))c.entry;
    Z result = f(CMPLX(1, 2), CMPLX(3, 4), CMPLX(5, 6), CMPLX(7, 8), CMPLX(9, 10), CMPLXF(11, 12));
    CHECK(creal(result) == 9.0 - 8.0 && cimag(result) == 10.0 + 12.0);
    uint64_t words[12], out[2];
    for (size_t i = 0; i < 12; i++)
        words[i] = i < 10 ? d((double)i + 1.0) : s((float)i + 1.0F);
    CHECK(call_words(&c, NULL, words, out) == 0 && out[0] == d(1.0) && out[1] == d(22.0));
    release(u, &c);
}

static void test_complex_error(void)
{
    for (int wide = 0; wide < 2; wide++) {
        Unit *u = new_unit();
        Build b = begin(u, "f.body", NO_TYPES, (const LirType[]){wide ? LIR_f64 : LIR_f32, wide ? LIR_f64 : LIR_f32},
                        2);
        op1(&b, LIR_raise, LIR_void, lir_iconst(u, b.f, 0, LIR_i64, 3)); /* a status that is a value */
        set_entry(u, "f", wide ? ABI_C128 : ABI_C64, NULL, 0);
        u->lir->entry.error_value = wide ? (uint64_t[]){d(1.5), d(-2.5)} : (uint64_t[]){s(1.5F), s(-2.5F)};
        Compiled c = compile_it(u);
        double _Complex result = wide ? ((double _Complex (*)(void))c.entry)()
                                      : (double _Complex)((float _Complex (*)(void))c.entry)();
        CHECK(result == CMPLX(1.5, -2.5) && reported_status == 3);
        release(u, &c);
    }
}

static void test_complex(void)
{
    for (size_t k = 0; k < 14; k++)
        test_complex_argument(k);
    test_complex_overflow();
    test_complex_error();
}

/* ---- Structures: as GCC or clang passes them, in registers and in memory ---- */

enum { SAME_ARGUMENTS = 9 }; /* more than there are registers for */

typedef struct Mixed {
    int32_t a;
    float b;
    double c;
} Mixed;

typedef struct Three {
    float x, y, z;
} Three;

typedef struct Small {
    bool a;
    int8_t b;
    uint16_t c;
    float d;
} Small;

typedef struct Pair {
    int64_t a;
    const void *b;
} Pair;

typedef struct Large {
    double a;
    int64_t b;
    float c, d;
} Large;

/* Components `first` to `first + count` of argument `k` of nine values like that. */
static Compiled build_structures(Unit *u, AbiValue value, size_t k, size_t first, size_t count, AbiValue result)
{
    LirType params[SAME_ARGUMENTS * 4];
    AbiValue arguments[SAME_ARGUMENTS];
    for (size_t i = 0; i < SAME_ARGUMENTS; i++) {
        arguments[i] = value;
        for (size_t c = 0; c < value.count; c++)
            params[i * value.count + c] = lir_of_abi(value.components[c].type);
    }
    Build b = begin(u, "f.body", params, SAME_ARGUMENTS * value.count, params + first, count);
    LirId parts[4];
    for (size_t c = 0; c < count; c++)
        parts[c] = param(&b, k * value.count + first + c);
    ret(&b, parts, count);
    set_entry(u, "f", result, arguments, SAME_ARGUMENTS);
    return compile_it(u);
}

/* A function of a pointer to a function of nine values like that, and of these, that calls it. */
static Compiled build_passing_on(Unit *u, AbiValue value)
{
    LirType params[1 + SAME_ARGUMENTS * 4] = {LIR_ptr};
    AbiValue arguments[1 + SAME_ARGUMENTS] = {ABI(ptr)};
    for (size_t i = 0; i < SAME_ARGUMENTS; i++) {
        arguments[1 + i] = copied_abi(u, value);
        for (size_t c = 0; c < value.count; c++)
            params[1 + i * value.count + c] = lir_of_abi(value.components[c].type);
    }
    Build b = begin(u, "f.body", params, 1 + SAME_ARGUMENTS * value.count, params + 1, value.count);
    LirId passed[SAME_ARGUMENTS * 4], parts[4];
    for (size_t i = 0; i < SAME_ARGUMENTS * value.count; i++)
        passed[i] = param(&b, 1 + i);
    LirId address = param(&b, 0), call = list(&b, LIR_call_c, LIR_i64, passed, SAME_ARGUMENTS * value.count);
    LirPrototype prototype = {arena_copy(&u->arena, arguments + 1, SAME_ARGUMENTS * sizeof *arguments), SAME_ARGUMENTS,
                              copied_abi(u, value), LIR_NOT_VARIADIC};
    ARENA_PUSH(&u->arena, &u->lir->prototypes, prototype);
    lir_value(b.f, call)->a = address;
    for (size_t c = 0; c < value.count; c++) {
        parts[c] = op1(&b, LIR_result, params[1 + c], call);
        lir_value(b.f, parts[c])->integer = (int64_t)c;
    }
    ret(&b, parts, value.count);
    set_entry(u, "f", value, arguments, 1 + SAME_ARGUMENTS);
    return compile_it(u);
}

/* A function of nine structures that gives back the first, then one that gives back the last; called from here, and by compiled code. */
#define TEST_STRUCTURES(Type, value, one, other)                                                                       \
    for (size_t k = 0; k < SAME_ARGUMENTS; k += SAME_ARGUMENTS - 1) {                                                  \
        Unit *u = new_unit();                                                                                          \
        Compiled c = build_structures(u, value, k, 0, value.count, value);                                             \
        Type (*f)(Type, Type, Type, Type, Type, Type, Type, Type,                                                      \
                  Type) = (Type (*)(Type, Type, Type, Type, Type, Type, Type, Type, Type))c.entry;                     \
        Type result = k ? f(one, one, one, one, one, one, one, one, other)                                             \
                        : f(other, one, one, one, one, one, one, one, one);                                            \
        CHECK(memcmp(&result, &other, sizeof result) == 0);                                                            \
        Unit *on = new_unit();                                                                                         \
        Compiled passing = build_passing_on(on, value);                                                                \
        Type (*g)(void *, Type, Type, Type, Type, Type, Type, Type, Type,                                              \
                  Type) = (Type (*)(void *, Type, Type, Type, Type, Type, Type, Type, Type, Type))passing.entry;       \
        result = k ? g(c.entry, one, one, one, one, one, one, one, one, other)                                         \
                   : g(c.entry, other, one, one, one, one, one, one, one, one);                                        \
        CHECK(memcmp(&result, &other, sizeof result) == 0);                                                            \
        release(on, &passing);                                                                                         \
        release(u, &c);                                                                                                \
    }

static void test_structures(void)
{
    const Mixed mixed = {1, 2.0F, 3.0}, other_mixed = {-4, -5.5F, 6.5};
    TEST_STRUCTURES(Mixed, ABI_VALUE(16, {ABI_i32, 0}, {ABI_f32, 4}, {ABI_f64, 8}), mixed, other_mixed);
    const Three three = {1.0F, 2.0F, 3.0F}, other_three = {4.0F, 5.0F, -6.0F};
    TEST_STRUCTURES(Three, ABI_VALUE(12, {ABI_f32, 0}, {ABI_f32, 4}, {ABI_f32, 8}), three, other_three);
    const Small small = {true, 1, 2, 3.0F}, other_small = {true, -4, 65535, 6.5F};
    TEST_STRUCTURES(Small, ABI_VALUE(8, {ABI_bool, 0}, {ABI_i8, 1}, {ABI_u16, 2}, {ABI_f32, 4}), small, other_small);
    const Pair pair = {1, NULL}, other_pair = {INT64_MIN, &pair};
    TEST_STRUCTURES(Pair, ABI_VALUE(16, {ABI_i64, 0}, {ABI_ptr, 8}), pair, other_pair);
}

static void test_structure_in_words(void)
{
    for (size_t k = 0; k < SAME_ARGUMENTS; k++) {
        Unit *u = new_unit();
        AbiValue value = ABI_VALUE(16, {ABI_bool, 0}, {ABI_i32, 4}, {ABI_f64, 8});
        Compiled c = build_structures(u, value, k, 0, 3, value);
        uint64_t words[SAME_ARGUMENTS * 3] = {0}, result[3] = {0};
        words[3 * k] = 1, words[3 * k + 1] = 0xfffffff9, words[3 * k + 2] = d(2.5);
        CHECK(call_words(&c, NULL, words, result) == 0);
        CHECK((result[0] & 1) == 1 && (int32_t)result[1] == -7 && result[2] == d(2.5));
        release(u, &c);
    }
}

/* Too large for registers, so in memory wherever it stands. */
static void test_large_structure(void)
{
    Unit *u = new_unit();
    AbiValue value = ABI_VALUE(24, {ABI_f64, 0}, {ABI_i64, 8}, {ABI_f32, 16}, {ABI_f32, 20});
    Compiled c = build_structures(u, value, 8, 2, 2, ABI_C64);
    typedef float _Complex Take(Large, Large, Large, Large, Large, Large, Large, Large, Large);
    const Large one = {1.0, 2, 3.0F, 4.0F}, last = {5.0, 6, 7.0F, 8.0F};
    CHECK(((Take *)c.entry)(one, one, one, one, one, one, one, one, last) == CMPLXF(7.0F, 8.0F));
    release(u, &c);
}

/* ---- Environments, functions that call functions ---- */

static void test_environment(void)
{
    struct {
        void *entry, *callback;
        double factor;
        int32_t summand;
        bool negate;
    } one = {NULL, NULL, 2.0, 10, false}, other = {NULL, NULL, 3.0, -1, true};
    Unit *u = new_unit();
    Build b = begin(u, "f.body", TYPES(LIR_f64), TYPES(LIR_f64));
    LirId factor = op_integer(&b, LIR_env, LIR_f64, 16), summand = op_integer(&b, LIR_env, LIR_i32, 24);
    LirId negate = op_integer(&b, LIR_env, LIR_i1, 28);
    LirId product = op(&b, LIR_fmul, LIR_f64, param(&b, 0), factor);
    LirId sum = op(&b, LIR_fadd, LIR_f64, product, op1(&b, LIR_sitofp, LIR_f64, summand));
    LirId negated = op1(&b, LIR_fneg, LIR_f64, sum);
    ret(&b, ARGS(lir_append(u, b.f, 0, LIR_select, LIR_f64, negate, negated, sum)));
    set_entry(u, "f", ABI(f64), ABIS(ABI(f64)));
    Compiled c = compile_it(u);
    double (*f)(double) = (double (*)(double))c.entry;
    CHECK(__builtin_call_with_static_chain(f(5.0), (void *)&one) == 20.0);
    CHECK(__builtin_call_with_static_chain(f(5.0), (void *)&other) == -14.0);
    uint64_t word = d(1.0), result;
    CHECK(call_words(&c, &one, &word, &result) == 0 && result == d(12.0));
    release(u, &c);
}

/* Function 1: (q, r) = divmod by truncation, status 9 for a divisor of 0. Function 0: q * 100 + r + the environment's
 * first word, or what function 1 raised. */
static void build_invoke(Unit *u)
{
    Build b = begin(u, "f.body", TYPES(LIR_i64, LIR_i64), TYPES(LIR_i64));
    Build g = begin(u, "g", TYPES(LIR_i64, LIR_i64), TYPES(LIR_i64, LIR_i64));
    LirBlockId zero = new_block(&g), fine = new_block(&g);
    LirId is_zero = op(&g, LIR_eq, LIR_i1, param(&g, 1), lir_iconst(u, g.f, 0, LIR_i64, 0));
    lir_branch(u, g.f, 0, is_zero, zero, fine);
    g.block = zero;
    op_integer(&g, LIR_raise, LIR_void, 9);
    g.block = fine;
    LirId a = param(&g, 0), divisor = param(&g, 1);
    ret(&g, ARGS(op(&g, LIR_sdiv, LIR_i64, a, divisor), op(&g, LIR_srem, LIR_i64, a, divisor)));
    LirBlockId failed = new_block(&b), done = new_block(&b);
    LirId status = list(&b, LIR_invoke, LIR_i64, ARGS(param(&b, 0), param(&b, 1)));
    lir_value(b.f, status)->integer = 1;
    LirId is_failed = op(&b, LIR_ne, LIR_i1, status, lir_iconst(u, b.f, 0, LIR_i64, 0));
    lir_branch(u, b.f, 0, is_failed, failed, done);
    b.block = failed;
    op1(&b, LIR_raise, LIR_void, status);
    b.block = done;
    LirId q = op1(&b, LIR_result, LIR_i64, status), r = op1(&b, LIR_result, LIR_i64, status);
    lir_value(b.f, q)->integer = 0;
    lir_value(b.f, r)->integer = 1;
    LirId hundreds = op(&b, LIR_imul, LIR_i64, q, lir_iconst(u, b.f, done, LIR_i64, 100));
    ret(&b,
        ARGS(op(&b, LIR_iadd, LIR_i64, op(&b, LIR_iadd, LIR_i64, hundreds, r), op_integer(&b, LIR_env, LIR_i64, 0))));
    set_entry(u, "f", ABI(i64), ABIS(ABI(i64), ABI(i64)));
}

static void test_invoke(void)
{
    Unit *u = new_unit();
    build_invoke(u);
    Compiled c = compile_it(u);
    int64_t env = 1000;
    uint64_t words[] = {(uint64_t)-7, 2}, result;
    CHECK(call_words(&c, &env, words, &result) == 0 && (int64_t)result == 1000 - 301);
    words[1] = 0;
    CHECK(call_words(&c, &env, words, &result) == 9);
    int64_t (*f)(int64_t, int64_t) = (int64_t (*)(int64_t, int64_t))c.entry;
    reported_status = 0;
    CHECK(__builtin_call_with_static_chain(f(50, 8), (void *)&env) == 1602);
    CHECK(__builtin_call_with_static_chain(f(50, 0), (void *)&env) == 0 && reported_status == 9);
    release(u, &c);
}

/* Function 1 adds its argument to the first word of the record; function 0 sets that to 100 and calls it twice. */
static void build_record(Unit *u)
{
    Build b = begin(u, "f.body", TYPES(LIR_i64), TYPES(LIR_i64));
    Build g = begin(u, "g", TYPES(LIR_i64), NO_TYPES);
    b.f->takes_record = g.f->takes_record = true;
    u->lir->entry.record_size = 16;
    LirId there = op_integer(&g, LIR_record, LIR_ptr, 0);
    store_to(&g, op(&g, LIR_iadd, LIR_i64, load_from(&g, LIR_i64, there, 8), param(&g, 0)), there, 8);
    ret(&g, NULL, 0);
    LirId record = op_integer(&b, LIR_record, LIR_ptr, 0);
    store_to(&b, lir_iconst(u, b.f, 0, LIR_i64, 100), record, 8);
    for (int i = 0; i < 2; i++)
        lir_value(b.f, list(&b, LIR_invoke, LIR_i64, ARGS(param(&b, 0))))->integer = 1;
    ret(&b, ARGS(load_from(&b, LIR_i64, record, 8)));
    set_entry(u, "f", ABI(i64), ABIS(ABI(i64)));
}

static void test_record(void)
{
    Unit *u = new_unit();
    build_record(u);
    Compiled c = compile_it(u);
    uint64_t words[] = {7}, result;
    CHECK(call_words(&c, NULL, words, &result) == 0 && result == 114);
    CHECK(((int64_t (*)(int64_t))c.entry)(20) == 140);
    release(u, &c);
}

/* n! by recursion: a function that can't raise, and more calls than LLVM will inline. */
static void test_recursion(void)
{
    Unit *u = new_unit();
    Build b = begin(u, "fact.body", TYPES(LIR_i64), TYPES(LIR_i64));
    LirBlockId base = new_block(&b), step = new_block(&b);
    LirId n = param(&b, 0), one = lir_iconst(u, b.f, 0, LIR_i64, 1);
    lir_branch(u, b.f, 0, op(&b, LIR_sle, LIR_i1, n, one), base, step);
    b.block = base;
    ret(&b, ARGS(one));
    b.block = step;
    LirId status = list(&b, LIR_invoke, LIR_i64, ARGS(op(&b, LIR_isub, LIR_i64, n, one)));
    lir_value(b.f, status)->integer = 0;
    LirId smaller = op1(&b, LIR_result, LIR_i64, status);
    lir_value(b.f, smaller)->integer = 0;
    ret(&b, ARGS(op(&b, LIR_imul, LIR_i64, n, smaller)));
    set_entry(u, "fact", ABI(i64), ABIS(ABI(i64)));
    Compiled c = compile_it(u);
    CHECK(((int64_t (*)(int64_t))c.entry)(20) == 2432902008176640000);
    release(u, &c);
}

/* ---- What the code must be, and must not ---- */

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;
    for (; text && (text = strstr(text, what)); text++)
        count++;
    return count;
}

/* while True: pass */
static void *endless;

static void hang_briefly(void)
{
    signal(SIGALRM, SIG_DFL);
    setitimer(ITIMER_REAL, &(struct itimerval){.it_value = {.tv_usec = 50000}}, NULL);
    ((void (*)(void))endless)();
}

static void test_endless_loop_hangs(void)
{
    Unit *u = new_unit();
    Build b = begin(u, "f.body", NO_TYPES, NO_TYPES);
    LirBlockId loop = new_block(&b);
    lir_jump(u, b.f, 0, loop);
    lir_jump(u, b.f, loop, loop);
    set_entry(u, "f", ABI_VOID, NULL, 0);
    Compiled c = compile_it(u);
    endless = c.entry;
    int status = in_child(hang_briefly);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM);
    release(u, &c);
}

/* The stack pointer lies below the frame of who calls. */
static void test_stack_pointer(void)
{
    Unit *u = new_unit();
    Build b = begin(u, "f.body", NO_TYPES, TYPES(LIR_i64));
    ret(&b, ARGS(op(&b, LIR_stack, LIR_i64, LIR_NOTHING, LIR_NOTHING)));
    set_entry(u, "f", ABI(i64), NULL, 0);
    Compiled c = compile_it(u);
    uintptr_t stack = (uintptr_t)((int64_t (*)(void))c.entry)(), here = (uintptr_t)__builtin_frame_address(0);
    CHECK(stack < here && here - stack < 65536); /* with the sanitizers frames are large */
    release(u, &c);
}

/* A block that nothing reaches, with a phi's argument from it. */
static void test_dead_block(void)
{
    Unit *u = new_unit();
    Build b = begin(u, "f.body", TYPES(LIR_i64), TYPES(LIR_i64));
    LirBlockId dead = new_block(&b), end = new_block(&b);
    LirId n = param(&b, 0), two = lir_iconst(u, b.f, 0, LIR_i64, 2);
    lir_jump(u, b.f, 0, end);
    b.block = dead;
    LirId product = op(&b, LIR_imul, LIR_i64, n, two);
    lir_jump(u, b.f, dead, end);
    b.block = end;
    LirId phi = list(&b, LIR_phi, LIR_i64, NULL, 0);
    ret(&b, ARGS(phi));
    set_phi(&b, phi, ARGS(n, product));
    set_entry(u, "f", ABI(i64), ABIS(ABI(i64)));
    Compiled c = compile_it(u);
    CHECK(((int64_t (*)(int64_t))c.entry)(21) == 21);
    release(u, &c);
}

/* exp(x) + exp(x) calls exp once: errno isn't looked at. */
static void test_pure_calls_merge(void)
{
    Unit *u = new_unit();
    Build b = begin(u, "f.body", TYPES(LIR_f64), TYPES(LIR_f64));
    LirId x = param(&b, 0);
    LirId first = call(&b, LIR_f64, "exp", ARGS(x)), second = call(&b, LIR_f64, "exp", ARGS(x));
    ret(&b, ARGS(op(&b, LIR_fadd, LIR_f64, first, second)));
    set_entry(u, "f", ABI(f64), ABIS(ABI(f64)));
    BackendResult r = emit(u, TEXT_LLVM | TEXT_LLVM_INPUT);
    CHECK(!r.error && count_of(r.llvm_input, "call double @exp(") == 2 && count_of(r.llvm, "call double @exp(") == 1);
    backend->release(&r);
    unit_free(u);
}

/* a * b + c: two roundings, unless fastmath says otherwise. */
static void test_contraction(void)
{
    for (unsigned fast = 0; fast < 2; fast++) {
        Unit *u = new_unit();
        u->options.fastmath = fast ? LIR_FAST_CONTRACT : 0;
        Build b = begin(u, "f.body", TYPES(LIR_f64, LIR_f64, LIR_f64), TYPES(LIR_f64));
        LirId product = op(&b, LIR_fmul, LIR_f64, param(&b, 0), param(&b, 1));
        ret(&b, ARGS(op(&b, LIR_fadd, LIR_f64, product, param(&b, 2))));
        set_entry(u, "f", ABI(f64), ABIS(ABI(f64), ABI(f64), ABI(f64)));
        BackendResult r = emit_with(u, &(BackendOptions){.texts = TEXT_ASM, .cpu = MODERN_CPU});
        CHECK(!r.error && (count_of(r.assembly, "fmadd") > 0) == fast);
        backend->release(&r);
        unit_free(u);
    }
}

static void test_fast_math_flags(void)
{
    Unit *u = new_unit();
    u->options.fastmath = LIR_FAST_ALL;
    Build b = begin(u, "f.body", TYPES(LIR_f64, LIR_f64), TYPES(LIR_f64));
    ret(&b, ARGS(op(&b, LIR_fadd, LIR_f64, param(&b, 0), param(&b, 1))));
    set_entry(u, "f", ABI(f64), ABIS(ABI(f64), ABI(f64)));
    BackendResult r = emit(u, TEXT_LLVM_INPUT);
    CHECK(!r.error && strstr(r.llvm_input, "fadd fast double"));
    backend->release(&r);
    u->lir->functions[0]->fastmath = LIR_FAST_NNAN | LIR_FAST_ARCP;
    r = emit(u, TEXT_LLVM_INPUT);
    CHECK(!r.error && strstr(r.llvm_input, "fadd nnan arcp double"));
    backend->release(&r);
    unit_free(u);
}

/* A processor without SSE 4.1 and FMA rounds by libm, and multiplies and adds by it: permitted symbols. One of AArch64 that has no
 * floats at all does so. */
static void test_calls_that_llvm_makes_up(void)
{
    static const LirOp ops[] = {LIR_ffloor, LIR_fceil, LIR_ftrunc, LIR_frint, LIR_ffma};
    for (size_t i = 0; i < 10; i++) {
        Unit *u = new_unit();
        LirType type = i % 2 ? LIR_f32 : LIR_f64, second = ops[i / 2] == LIR_ffma ? type : LIR_void;
        build_row(u, &(Row){.op = ops[i / 2], .type = type, .operands = {type, second, second}});
        BackendResult r = emit_with(u, &(BackendOptions){.texts = TEXT_ASM, .cpu = PLAIN_CPU, .features = NO_ROUNDING});
        if (!CHECK(!r.error && count_of(r.assembly, CALL) >= 1))
            fprintf(stderr, "%s\n", r.error);
        backend->release(&r);
        unit_free(u);
    }
}

/* The length of a text by a loop: LLVM knows that as strlen. */
static void test_loop_idiom(void)
{
    Unit *u = new_unit();
    Build b = begin(u, "f.body", TYPES(LIR_ptr), TYPES(LIR_i64));
    LirBlockId loop = new_block(&b), end = new_block(&b);
    LirId p = param(&b, 0), zero = lir_iconst(u, b.f, 0, LIR_i64, 0), one = lir_iconst(u, b.f, 0, LIR_i64, 1);
    LirId none = lir_iconst(u, b.f, 0, LIR_i8, 0);
    lir_jump(u, b.f, 0, loop);
    b.block = loop;
    LirId i = list(&b, LIR_phi, LIR_i64, NULL, 0), next = op(&b, LIR_iadd, LIR_i64, i, one);
    LirId byte = load_from(&b, LIR_i8, op(&b, LIR_ptradd, LIR_ptr, p, i), 1);
    lir_branch(u, b.f, loop, op(&b, LIR_eq, LIR_i1, byte, none), end, loop);
    b.block = end;
    ret(&b, ARGS(i));
    set_phi(&b, i, ARGS(zero, next));
    set_entry(u, "f", ABI(i64), ABIS(ABI(ptr)));
    Compiled c = compile_it(u);
    CHECK(((int64_t (*)(const char *))c.entry)("twelve bytes") == 12);
    release(u, &c);
}

/* Each run-time symbol that lower may call without effects gives what the library's function gives. */
static void test_runtime_symbol(const RuntimeSymbol *symbol)
{
    static const LirType two_doubles[] = {LIR_f64, LIR_f64, LIR_void}, two_floats[] = {LIR_f32, LIR_f32, LIR_void};
    size_t count = symbol->arguments[1] == LIR_void ? 1 : 2;
    bool wide = symbol->result == LIR_f64;
    const LirType *types = wide ? two_doubles : two_floats;
    if (!CHECK(memcmp(types, symbol->arguments, count * sizeof *types) == 0 && symbol->result == *types))
        return;
    Unit *u = new_unit();
    Build b = begin(u, "f.body", types, 2, types, 1);
    ret(&b, ARGS(call(&b, symbol->result, symbol->name, ARGS(param(&b, 0), param(&b, count - 1)))));
    LirValue *v = lir_value(b.f, b.f->blocks.items[0].items[2]);
    v->count = count;
    set_entry(u, "f", abi_of(u, *types), (const AbiValue[]){abi_of(u, *types), abi_of(u, *types)}, 2);
    Compiled c = compile_it(u);
    uint64_t words[2] = {wide ? d(5.25) : s(5.25F), wide ? d(0.75) : s(0.75F)}, result = 0, expected;
    const void *f = runtime_address(symbol);
    if (wide)
        expected = d(count == 1 ? ((double (*)(double))f)(5.25) : ((double (*)(double, double))f)(5.25, 0.75));
    else
        expected = s(count == 1 ? ((float (*)(float))f)(5.25F) : ((float (*)(float, float))f)(5.25F, 0.75F));
    if (!CHECK(call_words(&c, NULL, words, &result) == 0 && result == expected))
        fprintf(stderr, "%s\n", symbol->name);
    release(u, &c);
}

static bool takes_one_or_two_of_a_kind(const RuntimeSymbol *symbol)
{
    const LirType *types = symbol->arguments;
    return (types[0] == LIR_f64 || types[0] == LIR_f32) && types[0] == symbol->result &&
           (types[1] == symbol->result || types[1] == LIR_void) && types[2] == LIR_void;
}

static void test_runtime_symbols(void)
{
    size_t others = 0;
    for (size_t i = 0; i < runtime_symbol_count; i++) {
        CHECK(i == 0 || strcmp(runtime_symbols[i - 1].name, runtime_symbols[i].name) < 0);
        if (runtime_symbols[i].pure && takes_one_or_two_of_a_kind(&runtime_symbols[i]))
            test_runtime_symbol(&runtime_symbols[i]);
        else
            others += runtime_symbols[i].pure;
    }
    CHECK(others == 6); /* ldexp and ldexpf: below; those of integers and the stack's limit: tests of cfuncs */
}

static void test_other_symbols(void)
{
    Unit *u = new_unit();
    Build b = begin(u, "f.body", TYPES(LIR_f64, LIR_i32, LIR_f32), TYPES(LIR_f64));
    LirId x = param(&b, 0), n = param(&b, 1), y = param(&b, 2);
    LirId single = op1(&b, LIR_fpext, LIR_f64, call(&b, LIR_f32, "ldexpf", ARGS(y, n)));
    LirId scaled = call(&b, LIR_f64, "ldexp", ARGS(x, n));
    ret(&b, ARGS(op(&b, LIR_fadd, LIR_f64, scaled, single)));
    set_entry(u, "f", ABI(f64), ABIS(ABI(f64), ABI(i32), ABI(f32)));
    Compiled c = compile_it(u);
    CHECK(((double (*)(double, int, float))c.entry)(0.1, 3, 0.3F) == ldexp(0.1, 3) + (double)ldexpf(0.3F, 3));
    release(u, &c);
}

/* sin(x) + cos(x): LLVM makes that one call of sincos. */
static void test_sine_beside_cosine(void)
{
    Unit *u = new_unit();
    Build b = begin(u, "f.body", TYPES(LIR_f64), TYPES(LIR_f64));
    LirId x = param(&b, 0);
    LirId sine = call(&b, LIR_f64, "sin", ARGS(x)), cosine = call(&b, LIR_f64, "cos", ARGS(x));
    ret(&b, ARGS(op(&b, LIR_fadd, LIR_f64, sine, cosine)));
    set_entry(u, "f", ABI(f64), ABIS(ABI(f64)));
    Compiled c = compile_it(u);
    CHECK(((double (*)(double))c.entry)(0.5) == sin(0.5) + cos(0.5));
    release(u, &c);
}

/* ---- Errors are messages ---- */

static void expect_error(const Row *row, const char *features, const char *message)
{
    Unit *u = new_unit();
    build_row(u, row);
    BackendResult r = emit_with(u, &(BackendOptions){.cpu = PLAIN_CPU, .features = features});
    if (!CHECK(r.error && strstr(r.error, message) && !r.object))
        fprintf(stderr, "%s instead of %s\n", r.error ? r.error : "success", message);
    backend->release(&r);
    unit_free(u);
}

/* LLVM gives up in the middle, and what it held then is leaked by design: a leak checker shouldn't count it. */
__attribute__((weak)) void __lsan_disable(void);
__attribute__((weak)) void __lsan_enable(void);

static void test_fatal_error(const Row *row)
{
    const char *features = UNKNOWN_MODE;
    if (!features)
        return;
    if (__lsan_disable)
        __lsan_disable();
    expect_error(row, features, "LLVM: 64-bit code requested");
    if (__lsan_enable)
        __lsan_enable();
}

static void test_errors(void)
{
    const Row add = {.op = LIR_fadd, .type = LIR_f64, .operands = {LIR_f64, LIR_f64}};
    expect_error(&add, NO_FLOATS, "__adddf3, which is not a permitted run-time symbol");
    test_fatal_error(&add);
    Unit *u = new_unit();
    build_row(u, &add);
    u->lir->entry.prototype.count = 1;
    BackendResult r = emit(u, TEXT_NONE);
    CHECK(r.error && strstr(r.error, "upcall.entry doesn't agree with its body"));
    backend->release(&r);
    unit_free(u);
    test_row(&(Row){LIR_fadd, LIR_f64, {LIR_f64, LIR_f64}, {d(1), d(2)}, d(3), 0}); /* all works on after them */
}

/* ---- What is kept from one module to the next leaves no trace in the next ---- */

static void build_call(Unit *u)
{
    Build b = begin(u, "f.body", TYPES(LIR_f64), TYPES(LIR_f64));
    ret(&b, ARGS(op(&b, LIR_fadd, LIR_f64, call(&b, LIR_f64, "sin", ARGS(param(&b, 0))),
                    lir_fconst(u, b.f, 0, LIR_f64, 0.1))));
    set_entry(u, "f", ABI(f64), ABIS(ABI(f64)));
}

static void build_raising(Unit *u)
{
    build_checked_index(u);
    set_entry(u, "at", ABI(f64), ABIS(ABI(ptr), ABI(i64), ABI(i64)));
}

static void build_wide_complex(Unit *u)
{
    build_complex(u, 9, ABI_C128);
}

static void build_narrow_complex(Unit *u)
{
    build_complex(u, 10, ABI_C64);
}

static void (*const kept_builds[])(Unit *) = {build_call,   build_raising,      build_loop_2d,       build_invoke,
                                              build_record, build_wide_complex, build_narrow_complex};
enum { KEPT_BUILDS = sizeof kept_builds / sizeof *kept_builds }; /* a prime, so that each step below meets all */

static BackendResult object_of(size_t build, const BackendOptions *options)
{
    Unit *u = new_unit();
    kept_builds[build](u);
    BackendResult r = emit_with(u, options);
    if (!CHECK(!r.error))
        fprintf(stderr, "module %zu: %s\n", build, r.error);
    unit_free(u);
    return r;
}

/* Whoever names a processor gets a target machine of his own, made for this compile. */
static void test_kept_code_generation(void)
{
    char *cpu = strdup(backend->host_cpu()), *features = strchr(cpu, ';');
    BackendResult fresh[KEPT_BUILDS];
    *features++ = '\0';
    for (size_t i = 0; i < KEPT_BUILDS; i++)
        fresh[i] = object_of(i, &(BackendOptions){.cpu = cpu, .features = features});
    for (size_t step = 1; step < KEPT_BUILDS; step++)
        for (size_t i = 0; i < KEPT_BUILDS; i++) {
            size_t build = i * step % KEPT_BUILDS;
            BackendResult kept = object_of(build, &(BackendOptions){0});
            CHECK(kept.size == fresh[build].size && !memcmp(kept.object, fresh[build].object, kept.size));
            backend->release(&kept);
        }
    for (size_t i = 0; i < KEPT_BUILDS; i++)
        backend->release(&fresh[i]);
    free(cpu);
}

/* ---- Threads, and the same bytes each time ---- */

static uint8_t *first_object;
static size_t first_size;

static void *compile_many(void *argument)
{
    bool same = true;
    for (int i = 0; i < 10; i++) {
        Unit *u = new_unit();
        build_loop_2d(u);
        BackendResult r = emit(u, TEXT_NONE);
        same = same && !r.error && r.size == first_size && memcmp(r.object, first_object, r.size) == 0;
        backend->release(&r);
        unit_free(u);
    }
    CHECK(same);
    return argument;
}

static void test_threads(void)
{
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    Unit *u = new_unit();
    build_loop_2d(u);
    BackendResult r = emit(u, TEXT_NONE);
    first_object = r.object;
    first_size = r.size;
    for (size_t i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, compile_many, NULL) != 0)
            abort();
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    backend->release(&r);
    unit_free(u);
}

/* What is asked for beside the object changes nothing of it; names stand in the texts alone. */
static void test_names(void)
{
    static const char *const symbols[] = {"wanted", "wanted.body"};
    Unit *u = new_unit();
    build_loop_2d(u);
    BackendResult plain = emit(u, TEXT_NONE);
    BackendResult named = emit_with(
        u, &(BackendOptions){.texts = TEXT_LLVM_INPUT | TEXT_LLVM | TEXT_ASM, .symbols = symbols});
    CHECK(!plain.error && !named.error && plain.size == named.size && !memcmp(plain.object, named.object, plain.size));
    CHECK(strstr(named.llvm_input, "@wanted.body(") && strstr(named.llvm, "@wanted(") &&
          strstr(named.assembly, "wanted:"));
    CHECK(memmem(plain.object, plain.size, LIR_ENTRY_SYMBOL, sizeof LIR_ENTRY_SYMBOL));
    CHECK(!memmem(plain.object, plain.size, u->lir->entry.symbol, strlen(u->lir->entry.symbol) + 1));
    backend->release(&plain);
    backend->release(&named);
    unit_free(u);
}

static const Backend *open_backend(void)
{
    const char *path = getenv("UPCALL_BACKEND");
    void *library = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
    BackendOpen *open = library ? (BackendOpen *)dlsym(library, BACKEND_SYMBOL) : NULL;
    if (!open) {
        fprintf(stderr, "UPCALL_BACKEND: %s\n", path ? dlerror() : "not set");
        exit(EXIT_FAILURE);
    }
    return open();
}

int main(void)
{
    backend = open_backend();
    CHECK(backend->version == BACKEND_VERSION && *backend->host_cpu());
    test_integer_rows();
    test_float_rows();
    test_integrand();
    test_memory();
    test_text();
    test_atomic();
    test_atomic_add();
    test_status();
    test_answers();
    test_loop_2d();
    test_scope();
    test_small_integers();
    test_widened_argument();
    test_complex();
    test_structures();
    test_structure_in_words();
    test_large_structure();
    test_environment();
    test_invoke();
    test_record();
    test_recursion();
    test_endless_loop_hangs();
    test_stack_pointer();
    test_dead_block();
    test_pure_calls_merge();
    test_contraction();
    test_fast_math_flags();
    test_names();
    test_calls_that_llvm_makes_up();
    test_loop_idiom();
    test_runtime_symbols();
    test_other_symbols();
    test_sine_beside_cosine();
    test_kept_code_generation();
    test_errors();
    test_kept_code_generation();
    test_threads();
    for (size_t i = 0; i < LIR_OP_COUNT; i++)
        if (!CHECK(used[i]))
            fprintf(stderr, "nothing ran %s\n", lir_ops[i].name);
    return check_summary();
}
