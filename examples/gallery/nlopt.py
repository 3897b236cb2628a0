"""NLopt: the least of a function under two constraints

NLopt calls `double f(unsigned n, const double *x, double *grad, void *data)` for the objective and for each constraint. Written
with its lengths, `x[n]`, the prototype gives views whose indices are checked; `grad` is None where NLopt needs no gradient. Both
constraints are one compiled function: what differs is the struct that NLopt hands back as `data`.

Debian: libnlopt-dev
"""

import math
from ctypes.util import find_library

import numpy as np

import upcall
from upcall import cfunc

nlopt = upcall.cdef(
    """
    typedef double (*nlopt_func)(unsigned n, const double x[n], double grad[n], void *data);
    typedef enum { NLOPT_LD_MMA = 24 } nlopt_algorithm;
    nlopt_opt *nlopt_create(nlopt_algorithm algorithm, unsigned n);
    void nlopt_destroy(nlopt_opt *opt);
    int nlopt_set_lower_bounds(nlopt_opt *opt, const double *lb);
    int nlopt_set_min_objective(nlopt_opt *opt, nlopt_func f, void *data);
    int nlopt_add_inequality_constraint(nlopt_opt *opt, nlopt_func f, void *data, double tol);
    int nlopt_set_xtol_rel(nlopt_opt *opt, double tol);
    int nlopt_optimize(nlopt_opt *opt, double *x, double *f);
    """,
    find_library("nlopt"),
)


@upcall.struct
class Line:
    a: float
    b: float


@cfunc(nlopt.nlopt_func)
def objective(n, x, grad, data):
    if grad is not None:
        grad[0], grad[1] = 0.0, 0.5 / math.sqrt(x[1])
    return math.sqrt(x[1])


@cfunc(nlopt.nlopt_func)
def above(n, x, grad, line: Line):
    """x[1] >= (a x[0] + b)**3"""
    t = line.a * x[0] + line.b
    if grad is not None:
        grad[0], grad[1] = 3 * line.a * t * t, -1.0
    return t**3 - x[1]


opt = nlopt.nlopt_create(nlopt.NLOPT_LD_MMA, 2)
nlopt.nlopt_set_lower_bounds(opt, np.array([-math.inf, 0.0]))
nlopt.nlopt_set_min_objective(opt, objective, None)
lines = [Line(2.0, 0.0), Line(-1.0, 1.0)]  # NLopt keeps their addresses
for line in lines:
    nlopt.nlopt_add_inequality_constraint(opt, above, line, 1e-8)
nlopt.nlopt_set_xtol_rel(opt, 1e-6)
x, least = np.array([1.234, 5.678]), np.zeros(1)
assert nlopt.nlopt_optimize(opt, x, least) > 0
nlopt.nlopt_destroy(opt)

print(f"the least value is {least[0]:.6f}, at {x[0]:.6f}, {x[1]:.6f}")
assert np.allclose(x, [1 / 3, 8 / 27], atol=1e-5)
assert math.isclose(least[0], math.sqrt(8 / 27), abs_tol=1e-5)
