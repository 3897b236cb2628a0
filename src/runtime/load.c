/* load.c: a small linker for one object file, see load.h.
 *
 * The image is one piece of executable memory: code, stubs, constants, GOT. The GOT holds the addresses of run-time symbols,
 * which may be further away than 2 GiB; a stub is a jump through its word. Frame tables (.eh_frame), which there are where code calls C
 * functions, are told to the unwinder. Nothing in it is writable at its own address:
 * compiled code keeps its data in an environment (slot.h), so an object with writable sections is refused.
 *
 * The object may come from a file, so every field is checked before it is used:
 *   1. a Section that is `placed` has its bytes inside the object, and an alignment that memory.h gives;
 *   2. a Symbol's name is terminated, and it is undefined or lies in a section of the table, at most at its end;
 *   3. scan() has seen each relocation before apply() does: type known, place inside its section, symbol in the table.
 * What the code does is not checked: an object is as trusted as a shared library. */
#include "runtime/load.h"

#include <elf.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "platform/field.h"
#include "platform/platform.h"
#include "runtime/debug.h"
#include "runtime/gdb.h"
#include "runtime/memory.h"
#include "runtime/runtime_symbols.h"
#include "runtime/unwind.h"

enum { ALIGNMENT = 64, GOT_WORD = 8 };
#define PAGE_MASK (~(uint64_t)0xFFF) /* of VALUE_PAGES */

enum { NO_FRONT = SIZE_MAX, NO_FRAMES = SIZE_MAX };
enum { FRAMES_END = 4 }; /* the bytes of zero behind the frame tables */

typedef struct ImageSymbol {
    const char *name;
    size_t offset;
} ImageSymbol;

struct Image {
    Memory memory;
    atomic_size_t references;
    size_t front;   /* offset; NO_FRONT */
    size_t frames;  /* offset of the frame tables; NO_FRAMES */
    GdbObject *gdb; /* NULL: gdb doesn't know it */
    atomic_bool front_is_taken;
    void (*at_end)(void *context); /* NULL: nothing */
    void *context;
    size_t count;
    ImageSymbol symbols[]; /* then the names */
};

typedef enum { TARGET_NOTHING, TARGET_SYMBOL, TARGET_CALL, TARGET_GOT } Target;
typedef enum { VALUE_ABSOLUTE, VALUE_RELATIVE, VALUE_PAGES } Value;

typedef struct Relocation {
    uint32_t number;
    Target target;
    Value value;
    Field field;
} Relocation;

static const Relocation relocations[] = {
#define RELOCATION(name, number, target, value, field, text) {number, TARGET_##target, VALUE_##value, FIELD_##field},
#include PLATFORM_RELOCATIONS
};

typedef struct Section {
    Elf64_Shdr header;
    const char *name;
    bool placed;
    size_t offset; /* in the image */
} Section;

enum { NO_WORD = SIZE_MAX };

typedef struct Symbol {
    Elf64_Sym entry;
    const char *name;
    const void *address; /* of a run-time symbol */
    size_t got, stub;    /* index of its word in the GOT and its stub, NO_WORD: it needs none */
} Symbol;

typedef struct Strings {
    const char *bytes;
    size_t size;
} Strings;

typedef struct Loader {
    Unit *u;
    const uint8_t *object;
    size_t size;
    const RuntimeSymbol *runtime;
    size_t runtime_count;
    Elf64_Ehdr header;
    Section *sections;
    size_t section_count;
    size_t symbol_table; /* index of its section */
    Symbol *symbols;
    size_t symbol_count;
    size_t got_count, stub_count;
    size_t front, got, stubs, frames, frames_end, image_size; /* offsets in the image, its end */
    Image *image;                                             /* NULL, or its memory.size is 0, until there is one */
} Loader;

typedef void Visit(Loader *l, const Section *target, const Elf64_Rela *entry, const Relocation *relocation);

static void release(Loader *l)
{
    if (l->image && l->image->memory.size)
        memory_free(l->image->memory);
    free(l->image);
    l->image = NULL;
}

static _Noreturn void reject(Loader *l, const char *why)
{
    release(l);
    fail(l->u, (Loc){0}, E_OBJECT_FORMAT, why);
}

static _Noreturn void no_memory(Loader *l)
{
    release(l);
    fail(l->u, (Loc){0}, E_NO_MEMORY);
}

