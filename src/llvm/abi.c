/* abi.c: how arguments, results and statuses travel. It knows the C calling convention of compiled code (System V, x86-64); what
 * a dead callback returns is written by platform_sysv.c.
 *
 * Three kinds of function:
 *   body            internal, fast convention: (nest environment, scalars..., invocation record if it takes one). What it returns: the result itself (void
 *                   for none, a structure for several) if it can't raise, else a structure {i32 status, results...}.
 *   entry           what C calls, the environment in r10 (`nest`). float _Complex is one <2 x float> in an SSE register;
 *                   double _Complex two doubles; either in memory (byval) when the SSE registers have run out. Integers
 *                   narrower than 32 bits come in extended by the caller (GCC and clang do so, whatever the psABI
 *                   says); of a result nobody reads more than its own bits.
 *   entry.invoke    what Python calls: words in, words out, the status returned. */
#include "runtime/load.h"
#include "runtime/runtime_symbols.h"
#include "llvm/emit.h"

#include <stdio.h>
#include <string.h>

enum { SSE_REGISTERS = 8 };

typedef struct AbiInfo {
    LirType component; /* the type of each component in the body */
    unsigned components, sse;
    const char *extension; /* attribute; NULL: none */
} AbiInfo;

static const AbiInfo abi[] = {
    [ABI_void] = {LIR_void, 0, 0, NULL},  [ABI_bool] = {LIR_i1, 1, 0, "zeroext"},
    [ABI_i8] = {LIR_i8, 1, 0, "signext"}, [ABI_i16] = {LIR_i16, 1, 0, "signext"},
    [ABI_i32] = {LIR_i32, 1, 0, NULL},    [ABI_i64] = {LIR_i64, 1, 0, NULL},
    [ABI_u8] = {LIR_i8, 1, 0, "zeroext"}, [ABI_u16] = {LIR_i16, 1, 0, "zeroext"},
    [ABI_u32] = {LIR_i32, 1, 0, NULL},    [ABI_u64] = {LIR_i64, 1, 0, NULL},
    [ABI_f32] = {LIR_f32, 1, 1, NULL},    [ABI_f64] = {LIR_f64, 1, 1, NULL},
    [ABI_ptr] = {LIR_ptr, 1, 0, NULL},    [ABI_c64] = {LIR_f32, 2, 1, NULL},
    [ABI_c128] = {LIR_f64, 2, 2, NULL},
};

typedef void AddAttribute(LLVMValueRef v, LLVMAttributeIndex index, LLVMAttributeRef attribute);

static LLVMTypeRef struct_type(Emitter *e, LLVMTypeRef *fields, size_t count)
{
    return LLVMStructTypeInContext(e->context, fields, (unsigned)count, false);
}

static void add_function_attributes(Emitter *e, LLVMValueRef v_function)
{
    const LLVMAttributeIndex function = (LLVMAttributeIndex)LLVMAttributeFunctionIndex;
    LLVMAddAttributeAtIndex(v_function, function, emit_attribute(e, "nounwind", 0));
    /* No vector crosses a call but float _Complex: leaves the choice of vector width to the processor's tuning. */
    LLVMAddAttributeAtIndex(v_function, function,
                            LLVMCreateStringAttribute(e->context, "min-legal-vector-width", 22, "0", 1));
}

/* The environment parameter, of a function or at a call. */
static void add_env_attributes(Emitter *e, LLVMValueRef v, AddAttribute *add)
{
    add(v, 1, emit_attribute(e, "nest", 0));
    if (e->env_size) {
        add(v, 1, emit_attribute(e, "nonnull", 0));
        add(v, 1, emit_attribute(e, "dereferenceable", e->env_size));
    }
}

/* ---- Bodies ---- */

LLVMValueRef abi_body_record(const LirFunction *f, LLVMValueRef v_function)
{
    return f->takes_record ? LLVMGetParam(v_function, (unsigned)f->param_count + 1) : NULL;
}

