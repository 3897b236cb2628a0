"""GSL: an integral with a singular end

`gsl_integration_qags` takes a `gsl_function`: a pointer to `double f(double x, void *params)` and the params. An annotation says
what lies behind the `void *`, so a parameter can change between two integrals, and nothing is compiled anew. GSL's error handler
ends the process; it is switched off here, and an integral that diverges gives a status.

Debian: libgsl-dev
"""

import ctypes
import math
from ctypes.util import find_library

import numpy as np

import upcall
from upcall import cfunc

ctypes.CDLL(find_library("gslcblas"), ctypes.RTLD_GLOBAL)
gsl = upcall.cdef(
    """
    struct gsl_function_struct { double (* function) (double x, void * params); void * params; };
    typedef struct gsl_function_struct gsl_function;
    typedef void gsl_error_handler_t (const char * reason, const char * file, int line, int gsl_errno);
    gsl_error_handler_t * gsl_set_error_handler_off (void);
    const char * gsl_strerror (const int gsl_errno);
    gsl_integration_workspace * gsl_integration_workspace_alloc (const size_t n);
    void gsl_integration_workspace_free (gsl_integration_workspace * w);
    int gsl_integration_qags (const gsl_function * f, double a, double b, double epsabs, double epsrel, size_t limit,
                              gsl_integration_workspace * workspace, double *result, double *abserr);
    """,
    find_library("gsl"),
)


@upcall.struct
class Params:
    factor: float
    power: float = 0.5


@cfunc(gsl.gsl_function.function)
def integrand(x, params: Params):
    return math.log(params.factor * x) / x**params.power


gsl.gsl_set_error_handler_off()
params = Params(factor=1.0)
function = gsl.gsl_function(integrand, params)
workspace = gsl.gsl_integration_workspace_alloc(1000)


def integrate():
    result, error = np.zeros(1), np.zeros(1)
    status = gsl.gsl_integration_qags(function, 0.0, 1.0, 0.0, 1e-7, 1000, workspace, result, error)
    return status, result[0]


for params.factor in (1.0, 2.0, 10.0):
    status, result = integrate()
    print(f"log({params.factor:g} x) / sqrt(x) from 0 to 1: {result:.12f}")
    assert status == 0
    assert math.isclose(result, 2 * math.log(params.factor) - 4, rel_tol=1e-7)

params.power = 1.5
status, _ = integrate()
gsl.gsl_integration_workspace_free(workspace)
print("log(10 x) / x**1.5:", gsl.gsl_strerror(status).decode())
assert status != 0
