/* test_slot.c: public addresses: many slots over one code, exchange behind an address, what a dead one does. */
#define _GNU_SOURCE 1 /* mremap */
#include <complex.h>
#include <malloc.h>
#include <math.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>

#include "abi_short.h"
#include "check.h"
#include "machine_code.h"
#include "platform/platform.h"
#include "runtime/report.h"
#include "runtime/slot.h"
#include "runtime/status.h"

/* Two entries: one returns its first value as an integer, the other as a double, plus the first argument. */
void entry_integer(void);
void entry_double(void);
__asm__(".text\n"
        ".p2align 4\n"
        "entry_integer:\n" TEXT_OF_SUM "entry_double:\n" TEXT_OF_REAL_SUM);

static Environment *environment_of(void (*entry)(void), Callback *callback, const void *value, size_t size)
{
    Environment *environment = environment_new(size);
    environment->entry = (void *)entry;
    environment->callback = callback;
    memcpy(environment->values, value, size);
    return environment;
}

static Environment *integer_environment(Callback *callback, int64_t value)
{
    return environment_of(entry_integer, callback, &value, sizeof value);
}

static int64_t call_integer(const void *address, int64_t argument)
{
    return ((int64_t (*)(int64_t))address)(argument);
}

static const Memory no_front = {.size = 0};

static Callback *callback_named(const char *name)
{
    return callback_new(name, "slot.py", 7, &(CallbackTable){0});
}

static void test_call_and_bind(void)
{
    double value = 0.5;
    Callback *callback = callback_named("bound");
    Environment *one = integer_environment(callback, 1), *two = integer_environment(callback, 2);
    Environment *real = environment_of(entry_double, callback, &value, sizeof value);
    Slot *slot = slot_new(one, no_front);
    void *address = slot_address(slot);
    CHECK(address == slot_address(slot));
    CHECK(call_integer(address, 40) == 41);
    slot_bind(slot, two);
    CHECK(call_integer(address, 40) == 42);
    slot_bind(slot, real);
    CHECK(((double (*)(double))address)(1.0) == 1.5);
    slot_free(slot);
    environment_free(one);
    environment_free(two);
    environment_free(real);
    callback_free(callback);
}

static void test_protection(void)
{
    Environment *environment = integer_environment(NULL, 1);
    Slot *slot = slot_new(environment, no_front);
    CHECK(strncmp(permissions_at(slot).text, "rw-", 3) == 0);
    slot_free(slot);
    environment_free(environment);

    Callback *callback = callback_named("protected");
    environment = integer_environment(callback, 1);
    slot = slot_new(environment, no_front);
    CHECK(strncmp(permissions_at(slot_address(slot)).text, "r-x", 3) == 0);
    CHECK(writable_code_mappings() == 0);
    slot_free(slot);
    environment_free(environment);
    callback_free(callback);
}

/* The system's page, whatever the test pretends. */
static bool can_map_again(void *address)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    void *start = (char *)address - (uintptr_t)address % page;
    return mremap(start, 0, page, MREMAP_MAYMOVE) != MAP_FAILED;
}

/* More than a block holds: the code of all blocks is the same memory, unless the system maps none a second time. */
static void test_many(void)
{
    enum { COUNT = 3000 };
    static Slot *slots[COUNT];
    static Environment *environments[COUNT];
    Callback *callback = callback_named("many");
    bool right = true;
    for (int64_t i = 0; i < COUNT; i++)
        slots[i] = slot_new(environments[i] = integer_environment(callback, i), no_front);
    for (int64_t i = 0; i < COUNT; i++)
        right = right && call_integer(slot_address(slots[i]), 1000000) == 1000000 + i;
    CHECK(right);
    CHECK((char *)slot_address(slots[1]) - (char *)slot_address(slots[0]) == PLATFORM_SLOT_SIZE);
    unsigned long code = memory_at(slot_address(slots[0]));
    bool can_share = can_map_again(slot_address(slots[0]));
    CHECK(code && (memory_at(slot_address(slots[COUNT - 1])) == code) == can_share);
    for (size_t i = 0; i < COUNT; i++) {
        slot_free(slots[i]);
        environment_free(environments[i]);
    }
    callback_free(callback);
}

static void ignore_request(void)
{
}

