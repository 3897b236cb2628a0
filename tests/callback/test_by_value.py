"""Records by value: what Python gives and gets, what C gets on errors, what is refused."""

import ctypes
import sys

import numpy as np
import pytest

import upcall
from upcall import CompileError, Signature, Type, cfunc, from_dtype, types


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double), ("n", ctypes.c_int32)]


class Large(ctypes.Structure):
    _fields_ = [("point", Point), ("a", ctypes.c_float * 40)]


point, large = from_dtype(Point), from_dtype(Large)
point_dtype, large_dtype = np.dtype(Point), np.dtype(Large)


@pytest.fixture
def reported(monkeypatch):
    """What has been reported so far, once there is something."""
    found = []
    monkeypatch.setattr(sys, "unraisablehook", lambda report: found.append(str(report.exc_value)))
    return lambda: found


def test_what_python_gives():
    @cfunc(types.float64(point, types.int32))
    def f(p, k):
        return p.x * k + p.n

    record = np.array([(1.5, 2)], point_dtype)
    for given in (Point(1.5, 2), (1.5, 2), record[0], record.reshape(())):
        assert f(given, 10) == 17
    ffi = pytest.importorskip("cffi").FFI()
    ffi.cdef("struct point { double x; int32_t n; };")
    assert f(ffi.new("struct point *", (1.5, 2))[0], 10) == 17
    for wrong, text in ((1.5, "not float"), ((1.0,), "a tuple of length 1"), (Large(), "not a Large of Record")):
        with pytest.raises(TypeError, match=text):
            f(wrong, 10)
    with pytest.raises(OverflowError):
        f((1.5, 2**40), 10)


class Pointing(ctypes.Structure):
    _fields_ = [("any", ctypes.c_void_p), ("numbers", ctypes.POINTER(ctypes.c_int)), ("name", ctypes.c_char_p)]


def test_pointers_in_tuples():
    @cfunc("Pointing (Pointing p)", error_value=(-1, None, None))
    def same(p):
        return p

    numbers = (ctypes.c_int * 2)(5, 6)
    made = same((numbers, ctypes.byref(numbers, 4), None))
    assert (made.any, made.numbers[0], made.name) == (ctypes.addressof(numbers), 6, None)
    made = same((-1, None, None))
    assert (made.any, bool(made.numbers)) == (2**64 - 1, False)
    for given in (("x", None, None), (1.5, None, None), (None, ctypes.pointer(ctypes.c_double()), None)):
        with pytest.raises(TypeError, match=r"for a field that is (voidptr|int32\*)"):
            same(given)
    with pytest.raises(OverflowError, match="is no address"):
        same((2**64, None, None))


def test_an_argument_is_a_copy():
    @cfunc(types.float64(point))
    def f(p):
        p.x += 1
        return p.x

    given = Point(1.5, 2)
    assert f(given) == 2.5
    assert given.x == 1.5
    address = ctypes.CFUNCTYPE(ctypes.c_double, Point)(f.address)
    assert address(given) == 2.5
    assert given.x == 1.5


def test_results():
    @cfunc(point(point, types.int32))
    def f(p, k):
        if k == 0:
            return p
        if k == 1:
            return p.x * 2, p.n + 1
        new = np.zeros(2, point_dtype)
        new[1].x = k
        return new[1]

    assert [f((1.5, 2), k).item() for k in range(3)] == [(1.5, 2), (3.0, 3), (2.0, 0)]
    assert f((1.5, 2), 0).dtype == point_dtype


def test_a_result_is_made_on_its_way_alone():
    @cfunc(point(types.CPointer(point), types.int32))
    def f(p, k):
        return (1.0, 2) if k == 0 else p[0]

    assert f(None, 0).item() == (1.0, 2)


def test_a_large_result():
    @cfunc(large(large, large))
    def f(a, b):
        if a.point.n == 1:
            return b.point, a.a * 2
        if a.point.n == 2:
            raise ValueError("two")
        return b

    a, b = Large(Point(1.5, 1), (1, 2, 3)), Large(Point(2.5, 7), (4, 5))
    made = f(a, b)
    assert made["point"].item() == (2.5, 7)
    assert list(made["a"][:4]) == [2, 4, 6, 0]
    assert bytes(f(Large(), b).tobytes()) == bytes(b)
    with pytest.raises(ValueError, match="two"):
        f(Large(Point(0, 2)), b)


@pytest.mark.parametrize("class_", [Point, Large])
def test_what_c_gets_on_errors(class_, reported):
    record = from_dtype(class_)

    @cfunc(record(record))
    def f(p):
        raise ValueError("no")

    through = ctypes.CFUNCTYPE(class_, class_)(f.address)
    made = through(class_())
    inner = made if class_ is Point else made.point
    assert np.isnan(inner.x)
    assert inner.n == 0
    del f
    made = through(class_())
    assert (made if class_ is Point else made.point).n == 0
    assert len(reported()) == 2


