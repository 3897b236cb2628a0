"""Attributes of classes and instances, frozen at decoration."""

import types

import numpy as np

from .harness import differential


class Constants:
    gravity = 9.81
    count = 3
    pair = (2.0, 5)
    name = "quick"
    table = np.array([1.0, 2.0, 4.0])

    @staticmethod
    def half(x):
        return 0.5 * x

    def twice(x):
        return x + x


class Derived(Constants):
    count = 4

    def __init__(self):
        self.rate = 0.25
        self.inner = types.SimpleNamespace(depth=7, f=half_of)


def half_of(x):
    return x * 0.5


settings = Derived()


@differential("float64(float64)")
def of_a_class(x):
    return Constants.gravity * x + Constants.count + Constants.pair[1]


@differential("float64(float64)")
def of_a_base(x):
    return Derived.gravity * x - Derived.count


@differential("float64(float64)")
def of_an_instance(x):
    return settings.rate * x + settings.gravity - settings.count


@differential("float64(float64)")
def of_an_instance_in_an_instance(x):
    return settings.inner.depth * settings.inner.f(x)


@differential("float64(float64)")
def branch_on_a_text(x):
    if settings.name == "quick":
        return x
    return -x


@differential("float64(float64)")
def functions_of_a_class(x):
    return Constants.half(x) - Constants.twice(x)


@differential("float64(intc)")
def array_of_a_class(i):
    return Constants.table[i]
