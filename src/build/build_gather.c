/* build_gather.c: lists and dictionaries of the bytecode's own, on the way to a tuple, to the arguments of a call.
 *
 * The elements of (a, *b), of f(a, *b) and of all that has more than 30 are gathered in a list, which becomes a tuple then;
 * keywords from the sixteenth on in a dictionary. No code sees these. Here each is a chain of values that nobody changes, for
 * CPython copies the ends of blocks:
 *
 *     build_list 1      L0 = splice a                 .size FIRST
 *     list_extend b     L1 = splice L0, b             .size ALL
 *     list_append c     L2 = splice L1, c             .size ONE
 *     list_to_tuple     v = splice (a,), b, (c,)      of tuples alone: what HIR knows; the chain is used by nobody, and goes
 *
 * A dictionary is a HIR_dict; one that came out of another has that as its first operand, before the values of its keywords.
 * A list that is still there when what nobody uses is gone was one of the user's: nobody changes it, so it is a tuple in
 * all but name. Of a dictionary, infer says that it can't be. */
#include <assert.h>
#include <string.h>

#include "build/build_parts.h"
#include "frozen/frozen.h"
#include "hir/hir_edit.h"

enum {
    FIRST = 1,
    ONE,
    ALL
}; /* .size of a list: its operands are the items; a list, and one more; a list, and an iterable */

/* Is it no tuple, so far? */
static bool is_list(const HirValue *value)
{
    return value->op == HIR_splice && value->size;
}

/* The list or dictionary that it came out of; HIR_NOTHING: it is the first. */
static ValueId before(const HirValue *value)
{
    bool is_first = value->op == HIR_dict ? value->count == value->keyword_count : value->size == FIRST;
    return is_first ? HIR_NOTHING : value->args[0];
}

/* ---- tuples --------------------------------------------------------------------------------------------------------- */

const ValueId *build_items_of(Builder *b, ValueId tuple, size_t *count)
{
    const HirValue *value = hir_value(&b->f->hir, tuple);
    const Frozen *constants = build_constant_of(b, tuple);
    if (constants ? constants->kind != FROZEN_TUPLE : value->op != HIR_tuple)
        return NULL;
    *count = constants ? constants->count : value->count;
    if (!constants)
        return value->args;
    ValueId *items = ARENA_ARRAY(&b->u->arena, ValueId, *count + 1);
    for (size_t i = 0; i < *count; i++)
        items[i] = build_constant(b, constants->items[i]);
    return items;
}

/* ---- lists ---------------------------------------------------------------------------------------------------------- */

typedef struct Item {
    ValueId value;
    Span place;
    bool is_spliced; /* its own items stand there */
} Item;

static ValueId list_value(Builder *b, const ValueId *args, size_t count, size_t size)
{
    ValueId v = build_append(b, HIR_splice, args, count);
    hir_value(&b->f->hir, v)->size = size;
    return v;
}

void build_list(Builder *b, size_t count)
{
    stack_push(b, list_value(b, stack_pop_many(b, count), count, FIRST));
}

void build_list_item(Builder *b, int32_t depth, bool is_spliced)
{
    ValueId item = stack_pop(b);
    size_t level = stack_depth(b, (size_t)depth);
    ValueId list = stack_read(b, level, LEVEL_VALUE);
    if (!is_list(hir_value(&b->f->hir, list)))
        build_unsupported(b, "lists");
    stack_write(b, level, LEVEL_VALUE, list_value(b, (ValueId[]){list, item}, 2, is_spliced ? ALL : ONE));
}

static Span place_at(const HirValue *value, size_t i)
{
    return value->places ? value->places[i] : (Span){0};
}

static size_t item_count(Builder *b, ValueId list)
{
    size_t count = 0;
    for (; list != HIR_NOTHING; list = before(hir_value(&b->f->hir, list)))
        count += hir_value(&b->f->hir, list)->size == FIRST ? hir_value(&b->f->hir, list)->count : 1;
    return count;
}

