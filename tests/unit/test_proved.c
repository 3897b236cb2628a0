/* test_proved.c: with boundscheck="verify", a fact of bound's that is wrong is reported as a bug of ours, not as an IndexError.
 * HIR is made by hand and the fact is put into it, then it is compiled and run. UPCALL_BACKEND names _llvm.so. */
#include <dlfcn.h>

#include "bound/bound.h"
#include "check.h"
#include "compile/compile.h"
#include "frozen/builtins.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "hir/fold.h"
#include "hir/function.h"
#include "lir/backend.h"
#include "lir/lir_build.h"
#include "lir/lir_bytes.h"
#include "lower/lower.h"
#include "lower/sites.h"
#include "runtime/call.h"
#include "runtime/load.h"
#include "runtime/status.h"
#include "types/signature.h"

static const Code code = {.name = "f", .qualname = "f", .filename = "f.py"};
static const Frozen carray = {.kind = FROZEN_BUILTIN, .builtin = BUILTIN_carray};

static ValueId op_in(Unit *u, Function *f, BlockId block, HirOp op, TypeId type, const ValueId *args, size_t count)
{
    ValueId v = hir_append(u, &f->hir, block, op, (Loc){.code = &code, .span = {.line = 7}}, args, count);
    hir_value(&f->hir, v)->type = type;
    return v;
}

static ValueId op(Unit *u, Function *f, HirOp what, TypeId type, const ValueId *args, size_t count)
{
    return op_in(u, f, 0, what, type, args, count);
}

#define ARGS(...) (const ValueId[]){__VA_ARGS__}, sizeof((const ValueId[]){__VA_ARGS__}) / sizeof(ValueId)

/* A function of (p, n, i), which are its values 0 to 2. */
static Function *begin(Unit *u, const char *symbol)
{
    Function *f = ARENA_NEW(&u->arena, Function);
    TypeId types[] = {type_pointer(u, TYPE_float64), TYPE_int64, TYPE_int64};
    *f = (Function){.code = &code,
                    .parameter_count = 3,
                    .result = TYPE_float64,
                    .symbol = symbol,
                    .options = &u->options,
                    .builtin = -1};
    f->parameters = u->signature->arguments = arena_copy(&u->arena, types, sizeof types);
    u->signature->count = 3;
    u->signature->result = TYPE_float64;
    ARENA_PUSH(&u->arena, u->functions, f);
    hir_block_new(u, &f->hir);
    for (int64_t i = 0; i < 3; i++)
        hir_value(&f->hir, op(u, f, HIR_param, types[i], NULL, 0))->integer = i;
    return f;
}

/* try: return item(p, n, i)
 * except: return p[0] */
static Function *caught_item(Unit *u, Function *item)
{
    u->functions->count = 0;
    Function *f = begin(u, "caught");
    ARENA_PUSH(&u->arena, u->functions, item);
    Passed passed[3];
    for (size_t i = 0; i < 3; i++)
        passed[i] = (Passed){.argument = i, .element = WHOLE, .type = f->parameters[i]};
    CallTarget *target = ARENA_NEW(&u->arena, CallTarget);
    *target = (CallTarget){item, arena_copy(&u->arena, passed, sizeof passed), 3, false};
    ValueId call = op(u, f, HIR_call, TYPE_float64, ARGS(0, 1, 2));
    hir_value(&f->hir, call)->target = target;
    op(u, f, HIR_guard, TYPE_none, ARGS(call));
    BlockId ends = hir_block_new(u, &f->hir), handler = hir_block_new(u, &f->hir);
    HirBlock *blocks = f->hir.blocks.items;
    blocks[0].successors[0] = ends;
    blocks[0].successors[1] = handler;
    ARENA_PUSH(&u->arena, &blocks[ends].preds, 0);
    ARENA_PUSH(&u->arena, &blocks[handler].preds, 0);
    op_in(u, f, ends, HIR_ret, TYPE_none, ARGS(call));
    op_in(u, f, handler, HIR_caught, TYPE_exception, NULL, 0);
    ValueId zero = op_in(u, f, handler, HIR_const, TYPE_int64, NULL, 0);
    hir_value(&f->hir, zero)->object = frozen_int(u, 0);
    ValueId first = op_in(u, f, handler, HIR_getitem, TYPE_float64, ARGS(0, zero));
    op_in(u, f, handler, HIR_ret, TYPE_none, ARGS(first));
    return f;
}

