"""Compiled reductions for mpi4py."""

import ctypes

import numpy as np
from mpi4py import MPI

from upcall import _forms, carray, cfunc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["op"]


class Operation(MPI.Op):  # type: ignore[misc]
    """An operation for arrays, which MPI calls; for Python objects, which mpi4py passes in pickles, it is the Python function.

    Attributes
    ----------
    function : callable
    """

    function: "Callable[..., Any]"

    def __call__(self, x: "Any", y: "Any") -> "Any":
        return self.function(x, y)


def op(function: "Callable[..., Any]", dtype: "Any", /, *, commute: bool = False, **options: object) -> Operation:
    """Compile a function of two numbers as an operation for `Reduce`, `Allreduce`, `Scan` and the like.

    Parameters
    ----------
    function : callable
        Takes two numbers, of the lower rank first, and returns one; has to be associative.
    dtype : dtype
        NumPy's type of the numbers: the operation is for arrays of that alone.
    commute : bool, optional
        The order of the two makes no difference.
    **options
        Those of `cfunc`.

    Returns
    -------
    Operation
        An `mpi4py.MPI.Op`. Its code stays for good.

    Raises
    ------
    TypeError
        MPI has no such type of numbers, or the function is none of Python. In the callback, where nothing is reduced then: it
        was called with another.
    CompileError
        The function can't be compiled.

    Examples
    --------
    >>> from upcall.callers import mpi
    >>> largest = mpi.op(lambda a, b: max(abs(a), abs(b)), np.float64, commute=True)
    >>> a, b = np.array([-3.0, 2.0]), np.array([1.0, -5.0])
    >>> largest.Reduce_local(a, b)
    >>> b
    array([3., 5.])
    """
    target = _forms.python_function(function)
    elements = np.dtype(dtype)
    datatype = MPI._typedict.get(elements.char)
    if datatype is None:
        raise TypeError(f"MPI has no type of numbers like {elements}")
    body = """
if _type[0] != _handle: raise TypeError(f"this operation is for arrays of {_name}")
_x = carray(_in, _count[0], _dtype)
_y = carray(_out, _count[0], _dtype)
for _i in range(len(_y)): _y[_i] = call(_x[_i], _y[_i])"""
    width = 8 * MPI._sizeof(MPI.Datatype)
    made = _forms.calling(
        target,
        ["_in", "_out", "_count", "_type"],
        body,
        carray=carray,
        _dtype=elements,
        _name=str(elements),
        _handle=_handle(datatype, width),
    )
    compiled = cfunc(f"void(voidptr, voidptr, int32*, int{width}*)", **options)(made)  # type: ignore[arg-type]
    created = _created(compiled.address, commute)
    created.function = target
    return created


def _handle(datatype: "MPI.Datatype", width: int) -> int:
    """What C has for it: a pointer or an int."""
    where = MPI._addressof(datatype)
    return int((ctypes.c_int64 if width == 64 else ctypes.c_int32).from_address(where).value)


def _created(address: int, commute: bool) -> Operation:
    created = Operation()
    create = ctypes.CDLL(MPI.__file__).MPI_Op_create
    code = create(ctypes.c_void_p(address), int(commute), ctypes.c_void_p(MPI._addressof(created)))
    if code != MPI.SUCCESS:
        raise MPI.Exception(code)
    return created
