"""Fields `char name[N]` of structs, from every source: strings of at most N; tables of them."""

import ctypes
import operator

import numpy as np
import pytest

from upcall import CompileError, carray, cdef, cfunc, from_dtype, types

N = 8


class Item(ctypes.Structure):
    _fields_ = [
        ("n", ctypes.c_int),
        ("name", ctypes.c_char * N),
        ("other", ctypes.c_char * 4),
        ("table", ctypes.c_char * 4 * 3),
        ("behind", ctypes.c_int),
    ]


TEXTS = [b"", b"a", b"item", b"1234567", b"12345678", b"\xff\x80", b"ab\0cd", b" -12 ", b"1.5e3", b"items"]
TEXT_OF_C = "struct Item { int n; char name[8]; char other[4]; char table[3][4]; int behind; };"
DTYPE = np.dtype([("n", "i4"), ("name", "S8"), ("other", "S4"), ("table", "S4", 3), ("behind", "i4")])


def cffi_struct():
    ffi = pytest.importorskip("cffi").FFI()
    ffi.cdef(TEXT_OF_C)
    return ffi.typeof("struct Item")


SOURCES = {
    "ctypes": lambda: Item,
    "cdef": lambda: cdef(TEXT_OF_C).Item,
    "cffi": cffi_struct,
    "numpy": lambda: DTYPE,
    "numpy, characters": lambda: np.dtype(Item),
}


def item(name, other=b""):
    made = Item(n=1, other=other, behind=7)
    ctypes.memmove(ctypes.byref(made, Item.name.offset), name.ljust(N, b"\0"), N)
    return made


def item_type():
    return types.CPointer(from_dtype(Item))


def read(result, function, *arguments):
    return cfunc(result(item_type(), *[types.int64] * (len(arguments) - 1)))(function)(*arguments)


def answer(function, *arguments):
    try:
        return function(*arguments)
    except (ValueError, IndexError, OverflowError) as error:
        return type(error)


@pytest.mark.parametrize("source", SOURCES)
def test_all_sources_have_the_same_type(source):
    assert from_dtype(SOURCES[source]()) == from_dtype(Item)


def test_numpy_has_strings():
    described = from_dtype(DTYPE)
    assert str(described).count("nestedarray(char, (3, 4))") == 1
    from upcall._records import dtype_of

    assert dtype_of(described) == DTYPE
    text = "Record(c[type=char;offset=0],t[type=nestedarray(char, (2, 3));offset=1];7;True;partial)"
    assert str(from_dtype(np.dtype([("c", "S1"), ("e", "S0"), ("t", "S1", (2, 3))]))) == text


@pytest.mark.parametrize("text", TEXTS)
def test_what_bytes_do(text):
    def measured(name):
        return len(name) + 100 * sum(c * 3 for c in name)

    def compared(name):
        return (
            (name == b"item")
            + 2 * (name != b"items")
            + 4 * (name in (b"a", b"12345678", b""))
            + 8 * (name == b"item")
            + 16 * (name < b"item")
            + 32 * (name >= b"ite")
            + 64 * (name > b"\xff")
            + 128 * (name >= b"1234567")
            + 256 * (b"te" in name)
            + 512 * (97 in name)
            + 1024 * bool(name)
            + 2048 * (not name)
        )

    def matched(name):
        match name:
            case b"item":
                return 1
            case b"a" | b"12345678":
                return 2
        return 3

    value = item(text).name
    assert read(types.int64, lambda p: measured(p.name), item(text)) == measured(value)
    assert read(types.int64, lambda p: compared(p.name), item(text)) == compared(value)
    assert read(types.int64, lambda p: matched(p[0].name), item(text)) == matched(value)
    for i in range(-9, 10):
        assert answer(read, types.int64, lambda p, i: p.name[i], item(text), i) == answer(value.__getitem__, i), i
        assert read(types.int64, lambda p, i: len(p.name[i:]) * 10 + len(p.name[:i]), item(text), i) == len(
            value[i:]
        ) * 10 + len(value[:i])
    assert answer(read, types.int64, lambda p: int(p.name), item(text)) == answer(int, value)
    assert answer(read, types.float64, lambda p: float(p.name), item(text)) == answer(float, value)


