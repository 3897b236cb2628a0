"""Functions made inside another: what they see of its variables, recursion, defaults, and where they go."""

import functools
import math
import operator

import numpy as np

from .harness import differential
from .values import Integers

SMALL = Integers(0, 8)
SIGNED = Integers(-6, 9)


def scaled(factor):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*arguments):
            return factor * function(*arguments)

        return wrapper

    return decorate


def unchanged(function):
    return function


@scaled(3)
@unchanged
@scaled(2)
def six_times(x):
    return x + 1


def with_functions(x, f=math.fabs, g=lambda t: t * 2):
    return f(x) + g(x)


def twice(function):
    return lambda x: function(function(x))


FUNCTIONS = (abs, lambda x: x * 2, six_times)


@differential("int64(int64)", n=SMALL)
def mutually_recursive(n):
    def even(k):
        return True if k == 0 else odd(k - 1)

    def odd(k):
        return False if k == 0 else even(k - 1)

    return even(n) * 2 + odd(n)


@differential("int64(int64, int64)", n=SMALL, t=SIGNED)
def mutually_recursive_with_values(n, t):
    a = t * 2

    def first(k):
        return a + k if k <= 0 else second(k - 1) * 2

    def second(k):
        return b - k if k <= 0 else third(k - 1) + t

    def third(k):
        return first(k - 2) - second(k - 1)

    b = t - 1
    return first(n) + third(n)


@differential("int64(int64)", n=SMALL)
def recursive(n):
    def factorial(k):
        return 1 if k < 2 else k * factorial(k - 1)

    return factorial(n)


@differential("int64(int64, int64)", n=SMALL, t=SIGNED)
def recursive_in_a_loop(n, t):
    def power(k):
        return 1 if k <= 0 else t * power(k - 1)

    total = 0
    for i in range(n):
        total += power(i)
    return total


@differential("int64(int64)", n=SMALL)
def recursive_with_default(n):
    def product(k, so_far=1):
        return so_far if k < 2 else product(k - 1, so_far * k)

    return product(n)


@differential("int64(int64, int64)", n=SMALL, t=SIGNED)
def recursive_two_deep(n, t):
    def outer(k):
        def inner(j):
            return k * t if j <= 0 else inner(j - 1) + 1

        return inner(k) if k < 3 else outer(k - 1) + inner(1)

    return outer(n)


@differential("int64(int64)", n=SIGNED)
def keyword_only_defaults(n):
    def g(k, *, m=3, p=n + 1):
        return k * m - p

    return g(n) + g(n, m=2) + g(2, p=5) + g(1, p=n, m=n)


@differential("int64(int64)", n=SIGNED)
def defaults_of_the_time(n):
    def g(k, a=n * 2, b=7, c=n):
        return ((k * 10 + a) * 10 + b) * 10 + c

    n = 1
    return g(n) + g(n, 2) + g(n, c=3) + g(4, 3, 2, 1)


@differential("int64(int64)", n=SIGNED)
def defaults_of_each_making(n):
    """One code, made with other constants each time."""

    def make(k):
        def g(j, a=k, *, b=(k, 1)):
            return (j * 10 + a) * 10 + b[0] - b[1]

        return g

    def once_more(k):
        def g(j, *, a=k):
            return j * 10 + a

        return lambda j: g(j)

    first, second = make(1), make(2)
    return first(n) * 1000 + second(n) - make(2)(n, 3) + once_more(4)(n) * 100 - once_more(5)(n)


@differential("int64(int64)", n=SMALL)
def default_of_each_turn(n):
    total = 0
    for i in range(n):
        g = lambda k, i=i: k * i  # noqa: E731
        total += g(n)
    return total


@differential("int64(int64)", n=SMALL)
def made_in_each_turn(n):
    total = 0
    for i in range(n):

        def g(k):
            return k * i + n  # noqa: B023

        total += g(i + 1) + (lambda k: k - i)(n)  # noqa: B023
    return total