static bool take_gone(const char *name, uint64_t count)
{
    Report report;
    if (!report_take(&report) || strcmp(callback_name(report.callback), name) || report.count != count)
        return false;
    const CallbackPlace *place = callback_step(report.callback, &report.path);
    return report.exception == callback_exception(report.callback, STATUS_GONE) && place->line == 7 &&
           strcmp(place->file, "slot.py") == 0 && !report.path && !report_take(&report);
}

static void *gone_address(const char *name, AbiValue result, uint64_t low, uint64_t high)
{
    Callback *callback = callback_named(name);
    callback_set_error_value(callback, &result, (uint64_t[]){low, high});
    Environment *environment = integer_environment(callback, 5);
    Slot *slot = slot_new(environment, no_front);
    void *address = slot_address(slot);
    slot_free(slot);
    environment_free(environment);
    callback_free(callback);
    return address;
}

/* Closures share the record of their code; it outlives the last of them, for those whose address is known. */
static void test_gone_together(void)
{
    enum { COUNT = 100 };
    void *addresses[COUNT];
    Callback *callback = callback_named("together");
    callback_set_error_value(callback, &ABI(i64), (uint64_t[]){9});
    for (int64_t i = 0; i < COUNT; i++) {
        Environment *environment = integer_environment(callback, i);
        Slot *slot = slot_new(environment, no_front);
        addresses[i] = slot_address(slot);
        CHECK(call_integer(addresses[i], 1000) == 1000 + i);
        CHECK(slot_free(slot));
        environment_free(environment);
    }
    callback_free(callback);
    for (size_t i = 0; i < COUNT; i++)
        CHECK(call_integer(addresses[i], 1) == 9);
    CHECK(take_gone("together", COUNT));
}

/* One record of all that are equal; another where they return something else. */
static void test_gone_alike(void)
{
    void *first = gone_address("alike", ABI(i64), 1, 0), *second = gone_address("alike", ABI(i64), 1, 0);
    void *other = gone_address("alike", ABI(i64), 2, 0);
    Report report;
    CHECK(call_integer(first, 0) == 1 && call_integer(second, 0) == 1 && call_integer(other, 0) == 2);
    CHECK(report_take(&report) && report.count == 2);
    CHECK(take_gone("alike", 1));
}

/* What a callback that is gone leaves behind is its slot. Where malloc is another one there is nothing to count. */
static void test_gone_leaves_little(void)
{
    enum { COUNT = 10000, MOST = 4 };
    size_t before = 0;
    for (size_t i = 0; i < 2 * COUNT; i++) {
        if (i == COUNT) /* past the quarantine */
            before = mallinfo2().uordblks;
        gone_address("little", ABI(i64), 1, 0);
    }
    CHECK(mallinfo2().uordblks <= before + MOST * COUNT);
}

static uint64_t bits(double value)
{
    uint64_t word;
    memcpy(&word, &value, sizeof word);
    return word;
}

static uint64_t bits32(float value)
{
    uint32_t word;
    memcpy(&word, &value, sizeof word);
    return word;
}

static void test_gone_floats(void)
{
    void *real = gone_address("real", ABI(f64), bits(NAN), 0);
    CHECK(isnan(((double (*)(double))real)(2.0)));
    CHECK(isnan(((double (*)(double))real)(3.0)));
    CHECK(take_gone("real", 2));
    void *minus_one = gone_address("minus one", ABI(f64), bits(-1.0), 0);
    CHECK(((double (*)(double))minus_one)(3.0) == -1.0);
    CHECK(take_gone("minus one", 1));
    void *single = gone_address("single", ABI(f32), bits32(1.25f), 0);
    CHECK(((float (*)(float))single)(2.0f) == 1.25f);
    CHECK(take_gone("single", 1));
}

static void test_gone_complex(void)
{
    void *wide = gone_address("wide", ABI_C128, bits(1.5), bits(-2.5));
    double complex value = ((double complex (*)(void))wide)();
    CHECK(creal(value) == 1.5 && cimag(value) == -2.5);
    CHECK(take_gone("wide", 1));
    void *narrow = gone_address("narrow", ABI_C64, bits32(3.5f), bits32(-4.5f));
    float complex small = ((float complex (*)(void))narrow)();
    CHECK(crealf(small) == 3.5f && cimagf(small) == -4.5f);
    CHECK(take_gone("narrow", 1));
}

static void test_gone_integers(void)
{
    void *word = gone_address("word", ABI(i64), 77, 0);
    CHECK(call_integer(word, 1) == 77);
    CHECK(take_gone("word", 1));
    void *pointer = gone_address("pointer", ABI(ptr), 0, 0);
    CHECK(((void *(*)(void))pointer)() == NULL);
    CHECK(take_gone("pointer", 1));
}