class Floats(ctypes.Structure):
    _fields_ = [(name, ctypes.c_float) for name in "xyz"]


class Doubles(ctypes.Structure):
    _fields_ = [(name, ctypes.c_double) for name in "xyzw"]


@pytest.mark.parametrize("class_", [Floats, Doubles])
def test_floats_alone(class_, reported):
    """On AArch64 up to four of them pass in a register each."""
    record = from_dtype(class_)

    @cfunc(record(types.float64, record, types.int32))
    def f(x, p, k):
        if k < 0:
            raise ValueError("no")
        p.x += x
        return p

    def values(made):
        return [getattr(made, name) for name, _ in class_._fields_]

    through = ctypes.CFUNCTYPE(class_, ctypes.c_double, class_, ctypes.c_int)(f.address)
    given = class_(1.5, 2.5, 3.5)
    expected = [2.0, 2.5, 3.5, 0.0][: len(class_._fields_)]
    assert values(through(0.5, given, 0)) == list(f(0.5, given, 0)) == expected
    assert np.isnan(values(through(0.5, given, -1))).all()
    assert len(reported()) == 1


def test_an_error_value(reported):
    @cfunc(point(point), error_value=(2.5, 3))
    def f(p):
        raise ValueError("no")

    made = ctypes.CFUNCTYPE(Point, Point)(f.address)(Point())
    assert (made.x, made.n) == (2.5, 3)
    assert len(reported()) == 1


def test_a_result_of_another_shape_is_refused():
    with pytest.raises(CompileError, match="a tuple of length 1 isn't assigned to a structure with 2 fields"):
        cfunc(point(point))(lambda p: (p.x,))
    with pytest.raises(CompileError, match="returns"):
        cfunc(point(point))(lambda p: p.x)


class Other(ctypes.Structure):
    _fields_ = Point._fields_


class Number(ctypes.Union):
    _fields_ = [("real", ctypes.c_double), ("word", ctypes.c_uint64)]


class HasUnion(ctypes.Structure):
    _fields_ = [("n", ctypes.c_int), ("numbers", Number * 2)]


class Packed(ctypes.Structure):
    _layout_, _pack_ = "ms", 1
    _fields_ = [("c", ctypes.c_char), ("x", ctypes.c_double)]


def moved(p, k):
    return p.x + k, p.n + 1


@pytest.mark.parametrize("class_", [Point, Other])
def test_the_classes_that_declared_it_come_back(class_):
    prototype = ctypes.CFUNCTYPE(class_, Point, ctypes.c_double)
    for signature in (prototype, "class_ (Point p, double k)", "class_ f(const Point, double);"):
        f = cfunc(signature, types={"class_": class_})(moved)
        made = f((1.0, 2), 3.0)
        assert type(made) is type(f.ctypes(Point(1.0, 2), 3.0)) is class_
        assert (made.x, made.n) == (4.0, 3)
        assert f.ctypes.restype is class_
        assert f.ctypes.argtypes == (Point, ctypes.c_double)
        made = prototype(f.address)(Point(1.0, 2), 3.0)
        assert (made.x, made.n) == (4.0, 3)
        assert isinstance(f.ctypes, prototype if signature is prototype else ctypes._CFuncPtr)


def test_a_dtype_that_declared_it():
    f = cfunc("dtype (Point p, double k)", types={"dtype": point_dtype})(moved)
    assert f((1.0, 2), 3.0).item() == (4.0, 3)
    assert f((1.0, 2), 3.0).dtype == point_dtype
    made = f.ctypes(Point(1.0, 2), 3.0)  # an instance of what stands there for it
    assert isinstance(made, f.ctypes.restype)
    assert (made.x, made.n) == (4.0, 3)


def test_a_struct_of_cffi_that_declared_it():
    ffi = pytest.importorskip("cffi").FFI()
    ffi.cdef("typedef struct { double x; int32_t n; } point; typedef point (*moves)(point, double);")
    for signature in (ffi.typeof("moves"), "point (point, double)"):
        f = cfunc(signature, types={"point": ffi.typeof("point")})(moved)
        made = f(ffi.new("point *", (1.0, 2))[0], 3.0)
        assert ffi.typeof(made) is ffi.typeof("point")
        assert (made.x, made.n) == (4.0, 3)
    made = cfunc(ffi.typeof("moves"))(moved).cffi(made, 3.0)
    assert (made.x, made.n) == (7.0, 4)