/* The record parameter, of a function or at a call: no pointer that the user's code has gets there. */
static void add_record_attributes(Emitter *e, LLVMValueRef v, AddAttribute *add, const LirFunction *f)
{
    unsigned index = (unsigned)f->param_count + 2;
    if (!f->takes_record)
        return;
    add(v, index, emit_attribute(e, "noalias", 0));
    add(v, index, emit_attribute(e, "nonnull", 0));
    add(v, index, emit_attribute(e, "dereferenceable", e->lir->entry.record_size));
}

static LLVMTypeRef body_result_type(Emitter *e, const LirFunction *f)
{
    if (!f->can_raise && f->result_count <= 1)
        return e->types[f->result_count ? f->results[0] : LIR_void];
    LLVMTypeRef *fields = emit_scratch(e, f->result_count + 1, sizeof(void *));
    size_t count = 0;
    if (f->can_raise)
        fields[count++] = e->types[LIR_i32];
    for (size_t i = 0; i < f->result_count; i++)
        fields[count++] = e->types[f->results[i]];
    LLVMTypeRef type = struct_type(e, fields, count);
    return type;
}

LLVMValueRef abi_declare_body(Emitter *e, const LirFunction *f)
{
    LLVMTypeRef *params = emit_scratch(e, f->param_count + 2, sizeof(void *));
    unsigned count = 0;
    params[count++] = e->types[LIR_ptr];
    for (size_t i = 0; i < f->param_count; i++)
        params[count++] = e->types[f->params[i]];
    if (f->takes_record)
        params[count++] = e->types[LIR_ptr];
    LLVMTypeRef type = LLVMFunctionType(body_result_type(e, f), params, count, false);
    LLVMValueRef v_function = LLVMAddFunction(e->module, f->symbol, type);
    LLVMSetLinkage(v_function, LLVMInternalLinkage);
    LLVMSetFunctionCallConv(v_function, LLVMFastCallConv);
    add_function_attributes(e, v_function);
    add_env_attributes(e, v_function, LLVMAddAttributeAtIndex);
    add_record_attributes(e, v_function, LLVMAddAttributeAtIndex, f);
    return v_function;
}

LLVMValueRef abi_call_body(Emitter *e, size_t function, LLVMValueRef v_env, LLVMValueRef v_record, LLVMValueRef *v_args,
                           size_t count)
{
    const LirFunction *callee = e->lir->functions[function];
    LLVMValueRef v_body = e->bodies[function];
    LLVMValueRef *v_all = emit_scratch(e, count + 2, sizeof(void *));
    unsigned all = 0;
    v_all[all++] = v_env;
    for (size_t i = 0; i < count; i++)
        v_all[all++] = v_args[i];
    if (callee->takes_record)
        v_all[all++] = v_record;
    LLVMValueRef v_call = LLVMBuildCall2(e->builder, LLVMGlobalGetValueType(v_body), v_body, v_all, all, "");
    LLVMSetInstructionCallConv(v_call, LLVMFastCallConv);
    if (callee->is_recursive)
        LLVMSetTailCallKind(v_call, LLVMTailCallKindNoTail);
    add_env_attributes(e, v_call, LLVMAddCallSiteAttribute);
    add_record_attributes(e, v_call, LLVMAddCallSiteAttribute, callee);
    return v_call;
}

LLVMValueRef abi_body_status(Emitter *e, const LirFunction *f, LLVMValueRef v_call)
{
    if (!f->can_raise)
        return LLVMConstNull(e->types[LIR_i32]);
    return LLVMBuildExtractValue(e->builder, v_call, 0, "");
}

LLVMValueRef abi_body_result(Emitter *e, const LirFunction *f, LLVMValueRef v_call, size_t index)
{
    if (!f->can_raise && f->result_count == 1)
        return v_call;
    return LLVMBuildExtractValue(e->builder, v_call, (unsigned)index + (f->can_raise ? 1 : 0), "");
}

/* A function that can raise has one return, with a phi for the status and for each result: of an aggregate that several
 * returns make each for itself LLVM sees no single parts any more when the function is inlined. */
