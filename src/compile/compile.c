/* compile.c: the driver. The list of passes is the program; dumps are taken between them and in debug builds the IR is
 * verified. What a pass does stands in its header. */
#include "compile/compile.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "bound/bound.h"
#include "bound/bound_checks.h"
#include "build/functions.h"
#include "bytecode/decode.h"
#include "compile/compile_fork.h"
#include "fuse/fuse.h"
#include "fuse/own.h"
#include "hir/function.h"
#include "infer/infer.h"
#include "inline/inline.h"
#include "lir/lir_build.h"
#include "lower/lower.h"
#include "platform/platform.h"
#include "runtime/cache.h"

const char *const stage_names[STAGE_COUNT] = {"bytecode", "hir",   "types",      "bound", "checks", "fuse",
                                              "lir",      "bytes", "llvm_input", "llvm",  "asm",    "object"};

typedef struct Compile {
    const Frozen *root;
    Stage last;
    unsigned dumps;   /* bits by Stage: left in u->result->dumps */
    unsigned printed; /* likewise: also printed on stderr */
    const Backend *(*open_backend)(Unit *u);
} Compile;

static bool wants(const Compile *c, Stage stage)
{
    return c->dumps >> stage & 1;
}

/* UPCALL_DUMP=hir,lir: a bit for each stage that is named. */
static unsigned stages_in_environment(void)
{
    const char *names = getenv("UPCALL_DUMP");
    unsigned stages = 0;
    for (Stage stage = 0; names && stage < STAGE_COUNT; stage++)
        if (text_is_in_list(names, stage_names[stage]))
            stages |= 1u << stage;
    return stages;
}

/* The objects of another build aren't those that the cache's keys speak of. */
static bool is_of_this_build(const void *address)
{
    uint8_t build[BACKEND_BUILD_SIZE];
    return platform_build_id(address, build, sizeof build) && !memcmp(build, backend_build, sizeof build);
}

/* NULL: *error says why, until the next call. */
static const Backend *open_library(const char *path, const char **error)
{
    const Backend *backend = NULL;
    forks_wait();
    void *symbol = platform_library_symbol(path, BACKEND_SYMBOL, error);
    if (symbol && is_of_this_build(symbol))
        backend = ((BackendOpen *)symbol)();
    else if (symbol)
        *error = "it is of another build of upcall";
    forks_go_on();
    return backend;
}

/* Two threads may come here at once: both open the same library. */
const Backend *backend_open(Unit *u, const char *path)
{
    static _Atomic(const Backend *) opened;
    if (opened)
        return opened;
    const char *error = NULL;
    const Backend *backend = open_library(path, &error);
    if (!backend)
        fail(u, (Loc){0}, E_BACKEND_MISSING, path, arena_printf(&u->arena, "%s", error));
    cache_see_processor();
    if (backend->version != BACKEND_VERSION)
        fail(u, (Loc){0}, E_BACKEND_MISSING, path,
             arena_printf(&u->arena, "its version is %u, not %u", backend->version, (unsigned)BACKEND_VERSION));
    opened = backend;
    return backend;
}

static void keep_dump(Unit *u, const Compile *c, Stage stage, const char *text)
{
    u->result->dumps[stage] = text;
    if (text && c->printed >> stage & 1)
        fprintf(stderr, "--- %s of %s\n%s", stage_names[stage], c->root->code->qualname, text);
}

static void check_hir(Unit *u, const Compile *c, Stage stage, HirState state)
{
    Text text = {.arena = &u->arena};
    for (size_t i = 0; i < u->functions->count; i++) {
        if (wants(c, stage))
            text_add(&text, "%s%s", i ? "\n" : "", hir_print(u, u->functions->items[i]));
        function_check(u, u->functions->items[i], state);
    }
    if (wants(c, stage))
        keep_dump(u, c, stage, text.items);
}

static void dump_bytecode(Unit *u, const Compile *c)
{
    if (!wants(c, STAGE_bytecode) || c->root->kind != FROZEN_FUNCTION)
        return;
    Instrs instrs = decode(u, c->root->code);
    keep_dump(u, c, STAGE_bytecode, decode_print(u, c->root->code, &instrs));
}

static void check_lir(Unit *u, const Compile *c)
{
    if (wants(c, STAGE_lir))
        keep_dump(u, c, STAGE_lir, lir_print(u, u->lir));
#ifndef NDEBUG
    verify_lir(u, u->lir);
#endif
}

static const char *hexadecimal(Unit *u, LirBytes bytes)
{
    enum { A_LINE = 32 };
    Text text = {.arena = &u->arena};
    for (size_t i = 0; i < bytes.count; i++)
        text_add(&text, "%02x%s", bytes.items[i], i + 1 == bytes.count || i % A_LINE == A_LINE - 1 ? "\n" : " ");
    return text.items;
}

static void write_bytes(Unit *u, const Compile *c)
{
    u->result->lir = lir_write(u, u->lir);
    if (wants(c, STAGE_bytes))
        keep_dump(u, c, STAGE_bytes, hexadecimal(u, u->result->lir));
}

/* What is emitted is what was written and read: nothing else can have an effect on the object. */
static const LirModule *read_bytes(Unit *u)
{
    const LirModule *module = lir_read(u, u->result->lir);
#ifndef NDEBUG
    verify_lir(u, module);
#endif
    return module;
}

static const char *keep_text(Unit *u, const char *text)
{
    return text ? unit_string(u, text, strlen(text)) : NULL;
}

static unsigned wanted_texts(const Compile *c)
{
    return (wants(c, STAGE_llvm_input) ? TEXT_LLVM_INPUT : 0u) | (wants(c, STAGE_llvm) ? TEXT_LLVM : 0u) |
           (wants(c, STAGE_asm) ? TEXT_ASM : 0u);
}

