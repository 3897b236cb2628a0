/* artifact.c: see artifact.h. */
#include "runtime/artifact.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "platform/platform.h"

typedef struct Header {
    char magic[8]; /* and the number of the format: raised when anything of an artifact changes */
    Key key;
    uint64_t lir_size, object_size;
} Header;

static const char magic[sizeof((Header *)0)->magic] = "upcall1";

/* ---- the hash */

/* Each step is a bijection of the state, so no change within one word is ever lost. */
static Key hash_word(Key state, uint64_t word)
{
    const unsigned __int128 odd = (unsigned __int128)UINT64_C(0x9E3779B97F4A7C15) << 64 | UINT64_C(0xF39CC0605CEDC835);
    unsigned __int128 product = ((unsigned __int128)state.words[1] << 64 | (state.words[0] ^ word)) * odd;
    uint64_t high = (uint64_t)(product >> 64);
    return (Key){{(uint64_t)product ^ high, high}};
}

static Key hash_bytes(Key state, const void *bytes, size_t size)
{
    state = hash_word(state, size);
    for (const uint8_t *at = bytes, *end = at + size; at < end; at += sizeof(uint64_t)) {
        uint64_t word = 0;
        memcpy(&word, at, (size_t)(end - at) < sizeof word ? (size_t)(end - at) : sizeof word);
        state = hash_word(state, word);
    }
    return hash_word(hash_word(state, 0), 0); /* what differs late reaches all bits */
}

/* ---- the key */

static Key hash_maker(void)
{
    PlatformProcessor processor;
    platform_processor(&processor);
    Key state = hash_bytes((Key){{0, 0}}, magic, sizeof magic);
    state = hash_bytes(state, backend_build, sizeof backend_build);
    state = hash_bytes(state, lir_encoding, sizeof lir_encoding);
    return hash_bytes(state, &processor, sizeof processor);
}

/* What the key of every content begins with. Threads may find it out at once: they write the same. */
static Key maker(void)
{
    static _Atomic uint64_t words[2];
    static atomic_bool is_known;
    if (!is_known) {
        Key found = hash_maker();
        words[0] = found.words[0];
        words[1] = found.words[1];
        is_known = true;
    }
    return (Key){{words[0], words[1]}};
}

static bool key_equal(Key a, Key b)
{
    return a.words[0] == b.words[0] && a.words[1] == b.words[1];
}

bool artifact_processor_is_same(void)
{
    return key_equal(maker(), hash_maker());
}

Content content_of(Bytes lir)
{
    return (Content){hash_bytes(maker(), lir.items, lir.size), lir};
}

bool content_equal(const Content *a, const Content *b)
{
    return key_equal(a->key, b->key) && a->lir.size == b->lir.size && !memcmp(a->lir.items, b->lir.items, a->lir.size);
}

/* ---- the bytes */

static Key checksum(const uint8_t *bytes, size_t size)
{
    return hash_bytes((Key){{0, 0}}, bytes, size);
}

Bytes artifact_write(const Artifact *artifact)
{
    Bytes lir = artifact->content.lir, object = artifact->object;
    Header header = {.key = artifact->content.key, .lir_size = lir.size, .object_size = object.size};
    memcpy(header.magic, magic, sizeof magic);
    size_t size = sizeof header + lir.size + object.size;
    uint8_t *bytes = malloc(size + sizeof(Key)), *to = bytes;
    if (!bytes)
        return (Bytes){NULL, 0};
    memcpy(to, &header, sizeof header);
    memcpy(to += sizeof header, lir.items, lir.size);
    memcpy(to += lir.size, object.items, object.size);
    Key sum = checksum(bytes, size);
    memcpy(to + object.size, &sum, sizeof sum);
    return (Bytes){bytes, size + sizeof sum};
}

bool artifact_read(Bytes bytes, Artifact *artifact)
{
    Header header;
    if (bytes.size < sizeof header + sizeof(Key))
        return false;
    memcpy(&header, bytes.items, sizeof header);
    size_t size = bytes.size - sizeof(Key), rest = size - sizeof header;
    if (memcmp(header.magic, magic, sizeof magic) || header.lir_size > rest ||
        header.object_size != rest - header.lir_size)
        return false;
    Key sum = checksum(bytes.items, size);
    if (memcmp(bytes.items + size, &sum, sizeof sum))
        return false;
    const uint8_t *lir = bytes.items + sizeof header;
    *artifact = (Artifact){{header.key, {lir, header.lir_size}}, {lir + header.lir_size, header.object_size}};
    return true;
}