/* The first first. */
static Item *items_of_list(Builder *b, ValueId list, size_t *count)
{
    size_t at = *count = item_count(b, list);
    Item *items = ARENA_ARRAY(&b->u->arena, Item, at + 1);
    for (; list != HIR_NOTHING; list = before(hir_value(&b->f->hir, list))) {
        const HirValue *value = hir_value(&b->f->hir, list);
        size_t first = value->size == FIRST ? 0 : 1;
        for (size_t i = value->count; i-- > first;)
            items[--at] = (Item){value->args[i], place_at(value, i), value->size == ALL};
    }
    assert(!at);
    return items;
}

/* The operation on these, with their places. */
static ValueId operate_on(Builder *b, HirOp op, const Item *items, size_t count)
{
    ValueId *args = ARENA_ARRAY(&b->u->arena, ValueId, count + 1);
    Span *places = ARENA_ARRAY(&b->u->arena, Span, count + 1);
    for (size_t i = 0; i < count; i++) {
        args[i] = items[i].value;
        places[i] = items[i].place;
    }
    ValueId v = build_emit(b, op, args, count);
    if (!build_constant_of(b, v))
        hir_value(&b->f->hir, v)->places = places;
    return v;
}

/* How many items that aren't spliced stand next to each other. */
static size_t run_length(const Item *items, size_t count)
{
    size_t length = 0;
    while (length < count && !items[length].is_spliced)
        length++;
    return length;
}

/* A run of items is a tuple of its own: what is joined are tuples alone. */
static ValueId join(Builder *b, const Item *items, size_t count)
{
    if (run_length(items, count) == count)
        return operate_on(b, HIR_tuple, items, count);
    Item *tuples = ARENA_ARRAY(&b->u->arena, Item, count);
    size_t tuple_count = 0;
    for (size_t i = 0, run; i < count; i += run ? run : 1) {
        run = run_length(items + i, count - i);
        tuples[tuple_count++] = run ? (Item){.value = operate_on(b, HIR_tuple, items + i, run)} : items[i];
    }
    return operate_on(b, HIR_splice, tuples, tuple_count);
}

void build_list_to_tuple(Builder *b)
{
    ValueId list = stack_pop(b);
    if (!is_list(hir_value(&b->f->hir, list)))
        build_unsupported(b, "lists");
    size_t count;
    const Item *items = items_of_list(b, list, &count);
    stack_push(b, join(b, items, count));
}

/* ---- lists of the user's ---------------------------------------------------------------------------------------------- */

/* A new value just before `before`. */
static Item insert(Builder *b, ValueId before, HirOp op, const Item *items, size_t count)
{
    Hir *hir = &b->f->hir;
    ValueId *args = ARENA_ARRAY(&b->u->arena, ValueId, count + 1);
    BlockId block = hir_value(hir, before)->block;
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
        args[i] = items[i].value;
    ValueId v = hir_value_new(b->u, hir, block, op, hir_value(hir, before)->loc, args, count);
    while (hir->blocks.items[block].values.items[at] != before)
        at++;
    hir_insert(b->u, hir, block, at, &v, 1);
    return (Item){.value = v, .is_spliced = true};
}

/* A tuple in all but name: all the elements of what it is made of. */
static void become_rest(Builder *b, ValueId list)
{
    size_t count, tuple_count = 0;
    const Item *items = items_of_list(b, list, &count);
    Item *tuples = ARENA_ARRAY(&b->u->arena, Item, count + 1);
    for (size_t i = 0, run; i < count; i += run ? run : 1) {
        run = run_length(items + i, count - i);
        tuples[tuple_count++] = run ? insert(b, list, HIR_tuple, items + i, run) : items[i];
    }
    Item all = tuple_count == 1 ? tuples[0]
                                : insert(b, list, tuple_count ? HIR_splice : HIR_tuple, tuples, tuple_count);
    HirValue *value = hir_value(&b->f->hir, list);
    value->op = HIR_rest;
    value->args = ARENA_ARRAY(&b->u->arena, ValueId, 1);
    value->args[0] = all.value;
    value->count = 1;
    value->integer = 0;
    value->size = 0;
    value->places = NULL;
}

