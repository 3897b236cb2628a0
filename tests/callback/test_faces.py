"""What other libraries get of a callback: .ctypes, .cffi, _as_parameter_; copies; arguments by name."""

from __future__ import annotations

import copy
import ctypes
import gc
import inspect
import sys
import weakref

import pytest

from upcall import cfunc, raise_errors

DOUBLE = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)
COMPARE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))


def double(x):
    return 2.0 * x


def make():
    return cfunc("double(double)")(double)


def make_pending_calls():
    for _ in range(100):
        pass


# ---- ctypes


def test_it_is_an_instance_of_the_prototype():
    function = make().ctypes
    assert isinstance(function, DOUBLE)
    assert type(function) is type(make().ctypes)
    assert (function.restype, function.argtypes) == (ctypes.c_double, (ctypes.c_double,))
    assert function.__name__ == "double"
    with pytest.raises(TypeError):  # of another prototype
        ctypes.CFUNCTYPE(ctypes.c_float, ctypes.c_double).from_param(function)


class Function(ctypes.Structure):  # as gsl_function
    _fields_ = (("function", DOUBLE), ("params", ctypes.c_void_p))


class Pair(ctypes.Structure):
    _fields_ = (("number", ctypes.c_int), ("inner", Function))


def in_a_field(function):
    struct = Function(function, None)
    return struct, struct.function


def in_a_field_set_later(function):
    struct = Function()
    struct.function = function
    return struct, struct.function


def in_a_nested_struct(function):
    struct = Pair(1, Function(function, None))
    return struct, struct.inner.function


def in_an_array(function):
    array = (DOUBLE * 2)(function)
    return array, array[0]


def behind_a_pointer(function):
    array = (DOUBLE * 2)(function)
    pointer = ctypes.cast(array, ctypes.POINTER(DOUBLE))
    return pointer, pointer[0]


@pytest.mark.parametrize("place", [in_a_field, in_a_field_set_later, in_a_nested_struct, in_an_array, behind_a_pointer])
def test_places_keep_the_code(place, monkeypatch):
    reports = []
    monkeypatch.setattr(sys, "unraisablehook", reports.append)
    compiled = make()
    gone = weakref.ref(compiled)
    kept, raw = place(compiled.ctypes)
    address = ctypes.cast(raw, ctypes.c_void_p).value
    del compiled, raw
    gc.collect()
    assert gone() is None
    assert DOUBLE(address)(2.0) == 4.0
    del kept
    gc.collect()
    DOUBLE(address)(2.0)
    make_pending_calls()
    assert [report.exc_type for report in reports] == [RuntimeError]


def test_arguments_of_c_functions():
    """With argtypes and without, the function or the callback itself."""
    compare = cfunc("int32(int32 *, int32 *)")(lambda a, b: b[0] - a[0])
    libc = ctypes.CDLL(None)
    for argtypes in (None, [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, COMPARE]):
        for callback in (compare, compare.ctypes):
            libc.qsort.argtypes = argtypes
            numbers = (ctypes.c_int * 5)(3, 5, 1, 4, 2)
            libc.qsort(numbers, ctypes.c_size_t(5), ctypes.c_size_t(4), callback)
            assert list(numbers) == [5, 4, 3, 2, 1]
    libc.qsort.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, DOUBLE]
    with pytest.raises(ctypes.ArgumentError):
        libc.qsort(numbers, 5, 4, compare)


def test_as_parameter_is_the_ctypes_function():
    compiled = make()
    assert compiled._as_parameter_ is compiled.ctypes


def test_arguments_of_callbacks():
    compiled = make()
    identity = cfunc("voidptr(voidptr)")(lambda p: p)
    assert identity(compiled) == identity(compiled.ctypes) == compiled.address


def test_what_ctypes_makes_of_its_class():
    """An object from a pointer or an array has the memory alone, so it is called as any ctypes function is."""
    function = make().ctypes
    pointer = ctypes.pointer(function)
    assert pointer.contents(3.0) == pointer[0](3.0) == 6.0
    assert (type(function) * 1)(function)[0](3.0) == 6.0
    assert type(function)(double)(3.0) == 6.0


def test_calls_raise_the_error():
    def root(x):
        if x < 0.0:
            raise ValueError("negative")
        return x**0.5

    function = cfunc("double(double)")(root).ctypes
    assert function(4.0) == 2.0
    with pytest.raises(ValueError, match="negative"):
        function(-4.0)
    struct = Function(function, None)
    with pytest.raises(ValueError, match="negative"), raise_errors():
        struct.function(-4.0)  # as C calls it


