"""Attributes of classes and instances, frozen at decoration."""

import dataclasses
import enum
import sys
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


class Mode(enum.Enum):
    SLOW = 1.5
    FAST = (2, 3.5)


class Level(enum.IntEnum):
    LOW = 3


class Word(str, enum.Enum):
    QUICK = "quick"


class Slots:
    __slots__ = ("rate", "unset")

    def __init__(self):
        self.rate = 2.5


@dataclasses.dataclass(slots=True)
class Point:
    x: float = 3.0


settings = Derived()
mode = Mode.FAST
slots = Slots()
point = Point()


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


@differential("float64(float64)")
def of_an_enum(x):
    if mode is Mode.FAST and mode.name == "FAST":
        x += mode.value[1]
    return x * Mode.SLOW.value + Level.LOW.value + Level.LOW + (Word.QUICK.value == settings.name)


@differential("float64(float64)")
def in_slots(x):
    return slots.rate * x + point.x


@differential("float64(float64)")
def of_structs_of_python(x):
    return x + sys.float_info.epsilon + sys.float_info.max_exp + sys.int_info.bits_per_digit