/* f(p, n, i): return carray(p, n)[i], with these facts of the index. */
static Function *item(Unit *u, IndexFacts facts)
{
    Function *f = begin(u, "f");
    ValueId callee = op(u, f, HIR_const, type_frozen(u, &carray), NULL, 0);
    hir_value(&f->hir, callee)->object = &carray;
    ValueId array = op(u, f, HIR_call, type_array(u, TYPE_float64, 1, packed_c(1), 0), ARGS(callee, 0, 1));
    hir_value(&f->hir, array)->builtin = BUILTIN_carray;
    ValueId element = op(u, f, HIR_getitem, TYPE_float64, ARGS(array, 2));
    op(u, f, HIR_ret, TYPE_none, ARGS(element));
    bound(u, f);
    CHECK(!hir_value(&f->hir, element)->facts.in_range && !hir_value(&f->hir, element)->facts.not_negative);
    hir_value(&f->hir, element)->facts = facts;
    return f;
}

static const Backend *open_backend(void)
{
    const char *path = getenv("UPCALL_BACKEND");
    void *library = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
    BackendOpen *open = library ? (BackendOpen *)dlsym(library, BACKEND_SYMBOL) : NULL;
    if (!open)
        exit(EXIT_FAILURE);
    return open();
}

typedef struct Loaded {
    BackendResult result;
    Image *image;
} Loaded;

static void load_it(Unit *u, void *argument)
{
    Loaded *loaded = argument;
    loaded->image = load(u, loaded->result.object, loaded->result.size, runtime_symbols, runtime_symbol_count);
}

/* Call the function: returns its status. */
static int64_t call_it(const LirEntry *entry, const Image *image, const uint64_t *arguments, uint64_t *result)
{
    Environment environment = {.entry = image_symbol(image, LIR_ENTRY_SYMBOL)};
    PlatformCall *passing = platform_call_new(entry->prototype.arguments, entry->prototype.count,
                                              &entry->prototype.result);
    CallForm form = {passing, 0};
    uint64_t *room = malloc(call_room(&form) * sizeof *room);
    Outcome outcome;
    call_entry(&form, &environment, arguments, result, room, &outcome);
    free(room);
    free(passing);
    return outcome.status;
}

/* What the function raises with that index of three elements; "" for nothing. */
static void expect_of(bool is_caught, IndexFacts facts, int64_t index, const char *exception)
{
    static const double memory[3] = {1, 2, 3};
    static const Backend *backend;
    Unit *u = compile_unit((Resolver){0});
    u->options.boundscheck = BOUNDSCHECK_VERIFY;
    Function *f = item(u, facts);
    lower(u, is_caught ? caught_item(u, f) : f);
    verify_lir(u, u->lir);
    Loaded loaded = {.image = NULL};
    backend = backend ? backend : open_backend();
    backend->emit(lir_read(u, lir_write(u, u->lir)), &(BackendOptions){0}, &loaded.result);
    if (!CHECK(!loaded.result.error && unit_guard(u, load_it, &loaded)))
        exit(EXIT_FAILURE);
    uint64_t result[2] = {0}, arguments[] = {(uint64_t)(uintptr_t)memory, 3, (uint64_t)index};
    int64_t status = call_it(&u->lir->entry, loaded.image, arguments, result);
    const char *raised = status ? u->sites->exceptions.items[status_exception(status)].class : "";
    if (!CHECK(!strcmp(raised, exception)))
        fprintf(stderr, "index %lld: %s, expected %s\n", (long long)index, raised, exception);
    backend->release(&loaded.result);
    image_free(loaded.image);
    unit_free(u);
}

/* A handler round the call keeps an IndexError, and no bug. */
static void expect(IndexFacts facts, int64_t index, const char *exception)
{
    expect_of(false, facts, index, exception);
    expect_of(true, facts, index, strcmp(exception, "IndexError") ? exception : "");
}

int main(void)
{
    IndexFacts none = {0}, not_negative = {.not_negative = 1}, in_range = {.in_range = 1, .not_negative = 1};
    expect(none, 2, "");
    expect(none, -1, "");
    expect(none, 3, "IndexError");
    expect(not_negative, 2, "");
    expect(not_negative, 3, "IndexError");
    expect(not_negative, -1, "SystemError");
    expect(in_range, 2, "");
    expect(in_range, 3, "SystemError");
    expect(in_range, -1, "SystemError");
    return check_summary();
}
