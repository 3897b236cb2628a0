/* abi_c.c: how C functions take their arguments and give their result, as far as the machines' ABIs have it alike: what is in a register,
 * and records as words. See abi_c.h.
 *
 * Where a register has several floats it is a vector of them, as of float _Complex on x86-64. How calls from Python pass the same is
 * platform/platform_call.c. */
#include "llvm/abi_c.h"

#include <string.h>

/* ---- Registers ---- */

static const AbiComponent *first_in(const CPlace *place, unsigned r)
{
    return &place->value->components[place->registers[r].first];
}

/* Is the register one number or pointer, which passes as if it were no part of a structure? Those of a record are. */
static bool is_alone(const CPlace *place, unsigned r)
{
    if (place->value->by_address)
        return true;
    return place->registers[r].count == 1 && first_in(place, r)->type == place->registers[r].type;
}

LLVMTypeRef c_register_type(Emitter *e, const CPlace *place, unsigned r)
{
    AbiType type = place->registers[r].type;
    if (is_alone(place, r) || !abi_is_float(type))
        return emit_memory_type(e, lir_of_abi(type)); /* _Bool: a byte */
    return LLVMVectorType(e->types[LIR_f32], 2);
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
    LLVMTypeRef type = emit_memory_type(e, lir_of_abi(component->type));
    LLVMTypeRef bits = LLVMIntTypeInContext(e->context, 8 * (unsigned)abi_size(component->type));
    LLVMValueRef v_shifted = LLVMBuildLShr(e->builder, v_register, int_of(e, LIR_i64, shift_of(component)), "");
    LLVMValueRef v_bits = LLVMBuildTrunc(e->builder, v_shifted, bits, "");
    return component->type == ABI_ptr ? LLVMBuildIntToPtr(e->builder, v_bits, type, "")
                                      : LLVMBuildBitCast(e->builder, v_bits, type, "");
}

static LLVMValueRef pack_bits(Emitter *e, const AbiComponent *component, LLVMValueRef v_component,
                              LLVMValueRef v_register)
{
    LLVMTypeRef bits = LLVMIntTypeInContext(e->context, 8 * (unsigned)abi_size(component->type));
    LLVMValueRef v_bits = component->type == ABI_bool  ? v_component
                          : component->type == ABI_ptr ? LLVMBuildPtrToInt(e->builder, v_component, bits, "")
                                                       : LLVMBuildBitCast(e->builder, v_component, bits, "");
    LLVMValueRef v_wide = LLVMBuildZExt(e->builder, v_bits, e->types[LIR_i64], "");
    LLVMValueRef v_shifted = LLVMBuildShl(e->builder, v_wide, int_of(e, LIR_i64, shift_of(component)), "");
    return LLVMBuildOr(e->builder, v_register, v_shifted, "");
}

/* The components that register `r` holds, into v_components. */
static void unpack_register(Emitter *e, const CPlace *place, unsigned r, LLVMValueRef v_register,
                            LLVMValueRef *v_components)
{
    const AbiRegister *part = &place->registers[r];
    for (size_t c = part->first; c < part->first + part->count; c++) {
        const AbiComponent *component = &place->value->components[c];
        LLVMValueRef v = v_register;
        if (!is_alone(place, r))
            v = abi_is_float(part->type)
                    ? LLVMBuildExtractElement(e->builder, v_register, float_index(e, component), "")
                    : unpack_bits(e, component, v_register);
        v_components[c] = component->type == ABI_bool ? is_true(e, v) : v;
    }
}

static LLVMValueRef pack_register(Emitter *e, const CPlace *place, unsigned r, LLVMValueRef *v_components)
{
    const AbiRegister *part = &place->registers[r];
    LLVMTypeRef type = c_register_type(e, place, r);
    if (is_alone(place, r)) {
        LLVMValueRef v = v_components[part->first];
        return first_in(place, r)->type == ABI_bool ? LLVMBuildZExt(e->builder, v, type, "") : v;
    }
    LLVMValueRef v_register = abi_is_float(part->type) ? LLVMGetPoison(type) : LLVMConstNull(type);
    for (size_t c = part->first; c < part->first + part->count; c++) {
        const AbiComponent *component = &place->value->components[c];
        v_register = abi_is_float(part->type) ? LLVMBuildInsertElement(e->builder, v_register, v_components[c],
                                                                       float_index(e, component), "")
                                              : pack_bits(e, component, v_components[c], v_register);
    }
    return v_register;
}

