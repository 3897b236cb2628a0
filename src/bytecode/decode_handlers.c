/* decode_handlers.c: the exception table of a code object (co_exceptiontable) to Instr.handler.
 *
 * An entry is four numbers: first code unit, length, handler's code unit, and the depth of the stack there with a flag. A
 * number is six bits a byte, high ones first; bit 6 says that more follow, bit 7 marks the first byte of an entry.
 * Format: CPython, Objects/exception_handling_notes.txt (InternalDocs/exception_handling.md from 3.13). */
#include "base/code.h"
#include "bytecode/decode.h"

enum { CODE_IS_GENERATOR = 0x20 }; /* inspect.CO_GENERATOR */

typedef struct Reader {
    Unit *u;
    const Code *code;
    const uint8_t *next, *end;
} Reader;

static _Noreturn void broken(const Reader *r)
{
    Span span = {r->code->first_line, r->code->first_line, -1, -1};
    fail(r->u, (Loc){.code = r->code, .span = span}, E_BYTECODE, "the exception table is broken");
}

static uint32_t next_number(Reader *r)
{
    uint32_t number = 0;
    for (int bytes = 0; bytes < 5; bytes++) {
        if (r->next == r->end)
            broken(r);
        uint8_t byte = *r->next++;
        number = number << 6 | (byte & 63);
        if (!(byte & 64))
            return number;
    }
    broken(r);
}

/* Bit 0 of the depth in the table: below the exception lies the place that raised. */
static void set_handler(Instr *instr, uint32_t handler, uint32_t depth)
{
    instr->handler = handler;
    instr->handler_depth = (depth >> 1) + (depth & 1);
}

static bool tidies(const Instr *instr)
{
    switch ((Meaning)instr->meaning) {
    case M_nop:
    case M_load_none:
    case M_store_local:
    case M_store_cell:
    case M_delete_local:
    case M_pop:
    case M_copy:
    case M_swap:
    case M_pop_except: return true;
    case M_load_const: return true;
    default: return false;
    }
}

/* The handler that the one at `at` hands on to when it has tidied up: `at` itself where it does more than that. */
static uint32_t behind_tidying(const Instrs *instrs, uint32_t at)
{
    uint32_t end = at;
    while (end < instrs->count && tidies(&instrs->items[end]))
        end++;
    bool only_tidies = end < instrs->count && instrs->items[end].meaning == M_reraise;
    return only_tidies ? instrs->items[end].handler : at;
}

static void drop_tidying(Unit *u, Instrs *instrs)
{
    bool *leaves = ARENA_ARRAY(&u->arena, bool,
                               instrs->count); /* by instruction: a handler there leaves the function */
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < instrs->count; i++) {
            Instr *instr = &instrs->items[i];
            if (instr->handler == NO_HANDLER || leaves[instr->handler])
                continue;
            uint32_t behind = behind_tidying(instrs, instr->handler);
            changed |= leaves[instr->handler] = behind == NO_HANDLER || leaves[behind];
        }
        for (size_t i = 0; i < instrs->count; i++)
            if (instrs->items[i].handler != NO_HANDLER && leaves[instrs->items[i].handler])
                instrs->items[i].handler = NO_HANDLER;
    }
}

void decode_handlers(Unit *u, const Code *code, Instrs *instrs, const uint32_t *index, size_t units)
{
    Reader reader = {u, code, code->exceptiontable, code->exceptiontable + code->exceptiontable_size};
    for (size_t i = 0; i < instrs->count; i++)
        instrs->items[i].handler = NO_HANDLER;
    if (code->flags & CODE_IS_GENERATOR)
        return; /* that of a generator expression, all that can be compiled, is for StopIteration */
    size_t at = 0;
    while (reader.next < reader.end) {
        size_t start = next_number(&reader), end = start + next_number(&reader), target = next_number(&reader);
        uint32_t depth = next_number(&reader);
        if (end > units || target >= units || index[target] == UINT32_MAX)
            broken(&reader);
        while (at < instrs->count && instrs->items[at].offset < start)
            at++;
        for (; at < instrs->count && instrs->items[at].offset < end; at++)
            set_handler(&instrs->items[at], index[target], depth);
    }
    drop_tidying(u, instrs);
}
