"""upcall.callers.sqlite: functions, aggregates and collations in connections of the standard library's sqlite3."""

import contextlib
import math
import sqlite3
import threading
import typing

import numpy as np
import pytest

import upcall
from upcall import CompileError, raise_errors, types

try:
    from upcall.callers import sqlite
except ImportError as error:
    if "hidden" not in str(error):
        raise
    pytest.skip(str(error), allow_module_level=True)


def norm(x, y):
    return (x * x + y * y) ** 0.5


def twice(n: int) -> int:
    return 2 * n


def is_even(n: int) -> bool:
    return n % 2 == 0


def is_set(flag: bool) -> bool:
    return flag


def half(x):
    if x < 0:
        raise ValueError("negative")
    return x / 2


def answer() -> int:
    return 42


def vowels(text: types.uint8[:]) -> int:
    n = 0
    for c in text:
        if c in (97, 101, 105, 111, 117):
            n += 1
    return n


def size(text: types.uint8[:]) -> int:
    return len(text)


class mean:
    count: int
    sum: float

    def step(self, x):
        self.count += 1
        self.sum += x

    def finalize(self):
        return self.sum / self.count


class least:
    value: float = math.inf
    rows: types.int32 = 10
    any: bool

    def step(self, x: float, weight: int):
        self.value = min(self.value, x * weight)
        self.rows += 1
        self.any = True

    def finalize(self) -> float:
        return self.value + self.rows


def backwards(a, b):
    for x, y in zip(a, b, strict=False):
        if x != y:
            return -1 if x > y else 1
    return len(b) - len(a)


def upper(s: bytes) -> str:
    out = np.empty(len(s), np.uint8)
    for i, c in enumerate(s):
        out[i] = c - 32 if 97 <= c <= 122 else c
    return out


def middle(b: bytes) -> bytes:
    return b[1:3]


def sign(x) -> str:
    if x < 0:
        return b"minus"
    if x > 0:
        return b"plus"
    return None


def or_null(s: str | None) -> str | None:
    return s


def negated(x: float | None) -> float | None:
    return x if x is None else -x


def next_of(n: int | None) -> int | None:
    return None if n is None else n + 1


def bytes_or_null(b: bytes | None) -> bytes | None:
    return b


def root(n: int) -> int | None:
    if n < 0:
        raise upcall.Return
    return int(n**0.5)


def number(s: str) -> float:
    return float(s)


def is_abc(s: str) -> bool:
    return s == b"abc"


def same(s: str) -> str:
    return s


def first_of(x: float | None, y: float | None) -> float:
    if x is None:
        return -1.0 if y is None else y
    return x


def length(s: str | None, b: typing.Optional[bytes], n: int | None) -> int:  # noqa: UP045
    return (-1 if s is None else len(s)) + (-10 if b is None else len(b)) + (-100 if n is None else n)


def no_value(x) -> None:
    return None


class moving:
    total: float
    rows: int

    def step(self, x, weight: int | None):
        self.total += x if weight is None else x * weight
        self.rows += 1

    def inverse(self, x, weight: int | None):
        self.total -= x if weight is None else x * weight
        self.rows -= 1

    def value(self) -> float:
        return self.total

    def finalize(self) -> float:
        return self.total


class many:
    count: int

    def step(self, text: str):
        self.count += len(text)

    def finalize(self) -> str:
        return b"many" if self.count > 5 else b"few"


NEW = [upper, middle, sign, number, is_abc, same, first_of, length, no_value, moving, many]
NULLS = [or_null, negated, next_of, bytes_or_null, root]
FUNCTIONS = [*NEW, *NULLS, norm, twice, is_even, is_set, half, answer, vowels, size, mean, least]