@differential("int64(int64)", n=SMALL)
def made_before_the_loop(n):
    i = 100

    def g(k):
        return k * i

    total = g(1)
    for i in range(n):
        total += g(i)
    return total + g(2)


@differential("int64(int64)", n=SIGNED)
def variable_changes(n):
    t = n
    g = lambda k: k * t  # noqa: E731
    first = g(3)
    t = 5
    second = g(3)
    if n > 2:
        t += n
    return first * 10000 + second * 100 + g(1)


@differential("int64(int64)", n=SIGNED)
def variable_comes_later(n):
    def g(k):
        return k + t + h(k)

    def h(k):
        return k * t

    t = 4 - n
    return g(n)


@differential("int64(int64)", n=SIGNED)
def one_uses_the_other(n):
    t = 1

    def inner(k):
        return k * t

    def outer(k):
        return inner(k) + t

    first = outer(n)
    t = n
    return first * 100 + outer(2)


@differential("int64(int64)", n=SIGNED)
def functions_returned(n):
    def make(a):
        def g(k):
            return a * k + n

        return g

    return make(2)(3) - make(n)(1)


@differential("int64(int64)", n=SIGNED)
def three_deep(n):
    def a(x):
        def b(y):
            def c(z):
                return x * y * z + n

            return c(y + 1)

        return b(x + 1)

    return a(n)


@differential("int64(int64)", n=SIGNED)
def passed_on(n):
    def again(f, x):
        return f(f(x))

    return again(lambda x: x * n + 1, 3) + again(lambda x: -x, n)


@differential("int64(int64)", n=SIGNED)
def composed(n):
    def then(f, g):
        return lambda x: f(g(x))

    h = then(lambda x: x + 1, then(lambda x: x * n, lambda x: x - 3))
    return h(5) + twice(h)(n)


@differential("int64(int64)", n=SIGNED)
def in_a_tuple(n):
    functions = (lambda k: k + n, lambda k: k * n)
    plus, times = functions
    return functions[0](2) - functions[1](3) + plus(times(n))


@differential("int64(int64)", n=SIGNED)
def chosen_by_values_of_its_own(n):
    """The same code with other values, chosen at run time."""

    def adder(k):
        return lambda x: x + k

    f = adder(n) if n > 0 else adder(7)
    return f(10)


@differential("float64(int64, float64)", n=SIGNED)
def chosen_with_int_or_float(n, x):
    def scaler(k):
        return lambda t: t * k

    f = scaler(n) if n > 0 else scaler(x)
    return f(2.0)


@differential("float64(float64)")
def table_of_functions(x):
    return FUNCTIONS[0](x) + FUNCTIONS[1](x) - FUNCTIONS[-1](x)


@differential("float64(float64)")
def functions_as_defaults(x):
    return with_functions(x) + with_functions(x, g=np.negative) - with_functions(x, np.fabs)


@differential("float64(float64)")
def decorated_twice(x):
    return six_times(x)


@differential("float64(float64)")
def decorated_inside(x):
    @scaled(x)
    def g(t):
        return t + 1

    return g(2.0) - g(x)


@differential("int64(int64)", n=SIGNED)
def star_arguments(n):
    def total(first, *rest):
        return first * 100 + len(rest) * 10 + n

    return total(n) + total(1, 2) + total(n, n, n)


@differential("int64(int64)", n=SIGNED)
def raises_inside(n):
    def half(k):
        if k % 2:
            raise ValueError("odd")
        return k // 2

    return half(n) + half(n + 2)


@differential("int64(int64)", n=SMALL)
def may_be_unbound(n):
    if n > 2:
        t = n
    g = lambda k: k + t  # noqa: E731
    return g(n) if n > 2 else -1


@differential("int64(int64)", n=SIGNED)
def annotated(n):
    def g(k: int, m: "int" = 2) -> int:
        return k * m

    return g(n) + g(m=n, k=3)


