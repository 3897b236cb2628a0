"""LSODA: differential equations by the library inside numbalsoda

The wheel of numbalsoda brings a C library with LSODA, which stands alone: Numba isn't imported. Its right side has no result, so
it can't say that it failed: LSODA goes on with what was there before. Within `raise_errors()` the exception is raised behind
the call. The equations are Lotka and Volterra's, of prey and predators; along a solution a function of both is constant.

PyPI: numbalsoda
"""

import math
from importlib.util import find_spec
from pathlib import Path

import numpy as np

import upcall
from upcall import cfunc, raise_errors

lsoda = upcall.cdef(
    """
    typedef void (*lsoda_rhs)(double t, const double u[2], double du[2], void *data);
    void lsoda_wrapper(lsoda_rhs rhs, int neq, const double *u0, void *data, int nt, const double *teval, double *usol,
                       double rtol, double atol, int mxstep, int *success);
    """,
    Path(find_spec("numbalsoda").origin).with_name("liblsoda.so"),
)


@upcall.struct
class Rates:
    born: float
    eaten: float
    grown: float
    dead: float


@cfunc(lsoda.lsoda_rhs)
def predators(t, u, du, rates: Rates):
    prey, hunters = u[0], u[1]
    if prey > 100:
        raise OverflowError("the prey has no room left")
    du[0] = rates.born * prey - rates.eaten * prey * hunters
    du[1] = rates.grown * prey * hunters - rates.dead * hunters


def solve(start, times, rates):
    found, success = np.zeros((len(times), 2)), np.zeros(1, np.intc)
    with raise_errors():
        lsoda.lsoda_wrapper(predators, 2, start, rates, len(times), times, found, 1e-9, 1e-10, 10000, success)
    assert success[0] == 1
    return found


rates, times = Rates(1.0, 0.1, 0.075, 1.5), np.linspace(0.0, 30.0, 301)
prey, hunters = solve(np.array([10.0, 5.0]), times, rates).T
constant = rates.grown * prey - rates.dead * np.log(prey) + rates.eaten * hunters - rates.born * np.log(hunters)
print(f"prey from {prey.min():.2f} to {prey.max():.2f}, predators from {hunters.min():.2f} to {hunters.max():.2f}")
assert np.allclose(constant, constant[0], rtol=1e-7)
assert math.isclose(np.mean(prey[:-1]), rates.dead / rates.grown, rel_tol=0.1)

try:
    solve(np.array([100.5, 5.0]), times, rates)
except OverflowError as error:
    print(error)
else:
    raise AssertionError("nothing was raised")
