/* verify_lir.c: the invariants of lir.h, checked between passes in debug builds. What it finds is a bug of ours: it
 * prints the module and the rule that a value broke, and aborts. */
#include "lir/lir_build.h"
#include "lir/lir_symbols.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Verifier {
    Unit *u;
    const LirModule *module;
    const LirFunction *f;
    LirTree tree;
    size_t *position; /* of each value in its block; SIZE_MAX: in none */
} Verifier;

static _Noreturn void broken(const Verifier *w, LirId v, LirBlockId block, const char *rule, int line)
{
    fprintf(stderr, "%s\nverify_lir.c:%d: %s: b%d", lir_print(w->u, w->module), line, w->f->symbol, (int)block);
    if (v != LIR_NOTHING)
        fprintf(stderr, ", value %u (%s)", v, lir_ops[w->f->values.items[v].op].name);
    fprintf(stderr, ": not so: %s\n", rule);
    abort();
}

#define MUST(condition, v, block, rule)                                                                                \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            broken(w, v, block, rule, __LINE__);                                                                       \
    } while (0)

static bool is_reached(const Verifier *w, LirBlockId block)
{
    return w->tree.rank[block] != LIR_UNREACHED;
}

/* ---- Structure ---- */

static void check_targets(Verifier *w, LirBlockId b)
{
    const LirBlock *block = &w->f->blocks.items[b];
    MUST(block->count, LIR_NOTHING, b, "a block ends in a terminator");
    LirId last = block->items[block->count - 1];
    LirOp op = (LirOp)w->f->values.items[last].op;
    size_t wanted = lir_target_count(op);
    for (size_t i = 0; i < 2; i++) {
        LirBlockId target = block->targets[i];
        MUST((target != LIR_NOTHING) == (i < wanted), last, b, "as many targets as the terminator says");
        MUST(target == LIR_NOTHING || (target > 0 && target < w->f->blocks.count), last, b,
             "a target is a block, and not the first");
    }
}

static void check_block(Verifier *w, LirBlockId b)
{
    const LirBlock *block = &w->f->blocks.items[b];
    bool phis = true;
    check_targets(w, b);
    for (size_t i = 0; i < block->count; i++) {
        LirId v = block->items[i];
        MUST(v < w->f->values.count, LIR_NOTHING, b, "an item is a value");
        const LirValue *value = &w->f->values.items[v];
        MUST(w->position[v] == SIZE_MAX && value->block == b, v, b, "a value stands once, in its block");
        MUST(value->op < LIR_OP_COUNT && value->type < LIR_TYPE_COUNT, v, b, "operation and type exist");
        w->position[v] = i;
        phis = phis && value->op == LIR_phi;
        MUST(phis || value->op != LIR_phi, v, b, "phis come first");
        MUST(!(lir_ops[value->op].flags & LIR_FLAG_ENDS) == (i + 1 < block->count), v, b,
             "a block ends in exactly one terminator");
        MUST(value->op != LIR_frame || b == 0, v, b, "bytes of the frame are taken in the first block");
    }
}

static bool is_pred(const LirFunction *f, LirBlockId pred, LirBlockId b)
{
    return f->blocks.items[pred].targets[0] == b || f->blocks.items[pred].targets[1] == b;
}

static void check_preds(Verifier *w, LirBlockId b)
{
    const LirFunction *f = w->f;
    size_t edges = 0;
    for (size_t i = 0; i < f->blocks.count; i++)
        edges += (size_t)(f->blocks.items[i].targets[0] == b) + (size_t)(f->blocks.items[i].targets[1] == b);
    MUST(edges == f->blocks.items[b].preds.count, LIR_NOTHING, b, "preds are the blocks that jump here");
    for (size_t i = 0; i < edges; i++)
        MUST(is_pred(f, f->blocks.items[b].preds.items[i], b), LIR_NOTHING, b, "a pred jumps here");
}

/* ---- Values ---- */

static bool is_int(LirType type)
{
    return type == LIR_i1 || type == LIR_i8 || type == LIR_i16 || type == LIR_i32 || type == LIR_i64;
}

