"""Generator expressions inside sum, any, all, min and max, and as what a loop goes over."""

import math

import numpy as np

from .harness import differential
from .values import Integers, Memory

SMALL = Integers(0, 6)
SIGNED = Integers(-4, 9)
POINTS = np.array([1.5, -2.0, 3.25, 4.0, -7.5, 0.0])  # sums of them are exact
NONE_AT_ALL = np.zeros(0)
WEIGHTS = (3, 1, 4, 1, 5)
GRID = np.arange(12.0).reshape(3, 4)


def square(x):
    return x * x


@differential("int64(int64)", n=SMALL)
def sum_of_squares(n):
    return sum(i * i for i in range(n))


@differential("int64(int64*, int64*, intc)", a=Memory("int64", 6), b=Memory("int64", 6), n=SMALL)
def dot_of_positive(a, b, n):
    return sum(a[i] * b[i] for i in range(n) if a[i] > 0)


@differential("float64(int64)", t=SIGNED)
def sum_of_floats(t):
    return sum(x * t for x in POINTS)


@differential("float64(int64)", t=SIGNED)
def sum_of_nothing(t):
    return sum(x for x in POINTS if x > 100 + t * t)


@differential("float64(int64)", t=SIGNED)
def sum_with_start(t):
    return sum((x for x in POINTS), t) + sum((x for x in POINTS), start=0.5)


@differential("int64(float64)")
def how_many(t):
    return sum(1 for x in POINTS if -t < x < t)


@differential("int64(float64)")
def sum_of_bools(t):
    return sum(x > t for x in POINTS)


@differential("boolean(float64)")
def any_above(t):
    return any(x > t for x in POINTS)


@differential("boolean(float64)")
def all_above(t):
    return all(x > t for x in POINTS)


@differential("boolean(float64)")
def any_and_all_of_nothing(t):
    return any(x > t for x in NONE_AT_ALL) or all(x > t for x in NONE_AT_ALL)


@differential("int64(float64*, intc)", a=Memory("float64", 6), n=SMALL)
def any_of_numbers(a, n):
    return any(a[i] for i in range(n)) * 2 + all(a[i] for i in range(n))