static void begin_leave(Emitter *e, const LirFunction *f)
{
    LLVMBasicBlockRef here = LLVMGetInsertBlock(e->builder);
    e->leave = LLVMAppendBasicBlockInContext(e->context, LLVMGetBasicBlockParent(here), "leave");
    e->v_leave = emit_scratch(e, f->result_count + 1, sizeof(void *));
    LLVMPositionBuilderAtEnd(e->builder, e->leave);
    for (size_t i = 0; i <= f->result_count; i++)
        e->v_leave[i] = LLVMBuildPhi(e->builder, e->types[i ? f->results[i - 1] : LIR_i32], "");
    LLVMValueRef v_all = LLVMGetPoison(body_result_type(e, f));
    for (size_t i = 0; i <= f->result_count; i++)
        v_all = LLVMBuildInsertValue(e->builder, v_all, e->v_leave[i], (unsigned)i, "");
    LLVMBuildRet(e->builder, v_all);
    LLVMPositionBuilderAtEnd(e->builder, here);
}

/* v_results NULL: there are none. */
static void leave(Emitter *e, const LirFunction *f, LLVMValueRef v_status, LLVMValueRef *v_results)
{
    if (!e->leave)
        begin_leave(e, f);
    LLVMBasicBlockRef here = LLVMGetInsertBlock(e->builder);
    LLVMAddIncoming(e->v_leave[0], &v_status, &here, 1);
    for (size_t i = 0; i < f->result_count; i++) {
        LLVMValueRef v_result = v_results ? v_results[i] : LLVMGetPoison(e->types[f->results[i]]);
        LLVMAddIncoming(e->v_leave[i + 1], &v_result, &here, 1);
    }
    LLVMBuildBr(e->builder, e->leave);
}

void abi_return(Emitter *e, const LirFunction *f, LLVMValueRef *v_results)
{
    if (f->can_raise) {
        leave(e, f, LLVMConstNull(e->types[LIR_i32]), v_results);
    } else if (f->result_count == 0) {
        LLVMBuildRetVoid(e->builder);
    } else if (f->result_count == 1) {
        LLVMBuildRet(e->builder, v_results[0]);
    } else {
        LLVMValueRef v_all = LLVMGetPoison(body_result_type(e, f));
        for (size_t i = 0; i < f->result_count; i++)
            v_all = LLVMBuildInsertValue(e->builder, v_all, v_results[i], (unsigned)i, "");
        LLVMBuildRet(e->builder, v_all);
    }
}

void abi_raise(Emitter *e, const LirFunction *f, LLVMValueRef v_status)
{
    leave(e, f, v_status, NULL);
}

/* ---- Run-time symbols ---- */

LLVMValueRef abi_declare_runtime(Emitter *e, const char *symbol)
{
    const LLVMAttributeIndex function = (LLVMAttributeIndex)LLVMAttributeFunctionIndex;
    static const char *const pure[] = {"willreturn", "nosync", "nofree", "memory"}; /* memory 0: none */
    const RuntimeSymbol *row = runtime_symbol(symbol);
    if (!row)
        backend_fail("%s is not a run-time symbol", symbol);
    LLVMValueRef v_function = LLVMGetNamedFunction(e->module, symbol);
    if (v_function)
        return v_function;
    LLVMTypeRef params[4];
    unsigned count = 0;
    for (; count < 4 && row->arguments[count] != LIR_void; count++)
        params[count] = e->types[row->arguments[count]];
    v_function = LLVMAddFunction(e->module, symbol, LLVMFunctionType(e->types[row->result], params, count, false));
    LLVMAddAttributeAtIndex(v_function, function, emit_attribute(e, "nounwind", 0));
    for (size_t i = 0; row->pure && i < sizeof pure / sizeof *pure; i++)
        LLVMAddAttributeAtIndex(v_function, function, emit_attribute(e, pure[i], 0));
    return v_function;
}

/* ---- The entry ---- */

/* Where the arguments of the entry are among its parameters. */
typedef struct Place {
    AbiType type;
    unsigned first, count; /* LLVM parameters */
    bool in_memory;        /* one parameter: a pointer to the components, byval */
} Place;

static LLVMTypeRef complex_type(Emitter *e, const AbiInfo *info)
{
    LLVMTypeRef fields[] = {e->types[info->component], e->types[info->component]};
    return struct_type(e, fields, 2);
}

