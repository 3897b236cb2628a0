/* lir_print.c: LIR as text, for inspect_lir(), dumps and golden files.
 *
 *     function integrand.body(f64) -> f64
 *     b0:
 *       v0: f64 = param 0
 *       v1: f64 = fneg v0
 *       v2: f64 = call exp v1
 *       ret v2
 *
 * Values are numbered as they appear, blocks likewise: the text doesn't change with the order in which a pass made them. */
#include "lir/lir_build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "runtime/status.h"

typedef struct Printer {
    Unit *u;
    const LirModule *module;
    const LirFunction *f;
    uint32_t *numbers; /* of f's values */
    Text text;
} Printer;

static const char *const abi_names[ABI_TYPE_COUNT] = {"void", "bool", "i8",  "i16", "i32", "i64", "u8",
                                                      "u16",  "u32",  "u64", "f32", "f64", "ptr"};

#define put(p, ...) text_add(&(p)->text, __VA_ARGS__)

static void number_values(Printer *p)
{
    uint32_t next = 0;
    p->numbers = ARENA_ARRAY(&p->u->arena, uint32_t, p->f->values.count + 1);
    for (size_t b = 0; b < p->f->blocks.count; b++) {
        const LirBlock *block = &p->f->blocks.items[b];
        for (size_t i = 0; i < block->count; i++)
            if (p->f->values.items[block->items[i]].type != LIR_void)
                p->numbers[block->items[i]] = next++;
    }
}

static void put_value(Printer *p, LirId v, const char *before)
{
    put(p, "%sv%u", before, p->numbers[v]);
}

/* The shortest text that reads back as the same number, with a point or an exponent. */
static void put_real(Printer *p, double real)
{
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, real);
        if (strtod(text, NULL) == real)
            break;
    }
    put(p, " %s%s", text, strpbrk(text, ".en") ? "" : ".0");
}

static void put_operands(Printer *p, const LirValue *value)
{
    const char *before = " ";
    for (int i = 0; i < 3; i++) {
        LirId operand = i == 0 ? value->a : i == 1 ? value->b : value->c;
        if (operand != LIR_NOTHING) {
            put_value(p, operand, before);
            before = ", ";
        }
    }
    for (size_t i = 0; i < value->count; i++) {
        put_value(p, value->args[i], before);
        if (value->op == LIR_phi)
            put(p, " from b%u", p->f->blocks.items[value->block].preds.items[i]);
        before = ", ";
    }
}

/* "f64"; "{f64, f64}", a complex number; "record {u64, f64}"; "record of 24 bytes", in memory; "record of 3 f64", in as many registers. */
static void put_abi(Printer *p, const char *before, const AbiValue *value)
{
    const char *aligned = value->aligned_to_16 ? " aligned to 16" : "";
    if (value->in_memory) {
        put(p, "%srecord of %zu bytes%s", before, value->size, aligned);
        return;
    }
    if (value->element) {
        put(p, "%srecord of %zu %s%s", before, value->size / abi_size(value->element), abi_names[value->element],
            aligned);
        return;
    }
    put(p, "%s%s%s", before, value->by_address ? "record " : "", value->count > 1 ? "{" : value->count ? "" : "void");
    for (size_t i = 0; i < value->count; i++)
        put(p, "%s%s", i ? ", " : "", abi_names[value->components[i].type]);
    put(p, "%s%s%s", value->count > 1 ? "}" : "", aligned, value->is_restrict ? " restrict" : "");
}

static void put_prototype(Printer *p, const LirPrototype *prototype)
{
    put(p, "(");
    for (size_t i = 0; i < prototype->count; i++) {
        const char *before = i ? ", " : "";
        put_abi(p, i == prototype->fixed ? arena_printf(&p->u->arena, "%s..., ", before) : before,
                &prototype->arguments[i]);
    }
    put_abi(p, ") -> ", &prototype->result);
}

