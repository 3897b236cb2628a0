"""operator.itemgetter, attrgetter and methodcaller, call and length_hint."""

import collections
import operator
from operator import itemgetter

from upcall import carray

from .harness import differential
from .values import Integers, Memory

Point = collections.namedtuple("Point", "x y")
second = operator.itemgetter(1)
last_and_first = itemgetter(-1, 0)
three = itemgetter(2, 0, 1)
corner = itemgetter((1, 0))
real = operator.attrgetter("real")
y_and_x = operator.attrgetter("y", "x")
imaginary_of_x = operator.attrgetter("x.imag")
conjugated = operator.methodcaller("conjugate")
place_of_two = operator.methodcaller("index", 2)


def applied(function, *arguments):
    return function(*arguments)


@differential("float64(float64, int64)")
def items_of_tuples(x, k):
    t = (k, x, k + 2)
    a, b = last_and_first(t)
    c, d, e = three(t)
    return second(t) + a - b + c * d - e


@differential("float64(float64*, intc)", n=Integers(2, 6), exact=True)
def items_of_views(p, n):
    a = carray(p, (n // 2, 2))
    if n > 3:
        p[0] = corner(a)
    a = carray(p, n)
    return second(a) + applied(itemgetter(-1), a) - itemgetter(0, 1)(a)[0]


@differential("float64(complex128)", "float32(complex64)")
def attributes_of_numbers(z):
    return real(z) * 2 + operator.attrgetter("imag")(z)


@differential("float64(float64, complex128)")
def attributes_of_named_tuples(x, z):
    y, w = y_and_x(Point(x, x + 1))
    return y * w + operator.attrgetter("y")(Point(z, x)) + imaginary_of_x(Point(z, x))


@differential("complex128(complex128)", "complex64(complex64)")
def methods(z):
    return conjugated(z) + applied(operator.methodcaller("conjugate"), z)


@differential("int64(int64)", k=Integers(-3, 5), exact=True)
def method_with_argument(k):
    return place_of_two((k, 1, 2 * k)) + operator.methodcaller("count", 1)((k, 1))


@differential("float64(float64, float64)")
def as_keys(x, y):
    pairs = ((1.0, x), (2.0, y), (3.0, 0.5))
    low, high = min(pairs, key=second), max(pairs, key=operator.itemgetter(1))
    return low[0] + 10 * high[0] + max(pairs[0], pairs[1], key=itemgetter(0))[1]


@differential("float64(float64)")
def called(x):
    return operator.call(second, (1.0, x)) + operator.call(max, x, 2.0) + operator.length_hint((x, x, 1))


@differential("int64(float64*, intc)", p=Memory("float64", 6), n=Integers(0, 6))
def hint_of_view(p, n):
    return operator.length_hint(carray(p, n)) + operator.length_hint(range(n))
