"""Errors at run time under C: raise_errors(), upcall.errors, foreign threads, forks, exits. In one process they are in
test_cfunc.py; how they look in compiled code is in tests/golden.

UPCALL_EXITS=100 makes a hundred exits of each kind instead of a few."""

# ruff: noqa: PT011, PT012 - what is inside raise_errors() is what the tests are about

import ctypes
import doctest
import inspect
import itertools
import os
import subprocess
import sys
import textwrap
import threading
import time
import traceback

import c_library
import pytest

import upcall.errors
from upcall import carray, cfunc, errors, raise_errors

EXITS = int(os.environ.get("UPCALL_EXITS", "3"))
DOUBLE = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)


def inverse(x):
    if x == 0.0:
        raise ZeroDivisionError("no inverse")
    return 1.0 / x


def root(x):
    if x < 0.0:
        raise ValueError
    return x**0.5


def make(function):
    compiled = cfunc("float64(float64)")(function)
    return compiled, DOUBLE(compiled.address)


def foreign():
    client = c_library.library("foreign")
    client.call_often.restype = ctypes.c_double
    client.call_often.argtypes = [ctypes.c_void_p, ctypes.c_double, ctypes.c_long]
    client.start.argtypes = client.call_often.argtypes
    client.join.restype = ctypes.c_long
    return client


@pytest.fixture
def reports(monkeypatch):
    """What sys.unraisablehook gets: (callback, class, text, function of the last frame)."""
    made = []

    def hook(report):
        place = traceback.extract_tb(report.exc_traceback)[-1].name
        made.append((report.object, report.exc_type, str(report.exc_value), place))

    errors.clear()
    monkeypatch.setattr(sys, "unraisablehook", hook)
    return made


def make_pending_calls():
    for _ in range(100):
        pass


def test_examples():
    assert doctest.testmod(upcall.errors).failed == 0


def test_raise_errors(reports):
    _, raw = make(inverse)
    with pytest.raises(ZeroDivisionError, match=r"^no inverse$") as caught, raise_errors():
        raw(0.0)
    assert [frame.name for frame in traceback.extract_tb(caught.tb)][-1] == "inverse"
    make_pending_calls()
    assert reports == []
    with raise_errors():
        assert raw(4.0) == 0.25


def test_raise_errors_says_how_often(reports):
    _, raw = make(inverse)
    with pytest.raises(ZeroDivisionError, match=r"^no inverse \(5 times since the last report\)$"), raise_errors():
        for _ in range(5):
            raw(0.0)
    make_pending_calls()
    assert reports == []


def test_raise_errors_raises_the_first_and_the_others_are_reported(reports):
    _, one = make(inverse)
    _, two = make(root)
    with pytest.raises(ValueError) as caught, raise_errors():
        two(-1.0)
        one(0.0)
        two(-1.0)
        make_pending_calls()
        assert reports == []
    assert str(caught.value) == "(2 times since the last report)"
    make_pending_calls()
    assert reports == [("inverse", ZeroDivisionError, "no inverse", "inverse")]


def test_raise_errors_of_other_threads():
    _, raw = make(inverse)
    thread = threading.Thread(target=raw, args=(0.0,))
    with pytest.raises(ZeroDivisionError), raise_errors():
        thread.start()
        thread.join()
    client = foreign()
    with pytest.raises(ZeroDivisionError, match="4000 times"), raise_errors():
        client.start(raw, 0.0, 1000)
        client.join()


def test_errors_before_raise_errors_are_reported(reports):
    _, raw = make(inverse)

    def fail_and_enter():
        raw(0.0)
        with raise_errors():
            deadline = time.monotonic() + 10
            while not reports and time.monotonic() < deadline:  # the main thread may be about to write it
                time.sleep(0.001)
            assert reports == [("inverse", ZeroDivisionError, "no inverse", "inverse")]

    thread = threading.Thread(target=fail_and_enter)
    thread.start()
    thread.join()


def test_calls_from_python_and_from_c_at_once(reports):
    """What f(...) raises is its caller's alone, what C's calls raise is reported, whoever runs the same code meanwhile."""

    def refuse(x):
        if x != 0.0:
            raise ValueError("no", x)
        return x

    compiled, raw = make(refuse)
    caught, failed, done = [], [], threading.Event()

    def call(number):
        for _ in range(500):
            try:
                compiled(number)
            except ValueError as error:
                caught.append((number, error.args))

    def call_from_c():
        while not done.is_set():
            raw(-1.0)
            failed.append(-1.0)

    threads = [threading.Thread(target=call, args=(float(number),)) for number in range(4)]
    client = threading.Thread(target=call_from_c)
    with pytest.raises(ValueError), raise_errors():
        for thread in [client, *threads]:
            thread.start()
        for thread in threads:
            thread.join()
        done.set()
        client.join()
        [(_, error, count)] = errors.pending()
    assert (error.args[0:2], count) == (("no", -1.0), len(failed))
    assert sorted(caught) == [(float(n), ("no", float(n))) for n in (1, 2, 3) for _ in range(500)]


