"""Errors of compilation leave nothing behind: no reference, no memory; and the next compile works."""

import gc
import pathlib
import resource
import sys

import golden
import numpy as np
import pytest

from upcall import CompileError, cfunc

CASES = [golden.read(path) for path in sorted((golden.ROOT / "errors").glob("*.py"))]


def references(function):
    """Counts of what the compiler holds while it looks at a function; every frame holds the built-ins."""
    names = {**getattr(function, "__globals__", {}), "__builtins__": None}
    held = [function, getattr(function, "__code__", None), *names.values()]
    return [sys.getrefcount(value) for value in held if not isinstance(value, (int, str, type(None)))]


def fail(case, function):
    """The error's text; the exception itself, whose traceback refers to all there is, is gone with this frame."""
    try:
        case.compile(function)
    except CompileError as error:
        return str(error)
    raise AssertionError("it compiles")


def test_no_reference_is_left():
    """All cases between one pair of collections, which take longer than the compiles."""
    functions = [case.function() for case in CASES]

    def fail_all(times):
        return [[fail(case, function) for case, function in zip(CASES, functions, strict=True)] for _ in range(times)]

    (texts,) = fail_all(1)
    gc.collect()
    before = [references(function) for function in functions]
    assert fail_all(3) == [texts] * 3
    gc.collect()
    after = [references(function) for function in functions]
    left = [case.path.stem for case, a, b in zip(CASES, before, after, strict=True) if a != b]
    assert not left
    assert cfunc("float64(float64)")(lambda x: x + 1)(1.0) == 2.0


def test_no_memory_is_left():
    table = np.zeros(1 << 20)

    def wrong(x):
        return table[0] + x.nothing

    def try_often(count):
        for _ in range(count):
            with pytest.raises(CompileError):
                cfunc("float64(float64)")(wrong)
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # KiB

    most = try_often(200)
    assert try_often(2000) - most < 4096
    assert sys.getrefcount(table) <= 4


@pytest.mark.parametrize(
    "source", ["def f(x):\n    return x.nothing\n", "f = lambda x: x.nothing", "def f(x):\n    yield x\n"]
)
def test_without_source_there_is_no_picture(source):
    """A function whose file isn't there, as after unpickling: the same words, the line's number, nothing drawn."""
    namespace = {}
    exec(compile(source, "/nowhere/module.py", "exec"), namespace)
    with pytest.raises(CompileError) as caught:
        cfunc("float64(float64)")(namespace["f"])
    assert str(caught.value).startswith("/nowhere/module.py:")
    assert caught.value.filename == "/nowhere/module.py"
    assert caught.value.lineno in (1, 2)
    assert "^" not in str(caught.value)


def test_the_source_has_changed_since():
    """The file is another one now: what the line says may be wrong, but the drawing stays within it."""
    namespace = {}
    exec(compile("def f(x):\n" + " " * 60 + "return x.nothing\n", __file__, "exec"), namespace)
    with pytest.raises(CompileError, match="has no attribute nothing"):
        cfunc("float64(float64)")(namespace["f"])


def test_prelude_stays_out_of_sight():
    """What a function of the prelude can't do is said of the built-in function, at the user's line."""
    with pytest.raises(CompileError) as caught:
        cfunc("int64(int64)")(lambda n: max(n))
    assert pathlib.Path(str(caught.value.filename)).name == pathlib.Path(__file__).name
    assert caught.value.message.startswith("max: ")
