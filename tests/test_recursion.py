"""Recursion that would run out of the stack raises RecursionError: SEMANTICS, "Control". On any thread, and nothing crashes."""

from __future__ import annotations

import ctypes
import resource
import subprocess
import sys
import textwrap
import threading

import pytest

from upcall import cfunc

KIB = 1024
POINTER = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)


def endless(n):
    return 0 if n < 0 else endless(n + 1) + 1


def endless_tail(n):
    return 0 if n < 0 else endless_tail(n + 1)


def endless_void(p, n):
    p[0] = n
    endless_void(p, n + 1)


def depth(n):
    return 0 if n == 0 else depth(n - 1) + 1


def even(n):
    return 1 if n == 0 else odd(n - 1)


def odd(n):
    return 0 if n == 0 else even(n - 1)


def apply(function, n):
    return 0 if n < 0 else function(n)


def through_argument(n):
    return apply(through_argument, n + 1) + 1


def wide(p, n):
    a, b, c, d, e, f, g, h = p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]
    table = (a, b, c, d, e, f, g, h) * 40
    return 0 if n < 0 else wide(p, n + 1) + table[n % 320] + a * b + c * d + e * f + g * h


def leaf(p, n):
    table = (p[0], p[1], p[2], p[3]) * 200
    return table[n % 800]


def over_a_leaf(p, n):
    return 0 if n < 0 else over_a_leaf(p, n + 1) + leaf(p, n)


MEMORY = (ctypes.c_int64 * 8)()

ENDLESS = [
    pytest.param("int64(int64)", endless, (0,), id="plain"),
    pytest.param("int64(int64)", endless_tail, (0,), id="tail"),
    pytest.param("void(int64*, int64)", endless_void, (MEMORY, 0), id="void"),
    pytest.param("int64(int64)", through_argument, (0,), id="argument"),
    pytest.param("int64(int64*, int64)", wide, (MEMORY, 0), id="wide"),
    pytest.param("int64(int64*, int64)", over_a_leaf, (MEMORY, 0), id="leaf"),
    pytest.param("int64(int64)", even, (-1,), id="mutual"),
]


@pytest.mark.parametrize(("signature", "function", "arguments"), ENDLESS)
def test_endless(signature, function, arguments):
    compiled = cfunc(signature)(function)
    for _ in range(3):
        with pytest.raises(RecursionError, match=r"^maximum recursion depth exceeded$"):
            compiled(*arguments)


def on_thread(stack_size, work):
    results: list = []

    def run():
        try:
            results.append(work())
        except BaseException as error:
            results.append(error)

    before = threading.stack_size(stack_size)
    try:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    return results[0]


@pytest.mark.parametrize("kib", [64, 96, 128, 256, 1024, 16 * 1024])
@pytest.mark.parametrize(("signature", "function", "arguments"), ENDLESS)
def test_small_stack(kib, signature, function, arguments):
    compiled = cfunc(signature)(function)

    def work():
        return compiled(*arguments)

    assert isinstance(on_thread(kib * KIB, work), RecursionError)


def test_some_depth_on_a_small_stack():
    compiled = cfunc("int64(int64)")(depth)
    assert on_thread(64 * KIB, lambda: compiled(100)) == 100
    assert on_thread(256 * KIB, lambda: compiled(1000)) == 1000


def test_depth_of_the_main_thread():
    assert cfunc("int64(int64)")(depth)(50_000) == 50_000


def test_deep_tail_calls():
    compiled = cfunc("int64(int64)")(even)
    assert [compiled(n) for n in (0, 1, 2, 999, 20_000)] == [1, 0, 1, 0, 1]


def test_foreign_thread():
    """A thread that C started, with the smallest stack there is; the error goes to sys.unraisablehook."""
    compiled = cfunc("int64(int64)")(endless)
    libc = ctypes.CDLL(None)
    attributes = ctypes.create_string_buffer(256)
    thread, result = ctypes.c_ulong(), ctypes.c_void_p(1)
    seen: list = []
    hook, sys.unraisablehook = sys.unraisablehook, seen.append
    try:
        libc.pthread_attr_init(attributes)
        assert libc.pthread_attr_setstacksize(attributes, ctypes.c_size_t(64 * KIB)) == 0
        function = ctypes.c_void_p(compiled.address)
        assert libc.pthread_create(ctypes.byref(thread), attributes, function, None) == 0
        assert libc.pthread_join(thread, ctypes.byref(result)) == 0
        for _ in range(100):  # pending calls are made between instructions
            if seen:
                break
    finally:
        sys.unraisablehook = hook
    assert result.value is None  # the error value, 0
    assert [report.exc_type for report in seen] == [RecursionError]


CONTEXT = """
    #include <ucontext.h>
    #include <stdlib.h>
    static ucontext_t caller, context;
    static long (*called)(long);
    static long result;
    static void body(void) { result = called(1000); }
    long on_other_stack(long (*function)(long))
    {
        called = function;
        getcontext(&context);
        context.uc_stack.ss_size = 1 << 20;
        context.uc_stack.ss_sp = malloc(context.uc_stack.ss_size);
        context.uc_link = &caller;
        makecontext(&context, body, 0);
        swapcontext(&caller, &context);
        return result;
    }
"""


def test_stack_of_a_coroutine(tmp_path):
    """Nobody knows how far such a stack reaches: no error where there is none."""
    source = tmp_path / "context.c"
    source.write_text(CONTEXT)
    library = tmp_path / "context.so"
    try:
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
    except FileNotFoundError:
        pytest.skip("no C compiler")
    compiled = cfunc("int64(int64)")(depth)
    function = ctypes.CDLL(str(library)).on_other_stack
    function.restype = ctypes.c_int64
    assert function(ctypes.c_void_p(compiled.address)) == 1000


def run_limited(soft):
    """Another process whose main thread may grow so far; it recurses without end, in C's sense too."""
    program = """
        from upcall import cfunc
        def endless(n):
            return 0 if n < 0 else endless(n + 1) + 1
        try:
            cfunc("int64(int64)")(endless)(0)
        except RecursionError as error:
            print("caught", error)
    """
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]

    def limit():
        resource.setrlimit(resource.RLIMIT_STACK, (soft, hard))

    command = [sys.executable, "-c", textwrap.dedent(program)]
    return subprocess.run(command, check=True, capture_output=True, text=True, preexec_fn=limit).stdout


@pytest.mark.parametrize("soft", [512 * KIB, 8192 * KIB, 64 * 1024 * KIB])
def test_limit_of_the_main_thread(soft):
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    if hard != resource.RLIM_INFINITY and soft > hard:
        pytest.skip("the hard limit is lower")
    assert run_limited(soft) == "caught maximum recursion depth exceeded\n"


def test_callback_in_callback():
    """Python between the two: the inner callback's limit is that of the same stack."""
    compiled = cfunc("int64(int64)")(endless)
    plain = cfunc("int64(int64)")(depth)

    @POINTER
    def middle(n):
        with pytest.raises(RecursionError):
            compiled(0)
        return plain.ctypes(int(n))

    assert middle(1000) == 1000


def test_only_recursion_asks():
    def calls(n):
        return helper(n) + helper(n + 1)

    def helper(n):
        return n * n

    assert "upcall_stack_limit" not in cfunc("int64(int64)")(calls).inspect_lir()
    assert "upcall_stack_limit" in cfunc("int64(int64)")(depth).inspect_lir()