static bool is_of_kind(LirKind kind, LirType type, LirType result, LirType a)
{
    switch (kind) {
    case LIR_KIND_NO: return type == LIR_void;
    case LIR_KIND_INT: return is_int(type);
    case LIR_KIND_FLOAT: return type == LIR_f32 || type == LIR_f64;
    case LIR_KIND_BIT: return type == LIR_i1;
    case LIR_KIND_PTR: return type == LIR_ptr;
    case LIR_KIND_NUM: return is_int(type) || type == LIR_ptr;
    case LIR_KIND_ANY: return type != LIR_void;
    case LIR_KIND_I32: return type == LIR_i32;
    case LIR_KIND_I64: return type == LIR_i64;
    case LIR_KIND_SAME: return type == result;
    case LIR_KIND_SAME_AS_A: return type == a;
    case LIR_KIND_I64_OR_NO: return type == LIR_void || type == LIR_i64;
    }
    return false;
}

static LirType type_of(Verifier *w, LirId user, LirId v)
{
    if (v == LIR_NOTHING)
        return LIR_void;
    MUST(v < w->f->values.count && w->position[v] != SIZE_MAX, user, w->f->values.items[user].block,
         "an operand is a value that stands in a block");
    return (LirType)w->f->values.items[v].type;
}

/* `v` is there at the end of `block`, or before `user` in it. */
static void check_dominance(Verifier *w, LirId user, LirId v, LirBlockId block)
{
    if (v == LIR_NOTHING || !is_reached(w, block))
        return;
    const LirValue *value = &w->f->values.items[v];
    bool before = value->block != block || w->f->values.items[user].op == LIR_phi || w->position[v] < w->position[user];
    MUST(is_reached(w, value->block) &&
             dominates(&w->tree.dominators, w->tree.rank[value->block], w->tree.rank[block]) && before,
         user, block, "an operand is defined on every way to its use");
}

static void check_phi(Verifier *w, LirId v)
{
    const LirValue *value = &w->f->values.items[v];
    const LirBlock *block = &w->f->blocks.items[value->block];
    MUST(value->count == block->preds.count, v, value->block, "a phi has one argument a predecessor");
    for (size_t i = 0; i < value->count; i++) {
        MUST(type_of(w, v, value->args[i]) == value->type, v, value->block, "a phi and its arguments have one type");
        check_dominance(w, v, value->args[i], block->preds.items[i]);
    }
}

static void check_args(Verifier *w, LirId v, const LirType *types, size_t count)
{
    const LirValue *value = &w->f->values.items[v];
    MUST(value->count == count, v, value->block, "the number of arguments");
    for (size_t i = 0; i < count; i++) {
        MUST(type_of(w, v, value->args[i]) == types[i], v, value->block, "the types of the arguments");
        check_dominance(w, v, value->args[i], value->block);
    }
}

static void check_call(Verifier *w, LirId v)
{
    const LirValue *value = &w->f->values.items[v];
    const RuntimeSymbol *symbol = runtime_symbol(value->symbol);
    size_t count = 0;
    while (count < 4 && symbol->arguments[count] != LIR_void)
        count++;
    MUST(symbol->result == value->type, v, value->block, "the type of the symbol's result");
    check_args(w, v, symbol->arguments, count);
}

static void check_call_c(Verifier *w, LirId v)
{
    const LirPrototype *prototype = &w->module->prototypes.items[w->f->values.items[v].integer];
    size_t count = 0;
    for (size_t i = 0; i < prototype->count; i++)
        count += abi_parts(&prototype->arguments[i]);
    count += prototype->result.by_address;
    LirType *types = ARENA_ARRAY(&w->u->arena, LirType, count), *next = types;
    for (size_t i = 0; i < prototype->count; i++)
        for (size_t c = 0; c < abi_parts(&prototype->arguments[i]); c++)
            *next++ = prototype->arguments[i].by_address ? LIR_ptr
                                                         : lir_of_abi(prototype->arguments[i].components[c].type);
    if (prototype->result.by_address)
        *next = LIR_ptr;
    check_args(w, v, types, count);
}

