"""GSL: a system of equations

GSL's solvers take a `gsl_multiroot_function`, a struct with a pointer to the function, the number of equations and a
`void *params`. `upcall.cdef` makes a class of it: the cfunc and the struct of parameters are put in as they are, and the
struct keeps them alive. The function ends without a value where all went well: `success=` is the status that GSL gets then.

Debian: libgsl-dev
"""

import ctypes
from ctypes.util import find_library

import upcall
from upcall import cfunc

ctypes.CDLL(find_library("gslcblas"), ctypes.RTLD_GLOBAL)  # GSL leaves the choice of a BLAS to the program
gsl = upcall.cdef(
    """
    typedef struct { size_t size, stride; double *data; gsl_block *block; int owner; } gsl_vector;
    typedef struct { int (*f)(const gsl_vector *x, void *params, gsl_vector *f); size_t n; void *params; }
        gsl_multiroot_function;
    enum { GSL_SUCCESS = 0, GSL_CONTINUE = -2, GSL_EBADFUNC = 9 };
    extern const gsl_multiroot_fsolver_type *gsl_multiroot_fsolver_hybrids;
    gsl_multiroot_fsolver *gsl_multiroot_fsolver_alloc(const gsl_multiroot_fsolver_type *T, size_t n);
    int gsl_multiroot_fsolver_set(gsl_multiroot_fsolver *s, gsl_multiroot_function *f, const gsl_vector *x);
    int gsl_multiroot_fsolver_iterate(gsl_multiroot_fsolver *s);
    gsl_vector *gsl_multiroot_fsolver_root(const gsl_multiroot_fsolver *s);
    gsl_vector *gsl_multiroot_fsolver_f(const gsl_multiroot_fsolver *s);
    void gsl_multiroot_fsolver_free(gsl_multiroot_fsolver *s);
    int gsl_multiroot_test_residual(const gsl_vector *f, double epsabs);
    gsl_vector *gsl_vector_alloc(size_t n);
    void gsl_vector_set(gsl_vector *v, size_t i, double x);
    double gsl_vector_get(const gsl_vector *v, size_t i);
    void gsl_vector_free(gsl_vector *v);
    """,
    find_library("gsl"),
)


@upcall.struct
class Params:
    a: float
    b: float


@cfunc(gsl.gsl_multiroot_function.f, success=gsl.GSL_SUCCESS, error_value=gsl.GSL_EBADFUNC)
def rosenbrock(x, params: Params, f):
    x0, x1 = x.data[0], gsl.gsl_vector_get(x, 1)  # by hand, or by GSL's own function
    f.data[0] = params.a * (1 - x0)
    f.data[f.stride] = params.b * (x1 - x0**2)


system = gsl.gsl_multiroot_function(rosenbrock, 2, Params(a=1.0, b=10.0))
start = gsl.gsl_vector_alloc(2)
gsl.gsl_vector_set(start, 0, -10.0)
gsl.gsl_vector_set(start, 1, -5.0)
solver = gsl.gsl_multiroot_fsolver_alloc(gsl.gsl_multiroot_fsolver_hybrids, 2)
gsl.gsl_multiroot_fsolver_set(solver, system, start)
steps, status = 0, gsl.GSL_CONTINUE
while status == gsl.GSL_CONTINUE and gsl.gsl_multiroot_fsolver_iterate(solver) == gsl.GSL_SUCCESS:
    steps += 1
    status = gsl.gsl_multiroot_test_residual(gsl.gsl_multiroot_fsolver_f(solver), 1e-7)

root = gsl.gsl_multiroot_fsolver_root(solver)
x, y = gsl.gsl_vector_get(root, 0), gsl.gsl_vector_get(root, 1)
gsl.gsl_multiroot_fsolver_free(solver)
gsl.gsl_vector_free(start)
print(f"after {steps} steps: {x:.9f}, {y:.9f}")
assert status == gsl.GSL_SUCCESS
assert abs(x - 1) < 1e-7
assert abs(y - 1) < 1e-7
