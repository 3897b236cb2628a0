"""Methods and properties of numbers."""

import operator

from upcall import carray, farray

from .harness import differential
from .values import Integers

INTEGERS = ("int64(int64)", "int64(boolean)", "int64(uint8)", "uint64(uint64)")
FLOATS = ("float64(float64)", "float32(float32)")


@differential(*INTEGERS)
def bit_length(n):
    return n.bit_length()


@differential(*INTEGERS)
def bit_count(n):
    return n.bit_count()


@differential(*INTEGERS, *FLOATS)
def conjugate(x):
    return x.conjugate() + 0


@differential("boolean(int64)", "boolean(float64)", "boolean(float32)", "boolean(uint64)")
def is_integer(x):
    return x.is_integer()


@differential(*INTEGERS)
def fraction(n):
    return n.numerator // n.denominator


@differential(*INTEGERS, *FLOATS)
def parts(x):
    return x.real + x.imag


@differential("float64(float32)", "float64(float64)")
def item(x):
    return x.item() / 3


@differential("int64(float32)", "int64(float64)")
def sizes(x):
    return 1000 * x.itemsize + 100 * x.nbytes + 10 * x.ndim + x.size + len(x.shape)


@differential("int64(int64)")
def in_a_branch(n):
    length = n.bit_length() if n > 0 else (-n).bit_length()
    return length - (n * 2).bit_count()


@differential("int64(int64, float64)")
def of_results(n, x):
    return (n // 3).bit_length() + 100 * (x * 2).is_integer()


@differential("float64(float64)", "float64(int64)")
def of_nothing(x):
    return x + int() - float() * bool()


@differential("float64(float64)")
def of_texts(x):
    return min(x, float("inf"), int("12")) + float(" -1_0.5e1 ") + int("-7")


@differential("boolean(float32, float32)")
def of_special_texts(x, y):
    return x < float("inf") and y != float("nan")


@differential("int64(float64*, intc, intc)", n=Integers(0, 2), m=Integers(0, 3))
def flags(p, n, m):
    a = carray(p, (n, m))
    b = farray(p, (n, m))
    found = a.flags["C_CONTIGUOUS"] + 2 * a.flags["F"] + 4 * b.flags["C"] + 8 * b.flags["F_CONTIGUOUS"]
    return found + 16 * a.flags["WRITEABLE"] + 32 * a.T.flags["ALIGNED"] + 64 * b.T.flags["FORC"]


@differential("float64(float64, int64)")
def joined(x, n):
    return operator.concat((x, n), (2.5,))[2] + sum(operator.concat((x,), (n, n)))