@differential("int64(int64*, intc)", log=Memory("int64", 6), n=SMALL)
def any_stops_early(log, n):
    """What stands behind the first true value isn't computed."""
    return any(100 // (i - 3) < -40 for i in range(n)) + log[0]


@differential("int64(int64)", n=SMALL)
def all_stops_early(n):
    return all(6 // (2 - i) > 3 for i in range(n))


@differential("int64(int64)", n=SMALL)
def raises_in_the_middle(n):
    return sum(6 // (2 - i) for i in range(n))


@differential("float64(float64)")
def smallest_and_largest(t):
    return min(x * t for x in POINTS) + max(x - 1 for x in POINTS)


@differential("float64(float64)")
def smallest_of_some(t):
    return min(x for x in POINTS if x > t)


@differential("float64(float64)")
def largest_of_some(t):
    return max(x for x in POINTS if x < t)


@differential("int64(int64, int64)", n=SMALL, m=SMALL)
def two_loops(n, m):
    return sum(10 * i + j for i in range(n) for j in range(m) if i != j)


@differential("int64(int64)", n=SMALL)
def loops_that_depend(n):
    return sum(i * j * k for i in range(n) if i % 2 for j in range(i) for k in range(j, n) if k != 2 if k != 4)


@differential("int64(int64)", n=SMALL)
def one_inside_the_other(n):
    return sum(i for i in range(2, 3 * n) if not any(i % k == 0 for k in range(2, i)))


@differential("int64(int64)", t=SIGNED)
def one_over_the_other(t):
    return sum(x * x for x in (w + t for w in WEIGHTS) if x > 0)


@differential("float64(float64)")
def over_tuple(t):
    return max(abs(w - t) for w in WEIGHTS)


@differential("int64(int64)", t=SIGNED)
def over_pairs(t):
    return sum(i * w for i, w in enumerate(WEIGHTS, t)) + sum(v * w for v, w in zip(WEIGHTS, range(t, t + 9)))


@differential("float64(int64)", t=SIGNED)
def over_rows(t):
    return sum(sum(x for x in row) * t for row in GRID)


@differential("int64(int64)", t=SIGNED)
def over_reversed(t):
    return sum(w * 10**i for i, w in enumerate(reversed(WEIGHTS)) if w != t)


@differential("int64(int64, int64)", n=SMALL, t=SIGNED)
def variable_changes_in_loop(n, t):
    """Each turn's expression sees the variable as it is then."""
    total = 0
    for k in range(n):
        total += sum(i * t for i in range(k))
        t = t + total
    return total


@differential("int64(int64, int64)", n=SMALL, t=SIGNED)
def variable_changes_in_the_loop_over_it(n, t):
    """The expression sees what the loop's body does to the variable."""
    total = 0
    for x in (i * t for i in range(n)):
        total += x
        t += 1
    return total


@differential("float64(float64)")
def loop_over(t):
    total = 0
    for y in (x * 2 for x in POINTS if x != 4.0):
        if y > t:
            continue
        if y == -15:
            break
        total += 1
    else:
        total += 100
    return total


@differential("int64(int64)", n=SMALL)
def loop_returns(n):
    for x in (i * i for i in range(n) if i > 1):
        return x
    return -1


@differential("int64(int64)", n=SMALL)
def loop_over_loop(n):
    total = 0
    for x in (i + 1 for i in range(n)):
        for y in (j * x for j in range(x)):
            total += x * y
            if total > 20:
                break
    return total


@differential("float64(float64)")
def named_in_condition(t):
    found = 0.0
    if any((found := x) > t for x in POINTS):
        return found
    return -found


@differential("int64(int64)", n=SMALL)
def named_in_element(n):
    last = -1
    total = sum((last := i * i) + last for i in range(n))
    return total * 100 + last


@differential("float64(float64)")
def conditional_element(t):
    return max(x if x > t else -x for x in POINTS)


@differential("int64(int64)", t=SIGNED)
def or_in_condition(t):
    return sum(1 for w in WEIGHTS if w > t and w % 2 or w == 4)


@differential("int64(int64)", n=SMALL)
def calls_inside(n):
    return sum(square(i) + (lambda k: k + n)(1) for i in range(n))


@differential("int64(int64, int64)", n=SMALL, t=SIGNED)
def in_an_inner_function(n, t):
    def weighted(k):
        return sum(i * k + t for i in range(n))

    return weighted(2) - weighted(t)


@differential("float64(int64)", t=SIGNED)
def product(t):
    return math.prod(w + t for w in WEIGHTS)


@differential("int64(int64)", n=SMALL)
def in_conditions(n):
    if any(i * i == 16 for i in range(n)) and not all(i < 5 for i in range(n)):
        return 1
    odd = any(i % 2 for i in range(n))
    return 2 if odd else 3


@differential("int64(int64)", n=SMALL)
def in_a_while(n):
    k = 0
    while any(i > k for i in range(n)):
        k += 1
    return k


@differential("int64(int64)", n=SMALL)
def variable_keeps_its_value(n):
    """The expression's own variables are no others of that name."""
    i = 77
    return sum(i for i in range(n)) + i


@differential("int64(int64)", n=SMALL)
def unbound_inside(n):
    for k in range(n):
        pass
    return sum(i + k for i in range(3))


def halves(a, b):
    return a // b


@differential("int64(int64, int64)", n=SMALL, t=SIGNED)
def arguments_of_calls(n, t):
    """The call waits on the stack while the loops run."""
    first = halves(sum(i for i in range(n)), t) + abs(sum(i * t for i in range(n)))
    return first + halves(n, max(i * t for i in range(n))) + max(t, sum(1 for w in WEIGHTS if w > t))


@differential("float64(int64, int64)", n=SMALL, t=SIGNED)
def arguments_beside_others(n, t):
    total = 0.0
    for k in reversed(range(n)):
        apply = lambda f, x, y=2: f(x, y)  # noqa: E731
        try:
            total += apply(max, sum(i * k for i in range(t)), y=min(i - t for i in range(k))) / max(n, k)
        except ValueError:
            total += float(any(halves(t, i) == k for i in range(k)))
    return total


@differential("int64(int64, int64)", n=SMALL, t=SIGNED)
def default_that_is_computed(n, t):
    first = max((i * t for i in range(n)), default=t * 2)
    second = halves(min((i - t for i in range(n)), default=t), 2)
    return first + second + max((i for i in range(n) if i > t), key=lambda i: -i, default=halves(n, 2))
