/* lower_product.c: products of arrays of one and two axes, as one loop nest over matrices: a row or a column is a matrix, too.
 *
 *     few            all sums of products are computed before the first is stored; LLVM makes vectors of them
 *     by dots        each element is a sum over a line (lower_sum.c): where the rows of a meet columns that lie in one piece
 *     by rows        out[i, :] += (a0*b[k] + a1*b[k+1]) + (a2*b[k+2] + a3*b[k+3]): where the rows of b lie in one piece;
 *                    block by block of rows of b, each for all rows of a
 *
 * A matrix in Fortran order times a vector is the vector times its transpose. */
#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "frozen/builtins.h"
#include "hir/hir.h"
#include "lower/lower_fold.h"
#include "lower/sites.h"

enum {
    FEW_RESULTS = 16,
    FEW_TERMS = 16,
    ROWS = 4,
    ROWS_SHIFT = 2,
    BLOCK = 64,
    GENERAL = LIR_KEEP_ROLLED | LIR_KEEP_SCALAR
};

typedef struct Matrix {
    TypeId element;
    LirId data, lengths[2], strides[2];
    bool is_conjugate, is_fortran;
} Matrix;

/* out = a @ b */
typedef struct Product {
    Lower *l;
    TypeId type; /* of an element */
    Matrix a, b, out;
    uint32_t scope;
    unsigned flags; /* of the loops */
} Product;

static LirId i64(Lower *l, int64_t integer)
{
    return int_constant(l, LIR_i64, integer);
}

static LirId plus(Lower *l, LirId a, LirId b)
{
    return with_flags(l, emit2(l, LIR_iadd, a, b), LIR_NSW);
}

static LirId step_by(Lower *l, LirId pointer, LirId index, LirId stride)
{
    int64_t constant;
    if ((is_int_constant(l, index, &constant) && !constant) || (is_int_constant(l, stride, &constant) && !constant))
        return pointer;
    LirId bytes = with_flags(l, emit2(l, LIR_imul, index, stride), LIR_NSW);
    return with_flags(l, emit2(l, LIR_ptradd, pointer, bytes), LIR_INBOUNDS);
}

static LirId element_at_place(Lower *l, const Matrix *m, LirId row, LirId column)
{
    return step_by(l, step_by(l, m->data, row, m->strides[0]), column, m->strides[1]);
}

static bool is_vector(const Lower *l, const Matrix *m, int axis)
{
    return is_length_one(l, m->lengths[axis]);
}

static Parts factor(const Product *p, const Matrix *m, LirId row, LirId column)
{
    Lower *l = p->l;
    Parts x = load_walked(l, m->element, element_at_place(l, m, row, column), p->scope);
    x = convert(l, x, m->element, p->type);
    if (m->is_conjugate && x.count == 2)
        x.ids[1] = emit1(l, LIR_fneg, x.ids[1]);
    return x;
}

static Parts term(const Product *p, LirId row, LirId column, LirId k)
{
    Parts a = factor(p, &p->a, row, k), b = factor(p, &p->b, k, column);
    return multiply_parts(p->l, p->type, a, b);
}

/* ---- few --------------------------------------------------------------------------------------------------------------------- */

static bool constant_length(const Lower *l, LirId length, int64_t most, int64_t *constant)
{
    return is_int_constant(l, length, constant) && *constant <= most;
}

static bool is_few(const Product *p, int64_t *rows, int64_t *columns, int64_t *terms)
{
    const Lower *l = p->l;
    return constant_length(l, p->a.lengths[0], FEW_RESULTS, rows) &&
           constant_length(l, p->b.lengths[1], FEW_RESULTS, columns) && *rows * *columns <= FEW_RESULTS &&
           constant_length(l, p->a.lengths[1], FEW_TERMS, terms);
}

