"""Signatures as text: what is read, what it comes to, and where the caret stands when it can't be read."""
# ruff: noqa: E501

import ctypes
import itertools
import operator
import pickle
import platform

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import upcall
from upcall import CompileError, cfunc
from upcall.types import CPointer, Signature, Type

READ = {
    "float64(float64)": "float64(float64)",
    " f8 ( f8 ,intc ) ": "float64(float64, int32)",
    "void()": "none()",
    "void(void)": "none()",
    "double(double*, size_t)": "float64(float64*, uintp)",
    "CPointer(CPointer(c16))(voidptr)": "complex128**(voidptr)",
    "void(void*, CPointer(void)*)": "none(voidptr, voidptr*)",
    "types.float64(types.CPointer(types.intc),)": "float64(int32*)",
    "(f8)((f8), (f8,))": "float64(float64, (float64,))",
    "f8(Tuple([f8, i4]))": "float64((float64, int32))",
    "np_double(py_int, c_uint8)": "float64(int64, uint8)",
    "double f(double x, int n, void *user_data);": "float64(float64, int32, voidptr)",
    "typedef int (*sqlite3_callback)(void*, int, char**, char **);": "int32(voidptr, int32, char**, char**)",
    "SQLITE_API int SQLITE_CDECL f(unsigned long int n, const volatile double *restrict x)": "int32(uint64, const volatile float64*)",
    "void (XMLCALL *XML_Handler)(void *userData, const XML_Char *name)": "none(voidptr, const XML_Char*)",
    "LUA_API lua_State *f(lua_State const *, LUA_KEPT const lua_State *L)": "lua_State*(const lua_State*, const lua_State*)",
    "EXTERN API lua_State *(f)(lua_State *L)": "lua_State*(lua_State*)",
    "struct node *(struct node *, enum color c)": "node*(node*, int32)",
    "double (unsigned n, const double x[n], double grad[static n], void *)": "float64(uint32, const float64*, float64*, voidptr)",
    "int f(int (*less)(const void *a, const void *b), float (*)())": "int32(int32 (*)(const void*, const void*), float32 (*)())",
    "int /* the status */ f(int x) // of one": "int32(int32)",
    "float f(float)": "float32(float32)",
    "void f(double A[m][n], int m, int n)": "none(float64*, int32, int32)",
    "int f(int (g)(int), uint8_t x[])": "int32(int32 (*)(int32), uint8*)",
    "unsigned long long f(signed char, long, double _Complex)": "uint64(int8, int64, complex128)",
    "int f(const char *format, ...)": "int32(const char*, ...)",
    "int f(int (**hooks)(int), int (*const *more)(int, ...))": "int32(int32 (**)(int32), int32 (*const *)(int32, ...))",
    "void (*signal(int number, void (*handler)(int)))(int)": "none (*(int32, none (*)(int32)))(int32)",
    "int f(volatile int *a, const volatile int *b, int *volatile const *c)": "int32(volatile int32*, const volatile int32*, int32* const volatile*)",
    "__attribute__((noinline)) [[nodiscard]] static inline _Bool f(_Bool b, unsigned [[maybe_unused]] n)": "boolean(boolean, uint32)",
    "[[nodiscard]] int f(enum color { RED, GREEN }, enum byte : unsigned char b)": "int32(uint32, uint8)",
    "typedef double real, *reals; real f(reals x)": "float64(float64*)",
    "struct V { float x, y; }; struct V f(struct V v)": "Record(x[type=float32;offset=0],y[type=float32;offset=4];8;True)(Record(x[type=float32;offset=0],y[type=float32;offset=4];8;True))",
    "int f(struct N { union { struct N *next; double x; }; int class; } *p)": "int32(Record(next[type=^0*;offset=0],x[type=float64;offset=0],class[type=int32;offset=8];16;True)*)",
    "int f(struct { volatile int n; struct __attribute__((packed)) { char c; int k; } in; } *p)": "int32(Record(n[type=int32;offset=0;volatile],in[type=Record(c[type=char;offset=0],k[type=int32;offset=1];5;False);offset=4];12;True)*)",
    "f8(Tuple((f8, i4)), UniTuple(b1, 2))": "float64((float64, int32), (boolean, boolean))",
}