static void check_payload(Verifier *w, LirId v)
{
    const LirValue *value = &w->f->values.items[v];
    switch ((LirPayload)lir_ops[value->op].payload) {
    case LIR_PAYLOAD_SYMBOL:
        MUST(runtime_symbol(value->symbol), v, value->block, "a call names a row of runtime_symbols.def");
        break;
    case LIR_PAYLOAD_FUNCTION:
        MUST((size_t)value->integer < w->module->count, v, value->block, "invoke names a function of the module");
        break;
    case LIR_PAYLOAD_PROTOTYPE:
        MUST((size_t)value->integer < w->module->prototypes.count, v, value->block, "call_c names a prototype");
        break;
    case LIR_PAYLOAD_ALIGN:
        MUST(value->integer > 0 && (value->integer & (value->integer - 1)) == 0, v, value->block, "a power of two");
        break;
    case LIR_PAYLOAD_STATUS:
        MUST(!value->integer == (value->a != LIR_NOTHING), v, value->block, "a status is given once, and isn't 0");
        break;
    case LIR_PAYLOAD_NONE: MUST(!value->integer, v, value->block, "the row has no payload"); break;
    case LIR_PAYLOAD_INTEGER:
    case LIR_PAYLOAD_REAL: break;
    }
}

static void check_text(Verifier *w, LirId v)
{
    const LirValue *value = &w->f->values.items[v];
    MUST(value->count > 0, v, value->block, "a text has a word");
    for (size_t i = 0; i < value->count; i++) {
        const LirValue *word = &w->f->values.items[value->args[i]];
        MUST(word->op == LIR_iconst && word->type == LIR_i64, v, value->block, "a text is made of constant words");
    }
}

static void check_list(Verifier *w, LirId v)
{
    const LirValue *value = &w->f->values.items[v];
    switch ((LirOp)value->op) {
    case LIR_phi: check_phi(w, v); break;
    case LIR_call: check_call(w, v); break;
    case LIR_text: check_text(w, v); break;
    case LIR_call_c: check_call_c(w, v); break;
    case LIR_ret: check_args(w, v, w->f->results, w->f->result_count); break;
    case LIR_invoke: {
        const LirFunction *callee = w->module->functions[value->integer];
        MUST(w->f->takes_record || !callee->takes_record, v, value->block, "who calls what takes the record takes it");
        check_args(w, v, callee->params, callee->param_count);
        break;
    }
    default: MUST(false, v, value->block, "the operation takes a list");
    }
}

static const int widths[LIR_TYPE_COUNT] = {0, 1, 8, 16, 32, 64, 32, 64, 64};

/* LIR_void: the call has no such result. */
static LirType result_type(Verifier *w, LirId v)
{
    const LirValue *value = &w->f->values.items[v], *call = &w->f->values.items[value->a];
    size_t index = (size_t)value->integer;
    if (call->op == LIR_call_c) {
        const AbiValue *result = &w->module->prototypes.items[call->integer].result;
        return index < result->count ? lir_of_abi(result->components[index].type) : LIR_void;
    }
    MUST(call->op == LIR_invoke, v, value->block, "result is of a call");
    const LirFunction *callee = w->module->functions[call->integer];
    return index < callee->result_count ? callee->results[index] : LIR_void;
}

