/* abi.h: which registers a value passes in where C functions call each other: what the compiler library and the run time both must know,
 * so it is no function of either. A header a machine has it. */
#ifndef UPCALL_ABI_H
#define UPCALL_ABI_H

#if defined(__aarch64__)
#include "platform/abi_aapcs64.h"
#else
#include "platform/abi_sysv.h"
#endif

#endif