def test_raise_errors_within_raise_errors(reports):
    _, one = make(inverse)
    _, two = make(root)
    watch = raise_errors()
    with pytest.raises(ZeroDivisionError), watch:
        one(0.0)
        with pytest.raises(ValueError), watch:
            two(-1.0)
    make_pending_calls()
    assert reports == []


def test_raise_errors_and_an_exception_of_the_body(reports):
    _, raw = make(inverse)
    with pytest.raises(ZeroDivisionError) as caught, raise_errors():
        raw(0.0)
        raise KeyError("body")
    assert repr(caught.value.__context__) == "KeyError('body')"
    with pytest.raises(KeyError), raise_errors():
        raise KeyError
    with pytest.raises(KeyboardInterrupt), raise_errors():
        raw(0.0)
        raise KeyboardInterrupt
    make_pending_calls()
    assert reports == [("inverse", ZeroDivisionError, "no inverse", "inverse")]


def test_raise_errors_in_many_threads():
    """A thread more than there is room for is told; the others raise what failed."""
    _, raw = make(inverse)
    inside = threading.Barrier(65)
    results = []

    def watch():
        entered = False
        try:
            with raise_errors():
                entered = True
                inside.wait()
                inside.wait()
        except (ZeroDivisionError, RuntimeError) as error:
            results.append(type(error))
        if not entered:
            inside.wait()
            inside.wait()

    threads = [threading.Thread(target=watch) for _ in range(66 - 2)]
    for thread in threads:
        thread.start()
    inside.wait()
    with pytest.raises(RuntimeError, match="too many"), raise_errors():
        pass
    raw(0.0)
    inside.wait()
    for thread in threads:
        thread.join()
    assert results == [ZeroDivisionError] * 64


def test_pending_errors(reports):
    """While the main thread is kept from reporting, another one looks at what there is."""
    _, one = make(inverse)
    _, two = make(root)
    with raise_errors():
        for _ in range(3):
            one(0.0)
        two(-1.0)
        for _ in range(2):  # looking changes nothing
            first, second = errors.pending()
            assert (first.callback, repr(first.exception), first.times) == (
                "inverse",
                "ZeroDivisionError('no inverse')",
                3,
            )
            assert (second.callback, repr(second.exception), second.times) == ("root", "ValueError()", 1)
            assert traceback.extract_tb(first.exception.__traceback__)[-1].name == "inverse"
        errors.clear()
        assert errors.pending() == []
    make_pending_calls()
    assert reports == []


def test_scipy_raises_what_failed():
    integrate = pytest.importorskip("scipy.integrate")
    from scipy import LowLevelCallable

    compiled, _ = make(root)
    for function in (compiled.ctypes, LowLevelCallable(compiled.ctypes), LowLevelCallable(compiled.capsule)):
        with pytest.raises(ValueError), raise_errors():
            integrate.quad(function, -1.0, 1.0)
        assert integrate.quad(function, 0.0, 1.0)[0] == pytest.approx(2 / 3)
    with pytest.raises(ValueError):
        compiled.ctypes(-1.0)


def test_callbacks_under_c_under_callbacks(reports):
    """C calls Python, which has C call a callback: that failure is C's, and so reported; the outer one goes on."""
    client = foreign()
    compiled, raw = make(inverse)
    seen = []

    @DOUBLE
    def outer(x):
        seen.append(client.call_often(raw, x, 1))
        with pytest.raises(ZeroDivisionError):
            compiled(x)
        return x + 1.0

    assert client.call_often(outer, 0.0, 2) == 2.0
    assert len(seen) == 2
    assert all(value != value for value in seen)
    make_pending_calls()
    assert {report[1] for report in reports} == {ZeroDivisionError}
    assert sum(count(text) for _, _, text, _ in reports) == 2


def leaf(p, n):
    return carray(p, n)[2]


def branch(p, n):
    return leaf(p, n) + leaf(p, n - 1)


def again(p, n, depth):
    return branch(p, n) if depth == 0 else again(p, n, depth - 1) + 1.0


def caught(p, n):
    try:
        return branch(p, n)
    except IndexError:
        if n == 1:
            raise
        return branch(p, n - 1)


