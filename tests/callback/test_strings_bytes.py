"""C strings against CPython's bytes: numbers read from texts at random, with the words of errors, and methods."""

import ctypes
import operator
import random

import numpy as np
import pytest

from upcall import CompileError, carray, cfunc, raise_errors

BLANKS = " \t\n\v\f\r"


def answer(function, *args):
    """A value, or the error with its words."""
    try:
        return repr(function(*args))
    except (ValueError, OverflowError) as error:
        return f"{type(error).__name__}: {error}"


def of_int(text, base):
    """What int() of bytes gives, as far as 64 bits go."""
    n = int(text, base)
    if not -(2**63) <= n < 2**63:
        raise OverflowError("the result is out of the range of int64")
    return n


def memory(text):
    return ctypes.create_string_buffer(text, len(text) + 1)


@pytest.fixture(scope="module")
def to_int():
    return cfunc("int64(const char *s, int base)")(lambda s, base: int(s, base))


@pytest.fixture(scope="module")
def to_int_counted():
    return cfunc("int64(const char *s, int n, int base)")(lambda s, n, base: int(s[:n], base=base))


@pytest.fixture(scope="module")
def to_float():
    return cfunc("double(const char *s)")(lambda s: float(s))


@pytest.fixture(scope="module")
def to_float_counted():
    return cfunc("double(const char *s, int n)")(lambda s, n: float(s[:n]))


@pytest.fixture(scope="module")
def to_float_backwards():
    return cfunc("double(const char *s, int n)")(lambda s, n: float(s[:n][::-1]))


def mixed(chance, alphabet, most):
    return "".join(chance.choice(alphabet) for _ in range(chance.randrange(most))).encode("latin-1")


def test_ints_at_random(to_int, to_int_counted):
    chance = random.Random(11)
    bases = [0, 2, 3, 7, 8, 10, 11, 16, 36]
    for _ in range(4000):
        base = chance.choice(bases)
        digits = "0123456789abcdefghijklmnopqrstuvwxyzABCXYZ"[: chance.choice([2, 8, 10, 16, 42])]
        text = mixed(chance, digits * 3 + "_+- ", 14)
        text = (
            chance.choice([b"", b" ", b"-", b"+", b"\t"])
            + chance.choice([b"", b"0x", b"0B", b"0o", b"0_", b"00"])
            + text
        )
        wanted = answer(of_int, text, base)
        assert answer(to_int, memory(text), base) == wanted, (text, base)
        assert answer(to_int_counted, memory(text + b"9"), len(text), base) == wanted, (text, base)


def test_ints_of_any_size(to_int):
    chance = random.Random(12)
    ends = [-(2**63), 2**63 - 1, 2**63, -(2**63) - 1, 2**64, 0, 10**19]
    for n in ends + [chance.randrange(-(2**66), 2**66) for _ in range(500)]:
        for base, text in (
            (10, f"{n}"),
            (10, f"{n:_}"),
            (16, f"{n:x}"),
            (0, f"{n:#x}"),
            (0, f"{n:#_b}"),
            (8, f"{n:#o}"),
        ):
            assert answer(to_int, memory(text.encode()), base) == answer(of_int, text.encode(), base), text


@pytest.mark.parametrize("base", [-1, 1, 37, 100])
def test_bases_that_are_none(to_int, base):
    assert answer(to_int, memory(b"1"), base) == answer(int, b"1", base)


def test_floats_at_random(to_float, to_float_counted, to_float_backwards):
    chance = random.Random(13)
    pieces = [
        b"1",
        b"0",
        b"9",
        b"25",
        b".",
        b"_",
        b"e",
        b"E",
        b"+",
        b"-",
        b" ",
        b"inf",
        b"nan",
        b"Infinity",
        b"\xff",
        b"x",
    ]
    weights = [8, 8, 8, 8, 5, 2, 4, 1, 1, 2, 1, 1, 1, 1, 1, 1]
    for _ in range(4000):
        text = b"".join(chance.choices(pieces, weights, k=chance.randrange(8)))
        wanted = answer(float, text)
        assert answer(to_float, memory(text)) == wanted, text
        assert answer(to_float_counted, memory(text + b"7"), len(text)) == wanted, text
        assert answer(to_float_backwards, memory(text[::-1]), len(text)) == wanted, text


def test_floats_are_rounded_as_python_rounds(to_float):
    chance = random.Random(14)
    for _ in range(3000):
        text = f"{chance.randrange(10 ** chance.randrange(1, 40))}.{chance.randrange(10 ** chance.randrange(1, 40))}"
        text += chance.choice(["", f"e{chance.randrange(-360, 330)}"])
        assert answer(to_float, memory(text.encode())) == answer(float, text)


def test_counted_texts_with_zeros(to_int_counted, to_float_counted):
    for text in (b"1\0", b"\0", b"1\x002", b" 1 \0"):
        assert answer(to_int_counted, memory(text), len(text), 10) == answer(int, text)
        assert answer(to_float_counted, memory(text), len(text)) == answer(float, text)


