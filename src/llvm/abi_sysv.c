/* abi_sysv.c: how C functions take their arguments and give their result, see abi_c.h. The back end's only file that knows the System V
 * ABI of x86-64.
 *
 * A structure, or a complex number, passes in up to two registers, eight bytes of it in
 * each: float _Complex is one <2 x float>, double _Complex two doubles. It passes in memory (byval) where it is larger, or where
 * not all of it finds a register; what follows may still take one. Integers narrower than 32 bits come in extended by the
 * caller (GCC and clang do so, whatever the psABI says); of a result nobody reads more than its own bits. How calls from Python
 * pass the same is platform/platform_sysv.c. */
#include "llvm/abi_c.h"

#include <string.h>

/* The attribute that says how a number narrower than 32 bits is extended to a register; NULL: none is needed. */
static const char *const extensions[ABI_TYPE_COUNT] = {
    [ABI_bool] = "zeroext", [ABI_i8] = "signext", [ABI_i16] = "signext", [ABI_u8] = "zeroext", [ABI_u16] = "zeroext",
};

static CPlace place_value(const AbiValue *value, unsigned first)
{
    CPlace place = {.value = value, .first = first};
    place.count = (unsigned)abi_registers(value, place.registers);
    return place;
}

static unsigned param_count(const CPlace *place)
{
    return place->in_memory ? 1 : place->count;
}

/* What is one number LLVM itself puts into memory where the registers have run out. */
static CPlace *place_arguments(Emitter *e, const LirPrototype *prototype, unsigned next)
{
    CPlace *places = emit_scratch(e, prototype->count, sizeof *places);
    AbiTaken taken = {.general = prototype->result.in_memory};
    for (size_t i = 0; i < prototype->count; i++) {
        places[i] = place_value(&prototype->arguments[i], next);
        bool is_taken = abi_take(&taken, places[i].registers, places[i].count);
        places[i].in_memory = !is_taken && (places[i].value->count > 1 || places[i].value->by_address);
        next += param_count(&places[i]);
    }
    return places;
}

/* ---- Registers ---- */

static const AbiComponent *first_in(const CPlace *place, unsigned r)
{
    return &place->value->components[place->registers[r].first];
}

/* Is the register one number or pointer, which passes as if it were no part of a structure? */
static bool is_alone(const CPlace *place, unsigned r)
{
    return place->registers[r].count == 1 && first_in(place, r)->offset % ABI_EIGHTBYTE == 0;
}

