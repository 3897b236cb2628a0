"""`const void *`: what nobody may write to is passed there, from Python and in compiled code; a `void *` takes none of it."""

import ctypes

import numpy as np
import pytest

import upcall
from upcall import CompileError, Signature, carray, cast, cfunc, types

libc = upcall.cdef(
    """
    void *memcpy(void *, const void *, size_t);
    int memcmp(const void *a, const void *b, size_t n);
    const char *strchr(const char *s, int c);
    """,
    "libc.so.6",
)
DOUBLES = "double(const void *)"
RECORDS = "double(const struct pair *)"


class Pair(ctypes.Structure):
    _fields_ = (("x", ctypes.c_double), ("y", ctypes.c_double))


def frozen(array):
    array.flags.writeable = False
    return array


TABLE, OUT = frozen(np.arange(4.0)), np.zeros(4)
PAIR = frozen(np.array([(1.0, 2.0)], [("x", "f8"), ("y", "f8")]))


def test_from_python():
    total = cfunc(DOUBLES)(lambda p: carray(p, 4, np.float64).sum())
    assert total(TABLE) == 6
    assert total(TABLE.tobytes()) == total(np.arange(4.0)) == total(TABLE.ctypes.data) == 6
    assert total((ctypes.c_double * 4)(1, 1)) == 2
    with pytest.raises(TypeError, match="contiguous memory"):
        total(np.arange(8.0)[::2])
    with pytest.raises(TypeError, match="read-only"):
        cfunc("double(void *)")(lambda p: 0)(TABLE)


def test_typed_pointers_too():
    total = cfunc("double(const double *p)")(lambda p: p[0] + p[3])
    assert total(TABLE) == 3
    with pytest.raises(TypeError, match="read-only"):
        cfunc("double(double *p)")(lambda p: 0)(TABLE)
    of_pair = cfunc(RECORDS, types={"pair": Pair})(lambda p: p.x + p.y)
    assert of_pair(PAIR) == 3
    with pytest.raises(TypeError, match="read-only"):
        cfunc("double(struct pair *)", types={"pair": Pair})(lambda p: p.x)(PAIR)


def test_of_declarations():
    libc.memcpy(OUT, TABLE, 32)
    assert OUT.tolist() == TABLE.tolist()
    libc.memcpy(OUT, b"\0" * 8, 8)
    assert libc.memcmp(TABLE, b"\0" * 8, 8) == 0
    with pytest.raises(ctypes.ArgumentError, match="read-only"):
        libc.memcpy(TABLE, OUT, 8)
    with pytest.raises(ctypes.ArgumentError, match="bytes can't be written to"):
        libc.memcpy(b"12345678", OUT, 8)


def test_in_compiled_code():
    out = np.zeros(4)

    @cfunc("double(const void *p)")
    def f(p):
        libc.memcpy(out, TABLE, 16)
        libc.memcpy(out[2:], p, 8)
        libc.memcpy(out[3:], b"\0\0\0\0\0\0\xf0\x3f", 8)
        return out.sum() + 100 * libc.memcmp(p, TABLE, 32)

    assert f(TABLE) == 2
    assert out.tolist() == [0, 1, 0, 1]
    assert cfunc("int64(int64)")(lambda n: len(libc.strchr(b"over there", 32)) + n)(0) == 6


def stores(p):
    carray(p, 1, np.float64)[0] = 1.0
    return 0.0


def stores_cast(p):
    q = cast(p, "double *")
    q[0] = 1.0
    return 0.0


def stores_annotated(p: ctypes.POINTER(ctypes.c_double)):
    p[0] = 1.0
    return 0.0


def writes_array(p):
    libc.memcpy(TABLE, p, 8)
    return 0.0


def writes_bytes(p):
    libc.memcpy(b"12345678", p, 8)
    return 0.0


def indexes(p):
    return p[0]


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (stores, "read-only can't be changed"),
        (stores_annotated, r"const float64\* can't be changed"),
        (writes_array, "argument 1 .* must be voidptr, not float64.* read-only"),
        (writes_bytes, "argument 1 .* must be voidptr, not bytes(.|\n)*const"),
        (indexes, r"const void\*(.|\n)*carray"),
        (lambda p: p + 1, "cast"),
    ],
)
def test_refused(function, message):
    with pytest.raises(CompileError, match=message):
        cfunc(DOUBLES)(function)


def test_a_cast_takes_const_away():
    out = np.zeros(1)
    cfunc(DOUBLES)(stores_cast)(out)
    assert out[0] == 1


def test_joined_with_others():
    @cfunc("double(const void *p, void *q, const double *r, int which)")
    def f(p, q, r, which):
        chosen = p if which == 0 else q
        if which == 2:
            chosen = r
        return -1.0 if chosen is None else carray(chosen, 1, np.float64)[0]

    assert [f(TABLE[3:], np.ones(1), TABLE[2:], which) for which in range(3)] == [3, 1, 2]
    assert f(None, None, None, 0) == -1


def test_the_text_is_kept():
    signature = Signature("int (*)(const void *, void *const, const void **)")
    assert signature.text == "int32(const void*, voidptr, const void**)"
    assert Signature(signature.text) == signature
    f = cfunc(signature)(lambda a, b, c: a == b)
    assert [str(argument) for argument in f.signature.args] == ["const void*", "voidptr", "const void**"]
    prototype = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p))
    assert isinstance(f.ctypes, prototype)


def test_what_cffi_has_read():
    """Its types have no const, its declarations have."""
    cffi = pytest.importorskip("cffi")
    ffi = cffi.FFI()
    ffi.cdef(
        """
        void *memcpy(void *, const void *, size_t);
        int snprintf(char *text, size_t size, const char *format, ...);
        int strcmp(const char a[], const char *b);
        """
    )
    library, out, text = ffi.dlopen(None), np.zeros(4), np.zeros(50, np.uint8)

    def f(n):
        library.memcpy(out, TABLE, 32)
        size = library.snprintf(text, 50, b"%ld", types.int64(n))
        return size + 10 * library.strcmp(text, b"12345")

    assert cfunc("int64(int64)")(f)(12345) == 5
    assert out.tolist() == TABLE.tolist()
    with pytest.raises(CompileError, match=r"argument 1 .* must be voidptr, not float64.* read-only"):
        cfunc("double()")(lambda: library.memcpy(TABLE, out, 32) is None)
    with pytest.raises(CompileError, match=r"argument 1 .* must be char\*, not bytes"):
        cfunc("double()")(lambda: library.snprintf(b"12345", 5, b""))


def test_closures_over_what_cffi_has_read(monkeypatch, capfd):
    cffi = pytest.importorskip("cffi")
    ffi = cffi.FFI()
    ffi.cdef("size_t strlen(const char *);")
    library = ffi.dlopen(None)

    def make(k):
        return cfunc("double(double)")(lambda x: library.strlen(b"three") + k * x)

    make(2.0)
    monkeypatch.setenv("UPCALL_DUMP", "time")
    capfd.readouterr()
    assert make(3.0)(1.0) == 8
    monkeypatch.delenv("UPCALL_DUMP")
    assert capfd.readouterr().err.count("load") == 0
