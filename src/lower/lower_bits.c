/* lower_bits.c: bit-fields. One lies in up to nine bytes, which are read and written in words of 8, 4, 2 and 1 of them: no byte is
 * touched that it has no part in, so what lies beside it may be another thread's, or nobody's. */
#include "frozen/frozen.h"
#include "lower/lower_parts.h"
#include "types/stored.h"

/* A word that a bit-field has a part in: its lowest bit is bit `shift` of the value. */
typedef struct BitWord {
    LirId pointer;
    LirType type;
    int bits, shift;
} BitWord;

typedef struct BitWords {
    BitWord items[4];
    size_t count;
} BitWords;

static BitWords words_of(Lower *l, LirId pointer, const Type *bits)
{
    BitWords words = {.count = 0};
    size_t size = bits->stored->layout.size;
    for (size_t at = 0, next; at < size; at += next) {
        size_t left = size - at;
        next = left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
        LirType type = next == 8 ? LIR_i64 : next == 4 ? LIR_i32 : next == 2 ? LIR_i16 : LIR_i8;
        words.items[words.count++] = (BitWord){at_offset(l, pointer, at), type, (int)(8 * next),
                                               (int)(8 * at) - (int)bits->flags};
    }
    return words;
}

static LirId word_constant(Lower *l, uint64_t word)
{
    return int_constant(l, LIR_i64, (int64_t)word);
}

/* Towards the higher bits, by a negative number towards the lower ones. */
static LirId shifted(Lower *l, LirId v, int by)
{
    if (!by)
        return v;
    return emit2(l, by > 0 ? LIR_shl : LIR_lshr, v, int_constant(l, LIR_i64, by > 0 ? by : -by));
}

static uint64_t lowest(int bits)
{
    return bits >= 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1;
}

static LirId load_word(Lower *l, const BitWord *word)
{
    LirId loaded = unaligned(l, emit_load(l, word->type, word->pointer));
    return word->type == LIR_i64 ? loaded : emit_cast(l, LIR_zext, LIR_i64, loaded);
}

Parts load_bits(Lower *l, LirId pointer, TypeId stored)
{
    const Type *bits = type_get(l->u, stored);
    BitWords words = words_of(l, pointer, bits);
    LirId v = shifted(l, load_word(l, &words.items[0]), words.items[0].shift);
    for (size_t i = 1; i < words.count; i++)
        v = emit2(l, LIR_or, v, shifted(l, load_word(l, &words.items[i]), words.items[i].shift));
    int rest = 64 - bits->ndim;
    if (type_kind(bits->element) == KIND_SIGNED && rest) {
        LirId distance = int_constant(l, LIR_i64, rest);
        v = emit2(l, LIR_ashr, shifted(l, v, rest), distance);
    } else if (rest)
        v = emit2(l, LIR_and, v, word_constant(l, lowest(bits->ndim)));
    return parts_of(l, bits->element == TYPE_boolean ? emit_cast(l, LIR_trunc, LIR_i1, v) : v);
}

static void store_word(Lower *l, const BitWord *word, LirId v, uint64_t mask)
{
    int shift = word->shift;
    uint64_t own = (shift > 0 ? mask >> shift : mask << -shift) & lowest(word->bits);
    LirId stored = shifted(l, v, -shift);
    if (own != lowest(word->bits)) {
        LirId others = word_constant(l, ~own), rest = emit2(l, LIR_and, load_word(l, word), others);
        stored = emit2(l, LIR_or, rest, emit2(l, LIR_and, stored, word_constant(l, own)));
    }
    if (word->type != LIR_i64)
        stored = emit_cast(l, LIR_trunc, word->type, stored);
    unaligned(l, emit_store(l, word->pointer, stored));
}

void store_bits(Lower *l, LirId pointer, TypeId stored, LirId value)
{
    const Type *bits = type_get(l->u, stored);
    BitWords words = words_of(l, pointer, bits);
    bool is_wide = lir_type(l, value) == LIR_i64;
    LirId v = is_wide ? value : emit_cast(l, LIR_zext, LIR_i64, value);
    for (size_t i = 0; i < words.count; i++)
        store_word(l, &words.items[i], v, lowest(bits->ndim));
}

bool bits_hold(const Unit *u, TypeId stored, const Frozen *constant)
{
    const Type *bits = type_get(u, stored);
    if (bits->shape != SHAPE_BITS || bits->ndim == 64 || !constant || constant->kind != FROZEN_INT ||
        constant->type != TYPE_none)
        return true;
    bool is_signed = type_kind(bits->element) == KIND_SIGNED;
    int64_t most = (int64_t)lowest(is_signed ? bits->ndim - 1 : bits->ndim);
    return frozen_integer(constant) <= most && frozen_integer(constant) >= (is_signed ? -most - 1 : 0);
}