/* ---- Memory ---- */

static unsigned alignment_of(const AbiComponent *component)
{
    return (unsigned)abi_size(component->type);
}

static LLVMValueRef component_address(Emitter *e, LLVMValueRef v_value, const AbiComponent *component)
{
    return emit_offset(e, v_value, component->offset);
}

LLVMValueRef c_frame_of(Emitter *e, size_t size)
{
    LLVMBasicBlockRef here = LLVMGetInsertBlock(e->builder);
    LLVMBasicBlockRef first = LLVMGetEntryBasicBlock(LLVMGetBasicBlockParent(here));
    LLVMMetadataRef place = LLVMGetCurrentDebugLocation2(e->builder);
    LLVMPositionBuilder(e->builder, first, LLVMGetFirstInstruction(first));
    LLVMValueRef v_frame = LLVMBuildAlloca(e->builder, LLVMArrayType2(e->types[LIR_i8], size), "");
    LLVMSetAlignment(v_frame, ABI_EIGHTBYTE);
    LLVMPositionBuilderAtEnd(e->builder, here);
    LLVMSetCurrentDebugLocation2(e->builder, place); /* positions come with their own */
    return v_frame;
}

/* Memory of the frame for all words of a record, which may be some bytes more than it has. */
static LLVMValueRef words_place(Emitter *e, const CPlace *place)
{
    return c_frame_of(e, place->value->count * ABI_EIGHTBYTE);
}

static unsigned word_alignment(const AbiRegister *part)
{
    return part->offset % ABI_EIGHTBYTE ? (unsigned)abi_size(part->type) : ABI_EIGHTBYTE;
}

/* What passes of a record, a part of it in each register. */
static void store_words(Emitter *e, const CPlace *place, LLVMValueRef *v_registers, LLVMValueRef v_place)
{
    for (unsigned r = 0; r < place->count; r++) {
        const AbiRegister *part = &place->registers[r];
        LLVMValueRef v_address = emit_offset(e, v_place, part->offset);
        emit_store(e, lir_of_abi(part->type), v_registers[r], v_address, word_alignment(part));
    }
}

static void load_words(Emitter *e, const CPlace *place, LLVMValueRef v_place, LLVMValueRef *v_registers)
{
    for (unsigned r = 0; r < place->count; r++) {
        const AbiRegister *part = &place->registers[r];
        LLVMValueRef v_address = emit_offset(e, v_place, part->offset);
        v_registers[r] = emit_load(e, lir_of_abi(part->type), v_address, word_alignment(part));
    }
}

void c_copy_record(Emitter *e, const CPlace *place, LLVMValueRef v_to, LLVMValueRef v_from)
{
    LLVMBuildMemCpy(e->builder, v_to, 1, v_from, 1, int_of(e, LIR_i64, place->value->size));
}

/* ---- Arguments ---- */

static void load_components(Emitter *e, const CPlace *argument, LLVMValueRef v_value, LLVMValueRef *v_components)
{
    for (size_t c = 0; c < argument->value->count; c++) {
        const AbiComponent *component = &argument->value->components[c];
        LLVMValueRef v_address = component_address(e, v_value, component);
        v_components[c] = emit_load(e, lir_of_abi(component->type), v_address, alignment_of(component));
        if (component->type == ABI_bool)
            v_components[c] = is_true(e, v_components[c]);
    }
}

static LLVMValueRef store_components(Emitter *e, const CPlace *argument, LLVMValueRef *v_components)
{
    LLVMValueRef v_value = c_frame_of(e, argument->value->size);
    for (size_t c = 0; c < argument->value->count; c++) {
        const AbiComponent *component = &argument->value->components[c];
        LLVMValueRef v_address = component_address(e, v_value, component), v = v_components[c];
        if (component->type == ABI_bool)
            v = LLVMBuildZExt(e->builder, v, e->types[LIR_i8], "");
        emit_store(e, lir_of_abi(component->type), v, v_address, alignment_of(component));
    }
    return v_value;
}