@differential("int64(int64)", n=SIGNED)
def operators_passed(n):
    def fold(f, a, b, c):
        return f(f(a, b), c)

    return (
        fold(operator.add, n, 2, 3) - fold(operator.mul, n, n, 2) + fold(max, n, 2, 1) + fold(lambda a, b: b, n, 0, n)
    )


@differential("int64(int64)", n=SIGNED)
def deleted(n):
    def g(k):
        return k + n

    value = g(1)
    del g
    return value


@differential("int64(int64)", n=SIGNED)
def rebound(n):
    def g(k):
        return k + n

    first = g(1)

    def g(k):
        return k * n

    return first * 100 + g(3)


@differential("int64(int64)", n=SIGNED)
def parameter_is_captured(n):
    def g(k):
        n2 = n + k
        return (lambda j: j + n2 + k)(n)

    n = n + 1
    return g(5)


@differential("int64(int64)", n=SIGNED)
def partial_made_inside(n):
    def g(a, b, c=4):
        return a * 100 + b * 10 + c

    h = functools.partial(g, n)
    return h(2) + h(3, 5) + functools.partial(h, 1)() + functools.partial(max, n, 3)(2)


@differential("float64(float64)")
def wrapped_inside(x):
    def traced(function):
        @functools.wraps(function)
        def wrapper(t):
            return function(t) + x

        return functools.update_wrapper(wrapper, function)

    @traced
    def double(t):
        return t * 2

    return double(3.0)


signed_two = functools.partial(math.copysign, 2.0)
at_least_three = functools.partial(max, 3.0)
five_more = functools.partial(operator.add, 5)
largest_or_nine = functools.partial(max, default=9.0)
rows_from_four = functools.partial(enumerate, start=4)


@differential("float64(float64)", ulp=1)
def partials_of_builtins(x):
    return signed_two(x) + at_least_three(x) + five_more(x)


def applied(function, x):
    return function(x)


@differential("float64(float64)")
def partials_passed_on(x):
    return applied(at_least_three, x) - applied(five_more, x)


@differential("float64(float64)")
def partials_with_keywords(x):
    total = largest_or_nine(y for y in (1.5, 2.5) if y > x) + largest_or_nine((y for y in (1.5,) if y > x), default=4.0)
    for i, y in rows_from_four((x, 2.0)):
        total += i * y
    return total


@differential("float64(float64)")
def key_and_default(x):
    return max((y for y in (1.5, -2.5, 0.5)), key=lambda y: abs(y - x), default=7.0)


@differential("int64(int64, int64)", n=SIGNED, c=SIGNED)
def called_with_a_condition(n, c):
    s = 0
    for i in range(n):
        g = lambda a: 10 * a + i
        s += g(1 if c else 2) + g(c or 7) + g(0 < c < 3)
    return s


@differential("int64(int64, int64)", n=SIGNED, c=SIGNED)
def called_with_a_loop(n, c):
    s = 0
    for i in range(n):

        def g(a, b=0):
            return a * i - b

        s += g(sum(k * i for k in range(c)), b=c if c > 1 else i)
    return s


@differential("int64(int64, int64)", n=SIGNED, c=SIGNED)
def called_before_its_variable_changes(n, c):
    i = s = 0
    while i < n:
        g = lambda a: a + i
        s += g(c and 5)
        i += 1 if g(0) < 4 else 2
    return s


@differential("int64(int64, int64)", n=SIGNED, c=SIGNED)
def held_in_the_loop_only(n, c):
    s = 0
    for i in range(n):
        pair = (lambda a: a + i, lambda a: a * i)
        twice = lambda f, a: f(f(a))
        s += twice(pair[0], c or 3) + pair[1](1 if c > 2 else i)
        for g in (pair[0], pair[0]):
            s += g(c)
    return s


@differential("int64(int64)", n=SIGNED)
def chosen_then_called(n):
    g = lambda a: a + n
    if n > 2:
        h = g
    else:
        h = g
        n = 0 if n < 0 else n
    return g(3 if n else 4)
