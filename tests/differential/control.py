"""if, while, for over range, break, continue, else of loops, early returns, and locals on several paths."""

import numpy as np

from .harness import differential
from .values import Integers, Memory

SMALL = Integers(-3, 12)
DEBUG = False
SCALE = 0.25


@differential("float64(float64)")
def absolute(x):
    if x < 0:
        x = -x
    return x


@differential("int64(float64, float64)")
def quadrant(x, y):
    if x >= 0:
        if y >= 0:
            return 1
        return 4
    elif y >= 0:
        return 2
    else:
        return 3


@differential("int64(int64, int64)")
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


@differential("int64(intc)", n=SMALL)
def count_up(n):
    total = 0
    for i in range(n):
        total += i
    return total


@differential("int64(intc, intc)", a=SMALL, b=SMALL)
def from_to(a, b):
    total = 0
    for i in range(a, b):
        total = total * 3 + i
    return total


@differential("int64(intc, intc, intc)", a=Integers(-4, 4), b=Integers(-4, 4), step=Integers(-3, 3))
def steps(a, b, step):
    total = 1
    for i in range(a, b, step):
        total = total * 5 + i
    return total


@differential("int64(intc)", n=SMALL)
def downwards(n):
    total = 0
    for i in range(n, -3, -2):
        total = total * 7 + i
    return total


@differential("int64(int64, int64)", first=Integers(0, 3), last=Integers(0, 3))
def range_at_the_end(first, last):
    total = 0
    for i in range(9223372036854775804 + first, 9223372036854775804 + last, 2):
        total ^= i
    return total


@differential("int64(int64)", first=Integers(0, 3))
def range_at_the_start(first):
    total = 0
    for i in range(first - 9223372036854775807, -9223372036854775807 - 1, -2):
        total ^= i
    return total


@differential("int64(int64)", step=Integers(-1, 3))
def long_steps(step):
    total = 0
    for i in range(0, 9223372036854775807, 3074457345618258602 + step):
        total += i
    return total


@differential("int64(intc)", n=SMALL)
def variable_after_loop(n):
    i = -1
    for i in range(n):
        pass
    return i


@differential("int64(intc)", n=SMALL)
def variable_changed_in_loop(n):
    total = 0
    for i in range(n):
        i = i * 2
        total += i
    return total


@differential("int64(intc)", n=SMALL)
def limit_changed_in_loop(n):
    total = 0
    for i in range(n):
        n = 2
        total += i * n
    return total


@differential("int64(intc, intc)", m=Integers(0, 5), n=Integers(0, 5))
def nested(m, n):
    total = 0
    for i in range(m):
        for j in range(i, n):
            total += i * 10 + j
    return total


@differential("int64(intc, intc)", n=SMALL, stop=SMALL)
def broken_off(n, stop):
    total = 0
    for i in range(n):
        if i == stop:
            break
        total += i
    else:
        total += 1000
    return total


@differential("int64(intc)", n=SMALL)
def continued(n):
    total = 0
    for i in range(n):
        if i % 3 == 0:
            continue
        total += i
    return total


@differential("int64(intc)", n=SMALL)
def return_from_loop(n):
    for i in range(n):
        if i * i > 20:
            return i
    return -1


@differential("int64(intc)", n=SMALL)
def while_with_else(n):
    total = 0
    while n > 0:
        n -= 1
        total += n
        if total > 20:
            break
    else:
        total = -total
    return total


@differential("int64(intc)", n=SMALL)
def while_true(n):
    i = 0
    while True:
        if i >= n:
            return i * 2
        i += 3


@differential("int64(intc)", n=SMALL)
def while_and(n):
    i = 0
    while i < n and i * i < 30:
        i += 1
    return i


@differential("int64(intc)", n=SMALL)
def while_or(n):
    i = n
    while i > 5 or i % 2:
        i -= 1
        if i < -10:
            break
    return i