@pytest.mark.parametrize("count", [62, 63, 64, 65, 150])
def test_long_texts_are_cut_in_errors(to_int, to_float, count):
    text = b"x'" + b"1" * (count - 2)
    shown = repr(text[:64]) + ("..." if count > 64 else "")
    assert answer(to_int, memory(text), 10) == f"ValueError: invalid literal for int() with base 10: {shown}"
    assert answer(to_float, memory(text)) == f"ValueError: could not convert string to float: {shown}"


def test_errors_are_caught():
    @cfunc("int64(const char *s, int n)")
    def sum_of(s, n):
        total = 0
        start = 0
        for i in range(n + 1):
            if i == n or s[i] == 44:
                try:
                    total += int(s[start:i])
                except ValueError:
                    total += 1000
                start = i + 1
        return total

    text = b"1, 2,x,,30"
    assert sum_of(memory(text), len(text)) == 2033


def test_errors_reach_the_user_from_c():
    f = cfunc("int64(const char *s)")(lambda s: int(s))
    with pytest.raises(ValueError, match=r"invalid literal for int\(\) with base 10: b'not a number'"), raise_errors():
        ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_char_p)(f.address)(b"not a number")


# ---- methods

PARTS = {
    "find": lambda s, part, i, j: s.find(part, i, j),
    "rfind": lambda s, part, i, j: s.rfind(part, i, j),
    "count": lambda s, part, i, j: s.count(part, i, j),
    "startswith": lambda s, part, i, j: s.startswith(part, i, j),
    "endswith": lambda s, part, i, j: s.endswith(part, i, j),
    "index": lambda s, part, i, j: s.index(part, i, j),
    "rindex": lambda s, part, i, j: s.rindex(part, i, j),
    "without bounds": lambda s, part, i, j: (
        s.find(part) + 100 * s.count(part) + 10000 * s.startswith(part) + 20000 * s.endswith(part) + 40000 * (part in s)
    ),
    "removed": lambda s, part, i, j: (
        len(s.removeprefix(part)) + 100 * len(s.removesuffix(part)) + 10000 * sum(c for c in s.removeprefix(part))
    ),
    "stripped": lambda s, part, i, j: (
        len(s.strip(part))
        + 100 * len(s.lstrip(part))
        + 10000 * len(s.rstrip(part))
        + 1000000 * (s.lstrip(part) == b"ab")
    ),
    "ordered": lambda s, part, i, j: (s < part) + 2 * (s <= part) + 4 * (s > part) + 8 * (s >= part) + 16 * (s == part),
}


@pytest.mark.parametrize("name", PARTS)
def test_methods(name):
    function = PARTS[name]

    def counted(s, n, part, m, i, j):
        return function(s[:n], part[:m], i, j)

    def pointers(s, n, part, m, i, j):
        return function(s[:n], part, i, j)

    prototype = "int64(const char *s, int n, const char *part, int m, int64_t i, int64_t j)"
    compiled = [cfunc(prototype)(one) for one in (counted, pointers)]
    chance = random.Random(15)
    for _ in range(1500):
        s, part = mixed(chance, "aab\xff", 9), mixed(chance, "aab\xff", chance.choice([3, 4]))
        i, j = chance.randrange(-10, 11), chance.randrange(-10, 11)
        wanted = answer(lambda: int(function(s, part, i, j)))  # noqa: B023
        for one in compiled:
            assert answer(one, memory(s + b"!"), len(s), memory(part), len(part), i, j) == wanted, (s, part, i, j)


def test_kinds_of_characters():
    def f(s):
        return (
            s.isdigit()
            + 2 * s.isalpha()
            + 4 * s.isalnum()
            + 8 * s.isspace()
            + 16 * s.isascii()
            + 32 * s.islower()
            + 64 * s.isupper()
            + 128 * len(s.strip())
            + 100000 * len(s.lstrip())
        )

    compiled = cfunc("int64(const char *s)")(f)
    chance = random.Random(16)
    texts = [bytes([c]) for c in range(1, 256)]
    texts += [mixed(chance, chance.choice(["aZ", "09", BLANKS, "a0", "aZ0 \xe4", "az!"]), 6) for _ in range(500)]
    for text in [b"", *texts]:
        assert compiled(memory(text)) == f(text), text


def test_slices():
    def f(s, n, a, b):
        t = s[:n]
        return len(t[a:b]) + 100 * sum(t[a:b]) + 100000 * (t[a:] == t[b:]) + 200000 * (s[a:n] == t[a:])

    compiled = cfunc("int64(const char *s, int n, int a, int b)")(f)
    for text in (b"", b"a", b"abcde"):
        for a in range(-7, 8):
            for b in range(-7, 8):
                assert compiled(memory(text + b"!"), len(text), a, b) == f(text, len(text), a, b), (text, a, b)


