/* decode.c: code units of any supported CPython to Instrs, see decode.h and meanings.def.
 *
 * In: Code.bytes, a sequence of code units of two bytes, opcode and argument; EXTENDED_ARG before an opcode adds high bits to its
 * argument, and behind it lie as many units of cache as its row says. Out: Instrs. What a version does differently stands
 * in its table (opcode_3xx.def); what this file knows is how an argument is read: one case of read_operand() an operand kind.
 * Jumps first hold the code unit that they go to; once all instructions are known they get its index. */
#include "bytecode/decode.h"
#include "hir/hir.h"

#include <string.h>

#include "bytecode/opcodes.h"
#include "frozen/frozen.h"

enum {
    MAX_PREFIXES = 3,
    MAX_COUNT = 1 << 16,
    NUMBER_OPS = 13,
    COMPARISONS = 6,
    UNARY_PLUS_INTRINSIC = 5,
    LIST_TO_TUPLE_INTRINSIC = 6,
    TO_BOOL_BIT = 16
};

#define NOT_A_START UINT32_MAX

typedef struct Decoder {
    Unit *u;
    const Code *code;
    const OpcodeInfo *table;
    size_t units;
    Span *spans; /* by code unit */
    uint32_t *
        index; /* by code unit: the Instr made of the opcode there, or of the one that an EXTENDED_ARG there leads to */
    Instrs out;
} Decoder;

/* An opcode with its prefixes: the units from `start` to `end`, caches included. */
typedef struct Raw {
    size_t start, at, end;
    uint32_t arg;
    uint8_t opcode;
} Raw;

/* NB_ADD, NB_AND ... of CPython's opcode.h; the in-place ones follow in the same order, then NB_SUBSCR. */
static const uint8_t number_ops[NUMBER_OPS] = {HIR_add, HIR_and,     HIR_floordiv, HIR_lshift, HIR_matmul,
                                               HIR_mul, HIR_mod,     HIR_or,       HIR_pow,    HIR_rshift,
                                               HIR_sub, HIR_truediv, HIR_xor};

static const uint8_t comparisons[COMPARISONS] = {HIR_lt, HIR_le, HIR_eq, HIR_ne, HIR_gt, HIR_ge}; /* Py_LT ... */

static const struct {
    uint8_t meaning;
    int32_t arg;
} common_constants[COMMON_COUNT] = {
#define COMMON_CONSTANT(id, text, meaning, arg) [COMMON_##id] = {M_##meaning, arg},
#include "bytecode/common_constants.def"
};

static _Noreturn void malformed(const Decoder *d, size_t unit, const char *what)
{
    int line = d->code->first_line;
    Span span = unit < d->units ? d->spans[unit] : (Span){line, line, -1, -1};
    const char *text = arena_printf(&d->u->arena, "%s (at byte %zu of %zu)", what, 2 * unit, d->code->size);
    fail(d->u, (Loc){.code = d->code, .span = span}, E_BYTECODE, text);
}

static Raw read_raw(const Decoder *d, size_t start)
{
    Raw raw = {.start = start, .at = start};
    for (;; raw.at++) {
        if (raw.at >= d->units)
            malformed(d, start, "it ends within an instruction");
        if (raw.at - start > MAX_PREFIXES)
            malformed(d, start, "more than three EXTENDED_ARG");
        raw.opcode = d->code->bytes[2 * raw.at];
        raw.arg = raw.arg << 8 | d->code->bytes[2 * raw.at + 1];
        if (!d->table[raw.opcode].name)
            malformed(d, raw.at, "an unknown opcode");
        if (d->table[raw.opcode].operand != OPERAND_PREFIX)
            break;
    }
    raw.end = raw.at + 1 + d->table[raw.opcode].caches;
    if (raw.end > d->units)
        malformed(d, start, "it ends within the caches of an instruction");
    if (raw.arg > INT32_MAX)
        malformed(d, start, "an argument beyond 31 bits");
    return raw;
}

static int32_t below(const Decoder *d, const Raw *raw, uint32_t arg, size_t limit, const char *what)
{
    if (arg >= limit)
        malformed(d, raw->at, what);
    return (int32_t)arg;
}

static int32_t local(const Decoder *d, const Raw *raw, uint32_t arg)
{
    return below(d, raw, arg, d->code->local_count, "an index beyond the locals");
}

