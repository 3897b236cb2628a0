/* test_load.c: the loader on objects of real compilers, and on what is left of them after truncation and flipped bits.
 *
 * Arguments: object files made of tests/unit/objects/<case>.c, named <case>-<anything>; the table `cases` says what
 * is to become of each. Objects that load are broken in many ways with a fixed seed: each must load or fail, and leave
 * nothing behind; ASan and UBSan watch. Broken ones aren't run. */
#include <elf.h>
#include <math.h>
#include <pthread.h>
#include <string.h>

#include "check.h"
#include "compile/compile.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "platform/platform.h"
#include "runtime/load.h"
#include "runtime/memory.h"
#include "runtime/runtime_symbols.h"

typedef struct File {
    uint8_t *bytes;
    size_t size;
} File;

typedef struct Attempt {
    File file;
    const RuntimeSymbol *symbols;
    size_t symbol_count;
    Image *image;
} Attempt;

static const Frozen *resolve_nothing(Unit *u, const Frozen *owner, const char *name)
{
    (void)u, (void)owner, (void)name;
    return NULL;
}

static void attempt(Unit *u, void *argument)
{
    Attempt *a = argument;
    a->image = load(u, a->file.bytes, a->file.size, a->symbols, a->symbol_count);
}

/* The message of the error, which the caller frees, or NULL and an image. The object is a copy of exactly its size. */
static char *try_load(Attempt *a, ErrorId *id)
{
    File original = a->file;
    Unit *u = compile_unit((Resolver){.resolve = resolve_nothing});
    a->image = NULL;
    a->file.bytes = malloc(original.size ? original.size : 1);
    memcpy(a->file.bytes, original.bytes, original.size);
    bool loaded = unit_guard(u, attempt, a);
    char *message = loaded ? NULL : strdup(u->error.message);
    *id = loaded ? E_NONE : u->error.id;
    free(a->file.bytes);
    a->file = original;
    unit_free(u);
    return message;
}

static Image *load_file(File file)
{
    Attempt a = {file, runtime_symbols, runtime_symbol_count, NULL};
    ErrorId id;
    char *message = try_load(&a, &id);
    if (message)
        fprintf(stderr, "%s\n", message);
    free(message);
    return a.image;
}

/* The object is refused with this error, and the message says so. */
static bool refuses_with(File file, const RuntimeSymbol *symbols, size_t count, ErrorId id, const char *text)
{
    Attempt a = {file, symbols, count, NULL};
    ErrorId got;
    size_t used = memory_use().used;
    char *message = try_load(&a, &got);
    bool ok = message && got == id && strstr(message, text) && memory_use().used == used;
    if (!ok)
        fprintf(stderr, "expected \"%s\", got: %s\n", text, message ? message : "an image");
    free(message);
    image_free(a.image);
    return ok;
}

static bool refuses(File file, ErrorId id, const char *text)
{
    return refuses_with(file, runtime_symbols, runtime_symbol_count, id, text);
}

static File copy_of(File file)
{
    File copy = {malloc(file.size), file.size};
    memcpy(copy.bytes, file.bytes, file.size);
    return copy;
}

static File read_file(const char *path)
{
    File file = {NULL, 0};
    FILE *stream = fopen(path, "rb");
    if (!stream) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    fseek(stream, 0, SEEK_END);
    file.size = (size_t)ftell(stream);
    rewind(stream);
    file.bytes = malloc(file.size);
    if (fread(file.bytes, 1, file.size, stream) != file.size)
        abort();
    fclose(stream);
    return file;
}

/* ---- the object good.c runs as the C that it was made of */

static int64_t expected_switch(int64_t which, int64_t x)
{
    int64_t results[] = {x * x, x - 100, x ^ 0x55, x / 3, x * 32 + 7, x * 32, ~x, x % 11, x & 0x3F, -x};
    return which >= 0 && which < 10 ? results[which] : 0;
}

