/* lir_write.c: a LIR module as bytes, see lir_bytes.h. */
#include "lir/lir_build.h"
#include "lir/lir_bytes.h"
#include "lir/lir_symbols.h"

#include <assert.h>
#include <string.h>

/* Which arguments of a block's phis are written: indices, in the order of preds as the reader will fill them in. */
typedef struct Edges {
    uint32_t *items;
    size_t count, capacity;
} Edges;

typedef struct Ids {
    LirId *items;
    size_t count, capacity;
} Ids;

typedef struct Writer {
    Unit *u;
    const LirModule *module;
    struct {
        uint8_t *items;
        size_t count, capacity;
    } bytes;
    struct {
        const LirFunction **items;
        size_t count, capacity;
    } functions;                              /* reached, in the order in which they are written */
    uint32_t *source_numbers, *place_numbers; /* of those that are written, from 1; 0: it isn't */
    uint32_t source_count, place_count;
    uint32_t *indices; /* of each function of the module in that order, and 1 more; 0: not reached */
    /* Of the function that is being written: */
    const LirFunction *f;
    LirBlockId *order; /* its blocks, as they are written */
    size_t block_count;
    LirBlockId *block_numbers; /* of those in `order` */
    Edges *edges;              /* by block */
    bool *used;                /* by value */
    LirId *numbers;            /* of those used */
    LirId next;                /* the number of the value that is being written */
    Ids operands;              /* of one value: operands_of() */
} Writer;

/* ---- numbers ----------------------------------------------------------------------------------------------------------- */

static void put_byte(Writer *w, uint8_t byte)
{
    ARENA_PUSH(&w->u->arena, &w->bytes, byte);
}

static void put_number(Writer *w, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        put_byte(w, (uint8_t)(number | 0x80));
    put_byte(w, (uint8_t)number);
}

static void put_signed(Writer *w, int64_t number)
{
    put_number(w, (uint64_t)number << 1 ^ (number < 0 ? UINT64_MAX : 0));
}

static void put_real(Writer *w, double real)
{
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    put_number(w, __builtin_bswap64(bits));
}

static void put_text(Writer *w, const char *text)
{
    size_t size = strlen(text);
    put_number(w, size);
    for (size_t i = 0; i < size; i++)
        put_byte(w, (uint8_t)text[i]);
}

static void put_types(Writer *w, const LirType *types, size_t count)
{
    put_number(w, count);
    for (size_t i = 0; i < count; i++)
        put_byte(w, (uint8_t)types[i]);
}

/* ---- what is written --------------------------------------------------------------------------------------------------- */

static uint32_t function_index(Writer *w, size_t function)
{
    if (!w->indices[function]) {
        ARENA_PUSH(&w->u->arena, &w->functions, w->module->functions[function]);
        w->indices[function] = (uint32_t)w->functions.count;
    }
    return w->indices[function] - 1;
}

static void find_edges(Writer *w)
{
    const LirBlock *blocks = w->f->blocks.items;
    size_t count = w->f->blocks.count;
    uint32_t *seen = ARENA_ARRAY(&w->u->arena, uint32_t, count),
             *place = ARENA_ARRAY(&w->u->arena, uint32_t, 2 * count);
    for (size_t b = 0; b < count; b++) /* as lir_fill_preds() did it */
        for (size_t i = 0; i < 2; i++)
            if (blocks[b].targets[i] != LIR_NOTHING)
                place[2 * b + i] = seen[blocks[b].targets[i]]++;
    w->edges = ARENA_ARRAY(&w->u->arena, Edges, count);
    for (size_t n = 0; n < w->block_count; n++)
        for (size_t i = 0; i < 2; i++) {
            LirBlockId from = w->order[n], to = blocks[from].targets[i];
            if (to == LIR_NOTHING)
                continue;
            assert(blocks[to].preds.items[place[2 * from + i]] == from);
            ARENA_PUSH(&w->u->arena, &w->edges[to], place[2 * from + i]);
        }
}

/* Into w->operands: first those that the row names, LIR_NOTHING where it allows that, then those of the list. */
static size_t operands_of(Writer *w, const LirValue *value)
{
    const LirOpInfo *info = &lir_ops[value->op];
    const uint8_t kinds[] = {info->a, info->b, info->c};
    const LirId named[] = {value->a, value->b, value->c};
    w->operands.count = 0;
    for (size_t i = 0; i < 3; i++)
        if (kinds[i] != LIR_KIND_NO)
            ARENA_PUSH(&w->u->arena, &w->operands, named[i]);
    size_t named_count = w->operands.count;
    const Edges *edges = &w->edges[value->block];
    for (size_t i = 0; value->op == LIR_phi && i < edges->count; i++)
        ARENA_PUSH(&w->u->arena, &w->operands, value->args[edges->items[i]]);
    for (size_t i = 0; value->op != LIR_phi && i < value->count; i++)
        ARENA_PUSH(&w->u->arena, &w->operands, value->args[i]);
    return named_count;
}

