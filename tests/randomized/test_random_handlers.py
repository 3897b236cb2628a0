"""Random programs of try, raise, loops and returns: compiled code does what Python does, to variables and memory too.

More of them: `UPCALL_PROGRAMS=5000 make test T=random_handlers`."""

from __future__ import annotations

import ctypes
import itertools
import os
import random
import warnings

import pytest
from compiling import cfunc

from upcall import carray

COUNT = int(os.environ.get("UPCALL_PROGRAMS", "60"))
CLASSES = (
    "ZeroDivisionError",
    "ValueError",
    "ArithmeticError",
    "(ValueError, KeyError)",
    "LookupError",
    "Exception",
    "IndexError",
    "UnboundLocalError",
)
RAISED = ("ValueError('v')", "KeyError", "IndexError", "OverflowError(7)", "ZeroDivisionError", "ValueError(a, b)")
OWN_TEXT = ("ZeroDivisionError", "IndexError", "UnboundLocalError")  # differs from version to version
MEMORY = 4
WORDS = ("first", "second", "k")


def helper(n):
    if n == 2:
        raise ValueError("two")
    if n == -1:
        raise KeyError(n)
    return 6 // n


def helper_with_arguments(n):
    if n == 2:
        raise KeyError("two", n * 3)
    if n == -1:
        raise OverflowError(WORDS[n], -1)
    try:
        return 6 // n
    except ZeroDivisionError as error:
        raise RuntimeError("zero", 7) from error
    finally:
        for k in range(n % 3):
            try:
                raise KeyError("in between", k)
            except KeyError as error:
                n += error.args[1]


class Program:
    """A function of a pointer and two ints, as text."""

    helper = staticmethod(helper)
    classes = CLASSES
    raised = RAISED

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.lines = ["def f(p, a, b):", "    c = 1", "    k = 0", f"    q = carray(p, {MEMORY})"]
        self.lines += ["    if a > 1:", "        d = 2"]
        self.count = 0
        for _ in range(3):
            self.statement(1, 4, in_loop=False, in_handler=False)
        self.add(1, "return a + 10 * b + 100 * c")

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def add(self, indent: int, line: str) -> None:
        self.lines.append("    " * indent + line)

    def atom(self) -> str:
        return self.random.choice(["a", "b", "c", "d", "k", str(self.random.randint(-2, 4))])

    def expression(self) -> str:
        x, y = self.atom(), self.atom()
        forms = [f"{x} + {y}", f"{x} // {y}", f"{x} % {y}", f"1 << ({x} % 7 - 1)", f"helper({x})", f"int(q[{x}])"]
        return self.random.choice(forms)

    def condition(self) -> str:
        return self.random.choice([f"a > {self.random.randint(-2, 3)}", "c % 3 == 1", "a // b > 0", "k < 2"])

    def block(self, indent: int, depth: int, in_loop: bool, in_handler: bool) -> None:
        for _ in range(self.random.randint(1, 3)):
            self.statement(indent, depth, in_loop, in_handler)

    def statement(self, indent: int, depth: int, in_loop: bool, in_handler: bool) -> None:
        which = self.random.random()
        if depth and which < 0.33:
            self.try_statement(indent, depth - 1, in_loop, in_handler)
        elif depth and which < 0.45:
            self.add(indent, f"for k in range({self.random.randint(1, 4)}):")
            self.block(indent + 1, depth - 1, True, in_handler)
        elif depth and which < 0.57:
            self.add(indent, f"if {self.condition()}:")
            self.block(indent + 1, depth - 1, in_loop, in_handler)
        elif which < 0.62:
            self.add(indent, f"raise {self.random.choice(self.raised)}")
        elif which < 0.66 and in_handler:
            self.add(indent, "raise")
        elif which < 0.70 and in_loop:
            self.add(indent, self.random.choice(["break", "continue"]))
        elif which < 0.74:
            self.add(indent, f"return {self.expression()}")
        elif which < 0.78:
            self.add(indent, f"q[{self.random.choice('abck')}] += 1")
        else:
            self.add(indent, f"{self.random.choice('abcd')} = {self.expression()}")

    def handler(self, indent: int, name: str, caught: str) -> None:
        """Add what a handler begins with, where its exception has a name."""

    def try_statement(self, indent: int, depth: int, in_loop: bool, in_handler: bool) -> None:
        self.add(indent, "try:")
        self.block(indent + 1, depth, in_loop, in_handler)
        catches = self.random.random() < 0.75
        for _ in range(self.random.randint(1, 2) if catches else 0):
            self.count += 1
            name = f"error{self.count}"
            named = f" as {name}" if self.random.random() < 0.3 else ""
            caught = self.random.choice(self.classes)
            self.add(indent, f"except {caught}{named}:")
            if named:
                self.handler(indent + 1, name, caught)
            self.block(indent + 1, depth, in_loop, True)
        if catches and self.random.random() < 0.3:
            self.add(indent, "else:")
            self.block(indent + 1, depth, in_loop, in_handler)
        if not catches or self.random.random() < 0.3:
            self.add(indent, "finally:")
            self.block(indent + 1, min(depth, 1), in_loop, in_handler)


