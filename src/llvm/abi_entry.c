/* abi_entry.c: the function of LirEntry, which C calls. The environment comes in r10 (`nest`). How calls from Python pass the same is
 * platform/platform_call.c. */
#include "runtime/load.h"
#include "llvm/abi_c.h"

static LLVMValueRef declare_entry(Emitter *e, const CFunction *f)
{
    LLVMValueRef v_entry = LLVMAddFunction(e->module, e->lir->entry.symbol, f->type);
    LLVMSetSection(v_entry, LOAD_ENTRY_SECTION);
    abi_add_function_attributes(e, v_entry);
    abi_add_env_attributes(e, v_entry, LLVMAddAttributeAtIndex);
    c_add_attributes(e, f, v_entry, LLVMAddAttributeAtIndex);
    return v_entry;
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
    LLVMValueRef v_failed = LLVMBuildICmp(e->builder, LLVMIntNE, v_status, LLVMConstNull(e->types[LIR_i64]), "");
    emit_unlikely(e, LLVMBuildCondBr(e->builder, v_failed, failed, fine));
    LLVMPositionBuilderAtEnd(e->builder, fine);
    return failed;
}

static void return_words(Emitter *e, const CFunction *f, LLVMValueRef v_answer)
{
    const AbiValue *result = &e->lir->entry.prototype.result;
    LLVMValueRef *v_words = emit_scratch(e, result->count, sizeof(void *));
    for (size_t c = 0; c < result->count; c++) {
        LLVMValueRef v_at = LLVMConstInt(e->types[LIR_i64], c, false);
        LLVMValueRef v_word = LLVMBuildInBoundsGEP2(e->builder, e->types[LIR_i64], v_answer, &v_at, 1, "");
        LirType type = lir_of_abi(result->components[c].type);
        LLVMTypeRef in_memory = e->types[type == LIR_i1 ? LIR_i8 : type];
        v_words[c] = LLVMBuildLoad2(e->builder, in_memory, v_word, "");
        if (type == LIR_i1)
            v_words[c] = LLVMBuildTrunc(e->builder, v_words[c], e->types[LIR_i1], "");
    }
    c_return(e, &f->result, v_words);
}

/* Return what upcall_report() answered, if it did; else the builder goes on. */
static void return_answer(Emitter *e, const CFunction *f, LLVMValueRef v_entry, LLVMValueRef v_answer,
                          LLVMValueRef v_place)
{
    const AbiValue *result = &e->lir->entry.prototype.result;
    LLVMBasicBlockRef answered = new_block(e, v_entry, "answered"), reported = new_block(e, v_entry, "reported");
    LLVMBuildCondBr(e->builder, LLVMBuildIsNotNull(e->builder, v_answer, ""), answered, reported);
    LLVMPositionBuilderAtEnd(e->builder, answered);
    if (v_place) {
        LLVMBuildMemCpy(e->builder, v_place, 1, v_answer, 1, LLVMConstInt(e->types[LIR_i64], result->size, false));
        c_return_record(e, &f->result, v_place);
    } else {
        return_words(e, f, v_answer);
    }
    LLVMPositionBuilderAtEnd(e->builder, reported);
}

static void return_error_value(Emitter *e, const CFunction *f)
{
    const LirEntry *entry = &e->lir->entry;
    LLVMValueRef *v_error = emit_scratch(e, entry->prototype.result.count, sizeof(void *));
    for (size_t c = 0; c < entry->prototype.result.count; c++)
        v_error[c] = constant_of_bits(e, lir_of_abi(entry->prototype.result.components[c].type), entry->error_value[c]);
    c_return(e, &f->result, v_error);
}

/* A byte at a time where less than a word is left: what lies behind it is the caller's. */
static void store_error_record(Emitter *e, const AbiValue *record, LLVMValueRef v_place)
{
    const uint64_t *words = e->lir->entry.error_value;
    for (size_t at = 0, size; at < record->size; at += size) {
        size = record->size - at < sizeof *words ? 1 : sizeof *words;
        LirType type = size == 1 ? LIR_i8 : LIR_i64;
        LLVMValueRef v = LLVMConstInt(e->types[type], words[at / sizeof *words] >> 8 * (at % sizeof *words), false);
        emit_store(e, type, v, emit_offset(e, v_place, at), 1);
    }
}

/* v_record NULL: there is none; v_place NULL: the result is no record. */
static void report_failure(Emitter *e, const CFunction *f, LLVMValueRef v_entry, LLVMValueRef v_status,
                           LLVMValueRef v_record, LLVMValueRef v_place)
{
    const LirEntry *entry = &e->lir->entry;
    LLVMValueRef v_report = abi_declare_runtime(e, "upcall_report");
    LLVMValueRef v_args[] = {LLVMGetParam(v_entry, 0), v_status,
                             v_record ? v_record : LLVMConstNull(e->types[LIR_ptr])};
    LLVMValueRef v_call = LLVMBuildCall2(e->builder, LLVMGlobalGetValueType(v_report), v_report, v_args, 3, "");
    LLVMAddCallSiteAttribute(v_call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, emit_attribute(e, "cold", 0));
    if (entry->has_answers)
        return_answer(e, f, v_entry, v_call, v_place);
    if (!v_place) {
        return_error_value(e, f);
        return;
    }
    store_error_record(e, &entry->prototype.result, v_place);
    c_return_record(e, &f->result, v_place);
}

