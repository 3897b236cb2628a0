"""Programs made at random around memory: views made anew with lengths that change, indices that `bound` may prove or not,
loops over ranges up to the ends of int64. (test_random_programs.py has all operators and types, against the oracle.)

A program is written twice at once: as the function that is compiled, and as a reference in which each operation on ints
is wrapped at 64 bits and each float is a NumPy scalar. Variables keep their kind (a, b, c, i, j, n are ints; x, y, z
floats), so no join of types hides in it. Loops are bounded by fuel `k`. Memory has guard elements on both sides: a store
out of bounds shows there, and a read out of bounds gives what the reference, which raises, doesn't.

More of them: `UPCALL_PROGRAMS=5000 make test T=random_memory`."""

from __future__ import annotations

import ctypes
import os
import random
import struct

import numpy as np
import pytest
from compiling import cfunc

COUNT = int(os.environ.get("UPCALL_PROGRAMS", "150"))
INTS = ("a", "b", "c", "i", "j", "n")
FLOATS = ("x", "y", "z")
EDGES = (0, 1, -1, 2, 3, 7, -5, 2**62, -(2**63), 2**63 - 1, 2**31, 10**9 + 7)
SIGNATURE = "float64(int64, int64, intc, float64, float64, float64*, int64*, uint8*)"
CAPACITY, GUARD = 16, 8
VIEWS = {"A": "p", "B": "q", "C": "r", "D": "p"}  # D has two dimensions


