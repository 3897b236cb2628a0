/* gdb.h: with UPCALL_DEBUG=gdb: gdb is told of objects that are loaded, by its JIT interface ("JIT Compilation Interface" in its
 * manual). GIL: not needed. Threads: any. */
#ifndef UPCALL_GDB_H
#define UPCALL_GDB_H

#include <stddef.h>

typedef struct GdbObject GdbObject;

/*   object, size   a relocatable ELF file whose section headers have the addresses where the sections are; malloc'd, taken
 *   returns        to forget it by, before the memory goes; NULL: no memory, gdb isn't told */
GdbObject *gdb_register(void *object, size_t size);
void gdb_forget(GdbObject *object); /* NULL: nothing */

#endif