static Parts *all_factors(const Product *p, const Matrix *m, int64_t rows, int64_t columns)
{
    Parts *factors = ARENA_ARRAY(&p->l->u->arena, Parts, (size_t)(rows * columns));
    for (int64_t i = 0; i < rows * columns; i++) {
        LirId column = i64(p->l, i % columns);
        factors[i] = factor(p, m, i64(p->l, i / columns), column);
    }
    return factors;
}

static Parts few_terms(const Product *p, const Parts *a, const Parts *b, int64_t terms, int64_t columns)
{
    Lower *l = p->l;
    Parts sum = number_parts(l, p->type, 0.0);
    for (int64_t k = 0; k < terms; k++) {
        Parts product = multiply_parts(l, p->type, a[k], b[k * columns]);
        sum = k ? add_parts(l, p->type, sum, product) : product;
    }
    return sum;
}

/* What the product is, row by row. */
static Parts *few_results(const Product *p, int64_t rows, int64_t columns, int64_t terms)
{
    Parts *results = ARENA_ARRAY(&p->l->u->arena, Parts, (size_t)(rows * columns));
    const Parts *a = all_factors(p, &p->a, rows, terms), *b = all_factors(p, &p->b, terms, columns);
    for (int64_t i = 0; i < rows * columns; i++)
        results[i] = few_terms(p, a + i / columns * terms, b + i % columns, terms, columns);
    return results;
}

static void store_result(const Product *p, LirId row, LirId column, Parts result)
{
    store_walked(p->l, p->type, element_at_place(p->l, &p->out, row, column), result, p->scope);
}

static void store_few(const Product *p, int64_t rows, int64_t columns, int64_t terms)
{
    const Parts *results = few_results(p, rows, columns, terms);
    for (int64_t i = 0; i < rows * columns; i++) {
        LirId column = i64(p->l, i % columns);
        store_result(p, i64(p->l, i / columns), column, results[i]);
    }
}

/* ---- by dots ------------------------------------------------------------------------------------------------------------------- */

typedef struct Dot {
    const Product *p;
    LirId row, column;
} Dot;

static Parts dot_at(Lower *l, const Source *s, const LirId *index)
{
    const Dot *dot = s->context;
    (void)l;
    return term(dot->p, dot->row, dot->column, index[0]);
}

static Parts dot(const Product *p, LirId row, LirId column)
{
    Dot d = {p, row, column};
    Source s = {1, &p->a.lengths[1], p->type, dot_at, p->flags, &d};
    return p->flags ? sum_of_any(p->l, &s) : sum_of_line(p->l, &s);
}

static void store_dots(const Product *p)
{
    Loop loops[2];
    LirId index[2], lengths[] = {p->a.lengths[0], p->b.lengths[1]};
    open_loops(p->l, lengths, 2, loops, index);
    store_result(p, index[0], index[1], dot(p, index[0], index[1]));
    close_loops(p->l, loops, 2, LIR_KEEP_ROLLED);
}

/* ---- by rows ------------------------------------------------------------------------------------------------------------------- */

static void clear_row(const Product *p, LirId row)
{
    Loop loop = loop_begin(p->l, p->b.lengths[1]);
    loop_body(p->l, &loop);
    store_result(p, row, loop.index, number_parts(p->l, p->type, 0.0));
    loop_end(p->l, &loop, p->flags);
}

static Parts sum_of_rows(const Product *p, const Parts *a, LirId k, LirId column, size_t count)
{
    Lower *l = p->l;
    Parts x[ROWS];
    for (size_t i = 0; i < count; i++) {
        Parts b = factor(p, &p->b, i ? plus(l, k, i64(l, (int64_t)i)) : k, column);
        x[i] = multiply_parts(l, p->type, a[i], b);
    }
    if (count == 1)
        return x[0];
    Parts front = add_parts(l, p->type, x[0], x[1]), back = add_parts(l, p->type, x[2], x[3]);
    return add_parts(l, p->type, front, back);
}

