"""How long callbacks live, and who may call them: owners, addresses, close(), dead slots, forks, interpreters, threads."""

import ctypes
import gc
import os
import platform
import resource
import subprocess
import sys
import textwrap
import threading
import weakref

import c_library
import numpy as np
import pytest

from upcall import cfunc

DOUBLE = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)
DROPPED = "called through its address after the callback was closed or dropped"
CYCLES = int(os.environ.get("UPCALL_CYCLES", "400"))  # of the soak: make soak has a million


def shift(by):
    return cfunc("float64(float64)")(lambda x: x + by)


@pytest.fixture
def reports(monkeypatch):
    made = []
    monkeypatch.setattr(
        sys, "unraisablehook", lambda report: made.append((report.object, report.exc_type, str(report.exc_value)))
    )
    return made


def make_pending_calls():
    for _ in range(100):
        pass


def run(source):
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", textwrap.dedent(source)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


# ---- owners, addresses, close()


def test_each_owner_keeps_the_code(reports):
    """As long as one of them lives, calls work; through the address of none they are reported."""
    for owner in ("ctypes", "capsule", "cffi"):
        if owner == "cffi":
            pytest.importorskip("cffi")
        function = shift(1.5)
        gone = weakref.ref(function)
        raw = DOUBLE(function.ctypes._compiled.pointer)
        kept = getattr(function, owner)
        del function
        gc.collect()
        assert gone() is None
        assert raw(1.0) == 2.5
        del kept
        gc.collect()
        assert np.isnan(raw(1.0))
        make_pending_calls()
        assert reports.pop() == ("shift.<locals>.<lambda>", RuntimeError, DROPPED)
    assert reports == []


@pytest.mark.needs("scipy")
def test_a_low_level_callable_keeps_the_code():
    from scipy import LowLevelCallable
    from scipy.integrate import quad

    for owner in ("ctypes", "capsule"):
        callable_ = LowLevelCallable(getattr(shift(1.0), owner))
        gc.collect()
        shift(7.0)  # takes the place of whatever was freed
        assert quad(callable_, 0.0, 1.0)[0] == pytest.approx(1.5)


def test_close(reports):
    function = shift(1.5)
    raw, as_ctypes = DOUBLE(function.address), function.ctypes
    assert raw(1.0) == 2.5
    function.close()
    function.close()
    assert np.isnan(raw(1.0))
    make_pending_calls()
    assert reports == [("shift.<locals>.<lambda>", RuntimeError, DROPPED)]
    for call in (lambda: function(1.0), lambda: as_ctypes(1.0)):
        with pytest.raises(RuntimeError, match="is closed"):
            call()
    for name in ("address", "ctypes", "cffi", "capsule"):
        with pytest.raises(RuntimeError, match="is closed"):
            getattr(function, name)
    assert function.__wrapped__(1.0) == 2.5
    assert "fadd" in function.inspect_lir()


def test_close_frees_what_an_address_kept():
    array = np.zeros(3)
    held = sys.getrefcount(array)
    function = cfunc("float64(intp)")(lambda i: array[i])
    address = function.address
    function.close()
    del function
    gc.collect()
    assert address
    assert sys.getrefcount(array) <= held + 1  # the cell of the lambda may live in a report
    array.resize(5, refcheck=False)  # ValueError while its memory is exported


def test_the_end_leaves_captured_arrays():
    """Threads of C may still be in the code."""
    output = run("""
        import atexit, gc, sys
        import numpy as np
        def end():
            globals().pop("function")
            gc.collect()
            print(sys.getrefcount(array) - before)
        atexit.register(end)
        from upcall import cfunc  # shuts its door before
        array = np.zeros(3)
        before = sys.getrefcount(array)
        function = cfunc("float64(intp)")(lambda i: array[i])
        assert function(0) == 0.0
    """)
    assert output == "1\n"


