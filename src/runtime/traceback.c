/* traceback.c: see traceback.h. What a status is looked up with is async-signal-safe. */
#include "runtime/traceback.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/status.h"

/* ---- copying ----------------------------------------------------------------------------------------------------------- */

/* Room for texts; NULL: only their size counts. */
typedef struct Texts {
    char *room;
    size_t size;
} Texts;

static const char *copy_text(Texts *texts, const char *text)
{
    size_t size = text ? strlen(text) + 1 : 0;
    char *copy = texts->room ? texts->room + texts->size : NULL;
    if (copy && size)
        memcpy(copy, text, size);
    texts->size += size;
    return size ? copy : NULL;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

/* Places of one function follow one another: its file and name are there once. */
static void copy_places(Texts *texts, const CallbackTable *table, CallbackPlace *places)
{
    for (size_t i = 0; i < table->place_count; i++) {
        const CallbackPlace *from = &table->places[i], *before = i ? from - 1 : NULL;
        CallbackPlace place = *from;
        bool same_file = before && same_text(from->file, before->file);
        bool same_function = before && same_text(from->function, before->function);
        place.file = same_file && places ? places[i - 1].file : same_file ? NULL : copy_text(texts, from->file);
        place.function = same_function && places ? places[i - 1].function
                         : same_function         ? NULL
                                                 : copy_text(texts, from->function);
        if (places)
            places[i] = place;
    }
}

static void copy_exceptions(Texts *texts, const CallbackTable *table, CallbackException *exceptions)
{
    for (size_t i = 0; i < table->exception_count; i++) {
        CallbackException exception = table->exceptions[i];
        exception.class = copy_text(texts, exception.class);
        exception.message = copy_text(texts, exception.message);
        exception.arguments = copy_text(texts, exception.arguments);
        if (exceptions)
            exceptions[i] = exception;
    }
}

static bool same_exception(const CallbackException *a, const CallbackException *b)
{
    return same_text(a->class, b->class) && same_text(a->message, b->message) &&
           same_text(a->arguments, b->arguments) && a->words == b->words;
}

bool table_has_exceptions(const CallbackTable *table, const CallbackTable *other)
{
    for (size_t i = 0; i < table->exception_count && i < other->exception_count; i++)
        if (!same_exception(&table->exceptions[i], &other->exceptions[i]))
            return false;
    return table->exception_count == other->exception_count;
}

static bool same_place(const CallbackPlace *a, const CallbackPlace *b)
{
    return a->first == b->first && a->inner == b->inner && a->line == b->line && same_text(a->file, b->file) &&
           same_text(a->function, b->function);
}

bool table_same(const CallbackTable *a, const CallbackTable *b)
{
    if (!table_has_exceptions(a, b) || a->place_count != b->place_count || a->site_count != b->site_count ||
        a->begin != b->begin || a->end != b->end)
        return false;
    for (size_t i = 0; i < a->place_count; i++)
        if (!same_place(&a->places[i], &b->places[i]))
            return false;
    for (size_t i = 0; i < a->site_count; i++)
        if (a->sites[i].exception != b->sites[i].exception || a->sites[i].place != b->sites[i].place)
            return false;
    return true;
}

static int compare(const void *a, const void *b)
{
    const CallbackSite *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return (x->exception > y->exception) - (x->exception < y->exception);
}

CallbackTable *table_copy(const CallbackTable *table)
{
    Texts texts = {NULL, 0};
    copy_places(&texts, table, NULL);
    copy_exceptions(&texts, table, NULL);
    size_t places = table->place_count * sizeof(CallbackPlace), sites = table->site_count * sizeof(CallbackSite);
    size_t exceptions = table->exception_count * sizeof(CallbackException);
    CallbackTable *copy = malloc(sizeof *copy + places + exceptions + sites + texts.size);
    if (!copy)
        return NULL;
    char *room = (char *)(copy + 1);
    texts = (Texts){room + places + exceptions + sites, 0};
    *copy = *table;
    copy->places = (CallbackPlace *)room;
    copy->exceptions = (CallbackException *)(room + places);
    copy->sites = (CallbackSite *)(room + places + exceptions);
    copy_places(&texts, table, (CallbackPlace *)room);
    copy_exceptions(&texts, table, (CallbackException *)(room + places));
    if (sites)
        memcpy(room + places + exceptions, table->sites, sites);
    qsort(room + places + exceptions, table->site_count, sizeof(CallbackSite), compare);
    return copy;
}

/* ---- looking up -------------------------------------------------------------------------------------------------------- */

const CallbackPlace *table_step(const CallbackTable *table, uint64_t *path)
{
    size_t low = 0, high = table->place_count;
    if (!*path || *path >= table->end)
        return NULL;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (table->places[middle].first <= *path)
            low = middle;
        else
            high = middle;
    }
    const CallbackPlace *place = &table->places[low];
    *path = place->inner ? *path - place->first + place->inner : 0;
    return place;
}

/* The first site that isn't below that one. */
static size_t lower_bound(const CallbackTable *table, const CallbackSite *site)
{
    size_t low = 0, high = table->site_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&table->sites[middle], site) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t table_site(const CallbackTable *table, int64_t status)
{
    uint64_t path = status > 0 ? status_path(status) : 0;
    const CallbackPlace *last = NULL, *place;
    while ((place = table_step(table, &path)))
        last = place;
    if (!last)
        return SIZE_MAX;
    CallbackSite site = {status_exception(status), (size_t)(last - table->places)};
    size_t found = lower_bound(table, &site);
    if (found < table->site_count && !compare(&table->sites[found], &site))
        return found;
    /* A built-in function raised what came out of a recursion that calls it: it counts where it is raised else. */
    for (found = 0; found < table->site_count && table->sites[found].exception != site.exception;)
        found++;
    return found < table->site_count ? found : SIZE_MAX;
}
