"""What a function captures: closure cells, defaults, globals, lambdas, code from strings."""

import math

import numpy as np

from .harness import differential
from .values import Integers

RATE = 2.5
COUNT = 7
FLAG = True
NOTHING = None


def scaled(factor):
    def scale(x):
        return x * factor

    return scale


def shifted(count):
    def shift(n):
        return n + count

    return shift


for number, factor in enumerate((2.5, -0.0, float("inf"), 1e-320, 3)):
    function = scaled(factor)
    function.__name__ = f"scale_{number}"
    differential("float64(float64)", "float32(float32)")(function)

for number, count in enumerate((0, -1, 2**62, 2.5)):
    function = shifted(count)
    function.__name__ = f"shift_{number}"
    differential("float64(int64)" if isinstance(count, float) else "int64(int64)")(function)


def derived(factor):
    def derive(x):
        return -factor * x + 2 * factor * x + (COUNT // 2) * x + (1 << COUNT) * x + COUNT**2 * x

    return derive


differential("float64(float64)", "float64(float32)", "float32(float32)")(derived(0.1))


@differential("boolean(float32)")
def compares_with_derived(x):
    return x < RATE * RATE % 3 or x == -(COUNT // 2)


@differential("float64(float64)", "float32(float32)")
def uses_globals(x):
    return x * RATE + COUNT


@differential("int64(int64)")
def uses_int_global(a):
    return a % COUNT


@differential("float64(float64)")
def branches_on_globals(x):
    if FLAG and NOTHING is None and COUNT > 3:
        return x
    return -x


@differential("float64(float64)")
def attribute_of_module(x):
    return x - math.pi + np.e


def make_lambda():
    function = lambda x, y: x * y - 1 if x > y else y  # noqa: E731
    function.__name__ = "lambda_"
    return function


differential("float64(float64, float64)")(make_lambda())

SOURCE = """
def from_string(x, n):
    total = x
    for i in range(n):
        total = total * 0.5 + i
    return total
"""
namespace = {"__name__": __name__}
exec(SOURCE, namespace)
differential("float64(float64, intc)", n=Integers(0, 5))(namespace["from_string"])
