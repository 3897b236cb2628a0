/* signature_names.c: names that declarations have given to types and constants, and those that stand for nothing known. */
#include <string.h>

#include "base/unit.h"
#include "types/signature_parser.h"

const ParserName *parser_name(const Parser *p, ParserWord word)
{
    const ParserNames *names = p->names;
    for (size_t i = names->count; i > 0; i--)
        if (parser_is_word(word, names->items[i - 1].name))
            return &names->items[i - 1];
    return NULL;
}

void parser_add_name(Parser *p, ParserName name)
{
    ARENA_PUSH(&p->u->arena, p->names, name);
}

void parser_note_unknown(Parser *p, ParserWord word)
{
    ParserNames *names = p->names;
    struct {
        const char **items;
        size_t count, capacity;
    } list = {names->unknown, names->unknown_count, names->unknown_capacity};
    ARENA_PUSH(&p->u->arena, &list, unit_string(p->u, word.start, word.length));
    names->unknown = list.items;
    names->unknown_count = list.count;
    names->unknown_capacity = list.capacity;
}
