/* platform.h: what core asks of the operating system, the machine and the C ABI. A file for each implements it, and nothing
 * else in core depends on one: platform_linux.c; platform_x86_64.c and platform_sysv.c, or platform_aarch64.c and
 * platform_aapcs64.c. The machine's constants are in machine.h. */
#ifndef UPCALL_PLATFORM_H
#define UPCALL_PLATFORM_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/abi_type.h"
#include "platform/machine.h"

typedef pthread_mutex_t PlatformLock;
#define PLATFORM_LOCK_INIT PTHREAD_MUTEX_INITIALIZER

void platform_lock(PlatformLock *lock);
void platform_unlock(PlatformLock *lock);

/* Run `before` before each fork of the process, then `after_parent` and `after_child`. To be called while the library is
 * opened, so that no fork can come between a lock's first use and its handler. */
void platform_at_fork(void (*before)(void), void (*after_parent)(void), void (*after_child)(void));

void platform_sleep(void); /* a millisecond */

size_t platform_page_size(void);

/* Executable memory: `size` bytes, whole pages, zeroed, at two addresses: writable at one, executable at the other. Shared
 * with children.
 *   returns   false: no memory, nothing is mapped */
bool platform_map_dual(size_t size, unsigned char **writable, unsigned char **executable);
void platform_unmap(void *address, size_t size);

/* The same at one address, this process's own: what a debugger can write breakpoints to. NULL: refused, or no memory */
unsigned char *platform_map_writable_code(size_t size);

/* Put executable pages that hold `bytes` and are written never again in the place of those at `at`, for this process and its
 * children to come. Threads may be running there.
 *   size      whole pages
 *   returns   false: no memory, nothing has changed */
bool platform_replace(unsigned char *at, const void *bytes, size_t size);

/* Put pages that platform_replace() has made also in the place of those at `at`: the same memory, twice.
 *   returns   false: no memory, or the system can't; nothing has changed */
bool platform_map_again(unsigned char *at, const unsigned char *code, size_t size);

/* Does the system refuse executable memory, other than for want of memory? It is asked anew, and `text` gets the calls and
 * the reasons. */
bool platform_refuses_code(char *text, size_t size);

/* The ways to executable memory, the first that works being taken: of the i-th its name, and in `refusal` the call that the
 * system refuses, and why; "": none. NULL: there are no more ways. */
const char *platform_code_way(size_t i, char *refusal, size_t size);

unsigned char *platform_map_data(size_t size); /* private, zeroed; NULL: no memory */

/* The address of `symbol` in the shared library at `path`, which stays open. NULL: *error says why, until the next call. */
void *platform_library_symbol(const char *path, const char *symbol, const char **error);

/* The address of a function of the system's libm; NULL: it has none of that name. */
const void *platform_math_function(const char *name);

/* The build-id of the library or program that holds `address`: `size` bytes. false: it has none of that size */
bool platform_build_id(const void *address, uint8_t *id, size_t size);

/* Instructions were written that run at `executable`, by whatever mapping: after it all threads run those. Before it, a thread may
 * run what stood there, or what is written to be changed under its feet (a front's diversion). */
void platform_code_written(unsigned char *executable, size_t size);

/* What a compiler reads of the processor, to choose instructions and their order; 0 where the processor doesn't say. Equal
 * on each core of a machine. No padding: its bytes are compared. */
void platform_processor(PlatformProcessor *processor);

/* The code of a slot, PLATFORM_SLOT_SIZE bytes: it takes the environment from the word `distance` bytes after it, and goes where
 * the environment's first word points. */
void platform_write_slot(unsigned char *writable, size_t distance);

/* A front: code that falls into the function that follows with that environment. It takes PLATFORM_FRONT_SIZE bytes, and is
 * called PLATFORM_FRONT_START bytes after their beginning. Once the PlatformDiversion stands at that place, in one store,
 * it goes to `slot` instead. */
extern const PlatformDiversion platform_diversion;
void platform_write_front(unsigned char *writable, const void *environment, const void *slot);

/* A stub, PLATFORM_STUB_SIZE bytes: code that goes where the word at `target`, less than 2 GiB away, points. */
void platform_write_stub(unsigned char *writable, const unsigned char *executable, const unsigned char *target);

/* The memory of the stack that the calling thread began on: from `low`, as far as it may grow, up to `high`. Where it may grow
 * without end it is taken to end after PLATFORM_STACK_BUDGET bytes.
 *   returns   false: the system doesn't say, but may if it is asked again. Then `low` and `high` are what the main thread has
 *             for sure, whichever thread asks */
enum { PLATFORM_STACK_BUDGET = 64 << 20 };
bool platform_stack(uintptr_t *low, uintptr_t *high);

/* What a function leaves in the registers that C reads its result from. platform_gone() loads them in this order. */
typedef struct ReturnValue {
    uint64_t integer[2], real[4];
    size_t memory_size; /* bytes where the caller wants the result, which are zeros; 0: it is in registers */
} ReturnValue;

/*   words   one a component of the result, or those of a record, as in LirEntry.error_value; what passes in memory is zeros */
ReturnValue platform_return_value(const AbiValue *result, const uint64_t *words);

/* How calls of one prototype pass: made once for all calls.
 *   returns   in one piece, for free(); NULL: no memory */
typedef struct PlatformCall PlatformCall;
PlatformCall *platform_call_new(const AbiValue *arguments, size_t count, const AbiValue *result);
size_t platform_call_room(const PlatformCall *call); /* words */

/* Call `entry` with that environment.
 *   arguments   a word a component, in its low bytes, and the words of records; result: likewise
 *   room        of platform_call_room() words: what passes in registers and on the stack */
void platform_call(const PlatformCall *call, const void *entry, const void *environment, const uint64_t *arguments,
                   uint64_t *result, uint64_t *room);

/* The entry of an environment whose values, PLATFORM_GONE_VALUES bytes from its start, are one ReturnValue: report
 * PLATFORM_GONE_STATUS, return that value. No C function: only a slot can call it. */
enum { PLATFORM_GONE_VALUES = 16, PLATFORM_GONE_STATUS = 1 << 24 };
void platform_gone(void);

#endif
