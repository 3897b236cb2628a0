"""Records of drawn layouts: programs that read, write and copy fields, records and arrays inside them, compiled and run by Python
over NumPy's records: the results are the same, and all bytes that belong to a field."""

from __future__ import annotations

import itertools
import re

import numpy as np
from compiling import cfunc
from hypothesis import given
from hypothesis import strategies as st

from upcall import carray, from_dtype, types

COUNT = 4
SCALARS = ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "f4", "f8")


@st.composite
def layouts(draw, depth=2):
    """A structured dtype: aligned, packed, or of numbers that lie anywhere, one over the other too."""
    kind = draw(st.sampled_from(["aligned", "packed", "anywhere"]))
    formats = []
    for _ in range(draw(st.integers(1, 4))):
        is_record = depth and kind != "anywhere" and draw(st.integers(0, 2)) == 0
        element = draw(layouts(depth - 1)) if is_record else np.dtype(draw(st.sampled_from(SCALARS)))
        formats.append(np.dtype((element, draw(st.sampled_from([(), (), (2,), (3,), (2, 2)])))))
    names = [f"f{number}" for number in range(len(formats))]
    if kind != "anywhere":
        return np.dtype(list(zip(names, formats, strict=True)), align=kind == "aligned")
    offsets = [draw(st.integers(0, 24)) for _ in formats]
    end = max(offset + format_.itemsize for offset, format_ in zip(offsets, formats, strict=True))
    size = end + draw(st.integers(0, 5))
    return np.dtype({"names": names, "formats": formats, "offsets": offsets, "itemsize": size})


@st.composite
def places(draw, dtype, whole=False):
    """An expression for something in an array `a` of records, and its dtype: a number; with `whole` perhaps a record."""
    text = f"a[{draw(st.sampled_from(['i', 'j', *range(-COUNT, COUNT)]))}]"
    while True:
        if dtype.subdtype:
            dtype, shape = dtype.subdtype
            text += f"[{', '.join(str(draw(st.integers(-length, length - 1))) for length in shape)}]"
        elif dtype.names and not (whole and draw(st.booleans())):
            name = draw(st.sampled_from(dtype.names))
            text += f"['{name}']"
            dtype = dtype[name]
        else:
            return text, dtype


@st.composite
def statements(draw, dtype):
    target, stored = draw(places(dtype, whole=True))
    if stored.names:
        found = draw(st.lists(places(dtype, whole=True), max_size=6))
        source = next((text for text, other in found if other == stored), target)
        return [f"r = {source}", f"{target} = r"] if draw(st.booleans()) else [f"{target} = {source}"]
    read, _ = draw(places(dtype))
    number = draw(st.integers(0, 100))
    return draw(
        st.sampled_from(
            [
                [f"{target} = {number}"],
                [f"x = {read}", "s += x if x < 100 else 1.0"],
                [f"{target} = s if 0 <= s < 100 else 3.0"],
                [f"if {read} > 3:", f"    {target} = {number}"],
            ]
        )
    )


@st.composite
def programs(draw):
    dtype = draw(layouts())
    lines = itertools.chain(*draw(st.lists(statements(dtype), min_size=1, max_size=6)))
    head = ["def f(p, i, j):", "a = carray(p, COUNT)", "s = np.float64(0.0)"]
    return dtype, "\n    ".join([*head, *lines, "return s"])


def function_of(source, names):
    exec(source, names)
    return names["f"]


def covered(dtype):
    """Which bytes belong to a number."""
    if dtype.subdtype:
        element, shape = dtype.subdtype
        return np.tile(covered(element), int(np.prod(shape)))
    if not dtype.names:
        return np.ones(dtype.itemsize, bool)
    bytes_ = np.zeros(dtype.itemsize, bool)
    for field, offset in (dtype.fields[name][:2] for name in dtype.names):
        bytes_[offset : offset + field.itemsize] |= covered(field)
    return bytes_


@given(programs(), st.booleans(), st.integers(-COUNT, COUNT - 1), st.integers(-COUNT, COUNT - 1), st.integers(0, 9))
def test_programs_of_records(program, attributes, i, j, seed):
    dtype, source = program
    memory = np.random.default_rng(seed).integers(0, 256, COUNT * dtype.itemsize, np.uint8)
    ours, theirs = memory.copy(), memory.copy()
    written = re.sub(r"\['(f\d)'\]", r".\1", source) if attributes else source
    signature = types.float64(types.CPointer(from_dtype(dtype)), types.intc, types.intc)
    got = cfunc(signature)(function_of(written, {"carray": carray, "COUNT": COUNT, "np": np}))(ours.view(dtype), i, j)
    python = function_of(source, {"carray": lambda p, n: p, "COUNT": COUNT, "np": np})
    with np.errstate(all="ignore"):
        expected = python(theirs.view(dtype), i, j)
    is_covered = np.tile(covered(dtype), COUNT)
    assert got == expected or (np.isnan(got) and np.isnan(expected)), written
    assert ours[is_covered].tobytes() == theirs[is_covered].tobytes(), written
