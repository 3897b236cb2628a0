/* signature_names.c: names that declarations have given to types and constants, and those that stand for nothing known. */
#include <string.h>

#include "base/unit.h"
#include "types/signature_parser.h"

typedef struct Wanted {
    const ParserNames *names;
    ParserWord word;
} Wanted;

static bool is_wanted(const void *wanted, uint32_t number)
{
    const Wanted *w = wanted;
    return parser_is_word(w->word, w->names->items[number].name);
}

static uint32_t hash_of_word(ParserWord word)
{
    uint32_t hash = 0;
    for (size_t i = 0; i < word.length; i++)
        hash = hash_with(hash, (unsigned char)word.start[i]);
    return hash;
}

const ParserName *parser_name(const Parser *p, ParserWord word)
{
    const ParserNames *names = p->names;
    Wanted wanted = {names, word};
    uint32_t first = table_find(&names->by_name, hash_of_word(word), is_wanted, &wanted);
    return first == TABLE_NOTHING ? NULL : &names->items[names->items[first].latest];
}

void parser_add_name(Parser *p, ParserName name)
{
    ParserNames *names = p->names;
    ParserWord word = {name.name, strlen(name.name)};
    Wanted wanted = {names, word};
    uint32_t hash = hash_of_word(word), first = table_find(&names->by_name, hash, is_wanted, &wanted);
    if (first == TABLE_NOTHING) {
        first = (uint32_t)names->count;
        table_add(&p->u->arena, &names->by_name, hash, first);
    }
    ARENA_PUSH(&p->u->arena, names, name);
    names->items[first].latest = names->count - 1;
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