static Place *place_arguments(Emitter *e)
{
    const LirEntry *entry = &e->lir->entry;
    Place *places = emit_scratch(e, entry->argument_count, sizeof *places);
    unsigned next = 1, sse = 0; /* the environment is parameter 0 */
    for (size_t i = 0; i < entry->argument_count; i++) {
        AbiType type = entry->arguments[i];
        bool fits = sse + abi[type].sse <= SSE_REGISTERS;
        bool in_memory = abi[type].components == 2 && !fits;
        places[i] = (Place){type, next, type == ABI_c128 && !in_memory ? 2 : 1, in_memory};
        next += places[i].count;
        sse += fits ? abi[type].sse : 0;
    }
    return places;
}

static LLVMTypeRef param_type(Emitter *e, const Place *place)
{
    if (place->in_memory)
        return e->types[LIR_ptr];
    if (place->type == ABI_c64)
        return LLVMVectorType(e->types[LIR_f32], 2);
    return emit_memory_type(e, abi[place->type].component); /* _Bool: a byte */
}

static LLVMTypeRef entry_result_type(Emitter *e, AbiType type)
{
    if (type == ABI_c64)
        return LLVMVectorType(e->types[LIR_f32], 2);
    if (type == ABI_c128)
        return complex_type(e, &abi[type]);
    return emit_memory_type(e, abi[type].component);
}

static void add_entry_attributes(Emitter *e, LLVMValueRef v, AddAttribute *add, const Place *places)
{
    const LirEntry *entry = &e->lir->entry;
    add_env_attributes(e, v, add);
    if (abi[entry->result].extension)
        add(v, LLVMAttributeReturnIndex, emit_attribute(e, abi[entry->result].extension, 0));
    for (size_t i = 0; i < entry->argument_count; i++) {
        const AbiInfo *info = &abi[places[i].type];
        unsigned index = places[i].first + 1;
        if (info->extension)
            add(v, index, emit_attribute(e, info->extension, 0));
        if (places[i].in_memory) {
            unsigned kind = LLVMGetEnumAttributeKindForName("byval", 5);
            add(v, index, LLVMCreateTypeAttribute(e->context, kind, complex_type(e, info)));
            add(v, index, emit_attribute(e, "align", 8));
        }
    }
}

static LLVMValueRef declare_entry(Emitter *e, const Place *places)
{
    const LirEntry *entry = &e->lir->entry;
    LLVMTypeRef *params = emit_scratch(e, 2 * entry->argument_count + 1, sizeof(void *));
    unsigned count = 0;
    params[count++] = e->types[LIR_ptr];
    for (size_t i = 0; i < entry->argument_count; i++)
        for (unsigned p = 0; p < places[i].count; p++)
            params[count++] = param_type(e, &places[i]);
    LLVMTypeRef type = LLVMFunctionType(entry_result_type(e, entry->result), params, count, false);
    LLVMValueRef v_entry = LLVMAddFunction(e->module, entry->symbol, type);
    LLVMSetSection(v_entry, LOAD_ENTRY_SECTION);
    add_function_attributes(e, v_entry);
    add_entry_attributes(e, v_entry, LLVMAddAttributeAtIndex, places);
    return v_entry;
}

static LLVMValueRef index_of(Emitter *e, unsigned index)
{
    return LLVMConstInt(e->types[LIR_i32], index, false);
}

static LLVMValueRef is_true(Emitter *e, LLVMValueRef v_byte)
{
    return LLVMBuildICmp(e->builder, LLVMIntNE, v_byte, LLVMConstNull(e->types[LIR_i8]), "");
}

static unsigned component_size(AbiType type)
{
    return abi[type].component == LIR_f32 ? 4 : 8;
}

/* Component `c` of the argument at `place`, from the parameters of the entry. */
static LLVMValueRef unpack(Emitter *e, LLVMValueRef v_entry, const Place *place, unsigned c)
{
    const AbiInfo *info = &abi[place->type];
    LLVMValueRef v_param = LLVMGetParam(v_entry, place->first + (place->count == 2 ? c : 0));
    if (place->in_memory)
        return emit_load(e, info->component, emit_offset(e, v_param, c * component_size(place->type)),
                         component_size(place->type));
    if (place->type == ABI_c64)
        return LLVMBuildExtractElement(e->builder, v_param, index_of(e, c), "");
    return place->type == ABI_bool ? is_true(e, v_param) : v_param;
}

