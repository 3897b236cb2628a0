"""Any text is read, or refused: signatures and cdefs made of what headers have, changed at random, by a grammar, of random bytes.

UPCALL_FUZZ=1000000 is for the sanitizers: `UPCALL_FUZZ=1000000 make asan T=compiler/test_signature_fuzz`."""
# ruff: noqa: E501, SIM905

from __future__ import annotations

import os
import random
import time

import headers
import pytest

from upcall import CompileError
from upcall._core import declarations
from upcall.types import Signature, Type

COUNT = int(os.environ.get("UPCALL_FUZZ", "3000"))
SEED = int(os.environ.get("UPCALL_FUZZ_SEED", "1"))
MOST_SECONDS = 5.0  # of one text

SOME = [
    "double (*)(unsigned n, const double x[n], double grad[n], void *data)",
    "typedef struct { int n : 3, m; volatile double *x; } t; int f(t *p, const t q);",
    "int (*(*f(int, void (*)(int, ...)))(struct A { struct A *next; union { int a; float b[2][3]; }; } *))(double)",
    "enum e : unsigned char { A = 1 << 3, B = (A | 4) * 2 - 1 }; enum e f(enum e x[A][B]);",
    "float64(CPointer(Record(x[type=float64;offset=0],y[type=nestedarray(int32, (2, 3));offset=8];32;True;^1=Record(a[type=^0*];8;True))))",
    "SQLITE_API int SQLITE_CDECL f(unsigned long int n, const volatile double *restrict x)",
    "extern __attribute__((packed, aligned(8))) struct __attribute__((packed)) S { char c; } *(f)(void);",
    "f8(Tuple((f8, UniTuple(i4, 3))), (i1,))",
    "#define N 3\ntypedef int (*compare)(const void *, const void *);\nstruct task { compare c; char name[N]; };\nvoid go(struct task *);",
]
WORDS = (
    "int char double float void unsigned long short signed const volatile restrict struct union enum typedef static extern inline "
    "bool complex _Bool _Complex size_t uint8_t float64 intc CPointer Record nestedarray Tuple UniTuple types. n x f T A sqlite3 MACRO "
    "( ) ( ) [ ] { } * * & , , ; ; : = ... 0 1 3 16 4096 ^0 ^1 [[ ]] /* */ // __attribute__ (( )) packed aligned(8) #define [type= "
    ";offset= ;bits= ;volatile ;True partial | << - ~ + % ' \" \\ # \n \t é \x01"
).split(" ")


def corpus() -> list[str]:
    found = [header for library in headers.LIBRARIES if (header := headers.read(library))]
    texts = [text for header in found for text in header.prototypes]
    return (
        SOME * 20
        + texts
        + [f"{text};" for header in found for text in (*header.typedefs.values(), *header.structs.values())]
    )


def changed(text: str, draw: random.Random, texts: list[str]) -> str:
    for _ in range(draw.randint(1, 4)):
        at, end = sorted(draw.choices(range(len(text) + 1), k=2))
        end = min(end, at + draw.choice([1, 3, 30]))
        other = draw.choice(texts)
        start = draw.randrange(len(other) + 1)
        put = draw.choice(
            [
                draw.choice(WORDS),
                "",
                text[at:end] * draw.choice([2, 5, 60]),
                other[start : start + 30],
                chr(draw.randrange(1, 300)),
            ]
        )
        text = text[:at] + put + text[draw.choice([at, end]) :]
    return text[:20000]


def made(draw: random.Random, texts: list[str]) -> str:
    kind = draw.random()
    if kind < 0.6:
        return changed(draw.choice(texts), draw, texts)
    if kind < 0.9:
        return draw.choice(["", " "]).join(draw.choices(WORDS, k=draw.randint(1, 40)))
    return "".join(
        chr(draw.choice([draw.randrange(1, 128), draw.randrange(1, 0x3000)])) for _ in range(draw.randint(0, 60))
    )


def read(text: str) -> bool:
    """By whatever reads text; what is printed is read again."""
    done = False
    for reader in (Signature, Type, declarations):
        try:
            found = reader(text)
        except CompileError:
            continue
        done = True
        if isinstance(found, Signature):
            assert Signature(found.text) == found, text
        elif isinstance(found, Type):
            assert Type(str(found)) == found, text
    return done