class ProgramOfArguments(Program):
    """All that is raised is made with a string and a number; handlers look at them, some later."""

    helper = staticmethod(helper_with_arguments)
    classes = ("KeyError", "OverflowError", "RuntimeError", "(KeyError, OverflowError)", "Exception", "LookupError")
    raised = (
        "KeyError('k', a)",
        "OverflowError('o', 5)",
        "RuntimeError('r', b - 1)",
        "KeyError('o', a * b)",
        "OverflowError(WORDS[0], k)",
        "kept",
    )

    def __init__(self, seed: int):
        super().__init__(seed)
        self.lines.insert(1, "    kept = RuntimeError('none', -1)")
        self.lines[-1] += " + 1000 * kept.args[1] + (kept.args[0] == 'k')"

    def handler(self, indent: int, name: str, caught: str) -> None:
        if caught in ("Exception", "LookupError"):  # these catch what Python words
            return
        forms = [
            f"c += {name}.args[1]",
            f"a, c = (1, b) if {name}.args[0] == 'o' else (c, {name}.args[1])",
            f"kept = {name}",
            f"raise OverflowError({name}.args[0], {name}.args[1] + 1) from {name}",
            f"return {name}.args[1] if {name}.args[0] in ('o', 'two') else len({name}.args[0:1])",
            f"if {name}.args[1] > 1: raise",
        ]
        self.add(indent, self.random.choice(forms))