/* The components as the parameters of the entry, from v_params[place->first] on. */
static void pack(Emitter *e, const Place *place, LLVMValueRef *v_components, LLVMValueRef *v_params)
{
    const AbiInfo *info = &abi[place->type];
    LLVMValueRef *v_first = &v_params[place->first];
    if (place->in_memory) {
        *v_first = LLVMBuildAlloca(e->builder, complex_type(e, info), "");
        for (unsigned c = 0; c < 2; c++)
            emit_store(e, info->component, v_components[c], emit_offset(e, *v_first, c * component_size(place->type)),
                       component_size(place->type));
    } else if (place->type == ABI_c64) {
        *v_first = LLVMGetPoison(param_type(e, place));
        for (unsigned c = 0; c < 2; c++)
            *v_first = LLVMBuildInsertElement(e->builder, *v_first, v_components[c], index_of(e, c), "");
    } else if (place->type == ABI_bool)
        *v_first = LLVMBuildZExt(e->builder, *v_components, e->types[LIR_i8], "");
    else
        for (unsigned c = 0; c < place->count; c++)
            v_first[c] = v_components[c];
}

static void return_result(Emitter *e, AbiType type, LLVMValueRef *v_components)
{
    if (type == ABI_void)
        LLVMBuildRetVoid(e->builder);
    else if (type == ABI_c128)
        LLVMBuildAggregateRet(e->builder, v_components, 2);
    else {
        LLVMValueRef v_result = NULL;
        pack(e, &(Place){type, 0, 1, false}, v_components, &v_result);
        LLVMBuildRet(e->builder, v_result);
    }
}

/* Component `c` of what a call of the entry gave. */
static LLVMValueRef result_component(Emitter *e, AbiType type, LLVMValueRef v_call, unsigned c)
{
    if (type == ABI_c128)
        return LLVMBuildExtractValue(e->builder, v_call, c, "");
    if (type == ABI_c64)
        return LLVMBuildExtractElement(e->builder, v_call, index_of(e, c), "");
    return type == ABI_bool ? is_true(e, v_call) : v_call;
}

/* A constant of a component's type from its bits. */
static LLVMValueRef constant_of_bits(Emitter *e, LirType type, uint64_t bits)
{
    LLVMValueRef v_word = LLVMConstInt(e->types[type == LIR_f32 ? LIR_i32 : LIR_i64], bits, false);
    switch (type) {
    case LIR_f32:
    case LIR_f64: return LLVMConstBitCast(v_word, e->types[type]);
    case LIR_ptr: return LLVMConstIntToPtr(v_word, e->types[type]);
    default: return LLVMConstInt(e->types[type], bits, false);
    }
}

static LLVMBasicBlockRef new_block(Emitter *e, LLVMValueRef v_function, const char *name)
{
    return LLVMAppendBasicBlockInContext(e->context, v_function, name);
}

/* Leave through two new blocks: `failed` for a status other than 0, and the builder in the other one. */
static LLVMBasicBlockRef branch_on_status(Emitter *e, LLVMValueRef v_function, LLVMValueRef v_status)
{
    LLVMBasicBlockRef fine = new_block(e, v_function, "fine"), failed = new_block(e, v_function, "failed");
    LLVMValueRef v_failed = LLVMBuildICmp(e->builder, LLVMIntNE, v_status, LLVMConstNull(e->types[LIR_i32]), "");
    emit_unlikely(e, LLVMBuildCondBr(e->builder, v_failed, failed, fine));
    LLVMPositionBuilderAtEnd(e->builder, fine);
    return failed;
}