void build_name_lists(Builder *b)
{
    size_t count = b->f->hir.values.count;
    bool *is_inner = ARENA_ARRAY(&b->u->arena, bool, count), any = false;
    for (ValueId v = 0; v < count; v++) {
        const HirValue *value = hir_value(&b->f->hir, v);
        if (value->block != HIR_NOTHING && is_list(value) && value->size != FIRST)
            is_inner[value->args[0]] = true;
    }
    for (ValueId v = 0; v < count; v++) {
        const HirValue *value = hir_value(&b->f->hir, v);
        if (value->block == HIR_NOTHING || !is_list(value) || is_inner[v])
            continue;
        become_rest(b, v);
        any = true;
    }
    if (any)
        hir_remove_unused(b->u, b->f);
}

/* ---- dictionaries --------------------------------------------------------------------------------------------------- */

static const char *name_of(Builder *b, const Frozen *object)
{
    if (!object || object->kind != FROZEN_STRING)
        build_unsupported(b, "dictionaries");
    return object->text;
}

/*   args   those of `names` at the end, perhaps a dictionary before them */
static ValueId dictionary(Builder *b, const ValueId *args, size_t arg_count, const char **names, size_t count)
{
    ValueId v = hir_append(b->u, &b->f->hir, b->at, HIR_dict, b->loc, args, arg_count);
    hir_value(&b->f->hir, v)->keywords = names;
    hir_value(&b->f->hir, v)->keyword_count = count;
    return v;
}

void build_dictionary(Builder *b, size_t count)
{
    const ValueId *pairs = stack_pop_many(b, 2 * count);
    const char **names = ARENA_ARRAY(&b->u->arena, const char *, count + 1);
    ValueId *values = ARENA_ARRAY(&b->u->arena, ValueId, count + 1);
    for (size_t i = 0; i < count; i++) {
        names[i] = name_of(b, build_constant_of(b, pairs[2 * i]));
        values[i] = pairs[2 * i + 1];
    }
    stack_push(b, dictionary(b, values, count, names, count));
}

void build_dictionary_of(Builder *b, size_t count)
{
    const Frozen *tuple = build_constant_of(b, stack_pop(b));
    if (!tuple || tuple->kind != FROZEN_TUPLE || tuple->count != count)
        build_malformed(b, "a dictionary without its names");
    const char **names = ARENA_ARRAY(&b->u->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        names[i] = name_of(b, tuple->items[i]);
    stack_push(b, dictionary(b, stack_pop_many(b, count), count, names, count));
}

void build_dictionary_item(Builder *b, int32_t depth)
{
    ValueId value = stack_pop(b), key = stack_pop(b);
    size_t level = stack_depth(b, (size_t)depth);
    ValueId shorter = stack_read(b, level, LEVEL_VALUE);
    if (hir_value(&b->f->hir, shorter)->op != HIR_dict)
        build_unsupported(b, "dictionaries");
    const char **names = ARENA_ARRAY(&b->u->arena, const char *, 1);
    names[0] = name_of(b, build_constant_of(b, key));
    stack_write(b, level, LEVEL_VALUE, dictionary(b, (ValueId[]){shorter, value}, 2, names, 1));
}

static size_t entry_count(Builder *b, ValueId v)
{
    size_t count = 0;
    for (; v != HIR_NOTHING; v = before(hir_value(&b->f->hir, v)))
        count += hir_value(&b->f->hir, v)->keyword_count;
    return count;
}

bool build_entries_of(Builder *b, ValueId v, Keywords *out)
{
    if (hir_value(&b->f->hir, v)->op != HIR_dict)
        return false;
    size_t at = entry_count(b, v);
    *out = (Keywords){ARENA_ARRAY(&b->u->arena, const char *, at + 1), ARENA_ARRAY(&b->u->arena, ValueId, at + 1), at};
    for (; v != HIR_NOTHING; v = before(hir_value(&b->f->hir, v))) {
        const HirValue *value = hir_value(&b->f->hir, v);
        at -= value->keyword_count;
        memcpy(out->names + at, value->keywords, value->keyword_count * sizeof *out->names);
        memcpy(out->values + at, value->args + value->count - value->keyword_count,
               value->keyword_count * sizeof *out->values);
    }
    return true;
}
