"""Calls of Python functions: compiled along, with arguments bound as Python binds them."""

import functools

import numpy as np

from .harness import differential
from .values import Integers

SMALL = Integers(0, 12)


def square(x):
    return x * x


def line(x, slope=2.5, *, offset=1):
    return slope * x + offset


def order(a, b, c=3, *, d=4):
    return a * 1000 + b * 100 + c * 10 + d


def apply(function, x):
    return function(x)


def compose(outer, inner):
    return lambda x: outer(inner(x))


def total(*numbers):
    return numbers[0] + numbers[1] * 2 + len(numbers)


def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def checked_half(x):
    if x < 0:
        raise ValueError("no half of a negative number")
    return x * 0.5


def doubled(function):
    @functools.wraps(function)
    def wrapper(*arguments):
        return 2 * function(*arguments)

    return wrapper


@doubled
def decorated(x, y):
    return x - y


@differential("float64(float64)", "float32(float32)", "int64(int64)")
def one_call(x):
    return square(x) + square(x + 1)


@differential("float64(float64)", "float64(int32)")
def defaults_and_keywords(x):
    return line(x) + line(x, 3) + line(x, offset=2) + line(slope=x, x=4)


@differential("int64(int64, int64)")
def keywords_in_any_order(a, b):
    return order(b=a, a=b) + order(a, b, d=1) + order(1, c=a, b=b)


@differential("float64(float64)")
def functions_as_arguments(x):
    return apply(square, x) + apply(np.sin, x) + apply(lambda t: t * 3, x)


@differential("float64(float64)")
def functions_returned(x):
    return compose(square, lambda t: t + x)(x)


@differential("int64(int64, int64)")
def star_arguments(a, b):
    return total(a, b) + total(b, a, 7)


@differential("int64(int64, int64)")
def spread_tuple(a, b):
    pair = (a, b)
    return total(*pair)


@differential("float64(float64, float64)")
def wrapped(x, y):
    return decorated(x, y)


@differential("int64(int64)", n=Integers(0, 25))
def recursive(n):
    return factorial(n)


@differential("int64(intc)", n=SMALL)
def twice_recursive(n):
    return fibonacci(n)


@differential("boolean(int64)", n=SMALL)
def mutually_recursive(n):
    return is_even(n)


@differential("float64(float64)")
def helper_raises(x):
    return checked_half(x) + 1


@differential("float64(float64)")
def helper_is_not_called(x):
    return checked_half(x) if x > 0 else 0.0


@differential("int64(int64)")
def raises_class(n):
    if n > 3:
        raise OverflowError
    return n


@differential("int64(int64)")
def asserts(n):
    assert n != 0, "zero"
    return n + 1


@differential("float64(float64, float64)")
def inner_function(x, y):
    def mix(t, k=2):
        return t * x + k

    return mix(y) + mix(1.5, 3)


@differential("float64(float64)")
def inner_inner_function(x):
    def outer(t):
        def inner(s):
            return s * x + t

        return inner(t + 1)

    return outer(x)


@differential("int64(int64)", n=SMALL)
def inner_recursion(n):
    def power(k):
        return 1 if k == 0 else 2 * power(k - 1)

    return power(n)


@differential("int64(int64)", n=SMALL)
def inner_recursion_with_capture(n):
    base = n + 1

    def power(k):
        return 1 if k == 0 else base * power(k - 1)

    return power(n)


@differential("float64(float64)")
def calls_in_a_loop(x):
    s = 0.0
    for k in range(5):
        s += line(x, k)
    return s


@differential("float64(float64, int64)")
def other_type_each_call(x, n):
    return square(x) + square(n) + square(2)


def pair_of(a, b):
    return a, b


@differential("float64(float64, int64)")
def tuple_returned(x, n):
    a, b = pair_of(x, n)
    c, d = pair_of(b, a)
    return a + b * 2 + c * 3 + d * 4


def refuse():
    raise ValueError("no")


def refuse_with(n):
    if n > 3:
        raise OverflowError("far too many")
    refuse()


def refuse_at_last(n):
    return refuse_with(n)


@differential("float64(float64)")
def only_raises_on_one_way(x):
    return x if x > 0 else refuse()


@differential("int64(int64)", n=SMALL)
def only_raises_between_operations(n):
    value = n * 2 if n != 4 else refuse_at_last(n)
    return value + (n if n < 8 else refuse())


@differential("float64(float64)")
def only_raises(x):
    return x + refuse()


@differential("int64(int64)", n=SMALL)
def only_raises_in_a_loop(n):
    total = 0
    for i in range(n):
        if i == 5:
            refuse_at_last(i)
        total += i
    return total


@differential("int64(int64)", n=SMALL)
def only_raises_in_a_generator(n):
    return sum(i if i != 6 else refuse() for i in range(n))


@differential("int64(int64)", n=SMALL)
def only_raises_and_is_caught(n):
    total = 0
    for i in range(n):
        try:
            total += i if i % 2 else refuse_at_last(i)
        except ValueError:
            total += 100
    return total


@differential("int64(int64)", n=SMALL)
def only_raises_in_a_lambda(n):
    check = lambda k: k if k < 7 else refuse()  # noqa: E731
    return check(n) + check(2)


@differential("int64(int64)", n=SMALL)
def only_raises_behind_or(n):
    return n or refuse()


def added(a, b):
    return a + b


def greater(a, b):
    return a if a > b else b


@differential("float64(float64, int64)", "uint64(uint64, int64)", "int64(int64, int64)", n=SMALL)
def sum_that_begins_as_an_int(x, n):
    """The variable's type is known when that of the call with it is."""
    total = 0
    for _ in range(n):
        total = added(total, x)
    return total


@differential("float64(float64, int64)", n=SMALL)
def variables_that_widen_through_calls(x, n):
    a = b = most = 0
    for i in range(n):
        a, b = added(b, 1), added(a, x)
        for j in range(i):
            most = greater(most, added(j, a))
        most = max(most, b) + 1
    return a + 10 * b + 100 * most