def test_pointers_to_what_ctypes_has_no_type_for():
    compiled = cfunc("void(complex128 *, complex64 **, double *)")(lambda p, q, r: None)
    assert compiled.ctypes.argtypes == (
        ctypes.c_void_p,
        ctypes.POINTER(ctypes.c_void_p),
        ctypes.POINTER(ctypes.c_double),
    )
    identity = cfunc("complex128 *(complex128 *)")(lambda p: p)
    memory = ctypes.create_string_buffer(16)
    address = ctypes.addressof(memory)
    assert identity.ctypes(address) == address
    assert isinstance(identity.ctypes, ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p))


def test_complex_by_value():
    compiled = cfunc("complex128(complex128)")(lambda z: z * z)
    if hasattr(ctypes, "c_double_complex"):
        assert compiled.ctypes.restype is ctypes.c_double_complex
        assert compiled.ctypes(1j) == -1
        raw = ctypes.CFUNCTYPE(ctypes.c_double_complex, ctypes.c_double_complex)(compiled.address)
        assert raw(1j) == -1
    else:
        with pytest.raises(TypeError, match=r"ctypes has no type for complex128: use \.address, \.cffi or \.capsule"):
            _ = compiled.ctypes


# ---- cffi


@pytest.mark.needs("cffi")
def test_cffi_fits_every_place():
    import cffi

    ffi = cffi.FFI()
    ffi.cdef("""
        typedef struct matrix matrix;
        typedef struct { double (*function)(double); int (*other)(const matrix *, void *); } pair;
        void qsort(void *, size_t, size_t, int (*)(const void *, const void *));
    """)
    compiled = make()
    pointer = compiled.cffi
    assert ffi.typeof(pointer) is ffi.typeof("void *")
    assert int(ffi.cast("uintptr_t", pointer)) == compiled.address
    pair = ffi.new("pair *", {"function": pointer, "other": pointer})
    assert pair.function(2.0) == 4.0
    compare = cfunc("int32(int32 *, int32 *)")(lambda a, b: b[0] - a[0])
    numbers = ffi.new("int[]", [3, 5, 1, 4, 2])
    ffi.dlopen(None).qsort(numbers, 5, 4, compare.cffi)
    assert list(numbers) == [5, 4, 3, 2, 1]


# ---- copies


def test_copies_are_the_callback_itself():
    compiled = make()
    assert copy.copy(compiled) is compiled
    assert copy.deepcopy(compiled) is compiled
    assert copy.deepcopy({"functions": [compiled, double]}) == {"functions": [compiled, double]}


# ---- arguments by name


def poly(x, /, a, b=2.0, c=3.0):
    return x * 1000.0 + a * 100.0 + b * 10.0 + c


CALLS = [
    ((1, 2, 3, 4), {}),
    ((1, 2, 3), {}),
    ((1, 2), {}),
    ((1,), {"a": 2}),
    ((1, 2), {"c": 5}),
    ((1,), {"c": 7, "b": 8, "a": 9}),
    ((), {}),
    ((1,), {}),
    ((1, 2, 3, 4, 5), {}),
    ((1, 2), {"a": 3}),
    ((1,), {"x": 3}),
    ((1,), {"a": 2, "x": 3}),
    ((1, 2), {"d": 3}),
    ((), {"x": 1, "a": 2}),
    ((1,), {"b": 2}),
    ((1, 2, 3, 4), {"c": 3}),
]


@pytest.mark.parametrize(("args", "keywords"), CALLS)
def test_arguments_as_the_signature_shows_them(args, keywords):
    compiled = cfunc("double(double, double, double, double)")(poly)
    assert inspect.signature(compiled) == inspect.signature(poly)
    try:
        expected = poly(*args, **keywords)
    except TypeError:
        with pytest.raises(TypeError, match=r"^poly\(\)"):
            compiled(*args, **keywords)
    else:
        assert compiled(*args, **keywords) == expected


def test_keywords_convert():
    compiled = cfunc("int32(int32)")(lambda n: n)
    assert compiled(n=True) == 1
    with pytest.raises(TypeError, match="n"):
        compiled(n="1")
    with pytest.raises(TypeError, match="unexpected keyword argument 'm'"):
        compiled(m=1)
