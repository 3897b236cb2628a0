"""Programs on arrays that end where a page without access begins, and on such that begin where one ends.

    python -m page_guards elements     runs those of a table, each named before it runs: a fault ends the process

What they leave in the arrays is compared with what they leave in NumPy's. Each runs in three layouts and element types, the same
each time; UPCALL_TEST_GUARDS=100 takes all."""

from __future__ import annotations

import ctypes
import itertools
import mmap
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import compiling
import numpy as np

from upcall import CompileError, carray, farray

TAKEN = int(os.environ.get("UPCALL_TEST_GUARDS", "3"))
NUMBERS = ["f8", "u1", "c16", "f4", "i4", "i2", "c8", "u8"]
REALS = ["f8", "u1", "f4", "i4", "b1", "u2", "i8"]
FLOATS = ["f8", "f4"]
SIZES = [(n,) for n in (0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 70)]
SHAPES = [(0, 3), (3, 0), (1, 1), (1, 9), (9, 1), (2, 2), (3, 3), (4, 4), (2, 35), (7, 10), (10, 7)]


class Programs(NamedTuple):
    """Statements about the arrays `a`, `b` and `out`, which have one shape: one of `shapes`."""

    shapes: list[tuple[int, ...]]
    dtypes: list[str]
    texts: list[str]


ELEMENTS = [
    Programs(
        SIZES,
        NUMBERS,
        [
            "out[:] = 2 * a + b * a - 1",
            "out[1:] = a[:-1] + b[1:]",
            "out[1:-1] = a[:-2] + a[1:-1] + a[2:]",
            "out[::-1] = a + b[::-1]",
            "out[::2] = a[::2] * b[::2]",
            "out[:] = np.where(a == b, a, b[::-1])",
            "out += a * b[-1:]",
            "out[1:] += out[:-1]",
            "out[:-1] = out[1:]",
            "out[a.size // 2 :] = 3",
            "np.add(a, b, out=out)",
            "out[:] = (a != b) & (a == a[::-1])",
            "out[:] = np.square(a) + np.conjugate(b)",
            "out.fill(2)",
            "out[:] = a.astype(np.float32)",
        ],
    ),
    Programs(
        SIZES,
        REALS,
        [
            "out[:] = a < b",
            "out[:] = np.maximum(a, b) * np.minimum(a, b)",
            "out[:] = a // b",
            "out[:] = np.clip(a, 1, 3)",
        ],
    ),
    Programs(
        SIZES,
        FLOATS,
        ["out[:] = np.exp(a) + np.sqrt(b)", "out[:] = np.floor(a / b)", "out[:] = np.round(a / 3, 1)"],
    ),
    Programs(
        SHAPES,
        NUMBERS,
        [
            "out[:] = a + b",
            "out[...] = a + b[0]",
            "out[:] = a[:, :1] * b[:1]",
            "out[1:-1, 1:-1] = a[:-2, 1:-1] + a[2:, 1:-1] + a[1:-1, :-2] + a[1:-1, 2:]",
            "out[::-1, ::-1] = a",
            "out[:, 1:] = b[:, :-1]",
            "out[1:] += out[:-1]",
            "out[-1] = a[0] * b[:, -1][:1]",
            "out[:] = a * a[:, ::-1] + b[::-1]",
        ],
    ),
]

