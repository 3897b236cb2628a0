"""Pointers of cffi, captured: their address is that of the object, which lives as long as the callback."""

import gc
import pickle

import numpy as np
import pytest

from upcall import CompileError, cfunc

cffi = pytest.importorskip("cffi")

ffi = cffi.FFI()
ffi.cdef(
    """
    typedef struct Node { int value; double x[2]; struct Node *next; } Node;
    typedef struct FILE FILE;
    FILE *tmpfile(void); int fileno(FILE *stream); int fclose(FILE *stream);
    void *memcpy(void *to, const void *from, size_t size);
    """
)
libc = ffi.dlopen(None)


def test_a_handle_of_a_library():
    handle = libc.tmpfile()
    assert cfunc("int f(void)")(lambda: libc.fileno(handle))() == libc.fileno(handle)
    libc.fclose(handle)


def test_a_struct():
    tail = ffi.new("Node *", {"value": 5, "x": [1.5, 2.5]})
    head = ffi.new("Node *", {"value": 7, "next": tail})

    @cfunc("double f(int n)")
    def f(n):
        head.value += n
        head.next.x[1] += n
        return head.value * 100 + head.next.value * 10 + tail.x[1]

    assert f(1) == 853.5
    assert (head.value, tail.x[1]) == (8, 3.5)


def test_numbers():
    number, several = ffi.new("double *", 3.5), ffi.new("int[3]", [1, 2, 3])
    last, untyped = several + 2, ffi.cast("void *", number)

    @cfunc("double f(int n)")
    def f(n):
        out = np.zeros(1)
        number[0] += n
        last[-1] = n
        libc.memcpy(out, untyped, 8)
        return out[0] + last[0]

    assert f(4) == 10.5
    assert (number[0], list(several)) == (7.5, [1, 4, 3])


def test_null():
    nothing, node = ffi.NULL, ffi.cast("Node *", 0)

    @cfunc("int f(void)")
    def f():
        return (nothing == node) + 10 * (node == ffi.NULL) + 100 * (node is None)

    assert f() == 111


def test_it_is_held():
    def make(i):
        node = ffi.new("Node *", {"value": i})
        return cfunc("int f(void)")(lambda: node.value)

    made = [make(i) for i in range(50)]
    gc.collect()
    ffi.new("Node[50]")
    assert [f() for f in made] == list(range(50))


def test_other_objects():
    class Settings:
        __module__ = None
        scale = 3

    settings = Settings()
    assert cfunc("int f(int i)")(lambda i: i * settings.scale)(2) == 6


def test_what_is_refused():
    number, several = ffi.new("double *"), ffi.new("double[2]")
    with pytest.raises(CompileError, match=r"np\.frombuffer"):
        cfunc("double f(int i)")(lambda i: several[i])
    with pytest.raises((TypeError, ValueError, pickle.PicklingError)):
        pickle.dumps(cfunc("double f(void)")(lambda: number[0]))


def test_a_struct_that_a_compiled_module_hides(tmp_path, monkeypatch):
    pytest.importorskip("setuptools")
    builder = cffi.FFI()
    builder.cdef("typedef struct hidden hidden; hidden *get(void); int value_of(hidden *);")
    builder.set_source(
        "_upcall_hidden",
        "typedef struct hidden { int value; } hidden; static hidden one = {42};"
        "static hidden *get(void) { return &one; } static int value_of(hidden *h) { return h->value; }",
    )
    builder.compile(tmpdir=str(tmp_path))
    monkeypatch.syspath_prepend(tmp_path)
    lib = __import__("_upcall_hidden").lib
    handle = lib.get()
    f = cfunc("int f(void)")(lambda: lib.value_of(handle) + (0 if handle is None else 100 * lib.value_of(lib.get())))
    assert f() == 4242
