"""np.sort, np.roll, np.trapezoid and np.polyval: each function is called by NumPy and compiled."""

from __future__ import annotations

import numpy as np
import pytest

from upcall import carray, cfunc

FLOATS = np.array([[3, np.nan, 1, -np.inf, 2], [0, 0, -1, 5, 4], [np.nan, np.nan, 7, 7, -2]])
CASES = [
    lambda a, o: np.copyto(o, np.sort(a)),
    lambda a, o: np.copyto(o, np.sort(a, 0)),
    lambda a, o: np.copyto(o.reshape(15), np.sort(a, axis=None)),
    lambda a, o: a.sort(),
    lambda a, o: a.sort(axis=0),
    lambda a, o: a[::-1, 1].sort(),
    lambda a, o: np.copyto(o, np.roll(a, 2)),
    lambda a, o: np.copyto(o, np.roll(a, -1, axis=1)),
    lambda a, o: np.copyto(o, np.roll(a[:, ::-1], 7, 0)),
    lambda a, o: np.copyto(o[0, :3], np.trapezoid(a)),
    lambda a, o: np.copyto(o[0], np.trapezoid(a, axis=0, dx=0.5)),
    lambda a, o: o.fill(np.trapezoid(a[1], a[2])),
    lambda a, o: np.copyto(o[0], np.polyval(a[1], a[0])),
    lambda a, o: o.fill(np.polyval((1.0, 2.0, 3.0), a[1, 3])),
]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("case", range(len(CASES)))
@pytest.mark.parametrize("dtype", ["float64", "int32"])
def test_as_numpy(case, dtype):
    function = CASES[case]

    def store(p, r):
        function(carray(p, (3, 5)), carray(r, (3, 5)))

    array = np.nan_to_num(FLOATS, posinf=9, neginf=-9).astype(dtype) if dtype == "int32" else FLOATS
    got, want = (array.copy(), np.zeros((3, 5))), (array.copy(), np.zeros((3, 5)))
    cfunc(f"void({dtype}*, float64*)")(store)(*got)
    function(*want)
    for a, b in zip(got, want, strict=True):
        np.testing.assert_array_equal(a, b)