static void use(Writer *w, LirId v, Ids *work)
{
    if (w->used[v])
        return;
    w->used[v] = true;
    ARENA_PUSH(&w->u->arena, work, v);
}

/* What has an effect, and what that needs. */
static void find_used(Writer *w)
{
    Ids work = {0};
    w->used = ARENA_ARRAY(&w->u->arena, bool, w->f->values.count);
    for (size_t n = 0; n < w->block_count; n++) {
        const LirBlock *block = &w->f->blocks.items[w->order[n]];
        for (size_t i = 0; i < block->count; i++)
            if (!(lir_ops[w->f->values.items[block->items[i]].op].flags & LIR_FLAG_PURE))
                use(w, block->items[i], &work);
    }
    while (work.count) {
        operands_of(w, &w->f->values.items[work.items[--work.count]]);
        for (size_t i = 0; i < w->operands.count; i++)
            if (w->operands.items[i] != LIR_NOTHING)
                use(w, w->operands.items[i], &work);
    }
}

static void number_all(Writer *w)
{
    LirId next = 0;
    w->block_numbers = ARENA_ARRAY(&w->u->arena, LirBlockId, w->f->blocks.count);
    w->numbers = ARENA_ARRAY(&w->u->arena, LirId, w->f->values.count);
    for (size_t n = 0; n < w->block_count; n++) {
        const LirBlock *block = &w->f->blocks.items[w->order[n]];
        w->block_numbers[w->order[n]] = (LirBlockId)n;
        for (size_t i = 0; i < block->count; i++)
            if (w->used[block->items[i]])
                w->numbers[block->items[i]] = next++;
    }
    w->next = 0;
}

/* ---- writing ----------------------------------------------------------------------------------------------------------- */

static void put_abi(Writer *w, const AbiValue *value)
{
    put_number(w, value->size);
    put_number(w, value->count);
    put_number(w, (value->by_address ? LIR_BYTES_BY_ADDRESS : 0u) | (value->in_memory ? LIR_BYTES_IN_MEMORY : 0u) |
                      (value->aligned_to_16 ? LIR_BYTES_ALIGNED_TO_16 : 0u) |
                      (value->is_restrict ? LIR_BYTES_RESTRICT : 0u) |
                      (uint64_t)value->element << LIR_BYTES_ELEMENT_SHIFT);
    for (size_t i = 0; i < value->count; i++) {
        put_byte(w, (uint8_t)value->components[i].type);
        put_number(w, value->components[i].offset);
    }
}

static void put_prototype(Writer *w, const LirPrototype *prototype)
{
    put_number(w, prototype->count);
    for (size_t i = 0; i < prototype->count; i++)
        put_abi(w, &prototype->arguments[i]);
    put_abi(w, &prototype->result);
    put_number(w, prototype->fixed + 1); /* 0: it isn't variadic */
}

static void put_payload(Writer *w, const LirValue *value)
{
    switch ((LirPayload)lir_ops[value->op].payload) {
    case LIR_PAYLOAD_NONE: break;
    case LIR_PAYLOAD_INTEGER: put_signed(w, value->integer); break;
    case LIR_PAYLOAD_REAL: put_real(w, value->real); break;
    case LIR_PAYLOAD_SYMBOL: put_number(w, (uint64_t)(runtime_symbol(value->symbol) - lir_symbols)); break;
    case LIR_PAYLOAD_FUNCTION: put_number(w, function_index(w, (size_t)value->integer)); break;
    case LIR_PAYLOAD_PROTOTYPE: put_prototype(w, &w->module->prototypes.items[value->integer]); break;
    case LIR_PAYLOAD_ALIGN:
    case LIR_PAYLOAD_STATUS: put_number(w, (uint64_t)value->integer); break; /* 0 where it is operand a */
    }
}

/* Of an operand that the row names 0 means that there is none; a phi of a list may be its own argument. */
static void put_operands(Writer *w, const LirValue *value)
{
    size_t named = operands_of(w, value);
    for (size_t i = 0; i < named; i++) {
        LirId v = w->operands.items[i];
        put_signed(w, v == LIR_NOTHING ? 0 : (int64_t)w->next - w->numbers[v]);
    }
    if (lir_ops[value->op].flags & LIR_FLAG_LIST)
        put_number(w, w->operands.count - named);
    for (size_t i = named; i < w->operands.count; i++)
        put_signed(w, (int64_t)w->next - w->numbers[w->operands.items[i]]);
}

