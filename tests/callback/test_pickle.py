"""CFuncs in pickles: by name, by parts, in other processes, from other versions of Python."""

from __future__ import annotations

import ctypes
import enum
import functools
import gc
import importlib
import inspect
import math
import operator
import os
import pickle
import subprocess
import sys
import textwrap
import threading
import types as python_types
import weakref

import numpy as np
import pytest
from bytecode import load

from upcall import CFunc, CompileError, Value, _core, _pickle, cfunc, types

RECORDED = {version: load.load(version) for version in load.VERSIONS}
PROTOCOLS = range(2, pickle.HIGHEST_PROTOCOL + 1)


def again(value, protocol=pickle.HIGHEST_PROTOCOL):
    return pickle.loads(pickle.dumps(value, protocol))


# ---- what a function refers to goes along


class Color(enum.IntEnum):
    RED = 3


class Scale:
    factor = 1.5

    def __init__(self, offset):
        self.offset = offset


SCALE = Scale(0.25)
TABLE = np.arange(4.0)
PAIR = (2.0, (3.0, 4))


def twice(x):
    return 2 * x


def collatz(n):
    return 1 if n == 1 else 1 + (even(n) if n % 2 == 0 else odd(n))


def even(n):
    return collatz(n // 2)


def odd(n):
    return collatz(3 * n + 1)


def closure():
    rate, steps = 0.5, 3

    def inner(x, *, by=0.125):
        return x * rate + by

    def outer(x):
        for _ in range(steps):
            x = inner(x)
        return x + rate

    return outer


def recursive():
    def factorial(n):
        return 1.0 if n < 2 else n * factorial(n - 1)

    return factorial


def own_array():
    weights = np.array([[1.0, 2.0], [3.0, 4.0]])
    column = np.array([5, 6], "u1")
    return lambda x: x * weights[1, 0] + column[1]


def through_partial():
    return functools.partial(lambda a, b, c: a * 100 + b * 10 + c, 1.0, c=3.0)


PARTIAL = through_partial()
CHOICE = (lambda x: x + 1, lambda x: x + 2)
FUNCTIONS = {
    "lambda": lambda x: x + 0.1,
    "math": lambda x: math.sin(x) + np.exp(x) + abs(x),
    "global": lambda x: x + PAIR[0] + PAIR[1][1],
    "array": lambda x: x + TABLE[2],
    "own array": own_array(),
    "enum": lambda x: x + Color.RED,
    "instance": lambda x: x * SCALE.factor + SCALE.offset,
    "function": twice,
    "called": lambda x: twice(twice(x)) + collatz(6),
    "closure": closure(),
    "recursive": recursive(),
    "partial": lambda x: PARTIAL(x),
    "functions in a tuple": lambda x: CHOICE[0](x) * CHOICE[1](x),
    "getter": lambda x: operator.itemgetter(1)((x, x + 1)),
    "generator": lambda x: sum(x * i for i in range(4)),
}


def main_module(function):
    """The same function as a script's: its module is __main__, and no import finds it."""
    names = dict(function.__globals__, __name__="__main__")
    made = {}

    def moved(value):
        if type(value) is not python_types.FunctionType or value.__globals__ is not function.__globals__:
            return value
        if id(value) not in made:
            made[id(value)] = python_types.FunctionType(
                value.__code__, names, None, value.__defaults__, value.__closure__
            )
            made[id(value)].__kwdefaults__ = value.__kwdefaults__
        return made[id(value)]

    for name, value in names.items():
        names[name] = moved(value)
    return moved(function)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_by_parts(name):
    for function in (FUNCTIONS[name], main_module(FUNCTIONS[name])):
        before = cfunc("float64(float64)")(function)
        after = again(before)
        assert after is not before
        assert after(3.0) == before(3.0) == after.__wrapped__(3.0)
        assert after.ctypes(2.0) == before(2.0)
        assert again(after)(3.0) == before(3.0)
        assert after.inspect_lir() == before.inspect_lir()


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_protocols(protocol):
    before = cfunc("float64(float64)")(closure())
    assert again(before, protocol)(3.0) == before(3.0)
    with_python = pickle._dumps(before, protocol)
    assert pickle._loads(with_python)(3.0) == before(3.0)


def test_only_what_the_compile_looks_up():
    names = {"__name__": "__main__", "used": 2.0, "lock": threading.Lock(), "FLAG": False, "log": threading.Lock()}
    exec("def f(x):\n    if FLAG:\n        log.info(x)\n    return x + used", names)
    after = again(cfunc("float64(float64)")(names["f"]))
    assert after(1.0) == 3.0
    assert after.__wrapped__.__globals__.keys() - {"__builtins__"} == {"__name__", "used", "FLAG"}


def test_names_that_stand_before_builtins():
    names = {"__name__": "__main__", "abs": twice}
    after = again(cfunc("float64(float64)")(eval("lambda x: abs(x)", names)))
    assert after(-1.0) == -2.0
    own = {"__name__": "__main__", "__builtins__": {"abs": twice}}
    after = again(cfunc("float64(float64)")(eval("lambda x: abs(x)", own)))
    assert after(-1.0) == after.__wrapped__(-1.0) == -2.0


def test_shared_cells_and_globals_stay_shared():
    def make():
        factor = 2.0

        def inner(x):
            return x * factor

        return cfunc("float64(float64)")(lambda x: inner(x) + factor)

    function = again(make()).__wrapped__
    cells = dict(zip(function.__code__.co_freevars, function.__closure__, strict=True))
    assert cells["inner"].cell_contents.__closure__[0] is cells["factor"]
    assert cells["inner"].cell_contents.__globals__ is function.__globals__


def test_helpers_that_refer_to_each_other():
    after = again(cfunc("int64(int64)")(main_module(collatz)))
    names = after.__wrapped__.__globals__
    assert after(27) == collatz(27)
    assert names["even"].__globals__ is names
    assert names["collatz"] is after.__wrapped__


def test_its_own_name_leads_to_it():
    names = {"__name__": "__main__", "cfunc": cfunc}
    exec('@cfunc("int64(int64)")\ndef count(n):\n    return 0 if n == 0 else 1 + count(n - 1)', names)
    after = again(names["count"])
    assert after(5) == 5
    assert after.__wrapped__.__globals__["count"] is after

    def make():
        @cfunc("int64(int64)")
        def count(n):
            return 0 if n == 0 else 1 + count(n - 1)

        return count

    after = again(make())
    assert after(5) == after.__wrapped__(5) == 5
    assert after.__wrapped__.__closure__[0].cell_contents is after


def test_another_cfunc():
    square = cfunc("float64(float64)")(lambda x: x * x)
    before = cfunc("float64(float64)")(lambda x: square(x) + square(1.0))
    square_after, after = again((square, before))
    assert after(3.0) == 10.0
    cells = after.__wrapped__.__closure__
    assert cells[0].cell_contents is square_after


@pytest.mark.parametrize("kind", [float, int, np.float32, lambda k: np.arange(k + 2.0), lambda k: (k, 0.5)])
def test_a_factory(kind):
    """Whatever of their code closures share."""

    def make(k):
        if isinstance(k, (tuple, np.ndarray)):
            return cfunc("float64(float64)")(lambda x: x + k[1] + len(k))
        return cfunc("float64(float64)")(lambda x: x + k)

    made = [make(kind(k)) for k in range(5)]
    assert [f(1.5) for f in again(made)] == [f(1.5) for f in made] == [f.__wrapped__(1.5) for f in made]
    assert [again(f)(1.5) for f in reversed(made)] == [f(1.5) for f in reversed(made)]


def test_closures_share_their_code():
    def make(k):
        return cfunc("float64(float64)")(lambda x: x * k)

    first, second = again([make(2.0), make(3.0)])
    assert first.__wrapped__.__code__ is second.__wrapped__.__code__ is again(make(4.0)).__wrapped__.__code__
    assert (first(1.5), second(1.5)) == (3.0, 4.5)


@pytest.mark.parametrize("texts", [("1", "True", "1.0"), ("0.0", "-0.0"), ("(1, 2)[0]", "(True, 2)[0]")])
def test_equal_constants_are_not_the_same(texts):
    """Code objects that differ in nothing else: by the types of their constants, or the sign of zero."""
    for text in texts:
        after = again(cfunc("float64(float64)")(eval(f"lambda x: 1 / np.copysign(x, {text})", {"np": np})))
        constants = after.__wrapped__.__code__.co_consts
        assert repr(constants) == repr(eval(f"lambda x: 1 / np.copysign(x, {text})").__code__.co_consts)
        assert after(2.0) == 1 / np.copysign(2.0, eval(text))


def test_values_are_shared_among_what_is_pickled_together():
    value = Value(2.0)
    read = cfunc("float64()")(lambda: value.value)
    twice_read = cfunc("float64()")(lambda: 2 * value.value)
    read_after, twice_after, value_after = again((read, twice_read, value))
    value_after.value = 5.0
    assert (read_after(), twice_after(), read(), value.value) == (5.0, 10.0, 2.0, 2.0)


def test_arrays_are_shared_among_what_is_pickled_together():
    data = np.zeros(3)

    @cfunc("void(intp, float64)")
    def put(i, x):
        data[i] = x

    get = cfunc("float64(intp)")(lambda i: data[i])
    put_after, get_after, data_after = again((put, get, data))
    put_after(1, 5.0)
    assert get_after(1) == data_after[1] == 5.0
    assert data[1] == get(1) == 0.0


def test_arrays_go_with_the_numbers_they_have_now():
    data = np.zeros(2)
    get = cfunc("float64(intp)")(lambda i: data[i])
    data[1] = 7.0
    assert again(get)(1) == 7.0


ARRAYS = {
    "a[1, 0]": np.arange(6.0).reshape(2, 3).T,
    "a[2]": np.arange(6.0)[::2],
    "a[1] + a[-1]": np.float32([1, 2]),
    "a[0, 1, 0]": np.arange(8).reshape(2, 2, 2)[:, ::-1],
}


@pytest.mark.parametrize("text", ARRAYS)
def test_arrays_of_any_order(text):
    before = cfunc("float64()")(eval(f"lambda: {text}", {"a": ARRAYS[text]}))
    assert again(before)() == before() == float(eval(text, {"a": ARRAYS[text]}))


# ---- what else goes along


def test_names_and_attributes():
    def area(r: float) -> float:
        """Of a circle."""
        return 3.0 * r * r

    before = cfunc("float64(float64)")(area)
    before.unit, before.itself = "m2", before
    after = again(before)
    assert (after.__name__, after.__doc__, after.__module__) == ("area", "Of a circle.", __name__)
    assert after.__qualname__ == before.__qualname__ == after.__wrapped__.__qualname__
    assert repr(after) == repr(before)
    assert after.unit == "m2"
    assert after.itself is after
    assert after.signature == before.signature
    assert after.native_name == before.native_name


def test_defaults():
    names = {"__name__": "__main__"}
    exec("def f(x, /, y=twice, z=2.0): return x * 10 + z", names | {"twice": 1}, names)
    after = again(cfunc("float64(float64, float64, float64)")(names["f"]))
    assert after(1.0, z=3.0, y=0.0) == 13.0
    assert str(inspect.signature(after)) == "(x, /, y=1, z=2.0)"


def null(n):
    return (n // n, None)[1]


OPTIONS = [
    ({"error_value": -1.5}, "float64(int64)"),
    ({"error_value": None}, "voidptr(int64)"),
    ({"boundscheck": False}, "float64(int64)"),
    ({"error_model": "python"}, "float64(int64)"),
    ({"fastmath": {"nnan", "contract"}}, "float64(int64)"),
    ({"fastmath": True}, "float64(int64)"),
    ({"locals": {"y": types.float32}}, "float64(int64)"),
    ({"cache": False}, "float64(int64)"),
    ({"codes": {ArithmeticError: 0.5, IndexError: 2}}, "float64(int64)"),
    ({"codes": {ArithmeticError: -1}, "error_value": -2}, "voidptr(int64)"),
]


@pytest.mark.parametrize(("options", "signature"), OPTIONS)
def test_options(options, signature):
    def f(n):
        y = 0.1 / n
        return y + TABLE[n]

    before = cfunc(signature, **options)(null if signature.startswith("voidptr") else f)
    after = again(before)
    assert _core.parts(after)[0][1:] == _core.parts(before)[0][1:]
    assert after.inspect_llvm() == before.inspect_llvm()


def test_an_address_as_error_value_is_refused():
    f = cfunc("voidptr(intc)", error_value=4096)(null)
    with pytest.raises(pickle.PicklingError, match=r"cannot pickle the cfunc .*: its error_value is an address"):
        pickle.dumps(f)
    assert again(cfunc("voidptr(intc)", error_value=0)(null))(1) is None


# ---- what can't


def test_what_is_made_from_it():
    f = cfunc("float64(float64)")(lambda x: x)
    with pytest.raises(TypeError, match=r"pickle the cfunc itself and take its \.ctypes"):
        pickle.dumps(f.ctypes)


def test_an_object_that_refers_to_it():
    class Sorter:
        def __init__(self, sign):
            self.sign = sign
            self.compare = cfunc("intc(intc, intc)")(lambda a, b: self.sign * (a - b))

    with pytest.raises(pickle.PicklingError, match=r"an object that refers to it, an instance of .*Sorter"):
        pickle.dumps(Sorter(1).compare)


def test_modules_that_no_import_finds():
    module = python_types.ModuleType("made_here")
    module.x = 1.0
    f = cfunc("float64()")(lambda: module.x)
    with pytest.raises(pickle.PicklingError, match="it refers to the module made_here"):
        pickle.dumps(f)


def test_what_pickle_cannot_take_says_so():
    class Local:
        x = 1.0

    with pytest.raises((pickle.PicklingError, AttributeError), match="Local"):
        pickle.dumps(cfunc("float64()")(lambda: Local.x))


def changes():
    names = {"__name__": "__main__", "constant": 2.0, "array": np.zeros(2), "text": "low", "helper": twice, "n": 3}

    def put(name, value):
        names[name] = value

    def make(source):
        return cfunc("float64(float64)")(eval(f"lambda x: {source}", names))

    factor, count = 2.0, 3

    def set_cells(new_factor, new_count):
        nonlocal factor, count
        factor, count = new_factor, new_count

    def raises(x):
        if x < 0:
            raise ValueError(names_text)
        return x

    names_text = "low"

    def set_text(text):
        nonlocal names_text
        names_text = text

    return {
        "global": (make("x * constant"), lambda: put("constant", 3.0)),
        "array": (make("x + array[0]"), lambda: put("array", np.zeros(2))),
        "function": (make("helper(x)"), lambda: put("helper", lambda x: x * 2 + 1)),
        "builtin": (make("abs(x)"), lambda: put("abs", twice)),
        "gone": (make("x + n"), lambda: names.pop("n")),
        "cell": (cfunc("float64(float64)")(lambda x: x * factor), lambda: set_cells(2.5, 3)),
        "int cell": (cfunc("float64(float64)")(lambda x: x * count), lambda: set_cells(2.5, 4)),
        "text": (cfunc("float64(float64)")(raises), lambda: set_text("too low")),
    }


@pytest.mark.parametrize("name", changes())
def test_what_has_changed_since_it_was_compiled(name):
    f, change = changes()[name]
    before = f(1.0)
    assert again(f)(1.0) == before
    change()
    with pytest.raises((pickle.PicklingError, CompileError)):
        pickle.dumps(f)
    assert f(1.0) == before


def test_changed_where_nothing_uses_it():
    """The code is the same, and needs none of it."""
    a = b = c = d = e = 1
    f = cfunc("float64(float64)")(lambda x: (a * x, b * x, c * x, d * x, e * x, x)[5])
    assert again(f)(3.0) == 3.0
    a = b = c = d = e = 1.5
    assert again(f)(3.0) == 3.0
    assert f(3.0) == 3.0


def test_closed():
    f = cfunc("float64(float64)")(lambda x: x)
    f.close()
    with pytest.raises(RuntimeError, match="is closed"):
        pickle.dumps(f)


def test_nothing_stays_behind():
    f = cfunc("float64(float64)")(closure())
    after = again(f)
    kept = weakref.ref(after), weakref.ref(after.__wrapped__), weakref.ref(f)
    del f, after
    gc.collect()
    assert [one() for one in kept] == [None] * 3


def test_threads():
    f = cfunc("float64(float64)")(closure())
    results = []
    threads = [threading.Thread(target=lambda: results.extend(again(f)(2.0) for _ in range(5))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [f(2.0)] * 20


# ---- by name


@pytest.fixture
def module(tmp_path, monkeypatch):
    """A module that other processes can import too."""
    (tmp_path / "kernels.py").write_text(
        textwrap.dedent("""\
            from upcall import cfunc

            @cfunc("float64(float64)")
            def square(x):
                return x * x

            def helper(x):
                return x + 1

            class Namespace:
                inside = None

            @cfunc("float64(float64)")
            def inside(x):
                return helper(x)

            Namespace.inside = inside
            inside.__qualname__ = "Namespace.inside"
            del inside
            unnamed = cfunc("float64(float64)")(lambda x: helper(x))
            """)
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "kernels", raising=False)
    yield importlib.import_module("kernels")
    sys.modules.pop("kernels", None)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_by_name(module, protocol):
    assert again(module.square, protocol) is module.square
    assert again(module.Namespace.inside, protocol) is module.Namespace.inside
    assert module.square.__reduce__()[0] is _pickle.by_name
    after = again(module.unnamed, protocol)
    assert after is not module.unnamed
    assert after.__wrapped__.__globals__["helper"] is module.helper


def test_whose_name_means_something_else(module):
    square = module.square
    module.square = cfunc("float64(float64)")(lambda x: -x)
    assert again(square)(3.0) == 9.0
    module.square = square
    text = pickle.dumps(square)
    module.square = None
    with pytest.raises(TypeError, match=r"kernels\.square was a cfunc where it was pickled, and is None here"):
        pickle.loads(text)
    del sys.modules["kernels"]
    assert again(square)(3.0) == 9.0


@pytest.mark.needs("cloudpickle")
def test_modules_that_cloudpickle_takes_by_value(module):
    import cloudpickle

    cloudpickle.register_pickle_by_value(module)
    try:
        text = cloudpickle.dumps((module.square, module.unnamed))
    finally:
        cloudpickle.unregister_pickle_by_value(module)
    square, unnamed = pickle.loads(text)
    assert square is not module.square
    assert (square(3.0), unnamed(1.0)) == (9.0, 2.0)
    assert unnamed.__wrapped__.__globals__["helper"] is not module.helper


# ---- other picklers


def imported_pickler(name):
    pickler = pytest.importorskip(name)
    try:
        pickler.dumps(lambda x: x)
    except AttributeError as error:  # dill 0.4 and 3.15
        pytest.skip(f"{name} doesn't know this Python's functions: {error}")
    return pickler


@pytest.mark.parametrize("name", ["cloudpickle", "dill"])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_other_picklers(name, function):
    pickler = imported_pickler(name)
    before = cfunc("float64(float64)")(main_module(FUNCTIONS[function]))
    assert pickler.loads(pickler.dumps(before))(3.0) == before(3.0)
    task = pickler.loads(pickler.dumps(lambda x: before(x) + 1))
    assert task(3.0) == before(3.0) + 1


# ---- other processes

SCRIPT = """
import math
import sys

import numpy as np

from upcall import cfunc

TABLE = np.arange(4.0)
SHIFT = 0.5


def helper(x):
    return math.cos(x) + SHIFT


@cfunc("float64(float64)")
def kernel(x):
    return helper(x) * TABLE[1]


@cfunc("int64(int64)")
def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


def make(rate):
    return cfunc("float64(float64)")(lambda x: kernel(x) * rate)


def call(f, x):
    return f(x), f.ctypes(x)


CALLS = [(kernel, 1.0), (factorial, 5), (make(2.0), 1.0), (make(3.0), 2.0)]
EXPECTED = [call(*arguments) for arguments in CALLS]
"""


def run(tmp_path, script, *arguments):
    file = tmp_path / "script.py"
    file.write_text(SCRIPT + textwrap.dedent(script))
    command = [sys.executable, "-W", "error", file, *arguments]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, env=dict(os.environ))
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return result.stdout


LOAD = """
import pickle, sys
with open(sys.argv[1], "rb") as file:
    calls, expected = pickle.load(file)
assert [(f(x), f.ctypes(x)) for f, x in calls] == expected
assert [f.__wrapped__(x) for f, x in calls[:3]] == [one for one, _ in expected[:3]]
print(*[f.__module__ for f, _ in calls])
"""


@pytest.mark.parametrize("pickler", ["pickle", "cloudpickle", "dill"])
def test_a_process_that_knows_nothing_of_it(tmp_path, pickler):
    pytest.importorskip(pickler)
    file = tmp_path / "pickled"
    run(tmp_path, f"import {pickler} as p\nwith open(sys.argv[1], 'wb') as file: p.dump((CALLS, EXPECTED), file)", file)
    result = subprocess.run([sys.executable, "-c", LOAD, file], capture_output=True, text=True, timeout=100)
    assert (result.stdout, result.stderr) == ("__main__ __main__ __main__ __main__\n", "")


@pytest.mark.parametrize("method", ["spawn", "forkserver", "fork"])
def test_multiprocessing(tmp_path, method):
    script = f"""
    def send(queue, f):
        queue.put(f)

    if __name__ == "__main__":
        import concurrent.futures, multiprocessing, warnings
        warnings.filterwarnings("ignore", message=".*multi-threaded", category=DeprecationWarning)
        context = multiprocessing.get_context("{method}")
        with context.Pool(1) as pool:
            assert pool.starmap(call, CALLS) == EXPECTED
            assert pool.map(make(2.0), [1.0, 2.0]) == [make(2.0)(1.0), make(2.0)(2.0)]
        with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
            assert list(pool.map(call, *zip(*CALLS))) == EXPECTED
        queue = context.Queue()
        process = context.Process(target=send, args=(queue, make(4.0)))
        process.start()
        assert queue.get()(1.0) == make(4.0)(1.0)
        process.join()
        print("ok")
    """
    assert run(tmp_path, script) == "ok\n"


@pytest.mark.needs("joblib")
@pytest.mark.parametrize("backend", ["loky", "multiprocessing"])
def test_joblib(tmp_path, backend):
    script = f"""
    if __name__ == "__main__":
        from joblib import Parallel, delayed, hash
        assert Parallel(n_jobs=2, backend="{backend}")(delayed(call)(*one) for one in CALLS) == EXPECTED
        assert Parallel(n_jobs=2, backend="{backend}")(delayed(make(2.0))(x) for x in (1.0,)) == [make(2.0)(1.0)]
        assert hash(make(2.0)) == hash(make(2.0)) != hash(make(3.0))
        print("ok")
    """
    assert run(tmp_path, script) == "ok\n"


# ---- machine code goes along

ELSEWHERE = """
import pickle, sys
with open(sys.argv[1], "rb") as file:
    found = pickle.load(file)
with open("/proc/self/maps") as maps:
    print(*[f(2.0) for f in found], *[f.cached for f in found], "_llvm.so" in maps.read())
"""


def elsewhere(tmp_path, pickled, **variables):
    """What another process with an empty cache of its own says."""
    file = tmp_path / "pickled"
    file.write_bytes(pickled)
    variables = {"UPCALL_CACHE_DIR": str(tmp_path / "cache"), **variables}
    command = [sys.executable, "-W", "error", "-c", ELSEWHERE, file]
    result = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **variables}, timeout=100)
    return result.stdout.strip() + result.stderr


def closures(count):
    def make(k):
        return cfunc("float64(float64)")(lambda x: x * k)

    return [make(float(k)) for k in range(count)]


def test_the_receiver_compiles_nothing(tmp_path):
    pickled = pickle.dumps([cfunc("float64(float64)")(main_module(FUNCTIONS["closure"]))])
    assert elsewhere(tmp_path, pickled).split()[1:] == ["memory", "False"]
    assert elsewhere(tmp_path, pickled, UPCALL_PICKLE_OBJECTS="0").split()[1:] == ["None", "True"]
    assert elsewhere(tmp_path, pickled, UPCALL_CACHE="0").split()[1:] == ["None", "True"]


def test_of_another_build_or_damaged(tmp_path):
    f = cfunc("float64(float64)")(main_module(FUNCTIONS["closure"]))
    pickled, artifact = pickle.dumps([f]), _core.artifact(f)
    for at in range(0, len(artifact), 7):
        damaged = artifact[:at] + bytes([artifact[at] ^ 1]) + artifact[at + 1 :]
        assert not _core.admit(damaged)
        if at % 5 == 0:
            assert pickle.loads(pickled.replace(artifact, damaged))[0](2.0) == f(2.0)
    assert not _core.admit(b"")
    assert not _core.admit(artifact[:-1])
    assert elsewhere(tmp_path, pickled.replace(artifact, artifact[::-1])).split()[1:] == ["None", "True"]


def test_that_of_another_function(tmp_path):
    f = cfunc("float64(float64)")(main_module(FUNCTIONS["closure"]))
    other = cfunc("float64(float64)")(main_module(FUNCTIONS["lambda"]))
    (read, arguments, state) = f.__reduce__()
    assert read(_core.artifact(other), *arguments[1:2], f.__wrapped__, *arguments[3:])(2.0) == f(2.0)
    assert state["__name__"] == f.__name__


def test_none_is_sent(monkeypatch):
    f = cfunc("float64(float64)")(lambda x: x)
    uncached = cfunc("float64(float64)", cache=False)(lambda x: x)
    assert f.__reduce__()[1][0] == _core.artifact(f) is not None
    assert uncached.__reduce__()[1][0] is None
    monkeypatch.setenv("UPCALL_PICKLE_OBJECTS", "0")
    assert f.__reduce__()[1][0] is None


def test_closures_send_their_code_once():
    one, many = closures(1), closures(50)
    assert pickle.dumps(one).count(_core.artifact(one[0])) == pickle.dumps(many).count(_core.artifact(one[0])) == 1
    assert [f(1.0) for f in again(many)] == [float(k) for k in range(50)]


def test_a_module_that_is_imported_for_it(tmp_path, module):
    pickled = pickle.dumps([module.square])
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    assert elsewhere(tmp_path, pickled, PYTHONPATH=path).startswith("4.0 memory ")


# ---- other versions of Python


def recorded(version):
    """Some of the functions, as that version compiled them."""
    magic = load.recording(version)["magic"]
    return [function for function in RECORDED[version][::3] if magic == function.__code__.co_magic]


@pytest.mark.parametrize("version", load.VERSIONS)
def test_code_of_every_version(version):
    done = 0
    for function in recorded(version):
        try:
            before = CFunc(function, _core.Signature(function.signature))
        except CompileError:
            continue
        after = again(before)
        assert after.inspect_lir() == before.inspect_lir()
        is_own = function.__code__.co_magic == _pickle.MAGIC
        assert isinstance(after.__wrapped__, python_types.FunctionType) if is_own else after.__wrapped__ is None
        assert after.__name__ == function.__name__
        done += 1
    assert done > 10


def foreign(f, monkeypatch):
    """It, read by a Python with another bytecode: its code can't be run there."""
    pickled = pickle.dumps(f)
    with monkeypatch.context() as patch:
        patch.setattr(_pickle, "MAGIC", 0)
        return pickle.loads(pickled)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_read_by_another_version(name, monkeypatch):
    before = cfunc("float64(float64)")(main_module(FUNCTIONS[name]))
    after = foreign(before, monkeypatch)
    assert after.__wrapped__ is None
    assert after(3.0) == before(3.0)
    assert after.inspect_lir() == before.inspect_lir()
    back = again(after)
    assert back(3.0) == back.__wrapped__(3.0) == before(3.0)
    assert vars(back).keys() == vars(before).keys()


def test_what_a_cfunc_of_another_version_can(monkeypatch):
    @cfunc("float64(float64, float64, intc)")
    def before(x, /, y=2.0, n=3):
        """Doc."""
        return x * twice(y) + 1 / n + np.sin(0.0)

    after = foreign(before, monkeypatch)
    assert after.__wrapped__ is None
    assert after(1.0) == after(1.0, n=3) == before(1.0)
    assert after.ctypes(1.0, 2.0, 3) == before(1.0)
    assert after.address != before.address
    assert (repr(after), after.__doc__, after.signature) == (repr(before), "Doc.", before.signature)
    assert str(inspect.signature(after)) == str(inspect.signature(before)) == "(x, /, y=2.0, n=3)"
    assert after.inspect("bytecode") == before.inspect("bytecode")
    assert after.inspect_asm() == before.inspect_asm()
    with pytest.raises(TypeError, match="missing the argument 'x'"):
        after(y=2.0)
    calls_it = cfunc("float64(float64)")(lambda x: after(x, 2.0, 3) + 1)
    assert calls_it(1.0) == before(1.0) + 1
    calls_pointer = after.ctypes
    assert cfunc("float64(float64)")(lambda x: calls_pointer(x, 2.0, 3))(1.0) == before(1.0)
    assert again(after)(1.0) == before(1.0)
    assert foreign(after, monkeypatch)(1.0) == before(1.0)
    with pytest.raises(TypeError, match="another version of Python, which can be compiled"):
        calls_pointer.__wrapped__(1.0)


# ---- C functions


libm = ctypes.CDLL("libm.so.6")
libm.cos.restype, libm.cos.argtypes = ctypes.c_double, [ctypes.c_double]
libm.frexp.restype, libm.frexp.argtypes = ctypes.c_double, [ctypes.c_double, ctypes.POINTER(ctypes.c_int)]
libc = ctypes.CDLL(None)
libc.qsort.restype = None
libc.qsort.argtypes = [
    *(ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t),
    ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p),
]