static void emit(Unit *u, const Compile *c)
{
    const LirModule *module = read_bytes(u);
    const Backend *backend = c->open_backend(u);
    BackendOptions options = {.texts = wanted_texts(c), .cpu = getenv("UPCALL_CPU")};
    if (options.texts)
        options.symbols = lir_written_symbols(u, u->lir);
    BackendResult result = {.object = NULL};
    forks_wait();
    backend->emit(module, &options, &result);
    forks_go_on();
    const char *error = keep_text(u, result.error);
    if (!error) {
        timing_lap_at(&u->timing, TIMED_emit, result.emitted);
        timing_lap_at(&u->timing, TIMED_optimise, result.optimised);
    }
    timing_lap(&u->timing, TIMED_generate);
    keep_dump(u, c, STAGE_llvm_input, keep_text(u, result.llvm_input));
    keep_dump(u, c, STAGE_llvm, keep_text(u, result.llvm));
    keep_dump(u, c, STAGE_asm, keep_text(u, result.assembly));
    if (!error)
        u->result->object = arena_copy(&u->arena, result.object, result.size);
    u->result->object_size = result.size;
    backend->release(&result);
    if (error)
        fail(u, (Loc){.code = u->functions->items[0]->code}, E_BACKEND, error);
}

static void load_object(Unit *u)
{
    u->result->image = load(u, u->result->object, u->result->object_size, runtime_symbols, runtime_symbol_count);
    timing_lap(&u->timing, TIMED_load);
}

/* UPCALL_DUMP=cache: what became of it. */
static void print_lookup(const Compile *c, const CacheLookup *lookup)
{
    const char *name = c->root->code->qualname;
    if (lookup->from)
        fprintf(stderr, "--- cache of %s\nhit: %s\n", name, cached_names[lookup->from]);
    else
        fprintf(stderr, "--- cache of %s\nmiss: %s\n%s%s\n", name, lookup->not_read,
                lookup->not_written ? "not stored: " : "stored", lookup->not_written ? lookup->not_written : "");
}

/* Machine code that was made before from the same LIR, or now. */
static void make_cached_image(Unit *u, const Compile *c)
{
    CompileResult *result = u->result;
    CacheLookup lookup;
    result->image = cache_find(u, (Bytes){result->lir.items, result->lir.count}, &lookup);
    result->cached = lookup.from;
    timing_lap(&u->timing, TIMED_find);
    if (!result->image) {
        emit(u, c);
        load_object(u);
        result->image = cache_store(&lookup, (Bytes){result->object, result->object_size}, result->image);
        timing_lap(&u->timing, TIMED_store);
    }
    if (text_is_in_list(getenv("UPCALL_DUMP"), "cache"))
        print_lookup(c, &lookup);
}

/* Texts of LLVM's come from a compile alone; so does code for another processor than the host's. */
static void make_image(Unit *u, const Compile *c)
{
    if (u->options.is_uncached || wanted_texts(c) || getenv("UPCALL_CPU") || !cache_is_on()) {
        emit(u, c);
        load_object(u);
    } else
        make_cached_image(u, c);
    if (text_is_in_list(getenv("UPCALL_DUMP"), "time"))
        timing_print(&u->timing, c->root->code->qualname);
}

static size_t count_values(const Unit *u)
{
    size_t count = 0;
    for (size_t i = 0; i < u->functions->count; i++)
        count += u->functions->items[i]->hir.values.count;
    return count;
}

/* The callback, and what it calls. HIR stays as it is. */
static void lower_all(Unit *u)
{
    size_t values = count_values(u);
    lower(u, u->functions->items[0]);
    assert(count_values(u) == values);
    (void)values;
}

static void run_passes(Unit *u, void *argument)
{
    const Compile *c = argument;
    dump_bytecode(u, c);
    if (c->last == STAGE_bytecode)
        return;
    function_add_root(u, c->root); /* decode, build */
    timing_lap(&u->timing, TIMED_build);
    check_hir(u, c, STAGE_hir, HIR_IS_BUILT);
    if (c->last == STAGE_hir)
        return;
    infer(u); /* decode and build what is called */
    timing_lap(&u->timing, TIMED_infer);
    check_hir(u, c, STAGE_types, HIR_IS_INFERRED);
    if (c->last == STAGE_types)
        return;
    inline_calls(u);
    for (size_t i = 0; i < u->functions->count; i++)
        bound(u, u->functions->items[i]);
    timing_lap(&u->timing, TIMED_bound);
    check_hir(u, c, STAGE_bound, HIR_IS_BOUND);
    if (wants(c, STAGE_checks))
        keep_dump(u, c, STAGE_checks, bound_checks_text(u));
    if (c->last == STAGE_bound || c->last == STAGE_checks)
        return;
    find_lending(u);
    for (size_t i = 0; i < u->functions->count; i++)
        fuse(u, u->functions->items[i]);
    check_hir(u, c, STAGE_fuse, HIR_IS_BOUND);
    if (c->last == STAGE_fuse)
        return;
    own(u);
    lower_all(u);
    timing_lap(&u->timing, TIMED_lower);
    check_lir(u, c);
    if (c->last == STAGE_lir)
        return;
    write_bytes(u, c);
    if (c->last == STAGE_object)
        make_image(u, c);
    else if (c->last != STAGE_bytes)
        emit(u, c);
}

bool compile(Unit *u, const Frozen *root, Stage last, unsigned dumps, const Backend *(*open_backend)(Unit *u))
{
    unsigned printed = stages_in_environment();
    Compile c = {root, last, dumps | printed, printed, open_backend};
    return unit_guard(u, run_passes, &c);
}