@pytest.fixture
def con():
    connection = sqlite.connect(":memory:", functions=FUNCTIONS, collations=[backwards])
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("norm(3, 4.0)", 5.0),
        ("norm(3, NULL)", None),
        ("norm(1e308, 1e308) - norm(1e308, 1e308)", None),
        ("twice(4611686018427387903)", 2**63 - 2),
        ("is_even(3) + 10 * is_even(4)", 10),
        ("is_set(7)", 1),
        ("half(7)", 3.5),
        ("answer()", 42),
        ("vowels('education')", 5),
        ("vowels(x'6162')", 1),
        ("size('')", 0),
        ("size(x'')", 0),
        ("size('\u00fc')", 2),
        ("upper('abc\u00fc x')", "ABC\u00fc X"),
        ("upper(x'6162')", "AB"),
        ("upper('')", ""),
        ("middle('abcd')", b"bc"),
        ("middle(x'010203')", b"\2\3"),
        ("middle('')", b""),
        ("middle(NULL)", None),
        ("sign(-1) || sign(1)", "minusplus"),
        ("sign(0)", None),
        ("or_null('ab')", "ab"),
        ("or_null(NULL)", None),
        ("negated(2.5)", -2.5),
        ("negated(NULL)", None),
        ("next_of(41)", 42),
        ("next_of(NULL)", None),
        ("bytes_or_null(x'0102')", b"\1\2"),
        ("bytes_or_null(NULL)", None),
        ("root(17)", 4),
        ("root(-1)", None),
        ("number('1.5')", 1.5),
        ("is_abc('abc') + 10 * is_abc('abcd')", 1),
        ("same('\u00fc')", "\u00fc"),
        ("first_of(NULL, NULL)", -1.0),
        ("first_of(1, NULL)", 1.0),
        ("first_of(NULL, 2)", 2.0),
        ("first_of(3, 4)", 3.0),
        ("length('ab', x'01', 5)", 8),
        ("length(NULL, NULL, NULL)", -111),
        ("length(NULL, x'01', NULL)", -100),
        ("no_value(1)", None),
    ],
)
def test_functions(con, expression, expected):
    assert con.execute(f"SELECT {expression}").fetchone() == (expected,)


def test_text_is_utf_8_whatever_the_database_has(con):
    con.execute("PRAGMA encoding = 'UTF-16'")
    con.execute("CREATE TABLE t(x TEXT)")
    con.executemany("INSERT INTO t VALUES (?)", [("ab\u00fc",), ("zoo",)])
    assert con.execute("SELECT size(x), vowels(x) FROM t").fetchall() == [(4, 1), (3, 2)]


def test_aggregates(con):
    rows = [(1, 2.0), (1, 4), (2, 6.0), (2, None), (3, None)]
    con.execute("CREATE TABLE t(k, x)")
    con.executemany("INSERT INTO t VALUES (?, ?)", rows)
    query = "SELECT k, mean(x), least(x, 2) FROM t GROUP BY k"
    assert con.execute(query).fetchall() == [(1, 3.0, 16.0), (2, 6.0, 23.0), (3, None, math.inf)]
    assert con.execute("SELECT mean(x) FROM t WHERE k > 7").fetchall() == [(None,)]


def test_texts_of_aggregates(con):
    rows = "(VALUES (1, 'ab'), (1, NULL), (2, 'abcdef'))"
    assert con.execute(f"SELECT many(column2) FROM {rows} GROUP BY column1").fetchall() == [("few",), ("many",)]


@pytest.mark.skipif(sqlite3.sqlite_version_info < (3, 25), reason="has no window functions")
def test_window_functions(con):
    rows = "(VALUES (1, 1), (2, NULL), (4, 1), (8, 2), (NULL, 1))"
    frame = "ORDER BY column1 NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING"
    found = con.execute(f"SELECT moving(column1, column2) OVER ({frame}) FROM {rows}").fetchall()
    assert found == [(3.0,), (7.0,), (22.0,), (20.0,), (16.0,)]
    assert con.execute(f"SELECT moving(column1, column2) FROM {rows}").fetchall() == [(23.0,)]


def test_threads():
    found = []

    def run():
        with contextlib.closing(sqlite.connect(":memory:", functions=FUNCTIONS)) as mine:
            found.append(mine.execute("SELECT upper('a'), norm(3, 4)").fetchone())

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [("A", 5.0)] * 4


def test_a_blob_of_no_bytes():
    def same(b: bytes) -> bytes:
        return b

    con = sqlite.connect(":memory:", functions=[same])
    assert con.execute("SELECT same(x''), same(''), same(x'00'), same(NULL)").fetchone() == (b"", b"", b"\0", None)
    con.close()


def test_a_closed_connection(con):
    con.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        con.execute("SELECT answer()")


