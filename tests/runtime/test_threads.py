"""Threads of Python that compile, call, drop and look at callbacks at once. Where there is no GIL they do so at the same time."""

import builtins
import contextlib
import ctypes
import itertools
import pickle
import re
import subprocess
import sys
import sysconfig
import textwrap
import threading
import types

import numpy as np
import pytest

import upcall
from upcall import CompileError, Value, cfunc

THREADS = 8


@pytest.fixture(autouse=True)
def often():
    """With the GIL: it goes from thread to thread as often as it can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.fixture
def unverified(monkeypatch):
    """What changes between a closure and the compile that verifies it is no mistake of the table."""
    monkeypatch.setenv("UPCALL_FRONT", "1")


def together(work, count=THREADS):
    """work(number) in so many threads that begin at once; what each returned, or what one of them raised."""
    start, results, errors = threading.Barrier(count), [None] * count, []

    def run(number):
        try:
            start.wait(60)
            results[number] = work(number)
        except BaseException as error:  # an assertion too: it is raised below
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


def against(change, look):
    """One thread changes something, change(0), change(1) and so on, until the others have looked at it ten times each."""
    looked = [0] * THREADS

    def work(number):
        if number:
            try:
                for _ in range(10):
                    look()
            finally:
                looked[number] = 1
        else:
            for i in itertools.count():
                if sum(looked) == THREADS - 1:
                    return
                change(i)

    together(work)


def fresh(source, **names):
    """The function f of the source, of a code object of its own."""
    exec(textwrap.dedent(source), names)
    return names["f"]


@pytest.mark.skipif(not sysconfig.get_config_var("Py_GIL_DISABLED"), reason="this Python has the GIL")
def test_the_gil_stays_off():
    program = """
        import sys
        from upcall import cfunc
        assert cfunc("float64(float64)")(lambda x: x + 1)(1.0) == 2.0
        sys.exit(sys._is_gil_enabled())
    """
    done = subprocess.run([sys.executable, "-W", "error", "-c", textwrap.dedent(program)], timeout=120)
    assert done.returncode == 0


def test_each_compiles_its_own():
    def work(number):
        for i in range(12):
            f = cfunc("float64(float64)")(fresh(f"def f(x):\n    return x * {number} + {i}"))
            assert f(2.0) == 2 * number + i

    together(work)


def test_all_compile_the_same():
    """One code object: the first is compiled, the others have its code with data of their own, of floats, integers and arrays."""
    for i in range(5):
        make = fresh(f"""
            def f(by, count, a):
                def inner(x):
                    s = x + {i}
                    for j in range(count):
                        s += by * a[j % a.shape[0]]
                    return s
                return inner
        """)

        def work(number, make=make, i=i):
            for j in range(10):
                by, count, a = number + 0.5, 3 + j % 3, np.arange(1.0, 2 + j % 4)
                inner = make(by, count, a)
                assert cfunc("float64(float64)")(inner)(1.0) == inner(1.0)

        together(work)


def test_closures_of_code_that_goes():
    """The table of closures refers to code objects weakly: they go while others look there."""

    def work(number):
        for i in range(30):
            make = fresh(f"def f(by):\n    return lambda x: x * by + {number}")
            assert cfunc("float64(float64)")(make(2.0))(3.0) == 6 + number
            assert cfunc("float64(float64)")(make(i))(3.0) == 3 * i + number

    together(work)


def test_names_that_change(unverified):
    """What is compiled has one of the values of each name."""
    f = fresh(
        """
        def f(x):
            return h(x) * n + a[0]
        """,
        h=lambda x: x,
        n=1,
        a=np.zeros(2),
    )
    names = f.__globals__

    def change(i):
        names["h"], names["n"] = (lambda x: x) if i % 2 else (lambda x: -x), i % 5 + 1
        names["a"] = np.zeros(i % 7 + 1)
        if i % 3 == 0:
            names["__builtins__"] = dict(vars(builtins)) if i % 2 else vars(builtins)

    def look():
        assert abs(cfunc("float64(float64)")(f)(1.0)) in (1, 2, 3, 4, 5)

    against(change, look)


def test_modules_that_change(unverified):
    module = types.ModuleType("changing")
    module.k, f = 1.0, fresh("def f(x):\n    return x + m.k", m=module)

    def change(i):
        del module.k
        module.k = float(i % 3)

    def look():
        try:
            found = cfunc("float64(float64)")(f)(0.0)
        except CompileError as error:
            found = str(error)
        assert found in (0.0, 1.0, 2.0) or "has no attribute" in found

    against(change, look)


def test_cells_that_change(unverified):
    def make(by):
        def change(i):
            nonlocal by
            by = float(i % 4) if i % 5 else i % 4

        return (lambda x: x * by + 1), change

    f, change = make(1.0)
    against(change, lambda: cfunc("float64(float64)")(f)(1.0) in (1, 2, 3, 4) or pytest.fail("another value"))


def test_captured_memory_is_shared():
    a, total = np.zeros(THREADS), Value(0)

    @cfunc("void(int64, int64)")
    def fill(at, count):
        for i in range(count):
            a[at] += 1
            total.value = i

    together(lambda number: [fill(number, 1000) for _ in range(20)])
    assert a.tolist() == [20000.0] * THREADS
    assert total.value == 999


def test_a_value_is_never_half():
    value = Value(0.0)

    def work(number):
        if number % 2:
            for i in range(5000):
                value.value = float(number) * (1 + i % 2)
        else:
            for _ in range(5000):
                assert value.value in {float(n) * k for n in range(THREADS) for k in (1, 2)}

    together(work)


@pytest.mark.parametrize("face", ["ctypes", "cffi", "capsule", "address"])
def test_a_face_is_made_once(face):
    if face == "cffi":
        pytest.importorskip("cffi")
    for i in range(20):
        f = cfunc("float64(float64)")(fresh(f"def f(x):\n    return x + {i}"))
        found = together(lambda number, f=f: getattr(f, face))
        assert len({id(one) if face != "address" else one for one in found}) == 1


def test_a_signature_has_one_class_of_ctypes():
    for i in range(5):
        signature = f"float64(float64, {', '.join(['int32'] * (20 + i))})"
        functions = [cfunc(signature)(fresh("def f(x, *rest):\n    return x")) for _ in range(THREADS)]
        classes = together(lambda number, functions=functions: type(functions[number].ctypes))
        assert len(set(classes)) == 1


def test_a_handle_has_one_class():
    for i in range(10):
        text = f"typedef struct threads_{i} threads_{i}; int threads_f(threads_{i} *);"
        classes = together(lambda number, text=text: upcall.cdef(text))
        assert len({getattr(names, f"threads_{i}") for names in classes}) == 1


def test_calls_while_it_is_closed():
    for _ in range(30):
        f = cfunc("float64(float64)")(lambda x: x + 1)

        def work(number, f=f):
            if number == 3:
                f.close()
                return
            with contextlib.suppress(RuntimeError):  # it is closed
                for _ in range(50):
                    assert f.ctypes(f(1.0)) == 3.0

        together(work)


def test_each_gets_its_own_exception():
    @cfunc("float64(int64)")
    def f(n):
        if n % 2:
            raise ValueError(f"{n} is odd")
        return 1.0 / n

    def work(number):
        for i in range(300):
            n = 2 * (number * 1000 + i) + 1
            with pytest.raises(ValueError, match=f"^{n} is odd$"):
                f(n)

    together(work)


def test_failures_under_c_are_all_counted(monkeypatch):
    counts = []
    monkeypatch.setattr(sys, "unraisablehook", lambda report: counts.append(str(report.exc_value)))

    @cfunc("float64(float64)", error_model="python")
    def f(x):
        return 1 / x

    raw = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(f.address)
    upcall.errors.clear()
    together(lambda number: [raw(0.0) for _ in range(200)])
    left = sum(failure.times for failure in upcall.errors.pending())
    upcall.errors.clear()
    said = sum(int(found[1]) if (found := re.search(r"\((\d+) times", text)) else 1 for text in counts)
    assert left + said == 200 * THREADS


def test_errors_of_compiles():
    def work(number):
        for i in range(20):
            with pytest.raises(CompileError, match=f"name_{number}_{i}"):
                cfunc("float64(float64)")(fresh(f"def f(x):\n    return name_{number}_{i}"))

    together(work)


def test_pickles():
    def make(by):
        return lambda x: x * by

    functions = [cfunc("float64(float64)")(make(float(number))) for number in range(THREADS)]

    def work(number):
        for i in range(20):
            f = pickle.loads(pickle.dumps(functions[(number + i) % THREADS]))
            assert f(2.0) == 2.0 * ((number + i) % THREADS)

    together(work)


def test_types_and_signatures():
    def work(number):
        for i in range(200):
            signature = upcall.types.Signature(f"float64({', '.join(['int32'] * (1 + (number + i) % 9))})")
            assert len(signature.args) == 1 + (number + i) % 9
            assert signature.args[0] is upcall.types.int32

    together(work)


def test_the_cache_is_cleared_meanwhile():
    def work(number):
        if not number:
            for _ in range(30):
                upcall.cache.clear()
            return
        for i in range(15):
            assert cfunc("float64(float64)")(fresh(f"def f(x):\n    return x - {i}"))(1.0) == 1.0 - i

    together(work)