_Noreturn void fail_code_memory(Unit *u)
{
    char why[240];
    if (platform_refuses_code(why, sizeof why))
        fail(u, (Loc){0}, E_EXECUTABLE_MEMORY, arena_printf(&u->arena, "%s", why));
    fail(u, (Loc){0}, E_NO_MEMORY);
}

static _Noreturn void no_code_memory(Loader *l)
{
    release(l);
    fail_code_memory(l->u);
}

/* `size` bytes of the object, which need not be aligned: structures are copied out of it. */
static const uint8_t *bytes_at(Loader *l, uint64_t offset, uint64_t size)
{
    if (offset > l->size || size > l->size - offset)
        reject(l, "it is truncated");
    return l->object + offset;
}

static const char *string_at(Loader *l, Strings strings, size_t index)
{
    if (index >= strings.size)
        reject(l, "a name lies outside of its string table");
    return strings.bytes + index;
}

static Strings string_table(Loader *l, size_t section)
{
    if (section >= l->section_count || l->sections[section].header.sh_type != SHT_STRTAB)
        reject(l, "a string table is missing");
    const Elf64_Shdr *header = &l->sections[section].header;
    const char *bytes = (const char *)bytes_at(l, header->sh_offset, header->sh_size);
    if (header->sh_size == 0 || bytes[header->sh_size - 1] != '\0')
        reject(l, "a string table isn't terminated");
    return (Strings){bytes, header->sh_size};
}

static void read_header(Loader *l)
{
    static const unsigned char ident[] = {0x7F, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB, EV_CURRENT};
    memcpy(&l->header, bytes_at(l, 0, sizeof l->header), sizeof l->header);
    const Elf64_Ehdr *header = &l->header;
    if (memcmp(header->e_ident, ident, sizeof ident) != 0 || header->e_version != EV_CURRENT)
        reject(l, "it is no 64-bit ELF file");
    if (header->e_type != ET_REL)
        reject(l, "it is not relocatable");
    if (header->e_machine != PLATFORM_ELF_MACHINE)
        reject(l, "it is for another machine");
    if (header->e_ehsize != sizeof *header || header->e_shentsize != sizeof(Elf64_Shdr))
        reject(l, "its headers have an unknown size");
    if (header->e_shnum == 0 || header->e_shnum >= SHN_LORESERVE)
        reject(l, "it has no sections, or too many");
}

static void read_sections(Loader *l)
{
    size_t count = l->header.e_shnum;
    const uint8_t *table = bytes_at(l, l->header.e_shoff, count * sizeof(Elf64_Shdr));
    l->section_count = count;
    l->sections = ARENA_ARRAY(&l->u->arena, Section, count);
    for (size_t i = 0; i < count; i++)
        memcpy(&l->sections[i].header, table + i * sizeof(Elf64_Shdr), sizeof(Elf64_Shdr));
    Strings names = string_table(l, l->header.e_shstrndx);
    for (size_t i = 0; i < count; i++)
        l->sections[i].name = string_at(l, names, l->sections[i].header.sh_name);
}

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool is_frames(const Section *section)
{
    return !strcmp(section->name, ".eh_frame");
}

/* Notes are for linkers. */
static bool is_wanted(const Section *section)
{
    return section->header.sh_flags & SHF_ALLOC && section->header.sh_type != SHT_NOTE;
}

/* .data.rel.ro is constant but for its relocations. */
static bool is_writable(const Section *section)
{
    return section->header.sh_flags & SHF_WRITE && !starts_with(section->name, ".data.rel.ro");
}

static void check_section(Loader *l, const Section *section)
{
    const Elf64_Shdr *header = &section->header;
    uint64_t align = header->sh_addralign;
    if (align > ALIGNMENT || (align & (align - 1)))
        reject(l, "a section has an alignment that is no power of two up to 64");
    if (header->sh_size == 0)
        return;
    if (header->sh_flags & (SHF_TLS | SHF_COMPRESSED))
        reject(l, "a section is thread-local or compressed");
    if (is_writable(section))
        reject(l, "it has writable data");
    if (header->sh_type != (is_frames(section) ? PLATFORM_ELF_FRAMES : SHT_PROGBITS))
        reject(l, "a section is neither code nor constants");
    bytes_at(l, header->sh_offset, header->sh_size);
}