POINT = "Record(x[type=float64],y[type=float64])"


@pytest.mark.parametrize("text", READ)
def test_read(text):
    signature = Signature(text)
    assert signature.text == READ[text]
    assert Signature(signature.text) == signature


# ctypes' name of what the words are in C, whatever their order
WORDS = {
    "c_short": ["short", "short int", "signed short", "signed short int"],
    "c_ushort": ["unsigned short", "unsigned short int"],
    "c_int": ["signed", "signed int"],
    "c_uint": ["unsigned", "unsigned int"],
    "c_long": ["long", "long int", "signed long", "signed long int"],
    "c_ulong": ["unsigned long", "unsigned long int"],
    "c_longlong": ["long long", "long long int", "signed long long", "signed long long int"],
    "c_ulonglong": ["unsigned long long", "unsigned long long int"],
    "c_byte": ["signed char"],
    "c_ubyte": ["unsigned char"],
}


@pytest.mark.parametrize("name", WORDS)
def test_words_in_any_order(name):
    wanted = getattr(ctypes, name)
    for words in WORDS[name]:
        for text in {" ".join(order) for order in itertools.permutations(words.split())}:
            declared = upcall.cdef(f"typedef {text} t; struct s {{ {text} x; }};")
            assert (declared.t, declared.s._fields_) == (wanted, [("x", wanted)]), text


# the text, the column of the caret, a piece of the message
WRONG = [
    ("", 0, "name of a type"),
    ("float64", 7, "types of the arguments"),
    ("float64(", 8, "name of a type"),
    ("float64(f8", 10, "a comma or a closing parenthesis"),
    ("float64(f8 8)", 11, "a comma or a closing parenthesis"),
    ("float64(f8))", 11, "ends here"),
    ("float64(f8, void)", 12, "can't be void"),
    ("float64(f8[:])", 10, "C passes no arrays"),
    ("f8(CPointer)", 11, "CPointer is followed by"),
    ("(f8, f8)", 0, "has no result"),
    ("f8(Tuple([f8))", 12, "a comma or a closing"),
    ("f8(UniTuple(f8))", 14, "a comma"),
    ("f8(UniTuple(f8, -1))", 16, "a length"),
    ("f8(8)", 3, "name of a type"),
    ("f8(CPointer((f8, i4)))", 12, "no pointers to tuples"),
    ("f8(UniTuple(f8, 2)*)", 3, "no pointers to tuples"),
    ("f8(\u03c6(f8))", 3, "name of a type"),
    ("f8(" + "CPointer(" * 100 + "f8" + ")" * 101, 3 + 63 * 9 + 9, "nested too deeply"),
]


@pytest.mark.parametrize(("text", "column", "message"), WRONG)
def test_syntax_errors_show_the_place(text, column, message):
    with pytest.raises(CompileError) as caught:
        Signature(text)
    assert caught.value.name == "E_SIGNATURE_SYNTAX"
    assert message in caught.value.message
    assert f"\n    {text}\n    {' ' * column}^\n" in str(caught.value)
    assert caught.value.filename is None
    assert caught.value.lineno is None


def test_unknown_types_name_the_nearest():
    with pytest.raises(CompileError, match="no type named flaot64; did you mean float64") as caught:
        Signature("f8(i4, flaot64)")
    assert caught.value.name == "E_TYPE_UNKNOWN"
    assert str(caught.value).endswith("\n    f8(i4, flaot64)\n           ^")
    with pytest.raises(CompileError, match="no type named zyxwvut"):
        Type("zyxwvut")


@pytest.mark.parametrize(("name", "wanted"), [("int", "intc"), ("float", "float64"), ("float16", "float32")])
def test_names_of_c_and_python(name, wanted):
    with pytest.raises(CompileError, match=f"no type named {name}; did you mean {wanted}"):
        Type(name)


def test_text_that_is_no_text():
    with pytest.raises(ValueError, match="null"):
        Signature("f8(f8)\0")
    with pytest.raises(TypeError):
        Signature(b"f8(f8)")


