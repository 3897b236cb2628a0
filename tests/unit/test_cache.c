/* test_cache.c: artifacts, and the two places that they are kept in: what is damaged, swapped or somebody else's is never
 * taken, nothing waits, and neither memory nor disk grows beyond its limit.
 *
 * Argument: an object that loads, of tests/unit/objects/good.c. The bytes of LIR are any: only the compiler reads them. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "check.h"
#include "compile/compile.h"
#include "platform/platform.h"
#include "platform/platform_files.h"
#include "runtime/cache.h"
#include "runtime/cache_disk.h"
#include "runtime/cache_memory.h"

static Bytes object;
static char folder[64];

static void read_object(const char *path)
{
    static uint8_t bytes[1 << 20];
    FILE *file = fopen(path, "rb");
    object = (Bytes){bytes, file ? fread(bytes, 1, sizeof bytes, file) : 0};
    if (file)
        fclose(file);
}

static Bytes text(const char *lir)
{
    return (Bytes){(const uint8_t *)lir, strlen(lir)};
}

static Bytes artifact_of(const char *lir)
{
    return artifact_write(&(Artifact){content_of(text(lir)), object});
}

static bool equal(Bytes a, Bytes b)
{
    return a.size == b.size && !memcmp(a.items, b.items, a.size);
}

static const Frozen *resolve_nothing(Unit *u, const Frozen *owner, const char *name)
{
    (void)u, (void)owner, (void)name;
    return NULL;
}

static Unit *new_unit(void)
{
    return compile_unit((Resolver){.resolve = resolve_nothing});
}

static void load_into(Unit *u, void *argument)
{
    *(Image **)argument = load(u, object.items, object.size, runtime_symbols, runtime_symbol_count);
}

static Image *new_image(void)
{
    Unit *u = new_unit();
    Image *image = NULL;
    CHECK(unit_guard(u, load_into, &image));
    unit_free(u);
    return image;
}

/* ---- the processor: linked with --wrap, so that it can be made another one */

void __real_platform_processor(PlatformProcessor *processor);
void __wrap_platform_processor(PlatformProcessor *processor);

static unsigned flipped_bit; /* of the processor, and 1 more */

void __wrap_platform_processor(PlatformProcessor *processor)
{
    __real_platform_processor(processor);
    if (flipped_bit)
        ((uint8_t *)processor)[(flipped_bit - 1) / 8] ^= (uint8_t)(1 << (flipped_bit - 1) % 8);
}

/* In a child that hasn't made a key yet. */
static Key key_of_child(void)
{
    int ends[2];
    Key key = {{0, 0}};
    CHECK(!pipe(ends));
    pid_t child = fork();
    if (child == 0) {
        Content content = content_of((Bytes){(const uint8_t *)"code", 4});
        _exit(write(ends[1], &content.key, sizeof key) != sizeof key);
    }
    CHECK(read(ends[0], &key, sizeof key) == sizeof key && waitpid(child, NULL, 0) == child);
    close(ends[0]);
    close(ends[1]);
    return key;
}

/* Each bit that the compiler may look at makes another key. */
static void test_processor(void)
{
    Key own = key_of_child(), again = key_of_child();
    CHECK(!memcmp(&own, &again, sizeof own));
    for (flipped_bit = 1; flipped_bit <= 8 * sizeof(PlatformProcessor); flipped_bit++) {
        Key other = key_of_child();
        CHECK(memcmp(&own, &other, sizeof own));
    }
    flipped_bit = 0;
}

/* A process that is moved stores nothing from then on. */
static void test_moved_process(void)
{
    Content content = content_of((Bytes){(const uint8_t *)"code", 4});
    CacheLookup lookup = {.content = content};
    cache_see_processor();
    flipped_bit = 1;
    CHECK(!artifact_processor_is_same());
    cache_see_processor();
    flipped_bit = 0;
    CHECK(!cache_store(&lookup, (Bytes){content.lir.items, 4}, NULL) &&
          strstr(lookup.not_written, "another processor"));
}

/* ---- artifacts */

static void test_artifact(void)
{
    Artifact read;
    Bytes bytes = artifact_of("some code");
    Content content = content_of(text("some code")), other = content_of(text("some codf"));
    CHECK(artifact_read(bytes, &read));
    CHECK(content_equal(&read.content, &content) && equal(read.object, object));
    CHECK(!content_equal(&read.content, &other) && memcmp(&content.key, &other.key, sizeof(Key)));
    CHECK(artifact_processor_is_same());
    free((void *)bytes.items);
}

