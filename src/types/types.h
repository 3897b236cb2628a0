/* types.h: the types of compiled values, interned in their Unit: two types are the same when their TypeIds are. */
#ifndef UPCALL_TYPES_H
#define UPCALL_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ids.h"
#include "base/table.h"
#include "frozen/packed.h"
#include "frozen/scalars.h"

/* The scalar types have fixed ids, in the order of scalar_types.def; others are made by type_pointer() and the like. */
enum {
    TYPE_range = TYPE_SCALAR_COUNT,
    TYPE_exception, /* an instance of any built-in class */
    TYPE_text,      /* a string that exceptions can be made with */
    TYPE_string,    /* one of the strings u->strings */
    TYPE_FIXED_COUNT,
    TYPE_UNKNOWN = UINT32_MAX /* not inferred yet */
};

typedef enum {
    KIND_NONE,
    KIND_BOOL,
    KIND_SIGNED,
    KIND_UNSIGNED,
    KIND_COUNT,
    KIND_FLOAT,
    KIND_COMPLEX,
    KIND_POINTER
} ScalarKind;

typedef enum {
    SHAPE_SCALAR,
    SHAPE_FROZEN,    /* the frozen Python object .object, which is no number: a module, a function, a string */
    SHAPE_CLOSURE,   /* a function made inside another: .object, with captured variables of the types .items */
    SHAPE_EXCEPTION, /* an instance of a built-in class */
    SHAPE_TEXT,
    SHAPE_STRING, /* one of several constant strings, by number; a single one is a SHAPE_FROZEN */
    SHAPE_RANGE,
    SHAPE_POINTER,  /* to .element */
    SHAPE_OPAQUE,   /* what a library keeps to itself, known by its name .object: there are only pointers to it */
    SHAPE_FUNCTION, /* a pointer to a C function: .items: its result, then its arguments; see Signature */
    SHAPE_ARRAY,    /* a view: .element, .ndim, .packed, .flags */
    SHAPE_RECORD,   /* .stored; of a value, which is a view of memory, ARRAY_* in .flags */
    SHAPE_DRAFT,    /* a record while it is described, number .ndim of drafts.h, .stored */
    SHAPE_NESTED,   /* .stored: an array of .element and .ndim inside a record */
    SHAPE_BITS,     /* a bit-field of a record: .ndim bits of .element, from bit .flags of its first byte on */
    SHAPE_VALUE,    /* an upcall.Value with a number of .element */
    SHAPE_FLAGS,    /* the attribute flags of an array of type .element: the array itself */
    SHAPE_FLAT,     /* the attribute flat of an array of type .element: the array itself */
    SHAPE_SLICE,    /* a slice whose start, stop and step are of .items */
    SHAPE_TUPLE,    /* of .items; TUPLE_* in .flags; a named tuple of the class .object, if any */
    SHAPE_ITERATOR  /* something with an element at each position; positions are counted beside it */
} TypeShape;

/* What an iterator gives at a position. Its parts are those of what it goes over, one after the other. */
typedef enum {
    ITERATE_VALUE,     /* an element of .element: a range, an array, a tuple */
    ITERATE_ENUMERATE, /* (start + position, what .items[0] gives); start is its first part */
    ITERATE_ZIP,       /* a tuple of what each of .items gives */
    ITERATE_REVERSED,  /* what .items[0] gives, from its end */
    ITERATE_INDICES,   /* np.ndindex: the position as a tuple of .ndim indices; parts: the lengths */
    ITERATE_ELEMENTS   /* np.ndenumerate: (such a tuple, the element there) of the array .element */
} IteratorKind;

enum {
    ARRAY_READ_ONLY = 1,   /* no element may be assigned; of a pointer: const */
    ARRAY_VOLATILE = 8,    /* each access is made, in order: C's volatile */
    ARRAY_IS_OPTIONAL = 4, /* it is None if its address is null; then it has no elements */
    ARRAY_OWNED = 2 /* the value has a part that says which block its memory is in: so have views of such an array */
};

enum { POINTER_FLAGS = ARRAY_READ_ONLY | ARRAY_VOLATILE }; /* what a pointer says of the memory behind it */

enum {
    TUPLE_IS_LIST = 1 /* it is a list in Python: what a starred variable takes. Nobody changes it. */
};

enum { FUNCTION_IS_VARIADIC = 1 };

enum {
    ZIP_STRICT = 1 /* raises behind its last element unless all lengths are the same */
};

typedef struct Type {
    TypeShape shape;
    IteratorKind iterator;
    TypeId element;
    int ndim;
    Packed packed;
    unsigned flags; /* ARRAY_*, TUPLE_*, ZIP_*, FUNCTION_* */
    const TypeId *items;
    size_t count;
    size_t weight; /* how many types stand in its name */
    size_t depth;  /* how many in one another */
    size_t parts;  /* how many of .items, of theirs ... have none themselves */
    const Frozen *object;
    const struct Stored *stored; /* stored.h */
} Type;

typedef struct ScalarInfo {
    const char *name;
    ScalarKind kind;
    int size; /* bytes */
    const char *c_name, *ctypes, *numpy, *text;
} ScalarInfo;

typedef struct TypeTable {
    Type *items;
    size_t count, capacity;
    Table by_hash;         /* of those that aren't fixed */
    struct Drafts *drafts; /* drafts.h */
} TypeTable;

/* The row of a scalar type; of no other type: how values lie in memory is said by layout.h. */
const ScalarInfo *scalar_info(TypeId scalar);

