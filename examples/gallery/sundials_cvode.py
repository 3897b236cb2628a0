"""SUNDIALS: CVODE on Robertson's stiff reactions

CVODE passes vectors and matrices as handles; what is in them says `N_VGetArrayPointer`, which the callbacks call as C
programs do. A `CVRhsFn` returns 0, a positive number for a point that CVODE may step back from, or a negative one to give up:
`success`, `codes` and `error_value` say which exception is which. Here a negative concentration is one to step back from.

Debian: libsundials-cvode6
"""

import ctypes
from ctypes.util import find_library

import numpy as np

import upcall
from upcall import cfunc

sun = upcall.cdef(
    """
    typedef double realtype;
    typedef int64_t sunindextype;
    typedef struct _SUNContext *SUNContext;
    typedef struct _generic_N_Vector *N_Vector;
    typedef struct _generic_SUNMatrix *SUNMatrix;
    typedef struct _generic_SUNLinearSolver *SUNLinearSolver;
    typedef int (*CVRhsFn)(realtype t, N_Vector y, N_Vector ydot, void *user_data);
    typedef int (*CVLsJacFn)(realtype t, N_Vector y, N_Vector fy, SUNMatrix Jac, void *user_data,
                             N_Vector tmp1, N_Vector tmp2, N_Vector tmp3);
    enum { CV_BDF = 2, CV_NORMAL = 1, CV_SUCCESS = 0 };
    int SUNContext_Create(void *comm, SUNContext *ctx);
    int SUNContext_Free(SUNContext *ctx);
    N_Vector N_VNew_Serial(sunindextype vec_length, SUNContext sunctx);
    realtype *N_VGetArrayPointer(N_Vector v);
    void N_VDestroy(N_Vector v);
    SUNMatrix SUNDenseMatrix(sunindextype M, sunindextype N, SUNContext sunctx);
    realtype *SUNDenseMatrix_Column(SUNMatrix A, sunindextype j);
    void SUNMatDestroy(SUNMatrix A);
    SUNLinearSolver SUNLinSol_Dense(N_Vector y, SUNMatrix A, SUNContext sunctx);
    int SUNLinSolFree(SUNLinearSolver S);
    void *CVodeCreate(int lmm, SUNContext sunctx);
    int CVodeInit(void *cvode_mem, CVRhsFn f, realtype t0, N_Vector y0);
    int CVodeSStolerances(void *cvode_mem, realtype reltol, realtype abstol);
    int CVodeSetLinearSolver(void *cvode_mem, SUNLinearSolver LS, SUNMatrix A);
    int CVodeSetJacFn(void *cvode_mem, CVLsJacFn jac);
    int CVodeSetMaxNumSteps(void *cvode_mem, long int mxsteps);
    int CVodeSetUserData(void *cvode_mem, void *user_data);
    int CVode(void *cvode_mem, realtype tout, N_Vector yout, realtype *tret, int itask);
    void CVodeFree(void **cvode_mem);
    """,
    find_library("sundials_cvode"),
)


@upcall.struct
class Rates:
    slow: float
    fast: float
    back: float


@cfunc(sun.CVRhsFn, success=0, codes={ValueError: 1}, error_value=-1)
def right_side(t, y, ydot, rates: Rates):
    y, ydot = sun.N_VGetArrayPointer(y), sun.N_VGetArrayPointer(ydot)
    if min(y[0], y[1], y[2]) < -1e-6:
        raise ValueError("a negative concentration")
    ydot[0] = -rates.slow * y[0] + rates.back * y[1] * y[2]
    ydot[2] = rates.fast * y[1] ** 2
    ydot[1] = -ydot[0] - ydot[2]


@cfunc(sun.CVLsJacFn, success=0, error_value=-1)
def jacobian(t, y, fy, J, rates: Rates, tmp1, tmp2, tmp3):
    y = sun.N_VGetArrayPointer(y)
    column = sun.SUNDenseMatrix_Column
    by0, by1, by2 = column(J, 0), column(J, 1), column(J, 2)  # derivatives by y[0], y[1], y[2]
    by0[0], by1[0], by2[0] = -rates.slow, rates.back * y[2], rates.back * y[1]
    by0[2], by1[2], by2[2] = 0.0, 2 * rates.fast * y[1], 0.0
    by0[1], by1[1], by2[1] = -by0[0] - by0[2], -by1[0] - by1[2], -by2[0] - by2[2]


context = sun.SUNContext()
sun.SUNContext_Create(None, ctypes.byref(context))
y, other = sun.N_VNew_Serial(3, context), sun.N_VNew_Serial(3, context)
values = np.ctypeslib.as_array(sun.N_VGetArrayPointer(y), (3,))
values[:] = 1.0, 0.0, 0.0
matrix = sun.SUNDenseMatrix(3, 3, context)
linear = sun.SUNLinSol_Dense(y, matrix, context)
rates = Rates(slow=0.04, fast=3e7, back=1e4)

cvode = ctypes.c_void_p(sun.CVodeCreate(sun.CV_BDF, context))
sun.CVodeInit(cvode, right_side, 0.0, y)
sun.CVodeSStolerances(cvode, 1e-8, 1e-14)
sun.CVodeSetLinearSolver(cvode, linear, matrix)
sun.CVodeSetJacFn(cvode, jacobian)
sun.CVodeSetMaxNumSteps(cvode, 10000)
sun.CVodeSetUserData(cvode, rates)
t = np.zeros(1)
for end, known in [
    (0.4, [9.851721e-1, 3.386395e-5, 1.479402e-2]),
    (40.0, [7.158271e-1, 9.185535e-6, 2.841637e-1]),
    (4e10, [5.2083e-8, 2.0833e-13, 1 - 5.2083e-8]),
]:
    status = sun.CVode(cvode, end, y, t, sun.CV_NORMAL)
    print(f"at {t[0]:<7g}", *values)
    assert status == sun.CV_SUCCESS
    assert np.allclose(values, known, rtol=1e-5, atol=2e-10)

values[0] = -0.1
assert sun.CVRhsFn(right_side.address)(0.0, y, other, ctypes.byref(rates)) == 1  # what CVODE gets for that

sun.CVodeFree(ctypes.byref(cvode))
sun.SUNLinSolFree(linear)
sun.SUNMatDestroy(matrix)
sun.N_VDestroy(y)
sun.N_VDestroy(other)
sun.SUNContext_Free(ctypes.byref(context))
