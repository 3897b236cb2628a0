"""CFunc: its attributes, calls from Python, errors, lifetime, options. That C code computes right is tested elsewhere."""

import ctypes
import gc
import linecache
import subprocess
import sys
import textwrap
import threading
import traceback
import weakref

import numpy as np
import pytest

from upcall import CFunc, carray, cfunc, types

DOUBLE_POINTER = ctypes.POINTER(ctypes.c_double)


@cfunc("float64(float64, float64)")
def add(x, y):
    """The sum."""
    return x + y


@cfunc("float64(float64*, intc)")
def third(p, n):
    a = carray(p, n)
    return a[2]


def run(source):
    """Standard error of a script in its own process."""
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(source)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def test_attributes():
    assert isinstance(add, CFunc)
    assert isinstance(add.address, int)
    assert add.__name__ == "add"
    assert add.__qualname__ == "add"
    assert add.__doc__ == "The sum."
    assert add.__module__ == __name__
    assert add.__wrapped__(1, 2) == 3
    assert add.signature == types.float64(types.float64, types.float64)
    assert str(add.signature) == "(float64, float64) -> float64"
    assert isinstance(add.native_name, str)
    line = add.__wrapped__.__code__.co_firstlineno
    assert repr(add) == f"<cfunc add: double (double, double) at {add.__wrapped__.__code__.co_filename}:{line}>"
    add.note = 1
    assert add.note == 1
    assert add == add
    assert hash(add) == hash(add)
    assert "add" in add.inspect_hir()
    assert "fadd" in add.inspect_lir()
    assert "define" in add.inspect_llvm()
    assert ".text" in add.inspect_asm()


def test_ctypes_function():
    function = add.ctypes
    assert function is add.ctypes
    assert isinstance(function, ctypes._CFuncPtr)
    assert function.restype is ctypes.c_double
    assert tuple(function.argtypes) == (ctypes.c_double, ctypes.c_double)
    assert function(4.0, 5.0) == 9.0
    assert function(ctypes.c_double(4.0), 5) == 9.0
    assert ctypes.cast(function, ctypes.c_void_p).value == add.address
    raw = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double, ctypes.c_double)(add.address)
    assert raw(4.0, 5.0) == 9.0


@pytest.mark.needs("cffi")
def test_cffi_pointer():
    import cffi

    ffi = cffi.FFI()
    assert add.cffi is add.cffi
    assert ffi.cast("double(*)(double, double)", add.cffi)(4.0, 5.0) == 9.0
    memory = ffi.new("double[3]", [1, 2, 3])
    assert third(memory, 3) == 3.0
    with pytest.raises(TypeError, match="has to be float64"):
        third(ffi.new("float[3]"), 3)
    with pytest.raises(TypeError, match="has to be float64"):
        third(ffi.new("double *[3]"), 3)
    assert third(ffi.cast("void *", memory), 3) == 3.0


def test_capsule():
    name = ctypes.pythonapi.PyCapsule_GetName
    name.restype, name.argtypes = ctypes.c_char_p, [ctypes.py_object]
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    assert name(add.capsule) == b"double (double, double)"
    assert pointer(add.capsule, b"double (double, double)") == add.address


@pytest.mark.needs("scipy")
def test_scipy_takes_all_three():
    from scipy import LowLevelCallable
    from scipy.integrate import quad

    @cfunc("float64(float64)")
    def integrand(t):
        return np.exp(-t) / t**2

    expected = (0.14849550677592208, 3.8736750296130505e-10)
    for function in (
        integrand.ctypes,
        LowLevelCallable(integrand.ctypes),
        LowLevelCallable(integrand.capsule),
        integrand.__wrapped__,
    ):
        assert quad(function, 1, np.inf) == pytest.approx(expected, rel=1e-12)


def identity(signature):
    return cfunc(signature)(lambda x: x)


