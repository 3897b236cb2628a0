"""GSL: a stiff differential equation, with its Jacobian

A `gsl_odeiv2_system` holds two functions, the right side and its derivatives. GSL declares `double y[]`, which says no length;
an annotation does, `"double[2]"`, and makes it a view whose indices are checked. Both functions end with GSL_SUCCESS.
The equation is van der Pol's with a damping of 1000; its solution is known from the test sets for such solvers.

Debian: libgsl-dev
"""

import ctypes
from ctypes.util import find_library

import numpy as np

import upcall
from upcall import cfunc

ctypes.CDLL(find_library("gslcblas"), ctypes.RTLD_GLOBAL)
gsl = upcall.cdef(
    """
    enum { GSL_SUCCESS = 0, GSL_EBADFUNC = 9 };
    typedef struct {
        int (*function) (double t, const double y[], double dydt[], void *params);
        int (*jacobian) (double t, const double y[], double *dfdy, double dfdt[], void *params);
        size_t dimension;
        void *params;
    } gsl_odeiv2_system;
    extern const gsl_odeiv2_step_type *gsl_odeiv2_step_msbdf;
    gsl_odeiv2_driver *gsl_odeiv2_driver_alloc_y_new (const gsl_odeiv2_system *sys, const gsl_odeiv2_step_type *T,
                                                      const double hstart, const double epsabs, const double epsrel);
    int gsl_odeiv2_driver_apply (gsl_odeiv2_driver *d, double *t, const double t1, double y[]);
    void gsl_odeiv2_driver_free (gsl_odeiv2_driver *state);
    """,
    find_library("gsl"),
)


@upcall.struct
class Params:
    mu: float


@cfunc(gsl.gsl_odeiv2_system.function, success=gsl.GSL_SUCCESS, error_value=gsl.GSL_EBADFUNC)
def right_side(t, y: "double[2]", dydt: "double[2]", params: Params):
    dydt[0] = y[1]
    dydt[1] = params.mu * (1 - y[0] ** 2) * y[1] - y[0]


@cfunc(gsl.gsl_odeiv2_system.jacobian, success=gsl.GSL_SUCCESS, error_value=gsl.GSL_EBADFUNC)
def jacobian(t, y: "double[2]", dfdy: "double[2][2]", dfdt: "double[2]", params: Params):
    dfdy[0] = 0.0, 1.0
    dfdy[1] = -2 * params.mu * y[0] * y[1] - 1, params.mu * (1 - y[0] ** 2)
    dfdt[:] = 0.0


system = gsl.gsl_odeiv2_system(right_side, jacobian, 2, Params(mu=1000.0))
driver = gsl.gsl_odeiv2_driver_alloc_y_new(system, gsl.gsl_odeiv2_step_msbdf, 1e-6, 1e-10, 1e-9)
t, y = np.zeros(1), np.array([2.0, 0.0])
status = gsl.gsl_odeiv2_driver_apply(driver, t, 2000.0, y)
gsl.gsl_odeiv2_driver_free(driver)
print(f"at {t[0]:g}: {y[0]:.9f}, {y[1]:.6e}")
assert status == gsl.GSL_SUCCESS
assert np.allclose(y, [1.706167732170469, -0.8928097010248125e-3], rtol=1e-5, atol=0)