def test_close_while_a_call_runs():
    """The call ends as if nothing had happened; the code goes after it."""

    @cfunc("int64(int64*, int64*)")
    def wait(flag, turns):
        while flag[0] == 0:
            turns[0] += 1
        return 7

    flag, turns = ctypes.c_int64(0), ctypes.c_int64(0)
    results = []
    thread = threading.Thread(target=lambda: results.append(wait(ctypes.byref(flag), ctypes.byref(turns))))
    thread.start()
    while not turns.value:
        pass
    wait.close()
    flag.value = 1
    thread.join()
    assert results == [7]
    with pytest.raises(RuntimeError, match="is closed"):
        wait(ctypes.byref(flag), ctypes.byref(turns))


def test_the_error_value_of_a_dead_address(reports):
    for signature, error_value, ctype in (
        ("int32(int32)", -5, ctypes.c_int32),
        ("float32(float32)", 0.5, ctypes.c_float),
        ("uint64(uint64)", 2**64 - 1, ctypes.c_uint64),
    ):
        function = cfunc(signature, error_value=error_value)(lambda x: x)
        raw = ctypes.CFUNCTYPE(ctype, ctype)(function.address)
        assert raw(3) == 3
        function.close()
        assert raw(3) == error_value
        make_pending_calls()
    assert len(reports) == 3


def struct_of(ctype, count):
    """Of fields, not of an array: that ctypes passes elsewhere than C on AArch64 (gh-110190)."""
    return type("Struct", (ctypes.Structure,), {"_fields_": [(f"f{i}", ctype) for i in range(count)]})


class Mixed(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double), ("n", ctypes.c_int64)]


def fails(k):
    raise ValueError


def test_a_dead_address_gives_a_struct(reports):
    """Its error value where it passes in registers, else zeros."""
    four_pass = platform.machine() == "aarch64"
    for value, passes in (
        (Mixed(1.5, 7), True),
        (struct_of(ctypes.c_float, 3)(1, 2, 3), True),
        (struct_of(ctypes.c_double, 4)(1, 2, 3, 4), four_pass),
        (struct_of(ctypes.c_double, 5)(1, 2, 3, 4, 5), False),
    ):
        prototype = ctypes.CFUNCTYPE(type(value), ctypes.c_int)
        function = cfunc(prototype, error_value=value)(fails)
        raw = prototype(function.address)
        function.close()
        assert bytes(raw(3)) == (bytes(value) if passes else bytes(ctypes.sizeof(value)))
        make_pending_calls()
    assert [text for _, _, text in reports] == [DROPPED] * 4


def test_a_dead_address_under_c(reports):
    """From C, on threads of C."""
    client = c_library.library("foreign")
    client.start.argtypes = [ctypes.c_void_p, ctypes.c_double, ctypes.c_long]
    function = shift(1.0)
    raw = DOUBLE(function.address)
    function.close()
    client.start(raw, 0.0, 1000)
    assert client.join() == 4000
    make_pending_calls()
    assert {report[:2] for report in reports} == {("shift.<locals>.<lambda>", RuntimeError)}


def test_an_address_is_never_used_again():
    addresses = set()
    for number in range(100):
        function = shift(float(number))
        addresses.add(function.address)
        function.close()
    assert len(addresses) == 100


# ---- forks and interpreters


@pytest.mark.skipif("UPCALL_SANITIZED" in os.environ, reason="the sanitizers' allocators don't live through a fork")
def test_fork_among_threads():
    """While threads compile, call and drop, children do so too, with what they found and with what they make."""
    output = run("""
        import ctypes, os, sys, threading
        from upcall import cfunc, raise_errors
        def shift(by):
            return cfunc("float64(float64)")(lambda x: x + by)
        before = shift(0.5)
        raw = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(before.address)
        end = False
        def work():
            while not end:
                assert shift(2.0)(1.0) == 3.0
        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        statuses = []
        for number in range(5):
            child = os.fork()
            if child == 0:
                status = 1
                try:
                    assert raw(1.0) == 1.5
                    mine = [shift(float(n)) for n in range(5)]
                    assert [f(1.0) for f in mine] == [n + 1.0 for n in range(5)]
                    before.close()
                    try:
                        with raise_errors():
                            assert raw(1.0) != 1.5
                    except RuntimeError:
                        status = 0
                finally:
                    os._exit(status)
            assert raw(1.0) == 1.5
            statuses.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        end = True
        for thread in threads:
            thread.join()
        print(*statuses)
    """)
    assert output.split() == ["0"] * 5


