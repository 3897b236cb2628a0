"""The same function run compiled and by the oracle: the results, the memory and the exceptions must be the same.

A case is a function under `@differential(signature, ...)` in a file of this folder, called by its subject. Arguments take
the values of values.Scalar unless the decorator names others:

    @differential("float64(float64*, intc)", p=Memory("float64", 6), n=Integers(0, 6))
    def total(p, n): ...

    ulp         how far apart floats may be: 0, the same bits (any nan is a nan); 1 for what calls libm
    exact       exceptions have the same arguments, too
    options     of upcall.cfunc
    reference   run by the oracle instead, where SEMANTICS' typing shows and Python can't know it (see oracle.py)"""

from __future__ import annotations

import functools
import inspect
import itertools
import math
import random
import re
import struct
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import compiling
import numpy as np
import oracle
from hypothesis import given
from hypothesis import strategies as st

import upcall

from .values import Argument, Memory, Scalar

EDGE_LIMIT = 600  # combinations of edge values tried for a case
MEMORY_COUNT = 8  # elements behind a pointer that the case says nothing about

ALIASES = {
    "void": "none",
    "double": "float64",
    "intc": "int32",
    "intp": "int64",
    "ssize_t": "int64",
    "size_t": "uintp",
    "bool_": "boolean",
    "bool": "boolean",
}


def canonical(type_text: str) -> str:
    """`CPointer(double)` and `double*` as `float64*`."""
    text = type_text.replace(" ", "")
    pointer = re.fullmatch(r"CPointer\((\w+)\)", text)
    text = pointer[1] + "*" if pointer else text
    name = text.rstrip("*")
    return ALIASES.get(name, name) + text[len(name) :]


def parse_signature(text: str) -> tuple[str, list[str]]:
    parts = re.fullmatch(r"\s*(\w+)\s*\((.*)\)\s*", text)
    assert parts, text
    return canonical(parts[1]), [canonical(a) for a in parts[2].split(",") if a.strip()]


