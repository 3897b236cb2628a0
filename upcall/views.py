"""carray and farray: memory behind a pointer as an array; cast: as something else.

Compiled code has its own; these are for the same function run by Python, where the pointer is of ctypes or cffi (or an
address, with a dtype) and the array is NumPy's.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def carray(ptr: "Any", shape: "int | tuple[int, ...]", dtype: "Any" = None) -> "Any":
    """View the memory at a pointer as an array in C order, without copying it.

    Parameters
    ----------
    ptr : ctypes or cffi pointer, or int
        Where the memory begins. An int is an address and needs `dtype`.
    shape : int or tuple of int
        Length of each dimension. Nothing checks that the memory is that long.
    dtype : dtype, optional
        Type of the elements: an upcall type or what `numpy.dtype` takes. Must be that of a typed pointer.

    Returns
    -------
    numpy.ndarray
        Shape `shape`; good as long as the memory is.

    Raises
    ------
    TypeError
        `ptr` is no pointer; or is untyped, without `dtype`; or `dtype` isn't its type; or `shape` isn't of integers.
    ValueError
        A null pointer, unless the array has no elements; a negative length.

    Notes
    -----
    In compiled code it is a view as well: no memory is made, indices are checked against `shape`, negative ones count from
    the end. A null pointer isn't noticed there.

    Examples
    --------
    >>> import ctypes
    >>> from upcall import carray
    >>> numbers = (ctypes.c_double * 6)(0, 1, 2, 3, 4, 5)
    >>> carray(ctypes.pointer(numbers), (2, 3))[1].tolist()
    [3.0, 4.0, 5.0]
    >>> carray(ctypes.addressof(numbers), 2, "float64").tolist()
    [0.0, 1.0]
    """
    return _view(ptr, shape, dtype, "C")


def farray(ptr: "Any", shape: "int | tuple[int, ...]", dtype: "Any" = None) -> "Any":
    """View the memory at a pointer as an array in Fortran order, without copying it.

    Parameters and errors are those of `carray`; the first index runs fastest.

    Examples
    --------
    >>> import ctypes
    >>> from upcall import farray
    >>> numbers = (ctypes.c_double * 6)(0, 1, 2, 3, 4, 5)
    >>> farray(ctypes.pointer(numbers), (2, 3))[1].tolist()
    [1.0, 3.0, 5.0]
    """
    return _view(ptr, shape, dtype, "F")


def cast(ptr: "Any", type: "str | Any") -> "Any":
    """Make of a pointer one of another type, as C's cast does; nothing is checked.

    Parameters
    ----------
    ptr : pointer, int or array
        Of ctypes or cffi, or an address; an array stands for where its memory begins, which lasts as long as the array.
        In compiled code any pointer or integer, and an array or a record that may be written to.
    type : str or Type
        A type of pointers, ``"double *"``; also to a struct by its name where the call stands, ``"Line *"``. In compiled code
        a constant.

    Returns
    -------
    pointer
        Of ctypes: `ctypes.POINTER(c_double)`, or `c_void_p` where ctypes has no type for what it points to.

    Raises
    ------
    TypeError
        `ptr` is no pointer, or `type` is no type of pointers.
    ValueError
        An array isn't contiguous.

    Examples
    --------
    >>> import ctypes
    >>> from upcall import cast
    >>> number = ctypes.c_double(1.5)
    >>> cast(ctypes.addressof(number), "double *")[0]
    1.5
    """
    from upcall.adapters import ctypes_

    frame = sys._getframe(1)
    return ctypes_.cast(ptr, type, {**frame.f_globals, **frame.f_locals})


def _view(ptr: "Any", shape: "int | tuple[int, ...]", dtype: "Any", order: str) -> "Any":
    from upcall.adapters import numpy_

    return numpy_.view(ptr, shape, dtype, order)


for _function in (carray, cast, farray):
    _function.__module__ = "upcall"  # by which the compiler knows them
