"""Shapes of generated code for test_growth.py: each makes the source of a function `f`, of a size that grows with `n`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Shape(NamedTuple):
    """How a shape is made, its largest size, and the signature of what it makes."""

    write: Callable[[int], list[str]]
    size: int
    signature: str


SHAPES: dict[str, Shape] = {}
NUMBERS = "float64(float64, int64, float64*)"


def shape(size: int, signature: str | Callable[[int], str] = NUMBERS):
    def register(write: Callable[[int], list[str]]) -> Callable[[int], list[str]]:
        SHAPES[write.__name__] = Shape(write, size, signature)
        return write

    return register


def inside(lines: list[str], levels: int = 1) -> list[str]:
    return ["    " * levels + line for line in lines]


def function(body: list[str], parameters: str = "x, n, p") -> list[str]:
    return [f"def f({parameters}):", *inside(body)]


@shape(5000)
def straight_lines(n):
    """Sums of the last few variables."""
    lines = [f"v{i} = v{i - 1} * 0.5 + v{max(0, i - 3)}" for i in range(1, n)]
    return function(["v0 = x", *lines, f"return v{n - 1}"])


@shape(5000)
def one_variable(n):
    return function([*[f"x = x * {i}.5 + n" for i in range(n)], "return x"])


@shape(3000)
def elements(n):
    lines = [f"q[{i}] = q[{i + 1}] + x" for i in range(n)]
    return function([f"q = carray(p, {n + 1})", *lines, "return q[0]"])


@shape(1000)
def unknown_elements(n):
    """Each index may be out of range: facts pile up."""
    lines = [line for i in range(n) for line in (f"x += q[n + {i % 7}]", f"q[n - {i}] = x")]
    return function(["q = carray(p, n)", *lines, "return x"])


@shape(800)
def locals_in_a_loop(n):
    """Each changes under a condition."""
    begin = [f"v{i} = x + {i}" for i in range(n)]
    body = [line for i in range(n) for line in (f"if v{i} > k:", f"    v{i} = v{(i + 1) % n} - 1.0")]
    return function([*begin, "for k in range(n):", *inside(body), f"return {' + '.join(f'v{i}' for i in range(n))}"])


@shape(800)
def swapped_locals(n):
    begin = [f"v{i} = x + {i}" for i in range(n)]
    body = [f"v{i}, v{i + 1} = v{i + 1}, v{i}" for i in range(n - 1)]
    return function([*begin, "while v0 < n:", *inside(body), "return v0"])


@shape(500)
def ifs_with_loops(n):
    lines = []
    for i in range(n):
        lines += [f"if x > {i}:", "    for k in range(n):", f"        x += q[k] * {i}"]
        lines += ["else:", "    for k in range(n, 0, -1):", "        x -= q[k - 1]"]
    return function(["q = carray(p, n)", *lines, "return x"])


@shape(500)
def loops(n):
    lines = []
    for i in range(n):
        lines += ["for k in range(1, n):", f"    q[k] += q[k - 1] * {i}"]
    return function(["q = carray(p, n)", *lines, "return x"])


@shape(500)
def early_returns(n):
    return function([line for i in range(n) for line in (f"if x < {i}:", f"    return x * {i} + n")] + ["return x"])


@shape(500)
def elifs(n):
    lines = [line for i in range(1, n) for line in (f"elif n == {i}:", f"    y = x * {i}")]
    return function(["if n == 0:", "    y = x", *lines, "else:", "    y = 1.0", "return y"])


@shape(500)
def conditions(n):
    lines = [f"x = x + 1.0 if x > {i} and n > {i} or x < -{i} else x - {i}" for i in range(n)]
    return function([*lines, "return x"])


@shape(1000)
def one_handler(n):
    """Every division may lead there, with other values of the variables."""
    lines = [f"a{i % 20} = n // (n - {i})" for i in range(n)]
    begin = [f"a{i} = {i}" for i in range(20)]
    return function(
        [*begin, "try:", *inside(lines), "except ZeroDivisionError:", "    return a3 + a7 + 0.5", "return a5"]
    )


@shape(300)
def handlers(n):
    lines = []
    for i in range(n):
        lines += ["try:", f"    n = n // (n - {i})", "except ZeroDivisionError:", f"    n += {i}"]
        lines += ["finally:", "    x += n"]
    return function([*lines, "return x"])


@shape(18)
def nested_loops(n):
    lines = ["q = carray(p, n)"]
    for i in range(n):
        lines += inside([f"for k{i} in range(n):", f"    x += q[k{i}]"], i)
    return function([*lines, "return x"])


@shape(64)
def nested_blocks(n):
    """CPython nests 20 statically; the rest are ifs and loops that alternate."""
    lines = []
    for i in range(n):
        lines += inside([f"if x > {i}:", f"    x -= n * {i}"], i)
    return function([*lines, "return x"])


@shape(64)
def nested_expressions(n):
    text = "x"
    for i in range(n):
        text = f"({text} if x > {i} else x * {i})"
    return function([f"return {text}"])


@shape(400)
def closures(n):
    lines = [line for i in range(n // 4) for line in (f"def g{i}(y):", f"    return y * x + {i}", f"s += g{i}(n)")]
    return function(["s = 0.0", *lines, "return s"])


@shape(400)
def calls(n):
    """Of functions that may raise, and of some that only raise."""
    helper = ["def half(k):", "    if k == 7:", "        raise ValueError(k)", "    return k // 2"]
    fail = ["def refuse(k):", "    raise KeyError(k)"]
    lines = []
    for i in range(n // 2):
        lines += [f"n = half(n + {i})", f"if n == {i}:", "    refuse(n)"]
    return [*helper, *fail, *function([*lines, "return n"])]


@shape(400)
def functions(n):
    """Each calls the one before."""
    lines = ["def g0(y):", "    return y"]
    for i in range(1, n):
        lines += [f"def g{i}(y):", f"    return g{i - 1}(y) * 0.5 + {i}"]
    return [*lines, *function([f"return g{n - 1}(x)"])]


@shape(300)
def generators(n):
    return function([*[f"x += sum(k * {i} for k in range(n) if k > {i})" for i in range(n)], "return x"])


@shape(500)
def maybe_unbound(n):
    lines = [
        line for i in range(n) for line in (f"if x > {i}:", f"    v{i % 50} = x", f"if n > {i}:", f"    x += v{i % 50}")
    ]
    return function([*lines, "return x"])


@shape(500)
def tuples(n):
    lines = [f"t = (x, n, {i})" if i % 2 else "x, n = t[0] + 1, t[1] + t[2]" for i in range(n)]
    return function(["t = (x, n, 0)", *lines, "return x + t[0]"])


@shape(200)
def one_tuple(n):
    return function([f"t = ({', '.join(f'x + {i}' for i in range(n))})", "return max(t[n % 8], sum(t))"])


@shape(2000)
def constants(n):
    return function([*[f"x = x * {i}.25 + n * {i * 1000003} " for i in range(n)], "return x"])


@shape(500)
def while_loops(n):
    lines = []
    for i in range(n):
        lines += [f"k = {i}", "while k < n:", "    x += q[k]", "    k += 1"]
    return function(["q = carray(p, n)", *lines, "return x"])


@shape(200, lambda n: f"float64({', '.join(['float64'] * n)})")
def arguments(n):
    names = [f"a{i}" for i in range(n)]
    return function(
        [*[f"{name} += {names[i - 1]}" for i, name in enumerate(names)], f"return {' + '.join(names)}"],
        ", ".join(names),
    )


@shape(200, lambda n: f"float64({', '.join(['float64*'] * n)})")
def pointers(n):
    names = [f"a{i}" for i in range(n)]
    lines = [f"{name} = carray({name}, 8)" for name in names]
    stores = [f"{name}[{i % 8}] = {names[i - 1]}[{(i + 1) % 8}]" for i, name in enumerate(names)]
    return function([*lines, "for k in range(3):", *inside(stores), "return a0[0]"], ", ".join(names))


@shape(1000)
def array_operations(n):
    """One expression, as far as it goes."""
    return function(["a = np.ones(n)", "b = a + x", *["b = b + a"] * n, "return b[0]"])


@shape(200)
def array_squares(n):
    """Each operand is used twice."""
    return function(["a = np.ones(n)", "b = a + x", *["b = b * b"] * n, "b = b + 1", "return b[0]"])


@shape(200)
def array_columns(n):
    return function(["a = np.ones(n)[:, None]", "b = a + x", *["b = b * b"] * n, "b = b + 1", "return b[0, 0]"])


@shape(200)
def array_stores(n):
    lines = [f"a[{i}:] = a[: n - {i}] * 2.0" for i in range(n)]
    return function(["a = np.ones(n)", *lines, "return a[0]"])


@shape(200)
def array_owners(n):
    lines = [line for i in range(n) for line in (f"b = a + {i}.0", "a = b[::-1]")]
    return function(["a = np.ones(n)", *lines, "return a[0]"])


def source(name: str, n: int) -> str:
    return "\n".join(SHAPES[name].write(n)) + "\n"


def signature(name: str, n: int) -> str:
    text = SHAPES[name].signature
    return text if isinstance(text, str) else text(n)
