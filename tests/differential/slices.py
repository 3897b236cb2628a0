"""Parts of arrays: slices with any bounds and steps, None, ..., integers among them; rows of what they give."""

import numpy as np

from upcall import carray, farray

from .harness import differential
from .values import Integers, Memory

P = Memory("float64", 24)
BOUND = Integers(-8, 8)
STEP = Integers(-3, 3)


def digest(a):
    total = 0.0
    for i in range(len(a)):
        total = 1.25 * total + a[i]
    return total + 1000.0 * len(a) + (0.5 * a.strides[0] if len(a) > 1 else 0.0)


def digest_2d(a):
    total = 0.0
    for i in range(a.shape[0]):
        total = 1.125 * total + digest(a[i])
    return total + 1000.0 * a.shape[1] + (0.25 * a.strides[0] if a.shape[0] > 1 and a.shape[1] else 0.0)


@differential("float64(float64*, int64, int64)", p=P, start=BOUND, stop=BOUND)
def simple(p, start, stop):
    a = carray(p, 6)
    return digest(a[start:stop]) + 3 * digest(a[start:]) - digest(a[:stop]) * digest(a[:])


@differential("float64(float64*, intc, intc, intc)", p=P, start=Integers(-6, 6), stop=Integers(-6, 6), step=STEP)
def stepped(p, start, stop, step):
    a = carray(p, 5)
    return digest(a[start:stop:step]) + digest(a[:stop:step]) - digest(a[start::step]) + digest(a[::step])


@differential("float64(float64*, int64, int64)", p=P, start=BOUND, stop=BOUND)
def constant_steps(p, start, stop):
    a = carray(p, 7)
    forwards = digest(a[start:stop:2]) + digest(a[::3]) - digest(a[start::2]) + digest(a[:stop:4])
    return forwards + digest(a[start:stop:-1]) + digest(a[::-2]) - digest(a[start::-3]) + digest(a[:stop:-1])


@differential("float64(float64*, intc)", p=P, n=Integers(0, 6))
def constant_bounds(p, n):
    a = carray(p, n)
    total = digest(a[1:-1]) + digest(a[2:]) - digest(a[:3]) + digest(a[-2:]) + digest(a[:-4]) + digest(a[4:2])
    return total + digest(a[3:0:-1]) + digest(a[-2::-1]) + digest(a[:1:-2]) + digest(a[::-1][1:][::-1])


@differential("float64(float64*)", p=P)
def constants(p):
    a = carray(p, (4, 6))
    total = digest_2d(a[1:3]) + digest_2d(a[:, 1:]) + digest_2d(a[::2, ::-2]) + digest_2d(a[-1:, :-9])
    return total + digest(a[1, 2:]) + digest(a[1:, 2]) + digest(a[..., -1]) + digest(a[2, ...]) + digest_2d(a[...])


@differential("float64(float64*, int64, int64, int64)", p=Memory("float64", 5))
def far_bounds(p, start, stop, step):
    return digest(carray(p, 5)[start:stop:step])


@differential("float64(float64*, uint64, uint64)", p=P)
def unsigned_bounds(p, start, stop):
    a = carray(p, 5)
    return digest(a[start:stop]) + digest(a[stop:start:-1])


@differential("float64(float64*, boolean, int8)", p=P, stop=Integers(-3, 3))
def small_bounds(p, start, stop):
    return digest(carray(p, 5)[start:stop])


@differential("float64(float64*, intc, intc, intc)", p=P, i=Integers(-4, 4), j=Integers(-3, 3), k=Integers(-7, 7))
def mixed(p, i, j, k):
    a = carray(p, (2, 3, 4))
    b = farray(p, (4, 3, 2))
    total = digest(a[0, j, k:]) + digest(a[:, j, 1]) + digest_2d(a[j % 2, :, k:]) + digest_2d(a[..., ::-1, 2])
    return total + digest_2d(b[i, j:]) + digest_2d(b[k:, ..., 0]) + digest(b[1:, 1, 1]) + digest_2d(b[:, j % 3])


@differential("float64(float64*, intc, intc)", p=P, i=Integers(-3, 3), j=Integers(-4, 4))
def elements_of_parts(p, i, j):
    a = carray(p, (4, 6))
    return a[1:][i, j] + a[::-1, 1:][i][j] + a[:, ::2].T[j, i] + a[1:3, 2:5][-1][-1] + a[None, 1:, None][0, i, 0, j]