def test_to_the_end():
    def f(s, a):
        return (
            len(s[a:])
            + 10 * len(s[:])
            + 100 * (s[::-1] == b"edcba")
            + 1000 * len(s[::2])
            + 10000 * (s[1:] in (b"bcde", b""))
        )

    compiled = cfunc("int64(const char *s, int a)")(f)
    for a in range(-7, 8):
        assert compiled(memory(b"abcde"), a) == f(b"abcde", a)


def test_a_negative_count():
    with pytest.raises(ValueError, match="negative"):
        cfunc("int64(const char *s, int n)")(lambda s, n: len(s[:n]))(memory(b"abc"), -1)


def test_going_through():
    def f(s, t):
        total = 0
        for i, c in enumerate(s, 1):
            total += i * c
        for a, b in zip(s, t):  # noqa: B905
            total = total * 3 + a - b
        for c in reversed(s[:3]):
            total = total * 2 + c
        return total + max(s) + 1000 * min(t) + sum(s)

    compiled = cfunc("int64(const char *s, const char *t)")(f)
    for s, t in ((b"abc", b"xy"), (b"\xffbcdef", b"\x80")):
        assert compiled(memory(s), memory(t)) == f(s, t)


@pytest.mark.parametrize("function", [len, lambda s: s.find(b"x"), lambda s: s < b"x", lambda s: b"x" in s, int, float])
def test_null(function):
    with pytest.raises(TypeError):
        cfunc("double(const char *s)")(lambda s: function(s))(None)


# ---- constants

SMALL, TEXTS = b"ab", (b"ab", b"bc", b"")


def test_constants():
    def f(i):
        chosen = b"ab" if i else b"cde"
        total = len(SMALL) + 10 * SMALL[i] + 10000 * (SMALL == b"ab") + 20000 * (SMALL < b"b") + 40000 * (b"b" in SMALL)
        total += 80000 * SMALL.startswith(b"a") + 160000 * len(SMALL[1:]) + 320000 * (chosen != SMALL)
        for k, text in enumerate(TEXTS):
            total = total * 2 + len(text) + k * (text == chosen)
        return total + len(chosen) + chosen[0] + (chosen in TEXTS) + int(b"12") + sum(b"ab")

    compiled = cfunc("int64(int i)")(f)
    assert [compiled(i) for i in (0, 1)] == [f(i) for i in (0, 1)]


def test_constants_with_zeros():
    f = cfunc("int(const char *s, int n)")(lambda s, n: (s == b"a\0b") + 2 * (s[:n] == b"a\0b") + 4 * (s == b"a"))
    assert f(memory(b"a\0b"), 3) == 6
    assert f(memory(b"a"), 1) == 4


def test_two_pointers_are_compared_by_address():
    f = cfunc("int(const char *s, const char *t)")(lambda s, t: (s == t) + 2 * (s[:] == t) + 4 * (s != t))
    one, other = memory(b"ab"), memory(b"ab")
    assert (f(one, one), f(one, other), f(one, None)) == (3, 6, 4)


def test_characters_are_viewed_as_anything():
    f = cfunc("double(char *p)")(lambda p: carray(p, 2, np.float64)[1] + carray(p, 16, np.int8)[15])
    numbers = np.array([1.0, -2.5])
    assert f(numbers.ctypes.data) == -2.5 + numbers.view(np.int8)[15]


def test_constants_beside_pointers():
    f = cfunc("int(const char *s, int n)")(lambda s, n: len(s if n else b"constant"))
    assert (f(memory(b"ab"), 1), f(memory(b"ab"), 0)) == (2, 8)
    with pytest.raises(CompileError, match=r"here and const char\* on another way"):
        cfunc("int(const char *s, int n)")(lambda s, n: len(s if n else b"a\0b"))


def test_functions_of_operators():
    f = cfunc("int(const char *s)")(lambda s: operator.eq(s, b"ab") + 2 * operator.lt(s[:], b"b") + 4 * bool(s[:]))
    assert f(memory(b"ab")) == 7
    assert f(memory(b"")) == 2


def test_commands():
    @cfunc("int main(int argc, char **argv)")
    def main(argc, argv):
        total = 0
        for i in range(1, argc):
            if argv[i].startswith(b"--n="):
                total += int(argv[i][4:])
            elif argv[i] == b"-v":
                total += 1000
        return total

    arguments = (ctypes.c_char_p * 4)(b"program", b"--n=12", b"-v", b"--n=0_5")
    assert main(4, arguments) == 1017


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (lambda s: 1 if s else 0, "neither true nor false"),
        (lambda s: s == "x", 'write: b"x"'),
        (lambda s: int(s, 2.0), "argument 2 of int must be an integer"),
        (lambda s: "x" in s, "can't look for"),
        (lambda s: s.split(b","), "there are no new strings"),
        (lambda s: len(s[:4:2]), "can't be indexed"),
    ],
)
def test_errors(function, message):
    with pytest.raises(CompileError, match=message):
        cfunc("int64(const char *s)")(function)