static void add_rows(const Product *p, LirId row, LirId k, size_t count)
{
    Lower *l = p->l;
    Parts a[ROWS];
    for (size_t i = 0; i < count; i++)
        a[i] = factor(p, &p->a, row, i ? plus(l, k, i64(l, (int64_t)i)) : k);
    Loop loop = loop_begin(l, p->b.lengths[1]);
    loop_body(l, &loop);
    LirId address = element_at_place(l, &p->out, row, loop.index);
    Parts sum = sum_of_rows(p, a, k, loop.index, count);
    Parts so_far = load_written(l, p->type, address, p->scope);
    store_walked(l, p->type, address, add_parts(l, p->type, so_far, sum), p->scope);
    loop_end(l, &loop, p->flags);
}

static void add_terms(const Product *p, LirId row)
{
    Lower *l = p->l;
    LirId terms = p->a.lengths[1], shift = i64(l, ROWS_SHIFT);
    LirId passes = emit2(l, LIR_lshr, terms, shift), done = emit2(l, LIR_shl, passes, shift);
    Loop pass = loop_begin(l, passes);
    loop_body(l, &pass);
    add_rows(p, row, emit2(l, LIR_shl, pass.index, shift), ROWS);
    loop_end(l, &pass, LIR_KEEP_ROLLED);
    Loop rest = loop_begin(l, emit2(l, LIR_isub, terms, done));
    loop_body(l, &rest);
    add_rows(p, row, plus(l, done, rest.index), 1);
    loop_end(l, &rest, LIR_KEEP_ROLLED);
}

static void each_row(const Product *p, void (*work)(const Product *p, LirId row))
{
    Loop loop = loop_begin(p->l, p->a.lengths[0]);
    loop_body(p->l, &loop);
    work(p, loop.index);
    loop_end(p->l, &loop, LIR_KEEP_ROLLED);
}

static void store_row(const Product *p, LirId row)
{
    clear_row(p, row);
    add_terms(p, row);
}

/* Is b read once, or is it known to be small? */
static bool fits_in_block(const Product *p)
{
    int64_t terms;
    return p->flags || is_vector(p->l, &p->a, 0) || constant_length(p->l, p->a.lengths[1], BLOCK, &terms);
}

/* A block of rows of b stays in the cache for all rows of a. */
static void store_blocks(const Product *p)
{
    Lower *l = p->l;
    LirId terms = p->a.lengths[1], size = i64(l, BLOCK);
    each_row(p, clear_row);
    Loop loop = loop_begin(l, emit2(l, LIR_udiv, plus(l, terms, i64(l, BLOCK - 1)), size));
    loop_body(l, &loop);
    LirId first = with_flags(l, emit2(l, LIR_imul, loop.index, size), LIR_NSW), left = emit2(l, LIR_isub, terms, first);
    Product part = *p;
    part.a.data = element_at_place(l, &p->a, i64(l, 0), first);
    part.b.data = element_at_place(l, &p->b, first, i64(l, 0));
    part.a.lengths[1] = emit_select(l, emit2(l, LIR_slt, left, size), left, size);
    each_row(&part, add_terms);
    loop_end(l, &loop, LIR_KEEP_ROLLED);
}

static void store_rows(const Product *p)
{
    if (fits_in_block(p))
        each_row(p, store_row);
    else
        store_blocks(p);
}

/* ---- in both forms --------------------------------------------------------------------------------------------------------------- */

/* Along an axis neighbours lie side by side from now on: where that holds. */
static LirId side_by_side(Lower *l, Matrix *m, int axis)
{
    int64_t constant;
    if (is_int_constant(l, m->strides[axis], &constant))
        return int_constant(l, LIR_i1, 1);
    LirId unit = i64(l, element_size(l->u, m->element)), is = emit2(l, LIR_eq, m->strides[axis], unit);
    m->strides[axis] = unit;
    return is;
}

typedef struct Forms {
    Product fast, general;
    LirId holds;
    bool by_dots;
} Forms;