static void test_damaged_artifacts(void)
{
    Artifact read;
    Bytes good = artifact_write(&(Artifact){content_of(text("x")), {object.items, 300}});
    uint8_t *bytes = malloc(good.size + 8);
    memcpy(bytes, good.items, good.size);
    for (size_t size = 0; size < good.size; size++)
        CHECK(!artifact_read((Bytes){bytes, size}, &read));
    memset(bytes + good.size, 0, 8);
    CHECK(!artifact_read((Bytes){bytes, good.size + 8}, &read));
    for (size_t i = 0; i < good.size * 8; i++) {
        bytes[i / 8] ^= (uint8_t)(1 << i % 8);
        CHECK(!artifact_read((Bytes){bytes, good.size}, &read));
        bytes[i / 8] ^= (uint8_t)(1 << i % 8);
    }
    CHECK(artifact_read((Bytes){bytes, good.size}, &read));
    free(bytes);
    free((void *)good.items);
}

/* ---- memory */

static Image *add(const char *lir)
{
    return cache_memory_add(artifact_of(lir), new_image());
}

static Image *find(const char *lir)
{
    Content content = content_of(text(lir));
    return cache_memory_find(&content);
}

static void test_one_image_a_content(void)
{
    Image *first = add("one"), *second = add("one"), *found = find("one");
    CHECK(first == second && first == found);
    CHECK(!find("two"));
    Bytes copy = cache_memory_artifact(first), expected = artifact_of("one");
    CHECK(equal(copy, expected));
    free((void *)copy.items);
    free((void *)expected.items);
    image_free(first);
    image_free(second);
    image_free(found);
    found = find("one"); /* held by the cache alone */
    CHECK(found == first);
    image_free(found);
    cache_memory_clear();
    CHECK(!find("one") && cache_memory_use().found == 0);
}

/* Two contents with one key, as a clumsy hash or an attacker might make them. */
static void test_equal_keys(void)
{
    Content mine = content_of(text("mine")), other = {mine.key, text("other")};
    Image *image = cache_memory_add(artifact_write(&(Artifact){other, object}), new_image());
    CHECK(!cache_memory_find(&mine));
    image_free(image);
    Image *own = add("mine"), *found = cache_memory_find(&mine);
    CHECK(own == found && !cache_memory_find(&other));
    image_free(own);
    image_free(found);
    cache_memory_clear();
}

static void test_what_is_held(void)
{
    char name[20];
    Image *first = add("held by its owner"), *image;
    for (int i = 0; i < 2 * CACHE_MEMORY_COUNT; i++) {
        snprintf(name, sizeof name, "%d", i);
        image_free(add(name));
        CHECK(cache_memory_use().held <= CACHE_MEMORY_COUNT && cache_memory_use().bytes <= CACHE_MEMORY_BYTES);
    }
    size_t held = cache_memory_use().held;
    CHECK(held > 10 && cache_memory_use().found == held + 1); /* `first` is no longer held, but found */
    CHECK(!find("0"));
    CHECK((image = find(name)) != NULL);
    image_free(image);
    CHECK((image = find("held by its owner")) == first);
    image_free(image);
    image_free(first);
    cache_memory_clear();
    CHECK(cache_memory_use().found == 0 && cache_memory_use().held == 0 && cache_memory_use().bytes == 0);
}

static void *add_and_find(void *argument)
{
    unsigned seed = (unsigned)(uintptr_t)argument;
    char name[20];
    for (int i = 0; i < 300; i++) {
        snprintf(name, sizeof name, "%d", rand_r(&seed) % 7);
        Image *image = i % 3 ? find(name) : add(name);
        if (image)
            CHECK(image_symbol(image, "no such name") == NULL);
        image_free(image);
        if (i % 50 == 0)
            cache_memory_clear();
    }
    return NULL;
}

static void test_threads(void)
{
    pthread_t threads[4];
    for (uintptr_t i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, add_and_find, (void *)(i + 1));
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    CHECK(cache_memory_use().found <= 7);
    cache_memory_clear();
}

/* Of an image that two processes know, neither writes a front into the page that they share. */
static void child_of_fork(void)
{
    Image *image = find("before the fork");
    CHECK(image && image_front(image).size == 0);
    image_free(image);
    image = add("after the fork");
    CHECK(image_front(image).size != 0 && image_front(image).size == 0);
    image_free(image);
}

static void test_fork(void)
{
    image_free(add("before the fork"));
    CHECK(in_child(child_of_fork) == 0);
    Image *image = find("before the fork");
    CHECK(image && image_front(image).size == 0);
    image_free(image);
    cache_memory_clear();
}

/* ---- disk */