/* What an operation wants beyond the classes of its operands. */
static void check_special(Verifier *w, LirId v)
{
    const LirValue *value = &w->f->values.items[v];
    LirType a = type_of(w, v, value->a);
    int from = widths[a], to = widths[value->type];
    switch ((LirOp)value->op) {
    case LIR_param:
        MUST((size_t)value->integer < w->f->param_count && w->f->params[value->integer] == (LirType)value->type, v,
             value->block, "a param has the type it is declared with");
        break;
    case LIR_record: MUST(w->f->takes_record, v, value->block, "only a function that takes the record has it"); break;
    case LIR_sext:
    case LIR_zext:
    case LIR_fpext: MUST(from < to, v, value->block, "the result is wider"); break;
    case LIR_trunc:
    case LIR_fptrunc: MUST(from > to, v, value->block, "the result is narrower"); break;
    case LIR_bitcast:
        MUST(from == to && a != LIR_ptr && value->type != LIR_ptr, v, value->block, "the same width, no pointer");
        break;
    case LIR_atomic_add: MUST(value->type != LIR_ptr, v, value->block, "pointers aren't added"); /* fall through */
    case LIR_atomic_load:
    case LIR_atomic_store:
        MUST(8 * value->integer == widths[value->op != LIR_atomic_store ? value->type : type_of(w, v, value->b)], v,
             value->block, "an atomic access is aligned to its size, and of whole bytes");
        break;
    case LIR_result:
        MUST(result_type(w, v) == (LirType)value->type, v, value->block, "a result has the type it is declared with");
        break;
    case LIR_raise: MUST(w->f->can_raise, v, value->block, "only a function that can_raise raises"); break;
    default: break;
    }
}

/* Some `scope` of that number dominates an access of it. */
static void check_scope(Verifier *w, LirId v)
{
    const LirValue *value = &w->f->values.items[v];
    MUST(!(value->flags & LIR_STORED) || (value->scope && value->op == LIR_load), v, value->block,
         "a load of what a scope stores has a scope");
    bool is_access = value->op == LIR_load || value->op == LIR_store;
    MUST(!(value->flags & LIR_VOLATILE) || (is_access && !(value->flags & LIR_INVARIANT)), v, value->block,
         "loads and stores are volatile, and none that is invariant");
    if (!value->scope)
        return;
    MUST(is_access, v, value->block, "loads and stores have a scope");
    LirId begins = 0, count = (LirId)w->f->values.count;
    while (begins < count && !(w->f->values.items[begins].op == LIR_scope && w->position[begins] != SIZE_MAX &&
                               w->f->values.items[begins].integer == value->scope))
        begins++;
    MUST(begins < count, v, value->block, "the scope of an access is declared");
    check_dominance(w, v, begins, value->block);
}

static void check_value(Verifier *w, LirId v)
{
    const LirValue *value = &w->f->values.items[v];
    const LirOpInfo *info = &lir_ops[value->op];
    LirType type = (LirType)value->type, a = type_of(w, v, value->a);
    bool may_be_void = value->op == LIR_call && type == LIR_void;
    MUST(may_be_void || is_of_kind((LirKind)info->result, type, type, a), v, value->block, "the class of the result");
    MUST(is_of_kind((LirKind)info->a, a, type, a), v, value->block, "the class of operand a");
    MUST(is_of_kind((LirKind)info->b, type_of(w, v, value->b), type, a), v, value->block, "the class of operand b");
    MUST(is_of_kind((LirKind)info->c, type_of(w, v, value->c), type, a), v, value->block, "the class of operand c");
    check_dominance(w, v, value->a, value->block);
    check_dominance(w, v, value->b, value->block);
    check_dominance(w, v, value->c, value->block);
    check_payload(w, v);
    check_special(w, v);
    check_scope(w, v);
    if (info->flags & LIR_FLAG_LIST)
        check_list(w, v);
}

static void check_function(Verifier *w)
{
    size_t blocks = w->f->blocks.count;
    MUST(blocks, LIR_NOTHING, 0, "a function has a block");
    w->position = ARENA_ARRAY(&w->u->arena, size_t, w->f->values.count + 1);
    memset(w->position, 0xff, w->f->values.count * sizeof *w->position);
    for (LirBlockId b = 0; b < blocks; b++)
        check_block(w, b);
    for (LirBlockId b = 0; b < blocks; b++)
        check_preds(w, b);
    w->tree = lir_tree(w->u, w->f);
    for (LirId v = 0; v < w->f->values.count; v++)
        if (w->position[v] != SIZE_MAX)
            check_value(w, v);
}

void verify_lir(Unit *u, const LirModule *module)
{
    for (size_t i = 0; i < module->count; i++)
        check_function(&(Verifier){.u = u, .module = module, .f = module->functions[i]});
}