static void select_sections(Loader *l)
{
    uint64_t total = 0;
    for (size_t i = 1; i < l->section_count; i++) {
        Section *section = &l->sections[i];
        section->placed = is_wanted(section);
        if (!section->placed)
            continue;
        check_section(l, section);
        total += section->header.sh_size;
        if (total > l->size)
            reject(l, "its sections overlap");
    }
}

/* Invariant 2. What kind of symbol it is matters only if a relocation names it. */
static void read_symbol(Loader *l, Strings names, const uint8_t *bytes, Symbol *symbol)
{
    Elf64_Sym *entry = &symbol->entry;
    memcpy(entry, bytes, sizeof *entry);
    symbol->name = string_at(l, names, entry->st_name);
    symbol->got = symbol->stub = NO_WORD;
    if (entry->st_shndx >= l->section_count && entry->st_shndx < SHN_LORESERVE)
        reject(l, "a symbol lies in no section");
    if (entry->st_shndx < SHN_LORESERVE && l->sections[entry->st_shndx].placed &&
        entry->st_value > l->sections[entry->st_shndx].header.sh_size)
        reject(l, "a symbol lies outside of its section");
}

static void read_symbols(Loader *l)
{
    for (size_t i = 1; i < l->section_count; i++)
        if (l->sections[i].header.sh_type == SHT_SYMTAB) {
            if (l->symbol_table)
                reject(l, "it has two symbol tables");
            l->symbol_table = i;
        }
    if (!l->symbol_table)
        reject(l, "it has no symbol table");
    const Elf64_Shdr *header = &l->sections[l->symbol_table].header;
    if (header->sh_entsize != sizeof(Elf64_Sym) || header->sh_size % sizeof(Elf64_Sym))
        reject(l, "its symbol table has entries of an unknown size");
    const uint8_t *bytes = bytes_at(l, header->sh_offset, header->sh_size);
    Strings names = string_table(l, header->sh_link);
    l->symbol_count = header->sh_size / sizeof(Elf64_Sym);
    l->symbols = ARENA_ARRAY(&l->u->arena, Symbol, l->symbol_count);
    for (size_t i = 0; i < l->symbol_count; i++)
        read_symbol(l, names, bytes + i * sizeof(Elf64_Sym), &l->symbols[i]);
}

static const Relocation *relocation_find(Loader *l, uint32_t number)
{
    for (size_t i = 0; i < sizeof relocations / sizeof relocations[0]; i++)
        if (relocations[i].number == number)
            return &relocations[i];
    release(l);
    fail(l->u, (Loc){0}, E_RELOCATION, number);
}

static void visit_section(Loader *l, const Elf64_Shdr *header, const Section *target, Visit *visit)
{
    if (header->sh_type != SHT_RELA || header->sh_link != l->symbol_table)
        reject(l, "it has relocations of an unknown form");
    if (header->sh_entsize != sizeof(Elf64_Rela) || header->sh_size % sizeof(Elf64_Rela))
        reject(l, "its relocations have an unknown size");
    const uint8_t *bytes = bytes_at(l, header->sh_offset, header->sh_size);
    for (size_t i = 0; i < header->sh_size; i += sizeof(Elf64_Rela)) {
        Elf64_Rela entry;
        memcpy(&entry, bytes + i, sizeof entry);
        visit(l, target, &entry, relocation_find(l, (uint32_t)ELF64_R_TYPE(entry.r_info)));
    }
}

/* Each relocation of the sections that are placed, in the order of the file. */
static void visit_relocations(Loader *l, Visit *visit)
{
    for (size_t i = 1; i < l->section_count; i++) {
        const Elf64_Shdr *header = &l->sections[i].header;
        if (header->sh_type != SHT_RELA && header->sh_type != SHT_REL)
            continue;
        if (header->sh_info >= l->section_count)
            reject(l, "it has relocations for no section");
        const Section *target = &l->sections[header->sh_info];
        if (target->placed)
            visit_section(l, header, target, visit);
    }
}

static int compare_names(const void *name, const void *symbol)
{
    return strcmp(name, ((const RuntimeSymbol *)symbol)->name);
}

