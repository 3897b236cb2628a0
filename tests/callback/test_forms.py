"""What cfunc makes C functions of, beside plain functions: partials, methods, objects, *args, defaults."""

import functools
import pickle

import numpy as np
import pytest

from upcall import CompileError, cfunc, types


def line(x, a, b):
    return x + 10 * a + 100 * b


def with_default(x, y=4.0):
    return x + y


def with_keyword(x, *, y=4.0):
    return x + y


def with_rest(x, *rest):
    return x + 10 * rest[0] + 100 * len(rest)


class Scaled:
    def __init__(self, factor):
        self.factor = factor

    def times(self, x):
        return self.factor * x

    def __call__(self, x, y):
        return self.factor + x + y

    @classmethod
    def plus_one(cls, x):
        return x + 1

    @staticmethod
    def plus_two(x):
        return x + 2


scaled = Scaled(3.0)
FORMS = {
    "partial, positional": (functools.partial(line, 5.0), 2),
    "partial, keyword": (functools.partial(line, b=5.0), 2),
    "partial of a method": (functools.partial(scaled, 1.0), 1),
    "method": (scaled.times, 1),
    "class method": (Scaled.plus_one, 1),
    "static method": (Scaled.plus_two, 1),
    "object": (scaled, 2),
    "rest": (with_rest, 4),
    "rest alone": (lambda *args: args[0] - args[1], 2),
    "default": (with_default, 1),
    "default given": (with_default, 2),
    "keyword-only": (with_keyword, 1),
}


@pytest.mark.parametrize("name", FORMS)
def test_form(name):
    function, count = FORMS[name]
    signature = f"double({', '.join(['double'] * count)})"
    compiled = cfunc(signature)(function)
    arguments = [2.0, 3.0, 7.0, 11.0][:count]
    assert compiled(*arguments) == compiled.ctypes(*arguments) == function(*arguments)
    assert compiled.__wrapped__ is function


def test_names_and_keywords_are_the_function_s():
    compiled = cfunc("double(double, double)")(functools.partial(line, b=5.0))
    assert compiled.__name__ == "line"
    assert repr(compiled) == f"<cfunc line: double (double, double) at {__file__}:{line.__code__.co_firstlineno}>"
    assert compiled(a=1.0, x=2.0) == line(2.0, 1.0, 5.0)


class Annotated:
    def method(self, x: types.float32, p: types.CPointer(types.float64)) -> float:
        return x + p[0]


def test_annotations():
    compiled = cfunc()(Annotated().method)
    assert str(compiled.signature) == "(float32, float64*) -> float64"
    assert cfunc("double (float, void *)")(Annotated().method)(0.5, np.ones(1)) == 1.5


def test_an_object_is_looked_at_once():
    changing = Scaled(2.0)
    compiled = cfunc("double(double)")(changing.times)
    changing.factor = 5.0
    assert compiled(1.0) == 2.0
    assert cfunc("double(double)")(changing.times)(1.0) == 5.0


def test_pickle():
    cloudpickle = pytest.importorskip("cloudpickle")
    compiled = cfunc("double(double)")(functools.partial(with_default, 3.0))
    assert pickle.loads(cloudpickle.dumps(compiled))(1.0) == 4.0


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (functools.partial(line), "line lacks the argument a"),
        (functools.partial(line, 1.0, 2.0, 3.0), "takes 3 positional arguments, not 4"),
        (functools.partial(line, c=1.0), "no argument c"),
        (scaled, "lacks the argument y"),
        (lambda x, *, y: x, "keyword-only arguments"),
        (lambda x, y, z=1, *rest: x, "takes 3 arguments, but the signature gives it 1"),
        (lambda x, **keywords: x, r"\*\*kwargs"),
    ],
)
def test_refused(function, message):
    with pytest.raises(CompileError, match=message) as caught:
        cfunc("double(double)")(function)
    assert caught.value.filename == __file__


@pytest.mark.parametrize("thing", [abs, int, Scaled, 3])
def test_what_has_no_code(thing):
    with pytest.raises(TypeError, match="only Python functions can be compiled"):
        cfunc("double(double)")(thing)