@pytest.mark.parametrize(
    ("type_", "lowest", "highest"),
    [
        ("int8", -128, 127),
        ("int16", -(2**15), 2**15 - 1),
        ("int32", -(2**31), 2**31 - 1),
        ("int64", -(2**63), 2**63 - 1),
        ("uint8", 0, 255),
        ("uint16", 0, 2**16 - 1),
        ("uint32", 0, 2**32 - 1),
        ("uint64", 0, 2**64 - 1),
        ("uintp", 0, 2**64 - 1),
    ],
)
def test_integers_are_checked(type_, lowest, highest):
    function = identity(f"{type_}({type_})")
    assert function(lowest) == lowest
    assert function(highest) == highest
    assert function(np.int8(7)) == 7
    for value in (lowest - 1, highest + 1):
        with pytest.raises(OverflowError, match=rf"argument 'x' has to be {type_}, not {value}"):
            function(value)
    for value in (1.0, "1", None):
        with pytest.raises(TypeError, match=rf"argument 'x' has to be {type_}, not {type(value).__name__}"):
            function(value)
    with pytest.raises(OverflowError, match="thousands of digits"):  # more than str() writes
        function(10**5000)


def test_floats_and_bools():
    double, single, boolean = (identity(f"{name}({name})") for name in ("float64", "float32", "boolean"))
    assert double(3) == 3.0
    assert double(np.float32(0.5)) == 0.5
    assert np.isnan(double(float("nan")))
    assert single(0.1) == np.float32(0.1)
    assert single(1e300) == float("inf")
    assert boolean(True) is True
    assert boolean(np.bool_(False)) is False
    for wrong in ("1", None, 1j):
        with pytest.raises(TypeError, match="has to be float64"):
            double(wrong)
    with pytest.raises(TypeError, match="has to be boolean"):
        boolean("True")


class Parameter:
    def __init__(self, value):
        self._as_parameter_ = value


def test_pointers_come_from_many_things():
    array = np.array([1.0, 2.0, 3.0])
    memory = (ctypes.c_double * 3)(1, 2, 3)
    for pointer in (
        array,
        memoryview(array),
        array.ctypes.data,
        array.ctypes,
        array.ctypes.data_as(DOUBLE_POINTER),
        array.ctypes.data_as(ctypes.c_void_p),
        memory,
        ctypes.cast(memory, DOUBLE_POINTER),
        ctypes.byref(memory),
        Parameter(array),
        bytearray(array.tobytes()) and array.reshape(1, 3),
    ):
        assert third(pointer, 3) == 3.0
        assert third.ctypes(pointer, 3) == 3.0


def test_wrong_pointers():
    read_only = np.zeros(3)
    read_only.flags.writeable = False
    for wrong in (
        np.zeros(3, "f4"),
        np.zeros(3, "i8"),
        b"12345678" * 3,
        np.zeros(6)[::2],
        read_only,
        "x",
        1.5,
        object(),
    ):
        with pytest.raises(TypeError, match=r"third\(\) argument 'p' has to be float64\*"):
            third(wrong, 3)
    number = ctypes.pointer(ctypes.c_double())
    for memory in ((ctypes.c_float * 3)(), ctypes.pointer(number), (DOUBLE_POINTER * 3)()):
        with pytest.raises(TypeError, match="has to be float64"):
            third(memory, 3)
    with pytest.raises(OverflowError):
        third(-1, 3)
    loop = Parameter(None)
    loop._as_parameter_ = loop
    with pytest.raises(TypeError):
        third(loop, 3)


def test_a_buffer_is_held_only_during_the_call():
    memory = bytearray(24)
    bytes_ = cfunc("uint8(uint8*)")(lambda p: p[0])
    for wrong in (False, True):
        if wrong:
            with pytest.raises(TypeError):
                third(memory, 3)
        else:
            assert bytes_(memory) == 0
        memory.append(0)  # BufferError while it is exported


def test_wrong_counts_and_keywords():
    with pytest.raises(TypeError, match=r"add\(\) takes 2 arguments, not 1"):
        add(1.0)
    with pytest.raises(TypeError, match=r"add\(\) got an unexpected keyword argument 'z'"):
        add(1.0, y=2.0, z=3.0)


def test_many_arguments():
    names = [f"a{i}" for i in range(20)]
    scope = {}
    exec(f"def f({', '.join(names)}): return {' + '.join(names)}", scope)
    assert cfunc(f"f8({', '.join(['f8'] * 20)})")(scope["f"])(*range(20)) == sum(range(20))


