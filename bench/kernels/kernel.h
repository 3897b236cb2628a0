/* kernel.h: what each kernel's C file provides.
 *
 * A kernel is two files: NAME.py has the Python function, its signature, its data; NAME.c has the same function in C, the
 * yardstick, and drive(), which calls a function of that prototype through a pointer. The same drive() calls the C function,
 * upcall's callback and Numba's, so that nothing but the code behind the pointer differs. */
#ifndef BENCH_KERNEL_H
#define BENCH_KERNEL_H

#include <stdint.h>

typedef void Function(void); /* drive() casts it to the kernel's prototype */

/* Go over the data `passes` times.
 *   data, size   the arrays that data(size) of NAME.py gave, in order, and that size
 *   returns      something that depends on every result, 0 where they are in the data anyway */
double drive(Function *function, void **data, int64_t size, int64_t passes);

#endif