class Case:
    """One function under one signature."""

    def __init__(self, function: types.FunctionType, signature: str, settings: dict[str, Any]):
        settings = dict(settings)
        self.function = function
        self.signature = signature
        self.result_type, self.argument_types = parse_signature(signature)
        self.ulp: int = settings.pop("ulp", 0)
        self.exact: bool = settings.pop("exact", False)
        self.options: dict[str, Any] = settings.pop("options", {})
        self.reference: types.FunctionType = settings.pop("reference", None) or function
        names = list(inspect.signature(function).parameters)
        unknown = settings.keys() - set(names)
        assert not unknown, f"{function.__name__} has no arguments {unknown}"
        assert len(names) == len(self.argument_types), f"{function.__name__}: {signature}"
        self.arguments: list[Argument] = [
            settings.get(name) or default_argument(type_name)
            for name, type_name in zip(names, self.argument_types, strict=True)
        ]

    @functools.cached_property
    def compiled(self) -> Callable[..., Any]:
        return compiling.cfunc(self.signature, **self.options)(self.function)

    def edge_arguments(self) -> Iterator[Sequence[Any]]:
        """All combinations of edge values, or as many as the limit allows, the same in each run."""
        edges = [argument.edges() for argument in self.arguments]
        if math.prod(map(len, edges)) <= EDGE_LIMIT:
            return itertools.product(*edges)
        choose = random.Random(self.function.__name__ + self.signature)
        return (tuple(choose.choice(values) for values in edges) for _ in range(EDGE_LIMIT))

    def check(self, arguments: Sequence[Any]) -> None:
        ours = [a.copy() if isinstance(a, np.ndarray) else a for a in arguments]
        theirs = [a.copy() if isinstance(a, np.ndarray) else a for a in arguments]
        expected = oracle.run(self.reference, self.result_type, self.argument_types, theirs)
        got = self.call(ours)
        problem = self.compare(got, expected) or self.compare_memory(ours, theirs)
        assert not problem, self.describe(arguments, problem)

    def call(self, arguments: Sequence[Any]) -> oracle.Outcome:
        plain = [a.item() if isinstance(a, np.generic) else a for a in arguments]
        try:
            value = self.compiled(*plain)
        except upcall.CompileError:
            raise
        except Exception as exception:
            return oracle.Outcome(exception=exception)
        if self.result_type == "none":
            return oracle.Outcome(value)
        with np.errstate(all="ignore"):
            stored = np.dtype(oracle.DTYPES[self.result_type]).type(value)
        return oracle.Outcome(stored)

    def compare(self, got: oracle.Outcome, expected: oracle.Outcome) -> str:
        if type(got.exception) is not type(expected.exception):
            return f"compiled: {got!r}\nPython:   {expected!r}"
        if self.exact and expected.exception and got.exception and got.exception.args != expected.exception.args:
            return f"compiled: {got!r}\nPython:   {expected!r}"
        if expected.exception or self.same(got.value, expected.value):
            return ""
        return f"compiled: {text_of(got.value)}\nPython:   {text_of(expected.value)}"

    def compare_memory(self, ours: Sequence[Any], theirs: Sequence[Any]) -> str:
        for number, (a, b) in enumerate(zip(ours, theirs, strict=True)):
            if isinstance(a, np.ndarray) and not all(map(self.same, a, b)):
                return f"argument {number} after the call:\ncompiled: {a!r}\nPython:   {b!r}"
        return ""

    def same(self, a: Any, b: Any) -> bool:
        if a is None or b is None:
            return a is b
        if isinstance(b, np.complexfloating):
            return self.same(a.real, b.real) and self.same(a.imag, b.imag) or self.is_near(a, b)
        if not isinstance(b, np.floating):
            return bool(a == b)
        if np.isnan(a) or np.isnan(b):
            return bool(np.isnan(a) and np.isnan(b))
        return abs(ordinal(a) - ordinal(b)) <= self.ulp and (self.ulp > 0 or np.signbit(a) == np.signbit(b))

    def is_near(self, a: Any, b: Any) -> bool:
        """Of complex numbers that aren't the same: a small part may be as far off as the large one. Beside a nan, C leaves the
        sign of the other part open."""
        if not self.ulp:
            return False
        with np.errstate(all="ignore"):
            if np.isnan(a) or np.isnan(b):
                return self.same(abs(a.real), abs(b.real)) and self.same(abs(a.imag), abs(b.imag))
            return bool(abs(a - b) <= self.ulp * np.finfo(b.dtype).eps * abs(b)) and bool(np.isfinite(b))

    def describe(self, arguments: Sequence[Any], problem: str) -> str:
        shown = ", ".join(map(text_of, arguments))
        return f"{self.signature}\n{source_of(self.function)}called with ({shown})\n{problem}"


def source_of(function: types.FunctionType) -> str:
    try:
        return inspect.getsource(function)
    except OSError:  # from a string
        return f"{function.__qualname__} "


def ordinal(value: Any) -> int:
    """Floats in order, neighbours 1 apart; both zeros are 0."""
    bits = struct.unpack("<i", np.float32(value).tobytes()) if isinstance(value, np.float32) else None
    number = bits[0] if bits else struct.unpack("<q", np.float64(value).tobytes())[0]
    width = 32 if bits else 64
    return number if number >= 0 else -(number + 2 ** (width - 1))


def text_of(value: Any) -> str:
    if isinstance(value, np.floating):
        return f"{value!r} [{float(value).hex()}]"
    return repr(value)


def default_argument(type_name: str) -> Argument:
    return Memory(type_name[:-1], MEMORY_COUNT) if type_name.endswith("*") else Scalar(type_name)


CASES: dict[str, Case] = {}


def differential(*signatures: str, **settings: Any) -> Callable[[types.FunctionType], types.FunctionType]:
    """Make the function a case under each of the signatures."""

    def register(function: types.FunctionType) -> types.FunctionType:
        subject = function.__module__.rpartition(".")[2]
        for signature in signatures:
            name = f"{subject}/{function.__name__}"
            name += f"/{signature.replace(' ', '')}" if len(signatures) > 1 else ""
            assert name not in CASES, f"two cases are called {name}"
            CASES[name] = Case(function, signature, settings)
        return function

    return register


def check_edges(case: Case) -> None:
    for arguments in case.edge_arguments():
        case.check(arguments)


def check_drawn(case: Case) -> None:
    @given(st.tuples(*(argument.strategy() for argument in case.arguments)))
    def drawn(arguments: Sequence[Any]) -> None:
        case.check(arguments)

    drawn()