/* v_record NULL: there is none. */
static void report_failure(Emitter *e, LLVMValueRef v_env, LLVMValueRef v_status, LLVMValueRef v_record)
{
    const LirEntry *entry = &e->lir->entry;
    LLVMValueRef v_report = abi_declare_runtime(e, "upcall_report");
    LLVMValueRef v_args[] = {v_env, v_status, v_record ? v_record : LLVMConstNull(e->types[LIR_ptr])};
    LLVMValueRef v_call = LLVMBuildCall2(e->builder, LLVMGlobalGetValueType(v_report), v_report, v_args, 3, "");
    LLVMAddCallSiteAttribute(v_call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, emit_attribute(e, "cold", 0));
    LLVMValueRef v_error[2] = {NULL};
    for (unsigned c = 0; c < abi[entry->result].components; c++)
        v_error[c] = constant_of_bits(e, abi[entry->result].component, entry->error_value[c]);
    return_result(e, entry->result, v_error);
}

static LLVMValueRef make_record(Emitter *e)
{
    const LirEntry *entry = &e->lir->entry;
    if (!e->lir->functions[0]->takes_record)
        return NULL;
    LLVMValueRef v_record = LLVMBuildAlloca(e->builder, LLVMArrayType2(e->types[LIR_i8], entry->record_size), "");
    LLVMSetAlignment(v_record, 16);
    return v_record;
}

static size_t component_count(const LirEntry *entry)
{
    size_t count = 0;
    for (size_t i = 0; i < entry->argument_count; i++)
        count += abi[entry->arguments[i]].components;
    return count;
}

static void check_entry(Emitter *e)
{
    const LirFunction *body = e->lir->functions[0];
    const LirEntry *entry = &e->lir->entry;
    bool agrees = body->param_count == component_count(entry) && body->result_count == abi[entry->result].components;
    for (size_t i = 0, p = 0; agrees && i < entry->argument_count; i++)
        for (unsigned c = 0; c < abi[entry->arguments[i]].components; c++)
            agrees = agrees && body->params[p++] == abi[entry->arguments[i]].component;
    for (size_t i = 0; agrees && i < body->result_count; i++)
        agrees = body->results[i] == abi[entry->result].component;
    if (!agrees)
        backend_fail("the entry %s doesn't agree with its body", entry->symbol);
}

static void fill_entry(Emitter *e, LLVMValueRef v_entry, const Place *places)
{
    const LirEntry *entry = &e->lir->entry;
    const LirFunction *body = e->lir->functions[0];
    LLVMValueRef *v_components = emit_scratch(e, body->param_count, sizeof(void *)), v_results[2] = {NULL};
    size_t count = 0;
    LLVMPositionBuilderAtEnd(e->builder, new_block(e, v_entry, "entry"));
    for (size_t i = 0; i < entry->argument_count; i++)
        for (unsigned c = 0; c < abi[places[i].type].components; c++)
            v_components[count++] = unpack(e, v_entry, &places[i], c);
    LLVMValueRef v_env = LLVMGetParam(v_entry, 0);
    LLVMValueRef v_record = make_record(e), v_call = abi_call_body(e, 0, v_env, v_record, v_components, count);
    LLVMValueRef v_status = abi_body_status(e, body, v_call);
    LLVMBasicBlockRef failed = body->can_raise ? branch_on_status(e, v_entry, v_status) : NULL;
    for (size_t i = 0; i < body->result_count; i++)
        v_results[i] = abi_body_result(e, body, v_call, i);
    return_result(e, entry->result, v_results);
    if (failed) {
        LLVMPositionBuilderAtEnd(e->builder, failed);
        report_failure(e, v_env, v_status, v_record);
    }
}

/* ---- entry.invoke ---- */

static LLVMValueRef declare_invoke(Emitter *e)
{
    char symbol[512];
    int length = snprintf(symbol, sizeof symbol, "%s.invoke", e->lir->entry.symbol);
    if (length < 0 || (size_t)length >= sizeof symbol)
        backend_fail("the symbol %s is too long", e->lir->entry.symbol);
    LLVMTypeRef ptr = e->types[LIR_ptr], params[] = {ptr, ptr, ptr, ptr};
    LLVMValueRef v_invoke = LLVMAddFunction(e->module, symbol, LLVMFunctionType(e->types[LIR_i32], params, 4, false));
    add_function_attributes(e, v_invoke);
    /* A call from Python costs far more than optimising this would save; compiling it well took a fifth of a compile. */
    for (size_t i = 0; i < 2; i++)
        LLVMAddAttributeAtIndex(v_invoke, (LLVMAttributeIndex)LLVMAttributeFunctionIndex,
                                emit_attribute(e, i ? "optnone" : "noinline", 0));
    return v_invoke;
}

