/* raised.c: see raised.h. */
#include "runtime/raised.h"

#include "runtime/status.h"

enum { ENTRIES = 1 << STATUS_ENTRY_BITS };

static _Thread_local Raised entries[ENTRIES];
static _Thread_local unsigned next;

Raised *upcall_raised(int32_t status)
{
    unsigned entry = next++ % ENTRIES;
    entries[entry].status = status | (int32_t)(entry << STATUS_SITE_BITS);
    return &entries[entry];
}

const uint64_t *raised_words(int32_t status)
{
    return entries[STATUS_ENTRY(status)].words;
}