static LLVMValueRef unpack_record(Emitter *e, const CPlace *argument, LLVMValueRef *v_registers)
{
    LLVMValueRef v_place = words_place(e, argument);
    store_words(e, argument, v_registers, v_place);
    return v_place;
}

static void unpack_memory(Emitter *e, const CPlace *argument, LLVMValueRef v_value, LLVMValueRef *v_components)
{
    if (argument->value->by_address)
        v_components[0] = v_value;
    else
        load_components(e, argument, v_value, v_components);
}

void c_unpack_argument(Emitter *e, const CPlace *argument, LLVMValueRef v_function, LLVMValueRef *v_components)
{
    LLVMValueRef v_registers[ABI_MOST_REGISTERS];
    if (argument->in_memory) {
        unpack_memory(e, argument, LLVMGetParam(v_function, argument->first), v_components);
        return;
    }
    c_take_registers(e, argument, v_function, v_registers);
    if (argument->value->by_address)
        v_components[0] = unpack_record(e, argument, v_registers);
    for (unsigned r = 0; !argument->value->by_address && r < argument->count; r++)
        unpack_register(e, argument, r, v_registers[r], v_components);
}

static void pack_record(Emitter *e, const CPlace *argument, LLVMValueRef v_record, LLVMValueRef *v_registers)
{
    LLVMValueRef v_place = words_place(e, argument);
    c_copy_record(e, argument, v_place, v_record);
    load_words(e, argument, v_place, v_registers);
}

void c_pack_argument(Emitter *e, const CPlace *argument, LLVMValueRef *v_components, LLVMValueRef *v_params)
{
    LLVMValueRef v_registers[ABI_MOST_REGISTERS];
    bool is_record = argument->value->by_address;
    if (argument->in_memory) {
        v_params[argument->first] = is_record ? c_memory_argument(e, argument, v_components[0])
                                              : store_components(e, argument, v_components);
        return;
    }
    if (is_record)
        pack_record(e, argument, v_components[0], v_registers);
    for (unsigned r = 0; !is_record && r < argument->count; r++)
        v_registers[r] = pack_register(e, argument, r, v_components);
    c_give_registers(e, argument, v_registers, v_params);
}

/* ---- The result ---- */

static LLVMTypeRef result_type(Emitter *e, const CPlace *result)
{
    LLVMTypeRef types[ABI_MOST_REGISTERS];
    for (unsigned r = 0; r < result->count; r++)
        types[r] = c_register_type(e, result, r);
    return result->count > 1 ? abi_struct(e, types, result->count) : result->count ? types[0] : e->types[LIR_void];
}

LLVMValueRef c_result_place(Emitter *e, const CPlace *result, LLVMValueRef v_function)
{
    return result->in_memory ? LLVMGetParam(v_function, result->first) : words_place(e, result);
}

static void return_registers(Emitter *e, const CPlace *result, LLVMValueRef *v_registers)
{
    if (result->count > 1)
        LLVMBuildAggregateRet(e->builder, v_registers, result->count);
    else if (result->count)
        LLVMBuildRet(e->builder, v_registers[0]);
    else
        LLVMBuildRetVoid(e->builder);
}

static LLVMValueRef register_of_result(Emitter *e, const CPlace *result, LLVMValueRef v_call, unsigned r)
{
    return result->count > 1 ? LLVMBuildExtractValue(e->builder, v_call, r, "") : v_call;
}

void c_return_record(Emitter *e, const CPlace *result, LLVMValueRef v_place)
{
    LLVMValueRef v_words[ABI_MOST_REGISTERS];
    if (!result->in_memory)
        load_words(e, result, v_place, v_words);
    return_registers(e, result, v_words);
}

