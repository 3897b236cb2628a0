"""Elements of carray and farray: indices from the end, out of range, in loops, in both orders; len."""

import numpy as np

from upcall import carray, farray

from .harness import differential
from .values import Integers, Memory

ANY_INDEX = Integers(-10, 10)
P = Memory("float64", 12)


@differential("float64(float64*, intc, intc)", p=P, n=Integers(-2, 8), i=ANY_INDEX)
def read(p, n, i):
    return carray(p, n)[i]


@differential("void(float64*, intc, intc, float64)", p=P, n=Integers(0, 8), i=ANY_INDEX)
def write(p, n, i, x):
    a = carray(p, n)
    a[i] = x


@differential("float64(float64*, int64)", "float64(float64*, size_t)", "float64(float64*, int8)", p=P)
def read_at_anything(p, i):
    return carray(p, 12)[i]


@differential("float64(float64*, uint32)", "float64(float64*, uint8)", p=P)
def read_at_unsigned(p, i):
    return carray(p, (12,))[i]


@differential("float64(float64*, intc, intc)", p=P, i=Integers(-4, 4), j=Integers(-5, 5))
def read_2d(p, i, j):
    return carray(p, (3, 4))[i, j]


@differential("float64(float64*, intc, intc)", p=P, i=Integers(-4, 4), j=Integers(-5, 5))
def read_2d_fortran(p, i, j):
    return farray(p, (3, 4))[i, j]


@differential("void(float64*, intc, intc, float64)", p=P, i=Integers(-4, 4), j=Integers(-5, 5))
def write_2d(p, i, j, x):
    a = carray(p, (3, 4))
    a[i, j] = x


@differential("void(float64*, intc, intc, float64)", p=P, i=Integers(-4, 4), j=Integers(-5, 5))
def write_2d_fortran(p, i, j, x):
    a = farray(p, (3, 4))
    a[i, j] = x


@differential("float64(float64*, intc, intc, intc)", p=P, i=Integers(-3, 2), j=Integers(-4, 3), k=Integers(-3, 2))
def read_3d(p, i, j, k):
    return carray(p, (2, 3, 2))[i, j, k] - farray(p, (2, 3, 2))[i, j, k]


@differential("float64(float64*, intc, intc)", p=P, n=Integers(0, 12), i=Integers(-2, 2))
def constant_indices(p, n, i):
    a = carray(p, n)
    return a[0] + a[-1] + a[2] * i


@differential("void(float64*, float64*, intc, intc)", m=Integers(0, 4), n=Integers(0, 3), p=P, q=P)
def doubled(p, q, m, n):
    a = carray(p, (m, n))
    b = carray(q, (m, n))
    for i in range(m):
        for j in range(n):
            b[i, j] = 2 * a[i, j]


@differential("void(float64*, float64*, intc, intc)", m=Integers(0, 4), n=Integers(0, 3), p=P, q=P)
def transposed(p, q, m, n):
    a = carray(p, (m, n))
    b = farray(q, (m, n))
    for i in range(m):
        for j in range(n):
            b[i, j] = a[i, j]