INTERPRETERS = """
    import threading, sys
    try:
        import _interpreters as interpreters
    except ImportError:
        import _xxsubinterpreters as interpreters
    INSIDE = '''
    import upcall, sys
    def shift(by):
        return upcall.cfunc("float64(float64)")(lambda x: x + by)
    sum_ = 0.0
    for n in range(30):
        f = shift(float(n))
        sum_ += f(1.0) + f(0.0)
        assert f.address
        f.close()
    assert sum_ == 30 + 2 * sum(range(30))
    '''
"""


def test_interpreters_in_threads():
    """Each with its own GIL, where Python has that: 3.12."""
    output = run(
        INTERPRETERS
        + """
    def work():
        one = interpreters.create()
        failed = interpreters.run_string(one, INSIDE)
        interpreters.destroy(one)
        results.append(failed)
    results = []
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    import upcall
    assert upcall.cfunc("float64(float64)")(lambda x: x + 1.0)(1.0) == 2.0
    print(results)
    """
    )
    assert output.split("\n")[0] == "[None, None, None, None]"


def test_failures_in_an_interpreter_while_no_other_has_upcall():
    """They are raised by raise_errors(), and what is left is reported when the interpreter ends."""
    output = run(
        INTERPRETERS
        + """
    FAILS = '''
    import ctypes
    DOUBLE = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)
    print("begin", flush=True)
    @upcall.cfunc("float64(float64)")
    def fails(x):
        raise ValueError("inside")
    sys.unraisablehook = lambda report: print("reported", report.exc_value, flush=True)
    raw = DOUBLE(fails.address)
    try:
        with upcall.raise_errors():
            raw(1.0)
    except ValueError as error:
        print("raised", error, flush=True)
    raw(1.0)
    raw(1.0)
    '''
    try:
        one = interpreters.create(isolated=False)  # until 3.12 ctypes can't be imported in any other
    except TypeError:
        one = interpreters.create()
    interpreters.run_string(one, INSIDE + FAILS)
    interpreters.destroy(one)
    print("end")
    """
    )
    assert output.splitlines() == ["begin", "raised inside", "reported inside (2 times since the last report)", "end"]


# ---- soak


def resident():
    """The most that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def test_create_call_and_drop_in_threads():
    """Four threads make, call and drop callbacks, while others call one through C. Nothing of them stays in memory, but for
    a record and a slot of each whose address was read."""
    client = c_library.library("foreign")
    client.start.argtypes = [ctypes.c_void_p, ctypes.c_double, ctypes.c_long]
    client.join.restype = ctypes.c_long
    lasting = shift(0.25)
    assert client.start(DOUBLE(lasting.address), 1.0, CYCLES) == 0
    wrong = []

    def work(number):
        for cycle in range(CYCLES // 4):
            function = shift(float(number))
            if function(float(cycle)) != cycle + number:
                wrong.append(cycle)
            if cycle % 100 == 0:
                raw = DOUBLE(function.address)
                if raw(1.0) != 1.0 + number:
                    wrong.append(cycle)
                function.close()

    before = resident()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert client.join() == 4 * CYCLES
    if "UPCALL_SANITIZED" not in os.environ:
        assert resident() - before < 50_000_000 + CYCLES // 100 * 1000
    assert wrong == []