@cfunc("float64(float64*, intc, intc)")
def chosen(p, n, way):
    if way == 1:
        return again(p, n, 5)
    if way == 2:
        return caught(p, n)
    x = branch(p, n)
    return (lambda q: branch(q, n - 1))(p) + x


def lines(function, *numbers):
    """(name, line) of lines of a function, counted from its `def`."""
    return [(function.__name__, function.__code__.co_firstlineno + number) for number in numbers]


@pytest.mark.parametrize(
    ("n", "way", "numbers"),
    [
        (2, 0, [lines(chosen.__wrapped__, 6), lines(branch, 1), lines(leaf, 1)]),
        (4, 0, [lines(chosen.__wrapped__, 7), [("<lambda>", None)], lines(branch, 1), lines(leaf, 1)]),
        (3, 1, [lines(chosen.__wrapped__, 3), lines(again, 1), lines(branch, 1), lines(leaf, 1)]),
        (1, 2, [lines(chosen.__wrapped__, 5), lines(caught, 2), lines(branch, 1), lines(leaf, 1)]),
        (3, 2, [lines(chosen.__wrapped__, 5), lines(caught, 6), lines(branch, 1), lines(leaf, 1)]),
    ],
)
def test_the_calls_that_led_there(n, way, numbers, reports):
    """Each with the line of its call; recursion isn't counted."""
    memory = (ctypes.c_double * 4)()
    raw = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_void_p, ctypes.c_int, ctypes.c_int)(chosen.address)
    expected = [place for part in numbers for place in part]
    with pytest.raises(IndexError) as raised:
        chosen(memory, n, way)
    with pytest.raises(IndexError) as in_c, raise_errors():
        raw(ctypes.byref(memory), n, way)
    for error in (raised, in_c):
        frames = traceback.extract_tb(error.tb)
        frames = [a for a, b in itertools.pairwise([*frames, None]) if b is None or a.name != b.name][-len(expected) :]
        assert {frame.filename for frame in frames} == {__file__}
        for frame, (name, line) in zip(frames, expected, strict=True):
            assert (frame.name, frame.lineno) == (name, line or frame.lineno)


def count(text):
    """For how many failures a report stands."""
    return int(text.rpartition("(")[2].split()[0]) if text.endswith("since the last report)") else 1


def test_a_million_failures_in_four_threads(reports):
    """None is lost, while Python works, sleeps in C, and compiles."""
    client = foreign()
    client.sleep_milliseconds.argtypes = [ctypes.c_int]
    _, raw = make(inverse)
    client.start(raw, 0.0, 250_000)
    for number in range(5):
        sum(range(100_000))
        client.sleep_milliseconds(10)
        assert make(root)[1](number * number) == number
    assert client.join() == 1_000_000
    make_pending_calls()
    waiting = sum(failure.times for failure in errors.pending())
    errors.clear()
    assert sum(count(text) for _, _, text, _ in reports) + waiting == 1_000_000
    assert {place for _, _, _, place in reports} <= {"inverse"}


# ---- processes that end while threads fail

PROGRAM = """
    import ctypes, os, sys
    from upcall import cfunc
    client = ctypes.CDLL({library!r})
    client.start.argtypes = [ctypes.c_void_p, ctypes.c_double, ctypes.c_long]
    @cfunc("float64(float64)")
    def inverse(x):
        if x == 0.0:
            raise ZeroDivisionError("no inverse")
        return 1.0 / x
    reports = []
    sys.unraisablehook = reports.append
    client.lost_at_exit()
    assert client.start(inverse.address, 0.0, -1) == 0
    def fails_here():
        '''This process reports its own failures.'''
        raw = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(inverse.address)
        del reports[:]
        while not reports:
            raw(0.0)
"""

ENDS = {
    "working": "sum(i * i for i in range(200_000))",
    "sleeping": "client.sleep_milliseconds(50)",
    "in a thread": """
        import threading
        threading.Thread(target=client.sleep_milliseconds, args=(50,)).start()
    """,
    "failing": "fails_here()",
    "by an exception": "raise SystemExit(0)",
    "forking": """
        children = []
        for _ in range(3):
            child = os.fork()
            if child == 0:
                fails_here()
                sys.exit(7)
            children.append(child)
        assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [7, 7, 7]
        fails_here()
    """,
}


