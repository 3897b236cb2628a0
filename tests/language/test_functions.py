"""Functions that come in unusual ways: without source, from exec, pickle and closures, on many threads; and what a compile
leaves behind."""

from __future__ import annotations

import gc
import linecache
import math
import os
import pickle
import sysconfig
import threading
import tracemalloc
import types as python_types

import numpy as np
import pytest

import upcall
from upcall import _core, cfunc


def at_module_level(x):
    return x * 2.0 + 1.0


def scaled(factor):
    return lambda x: x * factor


# --- where functions come from


def test_lambda():
    assert cfunc("int64(int64, int64)")(lambda a, b: a * b - 1)(6, 7) == 41


def test_exec_without_source():
    names = {}
    exec("def f(x):\n    y = x + 1\n    return y * k\nk = 3", names)
    assert cfunc("float64(float64)")(names["f"])(1.0) == 6.0


def test_functions_among_their_own_defaults():
    def g(x, first=None, *, second=None):
        return x + 1.0

    g.__defaults__ = (g,)
    g.__kwdefaults__ = {"second": (g, g)}
    assert cfunc("float64(float64)")(lambda x: g(x))(2.0) == 3.0


def test_very_long_names():
    """The symbol is cut, at a character; the name isn't."""
    names = {}
    exec(f"def {'é' * 5000}(x): return x + 1", names)
    compiled = cfunc("float64(float64)")(names["é" * 5000])
    assert compiled(1.0) == 2.0
    assert compiled.__name__ == "é" * 5000
    assert compiled.native_name == "upcall." + "é" * 100


def test_a_long_chain_of_operations_needs_no_stack():
    names, lengths = {}, []
    lines = "".join(f"    y = y * x + {i}.5\n" for i in range(4000))
    exec(f"def f(x):\n    y = 0.0\n{lines}    return y\n", names)
    usual = threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(
            target=lambda: lengths.append(len(_core.inspect(names["f"], "float64(float64)", "lir")))
        )
        thread.start()
    finally:
        threading.stack_size(usual)
    thread.join()
    assert lengths
    assert lengths[0] > 4000


def test_recursion_is_known_by_its_name():
    """A name that is unbound until the decorator returns is the function; not an undefined name."""
    names = {"cfunc": cfunc}
    exec("@cfunc('float64(float64)')\ndef f(x): return x if x < 2 else f(x - 1)", names)
    assert names["f"](7.5) == 1.5

    @cfunc("float64(float64)")
    def g(x):
        return x if x < 2 else g(x - 1)

    assert g(7.5) == 1.5


def test_error_without_source():
    names = {}
    exec(compile("def f(x):\n    return x * nowhere\n", "<no file>", "exec"), names)
    with pytest.raises(upcall.CompileError) as info:
        cfunc("float64(float64)")(names["f"])
    assert info.value.name == "E_NAME_UNKNOWN"
    assert str(info.value).splitlines()[0] == "<no file>:2 in f: the name nowhere isn't defined"


def test_a_name_without_a_value_is_not_offered_for_itself():
    def outer(a):
        def f(x):
            return a * x  # noqa: F821

        del a
        return f

    with pytest.raises(upcall.CompileError, match=r"(?m)the name a isn't defined$"):
        cfunc("float64(float64)")(outer(2.0))


def test_error_shows_source_of_linecache():
    source = "def f(x):\n    return x * nowhere\n"
    linecache.cache["<cell 1>"] = (len(source), None, source.splitlines(keepends=True), "<cell 1>")
    names = {}
    exec(compile(source, "<cell 1>", "exec"), names)
    with pytest.raises(upcall.CompileError, match="return x \\* nowhere"):
        cfunc("float64(float64)")(names["f"])


def test_error_without_positions():
    """A code object whose line table is gone: the words remain, without a picture."""
    names = {}
    exec("def f(x):\n    return x * nowhere\n", names)
    function = python_types.FunctionType(names["f"].__code__.replace(co_linetable=b""), {})
    with pytest.raises(upcall.CompileError) as info:
        cfunc("float64(float64)")(function)
    assert info.value.name == "E_NAME_UNKNOWN"
    assert "nowhere isn't defined" in str(info.value)
    assert "^" not in str(info.value)


