/* stored.h: what is a value only where it lies in memory: records (C's structs, NumPy's structured dtypes) and arrays inside them.
 *
 * A record is known by its layout and the names of its fields, whoever described it: np.dtype, Numba's Record, a ctypes.Structure.
 * Fields stand in the order in which they were described, that of the values of a tuple; they may overlap, as a union's do. Of a
 * partial record some are missing, which compiled code has no types for. A record that is read is a view of memory: its
 * value is the address, and its type has the flags of the array that it is read from. An array inside a record is read as an array. */
#ifndef UPCALL_STORED_H
#define UPCALL_STORED_H

#include "types/layout.h"
#include "types/types.h"

enum { STORED_ROUNDS = 8 };
enum { MOST_IN_TWO_REGISTERS = 16 }; /* bytes of a record: where a larger one passes bits without a name don't tell */
enum { MARKED_ALIGNMENT = 16 };      /* such an alignment, or more, is always written in the text of a record */

typedef struct Field {
    const char *name;
    TypeId type;
    size_t offset; /* bytes */
    bool is_volatile;
} Field;

typedef struct Stored {
    Layout layout; /* without components */
    Layout words;  /* of a record: what is moved when it is copied, the widest words first; none if it has many bytes */
    bool is_aligned; /* a record whose fields lie where C has them; else its alignment is 1 */
    bool is_partial;
    bool has_nameless;    /* bit-fields, which are padding */
    bool is_over_aligned; /* C was told to align it to layout.alignment, which is more than its fields ask for */
    const Field *fields;  /* of a record */
    size_t count;
    uint32_t
        seen[STORED_ROUNDS]; /* of a record: hashes of what is seen from it, up to so many pointers away: drafts.c */
    bool is_open; /* an array at the end of a record, "double x[]": no length, and none of its bytes are the record's */
    const int64_t *lengths; /* of an array: of .ndim axes of the Type, in C order */
} Stored;

/* A record of these fields, of which each lies within `size` bytes; size 0: laid out as C does, and offsets are set. They are copied.
 * `is_partial`: it has others. drafts.h makes types of them. */
Stored stored_record(Unit *u, Field *fields, size_t count, size_t size, bool is_partial);
/* An array inside a record; of arrays, one of as many more dimensions. */
TypeId type_nested(Unit *u, TypeId element, const int64_t *lengths, int ndim);

TypeId type_open_array(Unit *u, TypeId element); /* one that is read as a pointer to its first element */
bool type_is_open_array(const Unit *u, TypeId type);
/* A bit-field: so many bits, from bit `first` of its first byte on, the lowest being 0. */
TypeId type_bits(Unit *u, TypeId element, int first, int bits);
/* As what a value is stored there: numbers of the element of a bit-field. */
TypeId type_held(const Unit *u, TypeId stored);

/* Where memory has `stored`, what is it when read? `flags`: ARRAY_* of what it is read through. */
TypeId type_when_read(Unit *u, TypeId stored, unsigned flags);
/* What a field is when read, of a record with these flags. */
TypeId type_of_field(Unit *u, const Field *field, unsigned flags);
/* Of a[name], where `array` is of records that have that field: as many axes, and behind them those of the field. */
TypeId type_field_of_array(Unit *u, TypeId array, const Field *field);
TypeId type_of_record(Unit *u, TypeId value); /* of the memory that such a value, or a pointer to it, is a view of */

bool type_is_record(const Unit *u, TypeId type);
const char *record_not_passed(const Unit *u, TypeId type); /* why C passes no such record by value; NULL: it does */
/* The alignment that its fields ask for; it may be declared aligned to more. */
size_t record_field_alignment(const Unit *u, TypeId record);
/* Do fields fill a record of at most 64 bytes, and each one in it, to the last byte? An array without elements is no such field. */
bool record_is_dense(const Unit *u, TypeId record);
bool record_is_nested(const Unit *u, TypeId type); /* it has arrays or records inside */
/* A tuple of what is stored one behind the other where elements of that type lie. NumPy takes a tuple for one record, and a list for
 * several. */
bool type_is_line(const Unit *u, TypeId stored, TypeId element);
bool type_is_large_record(const Unit *u,
                          TypeId type); /* it is moved by its address, not by what is loaded from there */
/* What is loaded and stored where a value is moved from one place in memory to another. Without components: a large record. */
const Layout *type_moved_layout(const Unit *u, TypeId type);
const Field *record_field(const Type *record, const char *name); /* NULL: there is none */

size_t type_weight_of_fields(const Unit *u, const Stored *record); /* of a record: Type.weight */
size_t type_depth_of_fields(const Unit *u, const Stored *record);  /* Type.depth */

/* For types.c. */
bool stored_same(const Type *a, const Type *b);
uint32_t stored_hash(uint32_t hash, const Type *type);

#endif
