/* call.h: a call of compiled code that hands back how it ended: what f(...) in Python does.
 *
 * The entry gets a copy of the environment, which names an Outcome in place of the callback. So the status goes to whoever called,
 * also where threads, or C from inside, call the same function at the same time. */
#ifndef UPCALL_CALL_H
#define UPCALL_CALL_H

#include "platform/platform.h"
#include "runtime/slot.h"

typedef struct CallForm {
    PlatformCall *passing; /* of the prototype */
    size_t values_size;    /* bytes of the environment's values */
} CallForm;

size_t call_room(const CallForm *form); /* words */

/*   arguments, result   a word a component, in its low bytes; the result is the error value where the status isn't 0
 *   room                of call_room() words */
void call_entry(const CallForm *form, const Environment *environment, const uint64_t *arguments, uint64_t *result,
                uint64_t *room, Outcome *outcome);

#endif
