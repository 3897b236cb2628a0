# What where= leaves out has no value without an array that is there.
# signature: void(double*, double*)
import numpy as np

from upcall import carray


def f(p, q):
    a = carray(p, 3)
    carray(q, 3)[:] = np.sqrt(a, where=a > 0.0)
# --- error E_UFUNC_WHERE
#   ufunc_where.py:10 in f: numpy.sqrt with where= and without out= leaves open what it doesn't compute
#      10 |     carray(q, 3)[:] = np.sqrt(a, where=a > 0.0)
#         |                       ^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: out=np.zeros(shape) beside where=, or np.where(condition, x, y)