def test_hundreds_of_arguments_of_each_kind():
    kinds = {
        "int8": range(-50, 50),
        "float64": range(100),
        "uint16": range(65000, 65100),
        "float32": range(100),
        "bool": [1, 0] * 50,
    }
    names = [f"{kind}_{i}" for i in range(100) for kind in kinds]
    body = " + ".join(f"{position}.0 * {name}" for position, name in enumerate(names))
    scope = {}
    exec(f"def weighed({', '.join(names)}): return {body}", scope)
    signature = types.float64(*[getattr(types, kind) for _ in range(100) for kind in kinds])
    arguments = [
        kind(values[i])
        for i in range(100)
        for kind, values in zip([int, float, int, float, bool], kinds.values(), strict=True)
    ]
    assert cfunc(signature)(scope["weighed"])(*arguments) == scope["weighed"](*arguments)


def test_hundreds_of_captured_values():
    names = [f"a{i}" for i in range(300)]
    scope = {}
    source = f"""
        def make({", ".join(names)}):
            def f(x):
                if x == 0.0:
                    raise ValueError(a299)
                return {" + ".join(f"{name} * x" for name in names)}
            return f
    """
    exec(textwrap.dedent(source), scope)
    one, other = (scope["make"](*map(float, range(first, first + 300))) for first in (0, 300))
    one, other = cfunc("float64(float64)")(one), cfunc("float64(float64)")(other)
    for f, last in ((one, 299.0), (other, 599.0), (one, 299.0)):
        assert f(2.0) == f.__wrapped__(2.0)
        with pytest.raises(ValueError, match=f"^{last}$"):
            f(0.0)


def test_errors_are_raised_with_their_place():
    with pytest.raises(IndexError) as caught:
        third(np.zeros(3), 2)
    frame = traceback.extract_tb(caught.tb)[-1]
    assert frame.filename == __file__
    assert frame.name == "third"
    assert linecache.getline(__file__, frame.lineno).strip() == "return a[2]"
    with pytest.raises(IndexError):
        third.ctypes(np.zeros(3), 2)


def test_errors_under_c_are_reported_once_with_their_count(monkeypatch):
    reports = []
    monkeypatch.setattr(sys, "unraisablehook", reports.append)
    raw = ctypes.CFUNCTYPE(ctypes.c_double, DOUBLE_POINTER, ctypes.c_int)(third.address)
    memory = (ctypes.c_double * 3)()

    def fail_often():
        results.extend(raw(memory, 2) for _ in range(5))

    results = []
    thread = threading.Thread(target=fail_often)
    thread.start()
    thread.join()
    raw(memory, 2)
    assert np.isnan(results).all()
    assert {report.exc_type for report in reports} == {IndexError}
    assert {report.object for report in reports} == {"third"}
    assert traceback.extract_tb(reports[0].exc_traceback)[-1].name == "third"


def test_failures_without_end():
    """Neither Python's main thread nor its exit waits for the end of the reports: here each one causes the next."""
    output, _ = run("""
        import ctypes, sys
        from upcall import carray, cfunc
        @cfunc("float64(float64*, intc)")
        def third(p, n):
            return carray(p, n)[2]
        memory = (ctypes.c_double * 3)()
        raw = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_void_p, ctypes.c_int)(third.address)
        def hook(report):
            global reports
            reports += 1
            raw(memory, 2)
        reports = 0
        sys.unraisablehook = hook
        raw(memory, 2)
        for _ in range(1000):
            pass
        print("went on" if reports > 0 else "no report")
    """)
    assert output == "went on\n"


def test_a_hook_that_fails_does_no_harm(capfd):
    raw = ctypes.CFUNCTYPE(ctypes.c_double, DOUBLE_POINTER, ctypes.c_int)(third.address)
    memory = (ctypes.c_double * 3)()

    def hook(report):
        raise ZeroDivisionError("in the hook")

    before = sys.unraisablehook
    sys.unraisablehook = hook
    try:
        raw(memory, 2)
        for _ in range(100):  # where pending calls are made
            pass
    finally:
        sys.unraisablehook = before
    assert raw(memory, 3) == 0.0
    error = capfd.readouterr().err
    assert "in the hook" in error