def test_any_text():
    draw, texts = random.Random(SEED), corpus()
    count = 0
    for i in range(COUNT):
        text = made(draw, texts)
        if os.environ.get("UPCALL_FUZZ_LAST"):
            with open(os.environ["UPCALL_FUZZ_LAST"], "w", encoding="utf-8", errors="surrogatepass") as file:
                file.write(text)
        begun = time.perf_counter()
        count += read(text)
        assert time.perf_counter() - begun < MOST_SECONDS, (i, text)
    assert count > COUNT // 50  # it isn't noise alone


def chain(count: int, declaration: str) -> str:
    """Each type is made of the one before."""
    return "typedef int t0;" + "".join(declaration.format(i, i + 1) for i in range(count)) + f"int f(t{count} *);"


LONG = {
    "macros": lambda n: "A " * n + "int f(int)",
    "handles": lambda n: "int f(" + ", ".join(["h *a"] * n) + ")",
    "parentheses": lambda n: "int " + "(" * n + "f" + ")" * n + "(int)",
    "open": lambda n: "int f(" + "(*" * n,
    "stars": lambda n: "int f(int " + "*" * n + "x)",
    "attributes": lambda n: "int f(int x " + "__attribute__((a)) " * n + ")",
    "comments": lambda n: "int f(" + "/* a */ // b\n" * n + "int x)",
    "typedefs": lambda n: "".join(f"typedef int t{i};" for i in range(n)) + "int f(t1)",
    "fields": lambda n: "int f(struct {" + "".join(f"int a{i};" for i in range(n)) + "} *)",
    "records": lambda n: "int f(Record(" + ",".join(f"a{i}[type=int32]" for i in range(n)) + ")*)",
    "bodies": lambda n: "int f(struct A { int x; " + "struct { " * n,
    "doubled": lambda n: (
        "typedef struct { int x; } t0;"
        + "".join(f"typedef struct {{ t{i} a, b; }} t{i + 1};" for i in range(28))
        + "int f(int)"
    ),
    "functions": lambda n: (
        "typedef int (*t0)(int);" + "".join(f"typedef int (*t{i + 1})(t{i}, t{i});" for i in range(40)) + "int f(t40)"
    ),
    "tuples": lambda n: "f8(" + "UniTuple(" * 6 + "f8" + ", 1000)" * 6 + ")",
    "lengths": lambda n: "int f(double x[" + "(" * n + "1" + ")" * n + "])",
    "names": lambda n: "int f(int " + "a" * n + ")",
    "braces": lambda n: "{" * n,
    "shifts": lambda n: "enum { A = " + "1+" * n + "1 }; int f(int)",
    "strings": lambda n: "int f(double x['" * n,
    "uniform tuples": lambda n: "UniTuple(" * n,
    "enums": lambda n: "enum a : " * n,
    "records in records": lambda n: "Record(" + "x[type=Record(" * 40 + "a[type=int32]" + ")]" * 40 + ")",
    "pointers by name": lambda n: chain(n, "typedef t{} *t{};"),
    "functions by name": lambda n: chain(n, "typedef t{} (*t{})(void);"),
    "callbacks by name": lambda n: chain(n, "typedef int (*t{1})(t{0});"),
    "structs by name": lambda n: chain(n, "typedef struct {{ t{} a; }} t{};"),
    "defines": lambda n: "".join(f"#define N{i} {i}\n" for i in range(n)),
}


@pytest.mark.parametrize("name", LONG)
def test_long_texts(name):
    """What is long takes time in proportion: neither a stack nor a square."""
    for count in (1000, 20000):
        begun = time.perf_counter()
        read(LONG[name](count))
        assert time.perf_counter() - begun < 4 * MOST_SECONDS


@pytest.mark.parametrize("name", ["pointers by name", "functions by name", "callbacks by name"])
def test_what_is_read_can_be_printed(name):
    """As deep as types are read, their text is read again."""
    depths = []
    for count in range(1, 80):
        try:
            found = Signature(LONG[name](count))
        except CompileError as error:
            assert "nested too deeply" in str(error)  # noqa: PT017
            continue
        assert Signature(found.text) == found
        depths.append(count)
    assert 20 < depths[-1] == len(depths) < 79


def test_the_last_of_a_name_counts():
    signature = Signature("typedef int t; typedef double u; typedef float t; double f(t, u)")
    assert signature == Signature("double f(float, double)")