/* Before the operands; an alignment stands behind them. */
static void put_payload(Printer *p, const LirValue *value)
{
    switch ((LirPayload)lir_ops[value->op].payload) {
    case LIR_PAYLOAD_INTEGER: put(p, " %lld", (long long)value->integer); break;
    case LIR_PAYLOAD_REAL: put_real(p, value->real); break;
    case LIR_PAYLOAD_SYMBOL: put(p, " %s", value->symbol); break;
    case LIR_PAYLOAD_FUNCTION: put(p, " %s", p->module->functions[value->integer]->symbol); break;
    case LIR_PAYLOAD_PROTOTYPE:
        put(p, " ");
        put_prototype(p, &p->module->prototypes.items[value->integer]);
        break;
    case LIR_PAYLOAD_STATUS:
        if (value->a == LIR_NOTHING)
            put(p, " %zu at %llu", status_exception(value->integer), (unsigned long long)status_path(value->integer));
        break;
    case LIR_PAYLOAD_NONE:
    case LIR_PAYLOAD_ALIGN: break;
    }
}

static void put_flags(Printer *p, unsigned flags)
{
    static const char *const names[] = {"nsw",         "nuw",         "inbounds", "invariant", "unlikely",
                                        "keep_rolled", "keep_scalar", "stored",   "volatile"};
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (flags >> i & 1)
            put(p, " %s", names[i]);
}

static void put_item(Printer *p, LirId v)
{
    const LirValue *value = &p->f->values.items[v];
    const LirBlock *block = &p->f->blocks.items[value->block];
    put(p, "  ");
    if (value->type != LIR_void)
        put(p, "v%u: %s = ", p->numbers[v], lir_type_names[value->type]);
    put(p, "%s", lir_ops[value->op].name);
    put_flags(p, value->flags);
    put_payload(p, value);
    put_operands(p, value);
    if (lir_ops[value->op].payload == LIR_PAYLOAD_ALIGN)
        put(p, ", align %lld", (long long)value->integer);
    if (value->scope)
        put(p, ", scope %u", value->scope);
    for (size_t i = 0; i < lir_target_count((LirOp)value->op); i++)
        put(p, "%s b%u", i || value->a != LIR_NOTHING ? "," : "", block->targets[i]);
    put(p, "\n");
}

static void put_types(Printer *p, const LirType *types, size_t count)
{
    for (size_t i = 0; i < count; i++)
        put(p, "%s%s", i ? ", " : "", lir_type_names[types[i]]);
}

static void put_function(Printer *p, const LirFunction *f)
{
    p->f = f;
    number_values(p);
    put(p, "function %s(", f->symbol);
    put_types(p, f->params, f->param_count);
    put(p, "%s%s", f->takes_record && f->param_count ? ", " : "", f->takes_record ? "record" : "");
    put(p, ") -> %s", f->result_count == 0 ? "void" : f->result_count > 1 ? "(" : "");
    put_types(p, f->results, f->result_count);
    put(p, "%s%s\n", f->result_count > 1 ? ")" : "", f->can_raise ? " raises" : "");
    for (size_t b = 0; b < f->blocks.count; b++) {
        put(p, "b%zu:\n", b);
        for (size_t i = 0; i < f->blocks.items[b].count; i++)
            put_item(p, f->blocks.items[b].items[i]);
    }
}

static void put_entry(Printer *p, const LirEntry *entry)
{
    put(p, "entry %s", entry->symbol);
    put_prototype(p, &entry->prototype);
    for (size_t i = 0; p->module->functions[0]->can_raise && i < entry->prototype.result.count; i++)
        put(p, "%s 0x%llx", i ? "," : " error", (unsigned long long)entry->error_value[i]);
    put(p, "%s\n", entry->has_answers ? " or an answer" : "");
}

const char *lir_print(Unit *u, const LirModule *module)
{
    Printer p = {.u = u, .module = module, .text = {.arena = &u->arena}};
    put(&p, "%s", "");
    if (module->entry.symbol && module->count)
        put_entry(&p, &module->entry);
    for (size_t i = 0; i < module->count; i++)
        put_function(&p, module->functions[i]);
    return p.text.items;
}
