"""NumPy's functions of whole arrays that are written in the language."""

import numpy as np

from upcall import carray

from .harness import differential
from .values import Integers, Memory

P = Memory("float64", 6)


@differential("boolean(float64*, float64*, intc)", "boolean(float64*, float32*, intc)", n=Integers(0, 3))
def equal_arrays(p, q, n):
    return np.array_equal(carray(p, n), carray(q, n))


@differential("boolean(float64*, intc, intc)", p=P, i=Integers(0, 3), j=Integers(0, 3))
def equal_to_itself(p, i, j):
    return np.array_equal(carray(p, (2, 3)), a2=carray(p, (2, 3))) or np.array_equal(carray(p, i), carray(p, j))


@differential("int64(float64*, intc, intc)", p=P, i=Integers(0, 3), j=Integers(0, 2))
def shapes(p, i, j):
    a = carray(p, (i, j))
    return np.shape(a)[1] + 10 * np.size(a) + 1000 * np.ndim(a)
