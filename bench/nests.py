"""Loop nests for pipeline.py: made of a number each, two or three loops deep, most of their trip counts constants from 3 to 64."""

import itertools
import random

LENGTHS = (3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32, 48, 64)
DTYPES = ("float64", "float64", "float32", "int64", "int32")
ROOM = 66 * 66 * 66  # elements behind each pointer
SIGNATURE = "void({dtype}*, {dtype}*, {dtype}*, int64)"


class Nest:
    """What is drawn for one: its lengths, of which one may be the argument n instead, and the order of its loops."""

    def __init__(self, number):
        self.random = random.Random(number)
        self.number = number
        self.dtype = self.random.choice(DTYPES)
        self.lengths = {name: self.random.choice(LENGTHS) for name in "ijk"}
        self.n = self.lengths["i"]  # what the argument n is
        self.i = self.random.choice([str(self.n), str(self.n), "n"])

    def length(self, name):
        return self.i if name == "i" else str(self.lengths[name])

    def array(self, pointer, *names, more=0):
        shape = ", ".join(f"{self.length(name)} + {more}" if more else self.length(name) for name in names)
        return f"carray({pointer}, ({shape},))"

    def loops(self, order, body, begin=0):
        lines = []
        for depth, name in enumerate(order):
            start = f"{begin}, " if begin else ""
            lines.append("    " * depth + f"for {name} in range({start}{self.length(name)}):")
        return [*lines, *("    " * len(order) + line for line in body)]

    def order(self, names):
        return self.random.choice(list(itertools.permutations(names)))


def product(nest):
    """A product of matrices in any order of the loops."""
    return [
        f"a, b, c = {nest.array('p', 'i', 'k')}, {nest.array('q', 'k', 'j')}, {nest.array('r', 'i', 'j')}",
        *nest.loops("ij", ["c[i, j] = 0"]),
        *nest.loops(nest.order("ijk"), ["c[i, j] += a[i, k] * b[k, j]"]),
    ]


def product_of_rows(nest):
    """Of a matrix and a transposed one, each element in a variable."""
    return [
        f"a, b, c = {nest.array('p', 'i', 'k')}, {nest.array('q', 'j', 'k')}, {nest.array('r', 'i', 'j')}",
        "for i in range({i}):".format(i=nest.length("i")),
        "    for j in range({j}):".format(j=nest.length("j")),
        "        s = a[i, 0] * b[j, 0]",
        "        for k in range(1, {k}):".format(k=nest.length("k")),
        "            s += a[i, k] * b[j, k]",
        "        c[i, j] = s",
    ]


def matrix_by_vector(nest):
    return [
        f"a, b, c = {nest.array('p', 'i', 'j')}, {nest.array('q', 'j')}, {nest.array('r', 'i')}",
        *nest.loops("i", ["c[i] = 0"]),
        *nest.loops(nest.order("ij"), ["c[i] += a[i, j] * b[j]"]),
    ]


def elements(nest):
    expression = nest.random.choice(["a[i, j] * b[i, j]", "a[i, j] - 3 * b[i, j]", "a[i, j] * a[i, j] + b[i, j]"])
    return [
        f"a, b, c = {nest.array('p', 'i', 'j')}, {nest.array('q', 'i', 'j')}, {nest.array('r', 'i', 'j')}",
        *nest.loops(nest.order("ij"), [f"c[i, j] = {expression}"]),
    ]


def transposition(nest):
    return [
        f"a, c = {nest.array('p', 'i', 'j')}, {nest.array('r', 'j', 'i')}",
        *nest.loops(nest.order("ij"), ["c[j, i] = a[i, j]"]),
    ]


def stencil(nest):
    return [
        f"a, c = {nest.array('p', 'i', 'j', more=1)}, {nest.array('r', 'i', 'j', more=1)}",
        *nest.loops("ij", ["c[i, j] = a[i - 1, j] + a[i + 1, j] + a[i, j - 1] + a[i, j + 1] - 4 * a[i, j]"], begin=1),
    ]


def stencil_in_space(nest):
    return [
        f"a, c = {nest.array('p', 'i', 'j', 'k', more=1)}, {nest.array('r', 'i', 'j', 'k', more=1)}",
        *nest.loops("ijk", ["c[i, j, k] = a[i - 1, j, k] + a[i + 1, j, k] + a[i, j - 1, k] + a[i, j, k + 1]"], begin=1),
    ]


def filter_of_rows(nest):
    """Each row with k weights."""
    return [
        f"a = carray(p, ({nest.length('i')}, {nest.length('j')} + {nest.length('k')}))",
        f"b, c = {nest.array('q', 'k')}, {nest.array('r', 'i', 'j')}",
        *nest.loops("ij", ["c[i, j] = 0"]),
        *nest.loops(nest.order("ijk"), ["c[i, j] += a[i, j + k] * b[k]"]),
    ]


def sums(nest):
    function = nest.random.choice(["s += a[i, j]", "s = max(s, a[i, j])", "s += a[i, j] * a[i, j]"])
    return [
        f"a, c = {nest.array('p', 'i', 'j')}, {nest.array('r', 'i')}",
        "for i in range({i}):".format(i=nest.length("i")),
        "    s = a[i, 0]",
        "    for j in range(1, {j}):".format(j=nest.length("j")),
        f"        {function}",
        "    c[i] = s",
    ]


def chosen(nest):
    """A condition in the innermost loop."""
    return [
        f"a, b, c = {nest.array('p', 'i', 'j')}, {nest.array('q', 'i', 'j')}, {nest.array('r', 'i', 'j')}",
        *nest.loops("ij", ["if a[i, j] > b[i, j]:", "    c[i, j] = a[i, j]", "else:", "    c[i, j] = 3 * b[i, j]"]),
    ]


def triangle(nest):
    return [
        f"a, b, c = {nest.array('p', 'j', 'j')}, {nest.array('q', 'j')}, {nest.array('r', 'j')}",
        "for i in range({j}):".format(j=nest.length("j")),
        "    s = b[i]",
        "    for j in range(i):",
        "        s -= a[i, j] * c[j]",
        "    c[i] = s",
    ]


def recurrence(nest):
    return [
        f"a, c = {nest.array('p', 'i', 'j')}, {nest.array('r', 'i', 'j')}",
        *nest.loops("ij", ["c[i, j] = c[i - 1, j] + a[i, j] * c[i, j - 1]"], begin=1),
    ]


SHAPES = (
    product,
    product_of_rows,
    matrix_by_vector,
    elements,
    transposition,
    stencil,
    stencil_in_space,
    filter_of_rows,
    sums,
    chosen,
    triangle,
    recurrence,
)


def source(nest):
    """A function called nest_NUMBER."""
    shape = SHAPES[nest.number % len(SHAPES)]
    return "\n".join([f"def nest_{nest.number}(p, q, r, n):", *(f"    {line}" for line in shape(nest)), ""])