static void run_scalars(const Image *image)
{
    double (*libm)(double) = (double (*)(double))image_symbol(image, "good_libm");
    double x = 1.25, expected = exp(-x) / pow(x, 2.5) + sin(x) * cos(x) + log(x) + fmod(x, 0.75);
    CHECK(fabs(libm(x) - expected) < 1e-15);
    typedef double Real(double);
    Real *(*address)(int) = (Real * (*)(int)) image_symbol(image, "good_address");
    CHECK(address(0)(2.0) == exp(2.0));
    CHECK((void *)address(1) == image_symbol(image, "good_half") && address(1)(5.0) == 2.5);
    int64_t (*choose)(int64_t, int64_t) = (int64_t (*)(int64_t, int64_t))image_symbol(image, "good_switch");
    bool right = true;
    for (int64_t which = -2; which < 13; which++)
        right = right && choose(which, 12345) == expected_switch(which, 12345);
    CHECK(right);
    int64_t (*table)(uint64_t) = (int64_t (*)(uint64_t))image_symbol(image, "good_table");
    CHECK(table(0) == 0 && table(7) == 49 && table(15) == 225);
    double (*pointers)(uint64_t, double) = (double (*)(uint64_t, double))image_symbol(image, "good_pointers");
    CHECK(pointers(0, 8.0) == 9.0 && pointers(1, 8.0) == 7.0 && pointers(2, 8.0) == 16.0);
    CHECK(pointers(3, 1.0) == exp(1.0));
}

static void run_vectors(const Image *image)
{
    enum { COUNT = 37 };
    double values[COUNT];
    float signs[COUNT];
    unsigned char from[COUNT], to[2 * COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        values[i] = signs[i] = (float)i - 10;
        from[i] = (unsigned char)i;
    }
    ((void (*)(double *, size_t))image_symbol(image, "good_vector"))(values, COUNT);
    ((void (*)(float *, size_t))image_symbol(image, "good_signs"))(signs, COUNT);
    ((void (*)(unsigned char *, const unsigned char *, size_t))image_symbol(image, "good_memory"))(to, from, COUNT);
    bool right = true;
    for (size_t i = 0; i < COUNT; i++) {
        double before = (double)i - 10;
        right = right && values[i] == before * 3.5 + (double)(i % 4) - 0.125 && signs[i] == -fabs(before);
        right = right && to[i] == 0xAB && to[COUNT + i] == i;
    }
    CHECK(right);
}

static void run_good(const Image *image)
{
    run_scalars(image);
    run_vectors(image);
}

static void test_good(File file)
{
    size_t used = memory_use().used;
    Image *image = load_file(file);
    if (!CHECK(image))
        return;
    run_good(image);
    const unsigned char *code = image_symbol(image, "good_libm");
    CHECK(strncmp(permissions_at(code).text, "r-x", 3) == 0);
    CHECK(writable_code_mappings() == 0);
    CHECK(!image_symbol(image, "nothing") && !image_symbol(image, "exp") && !image_symbol(image, "plus"));
    CHECK(image_size(image) > 500 && image_size(image) < file.size);
    CHECK(image_ref(image) == image);
    image_free(image);
    run_good(image);
    CHECK(memory_use().used > used);
    image_free(image);
    CHECK(memory_use().used == used);
}

/* The room for a front is right before the entry, and given once. */
static void test_front(File file)
{
    Image *image = load_file(file);
    Memory room = image_front(image);
    CHECK(room.size == PLATFORM_FRONT_SIZE);
    CHECK(room.executable + room.size == image_symbol(image, "good_entry"));
    CHECK(image_front(image).size == 0);
    image_free(image);
}

static File shared_file;

static void load_and_run(void)
{
    for (size_t i = 0; i < 20; i++) {
        Image *image = load_file(shared_file);
        run_good(image);
        image_free(image);
    }
}

static void *load_and_run_thread(void *argument)
{
    load_and_run();
    return argument;
}

