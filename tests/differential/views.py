"""Rows of arrays, attributes, dtypes, captured arrays of every type and of any strides."""

import types as python_types

import numpy as np

from upcall import carray, farray, types

from .harness import differential
from .values import Integers, Memory

P = Memory("float64", 24)
INDEX = Integers(-4, 4)
TYPES = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64")


@differential("float64(float64*, intc, intc)", p=P, i=INDEX, j=INDEX)
def rows(p, i, j):
    return carray(p, (3, 4))[i][j] - farray(p, (3, 4))[i][j]


@differential("float64(float64*, intc, intc, intc)", p=P, i=INDEX, j=INDEX, k=INDEX)
def rows_3d(p, i, j, k):
    a = farray(p, (2, 3, 4))
    b = carray(p, (2, 3, 4))
    return a[i][j, k] + b[i, j][k] * a[i][j][k]


@differential("void(float64*, intc, intc, float64)", p=P, i=INDEX, j=INDEX)
def write_row(p, i, j, x):
    row = carray(p, (3, 4))[i]
    row[j] = x
    row[-1] += x


@differential("void(float64*, intc, intc, float64)", p=P, i=INDEX, j=INDEX)
def augmented(p, i, j, x):
    a = farray(p, (3, 4))
    index = i, j
    a[index] += x
    a[i][j] *= x


@differential("float64(float64*, intc, intc)", p=P, i=INDEX, j=INDEX)
def transposed(p, i, j):
    a = carray(p, (3, 4)).T
    return a[i, j] + a.T[j, i] + len(a) + a.shape[1] + a[i][j]


@differential("float64(float64*, intc, intc)", p=P, i=INDEX, j=INDEX)
def matrices_transposed(p, i, j):
    a = carray(p, (2, 3, 4)).mT
    b = farray(p, (3, 4)).mT
    return a[1, i, j] + a.mT[0, j, i] + a[0][i][j] + b[i, j] + b.mT[j, i] + a.strides[1] + b.flags.c_contiguous


@differential("int64(float64*, intc)", "int64(int16*, size_t)", "int64(uint8*, uint8)", n=Integers(0, 3))
def attributes(p, n):
    a = carray(p, (n, 2))
    b = farray(p, (2, n))
    c = carray(p, ())
    total = a.ndim + 3 * a.size + 5 * a.itemsize + 7 * a.nbytes + 11 * len(b) + 13 * a.shape[0] + 17 * b.shape[-1]
    return total + 19 * a.strides[0] + 23 * b.strides[0] + 29 * c.ndim + 31 * c.size + 37 * c.nbytes


@differential("boolean(float64*, intc)", n=Integers(0, 3), p=P)
def is_c(p, n):
    return farray(p, (n, 2)).flags.c_contiguous


@differential("boolean(float64*, intc)", n=Integers(0, 3), p=P)
def is_f(p, n):
    return carray(p, (2, n)).flags.f_contiguous and not carray(p, (2, n)).T.flags.c_contiguous


@differential("int64(float64*, intc)", n=Integers(0, 3), p=P)
def row_flags(p, n):
    a = farray(p, (n + 1, n))[0]
    return a.flags.contiguous + 2 * a.flags.forc + 4 * a.flags.writeable + 8 * a.flags.aligned


def flag_bits(flags):
    return flags.fnc + 2 * flags.behaved + 4 * flags["CA"]


@differential("int64(float64*, intc)", n=Integers(0, 3), p=P)
def more_flags(p, n):
    a = farray(p, (n + 1, n))
    return flag_bits(carray(p, (n, 2)).flags) + 16 * flag_bits(a.flags) + 256 * flag_bits(a[0].flags)