@pytest.mark.parametrize("end", ENDS)
def test_exits(end):
    if end == "forking" and "UPCALL_SANITIZED" in os.environ:
        pytest.skip("the sanitizers' allocators don't live through a fork")
    program = textwrap.dedent(PROGRAM).format(library=str(c_library.path("foreign"))) + textwrap.dedent(ENDS[end])
    for _ in range(EXITS):
        done = subprocess.run(
            [sys.executable, "-W", "ignore::DeprecationWarning", "-c", program],
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert (done.returncode, done.stderr) == (0, "")


# ---- paths of calls


def helpers(depth, way):
    """A function over `depth` helpers that call one another twice each: the way of that number, of 2**depth, fails."""
    source = f"def h0(n):\n    if n == {way}:\n        raise ValueError(n)\n    return 0\n"
    for i in range(1, depth + 1):
        source += f"def h{i}(n):\n    x = h{i - 1}(2 * n)\n    return x + h{i - 1}(2 * n + 1)\n"
    names: dict = {}
    exec(compile(source + f"def top(n):\n    return h{depth}(n)\n", "helpers.py", "exec"), names)
    return names["top"]


def names_of(error):
    return [frame.name for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "helpers.py"]


def test_each_call_on_the_way_is_shown():
    """The last of 4,096 ways through 12 helpers: all by the second call."""
    compiled = cfunc("int64(int64)")(helpers(12, 2**12 - 1))
    with pytest.raises(ValueError) as caught:
        compiled(0)
    frames = [frame for frame in traceback.extract_tb(caught.tb) if frame.filename == "helpers.py"]
    assert [frame.name for frame in frames] == ["top", *(f"h{i}" for i in range(12, -1, -1))]
    assert len({frame.lineno for frame in frames}) == len(frames)


MEMORY = """
    import ctypes, gc
    from upcall import cfunc
    NAMES = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost"
    class Mallinfo2(ctypes.Structure):
        _fields_ = [(name, ctypes.c_size_t) for name in NAMES.split()]
    mallinfo2 = ctypes.CDLL(None).mallinfo2
    mallinfo2.restype = Mallinfo2
    def allocated():
        gc.collect()
        now = mallinfo2()
        return now.uordblks + now.hblkhd
    def growth(depth, count=40):
        tops = [helpers(depth, way) for way in range(2 * count)]
        keep = [cfunc("int64(int64)", cache=False)(top) for top in tops[:count]]
        before = allocated()
        keep += [cfunc("int64(int64)", cache=False)(top) for top in tops[count:]]
        return (allocated() - before) / count
    print(growth(12) - growth(0))
"""


def test_memory_grows_with_the_calls_not_with_the_ways():
    """12 helpers that call one another twice took 610 KiB more than none; they may take 4 KiB. Each callback here is compiled, for
    each fails by another way. (What the cache keeps, to find the code again, is 7 KiB more.)"""
    if "UPCALL_SANITIZED" in os.environ:
        pytest.skip("the sanitizers' allocators keep more")
    program = f"import inspect\n{inspect.getsource(helpers)}\n{textwrap.dedent(MEMORY)}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 4096


def test_where_there_are_too_many_ways_calls_are_left_out():
    compiled = cfunc("int64(int64)")(helpers(48, 0))
    with pytest.raises(ValueError) as caught:
        compiled(0)
    shown = names_of(caught.value)
    assert shown[0] == "(calls left out)"
    assert shown[1:] == [f"h{i}" for i in range(len(shown) - 2, -1, -1)]
    assert 30 < len(shown) < 45


def keeper(n):
    kept = ValueError(-1)
    for i in range(4):
        try:
            helper_of_keeper(i)
        except ValueError as error:
            if i == n:
                kept = error
        except KeyError:
            pass
    raise kept


def helper_of_keeper(i):
    if i % 2:
        raise ValueError(i)
    raise KeyError(i)


def test_an_exception_keeps_its_way():
    """Also where others were raised and caught since."""
    compiled = cfunc("int64(int64)")(keeper)
    for n, expected in ((1, ["keeper", "helper_of_keeper"]), (3, ["keeper", "helper_of_keeper"]), (2, ["keeper"])):
        with pytest.raises(ValueError) as caught:
            compiled(n)
        assert caught.value.args == (n if n % 2 else -1,)
        assert [frame.name for frame in traceback.extract_tb(caught.tb)][1:] == expected


def test_equal_failures_by_two_ways_are_one_report(reports):
    memory = (ctypes.c_double * 4)()
    raw = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_void_p, ctypes.c_int, ctypes.c_int)(chosen.address)
    with raise_errors():
        for n, way in ((2, 0), (4, 0), (2, 0)):
            raw(ctypes.byref(memory), n, way)
        (failure,) = errors.pending()
        assert failure.times == 3
        names = [frame.name for frame in traceback.extract_tb(failure.exception.__traceback__)]
        assert names == ["chosen", "branch", "leaf"]
        errors.clear()
    assert reports == []
