/* machine.h: the constants of the machine that core runs on; each row of that file has its meaning in platform.h or load.c. */
#ifndef UPCALL_MACHINE_H
#define UPCALL_MACHINE_H

#if defined(__x86_64__)
#include "platform/machine_x86_64.h"
#elif defined(__aarch64__)
#include "platform/machine_aarch64.h"
#else
#error "upcall runs on x86-64 and AArch64"
#endif

#endif