@differential("float64(float64*, intc)", p=P, n=Integers(1, 8))
def dtypes(p, n):
    a = carray(p, n, "f8")
    b = carray(p, shape=n, dtype=np.float64)
    c = carray(p, (n,), dtype=types.double)
    d = farray(ptr=p, shape=(n,), dtype=a.dtype)
    return a[0] + b[-1] + c[n - 1] + d[n // 2]


@differential("float64(float64*)", p=P)
def zero_dimensions(p):
    a = carray(p, ())
    return a[()] + carray(p, (2, 3))[()][1][2]


def of(array, name):
    """Functions that read an element of a captured array, and a row of it."""

    def element(i, j):
        return array[i, j]

    def row(i, j):
        return array[i][j]

    for function in (element, row):
        function.__name__ = f"{function.__name__}_{name}"
        result = "boolean" if array.dtype == bool else str(array.dtype)
        differential(f"{result}(intc, intc)", i=INDEX, j=INDEX)(function)


for name in TYPES:
    table = np.resize(np.array([0, 1, 100, 3], dtype=name) * 7, (3, 4))
    of(table, name)
    of(np.asfortranarray(table)[::-1, 1:], f"{name}_strided")
of(np.resize([True, False, True], (4, 4)), "bool")
of(np.broadcast_to(np.arange(3.0), (4, 3)), "broadcast")
of(np.frombuffer(b"x" + np.arange(12.0).tobytes(), offset=1).reshape(3, 4), "unaligned")
of(np.zeros((0, 3)), "empty")

VECTOR = np.linspace(-1.0, 1.0, 7)
SCALAR = np.array(2.5)
CUBE = np.arange(24, dtype="i4").reshape(2, 3, 4).T
PAIR = (VECTOR, CUBE)
space = python_types.ModuleType("space")
space.table = VECTOR[::-2]


@differential("float64(intc)", i=INDEX)
def vector(i):
    return VECTOR[i] + len(VECTOR) + SCALAR[()]


@differential("float64(intc, intc, intc)", i=INDEX, j=INDEX, k=INDEX)
def cube(i, j, k):
    return CUBE[i, j, k] + CUBE[i][j][k] * CUBE.shape[0] + CUBE.strides[1]


@differential("float64(intc)", i=INDEX)
def in_tuple(i):
    v, c = PAIR
    return v[i] + PAIR[0][0] + c[1, 1, 1] + PAIR[1][i, 0, 0]


def default(i, table=VECTOR):
    return pick(table, i) + pick(CUBE[1][1], i)


def pick(table, i):
    return table[i]


@differential("float64(intc)", i=INDEX)
def passed(i):
    return default(i) + default(i, VECTOR[()])


@differential("float64(intc, boolean)", i=INDEX)
def joined(i, first):
    table = VECTOR if first else CUBE_OF_FLOATS[0, 0]
    return table[i]


READ_ONLY = np.broadcast_to(np.arange(3.0), (4, 3))
UNALIGNED = np.frombuffer(b"x" + np.arange(12.0).tobytes(), offset=1).reshape(3, 4).T


@differential("int64()")
def flags_of_captured():
    return flag_bits(READ_ONLY.flags) + 16 * flag_bits(UNALIGNED.flags) + 256 * flag_bits(CUBE.flags)


CUBE_OF_FLOATS = np.arange(48.0).reshape(2, 3, 8)[:, :, ::3]


def sum_of(a):
    """A function that calls itself with rows: it ends where the type says that there is one axis."""
    if np.ndim(a) == 0:
        return a * 1.0
    s = 0.0
    for row in a:
        s = s * 0.5 + sum_of(row)
    return s


def sum_of_each(first, *others):
    if len(others):
        return sum_of(first) + sum_of_each(*others)
    return sum_of(first)


@differential("float64(float64*, int32*)", p=P)
def known_axes(p, q):
    return (
        sum_of_each(carray(p, (2, 3, 4)), carray(q, 4), farray(p, (4, 3)))
        + np.ndim(carray(p, (2, 3)))
        - np.ndim(((1, 2), (3, 4)))
        + sum_of(2.5)
        + sum_of(VECTOR)
    )