static void find_runtime_symbol(Loader *l, Symbol *symbol)
{
    if (symbol->address)
        return;
    const RuntimeSymbol *found = NULL;
    if (l->runtime_count)
        found = bsearch(symbol->name, l->runtime, l->runtime_count, sizeof *l->runtime, compare_names);
    symbol->address = found ? runtime_address(found) : NULL;
    if (!symbol->address) {
        const char *name = arena_printf(&l->u->arena, "%.200s", symbol->name);
        release(l);
        fail(l->u, (Loc){0}, E_RUNTIME_SYMBOL, name);
    }
}

static bool is_undefined(const Symbol *symbol)
{
    return symbol->entry.st_shndx == SHN_UNDEF;
}

/* Symbol 0 is no symbol; the kinds above SHN_LORESERVE are absolute and common symbols. */
static void check_symbol(Loader *l, size_t index)
{
    if (index == 0 || index >= l->symbol_count)
        reject(l, "a relocation names no symbol");
    Symbol *symbol = &l->symbols[index];
    unsigned type = ELF64_ST_TYPE(symbol->entry.st_info);
    if (type == STT_TLS || type == STT_GNU_IFUNC || symbol->entry.st_shndx >= SHN_LORESERVE)
        reject(l, "a relocation names a symbol of an unknown kind");
    if (is_undefined(symbol))
        find_runtime_symbol(l, symbol);
    else if (!l->sections[symbol->entry.st_shndx].placed)
        reject(l, "a relocation names a symbol that isn't in memory");
}

static void want(size_t *word, size_t *count)
{
    if (*word == NO_WORD)
        *word = (*count)++;
}

/* Check a relocation, and count the stubs and words that it needs. */
static void scan(Loader *l, const Section *target, const Elf64_Rela *entry, const Relocation *relocation)
{
    uint64_t size = target->header.sh_size;
    if (entry->r_offset > size || field_size(relocation->field) > size - entry->r_offset)
        reject(l, "a relocation lies outside of its section");
    if (relocation->target == TARGET_NOTHING)
        return;
    size_t index = ELF64_R_SYM(entry->r_info);
    check_symbol(l, index);
    Symbol *symbol = &l->symbols[index];
    bool stub = relocation->target == TARGET_CALL && is_undefined(symbol);
    bool near = relocation->value != VALUE_ABSOLUTE || relocation->field != FIELD_WORD;
    if (relocation->target == TARGET_SYMBOL && near && is_undefined(symbol))
        reject(l, "it refers to a run-time symbol as if that were near");
    if (relocation->target == TARGET_GOT && relocation->value != VALUE_RELATIVE && entry->r_addend)
        reject(l, "a relocation refers beside a word of the GOT");
    if (stub)
        want(&symbol->stub, &l->stub_count);
    if (stub || relocation->target == TARGET_GOT)
        want(&symbol->got, &l->got_count);
}

static size_t align_up(size_t offset, size_t alignment)
{
    return alignment > 1 ? (offset + alignment - 1) & ~(alignment - 1) : offset;
}

typedef enum { KIND_FRONT, KIND_CODE, KIND_CONSTANTS, KIND_FRAMES } SectionKind;

static SectionKind section_kind(const Section *section)
{
    if (is_frames(section))
        return KIND_FRAMES;
    if (!(section->header.sh_flags & SHF_EXECINSTR))
        return KIND_CONSTANTS;
    return strcmp(section->name, LOAD_ENTRY_SECTION) ? KIND_CODE : KIND_FRONT;
}

static void place_some(Loader *l, SectionKind kind)
{
    for (size_t i = 1; i < l->section_count; i++) {
        Section *section = &l->sections[i];
        if (!section->placed || section_kind(section) != kind)
            continue;
        section->offset = align_up(l->image_size, section->header.sh_addralign);
        l->image_size = section->offset + section->header.sh_size;
    }
}

/* The front ends where its section begins. */
static void place_front(Loader *l)
{
    l->front = NO_FRONT;
    for (size_t i = 1; i < l->section_count && l->front == NO_FRONT; i++)
        if (l->sections[i].placed && section_kind(&l->sections[i]) == KIND_FRONT) {
            l->image_size = align_up(PLATFORM_FRONT_SIZE, l->sections[i].header.sh_addralign);
            l->front = l->image_size - PLATFORM_FRONT_SIZE;
        }
    place_some(l, KIND_FRONT);
}