/* Images of several threads and processes, among one that existed before. */
static void test_together(File file)
{
    pthread_t threads[4];
    shared_file = file;
    Image *old = load_file(file);
    CHECK(in_child(load_and_run) == 0);
    for (size_t i = 0; i < 4; i++)
        CHECK(pthread_create(&threads[i], NULL, load_and_run_thread, NULL) == 0);
    for (size_t i = 0; i < 5 && FORKS_AMONG_THREADS; i++)
        CHECK(in_child(load_and_run) == 0);
    for (size_t i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    run_good(old);
    image_free(old);
}

static void test_packing(File file)
{
    enum { COUNT = 1000 };
    static Image *images[COUNT];
    size_t pages = memory_use().pages;
    for (size_t i = 0; i < COUNT; i++)
        images[i] = load_file(file);
    size_t bytes = (memory_use().pages - pages) * platform_page_size();
    printf("%zu bytes an image of %zu bytes\n", bytes / COUNT, image_size(images[0]));
    CHECK(bytes / COUNT < image_size(images[0]) + 512);
    for (size_t i = 0; i < COUNT; i++)
        image_free(images[i]);
}

/* ---- what is wrong on purpose: a patch and the words of the error */

static Elf64_Ehdr *header_of(File file)
{
    return (Elf64_Ehdr *)(void *)file.bytes;
}

static Elf64_Shdr *section_at(File file, size_t index)
{
    return (Elf64_Shdr *)(void *)(file.bytes + header_of(file)->e_shoff) + index;
}

static const char *section_name(File file, size_t index)
{
    const Elf64_Shdr *names = section_at(file, header_of(file)->e_shstrndx);
    return (const char *)file.bytes + names->sh_offset + section_at(file, index)->sh_name;
}

static Elf64_Shdr *section_named(File file, const char *name)
{
    for (size_t i = 0; i < header_of(file)->e_shnum; i++)
        if (strcmp(section_name(file, i), name) == 0)
            return section_at(file, i);
    fprintf(stderr, "no section %s\n", name);
    abort();
}

static Elf64_Rela *relocation_of_type(File file, uint32_t type)
{
    const Elf64_Shdr *section = section_named(file, ".rela.text");
    Elf64_Rela *entry = (Elf64_Rela *)(void *)(file.bytes + section->sh_offset);
    while (ELF64_R_TYPE(entry->r_info) != type)
        entry++;
    return entry;
}

static Elf64_Sym *symbol_named(File file, const char *name)
{
    const Elf64_Shdr *table = section_named(file, ".symtab"), *names = section_at(file, table->sh_link);
    Elf64_Sym *symbol = (Elf64_Sym *)(void *)(file.bytes + table->sh_offset);
    while (strcmp((const char *)file.bytes + names->sh_offset + symbol->st_name, name) != 0)
        symbol++;
    return symbol;
}

static uint64_t symbol_index(File file, const Elf64_Sym *symbol)
{
    return (uint64_t)(symbol - (Elf64_Sym *)(void *)(file.bytes + section_named(file, ".symtab")->sh_offset));
}

/* Relocations of good.c: one that refers to a constant; what isn't in the table; and what only one machine can have wrong. */
#if defined(__aarch64__)
enum { NEAR = R_AARCH64_ADR_PREL_PG_HI21, UNKNOWN = R_AARCH64_MOVW_UABS_G3 };
#define UNKNOWN_NAME "type 269 "
#define PATCHES_OF_MACHINE(X)                                                                                          \
    X(crooked_call, "isn't aligned", relocation_of_type(f, R_AARCH64_CALL26)->r_addend = 2)                            \
    X(far_call, "further than its field", relocation_of_type(f, R_AARCH64_CALL26)->r_addend = 1 << 28)                 \
    X(beside_got, "beside a word", relocation_of_type(f, R_AARCH64_ADR_GOT_PAGE)->r_addend = 8)                        \
    X(beside_got_word, "beside a word", relocation_of_type(f, R_AARCH64_LD64_GOT_LO12_NC)->r_addend = -8)
#else
enum { NEAR = R_X86_64_PC32, UNKNOWN = R_X86_64_SIZE32 };
#define UNKNOWN_NAME "type 32 "
#define PATCHES_OF_MACHINE(X)
#endif

#define PATCHES(X)                                                                                                     \
    X(magic, "64-bit ELF", header_of(f)->e_ident[1] = 'e')                                                             \
    X(class, "64-bit ELF", header_of(f)->e_ident[EI_CLASS] = ELFCLASS32)                                               \
    X(byte_order, "64-bit ELF", header_of(f)->e_ident[EI_DATA] = ELFDATA2MSB)                                          \
    X(kind, "relocatable", header_of(f)->e_type = ET_DYN)                                                              \
    X(machine, "another machine", header_of(f)->e_machine = EM_S390)                                                   \
    X(header_size, "unknown size", header_of(f)->e_shentsize = 40)                                                     \
    X(no_sections, "no sections", header_of(f)->e_shnum = 0)                                                           \
    X(many_sections, "truncated", header_of(f)->e_shnum = 60000)                                                       \
    X(sections_far, "truncated", header_of(f)->e_shoff = UINT64_MAX - 8)                                               \
    X(names_nowhere, "string table", header_of(f)->e_shstrndx = 9999)                                                  \
    X(names_elsewhere, "string table", header_of(f)->e_shstrndx = 0)                                                   \
    X(name_far, "outside of its string table", section_named(f, ".text")->sh_name = UINT32_MAX)                        \
    X(text_far, "truncated", section_named(f, ".text")->sh_offset = UINT64_MAX - 3)                                    \
    X(text_long, "truncated", section_named(f, ".text")->sh_size = f.size)                                             \
    X(overlap, "overlap", overlap_sections(f))                                                                         \
    X(alignment, "alignment", section_named(f, ".text")->sh_addralign = 48)                                            \
    X(alignment_large, "alignment", section_named(f, ".text")->sh_addralign = 4096)                                    \
    X(writable, "writable", section_named(f, ".text")->sh_flags |= SHF_WRITE)                                          \
    X(tls, "thread-local", section_named(f, ".text")->sh_flags |= SHF_TLS)                                             \
    X(section_kind, "neither code", section_named(f, ".text")->sh_type = SHT_INIT_ARRAY)                               \
    X(no_symbols, "no symbol table", section_named(f, ".symtab")->sh_type = SHT_PROGBITS)                              \
    X(two_tables, "two symbol tables", section_named(f, ".comment")->sh_type = SHT_SYMTAB)                             \
    X(symbol_size, "unknown size", section_named(f, ".symtab")->sh_entsize = 16)                                       \
    X(symbols_far, "truncated", section_named(f, ".symtab")->sh_size = 24 * 100000)                                    \
    X(symbol_names, "string table", section_named(f, ".symtab")->sh_link = 1000)                                       \
    X(unterminated, "terminated", unterminate_names(f))                                                                \
    X(symbol_name, "outside of its string table", symbol_named(f, "good_libm")->st_name = 1000000)                     \
    X(symbol_section, "no section", symbol_named(f, "good_libm")->st_shndx = 5000)                                     \
    X(symbol_value, "outside of its section", symbol_named(f, "good_libm")->st_value = 1 << 20)                        \
    X(relocated_nothing, "no section", section_named(f, ".rela.text")->sh_info = 77777)                                \
    X(relocation_link, "unknown form", section_named(f, ".rela.text")->sh_link = 1)                                    \
    X(relocation_form, "unknown form", section_named(f, ".rela.text")->sh_type = SHT_REL)                              \
    X(relocation_size, "unknown size", section_named(f, ".rela.text")->sh_entsize = 16)                                \
    X(relocation_part, "unknown size", section_named(f, ".rela.text")->sh_size -= 1)                                   \
    X(relocations_far, "truncated", section_named(f, ".rela.text")->sh_offset = f.size - 4)                            \
    X(place_far, "outside of its section", relocation_of_type(f, NEAR)->r_offset = UINT64_MAX - 1)                     \
    X(place_end, "outside of its section",                                                                             \
      relocation_of_type(f, NEAR)->r_offset = section_named(f, ".text")->sh_size - 3)                                  \
    X(no_symbol, "names no symbol", relocation_of_type(f, NEAR)->r_info = NEAR)                                        \
    X(far_symbol, "names no symbol", relocation_of_type(f, NEAR)->r_info = ELF64_R_INFO(UINT32_MAX, NEAR))             \
    X(absolute_symbol, "unknown kind", symbol_named(f, "good_half")->st_shndx = SHN_ABS)                               \
    X(common_symbol, "unknown kind", symbol_named(f, "good_half")->st_shndx = SHN_COMMON)                              \
    X(tls_symbol, "unknown kind", symbol_named(f, "good_half")->st_info = ELF64_ST_INFO(STB_GLOBAL, STT_TLS))          \
    X(unloaded_symbol, "isn't in memory", move_to_comment(f, symbol_named(f, "good_half")))                            \
    X(near_symbol, "as if that were near",                                                                             \
      relocation_of_type(f, NEAR)->r_info = ELF64_R_INFO(symbol_index(f, symbol_named(f, "exp")), NEAR))               \
    X(too_far, "further than its field", relocation_of_type(f, NEAR)->r_addend = (int64_t)1 << 33)                     \
    X(just_too_far, "further than its field", relocation_of_type(f, NEAR)->r_addend = INT64_MIN)                       \
    PATCHES_OF_MACHINE(X)

static void overlap_sections(File f)
{
    for (size_t i = 1; i < header_of(f)->e_shnum; i++)
        if (section_at(f, i)->sh_type == SHT_PROGBITS && section_at(f, i)->sh_size) {
            section_at(f, i)->sh_offset = 0;
            section_at(f, i)->sh_size = f.size;
        }
}

static void unterminate_names(File f)
{
    const Elf64_Shdr *names = section_at(f, section_named(f, ".symtab")->sh_link);
    f.bytes[names->sh_offset + names->sh_size - 1] = 'x';
}

static void move_to_comment(File f, Elf64_Sym *symbol)
{
    symbol->st_value = 0;
    symbol->st_shndx = (Elf64_Half)(section_named(f, ".comment") - section_at(f, 0));
}

#define X(name, text, assignment)                                                                                      \
    static void patch_##name(File f)                                                                                   \
    {                                                                                                                  \
        assignment;                                                                                                    \
    }
PATCHES(X)
#undef X

typedef struct Patch {
    const char *name, *text;
    void (*apply)(File file);
} Patch;

static const Patch patches[] = {
#define X(name, text, assignment) {#name, text, patch_##name},
    PATCHES(X)
#undef X
};

static void test_patches(File file)
{
    for (size_t i = 0; i < sizeof patches / sizeof patches[0]; i++) {
        File broken = copy_of(file);
        patches[i].apply(broken);
        if (!CHECK(refuses(broken, E_OBJECT_FORMAT, patches[i].text)))
            fprintf(stderr, "  by the patch %s\n", patches[i].name);
        free(broken.bytes);
    }
    File broken = copy_of(file);
    Elf64_Rela *entry = relocation_of_type(broken, NEAR);
    entry->r_info = ELF64_R_INFO(ELF64_R_SYM(entry->r_info), UNKNOWN);
    CHECK(refuses(broken, E_RELOCATION, UNKNOWN_NAME));
    free(broken.bytes);
    CHECK(refuses_with(file, NULL, 0, E_RUNTIME_SYMBOL, "isn't a permitted run-time symbol"));
}

/* ---- and at random */

static uint64_t random_state = 20240229;

static uint64_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static size_t random_below(size_t limit)
{
    return (size_t)(next_random() % limit);
}

/* A place in the header, the section table, or a section that isn't code: there, a changed bit has a meaning. */
static size_t random_place(File original)
{
    const Elf64_Ehdr *header = header_of(original);
    size_t part = random_below(header->e_shnum + 4u);
    if (part == 0)
        return random_below(sizeof *header);
    if (part <= 4)
        return header->e_shoff + random_below(header->e_shnum * sizeof(Elf64_Shdr));
    const Elf64_Shdr *section = section_at(original, part - 4);
    bool is_table = section->sh_type == SHT_RELA || section->sh_type == SHT_SYMTAB || section->sh_type == SHT_STRTAB;
    return is_table ? section->sh_offset + random_below(section->sh_size) : random_below(original.size);
}

static void flip_bits(File broken, File original)
{
    for (size_t i = random_below(3) + 1; i > 0; i--)
        broken.bytes[random_place(original)] ^= (uint8_t)(1u << random_below(8));
}

/* A whole field becomes one of the values at which arithmetic goes wrong. */
static void set_field(File broken, File original)
{
    uint64_t values[] = {0,         1,          8,         24,         64,     original.size, original.size - 1,
                         INT32_MAX, 0x80000000, INT64_MAX, UINT64_MAX, 0xFF00, 0xFFF1,        (uint64_t)1 << 63,
                         UINT32_MAX};
    size_t width = (size_t[]){2, 4, 8}[random_below(3)];
    size_t place = random_place(original) / width * width;
    uint64_t value = values[random_below(sizeof values / sizeof values[0])] + random_below(3) - 1;
    if (place + width <= original.size)
        memcpy(broken.bytes + place, &value, width);
}

static size_t count_loaded;

static void load_or_fail(File file)
{
    Attempt a = {file, runtime_symbols, runtime_symbol_count, NULL};
    ErrorId id;
    char *message = try_load(&a, &id);
    count_loaded += a.image != NULL;
    bool consistent = message ? !a.image && id != E_NONE : a.image != NULL;
    if (!consistent)
        CHECK(consistent);
    free(message);
    image_free(a.image);
}

static void test_truncated(File file)
{
    bool loaded = false;
    for (size_t size = 0; size < file.size; size++) {
        count_loaded = 0;
        load_or_fail((File){file.bytes, size});
        loaded = loaded || (count_loaded && size < section_named(file, ".text")->sh_offset);
    }
    CHECK(!loaded);
}

static void test_broken(File file)
{
    enum { ROUNDS = 40000 };
    size_t used = memory_use().used;
    count_loaded = 0;
    for (size_t i = 0; i < ROUNDS; i++) {
        File broken = copy_of(file);
        (i % 2 ? flip_bits : set_field)(broken, file);
        load_or_fail(broken);
        free(broken.bytes);
    }
    printf("%zu of %d broken objects load\n", count_loaded, ROUNDS);
    CHECK(count_loaded < ROUNDS * 3 / 4); /* else nothing was broken */
    CHECK(memory_use().used == used);
}

static void test_well_formed(File file)
{
    test_packing(file);
    test_patches(file);
    test_truncated(file);
    test_broken(file);
}

/* ---- the cases */

static void test_run(File file)
{
    test_good(file);
    test_front(file);
    test_together(file);
    test_well_formed(file);
}

/* Compiled for wider vectors than this machine may have: looked at, not run. */
static void test_wide(File file)
{
    Image *image = load_file(file);
    CHECK(image && (uintptr_t)image_symbol(image, "good_libm") % section_named(file, ".text")->sh_addralign == 0);
    image_free(image);
    test_broken(file);
}

static void test_writable(File file)
{
    CHECK(refuses(file, E_OBJECT_FORMAT, "writable data"));
}

static void test_absolute(File file)
{
    CHECK(refuses(file, E_RELOCATION, "relocation type"));
}

static void test_unknown(File file)
{
    CHECK(refuses(file, E_RUNTIME_SYMBOL, "refers to system,"));
}

static void test_thread_local(File file)
{
    CHECK(refuses(file, E_OBJECT_FORMAT, "thread-local"));
}

/* Each relocation by itself, where the machine has many: the functions give the numbers of what they refer to. */
static void test_instructions(File file)
{
    static const struct {
        const char *name;
        uint64_t number;
    } functions[] = {
        {"of_add", 10},     {"of_byte", 13},   {"of_half", 12}, {"of_word", 11}, {"of_long", 10},     {"of_pair", 9},
        {"of_got", 10},     {"of_literal", 8}, {"of_call", 7},  {"of_jump", 7},  {"of_condition", 7}, {"of_bit", 7},
        {"of_absolute", 7}, {"of_far", 7},     {"of_near", 7},  {"of_table", 7},
    };
    Image *image = load_file(file);
    for (size_t i = 0; image && i < sizeof functions / sizeof *functions; i++) {
        uint64_t (*f)(void) = (uint64_t (*)(void))image_symbol(image, functions[i].name);
        if (!CHECK(f && f() == functions[i].number))
            fprintf(stderr, "  %s\n", functions[i].name);
    }
    CHECK(image);
    image_free(image);
}

static const struct {
    const char *prefix;
    void (*test)(File file);
} cases[] = {
    {"good-", test_run},
    {"wide-", test_wide},
    {"instructions_aarch64-", test_instructions},
    {"writable-", test_writable},
    {"zeroed-", test_writable},
    {"absolute-", test_absolute},
    {"unknown-", test_unknown},
    {"thread_local-", test_thread_local},
};

static void test_file(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (strncmp(name, cases[i].prefix, strlen(cases[i].prefix)) == 0) {
            File file = read_file(path);
            cases[i].test(file);
            free(file.bytes);
            return;
        }
    fprintf(stderr, "no case is named %s\n", name);
    exit(EXIT_FAILURE);
}

static void test_runtime_symbols(void)
{
    bool sorted = true, addresses = true;
    for (size_t i = 0; i < runtime_symbol_count; i++) {
        sorted = sorted && (i == 0 || strcmp(runtime_symbols[i - 1].name, runtime_symbols[i].name) < 0);
        addresses = addresses && runtime_address(&runtime_symbols[i]);
    }
    CHECK(sorted);
    CHECK(addresses);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: test_load OBJECT...\n");
        return EXIT_FAILURE;
    }
    test_runtime_symbols();
    CHECK(refuses((File){(uint8_t *)"", 0}, E_OBJECT_FORMAT, "truncated"));
    for (int i = 1; i < argc; i++)
        test_file(argv[i]);
    return check_summary();
}