static Forms forms_of(const Product *p, bool by_dots)
{
    Lower *l = p->l;
    Forms forms = {*p, *p, LIR_NOTHING, by_dots};
    LirId of_a = by_dots ? side_by_side(l, &forms.fast.a, 1) : int_constant(l, LIR_i1, 1);
    LirId of_b = side_by_side(l, &forms.fast.b, !by_dots);
    forms.holds = both_hold(l, of_a, of_b);
    forms.general.flags = GENERAL;
    return forms;
}

/* Begin the fast form, and where it doesn't always hold give the block of the other one, else LIR_NOTHING. */
static LirBlockId begin_fast(Lower *l, const Forms *forms)
{
    int64_t always;
    if (is_int_constant(l, forms->holds, &always) && always)
        return LIR_NOTHING;
    LirBlockId quick = lir_block_new(l->u, l->out), slow = lir_block_new(l->u, l->out);
    emit_branch(l, forms->holds, quick, slow);
    l->block = quick;
    return slow;
}

static void store_form(const Product *p, bool by_dots)
{
    if (by_dots)
        store_dots(p);
    else
        store_rows(p);
}

static void store_product(const Product *p, bool by_dots)
{
    Lower *l = p->l;
    int64_t rows, columns, terms;
    if (is_few(p, &rows, &columns, &terms)) {
        store_few(p, rows, columns, terms);
        return;
    }
    Forms forms = forms_of(p, by_dots);
    forms.fast.scope = scope_begin(l);
    LirBlockId slow = begin_fast(l, &forms);
    store_form(&forms.fast, by_dots);
    if (slow == LIR_NOTHING)
        return;
    LirBlockId done = lir_block_new(l->u, l->out);
    lir_jump(l->u, l->out, l->block, done);
    l->block = slow;
    store_form(&forms.general, by_dots);
    lir_jump(l->u, l->out, l->block, done);
    l->block = done;
}

/* The product is one number. */
static Parts number_product(const Product *p)
{
    Lower *l = p->l;
    int64_t rows, columns, terms;
    LirId zero = i64(l, 0);
    if (is_few(p, &rows, &columns, &terms))
        return few_results(p, 1, 1, terms)[0];
    Forms forms = forms_of(p, true);
    LirBlockId slow = begin_fast(l, &forms);
    Parts result = dot(&forms.fast, zero, zero);
    if (slow == LIR_NOTHING)
        return result;
    LirBlockId done = lir_block_new(l->u, l->out);
    Variable either = variable_of(l, p->type, result);
    lir_jump(l->u, l->out, l->block, done);
    l->block = slow;
    variable_set(l, &either, dot(&forms.general, zero, zero));
    lir_jump(l->u, l->out, l->block, done);
    l->block = done;
    return variable_get(l, &either);
}

/* ---- operands --------------------------------------------------------------------------------------------------------------------- */

/* A vector as a row or as a column. */
static Matrix matrix_of(Lower *l, Operand a, bool as_column)
{
    View view = view_of(l, parts_as(l, a, a.type), a.type);
    Matrix m = {.element = view.type->element, .data = view.data};
    bool is_vector = view.type->ndim == 1;
    int at = is_vector && !as_column;
    m.lengths[0] = m.lengths[1] = i64(l, 1);
    m.strides[0] = m.strides[1] = i64(l, 0);
    for (int axis = 0; axis < view.type->ndim; axis++) {
        m.lengths[axis + at] = view.lengths[axis];
        m.strides[axis + at] = view.strides[axis];
    }
    m.is_fortran = !is_vector && view.type->packed.first > view.type->packed.last;
    return m;
}

static Matrix transposed(Matrix m)
{
    LirId length = m.lengths[0], stride = m.strides[0];
    m.lengths[0] = m.lengths[1];
    m.strides[0] = m.strides[1];
    m.lengths[1] = length;
    m.strides[1] = stride;
    m.is_fortran = !m.is_fortran;
    return m;
}