static bool writes(const char *lir)
{
    Bytes artifact = artifact_of(lir);
    Content content = content_of(text(lir));
    const char *why = cache_disk_write(&content, artifact);
    free((void *)artifact.items);
    return !why;
}

static const char *why_not_read(const char *lir)
{
    Bytes bytes;
    Artifact artifact;
    Content content = content_of(text(lir));
    const char *why = cache_disk_read(&content, &bytes, &artifact);
    if (!why) {
        CHECK(content_equal(&content, &artifact.content) && equal(artifact.object, object));
        free((void *)bytes.items);
    }
    return why;
}

static bool reads(const char *lir)
{
    return !why_not_read(lir);
}

static bool refuses(const char *lir, const char *reason)
{
    const char *why = why_not_read(lir);
    if (!why || !strstr(why, reason))
        fprintf(stderr, "expected \"%s\", got: %s\n", reason, why ? why : "an artifact");
    return why && strstr(why, reason);
}

static CacheDiskUse disk_use(void)
{
    CacheDiskUse use;
    cache_disk_use(&use);
    return use;
}

typedef struct Path {
    char text[200];
} Path;

static Path path_of(const char *lir)
{
    Key key = content_of(text(lir)).key;
    char digits[33];
    Path path;
    snprintf(digits, sizeof digits, "%016llx%016llx", (unsigned long long)key.words[0],
             (unsigned long long)key.words[1]);
    snprintf(path.text, sizeof path.text, "%s/%.2s/%s", getenv("UPCALL_CACHE_DIR"), digits, digits + 2);
    return path;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

static void remove_tree(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* An empty cache that doesn't exist yet. */
static void begin_disk(void)
{
    char path[100];
    snprintf(path, sizeof path, "%s/cache", folder);
    remove_tree(path);
    setenv("UPCALL_CACHE_DIR", path, 1);
    unsetenv("UPCALL_CACHE_SIZE");
}

static void test_disk(void)
{
    begin_disk();
    CHECK(refuses("a", "No such file") && disk_use().count == 0);
    CHECK(writes("a") && writes("b") && writes("a"));
    CHECK(reads("a") && reads("b") && refuses("c", "No such file"));
    CHECK(disk_use().count == 2 && disk_use().room >= 2 * object.size);
    CHECK(!cache_disk_clear() && disk_use().count == 0 && refuses("a", "No such file"));
    CHECK(writes("a") && reads("a"));
}

static void overwrite(const char *path, const uint8_t *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    CHECK(file && fwrite(bytes, 1, size, file) == size);
    fclose(file);
}

static void test_swapped_and_damaged_files(void)
{
    begin_disk();
    CHECK(writes("a") && writes("b"));
    Path a = path_of("a"), b = path_of("b");
    CHECK(!rename(a.text, b.text) && refuses("b", "other code") && refuses("a", "No such file"));
    CHECK(writes("b") && reads("b"));
    overwrite(b.text, object.items, object.size);
    CHECK(refuses("b", "damaged") && writes("b") && reads("b"));
    CHECK(!truncate(b.text, 0) && refuses("b", "damaged"));
    CHECK(!truncate(b.text, INT64_C(1) << 40) && refuses("b", "too large"));
    CHECK(writes("b") && reads("b"));
}

/* In the place of a file. Each is replaced at the next store but a folder, which a file can't replace. */
static void test_no_files(void)
{
    begin_disk();
    CHECK(writes("a") && writes("b"));
    Path a = path_of("a"), b = path_of("b");
    CHECK(!unlink(a.text) && !symlink(b.text, a.text) && refuses("a", "symbolic link"));
    CHECK(writes("a") && reads("a") && reads("b"));
    CHECK(!unlink(a.text) && !mkfifo(a.text, 0644) && refuses("a", "no file") && writes("a") && reads("a"));
    CHECK(!unlink(a.text) && !mkdir(a.text, 0755) && refuses("a", "no file") && !writes("a"));
    CHECK(disk_use().count == 2 && !rmdir(a.text) && writes("a") && reads("a"));
}

static void test_trust(void)
{
    begin_disk();
    const char *cache = getenv("UPCALL_CACHE_DIR");
    CHECK(writes("a") && reads("a"));
    Path a = path_of("a");
    CHECK(!chmod(a.text, 0664) && refuses("a", "others may write") && writes("a") && reads("a"));
    CHECK(!chmod(cache, 0777) && refuses("a", "others may write") && !writes("a"));
    CHECK(!chmod(cache, 0755) && reads("a"));
    char moved[120];
    snprintf(moved, sizeof moved, "%s-moved", cache);
    CHECK(!rename(cache, moved) && !symlink(moved, cache) && refuses("a", "irectory") && !writes("a"));
    CHECK(!unlink(cache) && !rename(moved, cache) && reads("a"));
    if (geteuid() != 0)
        return;
    CHECK(!chown(a.text, 65534, 65534) && refuses("a", "another user") && writes("a") && reads("a"));
    CHECK(!chown(cache, 65534, 65534) && refuses("a", "another user") && !writes("a"));
}

/* A user may read what the administrator made, and writes nothing into somebody's folder. */
static void as_nobody(void)
{
    CHECK(!setuid(65534));
    CHECK(reads("a") && !writes("b"));
}

static void test_as_another_user(void)
{
    begin_disk();
    if (geteuid() != 0)
        return;
    CHECK(!chmod(folder, 0755) && writes("a"));
    CHECK(in_child(as_nobody) == 0);
    CHECK(!remove(path_of("a").text) && !chown(folder, 65534, 65534));
    remove_tree(getenv("UPCALL_CACHE_DIR"));
    CHECK(!writes("a")); /* root, whose HOME is somebody's */
    CHECK(!chown(folder, 0, 0) && writes("a"));
}

static void beyond_the_file_limit(void)
{
    CHECK(!setrlimit(RLIMIT_FSIZE, &(struct rlimit){100, 100}));
    CHECK(!writes("a") && refuses("a", "No such file"));
}

static void test_places(void)
{
    char path[CACHE_PATH_SIZE];
    begin_disk();
    CHECK(in_child(beyond_the_file_limit) == 0);
    setenv("UPCALL_CACHE_DIR", "/proc/x//", 1);
    CHECK(!cache_disk_path(path) && !strcmp(path, "/proc/x") && !writes("a"));
    unsetenv("UPCALL_CACHE_DIR");
    setenv("XDG_CACHE_HOME", "/xdg", 1);
    CHECK(!cache_disk_path(path) && !strcmp(path, "/xdg/upcall"));
    setenv("XDG_CACHE_HOME", "relative", 1);
    setenv("HOME", "/home/you", 1);
    CHECK(!cache_disk_path(path) && !strcmp(path, "/home/you/.cache/upcall") && !writes("a"));
    unsetenv("HOME");
    CHECK(cache_disk_path(path) && !*path && !writes("a") && !reads("a") && disk_use().count == 0);
    setenv("HOME", folder, 1); /* it makes .cache and upcall */
    CHECK(writes("a") && reads("a"));
}

static void test_limits(void)
{
    static const struct {
        const char *text;
        uint64_t limit;
    } cases[] = {{"0", 0},          {"1000", 1000},          {"3K", 3072},       {"2M", 2 << 20}, {"1G", 1 << 30},
                 {"-1", 256 << 20}, {"1X", 256 << 20},       {"1KB", 256 << 20}, {"", 256 << 20}, {"K", 256 << 20},
                 {" 1", 256 << 20}, {"99999999999G", ~0ull}, {"2 M", 256 << 20}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setenv("UPCALL_CACHE_SIZE", cases[i].text, 1);
        CHECK(cache_disk_limit() == cases[i].limit);
    }
}

static void set_age(const char *path, time_t seconds)
{
    time_t then = time(NULL) - seconds;
    CHECK(!utimensat(AT_FDCWD, path, (const struct timespec[]){{then, 0}, {then, 0}}, 0));
}

static bool exists(const char *path)
{
    return !access(path, F_OK);
}

/* Where the room is up the oldest go, and what was begun an hour ago. */
static void test_making_room(void)
{
    begin_disk();
    CHECK(writes("a"));
    Path old = path_of("a"), temporary = old, fresh = old, foreign = old;
    strcpy(strrchr(old.text, '/') + 1, "0123456789abcdef0123456789abcd");
    strcpy(strrchr(temporary.text, '/') + 1, ".new-old");
    strcpy(strrchr(fresh.text, '/') + 1, ".new-fresh");
    strcpy(strrchr(foreign.text, '/') + 1, "README");
    overwrite(old.text, object.items, 5000);
    overwrite(temporary.text, object.items, 5000);
    overwrite(fresh.text, object.items, 50);
    overwrite(foreign.text, object.items, 50);
    set_age(old.text, 50);
    set_age(temporary.text, 3700);
    set_age(foreign.text, 1000000);
    CHECK(writes("a") && exists(old.text) && !exists(temporary.text) && exists(fresh.text));
    setenv("UPCALL_CACHE_SIZE", "10M", 1); /* 40 KiB in a folder */
    CHECK(writes("a") && exists(old.text));
    size_t blocks = (object.size + 400) / 4096 + 1;
    char size[30];
    snprintf(size, sizeof size, "%zuK", (blocks * 4 + 4 + 4 + 4) * 256);
    setenv("UPCALL_CACHE_SIZE", size, 1); /* `a`, `fresh` and the folder have room, and what is written not beside it */
    CHECK(writes("a") && reads("a") && !exists(old.text) && exists(fresh.text) && exists(foreign.text));
    setenv("UPCALL_CACHE_SIZE", "1M", 1);
    CHECK(!writes("b") && refuses("b", "No such file"));
    CHECK(!cache_disk_clear() && exists(foreign.text));
}

/* A hit makes a file young again, once a day. */
static void test_age(void)
{
    struct stat status;
    begin_disk();
    CHECK(writes("a"));
    Path a = path_of("a");
    set_age(a.text, 3600);
    CHECK(reads("a") && !stat(a.text, &status) && status.st_mtime < time(NULL) - 3000);
    set_age(a.text, 90000);
    CHECK(reads("a") && !stat(a.text, &status) && status.st_mtime > time(NULL) - 3000);
}

/* ---- both */

static void test_find_and_store(void)
{
    begin_disk();
    Unit *u = new_unit();
    CacheLookup lookup;
    CHECK(!cache_find(u, text("x"), &lookup) && lookup.from == CACHED_NOT && lookup.not_read);
    Image *image = cache_store(&lookup, object, new_image()), *found = cache_find(u, text("x"), &lookup);
    CHECK(!lookup.not_written && found == image && lookup.from == CACHED_MEMORY);
    image_free(image);
    image_free(found);
    cache_memory_clear();
    CHECK((found = cache_find(u, text("x"), &lookup)) != NULL && lookup.from == CACHED_DISK);
    image_free(found);
    CHECK((found = cache_find(u, text("x"), &lookup)) != NULL && lookup.from == CACHED_MEMORY);
    image_free(found);
    CacheCounts counts = cache_counts();
    CHECK(counts.found[CACHED_NOT] == 1 && counts.found[CACHED_MEMORY] == 2 && counts.found[CACHED_DISK] == 1);
    unit_free(u);
}

/* A sound file whose object isn't one is a miss and no error. */
static void test_object_that_does_not_load(void)
{
    begin_disk();
    Unit *u = new_unit();
    Content content = content_of(text("bad"));
    Bytes artifact = artifact_write(&(Artifact){content, {object.items, object.size - 100}});
    CacheLookup lookup;
    CHECK(!cache_disk_write(&content, artifact) && !cache_find(u, content.lir, &lookup) && u->error.id == E_NONE);
    CHECK(!strcmp(lookup.not_read, "its object can't be loaded") && !cache_admit(u, artifact));
    free((void *)artifact.items);
    unit_free(u);
}

static void test_admission(void)
{
    Unit *u = new_unit();
    Bytes good = artifact_of("sent"), strange = artifact_write(&(Artifact){{{{1, 2}}, text("sent")}, object});
    CHECK(!cache_admit(u, strange) && !cache_admit(u, (Bytes){good.items, good.size - 1}) && !find("sent"));
    CHECK(cache_admit(u, good) && cache_admit(u, good));
    Image *image = find("sent");
    CHECK(image);
    image_free(image);
    free((void *)good.items);
    free((void *)strange.items);
    unit_free(u);
}

static void test_switch(void)
{
    setenv("UPCALL_CACHE", "0", 1);
    CHECK(!cache_is_on());
    setenv("UPCALL_CACHE", "1", 1);
    CHECK(cache_is_on());
    unsetenv("UPCALL_CACHE");
    CHECK(cache_is_on());
}

int main(int argument_count, char **arguments)
{
    strcpy(folder, "/tmp/upcall-cache-XXXXXX");
    if (argument_count < 2 || !mkdtemp(folder))
        return EXIT_FAILURE;
    umask(022);
    read_object(arguments[1]);
    test_processor();
    CHECK(in_child(test_moved_process) == 0);
    test_artifact();
    test_damaged_artifacts();
    test_one_image_a_content();
    test_equal_keys();
    test_what_is_held();
    test_threads();
    test_fork();
    test_disk();
    test_swapped_and_damaged_files();
    test_no_files();
    test_trust();
    test_as_another_user();
    test_places();
    test_limits();
    test_making_room();
    test_age();
    test_find_and_store();
    test_object_that_does_not_load();
    test_admission();
    test_switch();
    remove_tree(folder);
    return check_summary();
}