@differential("float64(float64*, intc)", p=P, n=Integers(0, 4))
def new_axes(p, n):
    a = carray(p, n)
    column, row = a[:, None], a[np.newaxis]
    total = 0.0
    for i in range(n):
        total = 1.5 * total + column[i, 0] - 2.0 * row[0, i]
    shape = a[None, ..., None].shape
    return total + column.shape[0] + 10 * column.shape[1] + 100 * row.shape[0] + 1000 * row.shape[1] + sum(shape)


@differential("float64(float64*, intc, float64)", p=P, i=Integers(-4, 4))
def written_through(p, i, x):
    a = carray(p, (3, 4))
    part = a[1:, ::-1]
    part[0, i] = x
    part[-1][0] += x
    part[:, 1:][0, 0] -= 1.0
    return a[1, 0]


@differential("float64(float64*, intc)", p=P, n=Integers(0, 6))
def joined_parts(p, n):
    part = carray(p, 6)
    for _ in range(n):
        part = part[1:]
    return digest(part)


@differential("float64(float64*, boolean)", p=P)
def packed_or_not(p, turned):
    a = carray(p, (4, 5))
    part = a[1:3] if turned else a[:2, :]
    other = a[1:3] if turned else a[:2, 1:]
    return digest_2d(part) + digest_2d(other) + part.flags.c_contiguous + 2 * other.flags.c_contiguous


@differential("float64(float64*)", p=P)
def zero_dimensional(p):
    a = carray(p, 3)[1, ...]
    return a[()] + a[...][()] + a.ndim + carray(p, ())[...][()] + carray(p, ())[None][0]


TABLE = np.arange(30.0).reshape(5, 6)
EMPTY = np.zeros((0, 3))
ALIGNED = np.frombuffer(b"x" + np.arange(12, dtype="i4").tobytes(), dtype="i4", offset=1)


@differential("float64(int64, int64)", i=BOUND, j=BOUND)
def captured(i, j):
    return digest_2d(TABLE[i:j]) + digest_2d(TABLE[::2, j:]) + digest_2d(TABLE.T[j:, i:]) + digest(TABLE[2, ::-1])


@differential("float64(int64)", i=Integers(-3, 3))
def captured_empty(i):
    return digest_2d(EMPTY[i:]) + digest_2d(EMPTY[::-1, i:]) + digest_2d(EMPTY[:, None, 1]) + digest(EMPTY[..., 1])


@differential("int64(int64)", i=Integers(-3, 3))
def captured_unaligned(i):
    part = ALIGNED[i::2]
    return part[0] + 100 * part.flags.aligned + 1000 * part.flags.writeable if len(part) else -1


@differential("complex128(complex128*, intc)", p=Memory("complex128", 12), n=Integers(-3, 3))
def complex_parts(p, n):
    a = carray(p, (3, 4))[n:, ::2]
    total = 0j
    for row in a:
        for z in row:
            total = total * 1.5 + z
    return total


@differential("int64(uint8*, intc)", p=Memory("uint8", 12), n=Integers(-3, 3))
def byte_parts(p, n):
    total = 0
    for row in farray(p, (3, 4))[::-1, n:]:
        for byte in row:
            total = total * 3 + byte
    return total


@differential("intc(float64*, intc)", p=P, step=Integers(-1, 1))
def caught(p, step):
    try:
        part = carray(p, 4)[::step]
    except ValueError:
        return -1
    return len(part)


@differential("float64(float64*, intc, intc)", p=P, n=Integers(0, 8), i=Integers(-2, 9))
def behind(p, n, i):
    return carray(p, 8)[:n][i]


@differential("void(float64*, intc, intc, float64)", p=P, start=Integers(-4, 4), stop=Integers(-4, 4))
def numbers_stored(p, start, stop, x):
    a = carray(p, (4, 6))
    a[start:stop] = x
    a[0, ::-2] = 1
    a[1:, start] = True
    a[..., stop:stop] = 2.0 * x


@differential("void(float64*, intc, intc)", p=P, i=Integers(-3, 3), j=Integers(0, 3))
def parts_stored(p, i, j):
    a = carray(p, (4, 6))
    a[1:, 1:] = a[:-1, :-1]
    a[::-1] = a[:]
    a[:, :j] = a[:, j : 2 * j]
    a[i] = a[:, 0][:, None].T[0, :1]
    a[2:, None, j] = a[:2, j : j + 1]


@differential("void(int16*, float32*)", p=Memory("int16", 12), q=Memory("float32", 4))
def parts_cast(p, q):
    a = farray(p, (3, 4))
    a[1:, ::-1] = carray(q, 4)
    carray(q, 4)[1:3] = a[0, -2:]


@differential("void(float64*, intc)", p=P, n=Integers(0, 4))
def shapes_that_differ(p, n):
    a = carray(p, (3, 4))
    a[:, 1:] = a[:, :n]
