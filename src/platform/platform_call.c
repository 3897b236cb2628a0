/* platform_call.c: calls from Python, and the results of callbacks that are gone, as far as all C ABIs have them alike. See platform.h. */
#include "platform/platform_call.h"

#include <stdlib.h>
#include <string.h>

static uint64_t low_bytes(uint64_t word, size_t size)
{
    return size < sizeof word ? word & ((UINT64_C(1) << 8 * size) - 1) : word;
}

/* A component as the caller leaves it in a word of its own; of a float the rest doesn't count. */
static uint64_t extended(AbiType type, uint64_t word)
{
    switch (type) {
    case ABI_bool: return low_bytes(word, 1) != 0;
    case ABI_i8: return (uint64_t)(int8_t)word;
    case ABI_i16: return (uint64_t)(int16_t)word;
    case ABI_i32: return (uint64_t)(int32_t)word;
    default: return low_bytes(word, abi_size(type));
    }
}

/* What begins `at` bytes into the words. */
static uint64_t word_at(const uint64_t *words, size_t at)
{
    return words[at / ABI_EIGHTBYTE] >> 8 * (at % ABI_EIGHTBYTE);
}

/* Where a component begins an eightbyte it fills that; others that lie there come after it. */
static void put_word(void *words, ptrdiff_t at, AbiType type, uint64_t word)
{
    unsigned char *to = (unsigned char *)words + at;
    if ((size_t)at % ABI_EIGHTBYTE)
        memcpy(to, &word, abi_size(type));
    else
        memcpy(to, &word, sizeof word);
}

static void put_argument(void *frame, const CallPlace *place, const uint64_t *words)
{
    if (place->is_word)
        ((uint64_t *)frame)[place->at / ABI_EIGHTBYTE] = words[place->from / ABI_EIGHTBYTE];
    else
        put_word(frame, place->at, place->type, extended(place->type, word_at(words, place->from)));
}

/* ---- Places ---- */

static CallPlace call_place(AbiType type, size_t from, ptrdiff_t at)
{
    bool is_word = abi_size(type) == ABI_EIGHTBYTE && from % ABI_EIGHTBYTE == 0 && at % ABI_EIGHTBYTE == 0;
    return (CallPlace){type, from, at, is_word};
}

size_t call_place_register(CallPlace *places, const AbiValue *value, const AbiRegister *part, size_t from, ptrdiff_t at)
{
    if (value->by_address) {
        *places = call_place(part->type, from + part->offset, at);
        return 1;
    }
    for (size_t i = 0; i < part->count; i++) {
        const AbiComponent *component = &value->components[part->first + i];
        places[i] = call_place(component->type, from + (part->first + i) * sizeof(uint64_t),
                               at + (ptrdiff_t)(component->offset - part->offset));
    }
    return part->count;
}

size_t call_place_memory(CallPlace *places, const AbiValue *value, size_t from, ptrdiff_t at)
{
    for (size_t i = 0; i < value->count; i++) {
        const AbiComponent *component = &value->components[i];
        places[i] = call_place(value->by_address ? ABI_u64 : component->type, from + i * sizeof(uint64_t),
                               at + (ptrdiff_t)component->offset);
    }
    return value->count;
}

ptrdiff_t call_place_address(PlatformCall *call, ptrdiff_t at, size_t size)
{
    call->copied_words += abi_words(size) + abi_words(size) % 2;
    ptrdiff_t copy = -(ptrdiff_t)(call->copied_words * sizeof(uint64_t));
    call->addresses[call->address_count++] = (CallAddress){copy, at};
    return copy;
}

static size_t place_result(CallPlace *places, const AbiValue *result)
{
    AbiRegister registers[ABI_MOST_REGISTERS];
    size_t count = abi_registers(result, registers), placed = 0, integers = 0, reals = 0;
    for (size_t r = 0; r < count; r++) {
        size_t at = abi_is_float(registers[r].type) ? offsetof(ReturnValue, real) + reals++ * sizeof(uint64_t)
                                                    : offsetof(ReturnValue, integer) + integers++ * sizeof(uint64_t);
        placed += call_place_register(places + placed, result, &registers[r], 0, (ptrdiff_t)at);
    }
    return placed;
}

static size_t most_places(const AbiValue *value)
{
    return value->count + ABI_MOST_REGISTERS;
}

ReturnValue platform_return_value(const AbiValue *result, const uint64_t *words)
{
    ReturnValue value = {.memory_size = result->in_memory ? result->size : 0};
    CallPlace places[ABI_MOST_REGISTERS * ABI_EIGHTBYTE];
    size_t count = place_result(places, result);
    for (size_t i = 0; i < count; i++)
        put_argument(&value, &places[i], words);
    return value;
}

/* ---- Calls ---- */

PlatformCall *platform_call_new(const AbiValue *arguments, size_t count, const AbiValue *result)
{
    size_t most = most_places(result), from = 0;
    for (size_t i = 0; i < count; i++)
        most += most_places(&arguments[i]);
    PlatformCall *call = calloc(1, sizeof *call + most * sizeof(CallPlace) + count * sizeof(CallAddress));
    if (!call)
        return NULL;
    call->addresses = (CallAddress *)(void *)(call->places + most);
    call->returns_in_memory = result->in_memory;
    AbiTaken taken = abi_taken_by_result(result);
    for (size_t i = 0; i < count; from += arguments[i++].count * sizeof(uint64_t))
        call_place_argument(call, &arguments[i], from, &taken);
    call->stack_words += call->stack_words % 2;
    call->result_count = place_result(call->places + call->argument_count, result);
    return call;
}

size_t platform_call_room(const PlatformCall *call)
{
    return 1 + call->copied_words + call_frame_size / sizeof(uint64_t) + call->stack_words;
}

static void put_result(uint64_t *result, const CallPlace *place, const uint64_t *words)
{
    if (place->is_word)
        result[place->from / ABI_EIGHTBYTE] = words[place->at / ABI_EIGHTBYTE];
    else
        put_word(result, (ptrdiff_t)place->from, place->type,
                 low_bytes(word_at(words, (size_t)place->at), abi_size(place->type)));
}

static uint64_t *frame_in(const PlatformCall *call, uint64_t *room)
{
    return room + (uintptr_t)room / sizeof *room % 2 + call->copied_words;
}

void platform_call(const PlatformCall *call, const void *entry, const void *environment, const uint64_t *arguments,
                   uint64_t *result, uint64_t *room)
{
    const CallPlace *place = call->places, *results = place + call->argument_count, *end = results + call->result_count;
    union {
        ReturnValue value;
        uint64_t words[sizeof(ReturnValue) / sizeof(uint64_t)];
    } returned;
    uint64_t *frame = frame_in(call, room);
    for (; place < results; place++)
        put_argument(frame, place, arguments);
    for (size_t i = 0; i < call->address_count; i++)
        put_word(frame, call->addresses[i].at, ABI_ptr, (uintptr_t)frame + (uintptr_t)call->addresses[i].copy);
    if (call->returns_in_memory)
        frame[call_result_address / sizeof *frame] = (uint64_t)(uintptr_t)result;
    platform_call_frame(frame, call->stack_words, entry, environment, &returned.value);
    for (; place < end; place++)
        put_result(result, place, returned.words);
}