static LLVMTypeRef register_type(Emitter *e, const CPlace *place, unsigned r)
{
    if (is_alone(place, r))
        return emit_memory_type(e, lir_of_abi(first_in(place, r)->type)); /* _Bool: a byte */
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
    LLVMTypeRef type = emit_memory_type(e, lir_of_abi(component->type));
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
static void unpack_register(Emitter *e, const CPlace *place, unsigned r, LLVMValueRef v_register,
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

static LLVMValueRef pack_register(Emitter *e, const CPlace *place, unsigned r, LLVMValueRef *v_components)
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

static LLVMValueRef component_address(Emitter *e, LLVMValueRef v_value, const AbiComponent *component)
{
    return emit_offset(e, v_value, component->offset);
}

/* A place on the frame of the function that is being filled, taken once however often it is come by. */
static LLVMValueRef frame_of(Emitter *e, size_t size)
{
    LLVMBasicBlockRef here = LLVMGetInsertBlock(e->builder);
    LLVMBasicBlockRef first = LLVMGetEntryBasicBlock(LLVMGetBasicBlockParent(here));
    LLVMPositionBuilder(e->builder, first, LLVMGetFirstInstruction(first));
    LLVMValueRef v_frame = LLVMBuildAlloca(e->builder, LLVMArrayType2(e->types[LIR_i8], size), "");
    LLVMSetAlignment(v_frame, ABI_EIGHTBYTE);
    LLVMPositionBuilderAtEnd(e->builder, here);
    return v_frame;
}

/* Memory of the frame for all words of a record, which may be some bytes more than it has. */
static LLVMValueRef words_place(Emitter *e, const CPlace *place)
{
    return frame_of(e, place->value->count * ABI_EIGHTBYTE);
}

/* Those that pass, each in a register of its own: `v_words` are by register. */
static void store_words(Emitter *e, const CPlace *place, LLVMValueRef *v_words, LLVMValueRef v_place)
{
    for (unsigned r = 0; r < place->count; r++) {
        const AbiComponent *word = first_in(place, r);
        emit_store(e, lir_of_abi(word->type), v_words[r], component_address(e, v_place, word), ABI_EIGHTBYTE);
    }
}

static void load_words(Emitter *e, const CPlace *place, LLVMValueRef v_place, LLVMValueRef *v_words)
{
    for (unsigned r = 0; r < place->count; r++) {
        const AbiComponent *word = first_in(place, r);
        v_words[r] = emit_load(e, lir_of_abi(word->type), component_address(e, v_place, word), ABI_EIGHTBYTE);
    }
}

static void copy_record(Emitter *e, const CPlace *place, LLVMValueRef v_to, LLVMValueRef v_from)
{
    LLVMBuildMemCpy(e->builder, v_to, 1, v_from, 1, int_of(e, LIR_i64, place->value->size));
}

static LLVMValueRef unpack_record(Emitter *e, const CPlace *argument, LLVMValueRef v_function)
{
    LLVMValueRef v_words[ABI_MOST_REGISTERS];
    if (argument->in_memory)
        return LLVMGetParam(v_function, argument->first);
    for (unsigned r = 0; r < argument->count; r++)
        v_words[r] = LLVMGetParam(v_function, argument->first + r);
    LLVMValueRef v_place = words_place(e, argument);
    store_words(e, argument, v_words, v_place);
    return v_place;
}

static void pack_record(Emitter *e, const CPlace *argument, LLVMValueRef v_record, LLVMValueRef *v_params)
{
    if (argument->in_memory) {
        v_params[argument->first] = v_record;
        return;
    }
    LLVMValueRef v_place = words_place(e, argument);
    copy_record(e, argument, v_place, v_record);
    load_words(e, argument, v_place, v_params + argument->first);
}

void c_unpack_argument(Emitter *e, const CPlace *argument, LLVMValueRef v_function, LLVMValueRef *v_components)
{
    if (argument->value->by_address) {
        v_components[0] = unpack_record(e, argument, v_function);
        return;
    }
    for (unsigned r = 0; !argument->in_memory && r < argument->count; r++)
        unpack_register(e, argument, r, LLVMGetParam(v_function, argument->first + r), v_components);
    for (size_t c = 0; argument->in_memory && c < argument->value->count; c++) {
        const AbiComponent *component = &argument->value->components[c];
        LLVMValueRef v_address = component_address(e, LLVMGetParam(v_function, argument->first), component);
        v_components[c] = emit_load(e, lir_of_abi(component->type), v_address, alignment_of(component));
        if (component->type == ABI_bool)
            v_components[c] = is_true(e, v_components[c]);
    }
}

void c_pack_argument(Emitter *e, const CPlace *argument, LLVMValueRef *v_components, LLVMValueRef *v_params)
{
    if (argument->value->by_address) {
        pack_record(e, argument, v_components[0], v_params);
        return;
    }
    for (unsigned r = 0; !argument->in_memory && r < argument->count; r++)
        v_params[argument->first + r] = pack_register(e, argument, r, v_components);
    if (argument->in_memory)
        v_params[argument->first] = frame_of(e, argument->value->size);
    for (size_t c = 0; argument->in_memory && c < argument->value->count; c++) {
        const AbiComponent *component = &argument->value->components[c];
        LLVMValueRef v_address = component_address(e, v_params[argument->first], component);
        LLVMValueRef v = v_components[c];
        if (component->type == ABI_bool)
            v = LLVMBuildZExt(e->builder, v, e->types[LIR_i8], "");
        emit_store(e, lir_of_abi(component->type), v, v_address, alignment_of(component));
    }
}

/* ---- The result ---- */

static LLVMTypeRef result_type(Emitter *e, const CPlace *result)
{
    LLVMTypeRef types[ABI_MOST_REGISTERS];
    for (unsigned r = 0; r < result->count; r++)
        types[r] = register_type(e, result, r);
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
    copy_record(e, result, v_place, v_all);
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

static void set_type(Emitter *e, CFunction *f, const LirPrototype *prototype, bool has_env)
{
    LLVMTypeRef *params = emit_scratch(e, f->param_count, sizeof(void *));
    unsigned fixed = 0;
    for (unsigned hidden = has_env + f->result.in_memory; fixed < hidden;)
        params[fixed++] = e->types[LIR_ptr];
    for (size_t i = 0; i < f->count && i < prototype->fixed; i++)
        for (unsigned p = 0; p < param_count(&f->arguments[i]); p++)
            params[fixed++] = f->arguments[i].in_memory ? e->types[LIR_ptr] : register_type(e, &f->arguments[i], p);
    f->type = LLVMFunctionType(result_type(e, &f->result), params, fixed, prototype->fixed != LIR_NOT_VARIADIC);
}

CFunction c_function(Emitter *e, const LirPrototype *prototype, bool has_env)
{
    CFunction f = {.count = prototype->count, .result = place_value(&prototype->result, has_env)};
    f.result.in_memory = prototype->result.in_memory;
    f.param_count = has_env + f.result.in_memory;
    f.arguments = place_arguments(e, prototype, f.param_count);
    for (size_t i = 0; i < f.count; i++)
        f.param_count += param_count(&f.arguments[i]);
    set_type(e, &f, prototype, has_env);
    return f;
}

/* The attribute that says how a number that stands alone is extended; NULL: none is needed. */
static const char *extension_of(const AbiValue *value)
{
    return value->count == 1 ? extensions[value->components[0].type] : NULL;
}

static void add_memory_attribute(Emitter *e, const CPlace *place, const char *name, LLVMValueRef v, AddAttribute *add)
{
    unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    add(v, place->first + 1, LLVMCreateTypeAttribute(e->context, kind, memory_type(e, place->value)));
}

void c_add_attributes(Emitter *e, const CFunction *f, LLVMValueRef v, AddAttribute *add)
{
    if (f->result.in_memory)
        add_memory_attribute(e, &f->result, "sret", v, add);
    if (extension_of(f->result.value))
        add(v, LLVMAttributeReturnIndex, emit_attribute(e, extension_of(f->result.value), 0));
    for (size_t i = 0; i < f->count; i++) {
        unsigned index = f->arguments[i].first + 1;
        if (extension_of(f->arguments[i].value))
            add(v, index, emit_attribute(e, extension_of(f->arguments[i].value), 0));
        if (f->arguments[i].value->is_restrict)
            add(v, index, emit_attribute(e, "noalias", 0));
        if (f->arguments[i].in_memory) {
            add_memory_attribute(e, &f->arguments[i], "byval", v, add);
            add(v, index, emit_attribute(e, "align", f->arguments[i].value->aligned_to_16 ? 16 : ABI_EIGHTBYTE));
        }
    }
}
