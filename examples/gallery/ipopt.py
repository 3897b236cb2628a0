"""Ipopt: a nonlinear program, with sparse first and second derivatives

Ipopt calls five functions: objective, gradient, constraints, their Jacobian and the Hessian of the Lagrangian. The last two
are called first with `values` NULL, which is None, for the places of the nonzeros, and then for their values. Each tells by its
result whether it could compute; with `success=1, error_value=0` an exception is a point that Ipopt must step back from. The
problem is number 71 of Hock and Schittkowski, as in Ipopt's manual.

Debian: coinor-libipopt1v5
"""

from ctypes.util import find_library

import numpy as np

import upcall
from upcall import cfunc

ipopt = upcall.cdef(
    """
    typedef double Number;
    typedef int Index, Int, Bool;
    typedef void * UserDataPtr;
    typedef struct IpoptProblemInfo * IpoptProblem;
    typedef Bool (*Eval_F_CB)(Index n, Number x[n], Bool new_x, Number obj_value[1], UserDataPtr user_data);
    typedef Bool (*Eval_Grad_F_CB)(Index n, Number x[n], Bool new_x, Number grad_f[n], UserDataPtr user_data);
    typedef Bool (*Eval_G_CB)(Index n, Number x[n], Bool new_x, Index m, Number g[m], UserDataPtr user_data);
    typedef Bool (*Eval_Jac_G_CB)(Index n, Number x[n], Bool new_x, Index m, Index nele_jac,
                                  Index iRow[nele_jac], Index jCol[nele_jac], Number values[nele_jac], UserDataPtr user_data);
    typedef Bool (*Eval_H_CB)(Index n, Number x[n], Bool new_x, Number obj_factor, Index m, Number lambda[m],
                              Bool new_lambda, Index nele_hess, Index iRow[nele_hess], Index jCol[nele_hess],
                              Number values[nele_hess], UserDataPtr user_data);
    IpoptProblem CreateIpoptProblem(Index n, Number* x_L, Number* x_U, Index m, Number* g_L, Number* g_U, Index nele_jac,
        Index nele_hess, Index index_style, Eval_F_CB eval_f, Eval_G_CB eval_g, Eval_Grad_F_CB eval_grad_f,
        Eval_Jac_G_CB eval_jac_g, Eval_H_CB eval_h);
    void FreeIpoptProblem(IpoptProblem ipopt_problem);
    Bool AddIpoptStrOption(IpoptProblem ipopt_problem, const char* keyword, const char* val);
    Bool AddIpoptIntOption(IpoptProblem ipopt_problem, const char* keyword, Int val);
    int IpoptSolve(IpoptProblem ipopt_problem, Number* x, Number* g, Number* obj_val, Number* mult_g,
                   Number* mult_x_L, Number* mult_x_U, UserDataPtr user_data);
    """,
    find_library("ipopt"),
)
status = {"success": 1, "error_value": 0}


@cfunc(ipopt.Eval_F_CB, **status)
def objective(n, x, new_x, value, data):
    value[0] = x[0] * x[3] * (x[0] + x[1] + x[2]) + x[2]


@cfunc(ipopt.Eval_Grad_F_CB, **status)
def gradient(n, x, new_x, grad, data):
    grad[:] = x[0] * x[3]
    grad[0] += x[3] * (x[0] + x[1] + x[2])
    grad[2] += 1
    grad[3] = x[0] * (x[0] + x[1] + x[2])


@cfunc(ipopt.Eval_G_CB, **status)
def constraints(n, x, new_x, m, g, data):
    g[0], g[1] = np.prod(x), np.sum(x * x)


@cfunc(ipopt.Eval_Jac_G_CB, **status)
def jacobian(n, x, new_x, m, count, rows, columns, values, data):
    if values is None:
        rows[:], columns[:] = np.arange(count) // n, np.arange(count) % n
    else:
        values[:n], values[n:] = np.prod(x) / x, 2 * x


ROWS, COLUMNS = np.tril_indices(4)


@cfunc(ipopt.Eval_H_CB, **status)
def hessian(n, x, new_x, factor, m, multipliers, new_multipliers, count, rows, columns, values, data):
    if values is None:
        rows[:], columns[:] = ROWS, COLUMNS
        return
    values[:] = 0.0
    values[0] = 2 * x[3]
    values[1] = values[3] = x[3]
    values[6:9] = x[0]
    values[6] += x[0] + x[1] + x[2]
    values *= factor
    for k in range(count):
        i, j = ROWS[k], COLUMNS[k]
        values[k] += 2 * multipliers[1] if i == j else multipliers[0] * np.prod(x) / (x[i] * x[j])


problem = ipopt.CreateIpoptProblem(
    4, np.full(4, 1.0), np.full(4, 5.0),  # bounds of x
    2, np.array([25.0, 40.0]), np.array([2e19, 40.0]),  # of the constraints: their product, and their squares
    8, 10, 0,  # nonzeros of both matrices, the first index
    objective, constraints, gradient, jacobian, hessian,
)  # fmt: skip
ipopt.AddIpoptIntOption(problem, b"print_level", 0)
ipopt.AddIpoptStrOption(problem, b"sb", b"yes")
x, value = np.array([1.0, 5.0, 5.0, 1.0]), np.zeros(1)
result = ipopt.IpoptSolve(problem, x, None, value, None, None, None, None)
ipopt.FreeIpoptProblem(problem)
print(f"the least is {value[0]:.7f}, at", *np.round(x, 6))
assert result == 0
assert np.allclose(x, [1.0, 4.7429994, 3.8211503, 1.3794082], atol=1e-6)