def test_c_functions_go_by_library_and_name(tmp_path):
    cos, sort = libm.cos, libc.qsort
    first = cfunc("int(const double *, const double *)")(lambda a, b: (a[0] > b[0]) - (a[0] < b[0]))

    def f(x):
        n, pair = ctypes.c_int(), np.full(2, x)
        pair[1] = x - 1
        sort(pair, 2, 8, first)
        return cos(x) + libm.frexp(x, ctypes.byref(n)) + n.value + pair[0]

    g = cfunc("float64(float64)")(f)
    assert again(g)(8.0) == g(8.0) == math.cos(8) + 0.5 + 4 + 7
    (tmp_path / "it").write_bytes(pickle.dumps(g))
    program = f"import pickle; print(pickle.load(open({str(tmp_path / 'it')!r}, 'rb'))(8.0))"
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert float(printed) == g(8.0)


def test_addresses_do_not_go():
    pointer = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(ctypes.cast(libm.cos, ctypes.c_void_p).value)
    f = cfunc("float64(float64)")(lambda x: pointer(x))
    with pytest.raises(pickle.PicklingError, match="a C function by its address"):
        pickle.dumps(f)


@pytest.mark.parametrize("is_const", [False, True])
@pytest.mark.parametrize("is_volatile", [False, True])
def test_a_pointer_of_a_cdef_says_what_it_leads_to(is_const, is_volatile):
    from upcall import _cdef, _pickle_foreign

    made = _cdef._pointer_class(ctypes.POINTER(ctypes.c_int), is_const, is_volatile)
    again = _pickle_foreign._made(_pickle_foreign._class(made))
    assert again is made