static LLVMValueRef *load_components(Emitter *e, LLVMValueRef v_invoke)
{
    const LirFunction *body = e->lir->functions[0];
    LLVMValueRef *v_components = emit_scratch(e, body->param_count, sizeof(void *)),
                 v_words = LLVMGetParam(v_invoke, 1);
    for (size_t i = 0; i < body->param_count; i++) {
        v_components[i] = emit_load(e, body->params[i], emit_offset(e, v_words, 8 * i), 8);
        if (body->params[i] == LIR_i1)
            v_components[i] = is_true(e, v_components[i]);
    }
    return v_components;
}

/* A body that can't raise is inlined into the entry alone, so it is the entry that is called here. */
static LLVMValueRef call_entry(Emitter *e, LLVMValueRef v_entry, const Place *places, LLVMValueRef v_env,
                               LLVMValueRef *v_components)
{
    const LirEntry *entry = &e->lir->entry;
    LLVMValueRef *v_params = emit_scratch(e, 2 * entry->argument_count + 1, sizeof(void *));
    v_params[0] = v_env;
    unsigned count = 1;
    for (size_t i = 0; i < entry->argument_count; i++) {
        pack(e, &places[i], v_components, v_params);
        v_components += abi[places[i].type].components;
        count += places[i].count;
    }
    LLVMValueRef v_call = LLVMBuildCall2(e->builder, LLVMGlobalGetValueType(v_entry), v_entry, v_params, count, "");
    add_entry_attributes(e, v_call, LLVMAddCallSiteAttribute, places);
    LLVMAddCallSiteAttribute(v_call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, emit_attribute(e, "noinline", 0));
    return v_call;
}

static void store_word(Emitter *e, LirType type, LLVMValueRef v_value, LLVMValueRef v_words, size_t index)
{
    emit_store(e, type, v_value, emit_offset(e, v_words, 8 * index), 8);
}

static void fill_invoke(Emitter *e, LLVMValueRef v_invoke, LLVMValueRef v_entry, const Place *places)
{
    const LirFunction *body = e->lir->functions[0];
    AbiType result = e->lir->entry.result;
    LLVMValueRef v_env = LLVMGetParam(v_invoke, 0), v_words = LLVMGetParam(v_invoke, 2);
    LLVMValueRef v_record = LLVMGetParam(v_invoke, 3);
    LLVMPositionBuilderAtEnd(e->builder, new_block(e, v_invoke, "entry"));
    LLVMValueRef *v_components = load_components(e, v_invoke);
    LLVMValueRef v_call = body->can_raise ? abi_call_body(e, 0, v_env, v_record, v_components, body->param_count)
                                          : call_entry(e, v_entry, places, v_env, v_components);
    LLVMValueRef v_status = abi_body_status(e, body, v_call);
    LLVMBasicBlockRef failed = body->can_raise ? branch_on_status(e, v_invoke, v_status) : NULL;
    for (unsigned i = 0; i < body->result_count; i++) {
        LLVMValueRef v_result = body->can_raise ? abi_body_result(e, body, v_call, i)
                                                : result_component(e, result, v_call, i);
        store_word(e, body->results[i], v_result, v_words, i);
    }
    LLVMBuildRet(e->builder, LLVMConstNull(e->types[LIR_i32]));
    if (failed) {
        LLVMPositionBuilderAtEnd(e->builder, failed);
        LLVMBuildRet(e->builder, v_status);
    }
}

void abi_emit_entry(Emitter *e)
{
    check_entry(e);
    Place *places = place_arguments(e);
    LLVMValueRef v_entry = declare_entry(e, places);
    LLVMValueRef v_invoke = declare_invoke(e);
    fill_entry(e, v_entry, places);
    fill_invoke(e, v_invoke, v_entry, places);
}