static void *volatile kept[2]; /* for LeakSanitizer, which doesn't look into slots */

/* An address that was given out is never another callback's; one that wasn't is used again. */
static void test_reuse(void)
{
    void *dead = gone_address("dead", ABI(i64), 13, 0);
    Callback *callback = callback_named("next");
    Environment *environment = integer_environment(callback, 5);
    bool again = false;
    for (size_t i = 0; i < 5000; i++)
        again = again || slot_address(slot_new(environment, no_front)) == dead;
    CHECK(!again);
    CHECK(call_integer(dead, 1) == 13);
    CHECK(take_gone("dead", 1));
    Slot *quiet = slot_new(environment, no_front);
    slot_free(quiet);
    CHECK(slot_new(environment, no_front) == quiet);
    /* The slots live on, and so do what they hold. */
    kept[0] = environment;
    kept[1] = callback;
}

/* A thread that is still inside reads values that are there. ASan watches. */
static void test_quarantine(void)
{
    Environment *environment = integer_environment(NULL, 99);
    environment_free(environment);
    for (int64_t i = 0; i < 1000; i++)
        environment_free(integer_environment(NULL, i));
    int64_t value;
    memcpy(&value, environment->values, sizeof value);
    CHECK(value == 99);
}

static Slot *shared_slot;
static Callback *shared_callback;

static void bind_in_child(void)
{
    CHECK(call_integer(slot_address(shared_slot), 0) == 1);
    slot_bind(shared_slot, integer_environment(shared_callback, 2));
    CHECK(call_integer(slot_address(shared_slot), 0) == 2);
    CHECK(call_integer(slot_address(slot_new(integer_environment(shared_callback, 3), no_front)), 0) == 3);
}

static void test_fork(void)
{
    shared_callback = callback_named("shared");
    Environment *environment = integer_environment(shared_callback, 1);
    shared_slot = slot_new(environment, no_front);
    CHECK(in_child(bind_in_child) == 0);
    CHECK(call_integer(slot_address(shared_slot), 0) == 1);
    slot_free(shared_slot);
    environment_free(environment);
    callback_free(shared_callback);
}

/* ---- fronts */

static Memory near_code; /* a front, then entry_integer() */
static Slot *near_slot;

static int64_t call_near(void)
{
    return call_integer(slot_address(near_slot), 40);
}

static Environment *near_environment(Callback *callback, int64_t value)
{
    Environment *environment = integer_environment(callback, value);
    environment->entry = near_code.executable + PLATFORM_FRONT_SIZE;
    return environment;
}

static Environment *fill_near(const char *name)
{
    memcpy(near_code.writable + PLATFORM_FRONT_SIZE, code_of_sum, sizeof code_of_sum);
    CHECK(memory_publish(near_code));
    Environment *environment = near_environment(callback_named(name), 2);
    near_slot = slot_new(environment, (Memory){near_code.writable, near_code.executable, PLATFORM_FRONT_SIZE});
    CHECK(call_near() == 42);
    return environment;
}

static Environment *make_near(const char *name)
{
    CHECK(memory_alloc(PLATFORM_FRONT_SIZE + sizeof code_of_sum, &near_code));
    return fill_near(name);
}

static void drop_near(Environment *environment)
{
    CHECK(slot_free(near_slot));
    memory_free(near_code);
    callback_free(environment->callback);
    environment_free(environment);
}

static void test_front(void)
{
    Environment *first = make_near("near"), *second = near_environment(first->callback, 3);
    unsigned char *address = slot_address(near_slot);
    CHECK(address == near_code.executable + PLATFORM_FRONT_START);
    CHECK(strncmp(permissions_at(address).text, "r-x", 3) == 0);
    slot_bind(near_slot, second);
    CHECK(slot_address(near_slot) == address && call_near() == 43);
    slot_bind(near_slot, first);
    CHECK(call_near() == 42);
    drop_near(first);
    environment_free(second);
    size_t used = memory_use().used;
    for (int64_t i = 0; i < 2000; i++) { /* past the quarantine: the front's memory isn't used again */
        Memory other;
        CHECK(memory_alloc(PLATFORM_FRONT_SIZE, &other));
        memset(other.writable, 0xCC, other.size);
        memory_free(other);
    }
    CHECK(memory_use().used == used + 64);
    CHECK(call_integer(address, 1) == 0);
    CHECK(take_gone("near", 1));
}

