"""GLPK: the shortest tour, with constraints that are made when they are missed

In the travelling salesman's problem there are too many constraints to state them all: whatever part of the cities is chosen, the
tour must leave it. GLPK's branch and cut calls back with each of its solutions; where one falls into several tours the callback
adds the constraint that is missed. For that it calls GLPK, with arrays of its own; `leave`, which it calls, is an ordinary function
that Python calls as well. What is counted is in the struct that GLPK hands back as `info`.

Debian: libglpk40
"""

import itertools
from ctypes.util import find_library

import numpy as np

import upcall
from upcall import cfunc, types

glpk = upcall.cdef(
    """
    enum { GLP_OFF = 0, GLP_LO = 2, GLP_BV = 3, GLP_FX = 5, GLP_IROWGEN = 0x01 };
    typedef struct glp_prob glp_prob;
    typedef struct glp_tree glp_tree;
    typedef struct {
        int msg_lev, br_tech, bt_tech; double tol_int, tol_obj;
        int tm_lim, out_frq, out_dly;
        void (*cb_func)(glp_tree *T, void *info);
        void *cb_info; int cb_size, pp_tech;
        double mip_gap;
        int mir_cuts, gmi_cuts, cov_cuts, clq_cuts, presolve, binarize, fp_heur, ps_heur, ps_tm_lim, sr_heur, use_sol;
        const char *save_sol;
        int alien, flip;
        double foo_bar[23];
    } glp_iocp;
    int glp_term_out(int flag);
    glp_prob *glp_create_prob(void);
    void glp_delete_prob(glp_prob *P);
    int glp_add_rows(glp_prob *P, int nrs);
    int glp_add_cols(glp_prob *P, int ncs);
    void glp_set_col_kind(glp_prob *mip, int j, int kind);
    void glp_set_obj_coef(glp_prob *P, int j, double coef);
    void glp_set_row_bnds(glp_prob *P, int i, int type, double lb, double ub);
    void glp_set_mat_row(glp_prob *P, int i, int len, const int ind[], const double val[]);
    double glp_get_col_prim(glp_prob *P, int j);
    int glp_simplex(glp_prob *P, const void *parm);
    void glp_init_iocp(glp_iocp *parm);
    int glp_intopt(glp_prob *P, const glp_iocp *parm);
    double glp_mip_obj_val(glp_prob *P);
    int glp_ios_reason(glp_tree *T);
    glp_prob *glp_ios_get_prob(glp_tree *T);
    """,
    find_library("glpk"),
)
n = 9
cities = np.random.default_rng(5).uniform(size=(n, 2))
cities[::2] += 2  # on another island
distance = np.hypot(*(cities[:, None] - cities).transpose(2, 0, 1))
column = np.zeros((n, n), np.intc)  # of the way between two cities, from 1
column[np.triu_indices(n, 1)] = np.arange(1, n * (n - 1) // 2 + 1)
column += column.T


@upcall.struct
class Cuts:
    added: types.int64


def leave(problem, inside, kind):
    """Two of the ways between the cities inside and those outside must be taken, or more."""
    columns = np.zeros(n * n + 1, np.intc)
    count = 0
    for i in range(n):
        for j in range(n):
            if inside[i] and not inside[j]:
                count += 1
                columns[count] = column[i, j]
    row = glpk.glp_add_rows(problem, 1)
    glpk.glp_set_row_bnds(problem, row, kind, 2.0, 2.0)
    glpk.glp_set_mat_row(problem, row, count, columns, np.ones(count + 1))


@cfunc(glpk.glp_iocp.cb_func)
def cut(tree, cuts: Cuts):
    if glpk.glp_ios_reason(tree) != glpk.GLP_IROWGEN:
        return
    problem = glpk.glp_ios_get_prob(tree)
    reached = np.zeros(n, np.bool_)
    reached[0] = True
    for _ in range(n):
        for i in range(n):
            for j in range(n):
                if reached[i] and i != j and glpk.glp_get_col_prim(problem, column[i, j]) > 1e-6:
                    reached[j] = True
    if not reached.all():
        leave(problem, reached, glpk.GLP_LO)
        cuts.added += 1


glpk.glp_term_out(glpk.GLP_OFF)
problem = glpk.glp_create_prob()
glpk.glp_add_cols(problem, n * (n - 1) // 2)
for i, j in itertools.combinations(range(n), 2):
    glpk.glp_set_col_kind(problem, column[i, j], glpk.GLP_BV)
    glpk.glp_set_obj_coef(problem, column[i, j], distance[i, j])
for city in np.eye(n, dtype=bool):
    leave(problem, city, glpk.GLP_FX)  # one way to it, one from it
options, cuts = glpk.glp_iocp(), Cuts()
glpk.glp_init_iocp(options)
options.cb_func, options.cb_info = cut, cuts
assert glpk.glp_simplex(problem, None) == 0
assert glpk.glp_intopt(problem, options) == 0
length = glpk.glp_mip_obj_val(problem)
glpk.glp_delete_prob(problem)

tours = np.array([(0, *tour, 0) for tour in itertools.permutations(range(1, n))])
best = distance[tours[:, :-1], tours[:, 1:]].sum(axis=1).min()
print(f"the shortest tour has a length of {length:.6f}; constraints added for it: {cuts.added}")
assert np.isclose(length, best)
assert cuts.added > 0
