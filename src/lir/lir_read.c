/* lir_read.c: the module that lir_write() has written, see lir_bytes.h. */
#include "lir/lir_build.h"
#include "lir/lir_bytes.h"
#include "lir/lir_symbols.h"

#include <assert.h>
#include <string.h>

typedef struct Reader {
    Unit *u;
    const uint8_t *next, *end;
    LirModule *module;
    size_t function_count; /* known so far: the highest that is invoked */
    LirFunction *f;
} Reader;

static uint8_t get_byte(Reader *r)
{
    assert(r->next < r->end);
    return *r->next++;
}

static uint64_t get_number(Reader *r)
{
    uint64_t number = 0;
    for (int shift = 0;; shift += 7) {
        uint8_t byte = get_byte(r);
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
}

static int64_t get_signed(Reader *r)
{
    uint64_t number = get_number(r);
    return (int64_t)(number >> 1 ^ (number & 1 ? UINT64_MAX : 0));
}

static double get_real(Reader *r)
{
    uint64_t bits = __builtin_bswap64(get_number(r));
    double real;
    memcpy(&real, &bits, sizeof real);
    return real;
}

static const char *get_text(Reader *r)
{
    size_t size = get_number(r);
    assert(size <= (size_t)(r->end - r->next));
    const char *text = unit_string(r->u, (const char *)r->next, size);
    r->next += size;
    return text;
}

static LirType *get_types(Reader *r, size_t *count)
{
    *count = get_number(r);
    LirType *types = ARENA_ARRAY(&r->u->arena, LirType, *count);
    for (size_t i = 0; i < *count; i++)
        types[i] = (LirType)get_byte(r);
    return types;
}

static LirId get_operand(Reader *r, LirKind kind)
{
    int64_t distance = kind == LIR_KIND_NO ? 0 : get_signed(r);
    return distance ? (LirId)((int64_t)r->f->values.count - distance) : LIR_NOTHING;
}

static void get_list(Reader *r, LirValue *value)
{
    value->count = get_number(r);
    value->args = ARENA_ARRAY(&r->u->arena, LirId, value->count);
    for (size_t i = 0; i < value->count; i++)
        value->args[i] = (LirId)((int64_t)r->f->values.count - get_signed(r));
}

static AbiValue get_abi(Reader *r)
{
    AbiValue value = {.size = get_number(r)};
    value.count = get_number(r);
    uint64_t flags = get_number(r);
    value.by_address = flags & LIR_BYTES_BY_ADDRESS;
    value.in_memory = flags & LIR_BYTES_IN_MEMORY;
    value.aligned_to_16 = flags & LIR_BYTES_ALIGNED_TO_16;
    value.is_restrict = flags & LIR_BYTES_RESTRICT;
    value.element = (AbiType)(flags >> LIR_BYTES_ELEMENT_SHIFT);
    AbiComponent *components = ARENA_ARRAY(&r->u->arena, AbiComponent, value.count);
    for (size_t i = 0; i < value.count; i++) {
        components[i].type = (AbiType)get_byte(r);
        components[i].offset = get_number(r);
    }
    value.components = components;
    return value;
}

static LirPrototype get_prototype(Reader *r)
{
    LirPrototype prototype = {.count = get_number(r)};
    prototype.arguments = ARENA_ARRAY(&r->u->arena, AbiValue, prototype.count);
    for (size_t i = 0; i < prototype.count; i++)
        prototype.arguments[i] = get_abi(r);
    prototype.result = get_abi(r);
    prototype.fixed = get_number(r) - 1;
    return prototype;
}

static void get_payload(Reader *r, LirValue *value)
{
    switch ((LirPayload)lir_ops[value->op].payload) {
    case LIR_PAYLOAD_NONE: break;
    case LIR_PAYLOAD_INTEGER: value->integer = get_signed(r); break;
    case LIR_PAYLOAD_REAL: value->real = get_real(r); break;
    case LIR_PAYLOAD_SYMBOL: {
        const RuntimeSymbol *symbol = &lir_symbols[get_number(r)];
        value->symbol = symbol->name;
        value->type = (uint8_t)symbol->result;
        break;
    }
    case LIR_PAYLOAD_FUNCTION:
        value->integer = (int64_t)get_number(r);
        if ((size_t)value->integer >= r->function_count)
            r->function_count = (size_t)value->integer + 1;
        break;
    case LIR_PAYLOAD_PROTOTYPE:
        value->integer = (int64_t)r->module->prototypes.count;
        ARENA_PUSH(&r->u->arena, &r->module->prototypes, get_prototype(r));
        break;
    case LIR_PAYLOAD_ALIGN:
    case LIR_PAYLOAD_STATUS: value->integer = (int64_t)get_number(r); break;
    }
}

static uint32_t get_source(Reader *r)
{
    uint64_t number = get_number(r);
    if (number)
        return (uint32_t)number - 1;
    LirSource source = {.name = get_text(r)};
    source.file = get_text(r);
    source.line = (uint32_t)get_number(r);
    ARENA_PUSH(&r->u->arena, &r->module->sources, source);
    return (uint32_t)r->module->sources.count - 1;
}

static uint32_t get_place(Reader *r)
{
    uint64_t number = get_number(r);
    if (number)
        return (uint32_t)number - 1;
    LirPlace place = {.source = get_source(r)};
    place.line = (uint32_t)get_number(r);
    place.column = (uint32_t)get_number(r);
    place.call = get_place(r);
    ARENA_PUSH(&r->u->arena, &r->module->places, place);
    return (uint32_t)r->module->places.count - 1;
}

static void begin_lines(Reader *r)
{
    if (!r->module->has_lines)
        ARENA_PUSH(&r->u->arena, &r->module->places, (LirPlace){.call = LIR_NOWHERE});
    r->module->has_lines = true;
    r->f->source = get_source(r);
}

/* Its operation says whether another one follows in the block. */
static LirOp get_value(Reader *r, LirBlockId b)
{
    uint8_t first = get_byte(r);
    LirOp op = (LirOp)(first & ~LIR_BYTES_HAS_FLAGS);
    const LirOpInfo *info = &lir_ops[op];
    LirBlock *block = &r->f->blocks.items[b];
    assert(op < LIR_OP_COUNT);
    LirValue value = {.op = (uint8_t)op, .block = b};
    uint64_t flags = first & LIR_BYTES_HAS_FLAGS ? get_number(r) : 0;
    value.flags = (uint16_t)(flags & ((1 << LIR_BYTES_SCOPE_SHIFT) - 1));
    value.scope = (uint32_t)(flags >> LIR_BYTES_SCOPE_SHIFT);
    LirType type = lir_type_of_kind((LirKind)info->result);
    value.type = type == LIR_TYPE_COUNT ? get_byte(r) : (uint8_t)type;
    value.a = get_operand(r, (LirKind)info->a);
    value.b = get_operand(r, (LirKind)info->b);
    value.c = get_operand(r, (LirKind)info->c);
    if (info->flags & LIR_FLAG_LIST)
        get_list(r, &value);
    for (size_t i = 0; i < lir_target_count(op); i++)
        block->targets[i] = (LirBlockId)get_number(r);
    get_payload(r, &value);
    ARENA_PUSH(&r->u->arena, block, (LirId)r->f->values.count);
    ARENA_PUSH(&r->u->arena, &r->f->values, value);
    if (r->module->has_lines)
        ARENA_PUSH(&r->u->arena, &r->f->places, get_place(r));
    return op;
}

static LirFunction *get_function(Reader *r, size_t index)
{
    LirFunction *f = r->f = ARENA_NEW(&r->u->arena, LirFunction);
    f->symbol = arena_printf(&r->u->arena, "upcall.body.%zu", index);
    uint64_t flags = get_number(r);
    f->can_raise = flags & LIR_BYTES_CAN_RAISE;
    f->takes_record = flags & LIR_BYTES_TAKES_RECORD;
    f->is_recursive = flags & LIR_BYTES_IS_RECURSIVE;
    f->fastmath = (unsigned)(flags >> LIR_BYTES_FASTMATH_SHIFT);
    f->params = get_types(r, &f->param_count);
    f->results = get_types(r, &f->result_count);
    size_t blocks = get_number(r);
    if (flags & LIR_BYTES_HAS_LINES)
        begin_lines(r);
    for (size_t b = 0; b < blocks; b++)
        lir_block_new(r->u, f);
    for (LirBlockId b = 0; b < blocks; b++)
        while (!(lir_ops[get_value(r, b)].flags & LIR_FLAG_ENDS))
            ;
    lir_fill_preds(r->u, f);
    return f;
}

static void get_entry(Reader *r, LirEntry *entry, const LirFunction *body)
{
    entry->symbol = LIR_ENTRY_SYMBOL;
    entry->prototype = get_prototype(r);
    uint64_t *error_value = ARENA_ARRAY(&r->u->arena, uint64_t, entry->prototype.result.count);
    for (size_t i = 0; body->can_raise && i < entry->prototype.result.count; i++)
        error_value[i] = get_number(r);
    entry->error_value = error_value;
    entry->has_answers = body->can_raise && get_number(r);
    entry->record_size = body->takes_record ? get_number(r) : 0;
    entry->has_heap = body->takes_record && get_number(r);
}

LirModule *lir_read(Unit *u, LirBytes bytes)
{
    LirModule *module = ARENA_NEW(&u->arena, LirModule);
    Reader r = {.u = u, .next = bytes.items, .end = bytes.items + bytes.count, .module = module, .function_count = 1};
    while (module->count < r.function_count)
        lir_module_add(u, module, get_function(&r, module->count));
    get_entry(&r, &module->entry, module->functions[0]);
    assert(r.next == r.end);
    return module;
}
