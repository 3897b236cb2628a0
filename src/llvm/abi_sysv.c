/* abi_sysv.c: the function of LirEntry, which C calls. The back end's only file that knows the System V ABI of x86-64.
 *
 * The environment comes in r10 (`nest`). A structure, or a complex number, passes in up to two registers, eight bytes of it in
 * each: float _Complex is one <2 x float>, double _Complex two doubles. It passes in memory (byval) where it is larger, or where
 * not all of it finds a register; what follows may still take one. Integers narrower than 32 bits come in extended by the
 * caller (GCC and clang do so, whatever the psABI says); of a result nobody reads more than its own bits. How calls from Python
 * pass the same is platform/platform_sysv.c. */
#include "platform/abi_sysv.h"
#include "runtime/load.h"
#include "llvm/emit.h"

typedef struct AbiInfo {
    LirType lir;           /* of a component in the body */
    const char *extension; /* attribute; NULL: none */
} AbiInfo;

static const AbiInfo abi[ABI_TYPE_COUNT] = {
    [ABI_void] = {LIR_void, NULL},    [ABI_bool] = {LIR_i1, "zeroext"}, [ABI_i8] = {LIR_i8, "signext"},
    [ABI_i16] = {LIR_i16, "signext"}, [ABI_i32] = {LIR_i32, NULL},      [ABI_i64] = {LIR_i64, NULL},
    [ABI_u8] = {LIR_i8, "zeroext"},   [ABI_u16] = {LIR_i16, "zeroext"}, [ABI_u32] = {LIR_i32, NULL},
    [ABI_u64] = {LIR_i64, NULL},      [ABI_f32] = {LIR_f32, NULL},      [ABI_f64] = {LIR_f64, NULL},
    [ABI_ptr] = {LIR_ptr, NULL},
};

/* An argument, or the result, of the entry. */
typedef struct Place {
    const AbiValue *value;
    AbiRegister registers[ABI_MOST_REGISTERS];
    unsigned count; /* registers */
    unsigned first; /* LLVM parameter: one a register, or one alone */
    bool in_memory; /* the one is a pointer to the value, byval */
} Place;

static Place place_value(const AbiValue *value, unsigned first)
{
    Place place = {.value = value, .first = first};
    place.count = (unsigned)abi_registers(value, place.registers);
    return place;
}

static unsigned param_count(const Place *place)
{
    return place->in_memory ? 1 : place->count;
}

/* What is one number LLVM itself puts into memory where the registers have run out. */
static Place *place_arguments(Emitter *e)
{
    const LirEntry *entry = &e->lir->entry;
    Place *places = emit_scratch(e, entry->argument_count, sizeof *places);
    AbiTaken taken = {0};
    unsigned next = 1; /* the environment is parameter 0 */
    for (size_t i = 0; i < entry->argument_count; i++) {
        places[i] = place_value(&entry->arguments[i], next);
        bool is_taken = abi_take(&taken, places[i].registers, places[i].count);
        places[i].in_memory = !is_taken && places[i].value->count > 1;
        next += param_count(&places[i]);
    }
    return places;
}

/* ---- Registers ---- */

static const AbiComponent *first_in(const Place *place, unsigned r)
{
    return &place->value->components[place->registers[r].first];
}

/* Is the register one number or pointer, which passes as if it were no part of a structure? */
static bool is_alone(const Place *place, unsigned r)
{
    return place->registers[r].count == 1 && first_in(place, r)->offset % ABI_EIGHTBYTE == 0;
}

static LLVMTypeRef register_type(Emitter *e, const Place *place, unsigned r)
{
    if (is_alone(place, r))
        return emit_memory_type(e, abi[first_in(place, r)->type].lir); /* _Bool: a byte */
    return place->registers[r].is_sse ? LLVMVectorType(e->types[LIR_f32], 2) : e->types[LIR_i64];
}

