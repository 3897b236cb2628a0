/* symbols.c: what an object may refer to outside itself: the rows of core/runtime_symbols.def, and nothing else.
 *
 * LLVM makes calls up (memset for a loop, a helper of libgcc for a wide division), so the object is looked at, not the
 * module. A name without a row would be an error only when the object is loaded, perhaps on another machine. */
#include "runtime/runtime_symbols.h"
#include "llvm/emit.h"

#include <elf.h>
#include <string.h>

static const RuntimeSymbol symbols[] = {
#define PURE true
#define EFFECT false
#define EMIT false
#define SYMBOL(name, result, a, b, c, d, flag) {#name, LIR_##result, {LIR_##a, LIR_##b, LIR_##c, LIR_##d}, flag, NULL},
#include "runtime/runtime_symbols.def"
#undef PURE
#undef EFFECT
#undef EMIT
};

const RuntimeSymbol *runtime_symbol(const char *name)
{
    size_t low = 0, high = sizeof symbols / sizeof *symbols;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, symbols[middle].name);
        if (order == 0)
            return &symbols[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static bool is_permitted(const char *name)
{
    return !*name || strcmp(name, "_GLOBAL_OFFSET_TABLE_") == 0 || runtime_symbol(name);
}

static const char *first_foreign_in(const uint8_t *object, const Elf64_Shdr *sections, const Elf64_Shdr *table)
{
    const char *strings = (const char *)object + sections[table->sh_link].sh_offset;
    for (uint64_t offset = 0; offset + sizeof(Elf64_Sym) <= table->sh_size; offset += sizeof(Elf64_Sym)) {
        Elf64_Sym symbol;
        memcpy(&symbol, object + table->sh_offset + offset, sizeof symbol);
        if (symbol.st_shndx == SHN_UNDEF && !is_permitted(strings + symbol.st_name))
            return strings + symbol.st_name;
    }
    return NULL;
}

/* The object is LLVM's own, written a moment ago: its offsets are trusted. */
const char *first_foreign_symbol(const uint8_t *object, size_t size)
{
    Elf64_Ehdr header;
    if (size < sizeof header)
        return "(no ELF header)";
    memcpy(&header, object, sizeof header);
    const Elf64_Shdr *sections = (const Elf64_Shdr *)(const void *)(object + header.e_shoff);
    for (size_t i = 0; i < header.e_shnum; i++) {
        const char *foreign = sections[i].sh_type == SHT_SYMTAB ? first_foreign_in(object, sections, &sections[i])
                                                                : NULL;
        if (foreign)
            return foreign;
    }
    return NULL;
}
