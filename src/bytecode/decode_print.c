/* decode_print.c: Instrs as text, the dump of the stage "bytecode". A line an instruction:
 *
 *       4  load_attr         exp                    2:11-17     LOAD_ATTR
 *
 * its index, its meaning, what it is about, lines and columns of the source, the opcode of the version it came from. */
#include "base/code.h"
#include "base/text.h"
#include "bytecode/decode.h"
#include "hir/hir.h"
#include "types/frozen_text.h"

static const char *null_text(const Instr *instr)
{
    return instr->extra == 1 ? ", NULL above" : instr->extra == 2 ? ", NULL below" : "";
}

static const char *call_text(Unit *u, const Instr *instr)
{
    return arena_printf(&u->arena, "%d%s", instr->arg, instr->extra & 1 ? ", keywords on top" : "");
}

static const char *operand_text(Unit *u, const Code *code, const Instr *instr)
{
    Arena *arena = &u->arena;
    int arg = instr->arg;
    switch ((Meaning)instr->meaning) {
    case M_load_const:
    case M_return_const:
    case M_names_of_keywords: return frozen_text(u, code->constants[arg]);
    case M_load_local:
    case M_load_clear:
    case M_store_local:
    case M_delete_local:
    case M_load_cell:
    case M_store_cell: return code->locals[arg];
    case M_load_global:
    case M_store_attr: return code->names[instr->arg];
    case M_load_attr: return arena_printf(arena, "%s%s", code->names[arg], null_text(instr));
    case M_load_common: return common_constant(arg);
    case M_load_int:
    case M_copy:
    case M_swap:
    case M_build_tuple:
    case M_build_list:
    case M_list_append:
    case M_list_extend:
    case M_build_set:
    case M_set_update:
    case M_unpack:
    case M_unpack_rest:
    case M_build_slice:
    case M_raise: return arena_printf(arena, "%d", arg);
    case M_load_bool: return arg ? "True" : "False";
    case M_call: return call_text(u, instr);
    case M_unary:
    case M_compare: return hir_ops[arg].name;
    case M_binary: return arena_printf(arena, "%s%s", hir_ops[arg].name, instr->extra ? " in place" : "");
    case M_contains: return instr->extra ? "not in" : "in";
    case M_get_iter:
    case M_pop_iter: return instr->extra == 2 ? "2 levels" : "";
    case M_for_iter:
    case M_jump:
    case M_branch_true:
    case M_branch_false:
    case M_branch_none:
    case M_branch_not_none:
    case M_or_pop_true:
    case M_or_pop_false: return arena_printf(arena, "to %u", instr->target);
    case M_unsupported: return opcode_construct(code, instr->opcode);
    default: return "";
    }
}

static const char *span_text(Unit *u, Span span)
{
    if (span.line < 0)
        return "-";
    if (span.column < 0)
        return arena_printf(&u->arena, "%d", span.line);
    if (span.end_line != span.line)
        return arena_printf(&u->arena, "%d:%d-%d:%d", span.line, span.column, span.end_line, span.end_column);
    return arena_printf(&u->arena, "%d:%d-%d", span.line, span.column, span.end_column);
}

const char *decode_print(Unit *u, const Code *code, const Instrs *instrs)
{
    Text text = {.arena = &u->arena};
    text_add(&text, "%s, bytecode of Python %s\n", code->qualname, bytecode_version(code->magic));
    for (size_t i = 0; i < instrs->count; i++) {
        const Instr *instr = &instrs->items[i];
        text_add(&text, "%4zu  %-17s %-24s %-11s %s\n", i, meaning_name(instr->meaning), operand_text(u, code, instr),
                 span_text(u, instr->span), opcode_name(code, instr->opcode));
    }
    return text.items;
}
