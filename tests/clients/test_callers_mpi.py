"""upcall.callers.mpi: operations for mpi4py."""

import functools
import os
import pathlib
import shutil
import subprocess
import sys

import numpy as np
import pytest

from upcall import cfunc, raise_errors

MPI = pytest.importorskip("mpi4py.MPI")
from upcall.callers import mpi  # noqa: E402


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int32, np.complex128])
def test_dtypes(dtype):
    combine = mpi.op(lambda a, b: a - 2 * b, dtype)
    a, b = np.arange(5).astype(dtype), np.arange(5, 10).astype(dtype)
    expected = a - 2 * b
    combine.Reduce_local(a, b)
    np.testing.assert_array_equal(b, expected)


def test_allreduce():
    largest = mpi.op(lambda a, b: max(abs(a), abs(b)), np.float64, commute=True)
    assert largest.Is_commutative()
    out = np.zeros(2)
    MPI.COMM_SELF.Allreduce(np.array([-3.0, 2.0]), out, largest)
    np.testing.assert_array_equal(out, [-3.0, 2.0])  # of one process


def test_other_dtypes_are_an_error():
    total = mpi.op(lambda a, b: a + b, np.float64)
    a, b = np.ones(3, np.float32), np.ones(3, np.float32)
    with pytest.raises(TypeError, match="for arrays of float64"), raise_errors():
        total.Reduce_local(a, b)
    np.testing.assert_array_equal(b, np.ones(3))


def test_what_mpi_has_no_type_for():
    with pytest.raises(TypeError, match="no type of numbers like"):
        mpi.op(lambda a, b: a + b, np.dtype(object))


def test_two_processes():
    program = pathlib.Path(__file__).parents[2] / "examples/gallery/mpi_op.py"
    mpiexec = shutil.which("mpiexec", path=os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]]))
    if not mpiexec or not program.exists():
        pytest.skip("no mpiexec, or no examples")
    open_mpi = {
        "PRTE_MCA_rmaps_default_mapping_policy": ":oversubscribe",
        "OMPI_ALLOW_RUN_AS_ROOT": "1",
        "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
    }
    command = [mpiexec, "-n", "2", sys.executable, "-W", "error", program]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, **open_mpi})
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("processes: 2; ")


class Weighted:
    def __init__(self, weight):
        self.weight = weight

    def sum(self, a, b):
        return self.weight * (a + b)


@pytest.mark.parametrize(
    "function",
    [
        functools.partial(lambda k, a, b: k * (a + b), 2.0),
        Weighted(2.0).sum,
        lambda a, b, k=2.0: k * (a + b),
        lambda *ab: 2 * ab[0] + 2 * ab[1],
        cfunc("double(double, double)")(lambda a, b: 2 * (a + b)),
    ],
)
def test_whatever_can_be_called(function):
    combine = mpi.op(function, np.float64)
    a, b = np.arange(3.0), np.arange(3.0)
    combine.Reduce_local(a, b)
    np.testing.assert_array_equal(b, 4 * np.arange(3.0))


@pytest.mark.parametrize("thing", ["max", np.maximum, Weighted])
def test_what_is_refused(thing):
    with pytest.raises(TypeError, match="no function of Python"):
        mpi.op(thing, np.float64)


def test_python_objects():
    """They go through pickles, and the Python function combines them."""
    assert mpi.op(Weighted(2.0).sum, np.float64)(1.0, 2.0) == 6.0