static void drop_near_in_child(void)
{
    CHECK(call_near() == 42);
    CHECK(slot_bind(near_slot, near_environment(NULL, 5)));
    CHECK(call_near() == 45);
    CHECK(strncmp(permissions_at(slot_address(near_slot)).text, "r-x", 3) == 0 && writable_code_mappings() == 0);
}

/* Code is shared with children: what one side diverts, the other still runs. */
static void test_front_and_fork(void)
{
    Environment *environment = make_near("parent's");
    CHECK(in_child(drop_near_in_child) == 0);
    CHECK(call_near() == 42);
    drop_near(environment);
    CHECK(call_near() == 0);
    CHECK(take_gone("parent's", 1));
}

static uintptr_t page_of(const void *address)
{
    return (uintptr_t)address / platform_page_size();
}

/* A piece that a thread still fills when the process forks, in a page that is replaced meanwhile. */
static void test_front_written_late(void)
{
    Environment *early = make_near("early");
    Slot *early_slot = near_slot;
    Memory early_code = near_code;
    CHECK(memory_alloc(PLATFORM_FRONT_SIZE + sizeof code_of_sum, &near_code));
    CHECK(page_of(near_code.executable) == page_of(early_code.executable));
    CHECK(in_child(ignore_request) == 0);
    CHECK(slot_free(early_slot));
    Environment *late = fill_near("late");
    CHECK(call_integer(slot_address(early_slot), 1) == 0);
    CHECK(take_gone("early", 1));
    drop_near(late);
    CHECK(call_near() == 0);
    CHECK(take_gone("late", 1));
    memory_free(early_code);
    callback_free(early->callback);
    environment_free(early);
}

/* A front would leave a page behind each fork. */
static void find_no_front(void)
{
    for (int i = 0; i <= MEMORY_MOST_FORKS; i++)
        CHECK(in_child(ignore_request) == 0);
    Environment *environment = make_near("without");
    CHECK(slot_address(near_slot) < (void *)near_code.executable ||
          slot_address(near_slot) >= (void *)(near_code.executable + near_code.size));
    drop_near(environment);
}

static void test_no_front_among_forks(void)
{
    CHECK(in_child(find_no_front) == 0);
}

/* Where a page can't be replaced the code stays as it is. */
static void divert_without_memory(void)
{
    if (!deny(SYS_mremap, SYS_memfd_create))
        return;
    CHECK(!slot_bind(near_slot, near_environment(NULL, 3)) && call_near() == 42);
    CHECK(!slot_free(near_slot) && call_near() == 42);
}

static void test_front_without_memory(void)
{
    Environment *environment = make_near("kept");
    CHECK(in_child(divert_without_memory) == 0);
    drop_near(environment);
}

static _Atomic bool stop_calling;

static void *keep_calling(void *address)
{
    intptr_t wrong = 0;
    while (!stop_calling) {
        int64_t result = call_integer(address, 40);
        wrong += result < 42 || result > 43;
    }
    return (void *)wrong;
}

/* A thread that calls while the front is diverted gets one result or the other. */
static void test_front_and_threads(void)
{
    for (int round = 0; round < 200; round++) {
        Environment *first = make_near("busy"), *second = near_environment(first->callback, 3);
        pthread_t thread;
        void *wrong = NULL;
        stop_calling = false;
        CHECK(pthread_create(&thread, NULL, keep_calling, slot_address(near_slot)) == 0);
        if (round % 2) /* seals the page */
            CHECK(in_child(ignore_request) == 0);
        slot_bind(near_slot, second);
        CHECK(call_near() == 43);
        stop_calling = true;
        pthread_join(thread, &wrong);
        CHECK(wrong == NULL);
        drop_near(first);
        environment_free(second);
    }
}

int main(int argument_count, char **arguments)
{
    check_begin(argument_count, arguments);
    report_listen(ignore_request);
    test_call_and_bind();
    test_protection();
    test_many();
    test_gone_floats();
    test_gone_complex();
    test_gone_integers();
    test_gone_together();
    test_gone_alike();
    test_gone_leaves_little();
    test_reuse();
    test_quarantine();
    test_fork();
    test_front();
    test_front_and_fork();
    test_front_written_late();
    test_front_without_memory();
    test_no_front_among_forks();
    if (FORKS_AMONG_THREADS)
        test_front_and_threads();
    return check_summary();
}
