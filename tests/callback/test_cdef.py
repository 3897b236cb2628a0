"""upcall.cdef and upcall.struct: what they make of C's declarations, against a C compiler, and what they refuse."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import pickle
import re
import sys
import weakref

import c_library
import numpy as np
import pytest

import upcall
from upcall import CompileError, cfunc, types

TEXT = re.search(
    r"---- read by cdef \*/\n(.*?)/\* ---- end", (c_library.SOURCES / "declared.c").read_text(), re.DOTALL
)[1]


@pytest.fixture(scope="module")
def c():
    return upcall.cdef(TEXT, c_library.library("declared"))


# ---- what is declared


def test_numbers(c):
    assert (c.WIDTH, c.TWICE, c.RED, c.GREEN, c.BLUE, c.NEAR, c.SMALL, c.LETTER, c.BOTH) == (
        3,
        6,
        0,
        8,
        9,
        -7,
        16,
        97,
        17,
    )
    assert not hasattr(c, "RATIO")
    assert not hasattr(c, "APPLY")


LAYOUTS = {
    "node_t": ["next", "places", "grid", "name", "visit", "value", "mark"],
    "tight": ["tag", "x", "n"],
    "any_of": ["bytes", "c", "counted"],
    "matrix": ["rows", "f", "ok", "tail"],
    "measured": ["at", "of", "words", "end"],
}


def test_layouts_are_those_of_the_compiler(c):
    read = c_library.library("declared").layouts
    read.restype = ctypes.POINTER(ctypes.c_size_t)
    found = []
    for name, fields in LAYOUTS.items():
        class_ = getattr(c, name)
        found += [ctypes.sizeof(class_), *(getattr(class_, field).offset for field in fields)]
    assert found == read()[: len(found)]


def test_names(c):
    assert c.node is c.node_t
    assert issubclass(c.any_of, ctypes.Union)
    assert c.vec3 is ctypes.c_double * 3
    assert c.color is ctypes.c_int
    assert c.flags is ctypes.c_uint
    assert {"node", "matrix", "status", "calls", "total", "WIDTH"} <= set(dir(c))
    with pytest.raises(AttributeError, match="the cdef declares no totl; did you mean 'total'"):
        c.totl  # noqa: B018


def test_bit_fields(c):
    node = c.node_t(low=5, high=17, late=100, mark=-1)
    assert (node.low, node.high, node.late, node.mark) == (5, 17, 100, -1)


def test_nameless_members():
    c = upcall.cdef("struct a { int kind; union { int i; double d; }; struct { short s; } in; };")
    a = c.a(kind=1, d=2.5)
    assert (a.d, a.kind, ctypes.sizeof(a)) == (2.5, 1, 24)


# ---- functions


def test_nameless_members_hold_functions():
    c = upcall.cdef("""struct action {
        union { void (*simple)(int); struct { void *data; int (*wide)(int, void *); }; }; int flags; double *x; };""")
    simple, wide = cfunc("void (int)")(lambda n: None), cfunc("int (int, void *)")(lambda n, p: n)
    action = c.action(simple=simple, flags=3)
    assert ctypes.cast(action.simple, ctypes.c_void_p).value == simple.address
    assert ctypes.cast(action.data, ctypes.c_void_p).value == simple.address
    action.wide = wide
    assert action.wide(5, None) == 5
    assert c.action.wide.offset == 8
    with pytest.raises(TypeError, match="is asked for"):
        action.simple = wide
    assert cfunc(c.action.wide)(lambda n, p: n + 1)(2, None) == 3


def test_structs_and_functions_of_one_name():
    c = upcall.cdef("struct div { int quot, rem; }; typedef struct div pair; struct div div(int, int);", "libc.so.6")
    assert (c.div(7, 2).rem, c.pair(1, 2).quot) == (1, 1)
    assert upcall.cdef("struct div { int quot; }; int div(int);").div(3).quot == 3


def test_enums_are_types():
    c = upcall.cdef("""enum color { RED, BLUE }; enum sign { MINUS = -1 }; typedef enum color (*pick)(enum sign, enum color);
        struct palette { pick pick; enum color (*other)(enum sign, enum color); };""")
    assert (c.color, c.sign) == (ctypes.c_uint, ctypes.c_int)
    pick = cfunc(c.pick)(lambda sign, color: color if sign < 0 else c.RED)
    assert str(pick.signature) == "(int32, uint32) -> uint32"
    assert c.palette(pick, pick).other(-1, c.BLUE) == c.BLUE


def test_fields_that_point_to_constants():
    c = upcall.cdef("struct named { const char *name; const double *x; const struct named *next; double *y; };")
    x = np.arange(3.0)
    x.flags.writeable = False
    first = c.named(b"first", x)
    second = c.named(name=ctypes.pointer(ctypes.c_char(65)), next=ctypes.pointer(first))
    assert (first.x[2], second.next[0].x[1], ctypes.string_at(first.name)) == (2, 1, b"first")
    with pytest.raises(TypeError, match="read-only"):
        c.named(y=x)

    @cfunc("double (struct named *p)", types=c)
    def f(p):
        p.name = b"set"
        p.y = None
        return p.x[1] + (p.next.name == b"first") * 10

    second.x = x
    assert f(second) == 11
    assert ctypes.string_at(second.name) == b"set"
    for statement in ("p.x[0] = 1.0", "p.name[0] = 65", "p.next.y = None"):
        with pytest.raises(CompileError, match="const"):
            cfunc("void (struct named *p)", types=c)(made(statement))


def made(statement):
    names = {}
    exec(f"def f(p):\n    {statement}", names)
    return names["f"]


def test_a_size_is_a_size():
    c = upcall.cdef("typedef long f(size_t n, void *p); struct s { f *call; }; long apply(f *); f *made(void);")
    sized = cfunc(c.f)(lambda n, p: n)
    assert c.s(sized).call(4, None) == 4


def test_handles_of_functions_are_members():
    c = upcall.cdef("FILE *tmpfile(void); int fclose(FILE *); void setbuf(KEPT FILE *, char *);", "libc.so.6")
    assert c.tmpfile.restype is ctypes.POINTER(c.FILE)
    assert "FILE" in dir(c)
    assert "KEPT" not in dir(c)
    assert upcall.cdef("int fclose(FILE *);", "libc.so.6").fclose(c.tmpfile()) == 0  # one class for each name


def test_functions_take_arrays_bytes_and_numbers(c):
    x = np.arange(4.0)
    assert c.total(x, 4) == 6.0
    c.fill(x, 2, 7.0)
    assert x.tolist() == [7.0, 7.0, 2.0, 3.0]
    assert c.total((ctypes.c_double * 2)(1.0, 2.0), 2) == 3.0
    assert c.total(None, 0) == 0.0
    assert c.scaled(np.ones(3), 2.0) == 6.0
    x.flags.writeable = False
    assert c.total(x, 4) == 19.0
    divided = c.divide(17, 5)
    assert (divided.quotient, divided.remainder) == (3, 2)


@pytest.mark.parametrize(
    ("call", "match"),
    [
        (lambda c: c.total(np.arange(4), 4), "of int64, and C takes a pointer to c_double"),
        (lambda c: c.total(np.arange(4.0)[::2], 2), "isn't C-contiguous"),
        (lambda c: c.fill(np.broadcast_to(1.0, 1), 1, 2.0), "is read-only, and C may write to it"),
        (
            lambda c: c.each(None, cfunc("double (double)")(lambda x: x), None),
            "is asked for: write @cfunc of that prototype",
        ),
        (lambda c: c.each(None, len, None), "takes a cfunc or None, not <built-in function len>"),
        (lambda c: c.each(c.tight(), None, None), "LP_node"),
        (lambda c: c.each(3, None, None), "LP_node"),
    ],
)
def test_arguments_are_checked(c, call, match):
    with pytest.raises(ctypes.ArgumentError, match=match):
        call(c)


def test_bytes_are_for_constant_characters():
    c = upcall.cdef(
        "size_t strlen(const char *s); char *strtok(char *s, const char *by); const char *strerror(int);", None
    )
    libc = upcall.cdef(
        "size_t strlen(const char *s); char *strtok(char *s, const char *by); char *getenv(const char *);", "libc.so.6"
    )
    assert libc.strlen(b"three") == 5
    with pytest.raises(ctypes.ArgumentError, match="bytes can't be written to"):
        libc.strtok(b"a b", b" ")
    with pytest.raises(
        AttributeError, match=r"strlen is a function, and no library was given: write upcall.cdef\(text, "
    ):
        c.strlen  # noqa: B018
    with pytest.raises(AttributeError, match=r"libc.so.6 has no function nowhere"):
        upcall.cdef("int nowhere(void);", "libc.so.6").nowhere  # noqa: B018


def test_variables_are_memory_of_the_library(c):
    c.calls.value = 40
    node = c.node_t(visit=cfunc(c.node_t.visit)(lambda self, k: k))
    assert c.each(node, None, None) == 1
    assert c.calls.value == 41


def test_compiled_code_calls_them(c):
    divide, fill = c.divide, c.fill

    @cfunc("double (double)")
    def f(x):
        y = np.empty(3)
        c.fill(y, 3, x)
        return c.total(y, c.WIDTH)

    assert f(2.0) == 6.0
    assert callable(divide)
    assert callable(fill)


# ---- signatures


def test_members_are_signatures(c):
    @cfunc(c.status)
    def count(node, data):
        return node.mark

    @cfunc(c.node_t.visit)
    def visit(self, k):
        return int(self.grid[1, 2]) + k

    assert isinstance(count.ctypes, c.status)
    assert isinstance(visit.ctypes, c.node_t.visit.ctype)
    second = c.node_t(mark=5)
    first = c.node_t(next=second, mark=2, visit=visit)
    assert c.each(first, count, None) == 7
    first.grid[1][2] = 30.0
    assert first.visit(first, 4) == 34


def test_attributes_behind_names():
    text = "double f(int n __attribute__((unused)), double x[n] __attribute__((nonnull)), _Float64 y)"
    assert cfunc(text)(lambda n, x, y: len(x) + y)(3, np.ones(3), 0.5) == 3.5
    assert cfunc("int XMLCALL __attribute__((cdecl)) f(int a)")(lambda a: a)(3) == 3


def test_arrays_with_a_name_as_parameters():
    read = upcall.cdef(
        "typedef struct v { double x; } v; typedef v pair[2]; typedef double grid[2][3];"
        "typedef int (*call)(pair a, const grid b, grid c[4]);"
    )
    f = cfunc(read.call)(lambda a, b, c: int(a[1].x + b[1][2] + c[3, 1, 2]) + 100 * len(a))
    assert f((read.v * 2)((1,), (2,)), np.arange(6.0), np.arange(24.0)) == 2 + 5 + 23 + 200
    g = cfunc("double (pair a)", types={"pair": read.v * 2})(lambda a: a[2].x)
    with pytest.raises(IndexError):
        g((read.v * 2)())


def test_handles_are_told_apart():
    read = upcall.cdef("typedef struct ctx ctx; struct s { ctx *mine; struct other *theirs; const ctx *same; };")
    f = cfunc("int (const ctx *c)", types=read)(lambda c: c is not None)
    s = read.s()
    ctypes.memset(ctypes.byref(s), 1, ctypes.sizeof(s))
    assert f(s.mine) == f(s.same) == f(ctypes.c_void_p(5)) == f(7) == 1
    assert f(None) == 0
    for given in (s.theirs, f.ctypes):
        with pytest.raises(TypeError, match=r"has to be const ctx\*"):
            f(given)


def test_names_in_parentheses():
    read = upcall.cdef("typedef int (whole)(int a); typedef double (*real)(double); struct s { whole *f; };")
    assert cfunc(read.whole)(lambda a: a + 1)(3) == 4
    assert cfunc("int (whole)(int)", types=read)(lambda a: a + 1)(3) == 4
    assert cfunc(read.s.f)(lambda a: a + 1)(3) == 4
    assert cfunc("double (number)", types={"number": types.double})(lambda x: x)(0.5) == 0.5


def test_parameters_keep_their_lengths(c):
    @cfunc(c.objective)
    def norm(n, x, grad, data):
        if grad is not None:
            grad[:] = 2 * x
        return np.sum(x * x)

    x = np.array([1.0, 2.0, 3.0])
    assert c.minimum(norm, 3, x, None) == 14.0
    assert x.tolist() == [-1.0, -2.0, -3.0]
    assert c.minimum(norm, 9, np.ones(9), None) == 9.0


def test_fields_of_a_type_with_a_name_keep_lengths_too():
    c = upcall.cdef(
        "#define N 2\ntypedef double real; typedef real (*eval)(int n, const real x[n], real y[N]);"
        "struct method { eval f; void *data; };"
    )

    @cfunc(c.method.f)
    def f(n, x, y):
        y[1] = len(x)
        return x[n - 1]

    y = np.zeros(2)
    assert (f(3, np.arange(3.0), y), y[1]) == (2.0, 3.0)


def test_functions_of_ctypes_are_arguments():
    libc = upcall.cdef(
        """
        typedef int (*compare)(const double *a, const double *b);
        void qsort(void *base, size_t count, size_t size, compare f);
        struct order { compare f; };
        int abs(int);
        double fabs(double);
        """,
        "libc.so.6",
    )

    @cfunc(libc.compare)
    def compare(a, b):
        return (a[0] > b[0]) - (a[0] < b[0])

    untyped = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    for f in (compare, libc.compare(compare.address), untyped(compare.address), compare.ctypes):
        x = np.array([3.0, 1.0, 2.0])
        libc.qsort(x, 3, 8, f)
        assert x.tolist() == [1, 2, 3]
        x = np.array([3.0, 1.0, 2.0])
        libc.qsort(x, 3, 8, libc.order(f).f)
        assert x.tolist() == [1, 2, 3]
    for f, match in (
        (libc.abs, r"abs is \(int32,\) -> int32, and int32\(float64\*, float64\*\) is asked for"),
        (ctypes.CDLL(None).abs, "takes a cfunc or None, not"),
        (3, "takes a cfunc or None, not 3"),
    ):
        with pytest.raises(ctypes.ArgumentError, match=match):
            libc.qsort(x, 3, 8, f)


def test_size_t_is_what_ctypes_has_for_it():
    c = upcall.cdef(
        """
        typedef size_t (*length)(const char *s, ptrdiff_t skip, const size_t *most);
        struct by { length f; size_t (*g)(const char *, long, const unsigned long *); };
        void qsort(void *base, size_t count, size_t size, length f);
        """,
        "libc.so.6",
    )
    f = cfunc(c.length)(lambda s, skip, most: min(len(s) - skip, most[0]))
    assert c.by(f, f).g(b"abcd", 1, ctypes.c_size_t(9)) == 3
    c.qsort(None, 0, 1, f)


def test_pickles():
    libc = upcall.cdef(
        "int abs(int); size_t strlen(const char *s); void *memcpy(void *, const void *, size_t);", "libc.so.6"
    )
    strlen, memcpy = libc.strlen, libc.memcpy

    @cfunc("int f(int x, const char *s, char *to)")
    def f(x, s, to):
        memcpy(to, b"abc", 4)
        return libc.abs(x) + strlen(s) + 10 * strlen(to)

    g = pickle.loads(pickle.dumps(f))
    assert g(-4, ctypes.c_char_p(b"ab"), ctypes.create_string_buffer(4)) == 36
    again = pickle.loads(pickle.dumps(libc))
    assert again.abs(-3) == 3
    assert dir(again) == dir(libc)
    assert pickle.loads(pickle.dumps(upcall.cdef("enum { N = 3 };"))).N == 3


def test_a_cdef_is_what_types_mean(c):
    f = cfunc("int (const node_t *node, double x[WIDTH])", types=c)(lambda node, x: node.mark + len(x))
    assert f(c.node_t(mark=4), np.zeros(3)) == 7


def test_members_that_are_no_signatures(c):
    with pytest.raises(TypeError, match="the field next is no pointer to a function"):
        cfunc(c.node_t.next)
    with pytest.raises(TypeError, match="node is no type of a function"):
        cfunc(c.node_t)


def test_the_variable_part_is_not_seen():
    handler = cfunc(upcall.cdef("typedef int (*handle)(int code, ...);").handle)(lambda code: code + 1)
    assert handler.ctypes(2) == 3
    assert "int (int, ...)" in repr(handler)


# ---- what structs are given


def test_structs_keep_what_they_are_given(c):
    node, table = c.node_t(), np.ones(3)
    visit = cfunc(c.node_t.visit)(lambda self, k: k + 1)
    owner = c.node_t(node, None, visit=visit)
    gone = [weakref.ref(node), weakref.ref(visit)]
    del node, visit
    gc.collect()
    assert owner.visit(owner, 1) == 2
    assert all(reference() is not None for reference in gone)
    owner.next = owner.visit = None
    gc.collect()
    assert not any(reference() is not None for reference in gone)
    assert not owner.next
    assert not owner.visit

    holder = upcall.cdef("struct h { void *any; double *x; struct { void *deep; } in; };").h(any=owner, x=table)
    address = table.ctypes.data
    del table
    holder.__class__.__dict__["in"].__get__(holder).deep = kept = np.arange(2.0)
    assert ctypes.cast(holder.x, ctypes.c_void_p).value == address
    assert holder.x[2] == 1.0
    assert holder.any == ctypes.addressof(owner)
    assert getattr(holder, "in").deep == kept.ctypes.data


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        (
            {"visit": cfunc("int f(int)")(lambda k: k)},
            r"int \(\*visit\)\(const struct node \*self, int k\) is asked for",
        ),
        ({"visit": len}, "visit|CFunc|incompatible"),
        ({"next": ctypes.c_int()}, "LP_node"),
        ({"next": np.zeros(3)}, "of float64, and C takes a pointer to node"),
    ],
)
def test_fields_are_checked(c, fields, match):
    with pytest.raises(TypeError, match=match):
        c.node_t(**fields)


# ---- refusals

REFUSED = [
    ("int f(int x) { return x; }", "only declarations are read"),
    ("int x = 3;", "only declarations are read"),
    ("#include <math.h>\nint f(void);", "no preprocessor here but #define"),
    ("#if 1\nint f(void);\n#endif", "gcc -E"),
    ("struct a { int f(int); };", "a field is no function"),
    ("struct a { void x; };", "a field can't be void"),
    ("struct a { int x; int x; };", "a field of that name already"),
    ("struct a { int x[k]; };", "no constant of this name"),
    ("struct a { int x __attribute__((aligned(16))); };", "changes how a value lies in memory"),
    ("typedef float v4 __attribute__((vector_size(16)));", "changes how a value lies in memory"),
    ("typedef struct { int x; } a __attribute__((aligned(16)));", "changes how a value lies in memory"),
    ("typedef int a __attribute__((aligned(16)));", "changes how a value lies in memory"),
    ("struct a { int x; } __attribute__((aligned(3)));", "a power of two"),
    ("struct a { int x; } __attribute__((aligned(8));", "this attribute isn't closed"),
    ("struct b { int x; }; struct a { char x[sizeof(struct b)]; };", "nothing is known of its size here\n"),
    ("struct a { char x[sizeof(void)]; };", "nothing is known of its size"),
    ("struct a { char x[sizeof x]; };", r"sizeof\(double\), or the number"),
    ("struct a { char x[(double)2]; };", "the type of an integer is expected"),
    ("enum { A = B };", "no constant of this name"),
    ("enum { A = 1 / 0 };", "has no value"),
    ("enum { A = 1 << 64 };", "has no value"),
    ("enum { A 3 };", "a comma or a closing brace"),
    ("real f(void);", "what it is before it, such as typedef double real;"),
    ("int f(int);;\nint g(int", "a comma or a closing parenthesis"),
    ("struct", "the name of the struct"),
    ("int;\nint *;", "a name is expected"),
    ("typedef int a[-1];", "a length is from 0"),
    ("struct a { int x", "a semicolon"),
    ("/* never closed", "the name of a type"),
]


@pytest.mark.parametrize(("text", "match"), REFUSED)
def test_refused_text(text, match):
    with pytest.raises(CompileError, match=match):
        upcall.cdef(text)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("struct a { struct b x; };", "a.x is a b, of which nothing is known"),
        ("struct a { double _Complex z; };", "ctypes has no complex128"),
        pytest.param(
            "struct a { int x : 3; char y; };",
            "a.y lies elsewhere with C compilers",
            marks=pytest.mark.skipif(sys.version_info >= (3, 14), reason="from 3.14 on ctypes does"),
        ),
        ("struct a { int x : 40; };", "a: number of bits invalid"),
        ("struct __attribute__((packed)) a { int x : 3; };", "a"),
        ("struct a { char x : 3; };", "a: bit fields not allowed for type c_char"),
    ],
)
def test_refused_by_ctypes(text, match):
    """Whoever asks for it, and nobody else; for pointers it is something that nothing is known of."""
    c = upcall.cdef(f"{text} typedef struct a *handle; struct b {{ struct a *a; int n; }}; int abs(int);", "libc.so.6")
    with pytest.raises(NotImplementedError, match=match):
        c.a  # noqa: B018
    assert c.handle._type_ is c.b.a.ctype._type_
    assert not hasattr(c.handle._type_, "_fields_")
    assert (c.b(n=3).n, c.abs(-2)) == (3, 2)
    assert "a" in dir(c)


def test_an_array_of_what_ctypes_has_not():
    c = upcall.cdef(
        "struct outer { struct { int n; _Bool on : 1; char c : 6; } parts[3]; int k; }; struct fine { struct outer *o; };"
    )
    with pytest.raises(NotImplementedError, match=r"outer\.parts is a nameless struct: .*not allowed for type c_char"):
        c.outer  # noqa: B018
    assert not c.fine().o


OTHERS = """
struct bad { double _Complex z; }; struct worse { struct bad b; }; typedef struct { struct worse w; } worst;
typedef struct bad bad_t; typedef int (*taken)(struct unknown); struct va { va_list arguments; };
int abs(__int128); struct unknown labs(struct unknown *); int atoi(struct bad); extern _Float16 environ;
double strtod(double (*m)[3], char **end); long double strtold(const char *s, char **end);
struct has_long { long double x; int n; }; int vsnprintf(char *s, size_t n, const char *f, va_list a);
"""


@pytest.mark.parametrize(
    ("name", "match"),
    [
        ("worse", "worse.b is a bad: ctypes has no complex128"),
        ("worst", "worst.w is a worse: worse.b is a bad"),
        ("bad_t", "ctypes has no complex128"),
        ("taken", "unknown by value: nothing says what is in it"),
        ("va", "va.arguments is a va_list"),
        ("abs", "__int128 by value"),
        ("labs", "unknown by value"),
        ("atoi", "bad by value: ctypes has no complex128"),
        ("environ", "_Float16 by value"),
    ],
)
def test_refused_alone(name, match):
    with pytest.raises(NotImplementedError, match=match):
        getattr(upcall.cdef(OTHERS, "libc.so.6"), name)


def test_beside_what_is_refused():
    """What only compiled code has no type for ctypes has."""
    c = upcall.cdef(OTHERS, "libc.so.6")
    assert c.strtod.argtypes[0].__mro__[1] is ctypes.c_void_p
    assert c.strtold(b"1.5", None) == 1.5
    assert c.has_long.n.offset == ctypes.sizeof(ctypes.c_longdouble)

    assert cfunc("int(has_long *p)", types=c)(lambda p: p.n)(c.has_long(n=3)) == 3
    with pytest.raises(CompileError, match="strtold"):

        @cfunc("double(const char *s)")
        def read(s):
            return c.strtold(s, None)


def test_annotations_see_types():
    c = upcall.cdef("typedef struct { double a; int n; } Line;")

    def n_of(p, q):
        return p.n + q.n

    n_of.__annotations__ = {"p": "const Line *", "q": "struct Line *", "return": types.intc}
    for signature in ("int(void *p, void *q)",), ():
        assert cfunc(*signature, types=c)(n_of)(c.Line(n=3), c.Line(n=4)) == 7
        assert cfunc(*signature, types={"Line": c.Line})(n_of)(c.Line(n=3), c.Line(n=4)) == 7
    with pytest.raises(CompileError, match="no attribute n"):
        cfunc("int(void *p, void *q)")(n_of)


def test_refused_arguments():
    with pytest.raises(TypeError, match="C declarations as text"):
        upcall.cdef(b"int f(void);")
    with pytest.raises(OSError, match="libnowhere"):
        upcall.cdef("int f(void);", "libnowhere.so.1")


@pytest.mark.parametrize(
    "attributes",
    [
        "aligned(32)",
        "aligned(1 << 5)",
        "aligned(WIDE)",
        "__aligned__(4 * sizeof(double))",
        'deprecated("packed )"), aligned((32))',
    ],
)
def test_aligned_structs(attributes):
    text = f"enum {{ WIDE = 32 }}; struct a {{ char c; int x; }} __attribute__(({attributes}));"
    if sys.version_info < (3, 13):
        with pytest.raises(NotImplementedError, match="ctypes of this Python has no aligned structs"):
            upcall.cdef(text).a  # noqa: B018
    else:
        a = upcall.cdef(text).a
        assert (ctypes.sizeof(a), ctypes.alignment(a)) == (32, 32)


@pytest.mark.parametrize(
    "text",
    [
        "enum { A = " + "-" * 100_000 + "1 };",
        "enum { A = " + "(" * 100_000,
        "enum { A = " + "(int)" * 100_000 + "1 };",
        "enum { A = " + "sizeof(int[" * 100_000,
        "struct a { " * 100_000,
        "int f(" * 100_000,
        "int " + "(" * 100_000,
        "int f(int x" + "[1]" * 100_000,
    ],
)
def test_nesting_has_an_end(text):
    with pytest.raises(CompileError):
        upcall.cdef(text)


@pytest.mark.parametrize("cut", range(0, len(TEXT), 23))
def test_texts_that_end_anywhere(cut):
    """They are read or refused; nothing reads beyond their end."""
    with contextlib.suppress(CompileError, NotImplementedError):
        upcall.cdef(TEXT[:cut])


# ---- upcall.struct


@upcall.struct
class Params:
    """Of a callback."""

    a: float
    ok: bool
    n: types.intc = 3
    table: types.float64[2, 2]
    next: "Params *"  # noqa: F722
    names: "char[8]"  # noqa: F821, UP037
    point: "const double *"  # noqa: F722
    dtype: np.dtype([("x", "f8"), ("k", "i4")], align=True)
    small: np.float32
    raw: ctypes.c_uint16 = 7

    def total(self):
        return self.a + self.n


def test_struct():
    p = Params(2.5, True)
    assert isinstance(p, ctypes.Structure)
    assert (p.a, p.ok, p.n, p.raw, p.total(), Params.__doc__) == (2.5, True, 3, 7, 5.5, "Of a callback.")
    assert Params(n=5).n == 5
    assert Params(1.0, False, 8).n == 8
    assert ctypes.sizeof(p.table) == 32
    p.next, p.point = p, np.arange(3.0)
    assert (p.next[0].a, p.point[2], p.dtype.k) == (2.5, 2.0, 0)
    assert repr(p).startswith("Params(a=2.5, ok=True, n=3, table=")

    @cfunc("double f(const Params *p)")
    def f(p):
        return p.a * p.n + p.table[1, 1] + p.point[1]

    p.table[1][1] = 10.0
    assert f(p) == 18.5


def test_struct_as_user_data():
    @cfunc("double f(double x, void *data)")
    def f(x, data: Params):
        return data.a * x

    assert f(2.0, Params(a=4.0)) == 8.0


def refused_class(**annotations):
    return type("Refused", (), {"__annotations__": annotations})


@pytest.mark.parametrize(
    ("given", "match"),
    [
        (3, "a class without bases"),
        (type("Below", (Params,), {}), "a class without bases"),
        (refused_class(), "has no annotations"),
        (refused_class(n=int), r"Refused.n is an int: write types.intc \(C's int\) or types.int64"),
        (refused_class(n=list), "Refused.n is <class 'list'>, which is no C type"),
        (refused_class(n="nonsense["), "Refused.n: "),
        (refused_class(n=complex), "no C type"),
    ],
)
def test_refused_structs(given, match):
    with pytest.raises(TypeError, match=match):
        upcall.struct(given)


def test_fields_take_what_ctypes_and_cffi_point_to():
    c = upcall.cdef("struct s { void *any; double *d; struct s *next; };")
    x, a, s = ctypes.c_double(2.5), (ctypes.c_double * 2)(3.5, 4.5), c.s()
    holder = c.s(any=ctypes.byref(x), d=ctypes.byref(a, 8), next=ctypes.byref(s))
    assert (holder.any, holder.d[0]) == (ctypes.addressof(x), 4.5)
    assert ctypes.addressof(holder.next.contents) == ctypes.addressof(s)
    for field, value in (("d", ctypes.byref(ctypes.c_int())), ("d", ctypes.byref(s)), ("next", ctypes.byref(x))):
        with pytest.raises(TypeError):
            setattr(holder, field, value)
    value = upcall.Value(2.5)
    holder.d = value
    assert holder.d[0] == 2.5
    for field, given in (("d", upcall.Value(3)), ("next", value)):
        with pytest.raises(TypeError, match=r"the Value is of (int64|float64), and C takes a pointer to"):
            setattr(holder, field, given)
    cffi = pytest.importorskip("cffi")
    ffi = cffi.FFI()
    ffi.cdef("struct p { int x; };")
    numbers, struct = ffi.new("double[2]", [5.5, 6.5]), ffi.new("struct p *")
    holder.any, holder.d = struct, numbers
    assert (holder.any, holder.d[1]) == (int(ffi.cast("uintptr_t", struct)), 6.5)
    for field, value in (("d", ffi.new("int *")), ("d", struct), ("next", struct)):
        with pytest.raises(TypeError):
            setattr(holder, field, value)
