/* platform_call.h: what calls from Python share with the C ABI of a machine (platform_sysv.c): where each component passes. */
#ifndef UPCALL_PLATFORM_CALL_H
#define UPCALL_PLATFORM_CALL_H

#include "platform/abi.h"
#include "platform/platform.h"

/* Where a component passes. */
typedef struct CallPlace {
    AbiType type;
    size_t from; /* bytes into the words of all arguments, or of the result */
    size_t at;   /* bytes into the room, of the result into the ReturnValue */
} CallPlace;

struct PlatformCall {
    size_t argument_count, result_count; /* places */
    size_t stack_words;                  /* even: the stack stays aligned */
    bool returns_in_memory;              /* its address is an argument */
    CallPlace places[];                  /* of the arguments, then of the result */
};

/* The places of what lies in one register, whose word is `at` bytes in.
 *   from      bytes into the words, where those of the value begin
 *   returns   how many they are */
size_t call_place_register(CallPlace *places, const AbiValue *value, const AbiRegister *part, size_t from, size_t at);

/* ... of a value that lies `at` bytes in as it does in memory. */
size_t call_place_memory(CallPlace *places, const AbiValue *value, size_t from, size_t at);

/* ---- What a C ABI has ---- */

extern const size_t
    call_frame_size; /* bytes of the registers' words: the room begins with them, and with those of the stack behind */
extern const size_t call_result_address; /* where among them the address of a result in memory passes */

/* The next argument: its places, behind those that the call has. `from` as above. */
void call_place_argument(PlatformCall *call, const AbiValue *value, size_t from, AbiTaken *taken);

/* The words of the stack, the registers, and a call with the environment where entries expect it. */
void platform_call_frame(const void *frame, size_t stack_words, const void *entry, const void *environment,
                         ReturnValue *value);

#endif
