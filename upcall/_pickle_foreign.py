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
    return _of_ctypes(thing) or _of_cffi(thing) or _of_cython(thing)


def _of_ctypes(thing: "Any") -> "tuple[Callable[..., Any], tuple[Any, ...]] | None":
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
    """A class, or how it is made: ("*", element), ("()", result, arguments...), ("cdef", class, is const, is volatile)."""
    import ctypes
    from _ctypes import CFuncPtr

    if hasattr(class_, "_upcall_const_"):
        return "cdef", _class(class_.__base__), class_._upcall_const_, getattr(class_, "_upcall_volatile_", False)
    if isinstance(class_, type) and issubclass(class_, ctypes._Pointer):
        return "*", _class(class_._type_)
    if isinstance(class_, type) and issubclass(class_, CFuncPtr):
        return "()", _class(class_._restype_), *map(_class, class_._argtypes_)  # type: ignore[attr-defined]
    return class_


# ---- cffi: the ABI mode by the text of ffi.cdef(), the API mode by the module that cffi has compiled


def _of_cffi(thing: "Any") -> "tuple[Callable[..., Any], tuple[Any, ...]] | None":
    if "_cffi_backend" not in sys.modules:
        return None
    import _cffi_backend

    from upcall.adapters import cffi_libraries

    if cffi_libraries.is_library(thing):
        return open_cffi_library, (cffi_libraries.ffi_of(thing), cffi_libraries.name_of(thing))
    class_ = type(thing)
    if class_.__module__ == "cffi.api" and class_.__name__ == "FFI":
        return make_ffi, _texts_of(thing)
    if class_.__module__ == "_cffi_backend" and class_.__name__ in ("FFI", "Lib"):
        return member_of, (_module_with(thing), class_.__name__.lower())
    library = getattr(thing, "__self__", None)
    if type(library).__module__ == "_cffi_backend" and type(library).__name__ == "Lib":
        return member_of, (_module_with(library), "lib", thing.__name__)
    if isinstance(thing, _cffi_backend._CDataBase) and _cffi_backend.typeof(thing).kind == "function":
        raise Unnamed(
            "it refers to a C function by its address, which means nothing in another process: write C.f, of ffi.dlopen()"
        )
    return None


def _texts_of(ffi: "Any") -> "tuple[str, ...]":
    texts = getattr(ffi, "_cdefsources", None)
    declarations = getattr(getattr(ffi, "_parser", None), "_declarations", {})
    if texts is None or "[" in texts or any(getattr(type_, "packed", 0) for type_, _ in declarations.values()):
        raise Unnamed(
            "it refers to an FFI of cffi whose declarations aren't text alone (packed ones, or those of another FFI)"
        )
    return tuple(texts)


def _module_with(thing: "Any") -> str:
    """The module that cffi has compiled."""
    for name, module in list(sys.modules.items()):
        is_it = getattr(module, "__dict__", {}).get(type(thing).__name__.lower()) is thing
        if is_it and name not in ("__main__", "__mp_main__"):
            return name
    raise Unnamed(f"it refers to {thing!r}, and no module has that")


# ---- Cython


def _of_cython(thing: "Any") -> "tuple[Callable[..., Any], tuple[Any, ...]] | None":
    if type(thing).__name__ != "PyCapsule":
        return None
    for name, module in list(sys.modules.items()):
        exported = getattr(module, "__dict__", {}).get("__pyx_capi__")
        for key, capsule in exported.items() if isinstance(exported, dict) else ():
            if capsule is thing:
                return capsule_of, (name, key)
    raise Unnamed("it refers to a capsule that no module has in its __pyx_capi__: write module.__pyx_capi__['name']")


# ---- reading


def open_cffi_library(ffi: "Any", name: "str | None") -> "Any":
    """Open a library as ffi.dlopen() did."""
    return ffi.dlopen(name)


def make_ffi(*texts: str) -> "Any":
    """Make an FFI of declarations."""
    from cffi import FFI

    ffi = FFI()
    for text in texts:
        ffi.cdef(text)
    return ffi


def member_of(module: str, *names: str) -> "Any":
    """Import what a module has, and what that has."""
    __import__(module)
    found: Any = sys.modules[module]
    for name in names:
        found = getattr(found, name)
    return found


def capsule_of(module: str, name: str) -> "Any":
    """Import a capsule of a Cython module."""
    return member_of(module, "__pyx_capi__")[name]


def _made(class_: "Any") -> "Any":
    import ctypes

    if not isinstance(class_, tuple):
        return class_
    kind, *of = class_
    if kind == "cdef":
        from upcall import _cdef

        return _cdef._pointer_class(_made(of[0]), *of[1:])
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