def test_unpickled():
    assert cfunc("float64(float64)")(pickle.loads(pickle.dumps(at_module_level)))(2.0) == 5.0


def test_made_of_code_object():
    function = python_types.FunctionType((lambda x: x / scale).__code__, {"scale": 4})  # noqa: F821
    assert cfunc("float64(float64)")(function)(2.0) == 0.5


def test_decorated_twice():
    compiled = cfunc("float64(float64)")(at_module_level)
    assert compiled.__wrapped__ is at_module_level
    assert (compiled.__name__, compiled.__qualname__) == ("at_module_level", "at_module_level")
    assert cfunc("float32(float32)")(compiled.__wrapped__)(1.5) == 4.0


@pytest.mark.parametrize("thing", [3, len, int, "text", None])
def test_what_is_no_function(thing):
    with pytest.raises((TypeError, upcall.CompileError)):
        cfunc("float64(float64)")(thing)


def test_names_are_frozen_at_decoration():
    names = {"k": 3}
    exec("def f(x):\n    return x * k", names)
    compiled = cfunc("float64(float64)")(names["f"])
    names["k"] = 4
    assert compiled(1.0) == 3.0


def test_a_shadowed_builtin_is_what_the_function_sees():
    names = {"range": 7}
    exec("def f(x):\n    return x * range", names)
    assert cfunc("float64(float64)")(names["f"])(2.0) == 14.0


def test_closures_with_floats():
    compiled = [cfunc("float64(float64)")(scaled(k * 0.5)) for k in range(200)]
    assert [f(3.0) for f in compiled] == [1.5 * k for k in range(200)]
    assert len({f.address for f in compiled}) == 200


def test_closure_cell_is_frozen():
    factor = 2.0

    def f(x):
        return x * factor

    compiled = cfunc("float64(float64)")(f)
    factor = 3.0
    assert compiled(1.0) == 2.0
    assert cfunc("float64(float64)")(f)(1.0) == 3.0


@pytest.mark.parametrize("value", [0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, 1.7976931348623157e308])
def test_floats_of_cells_keep_their_bits(value):
    result = np.float64(cfunc("float64(float64)")(scaled(value))(1.0))
    assert result.tobytes() == np.float64(value).tobytes() or (math.isnan(value) and np.isnan(result))


# --- many at once


def test_threads_compile_at_once():
    results, failures = {}, []

    def work(number):
        try:
            for step in range(15):
                names = {}
                exec(
                    f"def f(x, n):\n    t = x\n    for i in range(n):\n        t += {number} * i\n    return t + {step}",
                    names,
                )
                results[number, step] = cfunc("float64(float64, intc)")(names["f"])(0.5, 4)
                with pytest.raises(upcall.CompileError):
                    cfunc("float64(float64)")(lambda x: x.nothing)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert results == {(n, s): 0.5 + 6 * n + s for n in range(8) for s in range(15)}


def test_threads_call_at_once():
    compiled = cfunc("float64(intc)")(lambda n: n * 0.5)
    wrong = []

    def work(number):
        wrong.extend(n for n in range(2000) if compiled(n + number) != (n + number) * 0.5)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


# --- what is left behind