/* ---- factors that don't fit, in NumPy's words ---- */

enum { MOST_WORDS = 6 };

/* `text` with a % for each number. */
typedef struct Misfit {
    Text text;
    LirId numbers[MOST_WORDS];
    size_t count;
} Misfit;

static Misfit misfit_new(Lower *l, const char *text)
{
    Misfit m = {.text = {.arena = &l->u->arena}};
    text_add(&m.text, "%s", text);
    return m;
}

static void put_number(Misfit *m, LirId number)
{
    m->numbers[m->count++] = number;
}

/* "(%,%)" and the lengths: those of a vector or a matrix; `column`: a vector is one. */
static void put_shape(Misfit *m, const Matrix *matrix, size_t ndim, bool column)
{
    text_add(&m->text, ndim == 1 ? "(%%,)" : "(%%,%%)");
    for (size_t axis = 0; axis < ndim; axis++)
        put_number(m, matrix->lengths[ndim == 1 ? !column : axis]);
}

static Misfit misfit_of_shapes(const Product *p, const Operand *factors)
{
    Misfit m = misfit_new(p->l, "shapes ");
    size_t of_a = (size_t)type_get(p->l->u, factors[0].type)->ndim,
           of_b = (size_t)type_get(p->l->u, factors[1].type)->ndim;
    put_shape(&m, &p->a, of_a, false);
    text_add(&m.text, " and ");
    put_shape(&m, &p->b, of_b, true);
    text_add(&m.text, " not aligned: %% (dim %zu) != %% (dim 0)", of_a - 1);
    put_number(&m, p->a.lengths[1]);
    put_number(&m, p->b.lengths[0]);
    return m;
}

static Misfit misfit_of_matmul(const Product *p)
{
    Misfit m = misfit_new(p->l, "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
                                "(n?,k),(k,m?)->(n?,m?) (size % is different from %)");
    put_number(&m, p->b.lengths[0]);
    put_number(&m, p->a.lengths[1]);
    return m;
}

static Misfit misfit_of_vdot(const Product *p)
{
    Misfit m = misfit_new(p->l, "cannot reshape array of size % into shape (%,)");
    put_number(&m, p->b.lengths[0]);
    put_number(&m, p->a.lengths[1]);
    return m;
}

/* As lower_text.c has what an exception is made with. */
static const char *misfit_arguments(Lower *l, const Misfit *m)
{
    Text text = {.arena = &l->u->arena};
    size_t number = 0;
    text_add(&text, "[('join', [");
    for (const char *at = m->text.items; *at;) {
        size_t length = strcspn(at, "%");
        text_add(&text, "('constant', '%.*s'), ", (int)length, at);
        at += length;
        if (*at == '%')
            text_add(&text, "('number', 'int64', %zu), ", number++);
        at += *at == '%';
    }
    text_add(&text, "])]");
    return text.items;
}

static void check_terms(const Product *p, const Misfit *m)
{
    Lower *l = p->l;
    LirId of_a = p->a.lengths[1], of_b = p->b.lengths[0];
    if (same_length(l, of_a, of_b))
        return;
    Exception exception = {.class = "ValueError", .arguments = misfit_arguments(l, m), .words = m->count};
    raise_if_with(l, emit2(l, LIR_ne, of_a, of_b), &exception, m->numbers);
}

static View product_view(Lower *l, TypeId type, const Product *p, const Operand *factors, bool is_outer)
{
    LirId lengths[2];
    size_t count = 0;
    if (is_outer || type_get(l->u, factors[0].type)->ndim == 2)
        lengths[count++] = p->a.lengths[0];
    if (is_outer || type_get(l->u, factors[1].type)->ndim == 2)
        lengths[count++] = p->b.lengths[1];
    return new_array(l, l->at, type, lengths);
}