static LLVMValueRef make_record(Emitter *e)
{
    const LirEntry *entry = &e->lir->entry;
    if (!e->lir->functions[0]->takes_record)
        return NULL;
    LLVMValueRef v_record = LLVMBuildAlloca(e->builder, LLVMArrayType2(e->types[LIR_i8], entry->record_size), "");
    LLVMSetAlignment(v_record, 16);
    if (entry->has_heap)
        LLVMBuildStore(e->builder, LLVMConstNull(e->types[LIR_ptr]), v_record);
    return v_record;
}

/* The body is through: what is left in the list of blocks goes. v_status NULL: it didn't raise. */
static void end_heap(Emitter *e, LLVMValueRef v_entry, LLVMValueRef v_record, LLVMValueRef v_status)
{
    if (!v_record || !e->lir->entry.has_heap)
        return;
    LLVMBasicBlockRef frees = new_block(e, v_entry, "frees"), freed = new_block(e, v_entry, "freed");
    LLVMValueRef v_first = LLVMBuildLoad2(e->builder, e->types[LIR_ptr], v_record, "");
    emit_unlikely(e, LLVMBuildCondBr(e->builder, LLVMBuildIsNotNull(e->builder, v_first, ""), frees, freed));
    LLVMPositionBuilderAtEnd(e->builder, frees);
    LLVMValueRef v_end = abi_declare_runtime(e, "upcall_heap_end");
    LLVMValueRef v_args[] = {v_record, v_status ? v_status : LLVMConstNull(e->types[LIR_i64])};
    LLVMBuildCall2(e->builder, LLVMGlobalGetValueType(v_end), v_end, v_args, 2, "");
    LLVMBuildBr(e->builder, freed);
    LLVMPositionBuilderAtEnd(e->builder, freed);
}

/* Are the scalars from `at` on those of the value? Then `at` is moved past them. */
static bool agrees(const AbiValue *value, const LirType *types, size_t count, size_t *at)
{
    for (size_t c = 0; c < abi_parts(value); c++, ++*at)
        if (*at >= count || types[*at] != (value->by_address ? LIR_ptr : lir_of_abi(value->components[c].type)))
            return false;
    return true;
}

static void check_entry(Emitter *e)
{
    const LirFunction *body = e->lir->functions[0];
    const LirEntry *entry = &e->lir->entry;
    size_t params = 0, results = 0;
    const AbiValue *result = &entry->prototype.result;
    bool right = result->by_address || agrees(result, body->results, body->result_count, &results);
    for (size_t i = 0; right && i < entry->prototype.count; i++)
        right = agrees(&entry->prototype.arguments[i], body->params, body->param_count, &params);
    if (right && result->by_address)
        right = agrees(result, body->params, body->param_count, &params);
    if (!right || params != body->param_count || results != body->result_count)
        backend_fail("the entry %s doesn't agree with its body", entry->symbol);
    AbiRegister registers[ABI_MOST_REGISTERS];
    if (!result->by_address && result->count && !abi_registers(result, registers))
        backend_fail("the result of the entry %s doesn't pass in registers", entry->symbol);
}

static void fill_entry(Emitter *e, LLVMValueRef v_entry, const CFunction *f)
{
    const LirFunction *body = e->lir->functions[0];
    LLVMValueRef *v_components = emit_scratch(e, body->param_count, sizeof(void *));
    LLVMValueRef *v_results = emit_scratch(e, body->result_count, sizeof(void *));
    size_t count = 0;
    lines_entry(e, v_entry);
    LLVMPositionBuilderAtEnd(e->builder, new_block(e, v_entry, "entry"));
    for (size_t i = 0; i < f->count; count += abi_parts(f->arguments[i++].value))
        c_unpack_argument(e, &f->arguments[i], v_entry, v_components + count);
    LLVMValueRef v_place = f->result.value->by_address ? c_result_place(e, &f->result, v_entry) : NULL;
    if (v_place)
        v_components[count++] = v_place;
    LLVMValueRef v_env = LLVMGetParam(v_entry, 0);
    LLVMValueRef v_record = make_record(e), v_call = abi_call_body(e, 0, v_env, v_record, v_components, count);
    LLVMValueRef v_status = abi_body_status(e, body, v_call);
    LLVMBasicBlockRef failed = body->can_raise ? branch_on_status(e, v_entry, v_status) : NULL;
    for (size_t i = 0; i < body->result_count; i++)
        v_results[i] = abi_body_result(e, body, v_call, i);
    end_heap(e, v_entry, v_record, NULL);
    if (v_place)
        c_return_record(e, &f->result, v_place);
    else
        c_return(e, &f->result, v_results);
    if (failed) {
        LLVMPositionBuilderAtEnd(e->builder, failed);
        end_heap(e, v_entry, v_record, v_status);
        report_failure(e, f, v_entry, v_status, v_record, v_place);
    }
}

void abi_emit_entry(Emitter *e)
{
    check_entry(e);
    CFunction f = c_function(e, &e->lir->entry.prototype, true);
    fill_entry(e, declare_entry(e, &f), &f);
}