def test_two_fields():
    def f(p, q):
        return (
            (p.name == q.other) + 2 * (p.name != p.name) + 4 * (p.name < q.other) + 8 * (p.other in (q.name, q.other))
        )

    compiled = cfunc(types.int64(item_type(), item_type()))(f)
    for a, b in ((b"one", b"one"), (b"one", b"two"), (b"two", b"one"), (b"", b"")):
        assert compiled(item(a, b), item(a, b)) == f(item(a, b), item(a, b))


@pytest.mark.parametrize("text", [b"", b"x", b"1234567", b"12345678", b"\xff\0z"])
def test_stores(text):
    def store(p):
        p.name = text
        p.behind += 1

    ours, theirs = item(b"older  "), np.frombuffer(bytearray(item(b"older  ")), DTYPE)
    cfunc(types.void(item_type()))(store)(ours)
    theirs["name"] = text
    theirs["behind"] = 8
    assert bytes(ours) == theirs.tobytes()


def test_what_is_too_long():
    def store(p):
        p.name = b"123456789"

    with pytest.raises(ValueError, match=r"bytes too long \(9, maximum length 8\)"):
        cfunc(types.void(item_type()))(store)(item(b""))


def test_a_field_that_is_too_long_for_another():
    def store(p):
        p.other = p.name

    with pytest.raises(ValueError, match=r"bytes too long \(5, maximum length 4\)"):
        cfunc(types.void(item_type()))(store)(item(b"12345"))


def test_stores_of_other_strings():
    def store(p, s, n):
        p.other = p.name
        p.name = s
        p.table[0] = s[:n]
        p.table[-1] = b"1234"
        p.table[1] = p.table[2]

    made = item(b"abc")
    compiled = cfunc(types.void(item_type(), types.CPointer(types.char), types.int64))(store)
    compiled(made, ctypes.create_string_buffer(b"given"), 2)
    assert (made.other, made.name, [row.value for row in made.table]) == (b"abc", b"given", [b"gi", b"1234", b"1234"])
    with pytest.raises(TypeError, match="a null pointer is no string"):
        compiled(item(b""), None, 0)


def test_a_string_over_itself():
    def store(p):
        p.name = p.name[2:]

    made = item(b"12345678")
    cfunc(types.void(item_type()))(store)(made)
    assert bytes(made)[4:12] == b"345678\0\0"


def test_characters_are_stored():
    def store(p, i, c):
        p.name[i] = c

    compiled = cfunc(types.void(item_type(), types.int64, types.int64))(store)
    made = item(b"abc")
    for i, c in ((0, 120), (-1, 121), (3, 255), (7, 122)):
        compiled(made, i, c)
    assert bytes(made)[4:12] == b"xby\xff\0\0\0z"
    for i in (8, -5, -9):
        with pytest.raises(IndexError):
            compiled(made, i, 65)

    def raise_last(p):
        p.name[-1] += 1
        p.name[0] -= 1

    cfunc(types.void(item_type()))(raise_last)(item(b"abc"))
    made = item(b"abc")
    cfunc(types.void(item_type()))(raise_last)(made)
    assert made.name == b"`bd"


def test_a_text_is_built_and_read():
    def digits(p, n):
        i = 0
        while n:
            p.name[i] = 48 + n % 10
            n //= 10
            i += 1
        p.name[i] = 0
        return int(p.name)

    assert read(types.int64, digits, item(b"........"), 4321) == 1234


def test_constant_structs_stay():
    with pytest.raises(CompileError, match="read-only"):

        @cfunc("void (const struct Item *)", types={"Item": Item})
        def store(p):
            p.name = b"x"


def test_tables():
    def f(p):
        total = 0
        for row in p.table:
            total = total * 10 + len(row)
        for i in range(3):
            total = total * 10 + (p.table[i] == b"yy") + 2 * (p.table[i][:1] == b"z") + 4 * (p.table[i] < b"y")
        rows = p.table
        return total + 1000000 * len(rows[-1])

    made = item(b"")
    made.table[0].value, made.table[1].value = b"x", b"yy"
    ctypes.memmove(made.table[2], b"zzzz", 4)
    assert read(types.int64, f, made) == 4124412


