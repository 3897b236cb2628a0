"""C functions called from compiled code: whose they are, what is passed, errors, exceptions of C++."""

import ctypes
import errno
import math

import numpy as np
import pytest

import upcall
from upcall import CompileError, carray, cfunc, types

libm = ctypes.CDLL("libm.so.6")
libc = ctypes.CDLL(None)


def declared(function, result, *arguments):
    function.restype = result
    function.argtypes = arguments
    return function


cos = declared(libm.cos, ctypes.c_double, ctypes.c_double)
atan2 = declared(libm.atan2, ctypes.c_double, ctypes.c_double, ctypes.c_double)
sinf = declared(libm.sinf, ctypes.c_float, ctypes.c_float)
c_abs = declared(libc.abs, ctypes.c_int, ctypes.c_int)
memcpy = declared(libc.memcpy, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
strlen = declared(libc.strlen, ctypes.c_size_t, ctypes.c_char_p)
DOUBLE_P = ctypes.POINTER(ctypes.c_double)
frexp = declared(libm.frexp, ctypes.c_double, ctypes.c_double, ctypes.POINTER(ctypes.c_int))


def test_numbers():
    f = cfunc("float64(float64)")(lambda x: cos(x) + libm.atan2(1, 2) + sinf(x))
    assert f(1.0) == math.cos(1) + math.atan2(1, 2) + sinf(1.0)


def test_an_int_keeps_its_low_bits():
    f = cfunc("int64(int64)")(lambda n: c_abs(n))
    assert f(-5) == 5
    assert f(2**32 - 3) == 3


def test_memory():
    @cfunc("float64(float64*)")
    def f(p):
        a = carray(p, (2, 2))
        b = np.zeros((2, 2))
        memcpy(b, a, a.nbytes)
        memcpy(p, b[1], 8)
        return b.sum()

    a = np.array([[1.0, 2], [3, 4]])
    assert f(a.ctypes.data_as(DOUBLE_P)) == 10
    assert a[0, 0] == 3


def test_an_array_with_gaps_is_an_error():
    @cfunc("float64(float64*)")
    def f(p):
        memcpy(p, carray(p, 8)[::2], 8)
        return 0

    with pytest.raises(ValueError, match="must be contiguous"):
        f(np.zeros(8))


def test_what_c_writes_is_read_behind_the_call():
    out = np.zeros(1, np.intc)

    @cfunc("int64(float64)")
    def f(x):
        before = out[0]
        frexp(x, out)
        return 100 * before + out[0]

    assert f(8.0) == 4
    assert f(1.0) == 401


def address(a):
    return upcall.cast(memcpy(a, a, 0), "double *")


def kept_in_a_line(n):
    p = address(np.ones(n))
    a = np.full(n, 2.0)
    q = address(a[1:])
    b = np.full(n, 3.0)
    return q[0] + 10 * b[0] + 0 * p[0]


def kept_in_a_loop(n):
    a = np.ones(n)
    p, total = address(a), 0.0
    for i in range(4):
        b = np.full(n, 2.0 + i)
        q = address(b)
        c = np.full(n, 7.0)
        if i == 2:
            continue
        total += p[0] + 10 * q[n - 1] + 0 * c[0]
    return total + p[n - 1]


def kept_behind_an_exception(n):
    a = np.ones(n)
    p = address(a)
    try:
        b = np.full(n, 2.0)
        q = address(b)
        b[n] = 1
    except IndexError:
        c = np.full(n, 3.0)
        return p[0] + 0 * c[0]
    return q[0]


def kept_to_the_end_of_a_branch(n):
    if n > 1:
        a = np.ones(n)
        p = address(a)
        b = np.full(n, 3.0)
        if b[1] == 3:
            return p[0] + 0 * b[0]
    return -1.0


def kept_behind_a_branch(n):
    q = np.zeros(1)
    p = address(q)
    if n > 1:
        a = np.ones(n)
        p = address(a)
    b = np.full(n, 3.0)
    return p[n - 1] + 0 * b[0]


def kept_behind_a_loop(n):
    q = np.zeros(1)
    p = address(q)
    for i in range(3):
        a = np.full(n, 1.0 + i)
        b = a if i else np.full(n, 9.0)
        p = address(b)
        if i == 1:
            break
    c = np.full(n, 5.0)
    return p[0] + 0 * c[0]


def lent_and_returned(n):
    a = np.ones(n)
    address(a)
    return a


def kept_by_who_called(n):
    if n > 1:
        a = lent_and_returned(n)
        p = address(a)
        a = np.full(n, 3.0) + a
    else:
        a = np.zeros(n)
        p = address(a)
    b = np.full(n, 5.0)
    return p[0] + a[0] + 0 * b[0]


def kept_of_several(n):
    p = address(np.zeros(2))
    for a, b in ((np.ones(n), np.full(n, 2.0)), (np.full(n, 4.0), np.full(n, 8.0))):
        if b[0] == 2:
            p = address(b)
        elif a[0] == 4:
            q = address(a)
    c, d = np.full(n, 5.0), np.full(n, 6.0)
    return p[0] + q[n - 1] + 0 * (c[0] + d[0])


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (kept_in_a_line, 32),
        (kept_in_a_loop, 4 + 20 + 30 + 50),
        (kept_behind_an_exception, 1),
        (kept_to_the_end_of_a_branch, 1),
        (kept_behind_a_branch, 1),
        (kept_behind_a_loop, 2),
        (kept_by_who_called, 5),
        (kept_of_several, 6),
    ],
)
def test_memory_whose_address_c_has_lives_on(function, expected):
    f = cfunc("double (int n)")(function)
    assert [f(n) for n in (3, 1000, 100_000)] == [expected] * 3


