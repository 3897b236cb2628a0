/* lines.c: line tables, for debuggers: which function and line of Python each instruction stands for. Machine code is the same with
 * and without: nothing is described but places.
 *
 * Each function of LIR is a subprogram with its Python function's name and file, and so is what was inlined before LIR, once a Python
 * function. The entry is an artificial one. */
#include "llvm/emit.h"

#include <llvm-c/DebugInfo.h>
#include <stdio.h>
#include <string.h>

struct Lines {
    LLVMDIBuilderRef builder;
    LLVMMetadataRef *files,
        *inlined; /* by source: its file; its subprogram where it was inlined, NULL until it is needed */
    LLVMMetadataRef type;
    LLVMMetadataRef subprogram; /* of the function that is being filled */
};

/* A path in folder and name, as compilers have it. LLVM wants a name. */
static LLVMMetadataRef file_of(LLVMDIBuilderRef builder, const char *path)
{
    if (!*path || path[strlen(path) - 1] == '/')
        return LLVMDIBuilderCreateFile(builder, "?", 1, path, strlen(path));
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t folder = slash > path ? (size_t)(slash - path) : (size_t)(name - path);
    return LLVMDIBuilderCreateFile(builder, name, strlen(name), path, folder);
}

/* As for profilers: else functions in which nothing was inlined have no names. */
static LLVMMetadataRef begin_unit(LLVMDIBuilderRef builder, LLVMMetadataRef file)
{
    static const char producer[] = "upcall";
    return LLVMDIBuilderCreateCompileUnit(builder, LLVMDWARFSourceLanguagePython, file, producer, strlen(producer),
                                          true, "", 0, 0, "", 0, LLVMDWARFEmissionLineTablesOnly, 0, false, true, "", 0,
                                          "", 0);
}

void lines_begin(Emitter *e)
{
    static const char version[] = "Debug Info Version";
    const LirModule *lir = e->lir;
    if (!lir->has_lines)
        return;
    Lines *lines = emit_scratch(e, 1, sizeof *lines);
    lines->files = emit_scratch(e, lir->sources.count, sizeof(void *));
    lines->inlined = emit_scratch(e, lir->sources.count, sizeof(void *));
    lines->builder = LLVMCreateDIBuilder(e->module);
    e->lines = lines;
    for (size_t i = 0; i < lir->sources.count; i++)
        lines->files[i] = file_of(lines->builder, lir->sources.items[i].file);
    LLVMMetadataRef file = lines->files[lir->functions[0]->source];
    begin_unit(lines->builder, file);
    lines->type = LLVMDIBuilderCreateSubroutineType(lines->builder, file, NULL, 0, LLVMDIFlagZero);
    LLVMValueRef v_version = LLVMConstInt(e->types[LIR_i32], LLVMDebugMetadataVersion(), false);
    LLVMAddModuleFlag(e->module, LLVMModuleFlagBehaviorWarning, version, strlen(version),
                      LLVMValueAsMetadata(v_version));
}

static LLVMMetadataRef new_subprogram(Emitter *e, uint32_t source, const char *prefix, LLVMDIFlags flags)
{
    char name[400];
    const LirSource *s = &e->lir->sources.items[source];
    Lines *lines = e->lines;
    snprintf(name, sizeof name, "%s%s", prefix, s->name);
    return LLVMDIBuilderCreateFunction(lines->builder, lines->files[source], name, strlen(name), "", 0,
                                       lines->files[source], s->line, lines->type, true, true, s->line, flags, true);
}

static void set_place(Emitter *e, LLVMMetadataRef place)
{
    LLVMSetCurrentDebugLocation2(e->builder, place);
}

void lines_function(Emitter *e, LLVMValueRef v_function, const LirFunction *f)
{
    if (!e->lines)
        return;
    e->lines->subprogram = new_subprogram(e, f->source, "", LLVMDIFlagZero);
    LLVMSetSubprogram(v_function, e->lines->subprogram);
}

void lines_entry(Emitter *e, LLVMValueRef v_entry)
{
    if (!e->lines)
        return;
    uint32_t source = e->lir->functions[0]->source;
    LLVMMetadataRef subprogram = new_subprogram(e, source, "upcall.", LLVMDIFlagArtificial);
    LLVMSetSubprogram(v_entry, subprogram);
    set_place(e, LLVMDIBuilderCreateDebugLocation(e->context, e->lir->sources.items[source].line, 0, subprogram, NULL));
}

/* The subprogram of what stands at a place. */
static LLVMMetadataRef scope_of(Emitter *e, const LirPlace *place)
{
    LLVMMetadataRef *inlined = &e->lines->inlined[place->source];
    if (place->call == LIR_NOWHERE)
        return e->lines->subprogram;
    if (!*inlined)
        *inlined = new_subprogram(e, place->source, "", LLVMDIFlagZero);
    return *inlined;
}

/* Columns tell calls in one line apart. */
static LLVMMetadataRef location(Emitter *e, uint32_t number, bool is_call)
{
    const LirPlace *place = &e->lir->places.items[number];
    LLVMMetadataRef call = place->call == LIR_NOWHERE ? NULL : location(e, place->call, true);
    return LLVMDIBuilderCreateDebugLocation(e->context, place->line, is_call ? place->column : 0, scope_of(e, place),
                                            call);
}

void lines_at(Emitter *e, const LirFunction *f, LirId v)
{
    if (!e->lines)
        return;
    uint32_t place = f->places.items[v];
    set_place(e, place == LIR_NOWHERE ? LLVMDIBuilderCreateDebugLocation(e->context, 0, 0, e->lines->subprogram, NULL)
                                      : location(e, place, false));
}

void lines_end(Emitter *e)
{
    if (e->lines)
        LLVMDIBuilderFinalize(e->lines->builder);
}

void lines_dispose(Emitter *e)
{
    if (e->lines)
        LLVMDisposeDIBuilder(e->lines->builder);
}
