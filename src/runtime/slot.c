/* slot.c: public addresses, see slot.h.
 *
 * Slots come in blocks: constant code, then the data of the same slots at the same distances. A Slot is its data. Blocks
 * are never unmapped. The code of all blocks is the same memory, so a slot takes no more than its data. After a fork both
 * sides go on with the same blocks: the code never changes and the data is private. */
#include "runtime/slot.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "platform/platform.h"
#include "runtime/front.h"

static_assert((int)ENVIRONMENT_VALUES == (int)PLATFORM_GONE_VALUES && (int)STATUS_GONE == (int)PLATFORM_GONE_STATUS,
              "what platform_gone() counts on");

enum { BLOCK_SIZE = 1 << 14, QUARANTINE_LENGTH = 1024 }; /* BLOCK_SIZE: of each half; or a page, where that is larger */

struct Slot {
    _Alignas(PLATFORM_SLOT_SIZE) _Atomic(Environment *) environment; /* the word that the code reads */
    _Atomic(Slot *) next; /* in the list of free ones; GIVEN_OUT: C may know the address */
    unsigned char *front; /* NULL: none */
};

static_assert(sizeof(Slot) == PLATFORM_SLOT_SIZE, "a slot has as many bytes of data as of code");

static Slot given_out;
#define GIVEN_OUT (&given_out)

static PlatformLock lock = PLATFORM_LOCK_INIT;
static Slot *free_slots;
static Slot *fresh, *fresh_end;          /* of the newest block: never used */
static const unsigned char *code_of_all; /* of the first block */
static size_t block_size;                /* 0: there is no block yet */
static void *quarantine[QUARANTINE_LENGTH];
static size_t quarantine_next;

static void before_fork(void)
{
    platform_lock(&lock);
}

static void after_fork(void)
{
    platform_unlock(&lock);
}

__attribute__((constructor)) static void watch_forks(void)
{
    platform_at_fork(before_fork, after_fork, after_fork);
}

Environment *environment_new(size_t values_size)
{
    return calloc(1, ENVIRONMENT_VALUES + values_size);
}

/* A ring: what comes in pushes out what came in QUARANTINE_LENGTH pieces ago. */
void quarantine_free(void *piece)
{
    if (!piece)
        return;
    platform_lock(&lock);
    void *oldest = quarantine[quarantine_next];
    quarantine[quarantine_next] = piece;
    quarantine_next = (quarantine_next + 1) % QUARANTINE_LENGTH;
    platform_unlock(&lock);
    free(oldest);
}

static unsigned char *write_code(void)
{
    unsigned char *code = malloc(block_size);
    for (size_t i = 0; code && i < block_size; i += PLATFORM_SLOT_SIZE)
        platform_write_slot(code + i, block_size);
    return code;
}

/* Where the system can't map the memory of the first block again, the block has its own. */
static bool put_code(unsigned char *block)
{
    if (code_of_all && platform_map_again(block, code_of_all, block_size))
        return true;
    unsigned char *code = write_code();
    bool done = code && platform_replace(block, code, block_size);
    free(code);
    return done;
}

/* Data for both halves, then the code over the lower one. */
static unsigned char *map_block(void)
{
    unsigned char *block = platform_map_data(2 * block_size);
    if (block && !put_code(block)) {
        platform_unmap(block, 2 * block_size);
        block = NULL;
    }
    if (block)
        platform_code_written(block, block_size);
    return block;
}

static bool add_block(void)
{
    size_t page = platform_page_size();
    if (!block_size) /* slot_code() reads it without the lock */
        block_size = page < BLOCK_SIZE ? BLOCK_SIZE : page;
    unsigned char *block = map_block();
    if (!block)
        return false;
    code_of_all = code_of_all ? code_of_all : block;
    fresh = (Slot *)(void *)(block + block_size);
    fresh_end = (Slot *)(void *)(block + 2 * block_size);
    return true;
}

static Slot *take_free_slot(void)
{
    Slot *slot = free_slots;
    if (slot)
        free_slots = slot->next;
    else if (fresh < fresh_end || add_block())
        slot = fresh++;
    return slot;
}

static unsigned char *slot_code(const Slot *slot)
{
    return (unsigned char *)slot - block_size;
}

static void reuse(Slot *slot)
{
    slot->environment = NULL;
    platform_lock(&lock);
    slot->next = free_slots;
    free_slots = slot;
    platform_unlock(&lock);
}

void environment_free(Environment *environment)
{
    quarantine_free(environment);
}

Slot *slot_new(Environment *environment, Memory room)
{
    platform_lock(&lock);
    Slot *slot = take_free_slot();
    platform_unlock(&lock);
    if (!slot)
        return NULL;
    slot->next = NULL;
    slot->environment = environment;
    slot->front = front_new(room, environment, slot_code(slot));
    return slot;
}

void *slot_address(Slot *slot)
{
    slot->next = GIVEN_OUT;
    return slot->front ? slot->front : slot_code(slot);
}

bool slot_bind(Slot *slot, Environment *environment)
{
    Environment *before = slot->environment;
    atomic_store_explicit(&slot->environment, environment, memory_order_release);
    if (!slot->front || front_divert(slot->front))
        return true;
    slot->environment = before;
    return false;
}

bool slot_free(Slot *slot)
{
    if (!slot)
        return true;
    if (slot->next != GIVEN_OUT) {
        reuse(slot);
        return true;
    }
    Environment *gone = callback_gone(((Environment *)slot->environment)->callback);
    return gone && slot_bind(slot, gone);
}
