/* drafts.h: records while they are described. Records that lead to one another by pointers can't be made one after the other: until all
 * of them are described each stands for itself as a draft, a type of SHAPE_DRAFT.
 *
 * Then those that look the same however far one follows their pointers become one record, and those that are like a record of the Unit
 * become that: so a record is the same type wherever its description began. */
#ifndef UPCALL_DRAFTS_H
#define UPCALL_DRAFTS_H

#include "types/stored.h"

typedef struct Draft {
    TypeId type;      /* the draft itself */
    TypeId same_as;   /* a record, or another draft; TYPE_UNKNOWN: nothing so far */
    size_t alignment; /* in a struct of C; 0: nothing says, what its fields ask for */
    bool is_described;
} Draft;

typedef struct Drafts {
    Draft *items;
    size_t count, capacity;
    Table by_hash; /* of those that are described, also once they are records */
} Drafts;

TypeId draft_new(Unit *u);
bool draft_is_open(const Unit *u,
                   TypeId type); /* it is a draft that isn't described so far: only pointers may be to it */
/* A record of these fields, as type_record() takes them; size 0: laid out as C does. */
void draft_describe(Unit *u, TypeId draft, Field *fields, size_t count, size_t size, bool is_partial);
/* What else is known of one that is described.
 *   alignment      C aligns it so, if that is more than its fields ask for. A power of two, which divides its size; below 16: to 16 it doesn't
 *   has_nameless   bit-fields */
void draft_mark(Unit *u, TypeId draft, size_t alignment, bool has_nameless);
/* How C aligns one, or what is no draft: also a packed one, and what is declared aligned to less than 16. */
void draft_align(Unit *u, TypeId draft, size_t alignment);
size_t draft_alignment(const Unit *u, TypeId type);
/* What was begun when there were `first` drafts becomes records, all of it described: which of them is `draft`? */
TypeId drafts_settle(Unit *u, size_t first, TypeId draft);

#endif
