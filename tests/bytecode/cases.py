"""Functions whose bytecode is recorded under every supported Python (record.py), to be decoded, built and compared.

The HIR of a case must be the same whichever version compiled it. So the cases are where the versions differ: while
tests that 3.11 to 3.13 duplicate at the loop's end, exits and returns that some copy, superinstructions, calls,
iterators of one slot or two, jumps on values or on bools, constants in tables or in instructions. Each has a signature
to compile it for.

This file can be recorded with nothing but the standard library; NumPy is but a name then. After a change: record.py,
under every version."""

# The odd code is what the cases are about.
# ruff: noqa: B007, F821, RET503, RET505, RUF021, SIM102

import math

try:
    import numpy as np
    from numpy import sqrt as root

    from upcall import carray
except ImportError:  # while recording: only the names count
    np = root = carray = None

CASES = []


def case(signature):
    """Collect a function with the signature to compile it for, as text."""

    def collect(function):
        CASES.append((function, signature))
        return function

    return collect


# ---- arithmetic and values


@case("float64(float64, float64)")
def add(x, y):
    return x + y


@case("float64(float64, float64)")
def every_float_operator(x, y):
    return +x - -y * x / y + x // y - x % y + x**y


@case("int64(int64, int64)")
def every_int_operator(a, b):
    return (a & b) | (a ^ ~b) + (a << 3) - (b >> 2) * a // 7 % 1000


@case("float64(float64)")
def augmented_locals(x):
    x += 1.0
    x -= 2.5
    x *= x
    x /= 3.0
    x **= 2
    x //= 0.5
    x %= 17.0
    return x


@case("int64(int64)")
def augmented_bits(a):
    a &= 0xFFFF
    a |= 3
    a ^= 5
    a <<= 2
    a >>= 1
    return a


@case("float64(float64)")
def many_locals(a):
    b = a + 1
    c = b + 2
    d = c + 3
    e = d + 4
    f = e + 5
    g = f + 6
    h = g + 7
    i = h + 8
    j = i + 9
    k = j + 10
    m = k + 11
    n = m + 12
    o = n + 13
    p = o + 14
    q = p + 15
    r = q + 16
    s = r + 17
    return a * b + c * d + e * f + g * h + i * j + k * m + n * o + p * q + r * s


@case("float64(float64)")
def constants(x):
    return x * 1e-300 + 255 - 256 + 100000 - -1 + 9223372036854775807 * 0.0


@case("boolean(float64, float64)")
def comparison_as_value(x, y):
    return x < y


@case("boolean(float64)")
def negation_as_value(x):
    return not x


@case("float64(float64, float64)")
def bool_in_arithmetic(x, y):
    return (x < y) + (x == y) * 2 - (not x)


@case("int64(int64, int64)")
def swap_names(a, b):
    a, b = b, a
    return a - 2 * b


@case("int64(int64, int64, int64)")
def rotate_names(a, b, c):
    a, b, c = c, a, b
    return a + 10 * b + 100 * c


@case("int64(int64)")
def unpack_a_tuple(a):
    pair = (a, a + 1)
    first, second = pair
    (x, y), z = pair, first
    return first * second + x - y * z


@case("int64(int64)")
def chained_assignment(a):
    b = c = a + 1
    return b * c


@case("int64(int64)")
def assignment_expression(a):
    return (b := a + 1) * b


# ---- if and conditions


@case("float64(float64)")
def if_elif_else(x):
    if x < -1.0:
        y = -1.0
    elif x > 1.0:
        y = 1.0
    else:
        y = x
    return y


@case("float64(float64)")
def returns_in_branches(x):
    if x < 0:
        return -x
    elif x == 0:
        return 1.0
    return x


@case("float64(float64, float64, float64)")
def chained_comparison(low, x, high):
    if low <= x < high:
        return 1.0
    return 0.0


@case("boolean(float64, float64, float64)")
def chained_comparison_as_value(low, x, high):
    return low <= x < high != 0.0


@case("float64(float64, float64)")
def conditional_expression(x, y):
    return x if x > y else y


@case("float64(float64, float64)")
def nested_conditional_expression(x, y):
    return (1.0 if x else 2.0) if x > y else (3.0 if y else 4.0) + (x if x else y)


@case("float64(float64, float64)")
def and_or_as_values(x, y):
    return (x and y) + (x or y) * 10.0


@case("float64(float64, float64, float64)")
def mixed_boolean_value(x, y, z):
    return x and (y or z) or y and not z


@case("float64(float64, float64)")
def condition_and_or(x, y):
    if (x > 0 and y > 0) or (x < 0 and not y < 0):
        return x * y
    return x - y


@case("float64(float64)")
def number_as_condition(x):
    if x:
        return 1.0
    if not x - 1.0:
        return 2.0
    return 3.0


@case("float64(float64)")
def is_none(x):
    nothing = None
    if nothing is None:
        x += 1.0
    if nothing is not None:
        x += 2.0
    return x if x is not None else 0.0


