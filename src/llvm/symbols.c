/* symbols.c: what an object may refer to outside itself: the rows of runtime_symbols.def, and nothing else.
 *
 * LLVM makes calls up (memset for a loop, a helper of libgcc for a wide division), so the object is looked at, not the
 * module. A name without a row would be an error only when the object is loaded, perhaps on another machine. */
#include "lir/lir_symbols.h"
#include "llvm/emit.h"

#include <elf.h>
#include <string.h>

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
