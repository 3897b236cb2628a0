"""Calls of C functions of random prototypes, as gcc and clang compile them: what arrives, and what comes back.

UPCALL_RANDOM_CALLS is how many; the default is for each run of the tests."""

import ctypes
import os
import random
import tempfile

import numpy as np
import pytest
from c_structs import COMPILERS, compiled

from upcall import cfunc, types

COUNT = int(os.environ.get("UPCALL_RANDOM_CALLS", "300"))
BATCH = 50
WORD = 2**64
# Integers: how many bits, and whether there is a sign
INTEGERS = {
    "_Bool": (1, False, ctypes.c_bool),
    "char": (8, False, None),
    "signed char": (8, True, ctypes.c_int8),
    "unsigned char": (8, False, ctypes.c_uint8),
    "short": (16, True, ctypes.c_int16),
    "unsigned short": (16, False, ctypes.c_uint16),
    "int": (32, True, ctypes.c_int32),
    "unsigned": (32, False, ctypes.c_uint32),
    "long": (64, True, ctypes.c_long),
    "size_t": (64, False, ctypes.c_size_t),
    "unsigned long long": (64, False, ctypes.c_uint64),
}
FLOATS = {"float": ctypes.c_float, "double": ctypes.c_double}
VARIADIC = {"int": "types.intc", "unsigned": "types.uint32", "long": "types.int64", "double": ""}
pytestmark = pytest.mark.skipif(not COMPILERS, reason="no C compiler")


def cut(number, bits, is_signed):
    """The low bits, as a number of that type."""
    number %= 2**bits
    return number - 2**bits if is_signed and number >> bits - 1 else number


class Call:
    """A function, and one call of it: `sources` are the arguments in Python, `values` what arrives."""

    def __init__(self, rng, number):
        self.number = number
        self.result = rng.choice([*INTEGERS, "float", "double", "double"])
        self.is_variadic = rng.random() < 0.2
        many = list(INTEGERS) + 4 * list(FLOATS)
        self.types = rng.choices(many, k=rng.choice([*range(1 if self.is_variadic else 0, 9), 12, 16, 20]))
        behind = rng.choices(list(VARIADIC), k=rng.choice([0, 1, 2, 3, 5, 9])) if self.is_variadic else []
        self.fixed = len(self.types)
        self.types += behind
        self.is_captured = not self.is_variadic and "char" not in [*self.types, self.result] and rng.random() < 0.5
        self.sources, self.values, self.numbers, self.reals = [], [], [], []
        for k, type_ in enumerate(self.types):
            self.add_argument(rng, type_, behind=k >= self.fixed)

    def add_argument(self, rng, type_, *, behind):
        if type_ in FLOATS:
            value = arrives = rng.randint(-3200, 3200) / 8
            kept, array = self.reals, "x"
        else:
            value, (bits, is_signed, _) = rng.randint(-(2**63), 2**63 - 1), INTEGERS[type_]
            value >>= rng.choice([0, 8, 33, 50])
            arrives = int(value != 0) if type_ == "_Bool" else cut(value, bits, is_signed)
            kept, array = self.numbers, "n"
        source = repr(arrives)  # what doesn't fit is an error where it is a constant
        if rng.random() < 0.7:
            source = f"{array}[{len(kept)}]"
            kept.append(value)
        self.sources.append(f"{VARIADIC[type_]}({source})" if behind else source)
        self.values.append(arrives)

    def in_c(self):
        """Integers are added up in 64 bits, each times its place, floats as doubles."""
        named = [f"{type_} a{k}" for k, type_ in enumerate(self.types[: self.fixed])]
        behind = list(enumerate(self.types))[self.fixed :]
        taken = "".join(f"{type_} a{k} = va_arg(list, {type_}); " for k, type_ in behind)
        opened = f"va_list list; va_start(list, a{self.fixed - 1}); {taken}va_end(list);" if self.is_variadic else ""
        added = "".join(
            f" x += a{k} * {k + 3};" if type_ in FLOATS else f" n += {self.word(k, type_)} * {k + 3};"
            for k, type_ in enumerate(self.types)
        )
        total = "x + n % 4096" if self.result in FLOATS else "n + (unsigned long long)(long long)x"
        total = f"({total}) & 1" if self.result == "_Bool" else total
        parameters = ", ".join(named + ["..."] * self.is_variadic) or "void"
        return f"""{self.result} f{self.number}({parameters})
            {{ unsigned long long n = 1; double x = 0; {opened}{added} return ({self.result})({total}); }}"""

    @staticmethod
    def word(k, type_):
        return f"(unsigned long long){'(unsigned char)' if type_ == 'char' else ''}a{k}"

    def expected(self):
        x, n = 0.0, 1
        for k, (type_, value) in enumerate(zip(self.types, self.values, strict=True)):
            x += value * (k + 3) if type_ in FLOATS else 0
            n += 0 if type_ in FLOATS else value * (k + 3)
        if self.result in FLOATS:
            total = x + n % 4096
            return float(np.float32(total)) if self.result == "float" else total
        total = (n + int(x)) % WORD
        bits, is_signed, _ = INTEGERS[self.result]
        return cut(cut(total, bits, is_signed), 64, True)

    def pointer(self):
        """The parameter that it comes as."""
        words = ", ".join(self.types[: self.fixed] + ["..."] * self.is_variadic)
        return f"{self.result} (*f{self.number})({words or 'void'})"

    def declare(self, function):
        classes = FLOATS | {name: class_ for name, (_, _, class_) in INTEGERS.items()}
        function.restype = classes[self.result]
        function.argtypes = [classes[type_] for type_ in self.types]
        return function

    def calling(self):
        """One that calls it, as text."""
        out = "reals" if self.result in FLOATS else "numbers"
        return f"    n, x = n{self.number}, x{self.number}\n    {out}[{self.number}] = f{self.number}({', '.join(self.sources)})"


def calls_of(calls, functions):
    """The results of all of them, of one callback that calls them in turn."""
    passed = [call for call in calls if not call.is_captured]
    numbers, reals = np.zeros(len(calls), np.int64), np.zeros(len(calls))
    names = {"types": types, "numbers": numbers, "reals": reals}
    for call, function in zip(calls, functions, strict=True):
        names[f"n{call.number}"] = np.array(call.numbers or [0], np.int64)
        names[f"x{call.number}"] = np.array(call.reals or [0.0])
        if call.is_captured:
            names[f"f{call.number}"] = call.declare(function)
    parameters = ", ".join(f"f{call.number}" for call in passed)
    exec("\n".join([f"def run({parameters}):", *(call.calling() for call in calls)]), names)
    run = cfunc(f"void ({', '.join(call.pointer() for call in passed) or 'void'})")(names["run"])
    run(*(functions[call.number] for call in passed))
    return [(reals if call.result in FLOATS else numbers)[call.number] for call in calls]


@pytest.mark.parametrize("batch", range((COUNT + BATCH - 1) // BATCH))
def test_arguments_and_results(batch):
    rng = random.Random(7000 + batch)
    calls = [Call(rng, number) for number in range(min(BATCH, COUNT - batch * BATCH))]
    source = "\n".join(["#include <stdarg.h>", "#include <stddef.h>", *(call.in_c() for call in calls)])
    for compiler in COMPILERS:
        with tempfile.TemporaryDirectory() as folder:
            library = compiled(folder, compiler, source, "calls")
            functions = [library[f"f{call.number}"] for call in calls]
            for call, result in zip(calls, calls_of(calls, functions), strict=True):
                assert result == call.expected(), (compiler, call.in_c(), call.sources)