@differential("void(float64*, intc)", p=P, n=Integers(0, 12))
def reversed_in_place(p, n):
    a = carray(p, n)
    for i in range(n // 2):
        a[i], a[n - 1 - i] = a[n - 1 - i], a[i]


@differential("float64(float64*, intc)", p=P, n=Integers(0, 12))
def one_too_far(p, n):
    a = carray(p, n)
    s = 0.0
    for i in range(n):
        s += a[i + 1]
    return s


@differential("void(float64*, intc)", p=P, n=Integers(0, 11))
def writes_before_the_error(p, n):
    a = carray(p, n)
    for i in range(12):
        a[i] = 1.0


@differential("float64(float64*, intc)", p=P, n=Integers(0, 12))
def neighbours_wrap_around(p, n):
    a = carray(p, n)
    s = 0.0
    for i in range(n):
        s = s * 0.5 + a[i - 1]
    return s


@differential("void(float64*, float64*, intc)", p=P, q=P, n=Integers(2, 12))
def stencil(p, q, n):
    a = carray(p, n)
    b = carray(q, n)
    for i in range(1, n - 1):
        b[i] = a[i - 1] - 2 * a[i] + a[i + 1]


@differential("void(float64*, intc)", p=P, n=Integers(0, 12))
def scan(p, n):
    a = carray(p, n)
    for i in range(1, n):
        a[i] += a[i - 1]


@differential(
    "float64(float64*, int32*, intc)", p=P, index=Memory("int32", 6, (0, 3, -1, 11, -12, 5)), n=Integers(0, 6)
)
def gather(p, index, n):
    a = carray(p, 12)
    k = carray(index, n)
    s = 0.0
    for i in range(n):
        s += a[k[i]]
    return s


@differential("void(int64*, int32*)", p=Memory("int64", 5), index=Memory("int32", 6, (0, 3, -1, 4, -5, 3)))
def scatter(p, index):
    a = carray(p, 5)
    k = carray(index, 6)
    for i in range(len(k)):
        a[k[i]] += i


@differential("void(int64*, int32*)", p=Memory("int64", 5), index=Memory("int32", 4, (0, 3, 7, -1)))
def scatter_out_of_range(p, index):
    a = carray(p, 5)
    k = carray(index, 4)
    for i in range(4):
        a[k[i]] = 100 + i


@differential("float64(float64*, intc, float64)", p=P, n=Integers(-2, 8))
def view_without_use(p, n, x):
    """LLVM finds more to combine here once it has combined."""
    carray(p, n)
    return x


@differential("int64(float64*, intc)", p=P, n=Integers(0, 12))
def length(p, n):
    return len(carray(p, n))


@differential("int64(float64*, intc, intc)", p=P, m=Integers(-1, 3), n=Integers(-1, 4))
def length_2d(p, m, n):
    return len(carray(p, (m, n))) * 100 + len(farray(p, (m, n)))


@differential("float64(float64*, intc)", p=P, n=Integers(0, 12))
def over_elements(p, n):
    s = 0.0
    for x in carray(p, n):
        s = s * 0.5 + x
    return s


@differential(
    "void(float64*, float64*, float64*)", p=Memory("float64", 9), q=Memory("float64", 9), r=Memory("float64", 9)
)
def matrix_product(p, q, r):
    a = carray(p, (3, 3))
    b = carray(q, (3, 3))
    c = carray(r, (3, 3))
    for i in range(3):
        for j in range(3):
            s = 0.0
            for k in range(3):
                s += a[i, k] * b[k, j]
            c[i, j] = s


@differential(
    "void(uint8*, float64)",
    "void(int8*, float64)",
    "void(uint16*, float32)",
    "void(int32*, float64)",
    "void(int32*, float32)",
    "void(uint32*, float64)",
    "void(int64*, float64)",
    "void(float32*, float64)",
    "void(uint64*, float64)",
    "void(boolean*, float64)",
)
def store_float(p, x):
    a = carray(p, 8)
    a[1] = x
    a[-1] = x * 2


@differential("uint8(uint8*, intc)", "int16(int16*, intc)", "uint64(uint64*, intc)", i=Integers(-9, 9))
def read_integers(p, i):
    return carray(p, 8)[i] + 1


@differential("float32(float32*, intc)", i=Integers(-9, 9))
def read_singles(p, i):
    return carray(p, 8)[i] * 0.1


@differential("void(float64*, intc)", p=P, n=Integers(0, 12), ulp=1)
def functions_of_elements(p, n):
    a = carray(p, n)
    for i in range(n):
        a[i] = np.exp(-a[i])


@differential("void(float64*, intc)", p=P, n=Integers(0, 12))
def two_views_of_one_memory(p, n):
    a = carray(p, n)
    b = carray(p, 12)
    for i in range(n):
        b[11 - i] = a[i] + 1


@differential("float64(float64*, boolean)", p=P)
def one_of_two_views(p, choose):
    a = carray(p, 3) if choose else carray(p, 5)
    return a[-1]


@differential("float64(float64*)", p=P)
def index_by_bool(p):
    a = carray(p, 4)
    return a[1] - a[0 + (a[0] > a[1])]


@differential("float64(float64*, intc)", p=P, n=Integers(0, 12), options={"boundscheck": False})
def without_checks(p, n):
    a = carray(p, n)
    s = 0.0
    for i in range(n):
        s += a[i]
    return s


@differential("float64(float64*, int64)", p=Memory("float64", 5), x=Integers(-2, 2))
def factors_that_wrap(p, x):
    """31 * 1190112520884487201 is 2**65 - 1: the product is -x."""
    a = carray(p, 5)
    if 0 <= x <= 1:
        y = x * 31
        return a[y * 1190112520884487201]
    return -1.0


@differential(
    "float64(float64*, int64, int64)",
    options={"boundscheck": False},
    n=Integers(0, 5),
    m=Integers(1, 6),
    p=Memory("float64", 6),
)
def wraps_in_an_unchecked_loop(p, n, m):
    """31 * 1190112520884487201 is 2**65 - 1: the index is -i, and counts from the end."""
    a = carray(p, 6)
    s = 0.0
    for i in range(n, m):
        s = s * 0.5 + a[(m - m + i) * 31 * 1190112520884487201]
    return s
