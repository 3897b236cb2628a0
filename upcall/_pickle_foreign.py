"""C functions in pickles: by library and name. Addresses mean nothing in another process."""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Unnamed(Exception):
    """It can't go by a name: the text says why."""


def parts(thing: "Any") -> "tuple[Callable[..., Any], tuple[Any, ...]] | None":
    """What makes a library, a C function or a class of pointers again, and of what.

    Raises
    ------
    Unnamed
        A C function without a library.
    """
    if "_ctypes" not in sys.modules:
        return None
    import ctypes
    from _ctypes import CFuncPtr

    if isinstance(thing, ctypes.CDLL):
        functions = [function for function in vars(thing).values() if isinstance(function, CFuncPtr)]
        return open_library, (type(thing), thing._name, tuple(map(_declared, functions)))
    if isinstance(thing, CFuncPtr):
        return find_function, (_library_of(thing), *_declared(thing))
    return None


def _library_of(function: "Any") -> "Any":
    import ctypes

    for held in (function._objects or {}).values():
        if isinstance(held, ctypes.CDLL):
            return held
    raise Unnamed(
        "it refers to a C function by its address, which means nothing in another process: write lib.f, of a CDLL"
    )


def _declared(function: "Any") -> "tuple[Any, ...]":
    arguments = None if function.argtypes is None else tuple(map(_class, function.argtypes))
    return function.__name__, _class(function.restype), arguments


def _class(class_: "Any") -> "Any":
    """A class, or how it is made: ("*", element), ("()", result, arguments...), ("cdef", class, is const)."""
    import ctypes
    from _ctypes import CFuncPtr

    if hasattr(class_, "_upcall_const_"):
        return "cdef", _class(class_.__base__), class_._upcall_const_
    if isinstance(class_, type) and issubclass(class_, ctypes._Pointer):
        return "*", _class(class_._type_)
    if isinstance(class_, type) and issubclass(class_, CFuncPtr):
        return "()", _class(class_._restype_), *map(_class, class_._argtypes_)  # type: ignore[attr-defined]
    return class_


# ---- reading


def _made(class_: "Any") -> "Any":
    import ctypes

    if not isinstance(class_, tuple):
        return class_
    kind, *of = class_
    if kind == "cdef":
        from upcall import _cdef

        return _cdef._pointer_class(_made(of[0]), of[1])
    return ctypes.POINTER(_made(of[0])) if kind == "*" else ctypes.CFUNCTYPE(*map(_made, of))


def _declare(function: "Any", result: "Any", arguments: "tuple[Any, ...] | None") -> "Any":
    function.restype = _made(result)
    if arguments is not None:
        function.argtypes = list(map(_made, arguments))
    return function


def open_library(class_: "type[Any]", name: "str | None", functions: "tuple[tuple[Any, ...], ...]") -> "Any":
    """Open a library; its functions are what they were said to be."""
    library = class_(name)
    for function, *types in functions:
        _declare(getattr(library, function), *types)
    return library


def find_function(library: "Any", name: str, *types: "Any") -> "Any":
    """Find a function in a library, which stays as it is for others."""
    return _declare(library[name], *types)
