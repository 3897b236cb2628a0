"""Memory behind a ctypes or cffi pointer as a NumPy array: carray and farray outside compiled code."""

import ctypes
import math

import numpy as np

from upcall import _records
from upcall._core import Type
from upcall.adapters import pointers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def dtype_of(dtype: "Any") -> "np.dtype[Any]":
    """Read a dtype given as an upcall type or as anything that `numpy.dtype` takes."""
    given: np.dtype[Any] = _records.dtype_of(dtype) if isinstance(dtype, Type) else np.dtype(dtype)
    return given


def _memory(pointer: "Any", dtype: "Any") -> "tuple[int, np.dtype[Any]]":
    """Address and element type behind a pointer."""
    wanted = None if dtype is None else dtype_of(dtype)
    if isinstance(pointer, int) and not isinstance(pointer, bool):
        found: tuple[int, str | None] | None = (pointer, None)
    else:
        found = pointers.typed_address(pointer)
    if found is None:
        raise TypeError(f"expected a ctypes or cffi pointer, not {type(pointer).__name__}")
    address, name = found
    record = pointers.record_behind(pointer) if name == "" else None
    if record is not None:
        name = record.dtype
    if not name:
        if wanted is None:
            raise TypeError("a pointer that isn't to numbers needs a dtype: carray(pointer, shape, dtype)")
        return address, wanted
    element = np.dtype(name)
    if wanted is not None and wanted != element:
        raise TypeError(f"mismatching dtype '{wanted}' for pointer type '{element}*'")
    return address, element


def view(pointer: "Any", shape: "Any", dtype: "Any", order: str) -> "Any":
    """View memory as an array of a shape in order "C" or "F"; see `upcall.carray`."""
    address, element = _memory(pointer, dtype)
    lengths = tuple(shape) if isinstance(shape, (tuple, list)) else (shape,)
    if not all(hasattr(length, "__index__") for length in lengths):
        raise TypeError(f"a shape is an int or a tuple of int, not {shape!r}")
    if not address and math.prod(lengths):
        raise ValueError("a null pointer has no elements")
    buffer = (ctypes.c_char * (math.prod(lengths) * element.itemsize)).from_address(address)
    buffer._pointer = pointer  # what owns the memory lives as long as the array
    array = np.ndarray(lengths, element, buffer, order="F" if order == "F" else "C")
    return array if element.names is None else array.view(np.recarray)  # fields are attributes, as in compiled code