REDUCTIONS = [
    Programs(
        SIZES,
        NUMBERS,
        [
            "out[:1] = np.sum(a)",
            "out[:1] = np.prod(a[-9:])",
            "out[:1] = np.sum(a[1:] * b[:-1])",
            "out[:1] = np.dot(a, b)",
            "out[:1] = np.vdot(a, b)",
            "out[:1] = a[1:] @ b[1:]",
            "out[:1] = np.count_nonzero(a == b)",
            "out[:1] = np.any(a == 5) | np.all(a == b)",
        ],
    ),
    Programs(
        SIZES,
        REALS,
        [
            "out[:1] = np.max(a)",
            "out[:1] = np.min(a[::2])",
            "out[:1] = np.argmax(a == b)",
            "out[:1] = np.argmin(a)",
            "out[:1] = np.argmax(a[::-1])",
        ],
    ),
    Programs(
        SIZES,
        FLOATS,
        [
            "out[:1] = np.mean(a)",
            "out[:1] = np.std(a)",
            "out[:1] = np.nansum(a * b)",
            "out[:1] = np.ptp(a)",
            "out[:1] = np.var(a, ddof=1)",
            "out[:1] = np.nanmax(a)",
        ],
    ),
    Programs(
        SHAPES,
        NUMBERS,
        [
            "out[0] = np.sum(a, axis=0)",
            "out[:, 0] = np.sum(a, axis=1)",
            "out[0] = a.prod(axis=0)",
            "out[0, 0] = np.sum(a * b)",
            "out[0, 0] = np.sum(a[1:, :-1])",
            "out[:, 0] = a @ b[0]",
            "out[0] = a[:, 0] @ b",
            "out[:, : len(a)] = (a @ b.T)[:, : out.shape[1]]",
            "out[0, :1] = np.trace(a)",
        ],
    ),
    Programs(
        SHAPES,
        REALS,
        [
            "out[0] = np.max(a, axis=0)",
            "out[:, 0] = np.min(a, 1)",
            "out[0] = np.argmax(a, axis=0)",
            "out[:, 0] = np.argmin(a, axis=1)",
            "out[0] = np.any(a, axis=0)",
        ],
    ),
    Programs(SHAPES, FLOATS, ["out[:] = np.mean(a, axis=1, keepdims=True)", "out[0] = np.std(a, axis=0)"]),
]

PRELUDE = [
    Programs(
        SIZES,
        NUMBERS,
        [
            "out[:] = np.cumsum(a)",
            "out[:] = np.cumprod(a)",
            "out[:-1] = np.diff(a)",
            "out[:] = np.concatenate((a[3:], b[:3]))",
            "out[:] = np.stack((a, b))[1]",
            "out[:] = np.vstack((a, b))[0]",
            "out[:] = np.tile(a[:1], len(a))",
            "out[:] = np.repeat(a, 2)[: len(a)]",
            "out[:] = np.outer(a, b)[-1]",
            "out[:] = np.flip(a).copy()",
            "out[:] = np.diag(a)[-1]",
            "out[:] = np.array(a)",
            "out[:1] = np.array_equal(a, b)",
        ],
    ),
    Programs(SIZES, REALS, ["if len(a): out[:1] = np.median(a)"]),
    Programs(
        SIZES,
        FLOATS,
        [
            "out[:1] = np.percentile(a, 30)",
            "out[:1] = np.interp(1.5, np.arange(len(a)), a)",
            "if len(a): out[:] = np.interp(a, np.arange(len(a)), b)",
            "out[:1] = np.nanmedian(a)",
            "out[:] = np.linspace(a[0], b[-1], len(a))",
            "out[:1] = np.average(a, weights=b)",
        ],
    ),
    Programs(
        SHAPES,
        NUMBERS,
        [
            "out[:] = np.cumsum(a, axis=0)",
            "out[:, :-1] = np.diff(a)",
            "out[:] = a.T.copy().T",
            "out[:] = a.ravel().reshape(a.shape)",
            "out[:] = np.concatenate((a[:1], b[1:]))",
            "out[:] = np.hstack((a[:, :1], b[:, 1:]))",
            "out[:] = np.triu(a)",
            "out[:] = np.rot90(a, 2)",
            "out[:] = np.broadcast_to(a[0], a.shape)",
            "out[:] = np.transpose(a).flatten().reshape(a.shape)",
            "out[:, 0] = np.median(a.real, axis=1)",
        ],
    ),
]