static LLVMValueRef is_true(Emitter *e, LLVMValueRef v_byte)
{
    return LLVMBuildICmp(e->builder, LLVMIntNE, v_byte, LLVMConstNull(e->types[LIR_i8]), "");
}

static LLVMValueRef int_of(Emitter *e, LirType type, uint64_t value)
{
    return LLVMConstInt(e->types[type], value, false);
}

static uint64_t shift_of(const AbiComponent *component)
{
    return 8 * (component->offset % ABI_EIGHTBYTE);
}

static LLVMValueRef float_index(Emitter *e, const AbiComponent *component)
{
    return int_of(e, LIR_i32, component->offset % ABI_EIGHTBYTE / sizeof(float));
}

/* A component that lies with others in a general register. */
static LLVMValueRef unpack_bits(Emitter *e, const AbiComponent *component, LLVMValueRef v_register)
{
    LLVMTypeRef type = emit_memory_type(e, abi[component->type].lir);
    LLVMTypeRef bits = LLVMIntTypeInContext(e->context, 8 * (unsigned)abi_size(component->type));
    LLVMValueRef v_shifted = LLVMBuildLShr(e->builder, v_register, int_of(e, LIR_i64, shift_of(component)), "");
    return LLVMBuildBitCast(e->builder, LLVMBuildTrunc(e->builder, v_shifted, bits, ""), type, "");
}

static LLVMValueRef pack_bits(Emitter *e, const AbiComponent *component, LLVMValueRef v_component,
                              LLVMValueRef v_register)
{
    LLVMTypeRef bits = LLVMIntTypeInContext(e->context, 8 * (unsigned)abi_size(component->type));
    LLVMValueRef v_bits = component->type == ABI_bool ? v_component
                                                      : LLVMBuildBitCast(e->builder, v_component, bits, "");
    LLVMValueRef v_wide = LLVMBuildZExt(e->builder, v_bits, e->types[LIR_i64], "");
    LLVMValueRef v_shifted = LLVMBuildShl(e->builder, v_wide, int_of(e, LIR_i64, shift_of(component)), "");
    return LLVMBuildOr(e->builder, v_register, v_shifted, "");
}

/* The components that register `r` holds, into v_components. */
static void unpack_register(Emitter *e, const Place *place, unsigned r, LLVMValueRef v_register,
                            LLVMValueRef *v_components)
{
    const AbiRegister *part = &place->registers[r];
    for (size_t c = part->first; c < part->first + part->count; c++) {
        const AbiComponent *component = &place->value->components[c];
        LLVMValueRef v = v_register;
        if (!is_alone(place, r))
            v = part->is_sse ? LLVMBuildExtractElement(e->builder, v_register, float_index(e, component), "")
                             : unpack_bits(e, component, v_register);
        v_components[c] = component->type == ABI_bool ? is_true(e, v) : v;
    }
}

static LLVMValueRef pack_register(Emitter *e, const Place *place, unsigned r, LLVMValueRef *v_components)
{
    const AbiRegister *part = &place->registers[r];
    LLVMTypeRef type = register_type(e, place, r);
    if (is_alone(place, r)) {
        LLVMValueRef v = v_components[part->first];
        return first_in(place, r)->type == ABI_bool ? LLVMBuildZExt(e->builder, v, type, "") : v;
    }
    LLVMValueRef v_register = part->is_sse ? LLVMGetPoison(type) : LLVMConstNull(type);
    for (size_t c = part->first; c < part->first + part->count; c++) {
        const AbiComponent *component = &place->value->components[c];
        v_register = part->is_sse ? LLVMBuildInsertElement(e->builder, v_register, v_components[c],
                                                           float_index(e, component), "")
                                  : pack_bits(e, component, v_components[c], v_register);
    }
    return v_register;
}

/* ---- Arguments ---- */

/* As byval wants it: of the value's size; it is aligned beside. */
static LLVMTypeRef memory_type(Emitter *e, const AbiValue *value)
{
    return LLVMArrayType2(e->types[LIR_i8], value->size);
}