def test_errors_at_exit_are_dropped():
    _, error = run("""
        import ctypes
        from upcall import carray, cfunc
        @cfunc("float64(voidptr)")
        def keep(p):
            return 1.0
        @cfunc("float64(float64*)")
        def broken(p):
            return carray(p, 1)[1]
        raw = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_void_p)(broken.address)
        memory = ctypes.c_double()
        class Late:
            def __del__(self):
                raw(ctypes.addressof(memory))
        late = Late()
    """)
    assert error == ""


def test_what_was_made_from_it_keeps_the_code():
    function = identity("float64(float64)")
    gone = weakref.ref(function)
    as_ctypes, capsule = function.ctypes, function.capsule
    del function
    gc.collect()
    assert gone() is None
    assert as_ctypes(2.5) == 2.5
    del as_ctypes
    gc.collect()
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    raw = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(pointer(capsule, b"double (double)"))
    assert raw(2.5) == 2.5


def test_an_address_that_was_read_stays_good():
    function = identity("float64(float64)")
    raw = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(function.address)
    del function
    gc.collect()
    assert raw(2.5) == 2.5


def test_cycles_are_collected():
    function = identity("float64(float64)")
    function.self = function
    gone = weakref.ref(function)
    del function
    gc.collect()
    assert gone() is None


def test_threads_compile_at_once():
    results = []

    def work():
        for i in range(10):
            results.append(cfunc("f8(f8)")(lambda x: x + 1.0)(float(i)))
            results.append(shared.ctypes(float(i)))

    shared = cfunc("f8(f8)")(lambda x: x + 1.0)
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == sorted([i + 1.0 for i in range(10)] * 8)


def test_options():
    assert cfunc("f8(f8)", boundscheck=None, nopython=True, nogil=True, cache=True)(lambda x: x)(1.0) == 1.0
    assert cfunc("f8(f8)", fastmath=True)(lambda x: x)(1.0) == 1.0
    assert cfunc("f8(f8)", fastmath={"nnan", "contract"})(lambda x: x)(1.0) == 1.0
    with pytest.raises(TypeError, match="no option 'boundcheck'; did you mean 'boundscheck'"):
        cfunc("f8(f8)", boundcheck=True)
    with pytest.raises(TypeError, match="no option 'xyzzy'; there are boundscheck, cache, codes, error_model"):
        cfunc("f8(f8)", xyzzy=True)
    with pytest.raises(NotImplementedError, match="forceobj=True can't be had"):
        cfunc("f8(f8)", forceobj=True)
    with pytest.raises(ValueError, match="error_model"):
        cfunc("f8(f8)", error_model="c")
    with pytest.raises(ValueError, match="'fats'"):
        cfunc("f8(f8)", fastmath={"fats"})


@pytest.mark.parametrize(
    ("signature", "message"),
    [
        (add.__wrapped__, "needs a signature"),
        (types.float64, "is a type, not a signature"),
        (("f8(f8)",), "exactly one signature"),
        ([types.float64(types.float64)], "exactly one signature"),
        (3, "not 3"),
    ],
)
def test_one_signature_is_needed(signature, message):
    with pytest.raises(TypeError, match=message):
        cfunc(signature)


def test_only_python_functions():
    with pytest.raises(TypeError, match="only Python functions"):
        cfunc("f8(f8)")(abs)


def test_importing_is_light():
    output, _ = run("""
        import sys
        before = set(sys.modules)
        import upcall
        upcall.cfunc("float64(float64)")(lambda x: x + 1.0)
        print(*sorted(set(sys.modules) - before - {"atexit"}))  # which some installations load before
    """)
    assert output.split() == [
        "upcall",
        "upcall._atomic",
        "upcall._core",
        "upcall._return",
        "upcall.decorators",
        "upcall.types",
        "upcall.views",
    ]


