"""Recursion that would run out of the stack raises RecursionError: SEMANTICS, "Control". On any thread, and nothing crashes."""

from __future__ import annotations

import ctypes
import resource
import subprocess
import sys
import textwrap
import threading

import pytest

from upcall import cfunc, raise_errors

KIB = 1024
MIB = 1024 * KIB
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
    long on_other_stack(long (*function)(long), unsigned long size)
    {
        called = function;
        getcontext(&context);
        context.uc_stack.ss_size = size;
        context.uc_stack.ss_sp = malloc(size);
        context.uc_link = &caller;
        makecontext(&context, body, 0);
        swapcontext(&caller, &context);
        free(context.uc_stack.ss_sp);
        return result;
    }
"""


@pytest.fixture(scope="module")
def on_other_stack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("context")
    source, library = folder / "context.c", folder / "context.so"
    source.write_text(CONTEXT)
    try:
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
    except FileNotFoundError:
        pytest.skip("no C compiler")
    function = ctypes.CDLL(str(library)).on_other_stack
    function.restype = ctypes.c_int64
    return lambda compiled, size: function(ctypes.c_void_p(compiled.address), ctypes.c_size_t(size))


def test_stack_of_a_coroutine(on_other_stack):
    """Nobody knows how far such a stack reaches: no error where there is none."""
    assert on_other_stack(cfunc("int64(int64)")(depth), MIB) == 1000


def test_large_stack_of_a_coroutine(on_other_stack):
    """It isn't used without end."""
    compiled = cfunc("int64(int64)")(endless)
    with pytest.raises(RecursionError), raise_errors():
        on_other_stack(compiled, 80 * MIB)


ALONE = """
    import ctypes, os, resource, sys, threading
    from upcall import cfunc
    try:  # what is imported and opened at the first error
        cfunc("float64(float64)", error_model="python")(lambda x: 1.0 / x)(0.0)
    except ZeroDivisionError:
        pass
    def depth(n):
        return 0 if n == 0 else depth(n - 1) + 1
    def endless(n):
        return 0 if n < 0 else endless(n + 1) + 1
    def catch():
        try:
            recurse(0)
        except RecursionError as error:
            print("caught", error)
    recurse, count = cfunc("int64(int64)")(endless), cfunc("int64(int64)")(depth)
"""
CAUGHT = "caught maximum recursion depth exceeded\n"


def alone(program, soft=None):
    """Run it in another process, whose main thread may grow so far."""
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    if soft is not None and soft % 2**64 > hard % 2**64:
        pytest.skip("the hard limit is lower")

    def limit():
        if soft is not None:
            resource.setrlimit(resource.RLIMIT_STACK, (soft, hard))

    command = [sys.executable, "-c", textwrap.dedent(ALONE) + textwrap.dedent(program)]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=limit)
    if done.returncode == 77:
        pytest.skip("the system doesn't let a process do that")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("soft", [512 * KIB, 8 * MIB, 64 * MIB])
def test_limit_of_the_main_thread(soft):
    assert alone("catch()", soft) == CAUGHT


def test_no_limit_of_the_main_thread():
    """64 MiB are enough."""
    peak = "int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"  # ru_maxrss knows who started it, too
    usage = f"print(count(500_000), {peak} < 400 * 1024)"
    assert alone(f"catch(); {usage}", resource.RLIM_INFINITY) == CAUGHT + "500000 True\n"


def test_stack_of_a_thread_without_a_limit():
    """A thread has what it asked for, though the main thread's stack has no end."""
    program = """
        threading.stack_size(512 << 20)
        thread = threading.Thread(target=lambda: print(count(2_000_000)))
        thread.start(); thread.join()
    """
    assert alone(program, resource.RLIM_INFINITY) == "2000000\n"


NO_DESCRIPTOR = (
    "limit = resource.getrlimit(resource.RLIMIT_NOFILE); resource.setrlimit(resource.RLIMIT_NOFILE, (0, limit[1]))"
)
NO_PROC = """
libc = ctypes.CDLL(None)
if libc.unshare(0x20000) or libc.mount(None, b"/", None, 0x44000, None) or libc.umount2(b"/proc", 2):
    sys.exit(77)
assert not os.path.exists("/proc/self/maps")
"""


@pytest.mark.parametrize("soft", [512 * KIB, 8 * MIB, resource.RLIM_INFINITY])
@pytest.mark.parametrize("trouble", [NO_DESCRIPTOR, NO_PROC], ids=["descriptor", "proc"])
def test_a_stack_that_the_system_does_not_tell(trouble, soft):
    """There is a limit all the same, on the main thread and on others."""
    program = """
        catch()
        thread = threading.Thread(target=catch)
        thread.start(); thread.join()
        print(count(1000))
    """
    assert alone(trouble + textwrap.dedent(program), soft) == 2 * CAUGHT + "1000\n"


def test_the_stack_is_asked_for_again():
    """What wasn't known once is known later."""
    program = "catch(); resource.setrlimit(resource.RLIMIT_NOFILE, limit); print(count(2_000_000))"
    assert alone(f"{NO_DESCRIPTOR}; {program}", 256 * MIB) == CAUGHT + "2000000\n"


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


# ---- its own name ---------------------------------------------------------------------------------------------------------

EDITION = """
@cfunc("float64(float64)")
def f(n):
    return {last} if n <= 1 else n * f(n - 1)
"""


def test_a_function_that_is_defined_again_calls_itself():
    """A notebook's cell that is run again: while the decorator runs, the name is still bound to the edition before."""
    names = {"cfunc": cfunc}
    exec(EDITION.format(last=1.0), names)
    assert names["f"](3.0) == 6.0
    exec(EDITION.format(last=2.0), names)
    assert names["f"](3.0) == 12.0
    names["f"] = 3
    exec(EDITION.format(last=5.0), names)
    assert names["f"](3.0) == 30.0


def test_a_function_that_is_defined_again_in_a_function_calls_itself():
    results = []
    for last in (1.0, 2.0):

        @cfunc("float64(float64)")
        def f(n):
            return last if n <= 1 else n * f(n - 1)  # noqa: B023

        results.append(f(3.0))
    assert results == [6.0, 12.0]


def test_a_function_with_the_name_of_a_built_in_calls_itself():
    names = {"cfunc": cfunc}
    exec('@cfunc("int64(int64)")\ndef abs(n):\n    return 7 if n < 0 else abs(n - 1)', names)
    assert names["abs"](3) == 7


def test_a_method_s_name_is_another_one_s():
    names = {"cfunc": cfunc}
    exec('class A:\n    @cfunc("int64(int64)")\n    def abs(n):\n        return abs(n) + 1', names)
    assert names["A"].abs(-3) == 4


def test_a_cfunc_that_another_calls_calls_itself():
    names = {"cfunc": cfunc}
    exec(EDITION.format(last=1.0), names)
    names["old"] = names["f"]
    exec(EDITION.format(last=2.0), names)
    exec('@cfunc("float64(float64)")\ndef g(n):\n    return old(n) * 100.0 + f(n)', names)
    assert names["g"](3.0) == 612.0


def test_a_helper_s_name_is_what_it_is_bound_to():
    names = {"cfunc": cfunc}
    exec("def helper(n):\n    return 1.0 if n <= 1 else n * helper(n - 1)", names)
    names["first"] = names["helper"]
    exec("def helper(n):\n    return 50.0", names)
    exec('@cfunc("float64(float64)")\ndef g(n):\n    return first(n)', names)
    assert names["g"](3.0) == 150.0