void c_store_result(Emitter *e, const CPlace *result, LLVMValueRef v_call, LLVMValueRef v_place)
{
    LLVMValueRef v_words[ABI_MOST_REGISTERS];
    if (result->in_memory)
        return;
    for (unsigned r = 0; r < result->count; r++)
        v_words[r] = register_of_result(e, result, v_call, r);
    LLVMValueRef v_all = words_place(e, result);
    store_words(e, result, v_words, v_all);
    c_copy_record(e, result, v_place, v_all);
}

void c_return(Emitter *e, const CPlace *result, LLVMValueRef *v_components)
{
    LLVMValueRef v_registers[ABI_MOST_REGISTERS];
    for (unsigned r = 0; r < result->count; r++)
        v_registers[r] = pack_register(e, result, r, v_components);
    return_registers(e, result, v_registers);
}

void c_unpack_result(Emitter *e, const CPlace *result, LLVMValueRef v_call, LLVMValueRef *v_components)
{
    for (unsigned r = 0; r < result->count; r++)
        unpack_register(e, result, r, register_of_result(e, result, v_call, r), v_components);
}

/* ---- Functions ---- */

static CPlace place_value(const AbiValue *value, unsigned first)
{
    CPlace place = {.value = value, .first = first, .in_memory = value->in_memory};
    place.count = (unsigned)abi_registers(value, place.registers);
    return place;
}

static void set_type(Emitter *e, CFunction *f, const LirPrototype *prototype, bool has_env)
{
    LLVMTypeRef *params = emit_scratch(e, f->param_count, sizeof(void *));
    unsigned fixed = 0;
    for (unsigned hidden = has_env + f->result.in_memory; fixed < hidden;)
        params[fixed++] = e->types[LIR_ptr];
    for (size_t i = 0; i < f->count && i < prototype->fixed; i++)
        for (unsigned p = 0; p < f->arguments[i].param_count; p++)
            params[fixed++] = f->arguments[i].in_memory ? e->types[LIR_ptr] : c_param_type(e, &f->arguments[i], p);
    f->type = LLVMFunctionType(result_type(e, &f->result), params, fixed, prototype->fixed != LIR_NOT_VARIADIC);
}

CFunction c_function(Emitter *e, const LirPrototype *prototype, bool has_env)
{
    CFunction f = {.count = prototype->count, .result = place_value(&prototype->result, has_env)};
    AbiTaken taken = abi_taken_by_result(&prototype->result);
    f.param_count = has_env + f.result.in_memory;
    f.arguments = emit_scratch(e, f.count, sizeof *f.arguments);
    for (size_t i = 0; i < f.count; i++) {
        f.arguments[i] = place_value(&prototype->arguments[i], f.param_count);
        c_place_argument(&f.arguments[i], &taken);
        f.param_count += f.arguments[i].param_count;
    }
    set_type(e, &f, prototype, has_env);
    return f;
}

/* The attribute that says how a number that stands alone is extended; NULL: none is needed. */
static const char *extension_of(const AbiValue *value)
{
    return value->count == 1 ? c_extension(value->components[0].type) : NULL;
}

void c_add_memory_attribute(Emitter *e, const CPlace *place, const char *name, LLVMValueRef v, AddAttribute *add)
{
    unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    LLVMTypeRef type = LLVMArrayType2(e->types[LIR_i8], place->value->size);
    add(v, place->first + 1, LLVMCreateTypeAttribute(e->context, kind, type));
}

void c_add_attributes(Emitter *e, const CFunction *f, LLVMValueRef v, AddAttribute *add)
{
    if (f->result.in_memory)
        c_add_memory_attribute(e, &f->result, "sret", v, add);
    if (extension_of(f->result.value))
        add(v, LLVMAttributeReturnIndex, emit_attribute(e, extension_of(f->result.value), 0));
    for (size_t i = 0; i < f->count; i++) {
        const CPlace *argument = &f->arguments[i];
        if (extension_of(argument->value))
            add(v, argument->first + 1, emit_attribute(e, extension_of(argument->value), 0));
        if (argument->value->is_restrict)
            add(v, argument->first + 1, emit_attribute(e, "noalias", 0));
        c_add_place_attributes(e, argument, v, add);
    }
}