LOOPS = [
    Programs(
        SIZES,
        NUMBERS,
        [
            "for i, x in enumerate(a): out[i] = x",
            "for i, (x, y) in enumerate(zip(a, b[::-1])): out[i] = x * y",
            "for i in range(1, len(a)): out[i] = a[i] - a[i - 1]",
            "for i in range(len(a)): out[-1 - i] = a[i]",
            "for x in a[::-3]: out[:] = x",
            "for i in range(len(a)): out[i] = np.sum(a[: i + 1])",
        ],
    ),
    Programs(
        SHAPES,
        NUMBERS,
        [
            "for i, row in enumerate(a): out[i] = row + b[i]",
            "for i in range(len(a)): out[i] = a[i, ::-1]",
            "for x, y in zip(out, a.T): x[: len(y)] = y[: len(x)]",
            "for x in a.copy().flat: out += x",
            "for i in range(a.shape[1]): out[:, i] = a[:, i] * b[:, -1 - i]",
        ],
    ),
]

SMALL = [
    Programs(
        [(3, 3)], NUMBERS, ["out[:] = a @ b", "out[0] = a @ b[0]", "out[:] = a.T", "out[0] = np.cross(a[1], b[2])"]
    ),
    Programs([(4, 4)], NUMBERS, ["out[:] = a @ b", "out[:, 1] = a[:, 1] @ b", "out[1:3, 1:3] = a[:2, :2] + b[2:, 2:]"]),
    Programs([(9,), (25,), (49,)], REALS, ["out[0] = np.median(a)", "out[0] = np.max(a)", "out[0] = np.sum(a)"]),
    Programs([(3,)], NUMBERS, ["x, y, z = a; out[:] = (z, x, y)", "out[:] = np.cross(a, b)"]),
    Programs([(7,), (33,)], NUMBERS, ["out[:] = a + b", "out[1:] = a[:-1]"]),
]

TABLES = {"elements": ELEMENTS, "reductions": REDUCTIONS, "prelude": PRELUDE, "loops": LOOPS, "small": SMALL}

# ---- layouts: what gives an array from a pointer, the lengths and the step between elements

Reader = Callable[..., Any]


def spread(count: int, step: int) -> int:
    """The elements from the first to the last."""
    return max(0, (count - 1) * abs(step) + 1)


def packed(dtype: str, at_end: bool) -> np.dtype[Any]:
    """Elements with a byte between them, so that most aren't aligned; the first byte or the last is an element's."""
    fields = [("x", dtype), ("pad", "u1")]
    return np.dtype(fields[::-1] if at_end else fields)


def plain(dtype: str) -> Reader:
    return lambda p, shape, step: carray(p, shape, dtype)


def fortran(dtype: str) -> Reader:
    return lambda p, shape, step: farray(p, shape, dtype)


def stepped(dtype: str) -> Reader:
    return lambda p, shape, step: carray(p, (*shape[:-1], spread(shape[-1], step)), dtype)[..., ::step]


def turned(dtype: str) -> Reader:
    return lambda p, shape, step: carray(p, shape, dtype)[::-1]


def first(dtype: str) -> Reader:
    record = packed(dtype, at_end=False)
    return lambda p, shape, step: carray(p, shape, record)["x"]


def last(dtype: str) -> Reader:
    record = packed(dtype, at_end=True)
    return lambda p, shape, step: carray(p, shape, record)["x"]


LAYOUTS = [plain, stepped, last, fortran, first, turned]
STEPS = (1, 2, -1, -3)


class Pages:
    """Pages with one before and one behind them that nobody may touch."""

    def __init__(self, count: int) -> None:
        self.size = count * mmap.PAGESIZE
        self.memory = mmap.mmap(-1, self.size + 2 * mmap.PAGESIZE)
        self.start = ctypes.addressof(ctypes.c_char.from_buffer(self.memory)) + mmap.PAGESIZE
        for guard in (self.start - mmap.PAGESIZE, self.start + self.size):
            if ctypes.CDLL(None).mprotect(ctypes.c_void_p(guard), ctypes.c_size_t(mmap.PAGESIZE), 0):
                raise OSError("mprotect")

    def place(self, size: int, at_end: bool) -> int:
        assert size <= self.size
        return self.start + self.size - size if at_end else self.start

    def content(self) -> np.ndarray:
        return carray(self.start, self.size, np.uint8)


PAGES = [Pages(4) for _ in range(3)]

# ---- running them


