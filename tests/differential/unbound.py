"""Locals that may have no value where they are read, and `del`."""

from .harness import differential
from .values import Integers

SMALL = Integers(-2, 9)


@differential("float64(float64)")
def in_one_branch(x):
    if x > 0:
        y = x
    return y * 2


@differential("int64(intc)", n=SMALL)
def loop_variable_afterwards(n):
    for i in range(n):
        pass
    return i


@differential("int64(intc, intc)", n=SMALL, k=SMALL)
def found_in_a_loop(n, k):
    for i in range(n):
        if i == k:
            found = i * 10
            break
    return found


@differential("int64(intc)", n=SMALL)
def deleted_in_a_loop(n):
    total = 0
    for i in range(n):
        if i == 5:
            del total
        total += i
    return total


@differential("int64(intc)", n=SMALL)
def deleted_twice(n):
    k = n
    if n > 3:
        del k
    if n > 5:
        k = 1
    del k
    k = n
    return k


@differential("int64(intc)", n=SMALL)
def first_turn_sets_it(n):
    total = 0
    for i in range(n):
        if i == 0:
            step = 3
        total += step
    return total


@differential("int64(intc)", n=SMALL)
def second_turn_reads_it(n):
    total = 0
    for i in range(n):
        if i > 0:
            total += last
        last = i
    return total


@differential("int64(intc, intc)", n=SMALL, k=SMALL)
def one_after_the_other(n, k):
    if n > 2:
        a = n
    if k > 2:
        b = k
    if n > 2 and k > 2:
        return a + b
    if n > 2:
        return a
    return b


@differential("float64(float64, intc)", n=SMALL)
def int_or_float(x, n):
    if n > 2:
        y = n
    elif n > 0:
        y = x
    return y


@differential("int64(intc)", n=SMALL)
def of_the_while(n):
    while n > 0:
        n -= 2
        last = n
    else:
        n = 100
    return n + last


@differential("float64(float64)")
def read_by_an_inner_function(x):
    def inner():
        return y * 2

    if x > 0:
        y = x
    return inner()


@differential("float64(float64)")
def of_an_inner_function_caught(x):
    """NameError: the variable is free there."""

    def inner():
        return y * 2

    try:
        if x > 0:
            y = x
        return inner()
    except UnboundLocalError:
        return -1.0
    except NameError:
        return -2.0


@differential("float64(float64)")
def own_cell_caught(x):
    """UnboundLocalError: here the variable is the function's own, though an inner one reads it, too."""

    def inner():
        return y * 2

    try:
        if x > 0:
            y = x
        return y + inner()
    except UnboundLocalError:
        return -1.0