class Program:
    """Statements as lines of two texts; an expression is a pair of them."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.lines: list[tuple[str, str]] = []
        self.loops = 0
        self.indent = 1

    def pick(self, *choices):
        return self.random.choice(choices)

    def line(self, text, reference=None):
        pad = "    " * self.indent
        self.lines.append((pad + text, pad + (reference or text)))

    # --- ints

    def constant(self):
        return str(self.random.choice(EDGES) if self.random.random() < 0.3 else self.random.randint(-4, 9))

    def int_leaf(self):
        if self.random.random() < 0.3:
            c = f"({self.constant()})"
            return c, c
        v = self.pick(*INTS)
        return v, v

    def int_variable(self):
        v = self.pick(*INTS)
        return v, v

    def int(self, depth=2):
        if depth == 0 or self.random.random() < 0.2:
            return self.int_leaf()
        # not two literals, which Python's compiler would make one of more than 64 bits
        (g, gr), (r, rr) = self.int_variable() if depth == 1 else self.int(depth - 1), self.int(depth - 1)
        kind = self.pick(
            "+", "+", "-", "-", "*", "//", "%", "&", "|", "^", "<<", ">>", "**", "u", "if", "and", "cmp", "el"
        )
        if kind in "+-*":
            return f"({g} {kind} {r})", f"W({gr} {kind} {rr})"
        if kind in ("//", "%"):
            return f"({g} {kind} {r})", f"W({gr} {kind} {rr})"
        if kind in "&|^":
            return f"({g} {kind} {r})", f"({gr} {kind} {rr})"
        if kind in ("<<", ">>"):
            name = "SHL" if kind == "<<" else "SHR"
            return f"({g} {kind} {r})", f"{name}({gr}, {rr})"
        if kind == "**":
            e = self.pick(str(self.random.randint(0, 5)), f"({self.pick(*INTS)} & {self.pick(3, 7, 63)})")
            return f"({g} ** {e})", f"W(pow({gr}, {e}, 2**64))"
        if kind == "u":
            op = self.pick("-", "~", "+")
            return f"({op}{g})", f"W({op}{gr})"
        if kind == "if":
            c, cr = self.condition(depth - 1)
            return f"({g} if {c} else {r})", f"({gr} if {cr} else {rr})"
        if kind == "and":
            op = self.pick("and", "or")
            return f"({g} {op} {r})", f"({gr} {op} {rr})"
        if kind == "el":
            e = f"B[{self.index()}]"
            return e, e
        c, cr = self.condition(depth - 1)
        return f"({c})", f"PLAIN({cr})"

    # --- floats

    def float_leaf(self):
        if self.random.random() < 0.3:
            c = self.pick("0.0", "(-0.0)", "0.5", "1e300", "3.0", "(-1.25)")
            return c, f"F({c})"
        v = self.pick(*FLOATS)
        return v, v

    def float(self, depth=2):
        if depth == 0 or self.random.random() < 0.2:
            return self.float_leaf()
        (g, gr), (r, rr) = self.float(depth - 1), self.float(depth - 1)
        kind = self.pick("+", "-", "*", "/", "//", "%", "mix", "mix", "int/", "u", "if", "and", "**", "el")
        if kind in ("+", "-", "*", "/", "//", "%"):
            return f"({g} {kind} {r})", f"({gr} {kind} {rr})"
        if kind == "mix":
            n, nr = self.int(depth - 1)
            op = self.pick("+", "-", "*", "/", "//", "%")
            if self.random.random() < 0.5:
                return f"({n} {op} {r})", f"(F({nr}) {op} {rr})"
            return f"({g} {op} {n})", f"({gr} {op} F({nr}))"
        if kind == "int/":
            m, mr = self.int_variable()
            n, nr = self.int(depth - 1)
            return f"({m} / {n})", f"DIV({mr}, {nr})"
        if kind == "u":
            return f"(-{g})", f"(-{gr})"
        if kind == "if":
            c, cr = self.condition(depth - 1)
            return f"({g} if {c} else {r})", f"({gr} if {cr} else {rr})"
        if kind == "and":
            op = self.pick("and", "or")
            return f"({g} {op} {r})", f"({gr} {op} {rr})"
        if kind == "**":
            return f"({g} ** 2)", f"({gr} * {gr})"
        e = self.pick(f"A[{self.index()}]", f"D[{self.index()}, {self.index()}]")
        return e, e

    def condition(self, depth=1):
        kind = self.pick("int", "int", "float", "mix", "chain", "not", "bool", "truth")
        op = self.pick("<", "<=", "==", "!=", ">", ">=")
        if kind == "not" and depth > 0:
            c, cr = self.condition(depth - 1)
            return f"(not {c})", f"(not {cr})"
        if kind == "bool" and depth > 0:
            (c, cr), (d, dr) = self.condition(depth - 1), self.condition(depth - 1)
            op = self.pick("and", "or")
            return f"({c} {op} {d})", f"({cr} {op} {dr})"
        if kind == "float":
            (g, gr), (r, rr) = self.float(depth), self.float(depth)
        elif kind == "mix":
            (g, gr), (r, rr) = self.int(depth), self.float(depth)
            gr = f"F({gr})"
        else:
            (g, gr), (r, rr) = self.int(depth), self.int(depth)
        if kind == "truth":
            return f"({g})", f"({gr})"
        if kind == "chain":
            (m, mr), other = self.int(depth), self.pick("<", "<=", "==", "!=")
            return f"({g} {op} {m} {other} {r})", f"({gr} {op} {mr} {other} {rr})"
        return f"({g} {op} {r})", f"({gr} {op} {rr})"

    # --- memory

    def index(self):
        v, w, c = self.pick("i", "j", "n", "a", "i"), self.pick("i", "j", "n"), self.random.randint(-3, 4)
        view = self.pick("A", "B", "C")
        return self.pick(
            v, v, f"{v} + {c}", f"{v} - 1", f"n - 1 - {v}", f"{v} + {w}", f"{v} - {w}", f"-1 - {v}", f"{c}",
            f"len({view}) - 1", f"len({view}) - 1 - {v}", f"{v} & 3", f"{v} >> 1", f"{v} % 4", f"{v} * {w}",
        )  # fmt: skip

    def length(self):
        v = self.pick("n", "n", "i", "j")
        return self.pick("n", "n", "n - 1", "n + 1", "n // 2", f"{v} & 3", "n % 3", f"{self.random.randint(0, 6)}", v)

    def view(self, name):
        (m, n) = (self.length(), self.length())
        maker = self.pick("carray", "farray")
        shape = f"({m}, {n})" if name == "D" else self.pick(m, f"({m},)")
        most = 4 if name == "D" else CAPACITY
        for part in (m, n) if name == "D" else (m,):
            self.line(f"if {part} > {most}:", f"if W({part}) > {most}:")
            self.line("    return -77.0")
        self.line(
            f"{name} = {maker if name != 'D' else 'carray'}({VIEWS[name]}, {shape})",
            f"{name} = View({VIEWS[name]}, {shape})",
        )

    # --- statements

    def block(self, depth):
        self.indent += 1
        for _ in range(self.random.randint(1, 3)):
            self.statement(depth - 1)
        self.indent -= 1

    def assign(self):
        if self.random.random() < 0.55:
            v, (e, er) = self.pick(*INTS), self.int()
        else:
            v, (e, er) = self.pick(*FLOATS), self.float()
        self.line(f"{v} = {e}", f"{v} = {er}")

    def small(self):
        """Keep loops short and indices near the arrays."""
        v = self.pick("i", "j", "n")
        e = self.pick(
            f"{self.pick(*INTS)} % 7",
            f"{self.pick(*INTS)} & 3",
            str(self.random.randint(-2, 5)),
            f"{v} + 1",
            f"{v} - 1",
        )
        self.line(f"{v} = {e}", f"{v} = W({e})")

    def augmented(self):
        if self.random.random() < 0.5:
            v, (e, er), op = self.pick(*INTS), self.int(1), self.pick("+", "-", "*", "//", "%", "&", "|")
            self.line(f"{v} {op}= {e}", f"{v} = W({v} {op} {er})")
        else:
            v, (e, er), op = self.pick(*FLOATS), self.float(1), self.pick("+", "-", "*", "/")
            self.line(f"{v} {op}= {e}", f"{v} = {v} {op} {er}")

    def swap(self):
        names = self.pick(INTS, FLOATS)
        if self.random.random() < 0.5:
            u, v = self.random.sample(names, 2)
            self.line(f"{u}, {v} = {v}, {u}")
        else:
            u, v, w = self.random.sample(names, 3)
            self.line(f"{u}, {v}, {w} = {v}, {w}, {u}")

    def store(self):
        name = self.pick("A", "B", "C", "D", "C")
        index = f"{self.index()}, {self.index()}" if name == "D" else self.index()
        e, er = self.float() if name in "AD" or (name == "C" and self.random.random() < 0.3) else self.int()
        self.line(f"{name}[{index}] = {e}", f"{name}[{index}] = {er}")

    def guarded(self):
        """Accesses that bound may prove."""
        v, view = self.pick("i", "j"), self.pick("A", "A", "B")
        test = self.pick(
            f"0 <= {v} < n",
            f"{v} < n",
            f"{v} >= 0 and {v} + 1 < n",
            f"{v} > 0 and {v} <= len({view})",
            f"0 < {v} < len({view})",
            f"{v} == n",
            f"{v} != 0",
        )
        self.line(f"if {test}:")
        index = self.pick(v, f"{v} + 1", f"{v} - 1", f"n - {v}", f"n - 1 - {v}", f"len({view}) - {v}")
        target = "x" if view == "A" else "a"
        self.line(f"    {target} = {view}[{index}]")

    def branch(self, depth):
        c, cr = self.condition()
        self.line(f"if {c}:", f"if {cr}:")
        self.block(depth)
        if self.random.random() < 0.3:
            c, cr = self.condition()
            self.line(f"elif {c}:", f"elif {cr}:")
            self.block(depth)
        if self.random.random() < 0.5:
            self.line("else:")
            self.block(depth)

    def fuel(self):
        self.indent += 1
        self.line("k -= 1")
        self.line("if k < 0:")
        self.line("    break")
        self.indent -= 1

    def loop_body(self, depth):
        self.fuel()
        self.loops += 1
        self.block(depth)
        self.loops -= 1
        if self.random.random() < 0.3:
            self.line("else:")
            self.block(depth)

    def range(self):
        def e():
            return self.pick(
                "n",
                "i",
                "j",
                "a",
                str(self.random.randint(-3, 6)),
                "n & 7",
                "j - 0",
                "len(A)",
                "len(B) - 1",
                "a % 7",
                "n // 2",
            )

        step = self.pick("1", "-1", "2", "-2", "3", "c", "b", "n")
        high = self.pick(
            "2**63 - 3, 2**63 - 1",
            "-2**63, -2**63 + 3",
            "2**63 - 5, 2**63 - 1, 2",
            "-2**63 + 5, -2**63, -2",
            "-2**63, 2**63 - 1",
            "-2**63, 2**63 - 1, 2**62",
            "2**63 - 1, -2**63, -2**63",
            "2**63 - 1, -2**63, -1",
        )
        return self.pick(
            e(), e(), f"{e()}, {e()}", f"{e()}, {e()}, {step}", f"{e()}, {e()}, {step}", f"{e()}, -1, -1", high
        )

    def loop(self, depth):
        kind = self.pick("for", "for", "while", "while True", "over")
        if kind == "for":
            self.line(f"for {self.pick('i', 'j', 'i', 'c')} in range({self.range()}):")
        elif kind == "over":
            name = self.pick("A", "B")
            self.line(f"for {'x' if name == 'A' else 'a'} in {name}:")
        elif kind == "while":
            v = self.pick("i", "j")
            c, cr = self.pick(self.condition(), (f"{v} < n",) * 2, (f"{v} > 0",) * 2, (f"{v} < len(A)",) * 2)
            self.line(f"while {c}:", f"while {cr}:")
        else:
            self.line("while True:")
        self.loop_body(depth)

    def statement(self, depth):
        chance = self.random.random()
        if depth > 0 and chance < 0.2:
            self.loop(depth)
        elif depth > 0 and chance < 0.38:
            self.branch(depth)
        elif self.loops and chance < 0.46:
            self.line(self.pick("break", "continue"))
        elif chance < 0.48:
            e, er = self.float()
            self.line(f"return {e}", f"return {er}")
        elif chance < 0.52:
            self.view(self.pick(*VIEWS))
        else:
            self.pick(self.assign, self.assign, self.augmented, self.swap, self.store, self.guarded, self.small)()

    def write(self):
        self.line("c = 1")
        self.line("i = 0")
        self.line("j = n - 1")
        self.line("z = x")
        self.line("k = 60")
        for name in VIEWS:
            self.view(name)
        for _ in range(self.random.randint(3, 7)):
            self.statement(3)
        e, er = self.float()
        self.line(
            f"return {e} + a + b * 3 + c * 5 + i + j + x + y",
            f"return {er} + F(a) + F(W(b * 3)) + F(W(c * 5)) + F(i) + F(j) + x + y",
        )
        header = "def f(a, b, n, x, y, p, q, r):"
        return ["\n".join([header, *(pair[k] for pair in self.lines), ""]) for k in (0, 1)]


# --- the reference's operations


def wrap(value):
    return (int(value) + 2**63) % 2**64 - 2**63


def shift_left(value, count):
    if count < 0:
        raise ValueError
    return wrap(value << count) if count < 64 else 0


def divide(a, b):
    if b == 0:
        raise ZeroDivisionError
    return np.float64(a) / np.float64(b)


class View:
    def __init__(self, memory, shape):
        self.memory, self.shape = memory, tuple(map(wrap, shape if isinstance(shape, tuple) else (shape,)))
        if min(self.shape) < 0:
            raise ValueError

    def __len__(self):
        return self.shape[0]

    def place(self, index):
        place = 0
        for i, n in zip(index if isinstance(index, tuple) else (index,), self.shape, strict=True):
            i = wrap(i)
            if not -n <= i < n:
                raise IndexError
            place = place * n + i % n
        return place

    def __getitem__(self, index):
        return self.memory[self.place(index)]

    def __setitem__(self, index, value):
        self.memory[self.place(index)] = self.memory.convert(value)


class Memory(list):
    def __init__(self, items, convert):
        super().__init__(items)
        self.convert = convert


def to_int(value):
    """To an element: through int64, saturating."""
    if isinstance(value, float):
        value = 0 if value != value else max(-(2.0**63), min(value, 2.0**63))
        value = min(int(value), 2**63 - 1)
    return wrap(value)


def plain(value):
    return bool(value) if isinstance(value, np.bool_) else value


NAMES = {
    "W": wrap,
    "PLAIN": plain,
    "F": np.float64,
    "SHL": shift_left,
    "SHR": lambda v, s: v >> s,
    "DIV": divide,
    "View": View,
}


def arguments(rng):
    a, b = (rng.choice(EDGES) if rng.random() < 0.3 else rng.randint(-9, 9) for _ in "ab")
    x, y = (rng.choice((0.0, -0.0, 1.0, -2.5, 1e308, float("inf"), float("nan"), 0.1, 7.0)) for _ in "xy")
    return a, b, rng.randint(-1, 7), x, y


def memory(rng):
    size = CAPACITY + 2 * GUARD
    return (
        [rng.randint(-8, 8) / 2 for _ in range(size)],
        [rng.choice(EDGES) if rng.random() < 0.1 else rng.randint(-5, 9) for _ in range(size)],
        [rng.randint(0, 255) for _ in range(size)],
    )


def outcome(call):
    try:
        value = call()
    except (ZeroDivisionError, ValueError, IndexError) as error:
        return type(error).__name__
    return "nan" if value != value else struct.pack("d", value)


def run_compiled(function, scalars, cells):
    arrays = [
        (kind * len(c))(*c) for kind, c in zip((ctypes.c_double, ctypes.c_int64, ctypes.c_uint8), cells, strict=True)
    ]
    pointers = [
        ctypes.cast(ctypes.byref(array, GUARD * ctypes.sizeof(array._type_)), ctypes.POINTER(array._type_))
        for array in arrays
    ]
    result = outcome(lambda: function(*scalars, *pointers))
    return result, [list(map(repr, array)) for array in arrays]


def run_reference(function, scalars, cells):
    kinds = (np.float64, to_int, lambda v: to_int(v) & 255)
    a, b, n, x, y = scalars
    memories = [
        Memory(map(t, c[GUARD:-GUARD]), k) for t, c, k in zip((np.float64, int, int), cells, kinds, strict=True)
    ]
    with np.errstate(all="ignore"):
        result = outcome(lambda: function(a, b, n, np.float64(x), np.float64(y), *memories))
    plain = (float, int, int)
    after = [[*c[:GUARD], *map(t, m), *c[-GUARD:]] for t, c, m in zip(plain, cells, memories, strict=True)]
    return result, [list(map(repr, c)) for c in after]


def compiled(text):
    from upcall import carray, farray

    names = {"carray": carray, "farray": farray}
    exec(compile(text, "<random program>", "exec"), names)
    return cfunc(SIGNATURE)(names["f"])


def check(seed, runs=6):
    text, reference = Program(seed).write()
    names = dict(NAMES)
    exec(reference, names)
    function, rng = compiled(text), random.Random(seed)
    for _ in range(runs):
        scalars, cells = arguments(rng), memory(rng)
        expected = run_reference(names["f"], scalars, cells)
        assert run_compiled(function, scalars, cells) == expected, (
            f"seed {seed}, {scalars}, expected {expected[0]}\n{text}"
        )


@pytest.mark.parametrize("seed", range(COUNT))
def test_random_memory(seed):
    check(seed)