def shifted(n):
    a = np.arange(float(n))
    p = address(a)
    b = carray(p, n)
    a[1:] = b[:-1] + 1.0
    b[1:] = a[:-1] * 2.0
    return np.sum(a) + 1000 * b[n - 1]


def test_memory_whose_address_c_has_is_the_same_by_that_address():
    def expected(n):
        a = np.arange(float(n))
        a[1:] = a[:-1] + 1.0
        a[1:] = a[:-1] * 2.0
        return np.sum(a) + 1000 * a[n - 1]

    f = cfunc("double (int n)")(shifted)
    assert [f(n) for n in (3, 8, 1000)] == [expected(n) for n in (3, 8, 1000)]


def odd(i, n):
    a = np.full(200_000, 1.0 * i)
    p = address(a)
    if i % n:
        raise ValueError("odd")
    return p[i]


def test_memory_whose_address_c_has_ends_with_an_exception():
    resource = pytest.importorskip("resource")

    @cfunc("double (int rounds)")
    def f(rounds):
        total = 0.0
        for i in range(rounds):
            try:
                total += odd(i, 2)
            except ValueError:
                total += odd(2, 2)
        return total

    assert f(10) == 30
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert f(1000) == 250_500
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_memory_whose_address_c_has_ends_with_the_next_round():
    resource = pytest.importorskip("resource")

    @cfunc("double (int rounds)")
    def f(rounds):
        total = 0.0
        for i in range(rounds):
            a = np.full(200_000, 1.0)
            total += address(a)[i]
        return total

    assert f(10) == 10
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert f(1000) == 1000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_pointer_that_is_passed_in():
    f = cfunc("float64(float64 (*)(float64), float64)")(lambda g, x: g(x) + 1)
    assert f(ctypes.cast(cos, ctypes.c_void_p).value, 0.0) == 2
    with pytest.raises(TypeError, match="'NoneType' object is not callable"):
        f(None, 0.0)


def test_closures_share_code():
    def make(g):
        return cfunc("float64(float64)")(lambda x: g(x))

    sin = declared(libm.sin, ctypes.c_double, ctypes.c_double)
    assert [make(g)(1.0) for g in (cos, sin)] == [math.cos(1), math.sin(1)]