def test_unions():
    f = cfunc(ctypes.CFUNCTYPE(Number, Number))(lambda u: u)
    assert f(Number(1.5)).word == 0x3FF8000000000000
    assert f(Number(word=3)).word == 3

    @cfunc("Number (HasUnion h, int k)")
    def g(h, k):
        h.numbers[k].word += 1
        return h.numbers[k]

    given = HasUnion(1, (Number(1.5), Number(word=6)))
    assert g(given, 1).word == 7
    assert g(given, 0).real == np.nextafter(1.5, 2)


class Flags(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_uint, 3), ("level", ctypes.c_int, 7), ("on", ctypes.c_uint, 1), ("x", ctypes.c_float)]


class HasFlags(ctypes.Structure):
    _fields_ = [("flags", Flags * 2), ("number", Number)]


def test_bit_fields():
    @cfunc("Flags (Flags f, int k)")
    def raised(f, k):
        f.level += k
        if k == 0:
            return f.kind + 1, f.level, 1, f.x * 2
        return f

    def values(f):
        return f.kind, f.level, f.on, f.x

    assert values(raised(Flags(5, -3, 1, 2.5), 2)) == (5, -1, 1, 2.5)
    assert values(raised((5, -3, 0, 2.5), 0)) == (6, -3, 1, 5.0)
    for wrong in ((8, 0, 0, 0.0), (0, 64, 0, 0.0), (0, -65, 0, 0.0), (-1, 0, 0, 0.0)):
        with pytest.raises(OverflowError):
            raised(wrong, 1)

    @cfunc("HasFlags (HasFlags h)")
    def exchanged(h):
        first = h.flags[0].level
        h.flags[0].level = h.flags[1].level
        h.flags[1].level = first
        return h

    made = exchanged((((1, 2, 0, 0.5), Flags(3, -4, 1, 1.5)), Number(2.0)))
    assert [values(f) for f in made.flags] == [(1, -4, 0, 0.5), (3, 2, 1, 1.5)]
    assert made.number.real == 2.0
    record = from_dtype(Flags)
    assert bytes(cfunc(record(record))(lambda f: f)((5, -3, 1, 2.5))) == bytes(Flags(5, -3, 1, 2.5))


def test_what_is_aligned():
    text = "Record(x[type=float64;offset=0],y[type=float64;offset=8];16;True;align=16)"
    assert Type(text) != Type(text.replace(";align=16", ""))
    assert str(Type(text)) == text
    natural = text.replace("16)", "8)")
    assert Type(natural) == Type(text.replace(";align=16", ""))
    f = cfunc(f"float64({', '.join(['float64'] * 8)}, int64, int64, {text})")(
        lambda a, b, c, d, e, f, g, h, i, j, p: p.x + 10 * p.y + h + i
    )
    assert f(*[0.5] * 8, 1, 2, (3.0, 4.0)) == 44.5
    with pytest.raises(CompileError, match="more than 16 bytes"):
        Signature(f"void({text.replace('16)', '32)').replace(';16;', ';32;')})")
    with pytest.raises(CompileError, match="power of two that divides the size"):
        Type(text.replace("align=16", "align=32"))


def test_bit_fields_without_a_name():
    lib = upcall.cdef("struct padded { double x; unsigned : 16; float y; };")
    with pytest.raises(CompileError, match="bit-fields that have no name"):
        cfunc("struct padded (struct padded p)", types=lib)(lambda p: p)


@pytest.mark.skipif(sys.version_info < (3, 13), reason="ctypes has no aligned structs")
def test_what_a_cdef_aligns():
    lib = upcall.cdef("struct wide { double x, y; } __attribute__((aligned(16)));")
    f = cfunc("struct wide (double k, struct wide w)", types=lib)(lambda k, w: (w.y * k, w.x))
    made = f(2.0, lib.wide(3.0, 4.0))
    assert (made.x, made.y) == (8.0, 3.0)
    assert isinstance(f.ctypes(2.0, (3.0, 4.0)), lib.wide)


@pytest.mark.parametrize(
    ("class_", "what"),
    [
        (Flags, "bit-fields"),
        (HasFlags, "bit-fields"),
        (Number, "unions"),
        (HasUnion, "unions"),
        (Packed, "packed structs"),
    ],
)
def test_what_ctypes_passes_otherwise(class_, what):
    f = cfunc("class_ (class_)", types={"class_": class_})(lambda p: p)
    with pytest.raises(TypeError, match=f"ctypes can't pass {what} by value, as in {class_.__name__}: use .address"):
        f.ctypes  # noqa: B018
    assert f.address
    assert bytes(f(class_())) == bytes(class_())