@case("float64(float64)")
def dead_branches(x):
    if False:
        x = undefined_name(x)
    if __debug__:
        x += 1.0
    while 0:
        x += 2.0
    return x if True else 0.0


@case("float64(float64)")
def dead_after_return(x):
    return x
    x += 1.0


@case("float64(float64)")
def dead_global_branch(x):
    if SWITCH_OFF:
        x += 1.0
    if not SWITCH_ON:
        x += 2.0
    if NOTHING is None:
        x += 4.0
    return x


@case("int64(int64)")
def empty_branches(a):
    if a > 1:
        pass
    else:
        pass
    if a > 2:
        pass
    return a


@case("int64(int64)")
def assert_statement(a):
    assert a == a
    return a


# ---- while


@case("int64(int64)")
def while_counting(n):
    total = 0
    while n > 0:
        total += n
        n -= 1
    return total


@case("int64(int64, int64)")
def while_and(a, b):
    while a > 0 and b > 0:
        a -= 1
        b -= 2
    return a + b


@case("int64(int64, int64)")
def while_or_not(a, b):
    while a > 0 or not b <= 0:
        a -= 1
        b -= 1
    return a * b


@case("int64(int64, int64, int64)")
def while_and_or_mixed(a, b, c):
    while (a or b) and (b or c > 3):
        a -= 1 if a else 0
        b -= 1 if b else 0
        c += 1
    return c


@case("int64(int64)")
def while_chained_comparison(n):
    i = 0
    while 0 <= i < n <= 1000:
        i += 3
    return i


@case("int64(int64)")
def while_else(n):
    i = 2
    while i * i <= n:
        if n % i == 0:
            break
        i += 1
    else:
        return n
    return i


@case("int64(int64)")
def while_true(n):
    steps = 0
    while True:
        if n == 1:
            return steps
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1


@case("int64(int64)")
def while_one_break_continue(n):
    total = 0
    while 1:
        n -= 1
        if n % 3 == 0:
            continue
        if n < 0:
            break
        total += n
    return total


@case("int64(int64)")
def while_number(n):
    total = 0
    while n:
        n -= 1
        total += n
    return total


@case("float64(float64)")
def while_test_calls(x):
    while np.fabs(x) > 1.0:
        x = x * 0.5
    return x


@case("int64(int64)")
def while_in_while(n):
    count = 0
    i = 0
    while i < n:
        j = i
        while j < n:
            j += 2
            count += 1
        i += 1
    return count


@case("int64(int64)")
def while_body_ends_in_if(n):
    total = 0
    while n > 0:
        n -= 1
        if n % 2:
            total += n
        else:
            total -= 1
    return total


# ---- for


@case("int64(int64)")
def for_range_1(n):
    total = 0
    for i in range(n):
        total += i
    return total


@case("int64(int64, int64)")
def for_range_2(start, stop):
    total = 0
    for i in range(start, stop):
        total += i * i
    return total


@case("int64(int64, int64, int64)")
def for_range_3(start, stop, step):
    total = 0
    for i in range(start, stop, step):
        total += i
    return total


@case("int64(int64)")
def for_range_backward(n):
    total = 0
    for i in range(n - 1, -1, -1):
        total = total * 3 + i
    return total


@case("int64(int64)")
def for_nested(n):
    total = 0
    for i in range(n):
        for j in range(i):
            total += i * j
    return total


@case("int64(int64)")
def for_break_continue(n):
    total = 0
    for i in range(n):
        if i % 7 == 3:
            continue
        if i > 50:
            break
        total += i
    return total


@case("int64(int64)")
def for_else(n):
    for i in range(2, n):
        if n % i == 0:
            break
    else:
        i = 0
    return i


@case("int64(int64)")
def for_return(n):
    for i in range(n):
        if i * i > n:
            return i
    return -1


@case("int64(int64)")
def for_return_nested(n):
    for i in range(n):
        for j in range(n):
            if i * j > n:
                return i - j
            if j > i:
                break
    return -1


@case("int64(int64)")
def for_break_outer(n):
    found = 0
    for i in range(n):
        for j in range(i, n):
            if i * j == 42:
                found = i
                break
        else:
            continue
        break
    return found


@case("int64(int64)")
def for_in_while(n):
    total = 0
    while n > 0:
        for i in range(n):
            if i == 5:
                break
            total += 1
        n -= 2
    return total


@case("int64(int64)")
def while_in_for(n):
    total = 0
    for i in range(n):
        while i > 0 and total < 1000:
            i -= 3
            total += 1
    return total


@case("int64(int64)")
def for_body_ends_in_if(n):
    total = 0
    for i in range(n):
        if i & 1:
            if i & 2:
                total += i
    return total


@case("int64(int64)")
def for_bare_continue(n):
    total = 0
    for i in range(n):
        if i > 3 and (i < 10 or i > 20):
            total += 1
            continue
        total += 2
    return total