REFUSED = {
    "no types": (ctypes.CDLL(None).labs, "f.argtypes = [...] and f.restype = ..."),
    "the GIL": (declared(ctypes.PyDLL(None).llabs, ctypes.c_longlong, ctypes.c_longlong), "needs the GIL"),
    "Python": (ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(math.cos), "@cfunc for the Python function"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case):
    function, advice = REFUSED[case]
    with pytest.raises(CompileError) as error:
        cfunc("float64(float64)")(lambda x: function(1))
    assert advice in str(error.value)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: cos(1j), "argument 1 of the C function cos must be float64, not complex128"),
        (lambda x: c_abs(x), "argument 1 of the C function abs must be int32, not float64"),
        (lambda x: cos(), "wrong number of arguments for the C function cos: 0"),
        (lambda x: cos(x=1.0), "the C function cos doesn't take the keyword x"),
        (lambda x: frexp(1.0, 5), r"argument 2 of the C function frexp must be int32\*, not int"),
    ],
)
def test_bad_arguments(call, message):
    with pytest.raises(CompileError, match=message):
        cfunc("float64(float64)")(call)


# ---- memory for C to write to

modf = declared(libm.modf, ctypes.c_double, ctypes.c_double, DOUBLE_P)
strtod = declared(libc.strtod, ctypes.c_double, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p))
TEXT = np.frombuffer(bytearray(b"12.5 7\0"), np.uint8)


def parts(x):
    n, fraction = ctypes.c_int(), ctypes.c_double(1.5)
    total = fraction.value
    for i in range(3):
        m = ctypes.c_int(i)
        frexp(x * 2**i, ctypes.byref(m))
        total += m.value
    total += frexp(x, ctypes.pointer(n))
    n.value += 10
    total += modf(x / 3, ctypes.byref(fraction))
    return total + 100 * n.value + 10000 * fraction.value


def numbers_of_text(x):
    end = ctypes.c_void_p()
    first = strtod(TEXT.ctypes.data, ctypes.byref(end))
    return x + 100 * first + strtod(end.value, ctypes.byref(end))


def copies(x):
    a, b = np.full(4, x), np.zeros(4)
    memcpy(b.ctypes, a.ctypes.data, 32)
    return b[3]


Four = ctypes.c_double * 4


def arrays(x):
    out = (ctypes.c_double * 2)(x)
    out[1] = modf(x, out)
    ints, four = (3 * ctypes.c_int)(7, 8), Four(1.0, x)
    memcpy(four, out, 16)
    total = 0.0
    for value in four:
        total += value
    return total + 10 * len(four) + out[-1] + ints[0] / 2 + ints[2]


@pytest.mark.parametrize("function", [parts, numbers_of_text, copies, arrays])
def test_out_parameters(function):
    f = cfunc("float64(float64)")(function)
    for x in (8.0, -3.5, 0.0):
        assert f(x) == function(x)


def test_buffers_of_cffi():
    cffi = pytest.importorskip("cffi")
    ffi = cffi.FFI()
    ffi.cdef("double modf(double, double *);")
    library, out = ffi.dlopen("libm.so.6"), np.zeros(1)

    def f(x):
        return library.modf(x, ffi.from_buffer("double[]", out)) + 100 * out[0]

    assert cfunc("float64(float64)")(f)(3.25) == f(3.25) == 300.25


def test_addresses_that_cffi_gives():
    ffi = pytest.importorskip("cffi").FFI()
    ffi.cdef("double cos(double);")
    library = ffi.dlopen("libm.so.6")
    cos = ffi.addressof(library, "cos")
    assert cfunc("float64(float64)")(lambda x: cos(x))(0.0) == 1.0
    with pytest.raises(CompileError, match=r"call of ffi.addressof[^$]*write: .*outside the function"):
        cfunc("float64(float64)")(lambda x: ffi.addressof(library, "cos")(x))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: frexp(x, ctypes.byref(ctypes.c_double())), r"argument 2 of the C function frexp must be int32\*"),
        (lambda x: frexp(x, ctypes.byref(x)), r"argument 2 of the C function frexp must be int32\*, not float64"),
        (lambda x: ctypes.c_int() + 1, "unsupported operands"),
        (lambda x: frexp(x, ctypes.c_char()), "the class c_char"),
        (lambda x: frexp(x, (ctypes.c_char * 3)()), "the class c_char_Array_3"),
        (lambda x: frexp(x, (ctypes.c_int16 * 3)()), r"must be int32\*, not int16"),
    ],
)
def test_bad_out_parameters(call, message):
    with pytest.raises(CompileError, match=message):
        cfunc("float64(float64)")(call)


