"""More than 30 arguments or elements, and more than 15 keywords: the bytecode gathers them in lists and dictionaries."""

from .harness import differential
from .values import Integers

SMALL = Integers(-7, 7)


def weighted(*items):
    total = 0
    for i, item in enumerate(items):
        total += i * item
    return total


def eighteen(a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s=18, *, t=19):
    return weighted(a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t)


def few(a, b=2, c=3, *, d=4):
    return weighted(a, b, c, d)


def few_of(items, last):
    return few(*items, d=last)


@differential("int64(int64, int64)", x=SMALL, y=SMALL)
def many_arguments(x, y):
    # fmt: off
    return weighted(
        x, y, 1, 2, 3, x + y, x - y, x * y, 4, 5, y, x, 6, 7, 8, 9, x, 10, y, x, 11, 12, y, x, 13, 14, x, 15, 16, y, 17, 18,
        x, y, 19, x + 1, y + 1, 20, 21, 22, x + 2, y + 2, 23, x, y, 24, x, y, 25, x, y, 26, x, y, 27, x, y, 28, x, y, 29, x, y,
        30, x, y, x if x > y else y, y and x,
    )
    # fmt: on


@differential("int64(int64, int64)", x=SMALL, y=SMALL)
def many_elements(x, y):
    # fmt: off
    elements = (
        x, y, 1, 2, 3, x + y, x - y, x * y, 4, 5, y, x, 6, 7, 8, 9, x, 10, y, x, 11, 12, y, x, 13, 14, x, 15, 16, y, 17, 18,
        x, y, 19, x + 1, y + 1, 20, 21, 22, x + 2, y + 2, 23, x, y, 24, x, y, 25, x, y, 26, x, y, 27, x, y, 28, x, y, 29, x, y,
    )
    # fmt: on
    return elements[-1] * 100 + elements[35] * 10 + len(elements) + weighted(*elements) + (x in elements)


@differential("int64(int64, int64)", x=SMALL, y=SMALL)
def many_beside_a_star(x, y):
    pair, triple = (x, y), (y, 5, x)
    # fmt: off
    return weighted(
        *pair, x, y, 1, 2, 3, x + y, x - y, x * y, 4, 5, y, x, 6, 7, 8, 9, x, 10, y, x, 11, *triple, 12, y, x, 13, 14, x, 15, 16,
        x, y, 19, x + 1, y + 1, 20, 21, 22, x + 2, y + 2, 23, x, y, 24, x, y, 25, x, y, 26, x, y, 27, x, y, 28, x, y, 29, *pair,
        x, y, 19, x + 1, y + 1, 20, 21, 22, x + 2, y + 2, *triple, *pair,
    )
    # fmt: on


@differential("int64(int64, int64)", x=SMALL, y=SMALL)
def the_last_of_many_is_chosen(x, y):
    """CPython may copy what follows a choice into both of its ways."""
    # fmt: off
    elements = (
        x, y, 1, 2, 3, x + y, x - y, x * y, 4, 5, y, x, 6, 7, 8, 9, x, 10, y, x, 11, 12, y, x, 13, 14, x, 15, 16, y, 17,
        1 if x > y else x or y,
    )
    # fmt: on
    return elements[-1]


@differential("int64(int64, int64)", x=SMALL, y=SMALL)
def many_keywords(x, y):
    # fmt: off
    first = eighteen(
        a=x, b=y, c=1, d=x + y, e=2, f=x - y, g=3, h=y, i=x, j=4, k=5, m=y, n=x, p=6, q=7, r=x if x > y else y,
    )
    # fmt: on
    second = eighteen(x, t=y, b=1, c=x, d=2, e=y, f=3, g=x, h=4, i=y, j=5, k=x, m=6, n=y, p=7, q=x, r=8, s=9)
    return first * 1000 + second


@differential("int64(int64, int64)", x=SMALL, y=SMALL)
def stars_and_keywords(x, y):
    pair = (x, y)
    return few(*pair, d=y) * 1000 + few(*pair, c=y, d=x) * 100 + few_of(pair, x) + few_of((y,), 1) + few(*(x,), c=y)


@differential("int64(int64, int64)", x=SMALL, y=SMALL)
def built_ins_and_exceptions(x, y):
    # fmt: off
    largest = max(
        x, y, 1, 2, 3, x + y, x - y, x * y, 4, 5, y, x, 6, 7, 8, 9, x, 10, y, x, 11, 12, y, x, 13, 14, x, 15, 16, y, 17, 18,
        x, y, 19, x + 1, y + 1, 20, 21, 22, x + 2, y + 2, 23, x, y, 24, x, y, 25, x, y, 26, x, y, 27, x, y, 28, x, y, 29, x, y,
    )
    # fmt: on
    arguments = (x, y)
    try:
        if largest > 29:
            raise ValueError(*arguments)
    except ValueError as error:
        return error.args[0] * 100 + error.args[1]
    return largest


@differential("boolean(int64, int64)", x=SMALL, y=SMALL)
def one_of_many(x, y):
    # fmt: off
    return x in {
        y, 1, 2, 3, y + 1, y - 1, y * 2, 4, 5, 30, 6, 7, 31, 8, 9, 32, 10, 33, 11, 12, 34, 13, 14, 35, 15, 16, y + 3, 17, 18,
        y + 4, 19, y + 5, 20, y - 3,
    }
    # fmt: on
