/* test_memory.c: executable memory: W^X, packing, the quarantine, threads, forks. */
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "machine_code.h"
#include "runtime/memory.h"

enum { BLOCK = 64 };

static void fill(Memory memory, unsigned char byte)
{
    memset(memory.writable, byte, memory.size);
}

static bool holds(Memory memory, unsigned char byte)
{
    for (size_t i = 0; i < memory.size; i++)
        if (memory.executable[i] != byte || memory.writable[i] != byte)
            return false;
    return true;
}

static Memory make(size_t size)
{
    Memory memory = {0};
    if (!memory_alloc(size, &memory)) {
        fprintf(stderr, "no memory\n");
        abort();
    }
    return memory;
}

static Memory target; /* of write_to_code() and run_data() */

static void write_to_code(void)
{
    signal(SIGSEGV, SIG_DFL);
    *(volatile unsigned char *)target.executable = 1;
}

static void run_data(void)
{
    signal(SIGSEGV, SIG_DFL);
    ((void (*)(void))target.writable)();
}

static void test_write_xor_execute(void)
{
    target = make(sizeof code_of_42);
    memcpy(target.writable, code_of_42, sizeof code_of_42);
    CHECK(memory_publish(target));
    CHECK(((int (*)(void))target.executable)() == 42);
    CHECK(strncmp(permissions_at(target.executable).text, "r-x", 3) == 0);
    CHECK(strncmp(permissions_at(target.writable).text, "rw-", 3) == 0);
    CHECK(writable_code_mappings() == 0);
    int status = in_child(write_to_code);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
    status = in_child(run_data);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
    memory_free(target);
}

static void test_packing(void)
{
    enum { COUNT = 10000 };
    static Memory all[COUNT];
    MemoryUse before = memory_use();
    bool aligned = true, intact = true;
    for (size_t i = 0; i < COUNT; i++) {
        all[i] = make(i % 200);
        fill(all[i], (unsigned char)i);
        aligned = aligned && (uintptr_t)all[i].executable % BLOCK == 0 && (uintptr_t)all[i].writable % BLOCK == 0;
    }
    for (size_t i = 0; i < COUNT; i++)
        intact = intact && holds(all[i], (unsigned char)i);
    CHECK(aligned);
    CHECK(intact);
    MemoryUse use = memory_use();
    size_t page = platform_page_size(), bytes = (use.pages - before.pages) * page;
    printf("%d pieces of 100 bytes on average: %zu bytes each\n", COUNT, bytes / COUNT);
    CHECK(bytes / COUNT <= 192);
    CHECK(use.used - before.used >= (size_t)COUNT * 99 && use.used <= use.pages * page);
    for (size_t i = 0; i < COUNT; i++)
        memory_free(all[i]);
    use = memory_use();
    CHECK(use.used == before.used);
    CHECK(use.pages < before.pages + bytes / page / 2); /* most of it went back to the system */
}

static void test_large(void)
{
    Memory memory = make((size_t)5 << 20);
    fill(memory, 7);
    CHECK(holds(memory, 7));
    memory_free(memory);
    CHECK(holds(memory, 7)); /* at rest, still there */
    Memory none;
    CHECK(!memory_alloc(SIZE_MAX, &none));
    CHECK(!memory_alloc(SIZE_MAX / 2, &none));
    CHECK(!memory_alloc((size_t)1 << 31, &none));
}

static void test_quarantine(void)
{
    enum { AT_LEAST = 1000, CYCLES = 100000 };
    Memory freed = make(100);
    fill(freed, 0x5A);
    size_t quarantined = memory_use().quarantined;
    memory_free(freed);
    CHECK(memory_use().quarantined > quarantined);
    bool early = false, again = false;
    size_t pages = 0;
    for (size_t i = 0; i < CYCLES; i++) {
        Memory next = make(100);
        early = early || (i < AT_LEAST && next.executable == freed.executable);
        again = again || next.executable == freed.executable;
        fill(next, 1);
        memory_free(next);
        if (i < AT_LEAST && !holds(freed, 0x5A))
            early = true;
        if (i == AT_LEAST)
            pages = memory_use().pages;
    }
    CHECK(!early);
    CHECK(again);
    CHECK(memory_use().pages <= pages);
}

/* What large pieces leave in the quarantine is bounded. */
static void test_quarantine_of_large_pieces(void)
{
    for (size_t i = 0; i < 1000; i++)
        memory_free(make(100000));
    CHECK(memory_use().quarantined <= (size_t)70 * 100000);
}

