"""Libraries that are driven by upcall.cdef alone: GSL's root finder, NLopt with a constraint, expat's parser."""

from __future__ import annotations

import ctypes.util
import math

import numpy as np
import pytest

import upcall
from upcall import cfunc, types


def declared(text, library):
    if not ctypes.util.find_library(library):
        pytest.skip(f"no {library} here")
    return upcall.cdef(text, ctypes.util.find_library(library))


# ---- GSL: a system of equations, with the struct of a callback and its data


@upcall.struct
class Params:
    a: float
    b: float


@pytest.fixture
def gsl():
    ctypes.CDLL(ctypes.util.find_library("gslcblas"), ctypes.RTLD_GLOBAL)
    return declared(
        """
    typedef struct { size_t size, stride; double *data; gsl_block *block; int owner; } gsl_vector;
    typedef struct { int (*f)(const gsl_vector *x, void *params, gsl_vector *f); size_t n; void *params; } gsl_multiroot_function;
    enum { GSL_SUCCESS = 0, GSL_CONTINUE = -2, GSL_EBADFUNC = 9 };
    extern const gsl_multiroot_fsolver_type *gsl_multiroot_fsolver_hybrids;
    gsl_multiroot_fsolver *gsl_multiroot_fsolver_alloc(const gsl_multiroot_fsolver_type *T, size_t n);
    void gsl_multiroot_fsolver_free(gsl_multiroot_fsolver *s);
    int gsl_multiroot_fsolver_set(gsl_multiroot_fsolver *s, gsl_multiroot_function *f, const gsl_vector *x);
    int gsl_multiroot_fsolver_iterate(gsl_multiroot_fsolver *s);
    gsl_vector *gsl_multiroot_fsolver_root(const gsl_multiroot_fsolver *s);
    gsl_vector *gsl_multiroot_fsolver_f(const gsl_multiroot_fsolver *s);
    int gsl_multiroot_test_residual(const gsl_vector *f, double epsabs);
    gsl_vector *gsl_vector_alloc(size_t n);
    void gsl_vector_set(gsl_vector *v, size_t i, double x);
    double gsl_vector_get(const gsl_vector *v, size_t i);
    void gsl_vector_free(gsl_vector *v);
    """,
        "gsl",
    )


def test_gsl(gsl):
    @cfunc(gsl.gsl_multiroot_function.f, error_value=gsl.GSL_EBADFUNC)
    def rosenbrock(x, params: Params, f):
        f.data[0] = params.a * (1 - gsl.gsl_vector_get(x, 0))
        f.data[f.stride] = params.b * (x.data[x.stride] - x.data[0] ** 2)
        return gsl.GSL_SUCCESS

    system = gsl.gsl_multiroot_function(rosenbrock, 2, Params(a=1.0, b=10.0))
    x = gsl.gsl_vector_alloc(2)
    gsl.gsl_vector_set(x, 0, -10.0)
    gsl.gsl_vector_set(x, 1, -5.0)
    solver = gsl.gsl_multiroot_fsolver_alloc(gsl.gsl_multiroot_fsolver_hybrids, 2)
    gsl.gsl_multiroot_fsolver_set(solver, system, x)
    while gsl.gsl_multiroot_fsolver_iterate(solver) == 0:
        if gsl.gsl_multiroot_test_residual(gsl.gsl_multiroot_fsolver_f(solver), 1e-7) != gsl.GSL_CONTINUE:
            break
    root = gsl.gsl_multiroot_fsolver_root(solver)[0]
    assert [root.data[0], root.data[1]] == pytest.approx([1.0, 1.0], abs=1e-7)
    gsl.gsl_multiroot_fsolver_free(solver)
    gsl.gsl_vector_free(x)


# ---- NLopt: array parameters, a gradient that may be NULL, data of each constraint


@upcall.struct
class Line:
    a: float
    b: float


def test_nlopt():
    nlopt = declared(
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
        "nlopt",
    )

    @cfunc(nlopt.nlopt_func)
    def objective(n, x, grad, data):
        if grad is not None:
            grad[0], grad[1] = 0.0, 0.5 / math.sqrt(x[1])
        return math.sqrt(x[1])

    @cfunc(nlopt.nlopt_func)
    def constraint(n, x, grad, line: Line):
        t = line.a * x[0] + line.b
        if grad is not None:
            grad[0], grad[1] = 3 * line.a * t * t, -1.0
        return t**3 - x[1]

    opt = nlopt.nlopt_create(nlopt.NLOPT_LD_MMA, 2)
    nlopt.nlopt_set_lower_bounds(opt, np.array([-math.inf, 0.0]))
    nlopt.nlopt_set_min_objective(opt, objective, None)
    lines = [Line(2.0, 0.0), Line(-1.0, 1.0)]
    for line in lines:
        nlopt.nlopt_add_inequality_constraint(opt, constraint, line, 1e-8)
    nlopt.nlopt_set_xtol_rel(opt, 1e-6)
    x, least = np.array([1.234, 5.678]), np.zeros(1)
    assert nlopt.nlopt_optimize(opt, x, least) > 0
    assert x == pytest.approx([1 / 3, 8 / 27], abs=1e-5)
    assert least[0] == pytest.approx(math.sqrt(8 / 27), abs=1e-5)
    nlopt.nlopt_destroy(opt)


# ---- expat: macros in typedefs, handlers that share a struct


@upcall.struct
class Counts:
    elements: types.int64
    attributes: types.int64
    text: types.int64


def test_expat():
    ex = declared(
        """
    typedef char XML_Char;
    typedef void (XMLCALL *XML_StartElementHandler)(void *userData, const XML_Char *name, const XML_Char **atts);
    typedef void (XMLCALL *XML_CharacterDataHandler)(void *userData, const XML_Char *s, int len);
    XML_Parser *XML_ParserCreate(const XML_Char *encoding);
    void XML_ParserFree(XML_Parser *);
    void XML_SetUserData(XML_Parser *, void *);
    void XML_SetElementHandler(XML_Parser *, XML_StartElementHandler, void *);
    void XML_SetCharacterDataHandler(XML_Parser *, XML_CharacterDataHandler);
    int XML_Parse(XML_Parser *, const char *s, int len, int isFinal);
    """,
        "expat",
    )

    @cfunc(ex.XML_StartElementHandler)
    def start(counts: Counts, name, atts):
        counts.elements += 1
        i = 0
        while atts[i] is not None:
            counts.attributes += 1
            i += 2

    @cfunc(ex.XML_CharacterDataHandler)
    def characters(counts: Counts, s, n):
        counts.text += n

    counts, parser = Counts(), ex.XML_ParserCreate(None)
    ex.XML_SetUserData(parser, counts)
    ex.XML_SetElementHandler(parser, start, None)
    ex.XML_SetCharacterDataHandler(parser, characters)
    document = b"<shop><item id='1' price='12.50'>a</item><other price='99'/><item price='0.25'>bc</item></shop>"
    assert ex.XML_Parse(parser, document, len(document), 1) == 1
    assert (counts.elements, counts.attributes, counts.text) == (4, 4, 3)
    ex.XML_ParserFree(parser)
