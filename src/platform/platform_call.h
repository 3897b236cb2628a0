/* platform_call.h: what calls from Python share with the C ABI of a machine (platform_sysv.c, platform_aapcs64.c): where each
 * component passes. */
#ifndef UPCALL_PLATFORM_CALL_H
#define UPCALL_PLATFORM_CALL_H

#include "platform/abi.h"
#include "platform/platform.h"

/* Where a component passes. */
typedef struct CallPlace {
    AbiType type;
    size_t from;  /* bytes into the words of all arguments, or of the result */
    ptrdiff_t at; /* bytes from the frame on, of the result into the ReturnValue */
    bool is_word; /* of 64 bits, by itself in both */
} CallPlace;

/* What the callee finds a copy by: it lies before the frame. */
typedef struct CallAddress {
    ptrdiff_t copy, at; /* bytes from the frame on */
} CallAddress;

/* The room of a call: copies of what passes by its address, and the frame: the registers' words, and behind them those of the stack. The
 * frame is aligned to 16. */
struct PlatformCall {
    CallAddress *addresses;
    size_t address_count, copied_words;
    size_t argument_count, result_count; /* places */
    size_t stack_words;                  /* even: the stack stays aligned */
    bool returns_in_memory;              /* its address is an argument */
    CallPlace places[];                  /* of the arguments, then of the result */
};

/* The places of what lies in one register, whose word is `at` bytes in.
 *   from      bytes into the words, where those of the value begin
 *   returns   how many they are */
size_t call_place_register(CallPlace *places, const AbiValue *value, const AbiRegister *part, size_t from,
                           ptrdiff_t at);

/* ... of a value that lies `at` bytes in as it does in memory. */
size_t call_place_memory(CallPlace *places, const AbiValue *value, size_t from, ptrdiff_t at);

/* An argument of that size passes by the address of a copy, which stands `at` bytes into the frame.
 *   returns   where the copy lies */
ptrdiff_t call_place_address(PlatformCall *call, ptrdiff_t at, size_t size);

/* ---- What a C ABI has ---- */

extern const size_t call_frame_size;     /* bytes of the registers' words */
extern const size_t call_result_address; /* where among them the address of a result in memory passes */

/* The next argument: its places, behind those that the call has. `from` as above. */
void call_place_argument(PlatformCall *call, const AbiValue *value, size_t from, AbiTaken *taken);

/* The words of the stack, the registers, and a call with the environment where entries expect it. */
void platform_call_frame(const uint64_t *frame, size_t stack_words, const void *entry, const void *environment,
                         ReturnValue *value);

#endif
