/* lower_nest.h: array expressions as loops.
 *
 * Elements are a shape and an element at each index: a scalar, a view, or an operation of such that fuse keeps out of memory. A walk
 * says how a nest of loops goes over them: axes from the outermost to the innermost, how long each is, and for each view that
 * they read where it begins and how far the next element is along each axis. One tree of elements has several walks: that
 * for whatever shapes and strides there are, and a fast one for what there mostly is. So who makes loops of his own over
 * elements takes a walk, opens a loop for each of its axes, and asks for the element at the indices of these loops.
 *
 *     Elements *e = elements_of(l, v);
 *     LirId holds;
 *     Walk fast = walk_fast(l, e, NULL, &holds);         one axis where everything is packed
 *     Walk general = walk_general(l, e, NULL);
 *     ... a branch on `holds`, then for both:
 *     Loop loop = loop_begin(l, walk.lengths[0]);         phis of the caller's come here
 *     loop_body(l, &loop);
 *     Parts x = element_at(l, e, &walk, &loop.index);
 *     loop_end(l, &loop, 0); */
#ifndef UPCALL_LOWER_NEST_H
#define UPCALL_LOWER_NEST_H

#include "lower/lower_parts.h"

/* ---- lower_elements.c -------------------------------------------------------------------------------------------- */

typedef enum { ELEMENTS_SCALAR, ELEMENTS_VIEW, ELEMENTS_OPERATION } ElementsKind;

typedef struct Elements Elements;

/* What the nodes of one tree share. */
typedef struct ElementsTree {
    struct {
        Elements **items;
        size_t count, capacity;
    } views; /* each once */
    struct {
        Elements **items;
        size_t count, capacity;
    } operations; /* each once, however often it is used */
    size_t round;
} ElementsTree;

struct Elements {
    ElementsKind kind;
    ElementsTree *tree;
    TypeId type; /* of an element as memory has it: uint8 stays uint8 */
    size_t ndim;
    const LirId *lengths;
    ValueId value;       /* the HIR value that it is, or HIR_NOTHING */
    Operand scalar;      /* SCALAR */
    View view;           /* VIEW */
    size_t number;       /* VIEW: among those of the tree */
    Elements **operands; /* OPERATION: those of hir_element_operands() */
    size_t operand_count;
    Parts element; /* at the index asked for in that round */
    size_t round;
};

/* Of a scalar or an array. */
Elements *elements_of(Lower *l, ValueId v);
/* A number that is computed already. */
Elements *elements_of_number(Lower *l, TypeId type, Parts parts);
Elements *elements_of_view(Lower *l, View view);
/* Of an elementwise operation, whether fuse keeps it out of memory or not. `lengths`: of its result. */
Elements *elements_of_operation(Lower *l, ValueId v, const LirId *lengths);

/* The lengths of the result of an elementwise operation. Raises ValueError where its operands have no shape in common. */
const LirId *operation_lengths(Lower *l, const HirValue *v);
bool same_length(const Lower *l, LirId a, LirId b); /* for sure */
bool is_length_one(const Lower *l, LirId length);
/* Raises ValueError unless the lengths can be stretched to those of the target. */
void check_stretches(Lower *l, size_t ndim, const LirId *lengths, const View *target);
void check_equal(Lower *l, size_t ndim, const LirId *lengths, const View *target); /* that none is stretched either */

/* ---- lower_walk.c ------------------------------------------------------------------------------------------------- */

typedef struct Walked {
    LirId data;
    LirId *strides; /* in bytes, along the axes of the walk; constant 0 where the view has no such axis */
    bool in_scope;  /* no store of the nest writes what is read here */
} Walked;

typedef struct Walk {
    size_t ndim;
    LirId *lengths;
    Walked *views;  /* by number */
    Walked target;  /* where something is stored: of a walk with a target */
    uint32_t scope; /* of the loads and stores; 0: none */
    bool is_reversed;
} Walk;

/* Which axis of the shape is at that place of the walk, from the outermost: of one in which no axes have become one. */
size_t walk_axis(const Walk *walk, size_t place);