enum { FILES = 256 };

typedef struct Files {
    size_t count;
    unsigned long inodes[FILES];
} Files;

/* The files behind the executable mappings, also of anonymous memory: an address may come back with another one, a file may not.
 * `only`: NULL: of all mappings, else of the one that holds this address. */
static Files memory_files(const unsigned char *only)
{
    Files files = {0};
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    while (maps && files.count < FILES && fgets(line, sizeof line, maps)) {
        unsigned long start, end, inode;
        if (sscanf(line, "%lx-%lx r-xs %*x %*s %lu", &start, &end, &inode) == 3)
            if (!only || (unsigned long)only - start < end - start)
                files.inodes[files.count++] = inode;
    }
    if (maps)
        fclose(maps);
    return files;
}

static bool is_among(const Files *files, const Memory *memory)
{
    Files own = memory_files(memory->executable);
    for (size_t i = 0; i < files->count; i++)
        if (own.count != 1 || files->inodes[i] == own.inodes[0])
            return true;
    return false;
}

static Files before_fork;
static Memory kept_alive[100], freed_after[100];

/* Neither process may hand out or write what existed at the fork, however much it frees and allocates. */
static void use_after_fork(void)
{
    bool old = false, intact = true;
    for (size_t i = 0; i < 100; i++)
        memory_free(freed_after[i]);
    for (size_t i = 0; i < 20000; i++) {
        Memory memory = make(100 + i % 1000);
        old = old || (i % 100 == 0 && is_among(&before_fork, &memory));
        fill(memory, 0xEE);
        memory_free(memory);
    }
    for (size_t i = 0; i < 100; i++)
        intact = intact && holds(kept_alive[i], (unsigned char)i);
    CHECK(!old);
    CHECK(intact);
}

static void test_fork(void)
{
    for (size_t i = 0; i < 100; i++) {
        fill(kept_alive[i] = make(300), (unsigned char)i);
        freed_after[i] = make(300);
    }
    before_fork = memory_files(NULL);
    CHECK(before_fork.count > 0 && is_among(&before_fork, &kept_alive[0]));
    CHECK(in_child(use_after_fork) == 0);
    use_after_fork();
    for (size_t i = 0; i < 100; i++)
        memory_free(kept_alive[i]);
}

static atomic_bool stop;

static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Fill, check and free pieces of its own in random order. `argument`: the byte that marks them. */
static void *churn(void *argument)
{
    enum { LIVE = 64, ROUNDS = 20000 };
    unsigned char mark = (unsigned char)(uintptr_t)argument;
    Memory live[LIVE] = {0};
    unsigned state = mark;
    bool intact = true;
    for (size_t round = 0; round < ROUNDS || !stop; round++) {
        Memory *memory = &live[next_random(&state) % LIVE];
        if (memory->executable) {
            intact = intact && holds(*memory, mark);
            memory_free(*memory);
        }
        fill(*memory = make(next_random(&state) % 3000), mark);
    }
    for (size_t i = 0; i < LIVE; i++)
        if (live[i].executable)
            memory_free(live[i]);
    CHECK(intact);
    return NULL;
}

static void allocate_a_little(void)
{
    for (size_t i = 0; i < 100; i++) {
        Memory memory = make(1000);
        fill(memory, 3);
        CHECK(holds(memory, 3));
        memory_free(memory);
    }
}

/* Four threads at once, and children forked while they hold the lock or don't. */
static void test_threads_and_forks(void)
{
    enum { THREADS = 4, FORKS = 40 };
    pthread_t threads[THREADS];
    size_t used = memory_use().used;
    for (size_t i = 0; i < THREADS; i++)
        CHECK(pthread_create(&threads[i], NULL, churn, (void *)(uintptr_t)(i + 1)) == 0);
    for (size_t i = 0; i < FORKS && FORKS_AMONG_THREADS; i++)
        CHECK(in_child(allocate_a_little) == 0);
    stop = true;
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    CHECK(memory_use().used == used);
}

int main(int argument_count, char **arguments)
{
    check_begin(argument_count, arguments);
    test_write_xor_execute();
    test_quarantine();
    test_packing();
    test_large();
    test_quarantine_of_large_pieces();
    test_fork();
    test_threads_and_forks();
    CHECK(writable_code_mappings() == 0);
    return check_summary();
}