def program_of(text: str) -> Callable[..., None]:
    namespace: dict[str, Any] = {"np": np}
    exec(f"def program(a, b, out):\n    {text}", namespace)
    return namespace["program"]


def callback(program: Callable[..., None], read: Reader, axes: int, shape: tuple[int, ...] | None) -> Any:
    """Of three pointers, the lengths and a step; where `shape` is given the lengths are constants."""

    def of_one_axis(p, q, r, n, m, step):
        program(read(p, (n,), step), read(q, (n,), step), read(r, (n,), step))

    def of_two_axes(p, q, r, n, m, step):
        program(read(p, (n, m), step), read(q, (n, m), step), read(r, (n, m), step))

    def of_known_shape(p, q, r, n, m, step):
        program(read(p, shape, step), read(q, shape, step), read(r, shape, step))

    function = of_known_shape if shape else of_one_axis if axes == 1 else of_two_axes
    return compiling.cfunc("void(voidptr, voidptr, voidptr, int64, int64, int64)")(function)


def outcome(call: Callable[..., None], *arguments: Any) -> type[Exception] | None:
    try:
        call(*arguments)
    except (ValueError, IndexError, ZeroDivisionError) as error:
        return type(error)
    return None


def run(text: str, compiled: Any, read: Reader, shape: tuple[int, ...], size: int, step: int, at_end: bool) -> None:
    """Compiled, on guarded arrays; in Python on copies; then a look at the rest of the memory."""
    places = [pages.place(size, at_end) for pages in PAGES]
    a, b, out = (read(place, shape, step) for place in places)
    random = np.random.default_rng(size)
    for array in (a, b, out):
        array[...] = random.integers(1, 4, shape)
    before = [pages.content().copy() for pages in PAGES]
    expected = out.copy()
    error = outcome(program_of(text), a.copy(), b.copy(), expected)
    lengths = (*shape, 0)[:2]
    assert outcome(compiled, *places, *lengths, step) == error
    if error is None:
        np.testing.assert_allclose(
            out, expected, rtol=1e-5 if out.itemsize // (1 + (out.dtype.kind == "c")) == 4 else 1e-12
        )
    out[...] = read(before[2].ctypes.data + places[2] - PAGES[2].start, shape, step)
    for pages, content in zip(PAGES, before, strict=True):
        assert (pages.content() == content).all(), "changed beside what it stores to"


def run_layout(
    text: str, shapes: list[tuple[int, ...]], layout: Callable[[str], Reader], dtype: str, small: bool
) -> None:
    read = layout(dtype)
    program = program_of(text)
    compiled = None
    for shape in shapes:
        if compiled is None or small:
            compiled = callback(program, read, len(shape), shape if small else None)
        itemsize = np.dtype(dtype).itemsize + (layout in (first, last))
        for step, at_end in itertools.product(STEPS if layout is stepped else [1], [True, False]):
            size = int(np.prod(shape[:-1])) * spread(shape[-1], step) * itemsize
            run(text, compiled, read, shape, size, step, at_end)


def cases(table: str) -> Iterator[tuple[Any, ...]]:
    """The first element type in two layouts, and others turn by turn."""
    turns = itertools.count()
    for programs in TABLES[table]:
        for text in programs.texts:
            pairs = list(itertools.product(programs.dtypes[1:], LAYOUTS))
            turn = next(turns) * 7
            chosen = [(programs.dtypes[0], LAYOUTS[0]), (programs.dtypes[0], LAYOUTS[1 + turn % 5])]
            chosen += [pairs[(turn + 11 * k) % len(pairs)] for k in range(TAKEN - 2)]
            for dtype, layout in chosen:
                yield text, programs.shapes, layout, dtype, table == "small"


def main(table: str) -> int:
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    failed = 0
    for text, shapes, layout, dtype, small in cases(table):
        print(text, dtype, layout.__name__, flush=True)
        try:
            run_layout(text, shapes, layout, dtype, small)
        except (AssertionError, CompileError) as error:
            print(f"{text}\n{dtype} {layout.__name__}: {error}", file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
