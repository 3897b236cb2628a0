/* load.h: map a relocatable object into executable memory, bind its symbols. GIL: not needed. Threads: any. */
#ifndef UPCALL_LOAD_H
#define UPCALL_LOAD_H

#include "base/unit.h"
#include "runtime/memory.h"
#include "runtime/runtime_symbols.h"

#define LOAD_ENTRY_SECTION ".text.entry" /* of the object: begins with the function that C calls */

typedef struct Image Image;

/*   object, size    ELF64 relocatable for this machine; only read, stays the caller's, may go on return
 *   symbols, count  sorted by name; what an address points to must outlive the Image
 *   returns         an Image that the caller owns; image_free() once no thread can be inside it
 *   fails           E_OBJECT_FORMAT, E_RELOCATION (names the type), E_RUNTIME_SYMBOL, E_NO_MEMORY, E_EXECUTABLE_MEMORY; nothing
 *                   stays mapped */
Image *load(Unit *u, const uint8_t *object, size_t size, const RuntimeSymbol *symbols, size_t count);

/* There was no memory for code or its slot. fails E_NO_MEMORY, or E_EXECUTABLE_MEMORY where the system refuses it */
_Noreturn void fail_code_memory(Unit *u);

/* The executable address of a defined symbol; NULL when the object has none of that name. */
void *image_symbol(const Image *image, const char *name);
size_t image_size(const Image *image); /* bytes of executable memory it holds */
const void *image_start(const Image *image);

/* The room for a front (front.h), right before the function that LOAD_ENTRY_SECTION begins with. It is given to who asks first;
 * .size is 0 when it is taken, or there is none, or the process has forked since: then two processes might write there. */
Memory image_front(Image *image);

/* Images are shared: each load() or image_ref() is undone by one image_free(). Freed memory rests in a quarantine. */
Image *image_ref(Image *image);
void image_free(Image *image);
bool image_try_ref(Image *image); /* false: nobody holds it any more, it is about to be freed */

/* Have `at_end` called when nobody holds the image any more, before it is freed. For one that knows it alone so far. */
void image_at_end(Image *image, void (*at_end)(void *context), void *context);
void *image_context(const Image *image); /* NULL: none was given */

extern const RuntimeSymbol runtime_symbols[];
extern const size_t runtime_symbol_count;
const void *runtime_address(const RuntimeSymbol *symbol); /* NULL: libm has no such function */

#endif
