"""C strings: characters, comparisons with bytes, lengths, numbers; bytes constants that C keeps."""

import ctypes
import random

import numpy as np
import pytest

from upcall import CompileError, cfunc, types

libc = ctypes.CDLL(None)
strlen, atoi = libc.strlen, libc.atoi
strlen.argtypes, strlen.restype = [ctypes.c_char_p], ctypes.c_size_t
atoi.argtypes, atoi.restype = [ctypes.POINTER(ctypes.c_char)], ctypes.c_int


def memory(text):
    return ctypes.create_string_buffer(text)


def test_char_is_a_type():
    assert str(types.char) == "char"
    assert types.char not in (types.int8, types.uint8)
    assert str(types.CPointer(types.char)) == "char*"
    assert cfunc("char(char)")(lambda c: c + 1)(200) == 201
    f = cfunc("int(const char *, char *)")(lambda s, t: s[0] * 1000 + t[1])
    assert f(memory(b"\xffa"), memory(b"b\x80")) == 255128


def test_char_as_c_passes_it():
    f = cfunc("int(char)")(lambda c: c)
    call = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char)(f.address)
    assert [call(c) for c in (b"\0", b"a", b"\xff")] == [0, 97, 255]


@pytest.mark.parametrize("text", [b"", b"item", b"items", b"ite", b"\xffitem", b"a longer text than a word", b"it\0em"])
def test_comparisons(text):
    @cfunc("int(const char *)")
    def f(s):
        return (
            (s == b"item")
            + 2 * (s != b"items")
            + 4 * (s == b"")
            + 8 * (s in (b"a", b"\xffitem"))
            + 16 * (s not in (b"ite",))
        )

    s = memory(text).value
    want = (
        (s == b"item")
        + 2 * (s != b"items")
        + 4 * (s == b"")
        + 8 * (s in (b"a", b"\xffitem"))
        + 16 * (s not in (b"ite",))
    )
    assert f(memory(text)) == want


def test_null_is_no_string():
    f = cfunc("int(const char *)")(lambda s: (s == b"") + 2 * (s != b"") + 4 * (s is None))
    assert f(None) == 6


def test_match():
    @cfunc("int(char *)")
    def f(s):
        match s:
            case b"alpha":
                return 1
            case b"beta" | b"gamma and more than eight":
                return 2
        return 3

    assert [f(memory(text)) for text in (b"alpha", b"beta", b"gamma and more than eight", b"alph")] == [1, 2, 2, 3]


def test_lengths_and_characters():
    @cfunc("int(char *)")
    def f(s):
        total = 0
        for c in s:
            total += c
        return total * 100 + len(s)

    assert f(memory(b"\xffab")) == (255 + 97 + 98) * 100 + 3
    assert f(memory(b"")) == 0
    with pytest.raises(TypeError, match="'NoneType' object is not iterable"):
        f(None)
    with pytest.raises(TypeError, match=r"object of type 'NoneType' has no len\(\)"):
        cfunc("int(char *)")(lambda s: len(s))(None)


def test_what_is_compared_is_read_again():
    @cfunc("int(char *)")
    def f(s):
        before = s == b"ab"
        s[0] = 120
        return before * 10 + (s == b"ab")

    assert f(memory(b"ab")) == 10


FLOATS = (
    b"1|-2e3|+.5|5.|1_000.5_0e1_0|inf|-Infinity|NaN|1e400|1e-400|0.1|4.9406564584124654e-324|2.4703282292062327e-324|00012|0e9999999999"
    b"|9007199254740993|9007199254740993.000000000000000000000000000000001|1e99999999999999999999|1e-99999999999999999999"
    b"||1_|_1|1__0|1_.5|1._5|e5|1e|1e+|0x10|1 2|in|infx|na|- 1|.|+|1.5.|1e5.0|--1|1e5_|n|i"
).split(b"|")
LONG = [
    b"1" * 900,
    b"0." + b"0" * 400 + b"12345e300",
    b"1" + b"0" * 1000 + b"e-1000",
    b"9007199254740993" + b"0" * 900 + b"1e-901",
]


def answer(function, *args):
    try:
        return repr(function(*args))
    except (ValueError, OverflowError) as error:
        return type(error).__name__


@pytest.mark.parametrize("text", FLOATS + LONG + [b" \t1\n\v\f\r ", b"1\x00x"])
def test_float(text):
    f = cfunc("double(const char *)")(lambda s: float(s))
    assert answer(f, memory(text)) == answer(float, memory(text).value)


def test_floats_at_random():
    f = cfunc("double(const char *)")(lambda s: float(s))
    chance = random.Random(1)
    for _ in range(2000):
        text = "".join(
            chance.choice("0123456789012345678901234567890123456789._eE+-") for _ in range(chance.randrange(1, 30))
        )
        assert answer(f, memory(text.encode())) == answer(float, text), text
        number = repr(chance.uniform(1, 10) * 10.0 ** chance.randrange(-320, 308))
        assert f(memory(number.encode())) == float(number)


INTS = b"1| 12 |-2|+5|1_000|007|9223372036854775807|-9223372036854775808|0_0||-|1_|_1|1__0|1.5|0x10|1 2|a|--1".split(
    b"|"
)


@pytest.mark.parametrize("text", INTS)
def test_int(text):
    f = cfunc("int64(const char *)")(lambda s: int(s))
    assert answer(f, memory(text)) == answer(int, text)


@pytest.mark.parametrize("text", [b"9223372036854775808", b"-9223372036854775809", b"99999999999999999999999"])
def test_an_int_beyond_int64(text):
    with pytest.raises(OverflowError, match="out of the range of int64"):
        cfunc("int64(const char *)")(lambda s: int(s))(memory(text))


def test_bytes_are_static():
    @cfunc("const char *(int, const char **)")
    def f(n, out):
        out[0] = b"stored\xff"
        if n:
            return b"a longer text than a word"
        return b""

    out = np.zeros(1, np.uint64)
    assert [ctypes.string_at(f(n, out.ctypes.data)) for n in (0, 1)] == [b"", b"a longer text than a word"]
    assert ctypes.string_at(int(out[0])) == b"stored\xff"


def test_bytes_are_passed():
    assert cfunc("int64(int64)")(lambda n: strlen(b"hello") + n)(1) == 6
    assert cfunc("int(char *)")(lambda s: atoi(s))(memory(b"42")) == 42


def test_strings_of_strings():
    @cfunc("double(const char **)")
    def f(atts):
        i = 0
        total = 0.0
        while atts[i] is not None:
            if atts[i] == b"price":
                total += float(atts[i + 1])
            i += 2
        return total

    texts = [memory(text) for text in (b"id", b"x", b"price", b"12.5", b"price", b"1e1")]
    assert f((ctypes.c_void_p * 7)(*(ctypes.addressof(text) for text in texts), None)) == 22.5


@pytest.mark.parametrize(
    ("signature", "function", "message"),
    [
        ("char *(char *)", lambda s: b"x", "the function returns bytes, which doesn't convert to the signature's char"),
        ("int(char *)", lambda s: s < "x", r"char\* < 'x'"),
        ("int(char *)", lambda s: s + b"x", r"char\* \+ bytes"),
    ],
)
def test_errors(signature, function, message):
    with pytest.raises(CompileError, match=message):
        cfunc(signature)(function)