/* The axes of the elements, or of the target if there is one, in C order, or with the target's fastest axis innermost. */
Walk walk_general(Lower *l, const Elements *e, const View *target);
/* The same for a nest that holds only where `*holds` does (i1; constant 1: always): nothing is stretched that isn't by its type, and
 * neighbours along the innermost axis lie side by side, or a constant apart. Axes that are packed in all views are one. */
Walk walk_fast(Lower *l, const Elements *e, const View *target, LirId *holds);

LirId both_hold(Lower *l, LirId a, LirId b); /* conditions, of which constant ones aren't computed */
LirId length_product(Lower *l, LirId a, LirId b);
LirId walked_address(Lower *l, const Walked *view, const Walk *walk, const LirId *index);
/* The element at an index, one i64 an axis of the walk: of type e->type, as memory has it; a record is its address, a scalar as it
 * is. lower_elements.c */
Operand element_at(Lower *l, Elements *e, const Walk *walk, const LirId *index);
/* The element of that type at an address, and what is stored there: of a record the words, of a large one the address. */
Parts load_walked(Lower *l, TypeId element, LirId address, uint32_t scope);
/* What the nest has stored there. */
Parts load_written(Lower *l, TypeId element, LirId address, uint32_t scope);
void store_walked(Lower *l, TypeId element, LirId address, Parts value, uint32_t scope);

/* ---- lower_overlap.c ---------------------------------------------------------------------------------------------- */

/* What a store has to do with the views that its source reads. */
typedef struct Overlap {
    const View *target;
    const Elements *source;
    LirId *
        apart; /* by number of the view: it has no memory with the target in common, as its ends say; LIR_NOTHING: this is
                          no question, for the target is new, or the view is at its place */
    bool *is_at_place; /* by number: each element is read where it is stored, before it is */
    LirId all_apart;   /* those of `apart` */
    size_t open;       /* how many these are */
} Overlap;

/* `is_new`: none of the views reads the target. `array`: of which the target is a view, or HIR_NOTHING. */
Overlap find_overlap(Lower *l, const View *target, const Elements *source, bool is_new, ValueId array);

/* How the general nest stores: upwards or, in one dimension, downwards, at once or through a temporary. */
typedef struct Detour {
    LirId start, step;         /* of the index in one dimension; LIR_NOTHING: 0, 1 */
    LirId is_temporary, owner; /* LIR_NOTHING: it never is one */
} Detour;

/* At run time; `walk` is the general one, and given the target that the nest stores to. */
Detour find_detour(Lower *l, const Overlap *overlap, Walk *walk);

/* ---- lower_nest.c ------------------------------------------------------------------------------------------------- */

/* for index in range(count). Phis that the caller begins behind loop_begin() are the loop's, fed from loop.before, and at the
 * end from l->block, before loop_end(); behind the loop they hold what they hold at its end. */
typedef struct Loop {
    LirBlockId before, header, exit;
    LirId index, count;
} Loop;

Loop loop_begin(Lower *l, LirId count);
void loop_body(Lower *l, Loop *loop);
void loop_end(Lower *l, Loop *loop, unsigned flags); /* LIR_KEEP_ROLLED, LIR_KEEP_SCALAR */

/* Elements stored as if all were computed before the first is; their shape is stretched to the target's: that this is possible was
 * checked (check_stretches). `is_new`: none of their views reads the target. */
void store_elements(Lower *l, View target, Elements *source, bool is_new);
/* The same in a view of an array: what its memory surely isn't asks for no test. */
void assign_elements(Lower *l, ValueId array, View target, Elements *source);

/* lower_assign.c: a setitem to a part of an array, which is `target`. */
void lower_store_part(Lower *l, const HirValue *v, View target);
/* lower_tuple_store.c: of an array, tuples inside one another, a record, a tuple for one, a number. Raises ValueError where shapes don't fit. */
void store_in_view(Lower *l, View target, Operand stored);
/* A record, or a tuple with a value for each field, where a record of that type is to be; or in memory of the frame. */
void store_given_record(Lower *l, LirId address, TypeId record, Operand given);
LirId copied_record(Lower *l, TypeId record, Operand given);

#endif
