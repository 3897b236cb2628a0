/* front.h: a front is code right before a function that loads the function's environment as a constant and falls into it.
 *
 * It is a better address for C to call than a slot's (slot.h), whose jump costs a cycle: a quarter of a trivial callback, so that
 * one takes 1.20 times as long as C's own, a comparison for qsort() 1.23 times, and both 1.00 times with a front. When the
 * environment is another one, or gone, the front is diverted, to the slot. */
#ifndef UPCALL_FRONT_H
#define UPCALL_FRONT_H

#include "runtime/memory.h"

/* Write a front.
 *   room      of image_front(); its size is 0: there is none
 *   slot      code of the slot that it may be diverted to
 *   returns   the address for C; NULL: none, let C call the slot */
unsigned char *front_new(Memory room, const void *environment, const void *slot);

/* From now on calls of `front` go to its slot; threads may be running there. It stays for good, for C may go on calling it.
 *   returns   false: no memory, it isn't diverted */
bool front_divert(unsigned char *front);

#endif
