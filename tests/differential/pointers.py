"""p[i] of C pointers: element types as they are read and stored."""

from .harness import differential
from .values import Integers, Memory, Scalar

INDEX = Integers(0, 7)
EVERY = (
    "float64",
    "float32",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "size_t",
    "boolean",
)


@differential(*(f"{name}(CPointer({name}), intc)" for name in EVERY), i=INDEX)
def read(p, i):
    return p[i]


@differential(*(f"void(CPointer({name}), intc, {name})" for name in EVERY), i=INDEX)
def write(p, i, value):
    p[i] = value


@differential(*(f"void(CPointer({name}), int64)" for name in EVERY))
def write_int(p, value):
    p[3] = value


@differential(*(f"void(CPointer({name}), float64)" for name in EVERY))
def write_float(p, value):
    p[2] = value


@differential("void(float32*, float64)", "void(float64*, float32)", "void(int32*, float32)")
def convert(p, x):
    p[1] = x


@differential("float64(CPointer(float64), intc)", n=Integers(0, 8))
def total(p, n):
    s = 0.0
    for i in range(n):
        s += p[i]
    return s


@differential("int64(uint8*, intc)", "int64(int64*, intc)", n=Integers(0, 8))
def int_total(p, n):
    s = 0
    for i in range(n):
        s = s * 31 + p[i]
    return s


@differential("void(float64*, float64*, intc)", n=Integers(0, 8))
def copy(target, source, n):
    for i in range(n):
        target[i] = source[i]


@differential("void(float64*, intc)", n=Integers(0, 8))
def prefix_sums(p, n):
    for i in range(1, n):
        p[i] += p[i - 1]


@differential("void(int32*, intc)", "void(uint8*, intc)", "void(float32*, intc)", n=Integers(0, 8))
def augmented(p, n):
    for i in range(n):
        p[i] *= 3
        p[i] -= 1


@differential("void(int64*, intc, intc)", i=INDEX, j=INDEX)
def swap(p, i, j):
    p[i], p[j] = p[j], p[i]


@differential("float64(float64, float64*, intc)", n=Integers(1, 8))
def horner(x, coef, n):
    y = coef[0]
    for i in range(1, n):
        y = y * x + coef[i]
    return y


@differential("boolean(uint64*, int64*)")
def compare_elements(p, q):
    return p[0] < q[0] or p[1] == q[1]


@differential("float64(float32*, float32)", p=Memory("float32", 2), x=Scalar("float32"))
def single_products(p, x):
    return p[0] * x + p[1]