def test_sub_interpreters():
    output, _ = run("""
        try:
            import _interpreters as interpreters
        except ImportError:
            import _xxsubinterpreters as interpreters
        import upcall
        for _ in range(2):
            one = interpreters.create()
            interpreters.run_string(one, "import upcall; print(upcall.cfunc('f8(f8)')(lambda x: x + 1.0)(1.0), flush=True)")
            interpreters.destroy(one)
    """)
    assert output.split() == ["2.0", "2.0"]


@pytest.mark.parametrize("order", ["carray", "farray"])
def test_views_in_plain_python(order):
    import upcall

    make = getattr(upcall, order)
    memory = (ctypes.c_float * 6)(*range(6))
    pointer = ctypes.cast(memory, ctypes.POINTER(ctypes.c_float))
    view = make(pointer, (2, 3))
    assert view.dtype == np.float32
    assert np.array_equal(view, np.arange(6.0).reshape((2, 3), order="C" if order == "carray" else "F"))
    view[1, 2] = 9
    assert memory[5] == 9
    assert make(ctypes.cast(memory, ctypes.c_void_p), 6, np.float32)[1] == 1
    assert make(ctypes.addressof(memory), 6, types.float32)[1] == 1
    with pytest.raises(TypeError, match="needs a dtype"):
        make(ctypes.cast(memory, ctypes.c_void_p), 6)
    with pytest.raises(TypeError, match=r"mismatching dtype 'int32' for pointer type 'float32\*'"):
        make(pointer, 6, np.int32)
    for wrong in (1.5, None, "x", [1.0]):
        with pytest.raises(TypeError, match="pointer"):
            make(wrong, 6)


def test_command_line(tmp_path):
    file = tmp_path / "quad.py"
    file.write_text("from upcall import cfunc\ndef g(x): return x + 1.0\nf = cfunc('f8(f8)')(g)\ndef plain(): pass\n")

    def show(*arguments):
        command = [sys.executable, "-m", "upcall", "show", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    everything = show(f"{file}:f").stdout
    assert [line[4:] for line in everything.splitlines() if line.startswith("--- ")] == [
        "bytecode",
        "hir",
        "types",
        "lir",
        "llvm",
        "asm",
    ]
    assert "fadd" in show(f"{file}:g", "--signature", "f8(f8)", "--stage", "lir").stdout
    assert show(f"{file}:g").stdout == everything  # the plain function stands for f, which was made of it
    assert "needs --signature" in show(f"{file}:plain").stderr
    assert "has no h" in show(f"{file}:h").stderr
    assert "has no foo" in show(f"{file}:g.foo").stderr
    assert "there is no file" in show(f"{tmp_path / 'none.py'}:f").stderr
    failed = show(f"{file}:g", "--signature", "f9(f8)")
    assert failed.returncode == 1
    assert "no type named f9" in failed.stderr


def test_where_the_time_goes(tmp_path):
    source = f"""
        import os
        os.environ["UPCALL_DUMP"] = "time"
        os.environ["UPCALL_CACHE_DIR"] = {str(tmp_path)!r}
        from upcall import cfunc
        cfunc("float64(float64)")(lambda x: x)
    """
    lines = run(source)[1].splitlines()
    assert lines[0] == "--- time of <lambda>"
    names = [
        "capture",
        "build",
        "infer",
        "bound",
        "lower",
        "find",
        "emit",
        "optimise",
        "generate",
        "load",
        "store",
        "all",
    ]
    assert [line.split()[0] for line in lines[1:]] == names
    parts = [float(line.split()[1]) for line in lines[1:]]
    assert sum(parts[:-1]) == pytest.approx(parts[-1], abs=0.01)
    assert min(parts[i] for i in (0, 1, 5, 6, 7, 8)) > 0


def test_inspect_checks_tells_which_checks_are_left():
    @cfunc("float64(float64*, int64, int64)")
    def f(p, n, k):
        a = carray(p, n)
        return a[n // 2] + a[k]

    first, *lines = f.inspect_checks().splitlines()
    assert first == f"{len(lines)} of 2 indices of arrays are checked when the code runs"
    assert lines[-1].startswith(__file__)
    assert "k is an argument" in lines[-1]
