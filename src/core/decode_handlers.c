/* decode_handlers.c: the exception table of a code object (co_exceptiontable) to Instr.handler.
 *
 * An entry is four numbers: first code unit, length, handler's code unit, and the depth of the stack there with a flag. A
 * number is six bits a byte, high ones first; bit 6 says that more follow, bit 7 marks the first byte of an entry.
 * Format: CPython, Objects/exception_handling_notes.txt (InternalDocs/exception_handling.md from 3.13). */
#include "decode.h"

typedef struct Reader {
    Unit *u;
    const Code *code;
    const uint8_t *next, *end;
} Reader;

static _Noreturn void broken(const Reader *r)
{
    Span span = {r->code->first_line, r->code->first_line, -1, -1};
    fail(r->u, (Loc){r->code, span}, E_BYTECODE, "the exception table is broken");
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

void decode_handlers(Unit *u, const Code *code, Instrs *instrs, const uint32_t *index, size_t units)
{
    Reader reader = {u, code, code->exceptiontable, code->exceptiontable + code->exceptiontable_size};
    for (size_t i = 0; i < instrs->count; i++)
        instrs->items[i].handler = NO_HANDLER;
    size_t at = 0;
    while (reader.next < reader.end) {
        size_t start = next_number(&reader), end = start + next_number(&reader), target = next_number(&reader);
        next_number(&reader);
        if (end > units || target >= units || index[target] == UINT32_MAX)
            broken(&reader);
        while (at < instrs->count && instrs->items[at].offset < start)
            at++;
        for (; at < instrs->count && instrs->items[at].offset < end; at++)
            instrs->items[at].handler = index[target];
    }
}
