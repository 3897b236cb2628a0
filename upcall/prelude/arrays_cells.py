"""ctypes numbers made in compiled code: cells that C functions write to. A cell is a record of one field, `value`, in new memory.

`function_of` isn't compiled: the capture calls it, and what it returns is compiled."""

import numpy as np

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_made: "dict[Any, Callable[..., Any]]" = {}


def function_of(class_: "type[Any]") -> "Callable[..., Any] | None":
    """What makes a cell, or an array, as that class makes an object; None: it is no class of ctypes that compiled code has."""
    import ctypes
    from _ctypes import _SimpleCData

    from upcall import _records
    from upcall._core import Type

    if class_ not in _made and issubclass(class_, ctypes.Array):
        array = _array_maker(class_)
        if array:
            _made.setdefault(class_, array)
    if class_ not in _made and issubclass(class_, _SimpleCData) and class_ is getattr(ctypes, class_.__name__, None):
        text = None if class_ is ctypes.c_char else _records._ctypes_field(class_)
        if text:
            nothing = None if text == "voidptr" else 0
            _made.setdefault(class_, _maker(Type(f"Record(value[type={text}])"), nothing, class_.__name__))
    return _made.get(class_)


def _array_maker(class_: "Any") -> "Callable[..., Any] | None":
    """Of numbers that an array of NumPy's gives as ctypes does: characters are bytes there, pointers have no dtype."""
    import ctypes

    element, length = class_._type_, class_._length_
    if not issubclass(element, ctypes._SimpleCData) or element._type_ not in "?bBhHiIlLqQfd":
        return None
    dtype = np.dtype(element)

    def array(*values: "Any") -> "Any":
        made = np.zeros(length, dtype)
        for i in range(len(values)):
            made[i] = values[i]
        return made

    made: Callable[..., Any] = _named(array, class_.__name__)
    return made


def _named(function: "Any", name: str) -> "Any":
    make: Any = type(function)
    code = function.__code__.replace(co_name=name)
    return make(code, function.__globals__, name, function.__defaults__, function.__closure__)


def _maker(record: "Any", nothing: "int | None", name: str) -> "Callable[[Any], Any]":
    def cell(value: "Any" = nothing) -> "Any":
        made = np.zeros(1, record)[0]
        made.value = value
        return made

    made: Callable[[Any], Any] = _named(cell, name)
    return made


def byref(x: "Any") -> "Any":
    return x


def pointer(x: "Any") -> "Any":
    return x


def from_buffer(first: "Any", second: "Any" = None) -> "Any":
    """Of cffi: a buffer, or a type and a buffer."""
    return first if second is None else second