def chain(link):
    """Types that stand in one another, though no text of one does."""
    return "typedef int T0; " + "".join(f"typedef {link.format(i, i + 1)}; " for i in range(1000)) + "int f(T1000 *p)"


def fields(name):
    return " ".join(f"int {name}{i};" for i in range(3000))


REFUSED = {
    "double f(long double)": ("compiled code has no long double", "write: double"),
    "double f(__int128 x)": ("compiled code has no __int128", "write: two int64_t"),
    "double f(double &x)": ("compiled code has no references", "write: T *, a pointer"),
    "void f(int n, double (*x)[3])": ("no pointers to arrays", "write: a pointer to the first element"),
    "void f(int x[n])": ("no parameter of this name", ""),
    "void f(double n, int x[n])": ("is no integer", ""),
    "int f(int A[][3])": ("a length is expected here", ""),
    "unsigned float f(int)": ("no type together", ""),
    "int f(struct {} *p)": ("a struct has at least one byte", ""),
    "int f(struct A { struct A a; } *p)": (
        "nothing says what is in it so far",
        "write: its fields before, or a pointer to it",
    ),
    "int f(struct { struct B b; } *p)": ("nothing says what is in B", "write: its fields before"),
    "int f(struct { int x, x; } *p)": ("there is a field of that name already", ""),
    "int f(struct { int x : 40; } *p)": ("a bit-field has no more bits than its type", ""),
    "int f(struct { int n; double x[n]; } *p)": ("there is no constant of this name", ""),
    "f8(UniTuple(UniTuple(UniTuple(f8, 1000), 1000), 1000))": ("more than 50000 parts", ""),
    "int f(int " + "*" * 100 + "p)": ("nested too deeply", ""),
    **{
        chain(link): ("nested too deeply", "") for link in ("T{0} *T{1}", "struct {{ T{0} a; }} T{1}", "int T{1}(T{0})")
    },
    f"int f(struct {{ {'struct { ' + fields('a') + ' }; struct { ' + fields('b') + ' }; '} }} *p)": (
        "at most 4000 fields",
        "",
    ),
    "double f(realtype x)": ("no type named realtype", ""),
    "float(float)": ("no type named float; did you mean float64, or float32", ""),
    "int(int)": ("no type named int; did you mean intc", ""),
}


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text):
    with pytest.raises(CompileError) as caught:
        Signature(text)
    assert all(part in str(caught.value) for part in REFUSED[text])


def test_prototypes_as_c_writes_them():
    f = cfunc("char *(*f)(Point p, volatile int *n, int *(**hooks)(int *restrict), ...)", types={"Point": POINT})(
        lambda p, n, h: None
    )
    assert "char * (struct Point, volatile int *, int *(**)(int *), ...)" in repr(f)
    f = cfunc("int (*f)(const char *const *names, sqlite3 *db, void (*done)(const double *))")(lambda n, d, f: 0)
    assert "int (const char *const *, sqlite3 *, void (*)(const double *))" in repr(f)


SCALARS = st.sampled_from(["float64", "int32", "char", "uintp", "boolean", "complex64", "uint8"])


def pointers(element):
    """With const and volatile; those of pointers stand behind them."""
    words = st.sampled_from(["", "const ", "volatile ", "const volatile "])
    return st.builds(lambda text, word: f"({text}) {word}*", element, words)


def functions(element):
    end = st.sampled_from(["", ", ..."])
    arguments = st.lists(element, min_size=1, max_size=3).map(", ".join)
    return st.builds(
        lambda result, names, rest: f"({result}) (*)({names}{rest})", element | st.just("void"), arguments, end
    )


def records(element):
    fields = st.lists(element, min_size=1, max_size=3).map(
        lambda types: "".join(f"({t}) f{i};" for i, t in enumerate(types))
    )
    kinds = st.sampled_from(
        ["struct", "union", "struct __attribute__((packed))", "struct __attribute__((aligned(32)))"]
    )
    return st.builds(lambda kind, text: f"{kind} {{ {text} }}", kinds, fields)