static unsigned alignment_of(const AbiComponent *component)
{
    return (unsigned)abi_size(component->type);
}

/* The components of an argument from the parameters of the entry. */
static void unpack(Emitter *e, LLVMValueRef v_entry, const Place *place, LLVMValueRef *v_components)
{
    for (unsigned r = 0; !place->in_memory && r < place->count; r++)
        unpack_register(e, place, r, LLVMGetParam(v_entry, place->first + r), v_components);
    for (size_t c = 0; place->in_memory && c < place->value->count; c++) {
        const AbiComponent *component = &place->value->components[c];
        LLVMValueRef v_address = emit_offset(e, LLVMGetParam(v_entry, place->first), component->offset);
        v_components[c] = emit_load(e, abi[component->type].lir, v_address, alignment_of(component));
        if (component->type == ABI_bool)
            v_components[c] = is_true(e, v_components[c]);
    }
}

/* ---- The result ---- */

static LLVMTypeRef result_type(Emitter *e, const Place *result)
{
    LLVMTypeRef types[ABI_MOST_REGISTERS];
    for (unsigned r = 0; r < result->count; r++)
        types[r] = register_type(e, result, r);
    return result->count > 1 ? abi_struct(e, types, result->count) : result->count ? types[0] : e->types[LIR_void];
}

static void return_result(Emitter *e, const Place *result, LLVMValueRef *v_components)
{
    LLVMValueRef v_registers[ABI_MOST_REGISTERS];
    for (unsigned r = 0; r < result->count; r++)
        v_registers[r] = pack_register(e, result, r, v_components);
    if (result->count > 1)
        LLVMBuildAggregateRet(e->builder, v_registers, result->count);
    else if (result->count)
        LLVMBuildRet(e->builder, v_registers[0]);
    else
        LLVMBuildRetVoid(e->builder);
}

/* ---- The entry ---- */

/* The attribute that says how a number that stands alone is extended; NULL: none is needed. */
static const char *extension_of(const AbiValue *value)
{
    return value->count == 1 ? abi[value->components[0].type].extension : NULL;
}

static void add_entry_attributes(Emitter *e, LLVMValueRef v_entry, const Place *places)
{
    const LirEntry *entry = &e->lir->entry;
    AddAttribute *add = LLVMAddAttributeAtIndex;
    abi_add_env_attributes(e, v_entry, add);
    if (extension_of(&entry->result))
        add(v_entry, LLVMAttributeReturnIndex, emit_attribute(e, extension_of(&entry->result), 0));
    for (size_t i = 0; i < entry->argument_count; i++) {
        unsigned index = places[i].first + 1;
        if (extension_of(places[i].value))
            add(v_entry, index, emit_attribute(e, extension_of(places[i].value), 0));
        if (places[i].in_memory) {
            unsigned kind = LLVMGetEnumAttributeKindForName("byval", 5);
            add(v_entry, index, LLVMCreateTypeAttribute(e->context, kind, memory_type(e, places[i].value)));
            add(v_entry, index, emit_attribute(e, "align", ABI_EIGHTBYTE));
        }
    }
}

