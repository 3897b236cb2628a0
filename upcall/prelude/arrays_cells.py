"""ctypes numbers made in compiled code: cells that C functions write to. A cell is a record of one field, `value`, in new memory.

`function_of` isn't compiled: the capture calls it, and what it returns is compiled."""

import numpy as np

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_made: "dict[Any, Callable[[Any], Any]]" = {}


def function_of(class_: "type[Any]") -> "Callable[[Any], Any] | None":
    """What makes a cell as that class makes an object; None: it is no ctypes number or untyped pointer."""
    import ctypes
    from _ctypes import _SimpleCData

    from upcall import _records
    from upcall._core import Type

    if class_ not in _made and issubclass(class_, _SimpleCData) and class_ is getattr(ctypes, class_.__name__, None):
        text = None if class_ is ctypes.c_char else _records._ctypes_field(class_)
        if text:
            nothing = None if text == "voidptr" else 0
            _made[class_] = _maker(Type(f"Record(value[type={text}])"), nothing, class_.__name__)
    return _made.get(class_)


def _maker(record: "Any", nothing: "int | None", name: str) -> "Callable[[Any], Any]":
    def cell(value: "Any" = nothing) -> "Any":
        made = np.zeros(1, record)[0]
        made.value = value
        return made

    function: Any = type(cell)
    made: Callable[[Any], Any] = function(
        cell.__code__.replace(co_name=name), cell.__globals__, name, cell.__defaults__, cell.__closure__
    )
    return made


def byref(x: "Any") -> "Any":
    return x


def pointer(x: "Any") -> "Any":
    return x


def from_buffer(first: "Any", second: "Any" = None) -> "Any":
    """Of cffi: a buffer, or a type and a buffer."""
    return first if second is None else second
