/* compile.c: the driver. The list of passes is the program; dumps are taken between them and in debug builds the IR is
 * verified. What a pass does stands in its header. */
#include "compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bound.h"
#include "build.h"
#include "decode.h"
#include "infer.h"
#include "lir_build.h"
#include "lower.h"

const char *const stage_names[STAGE_COUNT] = {"bytecode",   "hir",  "types", "bound", "lir",
                                              "llvm_input", "llvm", "asm",   "object"};

typedef struct Compile {
    const Object *root;
    Stage last;
    unsigned dumps;   /* bits by Stage: left in u->dumps */
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
    while (names && *names) {
        size_t length = strcspn(names, ",");
        for (Stage stage = 0; stage < STAGE_COUNT; stage++)
            if (strlen(stage_names[stage]) == length && !strncmp(stage_names[stage], names, length))
                stages |= 1u << stage;
        names += length + (names[length] == ',');
    }
    return stages;
}

static void keep_dump(Unit *u, const Compile *c, Stage stage, const char *text)
{
    u->dumps[stage] = text;
    if (text && c->printed >> stage & 1)
        fprintf(stderr, "--- %s of %s\n%s", stage_names[stage], c->root->code->qualname, text);
}

/* "upcall.f", from a name of any length: cut before a character of UTF-8. */
static const char *root_symbol(Unit *u, const char *name)
{
    enum { MAX_NAME = 200 };
    size_t length = strlen(name);
    if (length > MAX_NAME)
        for (length = MAX_NAME; ((unsigned char)name[length] & 0xC0) == 0x80;)
            length--;
    return arena_printf(&u->arena, "upcall.%.*s", (int)length, name);
}

static Function *add_root(Unit *u, const Object *root)
{
    if (root->kind != OBJECT_FUNCTION)
        fail(u, (Loc){.code = NULL}, E_CALLEE, root->description ? root->description : "something that is no function");
    Function *f = ARENA_NEW(&u->arena, Function);
    *f = (Function){.object = root,
                    .code = root->code,
                    .parameters = u->signature.arguments,
                    .parameter_count = u->signature.count,
                    .result = u->signature.result};
    f->symbol = root_symbol(u, root->code->name);
    ARENA_PUSH(&u->arena, &u->functions, f);
    return f;
}

static void check_hir(Unit *u, const Compile *c, const Function *f, Stage stage)
{
    if (wants(c, stage))
        keep_dump(u, c, stage, hir_print(u, f));
#ifndef NDEBUG
    verify_hir(u, f);
#endif
}

static void dump_bytecode(Unit *u, const Compile *c, const Function *f)
{
    if (!wants(c, STAGE_bytecode))
        return;
    Instrs instrs = decode(u, f->code);
    keep_dump(u, c, STAGE_bytecode, decode_print(u, f->code, &instrs));
}

static void check_lir(Unit *u, const Compile *c)
{
    if (wants(c, STAGE_lir))
        keep_dump(u, c, STAGE_lir, lir_print(u, &u->lir));
#ifndef NDEBUG
    verify_lir(u, &u->lir);
#endif
}

static const char *keep_text(Unit *u, const char *text)
{
    return text ? unit_string(u, text, strlen(text)) : NULL;
}

static void emit(Unit *u, const Compile *c)
{
    const Backend *backend = c->open_backend(u);
    BackendOptions options = {.texts = (wants(c, STAGE_llvm_input) ? TEXT_LLVM_INPUT : 0u) |
                                       (wants(c, STAGE_llvm) ? TEXT_LLVM : 0u) | (wants(c, STAGE_asm) ? TEXT_ASM : 0u)};
    BackendResult result = {.object = NULL};
    backend->emit(&u->lir, &options, &result);
    const char *error = keep_text(u, result.error);
    keep_dump(u, c, STAGE_llvm_input, keep_text(u, result.llvm_input));
    keep_dump(u, c, STAGE_llvm, keep_text(u, result.llvm));
    keep_dump(u, c, STAGE_asm, keep_text(u, result.assembly));
    if (!error)
        u->object = arena_copy(&u->arena, result.object, result.size);
    u->object_size = result.size;
    backend->release(&result);
    if (error)
        fail(u, (Loc){.code = u->functions.items[0]->code}, E_BACKEND, error);
}

static void run_passes(Unit *u, void *argument)
{
    const Compile *c = argument;
    Function *f = add_root(u, c->root);

    dump_bytecode(u, c, f);
    if (c->last == STAGE_bytecode)
        return;
    build(u, f);
    check_hir(u, c, f, STAGE_hir);
    if (c->last == STAGE_hir)
        return;
    infer(u, f);
    check_hir(u, c, f, STAGE_types);
    if (c->last == STAGE_types)
        return;
    bound(u, f);
    check_hir(u, c, f, STAGE_bound);
    if (c->last == STAGE_bound)
        return;
    lower(u, f);
    check_lir(u, c);
    if (c->last == STAGE_lir)
        return;
    emit(u, c);
}

bool compile(Unit *u, const Object *root, Stage last, unsigned dumps, const Backend *(*open_backend)(Unit *u))
{
    unsigned printed = stages_in_environment();
    Compile c = {root, last, dumps | printed, printed, open_backend};
    return unit_guard(u, run_passes, &c);
}
