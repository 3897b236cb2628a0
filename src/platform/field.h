/* field.h: the bits of code and data that a relocation writes: `fields.def`. Of all machines, each of which uses some. */
#ifndef UPCALL_FIELD_H
#define UPCALL_FIELD_H

#include <stddef.h>
#include <stdint.h>

typedef enum Field {
#define FIELD(name, ...) FIELD_##name,
#include "platform/fields.def"
} Field;

size_t field_size(Field field); /* of the word that it is in, bytes */

/* Write a number into the field of the word at `at`, which need not be aligned.
 *   returns   NULL; or why the field can't hold it, then nothing is written */
const char *field_write(Field field, unsigned char *at, uint64_t number);

#endif