def test_room_for_any_pointer():
    c = upcall.cdef("long strtol(const char *, char **, int); void *memcpy(void *, const void *, size_t);", "libc.so.6")

    @cfunc("long (const char *s)")
    def f(s):
        end, kept = ctypes.c_void_p(), ctypes.c_char_p()
        n = c.strtol(s, ctypes.byref(end), 10)
        rest = upcall.cast(end.value, "const char *")
        return 1000 * n + 100 * len(rest) + (rest == b"px") + 10 * (kept.value is None)

    assert f(ctypes.c_char_p(b"12px")) == 12211

    def g(s):
        return c.strtol(s, ctypes.byref(ctypes.c_char_p()), 10)

    with pytest.raises(CompileError, match=r"write: p = ctypes.c_void_p\(\)"):
        cfunc("long (const char *s)")(g)


def test_a_pointer_is_passed_for_what_it_holds():
    a, out = np.array([7.0]), np.zeros(1)

    @cfunc("double (double *p)")
    def f(p):
        q, r = ctypes.c_void_p(p), ctypes.c_void_p()
        memcpy(ctypes.byref(r), ctypes.byref(q), 8)
        memcpy(out, r.value, 8)
        return out[0]

    assert f(a) == 7

    for cell in (ctypes.c_void_p, ctypes.c_char_p):

        def bare(n, cell=cell):
            p = cell()
            memcpy(out, p, 8)
            return n

        with pytest.raises(CompileError, match=r"write: p\.value, .* or ctypes\.byref\(p\)"):
            cfunc("int (int n)")(bare)


@pytest.mark.parametrize("n", [2**31, -(2**31) - 1, 2**63])
def test_constants_that_do_not_fit(n):
    with pytest.raises(CompileError, match=rf"int32 can't hold the constant {n}\b"):
        cfunc("int64(int64)")(lambda x: c_abs(n) + x)
    f = cfunc("int64(int64)")(lambda x: c_abs(-(2**31) + 1) + x)
    assert f(0) == 2**31 - 1


def test_closures_that_make_cells_share_code():
    def make(k):
        def f(x):
            n = ctypes.c_int()
            return k * frexp(x, ctypes.byref(n)) + n.value

        return cfunc("float64(float64)")(f)

    assert [make(k)(8.0) for k in (1.0, 3.0)] == [4.5, 5.5]


# ---- errno


def test_errno_is_that_of_the_call():
    """Whatever is computed between the two may change C's own."""
    close = declared(libc.close, ctypes.c_int, ctypes.c_int)

    def helper(fd):
        return close(fd)

    @cfunc("int64(int, double)")
    def f(fd, x):
        result = helper(fd)
        big = np.exp(np.full(100, x)).sum()
        return 0 if result == 0 or big < 0 else ctypes.get_errno()

    assert f(-1, 1000.0) == errno.EBADF
    with pytest.raises(CompileError, match="get_errno"):
        cfunc("int64(int64)")(lambda n: ctypes.get_errno(n))


def test_errno_is_set():
    """C says in no other way that a number is too large."""
    library = ctypes.CDLL(None, use_errno=True)
    strtol = declared(library.strtol, ctypes.c_long, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_int)

    digits = np.frombuffer(bytearray(b"9" * 40 + b"\0"), np.uint8)

    def f(count):
        ctypes.set_errno(5)
        before = ctypes.set_errno(0)
        strtol(digits[40 - count :], None, 10)
        return 1000 * before + ctypes.get_errno()

    compiled = cfunc("int64(int64)")(f)
    assert [compiled(count) for count in (1, 18, 30, 2)] == [5000, 5000, 5000 + errno.ERANGE, 5000]
    with pytest.raises(CompileError, match=r"argument 1 of ctypes\.set_errno must be an integer"):
        cfunc("int64(int64)")(lambda n: ctypes.set_errno(1.5))