/* In one piece, with zeros behind it: an object has one such section. */
static void place_frames(Loader *l)
{
    l->frames = NO_FRAMES;
    for (size_t i = 1; i < l->section_count; i++) {
        if (!l->sections[i].placed || section_kind(&l->sections[i]) != KIND_FRAMES)
            continue;
        if (l->frames != NO_FRAMES)
            reject(l, "it has two frame tables");
        place_some(l, KIND_FRAMES);
        l->frames = l->sections[i].offset;
        l->frames_end = l->image_size;
        l->image_size += FRAMES_END;
    }
}

/* The sizes can't overflow: sections add up to the object's size at most, words and stubs are one a symbol. */
static void place(Loader *l)
{
    place_front(l);
    place_some(l, KIND_CODE);
    l->stubs = align_up(l->image_size, PLATFORM_STUB_SIZE);
    l->image_size = l->stubs + l->stub_count * PLATFORM_STUB_SIZE;
    place_some(l, KIND_CONSTANTS);
    place_frames(l);
    l->got = align_up(l->image_size, GOT_WORD);
    l->image_size = l->got + l->got_count * GOT_WORD;
    if (l->image_size > INT32_MAX)
        reject(l, "it is larger than 2 GiB");
}

static bool is_exported(const Loader *l, const Symbol *symbol)
{
    return ELF64_ST_BIND(symbol->entry.st_info) != STB_LOCAL && !is_undefined(symbol) &&
           symbol->entry.st_shndx < SHN_LORESERVE && l->sections[symbol->entry.st_shndx].placed;
}

static size_t symbol_offset(const Loader *l, const Symbol *symbol)
{
    return l->sections[symbol->entry.st_shndx].offset + symbol->entry.st_value;
}

/* The image without memory. Names may share bytes in the object, but not so that the copies outgrow it. */
static void make_image(Loader *l)
{
    size_t count = 0, names = 0;
    for (size_t i = 1; i < l->symbol_count; i++)
        if (is_exported(l, &l->symbols[i])) {
            count++;
            names += strlen(l->symbols[i].name) + 1;
            if (names > l->size)
                reject(l, "its names overlap");
        }
    Image *image = calloc(1, sizeof *image + count * sizeof image->symbols[0] + names);
    if (!image)
        no_memory(l);
    l->image = image;
    image->references = 1;
    image->front = l->front;
    image->frames = NO_FRAMES; /* until the unwinder knows of them */
    char *room = (char *)&image->symbols[count];
    for (size_t i = 1; i < l->symbol_count; i++) {
        const Symbol *symbol = &l->symbols[i];
        if (!is_exported(l, symbol))
            continue;
        image->symbols[image->count++] = (ImageSymbol){room, symbol_offset(l, symbol)};
        room = stpcpy(room, symbol->name) + 1;
    }
}

static void allocate(Loader *l)
{
    size_t size = l->image_size ? l->image_size : 1;
    Memory memory;
    if (!memory_alloc(size, &memory))
        no_code_memory(l);
    l->image->memory = memory;
    memset(memory.writable, PLATFORM_PADDING, size);
}

static void copy_sections(Loader *l)
{
    for (size_t i = 1; i < l->section_count; i++) {
        const Section *section = &l->sections[i];
        if (section->placed && section->header.sh_size)
            memcpy(l->image->memory.writable + section->offset, l->object + section->header.sh_offset,
                   section->header.sh_size);
    }
}

static void end_frames(Loader *l)
{
    if (l->frames != NO_FRAMES)
        memset(l->image->memory.writable + l->frames_end, 0, FRAMES_END);
}

static void tell_unwinder(Loader *l)
{
    if (l->frames == NO_FRAMES)
        return;
    if (!unwind_register(l->image->memory.executable + l->frames))
        no_memory(l);
    l->image->frames = l->frames;
}

/* The object with the addresses of what was placed. Debuggers relocate what wasn't, such as line tables, by themselves. */
static void tell_gdb(Loader *l)
{
    if (!debug_asks("gdb"))
        return;
    uint8_t *copy = malloc(l->size);
    if (!copy)
        return;
    memcpy(copy, l->object, l->size);
    for (size_t i = 1; i < l->section_count; i++) {
        Elf64_Shdr header = l->sections[i].header;
        if (!l->sections[i].placed)
            continue;
        header.sh_addr = (uintptr_t)l->image->memory.executable + l->sections[i].offset;
        memcpy(copy + l->header.e_shoff + i * sizeof header, &header, sizeof header);
    }
    l->image->gdb = gdb_register(copy, l->size);
}

