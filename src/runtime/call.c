/* call.c: see call.h. */
#include "runtime/call.h"

#include <string.h>

static size_t environment_words(const CallForm *form)
{
    return (ENVIRONMENT_VALUES + form->values_size + sizeof(uint64_t) - 1) / sizeof(uint64_t);
}

size_t call_room(const CallForm *form)
{
    return environment_words(form) + platform_call_room(form->passing);
}

void call_entry(const CallForm *form, const Environment *environment, const uint64_t *arguments, uint64_t *result,
                uint64_t *room, Outcome *outcome)
{
    Environment *copy = (Environment *)(void *)room;
    memcpy(copy, environment, ENVIRONMENT_VALUES + form->values_size);
    copy->callback = outcome_begin(outcome);
    platform_call(form->passing, copy->entry, copy, arguments, result, room + environment_words(form));
}