def test_errno_of_cffi():
    cffi = pytest.importorskip("cffi")
    ffi = cffi.FFI()
    ffi.cdef("int close(int); long strtol(const char *, char **, int);")
    library = ffi.dlopen(None)

    def f(fd):
        ffi.errno = 0
        library.close(fd)
        return ffi.errno

    assert cfunc("int64(int64)")(f)(-1) == f(-1) == errno.EBADF
    with pytest.raises(CompileError, match="must be an integer"):
        cfunc("void(double)")(sets_errno(ffi))


def test_null_of_cffi():
    cffi = pytest.importorskip("cffi")
    ffi = cffi.FFI()
    ffi.cdef("long strtol(const char *, char **, int); char *strchr(const char *, int);")
    library = ffi.dlopen(None)

    def f(letter):
        found = library.strchr(b"words", letter)
        return library.strtol(b"-12", ffi.NULL, 10) * (1 if found == ffi.NULL else 100)

    assert [cfunc("int64(int64)")(f)(letter) for letter in b"rx"] == [f(letter) for letter in b"rx"] == [-1200, -12]


def sets_errno(ffi):
    def f(x):
        ffi.errno = x

    return f


# ---- what stays where it is while C is called


def test_lengths_of_captured_arrays_are_read_once():
    """C may write to the elements, and the loop reads them each time; lengths and addresses it can't change."""
    cbrt = declared(libm.cbrt, ctypes.c_double, ctypes.c_double)

    def make(a):
        def f(x):
            total = 0.0
            for i in range(len(a)):
                total += cbrt(x + a[i])
            return total

        return cfunc("double(double)")(f)

    closures = [make(np.arange(float(n))) for n in (3, 40, 5)]  # so lengths are data
    for f, n in zip(closures, (3, 40, 5), strict=True):
        assert f(0.5) == pytest.approx(sum(np.cbrt(0.5 + np.arange(n))), rel=1e-14)
    text = closures[-1].inspect("llvm")
    loop = next(block for block in text.split("\n\n") if "call double" in block)
    assert loop.count(" load ") == 1
    assert " load double" in loop
    assert "0 of 1" in str(closures[-1].inspect_checks())


# ---- varargs


def test_variable_arguments():
    library = upcall.cdef("int snprintf(char *text, size_t size, const char *format, ...);", "libc.so.6")
    text = np.zeros(200, np.uint8)

    def shown(show, n, x, s):
        number, unsigned, long = types.intc(n), types.uint32(n), types.int64(n)
        single, nothing = np.float32(0.5), None
        return show(
            text,
            200,
            b"%d %u %ld %g %g %s %s %c %p",
            number,
            unsigned,
            long,
            x,
            single,
            s,
            b"end",
            types.int8(65),
            nothing,
        )

    @cfunc("int (*)(int (*)(char *, size_t, const char *, ...), int n, double x, const char *s)")
    def through_pointer(show, n, x, s):
        return shown(show, n, x, s)

    @cfunc("int (*)(int n, double x)")
    def declared_so(n, x):
        return library.snprintf(text, 200, b"%d %g %p", types.intc(n), x, declared_so)

    address = ctypes.cast(ctypes.CDLL(None).snprintf, ctypes.c_void_p).value
    size = through_pointer(address, -3, 1.5, b"text")
    assert text.tobytes()[:size] == b"-3 4294967293 -3 1.5 0.5 text end A (nil)"
    with pytest.raises(CompileError, match="integer of a known width"):
        cfunc("int (*)(int (*)(const char *, ...), int)")(lambda show, n: show(b"%d", n))
    size = declared_so(7, 2.5)
    assert text.tobytes()[:size].decode() == f"7 2.5 {declared_so.address:#x}"
    with pytest.raises(CompileError, match="integer of a known width"):
        cfunc("int (*)(int)")(lambda n: library.snprintf(text, 200, b"%ld", types.int64(n) << 40))