static int32_t name(const Decoder *d, const Raw *raw, uint32_t arg)
{
    return below(d, raw, arg, d->code->name_count, "an index beyond the names");
}

static int32_t constant(const Decoder *d, const Raw *raw)
{
    return below(d, raw, raw->arg, d->code->constant_count, "an index beyond the constants");
}

static int32_t keywords(const Decoder *d, const Raw *raw)
{
    int32_t index = constant(d, raw);
    const Frozen *tuple = d->code->constants[index];
    if (tuple->kind != FROZEN_TUPLE)
        malformed(d, raw->at, "keyword names that are no tuple");
    for (size_t i = 0; i < tuple->count; i++)
        if (tuple->items[i]->kind != FROZEN_STRING)
            malformed(d, raw->at, "a keyword name that is no string");
    return index;
}

static uint32_t forward(const Decoder *d, const Raw *raw)
{
    return (uint32_t)below(d, raw, (uint32_t)raw->end + raw->arg, d->units, "a jump behind the end");
}

static uint32_t backward(const Decoder *d, const Raw *raw)
{
    if (raw->arg > raw->end)
        malformed(d, raw->at, "a jump before the beginning");
    return (uint32_t)below(d, raw, (uint32_t)raw->end - raw->arg, d->units, "a jump behind the end");
}

static void read_binary(const Decoder *d, const Raw *raw, Instr *instr, bool has_subscript)
{
    int32_t op = below(d, raw, raw->arg, 2 * NUMBER_OPS + has_subscript, "an unknown binary operation");
    if (op == 2 * NUMBER_OPS) {
        instr->meaning = M_getitem;
        instr->arg = 0;
        return;
    }
    instr->arg = number_ops[op % NUMBER_OPS];
    instr->extra = op >= NUMBER_OPS;
}

static void read_common(const Decoder *d, const Raw *raw, Instr *instr, uint8_t limit)
{
    int32_t which = below(d, raw, raw->arg, limit, "an unknown common constant");
    instr->meaning = common_constants[which].meaning;
    instr->arg = common_constants[which].arg;
}

static void read_intrinsic(const Raw *raw, Instr *instr)
{
    if (raw->arg == LIST_TO_TUPLE_INTRINSIC)
        instr->meaning = M_list_to_tuple, instr->arg = 0;
    if (raw->arg != UNARY_PLUS_INTRINSIC)
        return;
    instr->meaning = M_unary;
    instr->arg = HIR_pos;
}

/* Two locals in 4 bits each: gives the first's instruction to the output and leaves the second's in `instr`. */
static void read_locals(Decoder *d, const Raw *raw, Instr *instr, uint8_t second)
{
    instr->arg = local(d, raw, raw->arg >> 4);
    ARENA_PUSH(&d->u->arena, &d->out, *instr);
    instr->meaning = second;
    instr->is_second = true;
    instr->arg = local(d, raw, raw->arg & 15);
}

