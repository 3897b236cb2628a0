/* slot.h: public addresses. A slot is some constant code and words of data beside it:
 *
 *     mov r10, [env]; jmp [r10]                    on x86-64
 *     ldr x15, env; ldr x16, [x15]; br x16         on AArch64
 *
 * so the address that C holds stays the same while code and values behind it change with one store. Where the function
 * has a front (front.h) that is the address, until code or values change. An address that was given out is never used for
 * anything else: a dead slot reports and returns the error value. */
#ifndef UPCALL_SLOT_H
#define UPCALL_SLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runtime/memory.h"
#include "runtime/report.h"
#include "runtime/status.h"

typedef struct Slot Slot;

/* The block that compiled code finds in r10 or x15. Values follow at the offsets of Unit.environment. */
struct Environment {
    void *entry;        /* where the slot jumps */
    Callback *callback; /* what upcall_report() names */
    unsigned char values[];
};

enum { ENVIRONMENT_VALUES = sizeof(Environment) }; /* offset of the first value */

Environment *environment_new(size_t values_size); /* zeroed; NULL: no memory */
void environment_free(Environment *environment); /* after its slots; rests in a quarantine, as the code that reads it */
void quarantine_free(void *piece);               /* free() it, after many others that come after it; may be NULL */

/*   environment   stays the caller's
 *   room          for a front: of image_front(); its size is 0: there is none
 *   returns       NULL: no memory */
Slot *slot_new(Environment *environment, Memory room);
void *slot_address(Slot *slot);                       /* the C function pointer; marks it as given out */
bool slot_bind(Slot *slot, Environment *environment); /* later calls run with it; false: no memory, they don't */

/* Gone: if the address was given out, calls report STATUS_GONE of the environment's callback and return its error value
 * from now on, else the slot is used again. To be called before environment_free() and callback_free(), which it needs no more.
 *   returns   false: no memory, calls go on as before: code, environment and callback have to stay */
bool slot_free(Slot *slot);

#endif