def resident():
    """Bytes of memory in use."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * 4096


def growth(action, rounds, warm_up):
    """Objects, traced bytes and resident bytes that `rounds` actions leave, once `warm_up` actions have filled caches."""
    for _ in range(warm_up):
        action()
    gc.collect()
    objects, size = len(gc.get_objects()), resident()
    tracemalloc.start()
    try:
        for _ in range(rounds):
            action()
        gc.collect()
        traced, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return len(gc.get_objects()) - objects, traced, resident() - size


def failing_compile():
    table = {"a": 1}

    def f(x):
        y = np.exp(x) + math.pi
        return y * table

    with pytest.raises(upcall.CompileError) as info:
        cfunc("float64(float64)")(f)
    del info


def failing_generator():
    table = np.arange(5.0)

    def f(x):
        numbers = (y * x for y in table if y > x)
        return sum(numbers) + sum(numbers)

    with pytest.raises(upcall.CompileError) as info:
        cfunc("float64(float64)")(f)
    del info


def failing_closure():
    def f(x):
        y = 1.0
        functions = (lambda t: t * y, lambda t: t + x)
        y = x
        return functions[0](x)

    with pytest.raises(upcall.CompileError) as info:
        cfunc("float64(float64)")(f)
    del info


def failing_signature():
    with pytest.raises(upcall.CompileError):
        cfunc("float64(flaot64, CPointer(int32))")


def compiling_and_dropping():
    k = 2.5
    cfunc("float64(float64)")(lambda x: np.exp(x) * k)(1.0)


FAILING = [failing_compile, failing_signature, failing_generator, failing_closure]


@pytest.mark.parametrize("action", [*FAILING, compiling_and_dropping])
def test_nothing_is_left(action):
    """Neither a successful compile nor an error holds on to anything."""
    rounds = 2000 if action is not compiling_and_dropping else 400
    objects, traced, size = growth(action, rounds, warm_up=rounds // 4)
    later = 500_000 if sysconfig.get_config_var("Py_GIL_DISABLED") else 0  # what is freed once no thread can look at it
    assert objects < 50
    if os.environ.get("PYTHONMALLOC") != "malloc":  # there tracemalloc goes on counting blocks that malloc has back
        assert traced < 100 * rounds + later
    assert size < 1024 * rounds + 32 * later


def test_an_error_releases_what_it_captured():
    class Owner:
        pass

    owner = Owner()
    alive = python_types.SimpleNamespace(count=len(gc.get_referrers(owner)))

    def f(x):
        return x + owner

    with pytest.raises(upcall.CompileError):
        cfunc("float64(float64)")(f)
    assert len(gc.get_referrers(owner)) == alive.count


def test_a_callback_keeps_its_function_and_lets_it_go():
    import weakref

    def f(x):
        return x + 1

    gone = weakref.ref(f)
    compiled = cfunc("float64(float64)")(f)
    del f
    gc.collect()
    assert gone() is compiled.__wrapped__
    del compiled
    gc.collect()
    assert gone() is None


def factorial_of(n):
    return math.factorial(n)


def test_exception_of_the_prelude_is_raised_by_the_call():
    """What is written in the language reads as built in: no line of its file in the traceback."""
    with pytest.raises(ValueError, match=r"factorial\(\) not defined for negative values") as info:
        cfunc("int64(int64)")(factorial_of)(-1)
    last = info.traceback[-1]
    assert last.name == "factorial_of" or "prelude" not in str(last.path)
    assert all("prelude" not in str(entry.path) for entry in info.traceback)


# --- as many arguments, elements and keywords as one likes


@pytest.mark.parametrize("count", [15, 16, 30, 31, 62, 63, 64, 300])
@pytest.mark.parametrize("form", ["arguments", "elements", "keywords", "beside a star"])
def test_many(count, form):
    names = [f"a{i}" for i in range(count)]
    values = [f"x * {i}" for i in range(count)]
    calls = {
        "arguments": f"g({', '.join(values)})",
        "elements": f"(lambda t: t[0] + 2 * t[{count // 2}] + 3 * t[-1])(({', '.join(values)},))",
        "keywords": f"g({', '.join(f'{name}={value}' for name, value in zip(names, values, strict=True))})",
        "beside a star": f"g({', '.join(values[:3])}, *pair, {', '.join(values[5:])})",
    }
    source = f"""
def g({", ".join(names)}):
    return a0 + 2 * a{count // 2} + 3 * a{count - 1}
def f(x):
    pair = (x * 3, x * 4)
    return {calls[form]}
"""
    scope = {}
    exec(source, scope)
    assert cfunc("float64(float64)")(scope["f"])(1.5) == scope["f"](1.5)


def test_many_wrongly():
    keywords = ", ".join(f"a{i}=x" for i in range(20))
    scope = {}
    exec(f"def g({', '.join(f'a{i}' for i in range(20))}): return a0\ndef f(x): return g({keywords}, b=x)", scope)
    with pytest.raises(upcall.CompileError, match="the function g has no argument b"):
        cfunc("float64(float64)")(scope["f"])