/* Fill arg, extra and target of `instr`, which has the row's meaning and the argument as it stands. */
static void read_operand(Decoder *d, const Raw *raw, Instr *instr)
{
    const OpcodeInfo *row = &d->table[raw->opcode];
    switch ((OperandKind)row->operand) {
    case OPERAND_RAW:
    case OPERAND_PREFIX: break;
    case OPERAND_NO: instr->arg = row->detail; break;
    case OPERAND_NO_EXTRA: instr->arg = 0, instr->extra = row->detail; break;
    case OPERAND_COUNT: below(d, raw, raw->arg, MAX_COUNT, "too many items"), instr->extra = row->detail; break;
    case OPERAND_REST: below(d, raw, raw->arg, MAX_COUNT, "too many items"); break;
    case OPERAND_SLICE: below(d, raw, raw->arg - 2, 2, "a slice of neither two nor three"); break;
    case OPERAND_DEPTH: below(d, raw, raw->arg - 1, MAX_COUNT, "an impossible depth of the stack"); break;
    case OPERAND_CONST: constant(d, raw); break;
    case OPERAND_KEYWORDS: keywords(d, raw); break;
    case OPERAND_COMMON: read_common(d, raw, instr, row->detail); break;
    case OPERAND_NAME: name(d, raw, raw->arg), instr->extra = row->detail; break;
    case OPERAND_NAME_NULL:
        instr->arg = name(d, raw, raw->arg >> 1), instr->extra = raw->arg & 1 ? row->detail : 0;
        break;
    case OPERAND_LOCAL: local(d, raw, raw->arg); break;
    case OPERAND_LOCALS: read_locals(d, raw, instr, row->detail); break;
    case OPERAND_BINARY: read_binary(d, raw, instr, row->detail); break;
    case OPERAND_COMPARE:
        instr->arg = comparisons[below(d, raw, raw->arg >> row->detail, COMPARISONS, "an unknown comparison")];
        instr->extra = row->detail == 5 && raw->arg & TO_BOOL_BIT;
        break;
    case OPERAND_IDENTITY: instr->arg = raw->arg & 1 ? HIR_is_not : HIR_is; break;
    case OPERAND_INVERT: instr->arg = 0, instr->extra = raw->arg & 1; break;
    case OPERAND_INTRINSIC: read_intrinsic(raw, instr); break;
    case OPERAND_RAISE: below(d, raw, raw->arg, 3, "a raise of more than two things"); break;
    case OPERAND_ITER: instr->meaning = raw->arg ? M_unsupported : row->meaning, instr->extra = row->detail; break;
    case OPERAND_FOR:
        instr->target = forward(d, raw), instr->arg = row->detail >> 4, instr->extra = row->detail & 15;
        break;
    case OPERAND_FORWARD: instr->target = forward(d, raw), instr->arg = 0; break;
    case OPERAND_BACKWARD: instr->target = backward(d, raw), instr->arg = 0; break;
    }
}

static size_t decode_one(Decoder *d, size_t start)
{
    Raw raw = read_raw(d, start);
    d->index[raw.start] = (uint32_t)d->out.count;
    Instr instr = {.meaning = d->table[raw.opcode].meaning,
                   .opcode = raw.opcode,
                   .arg = (int32_t)raw.arg,
                   .offset = (uint32_t)raw.at,
                   .span = d->spans[raw.at]};
    read_operand(d, &raw, &instr);
    ARENA_PUSH(&d->u->arena, &d->out, instr);
    return raw.end;
}

static bool has_target(const Decoder *d, const Instr *instr)
{
    uint8_t operand = d->table[instr->opcode].operand;
    return operand == OPERAND_FOR || operand == OPERAND_FORWARD || operand == OPERAND_BACKWARD;
}

static void resolve_targets(Decoder *d)
{
    for (size_t i = 0; i < d->out.count; i++) {
        Instr *instr = &d->out.items[i];
        if (!has_target(d, instr))
            continue;
        uint32_t index = d->index[instr->target];
        if (index == NOT_A_START)
            malformed(d, instr->offset, "a jump into the middle of an instruction");
        instr->target = index;
    }
}

static bool can_fall_through(uint8_t meaning)
{
    Flow flow = meaning_flow(meaning);
    return flow == FLOW_NEXT || flow == FLOW_TEST || flow == FLOW_YIELD;
}

static void start(Decoder *d)
{
    const Code *code = d->code;
    Span span = {code->first_line, code->first_line, -1, -1};
    if (!d->table)
        fail(d->u, (Loc){.code = code, .span = span}, E_BYTECODE_VERSION, code->magic);
    if (!code->size || code->size % 2 || code->size / 2 > INT32_MAX)
        malformed(d, 0, "a size that no code has");
    size_t units = code->size / 2;
    d->spans = ARENA_ARRAY(&d->u->arena, Span, units);
    d->index = ARENA_ARRAY(&d->u->arena, uint32_t, units);
    memset(d->index, 0xff, units * sizeof *d->index);
    decode_locations(d->u, code, d->spans, units);
    d->units = units;
}

Instrs decode(Unit *u, const Code *code)
{
    Decoder d = {.u = u, .code = code, .table = opcode_table(code->magic)};
    start(&d);
    for (size_t at = 0; at < d.units;)
        at = decode_one(&d, at);
    const Instr *last = &d.out.items[d.out.count - 1];
    if (can_fall_through(last->meaning))
        malformed(&d, last->offset, "its last instruction goes on behind the end");
    resolve_targets(&d);
    decode_handlers(u, code, &d.out, d.index, d.units);
    return d.out;
}