class ProgramOfAll(Program):
    """Also branches that constants decide, `while` loops, inner functions and generator expressions, wherever they fit."""

    def __init__(self, seed: int):
        super().__init__(seed)
        self.lines.insert(1, f"    strict, mode, none = {seed % 2 == 0}, {seed % 3}, None")

    def decided(self) -> str:
        return self.random.choice(["strict", "not strict", "mode == 1", "mode", "none is None", "none is not None"])

    def condition(self) -> str:
        plain, other = super().condition(), super().condition()
        forms = [
            f"{self.decided()} and {plain}",
            f"({plain} if {self.decided()} else {other})",
            f"a > 1 or {self.decided()}",
        ]
        forms += [
            f"any(n > {self.atom()} for n in range(3))",
            "all(a // int(n) < b for n in q if n > 0)",
            self.decided(),
        ]
        return self.random.choice([*forms, plain, plain, plain])

    def generator(self) -> str:
        element = self.random.choice(
            ["n + b", "helper(int(n))", "int(n) // a", f"(n if {self.decided()} else a)", "m * n"]
        )
        over = self.random.choice(["range(4)", "range(a % 4)", "q", "(a, b, 3)"])
        inner = " for m in range(n % 3)" if "m" in element else ""
        where = f" if ({super().condition()})".replace("k", "n") if self.random.random() < 0.4 else ""
        return f"{self.random.choice(['sum', 'max', 'min'])}({element} for n in {over}{inner}{where})"

    def expression(self) -> str:
        plain = super().expression()
        if self.random.random() < 0.7:
            return plain
        forms = [self.generator(), f"({plain} if {self.condition()} else {self.atom()})"]
        forms.append(f"(lambda n: n + a)({self.atom()})")
        return self.random.choice(forms)

    def statement(self, indent: int, depth: int, in_loop: bool, in_handler: bool) -> None:
        which = self.random.random()
        if depth and which < 0.12:
            self.while_loop(indent, depth - 1, in_handler)
        elif depth and which < 0.24:
            self.decided_branch(indent, depth - 1, in_loop, in_handler)
        elif depth and which < 0.32:
            self.inner_function(indent)
        else:
            super().statement(indent, depth, in_loop, in_handler)

    def while_loop(self, indent: int, depth: int, in_handler: bool) -> None:
        self.count += 1
        w = f"w{self.count}"
        forms = [f"{w} < 3 if {self.decided()} else {w} < 2", f"({w} < 2 or {self.decided()}) and {w} < 4"]
        forms += [f"{w} < 4 and ({self.condition()})", f"{w} < mode", f"{self.decided()} and {w} < 2", f"{w} < 3"]
        self.add(indent, f"{w} = 0")
        self.add(indent, f"while {self.random.choice(forms)}:")
        self.add(indent + 1, f"{w} += 1")
        self.block(indent + 1, depth, True, in_handler)
        if self.random.random() < 0.2:
            self.add(indent, "else:")
            self.block(indent + 1, 0, False, in_handler)

    def decided_branch(self, indent: int, depth: int, in_loop: bool, in_handler: bool) -> None:
        self.add(indent, f"if {self.decided()}:")
        self.block(indent + 1, depth, in_loop, in_handler)
        if self.random.random() < 0.3:
            self.add(indent, f"elif {self.condition()}:")
            self.block(indent + 1, depth, in_loop, in_handler)
        if self.random.random() < 0.6:
            self.add(indent, "else:")
            self.block(indent + 1, depth, in_loop, in_handler)

    def inner_function(self, indent: int) -> None:
        self.count += 1
        name, captured = f"inner{self.count}", self.random.choice(["a", "b", "a + b", "mode"])
        body = [
            f"return n % 5 + {captured}",
            f"return n // ({captured})",
            f"return {captured} if strict else helper(n)",
        ]
        self.add(indent, f"def {name}(n):")
        if self.random.random() < 0.4:
            self.add(indent + 1, f"if n > {self.random.randint(0, 3)}:")
            self.add(indent + 2, f"raise {self.random.choice(['ValueError(n)', 'KeyError', 'IndexError(7)'])}")
        self.add(indent + 1, self.random.choice(body))
        self.add(indent, f"{self.random.choice('abc')} = {name}({self.atom()})")


def outcome(function, a, b):
    memory = (ctypes.c_int64 * MEMORY)()
    try:
        result = (int(function(memory, a, b)) + 2**63) % 2**64 - 2**63
    except Exception as error:
        name = type(error).__name__
        result = name, () if name in OWN_TEXT or "empty" in str(error) else error.args
    return result, list(memory)


@pytest.mark.parametrize("seed", range(COUNT))
@pytest.mark.parametrize("kind", [Program, ProgramOfArguments, ProgramOfAll])
def test_random_handlers(kind, seed):
    program = kind(seed)
    names = {"helper": kind.helper, "carray": carray, "WORDS": WORDS}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # a return in a finally
        exec(compile(program.text, f"<program {seed}>", "exec"), names)
    compiled = cfunc("int64(int64*, int64, int64)")(names["f"])
    for a, b in itertools.product((-2, -1, 0, 1, 2, 3, 5), (-1, 0, 1, 2, 4)):
        assert outcome(compiled, a, b) == outcome(names["f"], a, b), f"{program.text}f(memory, {a}, {b})"
