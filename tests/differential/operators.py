"""operator.*: what the operator gives, and what it raises."""

import operator

from .harness import differential
from .values import Integers

INTEGERS = "int64(int64, int64)"
FLOATS = "float64(float64, float64)"


@differential("int64(int64, int64)", FLOATS, "float64(float32, int64)")
def add(a, b):
    return operator.add(a, b)


@differential("int64(int64, int64)", FLOATS, "float64(float32, int64)")
def sub(a, b):
    return operator.sub(a, b)


@differential("int64(int64, int64)", FLOATS, "float64(float32, int64)")
def mul(a, b):
    return operator.mul(a, b)


@differential("float64(int64, int64)", FLOATS, "float64(float32, int64)")
def truediv(a, b):
    return operator.truediv(a, b)


@differential("int64(int64, int64)", FLOATS, "float64(float32, int64)")
def floordiv(a, b):
    return operator.floordiv(a, b)


@differential("int64(int64, int64)", FLOATS, "float64(float32, int64)")
def mod(a, b):
    return operator.mod(a, b)


@differential("int64(int64, int64)", b=Integers(-2, 9))
def pow(a, b):
    return operator.pow(a, b)


@differential(INTEGERS, "boolean(boolean, boolean)")
def and_(a, b):
    return operator.and_(a, b)


@differential(INTEGERS, "boolean(boolean, boolean)")
def or_(a, b):
    return operator.or_(a, b)


@differential(INTEGERS, "boolean(boolean, boolean)")
def xor(a, b):
    return operator.xor(a, b)


@differential(INTEGERS, b=Integers(-2, 70))
def lshift(a, b):
    return operator.lshift(a, b)


@differential(INTEGERS, b=Integers(-2, 70))
def rshift(a, b):
    return operator.rshift(a, b)


@differential("boolean(int64, int64)", "boolean(float64, int64)")
def lt(a, b):
    return operator.lt(a, b)


@differential("boolean(int64, int64)", "boolean(float64, int64)")
def le(a, b):
    return operator.le(a, b)


@differential("boolean(int64, int64)", "boolean(float64, int64)")
def eq(a, b):
    return operator.eq(a, b)


@differential("boolean(int64, int64)", "boolean(float64, int64)")
def ne(a, b):
    return operator.ne(a, b)


@differential("boolean(int64, int64)", "boolean(float64, int64)")
def gt(a, b):
    return operator.gt(a, b)


@differential("boolean(int64, int64)", "boolean(float64, int64)")
def ge(a, b):
    return operator.ge(a, b)


@differential("int64(int64)", "float64(float64)")
def neg(a):
    return operator.neg(a)


@differential("int64(int64)", "float64(float64)")
def pos(a):
    return operator.pos(a)


@differential("int64(int64)", "int64(boolean)")
def invert(a):
    return operator.invert(a) + operator.inv(a)


@differential("boolean(float64)", "boolean(int64)")
def not_and_truth(a):
    return operator.not_(a) != operator.truth(a)


@differential("int64(int64, int64)")
def in_place(a, b):
    a = operator.iadd(a, b)
    a = operator.isub(a, 3)
    a = operator.imul(a, b)
    return operator.ixor(a, 5)


@differential("float64(float64*, int64)", i=Integers(0, 7))
def items(p, i):
    operator.setitem(p, i, operator.getitem(p, 0) + 1.0)
    return operator.getitem(p, i)


def combined(function, a, b):
    return function(a, b)


@differential("int64(int64, int64)")
def passed_as_argument(a, b):
    return combined(operator.add, a, b) - combined(operator.mul, a, b)


@differential("float64(float64)", "int64(int64)")
def absolute(a):
    return operator.abs(a)


@differential("int64(int64, int64, int64)", a=Integers(0, 3), b=Integers(0, 3), c=Integers(0, 3))
def searched(a, b, c):
    found = operator.countOf((a, b, 2), c) + 10 * operator.indexOf((a, b, 3), c)
    return found + 100 if operator.contains((b, a), c) else found