@differential("int64(intc, intc)", m=SMALL, n=SMALL)
def break_two_loops(m, n):
    found = -1
    for i in range(m):
        for j in range(n):
            if i * j == 12:
                found = i * 100 + j
                break
        if found >= 0:
            break
    return found


@differential("int64(intc)", n=Integers(1, 40))
def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


@differential("float64(intc)", n=Integers(0, 30))
def harmonic(n):
    total = 0.0
    for k in range(1, n + 1):
        total += 1.0 / k
    return total


@differential("float64(float64, intc)", n=Integers(0, 20))
def newton(x, n):
    y = x
    for _ in range(n):
        y = 0.5 * (y + x / y)
    return y


@differential("float64(intc)", n=Integers(0, 12))
def joined_types(n):
    total = 0
    for i in range(n):
        total = total + i / 2
    return total


def accumulate_in_double(p, n):
    total = np.float64(0.0)
    for i in range(n):
        total += p[i]
    return total


@differential("float64(float32*, intc)", p=Memory("float32", 8), n=Integers(0, 8), reference=accumulate_in_double)
def float32_adds_up_in_double(p, n):
    total = 0.0
    for i in range(n):
        total += p[i]
    return total


@differential("float64(float64)")
def branch_on_constant(x):
    if DEBUG:
        return no_such_name(x)  # noqa: F821
    return x + SCALE


@differential("float64(boolean, float64)")
def int_or_float(choose, x):
    y = 1 if choose else x
    return y / 2


@differential("int64(intc)", n=SMALL)
def swap_in_loop(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


@differential("int64(intc, intc, intc)", a=SMALL, b=SMALL, c=SMALL)
def rotate(a, b, c):
    a, b, c = c, a, b
    return a * 10000 + b * 100 + c


@differential("int64(int64)")
def named_expression(a):
    if (b := a * 3) > 10:
        return b
    return -b


@differential("int64(intc)", n=SMALL)
def fall_through_condition(n):
    x = 0
    if n > 2 and (n < 5 or n == 7) and not n == 4:
        x = 1
    elif n < 0:
        x = 2
    return x


@differential("float64(float64)")
def nothing_after_loop(x):
    while x < 0:
        return -1.0
    return x


@differential("int64(int64)", n=SMALL)
def rotation_in_a_loop(n):
    """From 3.13 on one opcode stores both, before the loop as in it."""
    digits = 0
    first, second = n - 1, 0
    while first >= 0 and digits < 100000:
        digits = digits * 10 + first * 3 + second
        first, second = second, first + 1
    return digits


@differential("int64(intc, intc)", x=Integers(-3, 9), n=Integers(0, 5))
def decided_in_loops(x, n):
    """Constants of a variable that is assigned in one place: what stands in the dead branches has no types."""
    strict = True
    mode = "sum"
    nothing = None
    for i in range(n):
        if not strict:
            x += mode
        while x < n if strict else nothing < mode:
            x += 1 if nothing is None else nothing
            if mode != "sum":
                x = nothing.strict
    return x


@differential("int64(intc)", n=Integers(0, 9))
def decided_by_an_argument(n):
    def count(k, strict, step=None):
        total = 0
        for i in range(k):
            try:
                if i == 4:
                    raise ValueError
                total += i if strict else "i"
                if step is not None:
                    total += step.size
            except ValueError:
                total += 100 if strict else step
        return total

    return count(n, True) * 10 + count(n, strict=1)


@differential("int64(intc)", n=Integers(0, 9))
def decided_where_it_may_be_missing(n):
    """The assignment is in a try, or in a branch: then the variable may have no value, or it is looked at before."""
    total = 0
    for i in range(n):
        try:
            total += 10 // (i - 2)
            flag = True
        except ZeroDivisionError:
            if flag:
                total += 1000
    for k in range(n):
        if k > 1:
            total += 1 if late else 7
        late = True
    return total


@differential("int64(intc)", n=Integers(0, 9))
def decided_in_the_first_turn(n):
    total = 0
    for i in range(n):
        try:
            total += 10 // i
            flag = True
        except ZeroDivisionError:
            if flag:
                total += 1000
    return total