static LLVMValueRef declare_entry(Emitter *e, const Place *places)
{
    const LirEntry *entry = &e->lir->entry;
    LLVMTypeRef *params = emit_scratch(e, ABI_MOST_REGISTERS * entry->argument_count + 1, sizeof(void *));
    unsigned count = 0;
    params[count++] = e->types[LIR_ptr];
    for (size_t i = 0; i < entry->argument_count; i++)
        for (unsigned p = 0; p < param_count(&places[i]); p++)
            params[count++] = places[i].in_memory ? e->types[LIR_ptr] : register_type(e, &places[i], p);
    Place result = place_value(&entry->result, 0);
    LLVMTypeRef type = LLVMFunctionType(result_type(e, &result), params, count, false);
    LLVMValueRef v_entry = LLVMAddFunction(e->module, entry->symbol, type);
    LLVMSetSection(v_entry, LOAD_ENTRY_SECTION);
    abi_add_function_attributes(e, v_entry);
    add_entry_attributes(e, v_entry, places);
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

/* v_record NULL: there is none. */
static void report_failure(Emitter *e, LLVMValueRef v_env, LLVMValueRef v_status, LLVMValueRef v_record)
{
    const LirEntry *entry = &e->lir->entry;
    LLVMValueRef v_report = abi_declare_runtime(e, "upcall_report");
    LLVMValueRef v_args[] = {v_env, v_status, v_record ? v_record : LLVMConstNull(e->types[LIR_ptr])};
    LLVMValueRef v_call = LLVMBuildCall2(e->builder, LLVMGlobalGetValueType(v_report), v_report, v_args, 3, "");
    LLVMAddCallSiteAttribute(v_call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, emit_attribute(e, "cold", 0));
    Place result = place_value(&entry->result, 0);
    LLVMValueRef *v_error = emit_scratch(e, entry->result.count, sizeof(void *));
    for (size_t c = 0; c < entry->result.count; c++)
        v_error[c] = constant_of_bits(e, abi[entry->result.components[c].type].lir, entry->error_value[c]);
    return_result(e, &result, v_error);
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

/* Are the scalars from `at` on the components of the value? Then `at` is moved past them. */
static bool agrees(const AbiValue *value, const LirType *types, size_t count, size_t *at)
{
    for (size_t c = 0; c < value->count; c++, ++*at)
        if (*at >= count || types[*at] != abi[value->components[c].type].lir)
            return false;
    return true;
}

static void check_entry(Emitter *e)
{
    const LirFunction *body = e->lir->functions[0];
    const LirEntry *entry = &e->lir->entry;
    size_t params = 0, results = 0;
    bool right = agrees(&entry->result, body->results, body->result_count, &results) && results == body->result_count;
    for (size_t i = 0; right && i < entry->argument_count; i++)
        right = agrees(&entry->arguments[i], body->params, body->param_count, &params);
    if (!right || params != body->param_count)
        backend_fail("the entry %s doesn't agree with its body", entry->symbol);
    if (entry->result.size > ABI_MOST_REGISTERS * ABI_EIGHTBYTE)
        backend_fail("the result of the entry %s doesn't pass in registers", entry->symbol);
}

static void fill_entry(Emitter *e, LLVMValueRef v_entry, const Place *places)
{
    const LirEntry *entry = &e->lir->entry;
    const LirFunction *body = e->lir->functions[0];
    LLVMValueRef *v_components = emit_scratch(e, body->param_count, sizeof(void *));
    LLVMValueRef *v_results = emit_scratch(e, body->result_count, sizeof(void *));
    Place result = place_value(&entry->result, 0);
    size_t count = 0;
    LLVMPositionBuilderAtEnd(e->builder, new_block(e, v_entry, "entry"));
    for (size_t i = 0; i < entry->argument_count; count += places[i++].value->count)
        unpack(e, v_entry, &places[i], v_components + count);
    LLVMValueRef v_env = LLVMGetParam(v_entry, 0);
    LLVMValueRef v_record = make_record(e), v_call = abi_call_body(e, 0, v_env, v_record, v_components, count);
    LLVMValueRef v_status = abi_body_status(e, body, v_call);
    LLVMBasicBlockRef failed = body->can_raise ? branch_on_status(e, v_entry, v_status) : NULL;
    for (size_t i = 0; i < body->result_count; i++)
        v_results[i] = abi_body_result(e, body, v_call, i);
    end_heap(e, v_entry, v_record, NULL);
    return_result(e, &result, v_results);
    if (failed) {
        LLVMPositionBuilderAtEnd(e->builder, failed);
        end_heap(e, v_entry, v_record, v_status);
        report_failure(e, v_env, v_status, v_record);
    }
}

void abi_emit_entry(Emitter *e)
{
    check_entry(e);
    Place *places = place_arguments(e);
    fill_entry(e, declare_entry(e, places), places);
}