static Matrix result_matrix(Lower *l, const View *out, const Product *p)
{
    Matrix m = {p->type, out->data, {p->a.lengths[0], p->b.lengths[1]}, {i64(l, 0), i64(l, 0)}, false, false};
    bool is_column = out->type->ndim == 1 && !is_vector(l, &p->b, 1);
    for (int axis = 0; axis < out->type->ndim; axis++)
        m.strides[axis + is_column] = out->strides[axis];
    return m;
}

static Parts stored_product(Lower *l, TypeId type, Product *p, const Operand *factors, bool is_outer)
{
    View out = product_view(l, type, p, factors, is_outer);
    p->out = result_matrix(l, &out, p);
    if (p->a.is_fortran && is_vector(l, &p->b, 1)) { /* (A @ x).T is x.T @ A.T */
        Matrix a = transposed(p->a);
        p->a = transposed(p->b);
        p->b = a;
        p->out = transposed(p->out);
    }
    bool by_dots = p->b.is_fortran || (is_vector(l, &p->b, 1) && !is_outer);
    store_product(p, by_dots && !is_outer);
    return view_parts(l, &out, type);
}

static TypeId element_of(const Lower *l, TypeId type)
{
    return type_has_shape(l->u, type, SHAPE_ARRAY) ? type_get(l->u, type)->element : type;
}

static Product product_of(Lower *l, TypeId type, const Operand *factors)
{
    Product p = {.l = l, .type = element_of(l, type)};
    p.a = matrix_of(l, factors[0], false);
    p.b = matrix_of(l, factors[1], true);
    return p;
}

static Parts checked_product(TypeId type, Product *p, const Misfit *m, const Operand *factors)
{
    check_terms(p, m);
    bool is_array = type_has_shape(p->l->u, type, SHAPE_ARRAY);
    return is_array ? stored_product(p->l, type, p, factors, false) : number_product(p);
}

Parts lower_matmul(Lower *l, TypeId type, const Operand *factors)
{
    Product p = product_of(l, type, factors);
    Misfit m = misfit_of_matmul(&p);
    return checked_product(type, &p, &m, factors);
}

/* ---- functions ---------------------------------------------------------------------------------------------------------------------- */

static Parts lower_outer(Lower *l, TypeId type, const Operand *factors)
{
    Product p = {.l = l, .type = element_of(l, type)};
    p.a = matrix_of(l, factors[0], true);
    p.b = matrix_of(l, factors[1], false);
    return stored_product(l, type, &p, factors, true);
}

static Parts lower_dot(Lower *l, TypeId type, const Operand *factors)
{
    Product p = product_of(l, type, factors);
    Misfit m = misfit_of_shapes(&p, factors);
    return checked_product(type, &p, &m, factors);
}

/* The last axes meet: of two matrices that is a @ b.T. */
static Parts lower_inner(Lower *l, TypeId type, const Operand *factors)
{
    Product p = product_of(l, type, factors);
    p.b = transposed(matrix_of(l, factors[1], false));
    Misfit m = misfit_of_shapes(&p, factors);
    return checked_product(type, &p, &m, factors);
}

static Parts lower_vdot(Lower *l, TypeId type, const Operand *factors)
{
    Product p = product_of(l, type, factors);
    Misfit m = misfit_of_vdot(&p);
    p.a.is_conjugate = true;
    return checked_product(type, &p, &m, factors);
}

Parts lower_product(Lower *l, const HirValue *v)
{
    const char *kind = builtins[v->builtin].code;
    const Operand *factors = fetch_all(l, v) + 1;
    if (!strcmp(kind, "outer"))
        return lower_outer(l, v->type, factors);
    if (!strcmp(kind, "inner"))
        return lower_inner(l, v->type, factors);
    if (!strcmp(kind, "vdot"))
        return lower_vdot(l, v->type, factors);
    return strcmp(kind, "dot") ? lower_matmul(l, v->type, factors) : lower_dot(l, v->type, factors);
}