def tuples(element):
    return st.lists(element, min_size=1, max_size=3).map(lambda types: f"({', '.join(types)},)")


IN_MEMORY = st.recursive(
    SCALARS,
    lambda inner: pointers(inner) | functions(inner.filter(lambda text: "{" not in text)) | records(inner),
    max_leaves=8,
)


@given(IN_MEMORY.map(lambda text: (text, False)) | tuples(IN_MEMORY).map(lambda text: (text, True)))
def test_what_is_printed_is_read(drawn):
    text, is_tuple = drawn
    type_ = Type(text)
    assert Type(str(type_)) == type_
    assert str(Type(str(type_))) == str(type_)
    assert pickle.loads(pickle.dumps(type_)) == type_
    assert is_tuple or str(type_) == "none" or CPointer(type_).element == type_
    signature = Signature(f"({type_})({type_})")
    assert Signature(signature.text) == signature
    assert Signature(signature.text).args == signature.args


# ---- volatile, restrict, structs in the text


def test_volatile_memory_is_read_each_time():
    @cfunc("int f(volatile int *flag, int most)")
    def f(flag, most):
        passes = 0
        while flag[0] == 0 and passes < most:
            passes += 1
        return passes

    assert "load volatile" in f.inspect("llvm")
    assert f(np.array([1], "i4"), 5) == 0
    assert f(np.array([0], "i4"), 5) == 5


@pytest.mark.parametrize(
    ("text", "annotation"),
    [
        ("int f(void *p)", "volatile int *"),
        ("int f(volatile void *p)", "int *"),
        ("int f(handle *p)", "volatile int *"),
        ("int f(const volatile handle *p)", "int *"),
        ("int f(int *p)", "volatile int *"),
        ("int f(volatile int *p)", "int[2]"),
        ("int f(volatile struct { int x; } *p)", None),
        ("int f(struct { volatile int x; } *p)", None),
        ("struct in { int x; }; int f(struct { volatile struct in inner; } *p)", None),
    ],
)
def test_volatile_wherever_it_is_said(text, annotation):
    def element(p):
        return p[0]

    def field(p):
        return p.x

    def inner(p):
        return p.inner.x

    function = inner if "inner" in text else field if annotation is None else element
    function.__annotations__ = {"p": annotation} if annotation else {}
    assert "load volatile" in cfunc(text)(function).inspect("lir")


def _store_first(n, y, x):
    y[0] = x[0]


_store_first.__annotations__ = {"y": "double *restrict"}


def test_restrict_is_a_promise_to_llvm():
    for text in ("void f(int n, double *restrict y, double *x)", "void f(int n, double y[restrict n], double *x)"):
        assert "ptr noalias" in cfunc(text)(lambda n, y, x: operator.setitem(y, 0, x[0])).inspect("llvm")
    of_elements = cfunc("void f(int n, double *restrict *y, double **x)")(lambda n, y, x: operator.setitem(y, 0, x[0]))
    assert "ptr noalias" not in of_elements.inspect("llvm")
    annotated = cfunc("void f(int n, void *y, double *x)")(_store_first)
    assert "ptr noalias" in annotated.inspect("llvm")


def test_structs_in_the_text():
    class Point(ctypes.Structure):
        _fields_ = (("x", ctypes.c_double), ("n", ctypes.c_int * 2))

    f = cfunc("double f(struct { double x; int n[2]; } *p, struct Q { double x; int n[2]; } q)")(
        lambda p, q: p.x * q.n[1]
    )
    assert f(Point(2.0, (1, 3)), Point(4.0, (5, 6))) == 12.0
    assert "double (void *, struct Q)" in repr(f)


@pytest.mark.parametrize(
    ("inner", "offset", "size"),
    [
        ("struct { int x; } __attribute__((aligned(8)))", 8, 16),
        ("struct __attribute__((packed)) { int x; }", 1, 5),
        ("struct __attribute__((packed)) { struct { int x; } __attribute__((aligned(16))) y; }", 1, 17),
        ("struct { int x; } __attribute__((aligned(16)))", 16, 32),
    ],
)
def test_structs_inside_lie_as_c_aligns_them(inner, offset, size):
    type_ = Type(f"struct {{ char c; {inner} i; }}")
    assert f";offset={offset}];{size};" in str(type_)
    assert Type(str(type_)) == type_