static void put_source(Writer *w, uint32_t source)
{
    put_number(w, w->source_numbers[source]);
    if (w->source_numbers[source])
        return;
    const LirSource *s = &w->module->sources.items[source];
    put_text(w, s->name);
    put_text(w, s->file);
    put_number(w, s->line);
    w->source_numbers[source] = ++w->source_count;
}

static void put_place(Writer *w, uint32_t place)
{
    put_number(w, w->place_numbers[place]);
    if (w->place_numbers[place])
        return;
    const LirPlace *p = &w->module->places.items[place];
    put_source(w, p->source);
    put_number(w, p->line);
    put_number(w, p->column);
    put_place(w, p->call);
    w->place_numbers[place] = ++w->place_count;
}

static void put_value(Writer *w, const LirValue *value)
{
    const LirBlock *block = &w->f->blocks.items[value->block];
    uint64_t flags = value->flags | (uint64_t)value->scope << LIR_BYTES_SCOPE_SHIFT;
    put_byte(w, (uint8_t)(value->op | (flags ? LIR_BYTES_HAS_FLAGS : 0)));
    if (flags)
        put_number(w, flags);
    if (lir_type_of_kind((LirKind)lir_ops[value->op].result) == LIR_TYPE_COUNT)
        put_byte(w, value->type);
    put_operands(w, value);
    for (size_t i = 0; i < lir_target_count((LirOp)value->op); i++)
        put_number(w, w->block_numbers[block->targets[i]]);
    put_payload(w, value);
    if (w->module->has_lines)
        put_place(w, w->f->places.items[value - w->f->values.items]);
    w->next++;
}

static void put_function(Writer *w, const LirFunction *f)
{
    w->f = f;
    w->order = lir_order(w->u, f, &w->block_count);
    find_edges(w);
    find_used(w);
    number_all(w);
    put_number(w, (f->can_raise ? LIR_BYTES_CAN_RAISE : 0u) | (f->takes_record ? LIR_BYTES_TAKES_RECORD : 0u) |
                      (f->is_recursive ? LIR_BYTES_IS_RECURSIVE : 0u) |
                      (w->module->has_lines ? LIR_BYTES_HAS_LINES : 0u) | f->fastmath << LIR_BYTES_FASTMATH_SHIFT);
    put_types(w, f->params, f->param_count);
    put_types(w, f->results, f->result_count);
    put_number(w, w->block_count);
    if (w->module->has_lines)
        put_source(w, f->source);
    for (size_t n = 0; n < w->block_count; n++) {
        const LirBlock *block = &f->blocks.items[w->order[n]];
        for (size_t i = 0; i < block->count; i++)
            if (w->used[block->items[i]])
                put_value(w, &f->values.items[block->items[i]]);
    }
}

static void put_entry(Writer *w)
{
    const LirEntry *entry = &w->module->entry;
    const LirFunction *body = w->module->functions[0];
    put_prototype(w, &entry->prototype);
    for (size_t i = 0; body->can_raise && i < entry->prototype.result.count; i++)
        put_number(w, entry->error_value[i]);
    if (body->can_raise)
        put_number(w, entry->has_answers);
    if (body->takes_record) {
        put_number(w, entry->record_size);
        put_number(w, entry->has_heap);
    }
}

static void begin_lines(Writer *w)
{
    w->source_numbers = ARENA_ARRAY(&w->u->arena, uint32_t, w->module->sources.count);
    w->place_numbers = ARENA_ARRAY(&w->u->arena, uint32_t, w->module->places.count);
    w->place_numbers[LIR_NOWHERE] = w->place_count = 1;
}

static void put_module(Writer *w)
{
    w->indices = ARENA_ARRAY(&w->u->arena, uint32_t, w->module->count);
    if (w->module->has_lines)
        begin_lines(w);
    function_index(w, 0);
    for (size_t i = 0; i < w->functions.count; i++)
        put_function(w, w->functions.items[i]);
    put_entry(w);
}

LirBytes lir_write(Unit *u, const LirModule *module)
{
    Writer w = {.u = u, .module = module};
    put_module(&w);
    return (LirBytes){w.bytes.items, w.bytes.count};
}

const char *const *lir_written_symbols(Unit *u, const LirModule *module)
{
    Writer w = {.u = u, .module = module};
    put_module(&w);
    const char **symbols = ARENA_ARRAY(&u->arena, const char *, w.functions.count + 1);
    symbols[0] = module->entry.symbol;
    for (size_t i = 0; i < w.functions.count; i++)
        symbols[i + 1] = w.functions.items[i]->symbol;
    return symbols;
}
