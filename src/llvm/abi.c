/* abi.c: how arguments, results and statuses travel between compiled functions, and what run-time functions take.
 *
 * A body is internal, with the fast convention: (nest environment, scalars..., invocation record if it takes one). What it
 * returns: the result itself (void for none, a structure for several) if it can't raise, else a structure {i64 status,
 * results...}. What C calls is in abi_entry.c. */
#include "lir/lir_symbols.h"
#include "llvm/emit.h"

#include <string.h>

LLVMTypeRef abi_struct(Emitter *e, LLVMTypeRef *fields, size_t count)
{
    return LLVMStructTypeInContext(e->context, fields, (unsigned)count, false);
}

void abi_add_function_attributes(Emitter *e, LLVMValueRef v_function)
{
    const LLVMAttributeIndex function = (LLVMAttributeIndex)LLVMAttributeFunctionIndex;
    LLVMAddAttributeAtIndex(v_function, function, emit_attribute(e, e->calls_c ? "uwtable" : "nounwind", e->calls_c));
    /* No vector crosses a call but float _Complex: leaves the choice of vector width to the processor's tuning. */
    LLVMAddAttributeAtIndex(v_function, function,
                            LLVMCreateStringAttribute(e->context, "min-legal-vector-width", 22, "0", 1));
}

/* The environment parameter, of a function or at a call. */
void abi_add_env_attributes(Emitter *e, LLVMValueRef v, AddAttribute *add)
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
        fields[count++] = e->types[LIR_i64];
    for (size_t i = 0; i < f->result_count; i++)
        fields[count++] = e->types[f->results[i]];
    LLVMTypeRef type = abi_struct(e, fields, count);
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
    abi_add_function_attributes(e, v_function);
    abi_add_env_attributes(e, v_function, LLVMAddAttributeAtIndex);
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
    abi_add_env_attributes(e, v_call, LLVMAddCallSiteAttribute);
    add_record_attributes(e, v_call, LLVMAddCallSiteAttribute, callee);
    return v_call;
}

LLVMValueRef abi_body_status(Emitter *e, const LirFunction *f, LLVMValueRef v_call)
{
    if (!f->can_raise)
        return LLVMConstNull(e->types[LIR_i64]);
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
        e->v_leave[i] = LLVMBuildPhi(e->builder, e->types[i ? f->results[i - 1] : LIR_i64], "");
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
        leave(e, f, LLVMConstNull(e->types[LIR_i64]), v_results);
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