# ---- arrays that are parameters


def test_parameters_with_lengths_are_views():
    @cfunc("double (*)(unsigned n, const double x[n], double grad[n], void *data)")
    def objective(n, x, grad, data):
        if grad is not None:
            grad[:] = 2 * x
        return x[-1] + len(x)

    x, grad = np.arange(4.0), np.zeros(4)
    assert objective(4, x, grad, None) == 7
    assert grad.tolist() == [0, 2, 4, 6]
    assert objective(4, x, None, None) == 7


def test_lengths_are_products_of_integers_anywhere():
    @cfunc("double f(double A[m][n], double J[n * n], double c[2], int m, size_t n)")
    def f(a, j, c, m, n):
        return a[m - 1, n - 1] + 10 * len(j) + 1000 * c[1]

    assert f(np.arange(6.0).reshape(2, 3), np.zeros(9), np.array([0.0, 1]), 2, 3) == 1095


@pytest.mark.parametrize(("arguments", "error"), [((-1, np.zeros(1)), ValueError), ((3, None), TypeError)])
def test_wrong_lengths_and_none_are_errors(arguments, error):
    f = cfunc("double f(int n, const double x[n])")(lambda n, x: x[0])
    with pytest.raises(error):
        f(*arguments)


@pytest.mark.parametrize(
    ("function", "error", "text"),
    [
        (lambda n, x: x[n - 1], TypeError, "not subscriptable"),
        (lambda n, x: x[1:].sum(), TypeError, "not subscriptable"),
        (lambda n, x: operator.setitem(x, slice(None), 1.0), TypeError, "does not support item assignment"),
        (lambda n, x: operator.setitem(x, 0, 1.0), TypeError, "does not support item assignment"),
    ],
)
def test_none_is_not_indexed(function, error, text):
    f = cfunc("double f(int n, double x[n])")(lambda n, x: 0.0 if function(n, x) is None else 1.0)
    with pytest.raises(error, match=text):
        f(3, None)
    f(3, np.ones(3))


def test_none_that_is_indexed_is_caught_as_in_python():
    def f(n, x):
        try:
            return x[n]
        except TypeError:
            return -1.0
        except IndexError:
            return -2.0

    compiled = cfunc("double f(int n, double x[2])")(f)
    assert [compiled(0, None), compiled(2, np.ones(2)), compiled(1, np.ones(2))] == [-1.0, -2.0, 1.0]


def test_const_memory_is_read_only():
    for function in (lambda n, x: x.fill(1.0), lambda n, x: operator.setitem(x, 0, 1.0)):
        with pytest.raises(CompileError, match="read-only"):
            cfunc("void f(int n, const double x[n])")(function)
    with pytest.raises(CompileError, match="can't be changed"):
        cfunc("void f(const double *x)")(lambda x: operator.setitem(x, 0, 1.0))


def test_opaque_handles_are_passed_on_and_compared():
    f = cfunc("handle *f(handle *a, handle *b)")(lambda a, b: a if b is None else b)
    assert f(5, None) == 5
    assert f(5, 6) == 6
    with pytest.raises(CompileError, match="can't be indexed"):
        cfunc("int f(handle *a)")(lambda a: a[0])


def test_a_view_is_known_where_a_callback_is_called_and_pickled():
    f = cfunc("double f(int n, const double x[n])")(lambda n, x: x.sum())
    g = cfunc("double g(int n, const double x[n], const double *p)")(lambda n, x, p: f(n - 1, p))
    assert g(3, np.arange(3.0), np.arange(3.0)) == 1
    assert Signature("double f(int n, const double x[n])") == Signature("float64(intc, const float64*)")


def test_wide_characters_have_the_sign_of_the_machine():
    is_signed = platform.machine() == "x86_64"
    assert str(Signature("void f(wchar_t c)").args[0]) == ("int32" if is_signed else "uint32")
