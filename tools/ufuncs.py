"""Write tests/ufuncs.txt: NumPy's ufuncs that compiled code has on scalars, each with the kinds of numbers it has loops for.

Left out are generalised ufuncs (matmul ...) and those that have loops for dates, strings or objects alone. A line is

    name inputs outputs kinds"""

from __future__ import annotations

import pathlib

import numpy as np

KINDS = {
    "?": "bool",
    "bhilq": "int",
    "BHILQ": "uint",
    "f": "float32",
    "d": "float64",
    "F": "complex64",
    "D": "complex128",
}
TARGET = pathlib.Path(__file__).parents[1] / "tests" / "ufuncs.txt"


def kinds_of(ufunc: np.ufunc) -> list[str]:
    """The kinds for which all inputs of some loop are of that kind; NumPy's integer loops come for all widths."""
    found = []
    for characters, kind in KINDS.items():
        if any(set(loop.split("->")[0]) <= set(characters) for loop in ufunc.types):
            found.append(kind)
    return found


def lines() -> list[str]:
    result = []
    for name in sorted(dir(np)):
        ufunc = getattr(np, name)
        if not isinstance(ufunc, np.ufunc) or ufunc.signature or ufunc.__name__ != name:
            continue
        kinds = kinds_of(ufunc) or (["float32", "float64"] if name == "ldexp" else [])
        if kinds:
            result.append(f"{name} {ufunc.nin} {ufunc.nout} {' '.join(kinds)}")
    return result


if __name__ == "__main__":
    TARGET.write_text("\n".join(lines()) + "\n")