void types_init(Unit *u);
const Type *type_get(const Unit *u, TypeId type);
/* "float64", "float64*", "float64[:, :]", "(int64, float64)"; in the arena. */
const char *type_full_name(Unit *u, TypeId type); /* type_parse() reads those of what C passes */
const char *type_name(Unit *u, TypeId type);      /* for messages: of a large record the first fields */

TypeId type_intern(Unit *u, Type type); /* what the makers below are made of */
TypeId type_pointer(Unit *u, TypeId element);
TypeId type_const_pointer(Unit *u, TypeId element);                     /* to TYPE_none: const void * */
TypeId type_qualified_pointer(Unit *u, TypeId element, unsigned flags); /* those of POINTER_FLAGS */
TypeId type_opaque(Unit *u, const char *name);
TypeId type_array(Unit *u, TypeId element, int ndim, Packed packed, unsigned flags);
TypeId type_captured_array(Unit *u, const Frozen *array);
/* A view of `array`, or of an array of its element and flags. */
TypeId type_array_like(Unit *u, TypeId array, int ndim, Packed packed);
TypeId type_row(Unit *u, TypeId array, int count); /* what so many indices leave of an array that has more axes */
TypeId type_flags(Unit *u, TypeId array);
TypeId type_flat(Unit *u, TypeId array);
TypeId type_value(Unit *u, TypeId element);
TypeId type_tuple(Unit *u, const TypeId *items, size_t count);
TypeId type_named_tuple(Unit *u, const Frozen *class, const TypeId *items, size_t count);
TypeId type_list(Unit *u, const TypeId *items, size_t count); /* a tuple in all but name */
TypeId type_slice(Unit *u, const TypeId *items);
TypeId type_iterator(Unit *u, TypeId of);
TypeId type_iterators(Unit *u, IteratorKind kind, const TypeId *items, size_t count); /* ENUMERATE, ZIP, REVERSED */
TypeId type_strict_zip(Unit *u, const TypeId *items, size_t count);
TypeId type_indices(Unit *u, int ndim);
TypeId type_elements(Unit *u, TypeId array);
/* What a range, an array, a tuple or an iterator gives; TYPE_UNKNOWN: it is none of them, or has elements of two kinds. */
TypeId type_of_item(Unit *u, TypeId iterable);
TypeId type_frozen(Unit *u, const Frozen *object);
TypeId type_closure(Unit *u, const Frozen *function, const TypeId *captured, size_t count);

/* How many elements an array can have along an axis, as far as memory that can be addressed goes. */
int64_t type_longest_axis(const Unit *u, TypeId array);

ScalarKind type_kind(TypeId type); /* KIND_NONE of what is no scalar */
bool type_is_scalar(TypeId type);  /* a row of scalar_types.def other than none and voidptr */
bool type_is_integer(TypeId type);
/* The numbers of an integer type that has fewer than 64 bits; false: it is another type. */
bool type_limits(TypeId type, int64_t *least, int64_t *most);
bool type_is_float(TypeId type);
bool type_is_complex(TypeId type);
TypeId type_component(TypeId type); /* the float type of the parts of a complex one */
bool type_has_shape(const Unit *u, TypeId type, TypeShape shape);
bool type_has_owners(const Unit *u, TypeId type);        /* ARRAY_OWNED, of it or something in it */
bool type_has_volatile(const Unit *u, TypeId type);      /* ARRAY_VOLATILE, likewise */
bool type_leads_to_function(const Unit *u, TypeId type); /* a pointer to one, or a pointer to such a pointer ... */
bool type_is_pointer(const Unit *u, TypeId type);        /* voidptr and pointers to functions too */
bool type_is_untyped(const Unit *u, TypeId type);        /* void *, const void * */
bool type_is_const_void(const Unit *u, TypeId type);
int type_ndim(const Unit *u, TypeId type); /* as np.ndim() has it, of tuples too; -1: it is nothing like an array */
TypeId type_of_constant(Unit *u, const Frozen *object);
bool type_is_string(const Unit *u, TypeId type); /* of a constant string, or of one of several */

/* SEMANTICS, "Numbers". All of them give TYPE_UNKNOWN when there is no such type. */
TypeId type_in_numpy(TypeId scalar);                 /* what NumPy has for a count or a character of C */
bool type_is_c_string(const Unit *u, TypeId type);   /* a pointer to characters that a 0 ends */
bool type_is_bytes(const Unit *u, TypeId type);      /* of a constant of bytes */
bool type_is_characters(const Unit *u, TypeId type); /* an array of them with one axis: a string with a length */
TypeId type_constant_characters(Unit *u);            /* such an array, of a constant of bytes */
TypeId type_of_value(TypeId stored);                 /* what an argument or an element of this type is when read */
TypeId type_join(Unit *u, TypeId a, TypeId b);       /* where control flow merges */
/* Can a value of type `from` be passed, returned or stored where `to` is declared? No float becomes an integer by itself. */
bool type_converts(const Unit *u, TypeId from, TypeId to);
bool type_is_address(const Unit *u, TypeId from, TypeId to); /* an integer that is returned or stored as a pointer */
TypeId type_promote(TypeId a, bool a_is_weak, TypeId b, bool b_is_weak); /* arithmetic of two scalars */

/* A scalar name or an alias of it; TYPE_UNKNOWN when it is neither. */
TypeId type_by_name(const char *name, size_t length);
/* A scalar by NumPy's names and type strings: "float32", "f4", "<f4", "single"; TYPE_UNKNOWN when it is none. */
TypeId type_by_dtype_name(const char *name);
/* The name nearest to `name` (edit distance), for "did you mean". Static text; NULL when nothing is near. */
const char *type_nearest_name(const char *name);
const char *type_nearest_dtype_name(const char *name);

#endif