static void write_got(Loader *l)
{
    Memory memory = l->image->memory;
    for (size_t i = 0; i < l->symbol_count; i++) {
        const Symbol *symbol = &l->symbols[i];
        if (symbol->got == NO_WORD)
            continue;
        size_t word = l->got + symbol->got * GOT_WORD, stub = l->stubs + symbol->stub * PLATFORM_STUB_SIZE;
        const void *address = is_undefined(symbol) ? symbol->address : memory.executable + symbol_offset(l, symbol);
        memcpy(memory.writable + word, &address, sizeof address);
        if (symbol->stub != NO_WORD)
            platform_write_stub(memory.writable + stub, memory.executable + stub, memory.executable + word);
    }
}

static uint64_t target_address(const Loader *l, const Symbol *symbol, Target target)
{
    uint64_t base = (uintptr_t)l->image->memory.executable;
    if (target == TARGET_GOT)
        return base + l->got + symbol->got * GOT_WORD;
    if (!is_undefined(symbol))
        return base + symbol_offset(l, symbol);
    if (target == TARGET_CALL)
        return base + l->stubs + symbol->stub * PLATFORM_STUB_SIZE;
    return (uintptr_t)symbol->address;
}

static void apply(Loader *l, const Section *target, const Elf64_Rela *entry, const Relocation *relocation)
{
    if (relocation->target == TARGET_NOTHING)
        return;
    Memory memory = l->image->memory;
    size_t place = target->offset + entry->r_offset;
    const Symbol *symbol = &l->symbols[ELF64_R_SYM(entry->r_info)];
    uint64_t value = target_address(l, symbol, relocation->target) + (uint64_t)entry->r_addend;
    uint64_t from = (uintptr_t)memory.executable + place;
    if (relocation->value == VALUE_RELATIVE)
        value -= from;
    if (relocation->value == VALUE_PAGES)
        value = (value & PAGE_MASK) - (from & PAGE_MASK);
    const char *why = field_write(relocation->field, memory.writable + place, value);
    if (why)
        reject(l, why);
}

Image *load(Unit *u, const uint8_t *object, size_t size, const RuntimeSymbol *symbols, size_t count)
{
    Loader l = {.u = u, .object = object, .size = size, .runtime = symbols, .runtime_count = count};
    read_header(&l);
    read_sections(&l);
    select_sections(&l);
    read_symbols(&l);
    visit_relocations(&l, scan);
    place(&l);
    make_image(&l);
    allocate(&l);
    copy_sections(&l);
    end_frames(&l);
    write_got(&l);
    visit_relocations(&l, apply);
    if (!memory_publish(l.image->memory))
        no_code_memory(&l);
    tell_unwinder(&l);
    tell_gdb(&l);
    return l.image;
}

void *image_symbol(const Image *image, const char *name)
{
    for (size_t i = 0; i < image->count; i++)
        if (strcmp(image->symbols[i].name, name) == 0)
            return image->memory.executable + image->symbols[i].offset;
    return NULL;
}

size_t image_size(const Image *image)
{
    return image->memory.size;
}

const void *image_start(const Image *image)
{
    return image->memory.executable;
}

Memory image_front(Image *image)
{
    if (image->front == NO_FRONT || atomic_exchange(&image->front_is_taken, true) || !memory_is_own(image->memory))
        return (Memory){.size = 0};
    return (Memory){image->memory.writable + image->front, image->memory.executable + image->front,
                    PLATFORM_FRONT_SIZE};
}

Image *image_ref(Image *image)
{
    atomic_fetch_add(&image->references, 1);
    return image;
}

bool image_try_ref(Image *image)
{
    size_t references = image->references;
    while (references && !atomic_compare_exchange_weak(&image->references, &references, references + 1))
        ;
    return references;
}

void image_at_end(Image *image, void (*at_end)(void *context), void *context)
{
    image->at_end = at_end;
    image->context = context;
}

void *image_context(const Image *image)
{
    return image->context;
}

void image_free(Image *image)
{
    if (!image || atomic_fetch_sub(&image->references, 1) != 1)
        return;
    if (image->at_end)
        image->at_end(image->context);
    if (image->frames != NO_FRAMES)
        unwind_forget(image->memory.executable + image->frames);
    gdb_forget(image->gdb);
    memory_free(image->memory);
    free(image);
}