def test_collation(con):
    values = ["b", "a", "", "ab", "\u00fc"]
    query = "SELECT column1 FROM (VALUES (?), (?), (?), (?), (?)) ORDER BY column1 COLLATE backwards"
    assert [row[0] for row in con.execute(query, values)] == sorted(values, reverse=True)


@pytest.mark.parametrize(
    ("expression", "exception", "message"),
    [
        ("half(-1)", ValueError, "negative"),
        ("half('1')", TypeError, "is a number, but SQLite passes text or a blob"),
        ("twice(1.5)", TypeError, "is an int, but SQLite passes a float"),
        ("size(1)", TypeError, "is an array of bytes, but SQLite passes a number"),
        ("mean('x')", TypeError, "is a number, but"),
        ("number('x')", ValueError, "could not convert"),
        ("number(1)", TypeError, "is a text, but SQLite passes a number or a blob"),
    ],
)
def test_errors(con, expression, exception, message):
    with pytest.raises(exception, match=message) as caught, raise_errors():
        con.execute(f"SELECT {expression}").fetchall()
    assert isinstance(caught.value.__context__, sqlite3.OperationalError)
    assert str(caught.value.__context__).endswith("raised an exception")
    assert "test_callers_sqlite.py" in {entry.path.name for entry in caught.traceback}


def test_other_connections_have_none_of_it(con):
    other = sqlite3.connect(":memory:")
    with contextlib.closing(other), pytest.raises(sqlite3.OperationalError, match="no such function"):
        other.execute("SELECT answer()")
    with contextlib.closing(sqlite.connect(":memory:", functions=[answer])) as twin:
        assert twin.execute("SELECT answer()").fetchone() == (42,)
        with pytest.raises(sqlite3.OperationalError, match="no such function"):
            twin.execute("SELECT half(1)")


def test_names_and_options():
    named = sqlite.function(norm, name="length", deterministic=True, fastmath=True)
    con = sqlite.connect(":memory:", functions=[named, sqlite.function(name="two")(lambda: 2.0)])
    con.execute("CREATE TABLE t(x, y)")
    con.execute("CREATE INDEX i ON t(length(x, y))")
    assert con.execute("SELECT length(3, 4), two()").fetchone() == (5.0, 2.0)
    con.close()


def test_what_sqlite_refuses():
    with pytest.raises(sqlite3.OperationalError, match="bad parameter"):
        sqlite.connect(":memory:", functions=[sqlite.function(norm, name="x" * 300)])


def no_state():
    class empty:
        def step(self, x):
            pass

        def finalize(self):
            return 0.0

    return empty


def half_a_window():
    class half:
        total: float

        def step(self, x):
            self.total += x

        def value(self):
            return self.total

        def finalize(self):
            return self.total

    return half


def many_optional(a: float | None, b: float | None, c: float | None, d: float | None, e: float | None) -> float:
    return 0.0


def list_result(x) -> list:
    return x


def complex_argument(x: complex):
    return 0.0


@pytest.mark.parametrize(
    ("thing", "message"),
    [
        (lambda *x: 1.0, "fixed number of arguments"),
        (max, "no function of Python"),
        (int, "the methods step and finalize"),
        (no_state(), "has no state"),
        (half_a_window(), "of windows value and inverse, too"),
        (many_optional, "5 arguments may be None"),
        (list_result, "write float, int, bool, bytes or str"),
        (complex_argument, "write float, int, bool, bytes or str"),
    ],
)
def test_refused(thing, message):
    with pytest.raises(TypeError, match=message):
        sqlite.function(thing)


def test_errors_of_compiling():
    with pytest.raises(CompileError, match="no attribute spam") as caught:
        sqlite.function(lambda x: x.spam)
    assert caught.value.filename == __file__


def test_a_number_on_some_ways_alone():
    def positive(x) -> float | None:
        return x if x > 0 else None

    with pytest.raises(CompileError, match="on another way") as caught:
        sqlite.function(positive)
    (note,) = caught.value.__notes__
    assert "raise upcall.Return()" in note


def test_captured_arrays_are_live():
    factors = np.array([1.0, 2.0])
    con = sqlite.connect(":memory:", functions=[sqlite.function(lambda x: x * factors[1], name="scaled")])
    assert con.execute("SELECT scaled(3)").fetchone() == (6.0,)
    factors[1] = 5.0
    assert con.execute("SELECT scaled(3)").fetchone() == (15.0,)
    con.close()