@case("int64(int64)")
def for_empty(n):
    i = -1
    for i in range(n):
        pass
    return i


@case("int64(int64)")
def for_variable_unbound_without_a_turn(n):
    for i in range(n):
        pass
    return i


@case("int64(int64)")
def for_condition_in_call(n):
    total = 0
    for i in range(n if n < 100 else 100):
        total += i if i > 3 else 1
    return total


# ---- pointers, carray


@case("float64(float64*, intc)")
def pointer_sum(p, n):
    s = 0.0
    for i in range(n):
        s += p[i]
    return s


@case("void(float64*, intc)")
def pointer_update(p, n):
    for i in range(n):
        p[i] = p[i] * 2.0
        p[i] += 1.0
        p[i] **= 2


@case("float64(float64, float64*, intc)")
def horner(x, coefficients, n):
    y = 0.0
    while n > 0:
        n -= 1
        y = y * x + coefficients[n]
    return y


@case("void(float64*, float64*, intc, intc)")
def carray_2d(in_, out, m, n):
    in_array = carray(in_, (m, n))
    out_array = carray(out, (m, n))
    for i in range(m):
        for j in range(n):
            out_array[i, j] = 2 * in_array[i, j]


@case("void(float64*, intc)")
def carray_augmented(p, n):
    a = carray(p, (n,))
    for i in range(1, n):
        a[i] += a[i - 1]
        a[i] *= 0.5


@case("float64(float64*, intc)")
def carray_last(p, n):
    a = carray(p, (n,))
    a[0], a[-1] = a[-1], a[0]
    return a[-1] - a[0]


@case("void(float64*, intc)")
def bubble_sort(p, n):
    done = False
    while not done:
        done = True
        for i in range(n - 1):
            if p[i] > p[i + 1]:
                p[i], p[i + 1] = p[i + 1], p[i]
                done = False


# ---- globals, attributes, calls, closures

SCALE = 2.5
COUNT = 3
SWITCH_ON = True
SWITCH_OFF = False
NOTHING = None


@case("float64(float64)")
def module_attributes(x):
    return np.exp(-x) * math.pi + np.sin(x) / np.e


@case("float64(float64)")
def globals_and_imported_names(x):
    return root(x * SCALE) + COUNT


@case("float64(float64)")
def global_function(x):
    return add(x, if_elif_else(x)) + conditional_expression(x, 1.0)


@case("float64(float64)")
def keyword_arguments(x):
    return conditional_expression(x, y=SCALE) + chained_comparison(high=1.0, x=x, low=0.0)


@case("float64(float64)")
def call_in_arguments(x):
    return add(add(x, 1.0), add(np.cos(x), add(x, x)))


@case("int64(int64)")
def call_of_local(n):
    f = while_counting
    return f(n) if n else f(1)


def scaled(factor, offset):
    """A closure over two floats."""

    def apply(x):
        return factor * x + offset

    return apply


case("float64(float64)")(scaled(1.5, -0.25))


def powers(limit):
    """A closure over an int that a loop runs to, and over a function."""

    def step(y):
        return y * 0.5

    def sum_of_powers(x):
        total = 0.0
        for i in range(limit):
            total += step(x) ** i
        return total

    return sum_of_powers


case("float64(float64)")(powers(4))


# ---- ends


@case("void(float64*)")
def implicit_return(p):
    p[0] = 1.0


@case("void(float64*)")
def early_return_none(p):
    if p[0] < 0.0:
        return
    p[0] = -p[0]


@case("void(intc)")
def nothing(n):
    pass


@case("float64(float64)")
def many_returns(x):
    if x > 10:
        return 1.0
    if x > 9:
        return 1.0
    if x > 8:
        return x
    while x > 0:
        x -= 1.0
        if x == 0.5:
            return x
    return x


@case("int64(int64)")
def return_from_while_and_for(n):
    while n > 0:
        for i in range(n):
            if i > 10:
                return i
        n -= 1
    return 0


integrand = case("float64(float64)")(lambda t: np.exp(-t) / t**2)


@case("float64(float64)")
def jump_over_many_units(x):
    while x > 0.0:
        if x < 100.0:
            x = x * x - x / 3.0 + x * 0.25 - np.sin(x) * np.cos(x) + np.exp(x) - np.sqrt(x) + np.fabs(x)
            x = x * x - x / 3.0 + x * 0.25 - np.sin(x) * np.cos(x) + np.exp(x) - np.sqrt(x) + np.fabs(x)
            x = x * x - x / 3.0 + x * 0.25 - np.sin(x) * np.cos(x) + np.exp(x) - np.sqrt(x) + np.fabs(x)
            x = x * x - x / 3.0 + x * 0.25 - np.sin(x) * np.cos(x) + np.exp(x) - np.sqrt(x) + np.fabs(x)
        x -= 1.0
    return x
