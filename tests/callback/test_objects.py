"""Objects of Python's with methods: a method is the function with the object before its arguments."""

import functools

import numpy as np
import pytest

from upcall import CompileError, cfunc


class Base:
    shift = 0.5

    def shifted(self, x):
        return x + self.shift


class Line(Base):
    count = 7

    def __init__(self, a, b):
        self.a, self.b = a, b
        self.table = np.array([a, b])
        self.__dict__["hidden"] = 100.0

    def __call__(self, x, scale=1.0):
        return scale * (self.a * x + self.b)

    def slope(self):
        return self.a

    def twice(self, x):
        return self(x) + self.slope() * self.shifted(x)

    def powers(self, x, n):
        return 1.0 if n == 0 else x * self.powers(x, n - 1)

    def add(self, x):
        self.table[0] += x
        return self.table[0]

    @property
    def hidden(self):
        return self.b

    @property
    def root(self):
        return -self.b / self.a

    @classmethod
    def counted(cls, x):
        return x * cls.count

    @staticmethod
    def halved(x):
        return x / 2

    @functools.cached_property
    def kept(self):
        return 3.0


line, other = Line(2.0, -1.0), Line(3.0, 4.0)
bound, counted = line.twice, Line.counted

PROGRAMS = {
    "a method": lambda x: line.twice(x),
    "of a base": lambda x: line.shifted(x),
    "of two objects": lambda x: line.twice(x) - other.twice(x),
    "the object": lambda x: line(x) + line(x, scale=2.0) + other(x, 3.0),
    "the object's own": lambda x: line.__call__(x),
    "recursion": lambda x: line.powers(x, 5),
    "a property": lambda x: line.root * x + other.root,
    "a property before what the object has": lambda x: line.hidden * x,
    "a class method": lambda x: line.counted(x) + Line.counted(x) + counted(x),
    "a static method": lambda x: line.halved(x) + Line.halved(x),
    "of the class": lambda x: Line.twice(other, x),
    "bound outside": lambda x: bound(x),
    "a partial": functools.partial(lambda f, x: f(x), line.twice),
    "an argument": lambda x: apply(line, x) + apply(other.twice, x),
    "a comparison": lambda x: x if line.slope is None else 2 * x,
}


def apply(f, x):
    return f(x)


@pytest.mark.parametrize("case", PROGRAMS)
def test_as_python_does(case):
    function = PROGRAMS[case]
    if isinstance(function, functools.partial):
        made = function

        def function(x):
            return made(x)

    f = cfunc("float64(float64)")(function)
    for x in (1.5, -2.0, 0.0):
        assert f(x) == function(x)


def test_arrays_are_live():
    object_ = Line(1.0, 2.0)
    f = cfunc("float64(float64)")(lambda x: object_.add(x))
    assert [f(1.0), f(2.0)] == [2.0, 4.0]
    assert object_.table[0] == 4
    object_.table[0] = 10
    assert f(1.0) == 11


def test_numbers_are_frozen():
    object_ = Line(1.0, 2.0)
    f = cfunc("float64(float64)")(lambda x: object_(x))
    object_.a = 100.0
    assert f(1.0) == 3


def test_closures_over_objects():
    def make(object_):
        return cfunc("float64(float64)")(lambda x: object_.twice(x) + object_(x) + object_.root)

    for object_ in (line, other, Line(0.5, 0.25)):
        assert make(object_)(3.0) == object_.twice(3.0) + object_(3.0) + object_.root


class Mute:
    def __init__(self):
        self.__call__ = lambda x: x


class Changing:
    n = 0.0

    def step(self, x):
        self.n = self.n + x
        return self.n

    @property
    def whole(self):
        return self.n

    @whole.setter
    def whole(self, value):
        self.n = value


mute, changing = Mute(), Changing()


def sets_whole(x):
    changing.whole = x
    return x


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (lambda x: mute(x), "can't compile a call of an instance of Mute"),
        (lambda x: changing.step(x), "assigning to an attribute(.|\n)*upcall.struct"),
        (sets_whole, "assigning to an attribute"),
        (lambda x: line.kept, "has no attribute kept"),
        (lambda x: line.nothing(x), "has no attribute nothing"),
        (lambda x: line.slope(x), "slope.*1"),
        (lambda x: np.vectorize(abs)(x), "vectorize"),
    ],
)
def test_refused(function, message):
    with pytest.raises(CompileError, match=message):
        cfunc("float64(float64)")(function)