def test_tables_are_unpacked():
    def f(p):
        a, b, c = p.table
        return len(a) + 10 * len(b) + 100 * len(c)

    made = item(b"")
    made.table[0].value, made.table[1].value, made.table[2].value = b"x", b"", b"abc"
    assert read(types.int64, f, made) == 301


def test_stores_are_caught():
    def f(p, s):
        try:
            p.name = s
        except ValueError:
            return -1
        return len(p.name)

    compiled = cfunc(types.int64(item_type(), types.CPointer(types.char)))(f)
    assert [compiled(item(b""), ctypes.create_string_buffer(b"x" * n)) for n in (0, 8, 9)] == [0, 8, -1]


def test_new_records():
    def f(n):
        made = np.zeros(2, DTYPE)
        made[0].name = b"hello"
        made[1]["table"][1] = made["name"][0][:n]
        return len(made[1].table[1]) + 10 * (made["name"][0] == b"hello") + 100 * len(made["name"][1])

    assert cfunc("int64(int64)")(f)(3) == 13


def test_passed_to_c():
    libc = ctypes.CDLL(None)
    strlen, strcpy = libc.strlen, libc.strcpy
    strlen.argtypes, strlen.restype = [ctypes.c_char_p], ctypes.c_size_t
    strcpy.argtypes = [ctypes.POINTER(ctypes.c_char), ctypes.c_char_p]
    strcpy.restype = ctypes.c_void_p

    def f(p):
        strcpy(p.name, b"copied")
        return strlen(p.name) + 10 * (p.name == b"copied")

    assert read(types.int64, f, item(b"...")) == 16


def test_captured_and_by_value():
    made = item(b"captured")
    records = np.zeros(2, DTYPE)
    records["name"] = [b"ab", b"12345678"]

    def f(i):
        made.other = b"set"
        records[0].table[1] = made.name[:4]
        return (made.name == b"captured") + 2 * len(records[i].name) + 100 * (records[0]["name"] == b"ab")

    assert cfunc("int64(int64)")(f)(1) == 117
    assert made.other == b"set"
    assert records[0]["table"].tolist() == [b"", b"capt", b""]
    by_value = cfunc("int (struct Item r)", types={"Item": Item})(lambda r: len(r.name) + 10 * (r.name == b"abc"))
    assert by_value(item(b"abc")) == 13


def test_a_pointer_in_a_struct():
    class Named(ctypes.Structure):
        _fields_ = [("name", ctypes.c_char_p), ("next", ctypes.POINTER(ctypes.c_char))]

    def f(p):
        p.name = b"static"
        return len(p.name) + 10 * (p.next == b"given") + 100 * (p.name.startswith(b"st"))

    buffer = ctypes.create_string_buffer(b"given")
    named = Named(b"before", ctypes.cast(buffer, ctypes.POINTER(ctypes.c_char)))
    compiled = cfunc("int (Named *)", types={"Named": Named})(f)
    assert compiled(named) == 116
    assert named.name == b"static"


def test_views_of_tables():
    def f(names, n):
        rows = carray(names, (n, 4))
        return len(rows[0]) * 10 + (rows[1] == b"abcd")

    buffer = ctypes.create_string_buffer(b"xy\0\0abcd")
    assert cfunc("int (char *names, int n)")(f)(buffer, 2) == 21
    g = cfunc("int (int n, char names[n][4])")(lambda n, names: len(names[0]) * 10 + (names[n - 1] == b"abcd"))
    assert g(2, ctypes.create_string_buffer(b"xy\0\0abcd")) == 21


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (lambda p: p.name == "item", 'b"x", bytes as C has them'),
        (lambda p: p.name + b"x", "there are no new strings"),
        (lambda p: p.name.upper(), "has no attribute upper"),
        (lambda p: p.name.find(p), "is no string"),
        (lambda p: sum(len(row) for row in reversed(p.table)), "a table of characters"),
        (lambda p: operator.setitem(p.name, 0, b"x"), "a loop over the characters"),
    ],
)
def test_errors(function, message):
    with pytest.raises(CompileError, match=message):
        read(types.int64, function, item(b""))
