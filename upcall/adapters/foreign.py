"""C functions that compiled code may call: whose they are, where they lie, what they take and give."""

import sys

from upcall import _records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    One: TypeAlias = tuple[int, str, int]  # address, type as text, how many of the last arguments nobody gives
    Found: TypeAlias = tuple[str, list[One]]  # name, and functions that differ in what they take


class Refused(Exception):
    """It is a C function, but compiled code can't call it: the text says what to write instead."""


def described(thing: "Any") -> "Found | str | None":
    """Describe a C function.

    Parameters
    ----------
    thing : object
        Anything that can be called, or a capsule.

    Returns
    -------
    tuple, str or None
        Name, and the functions that go by it, each with its address, its type as text and how many arguments at its end are 0
        whoever calls; or why compiled code can't call it; None where it is no C function that says what it takes.
    """
    readers: tuple[Callable[[Any], Found | None], ...] = (
        _ctypes_function,
        _cffi_function,
        _capsule,
        _cython_function,
        _special_function,
    )
    try:
        return next((found for read in readers if (found := read(thing)) is not None), None)
    except Refused as refused:
        return str(refused)


def prototypes(thing: "Any") -> "tuple[Any, list[int]] | None":
    """Find what code depends on, and what is data: the types of the functions, and their addresses; None: it can't be called."""
    found = described(thing)
    if found is None or isinstance(found, str):
        return None
    return [(text, hidden) for _, text, hidden in found[1]], [address for address, _, _ in found[1]]


# ---- ctypes

_PYTHON_API = 4  # FUNCFLAG_PYTHONAPI of ctypes


def _ctypes_function(thing: "Any") -> "Found | None":
    if "_ctypes" not in sys.modules:
        return None
    import ctypes
    from _ctypes import CFuncPtr

    if not isinstance(thing, CFuncPtr):
        return None
    _check_ctypes(thing)
    address = ctypes.cast(thing, ctypes.c_void_p).value
    if not address:
        raise Refused("write: a function; this pointer is NULL")
    name = getattr(thing, "__name__", None) or "of ctypes"
    prototype = ctypes_prototype(thing.restype, thing.argtypes)
    if getattr(thing, "_upcall_variadic_", False):
        prototype = f"{prototype.removesuffix(')')}, ...)"
    return name, [(address, prototype, 0)]


def _check_ctypes(function: "Any") -> None:
    if function._flags_ & _PYTHON_API:
        raise Refused(
            "write: a function of a CDLL; what ctypes.PyDLL and pythonapi give needs the GIL, which compiled code hasn't"
        )
    if any(type(held).__name__ == "CThunkObject" for held in (function._objects or {}).values()):
        raise Refused("write: @cfunc for the Python function; ctypes would call the interpreter, which needs the GIL")
    if function.argtypes is None:
        raise Refused("write: f.argtypes = [...] and f.restype = ..., before the function is compiled")
    if getattr(function, "errcheck", None) is not None:
        raise Refused("write: a check of the result in the function; its errcheck is Python")


def ctypes_prototype(result: "Any", arguments: "Any", pointees: "_records._Pointees | None" = None) -> str:
    """Write the type of a pointer to a function: "float64 (*)(float64, int32)"; `pointees`: in a field of a record.

    Raises
    ------
    Refused
        Compiled code has no such type.
    """
    texts = ", ".join(_ctypes_type(type_, pointees) for type_ in arguments)
    return _function_text("void" if result is None else _ctypes_type(result, pointees), texts, pointees)


def _function_text(result: str, arguments: str, pointees: "_records._Pointees | None") -> str:
    """In parentheses a record has numbers of its own, so a pointer to a function can't be given in the text of one."""
    if "(*" not in result:
        return f"{result} (*)({arguments})"
    if pointees:
        raise Refused("write: a function whose result is no pointer to a function")
    return f"({result}) (*)({arguments})"


def ctypes_function(class_: "Any", pointees: "_records._Pointees | None") -> "str | None":
    """The type of the pointers to functions that are of a class; None: compiled code has none."""
    try:
        return _ctypes_type(class_, pointees)
    except Refused:
        return None


def _ctypes_type(type_: "Any", pointees: "_records._Pointees | None" = None) -> str:
    import ctypes
    from _ctypes import CFuncPtr

    if not isinstance(type_, type):
        raise Refused(f"write: a ctypes class for {type_!r}; what converts by calling Python can't be")
    if issubclass(type_, CFuncPtr):
        arguments = getattr(type_, "_argtypes_", None)
        if arguments is None:
            raise Refused(f"write: {type_.__name__} with the types of its arguments")
        return ctypes_prototype(getattr(type_, "_restype_", None), arguments, pointees)
    if issubclass(type_, ctypes.py_object):
        raise Refused("write: a C function that takes no Python objects; they need the GIL")
    if issubclass(type_, ctypes.Array):
        raise Refused(f"write: ctypes.POINTER({type_._type_.__name__}); C passes no arrays")
    if issubclass(type_, ctypes._Pointer):
        return qualified(type_, _pointer_to(type_._type_, pointees))
    if issubclass(type_, ctypes.c_void_p) and getattr(type_, "_upcall_const_", False):
        return "const void*"
    if issubclass(type_, ctypes.c_char_p) and not pointees:
        return "const char*"
    text = _records._ctypes_field(type_, pointees)
    if text is None:
        raise Refused(f"write: another type than {type_.__name__}, which compiled code hasn't")
    return text


def qualified(class_: "Any", pointer: str) -> str:
    """The text of a pointer, with what a `cdef` has said of the memory behind it: to a number or a struct."""
    from _ctypes import CFuncPtr, _Pointer

    if not pointer.endswith("*") or issubclass(class_._type_, (_Pointer, CFuncPtr)):
        return pointer
    is_const, is_volatile = (getattr(class_, name, False) for name in ("_upcall_const_", "_upcall_volatile_"))
    return f"{'const ' if is_const else ''}{'volatile ' if is_volatile else ''}{pointer}"


def _pointer_to(type_: "Any", pointees: "_records._Pointees | None") -> str:
    import ctypes
    from _ctypes import CFuncPtr

    if issubclass(type_, (ctypes._Pointer, CFuncPtr)):
        return f"CPointer({_ctypes_type(type_, pointees)})"
    if issubclass(type_, (ctypes.Structure, ctypes.Union)):
        return _records.ctypes_pointer(type_, pointees)
    if pointees and issubclass(type_, ctypes.Array):
        return "voidptr"
    return f"{_ctypes_type(type_, pointees)}*"


# ---- cffi


def _cffi_function(thing: "Any") -> "Found | None":
    if "_cffi_backend" not in sys.modules:
        return None
    import _cffi_backend

    from upcall.adapters import cffi_libraries

    consts: tuple[bool, ...] = ()
    if isinstance(thing, cffi_libraries.Function):
        thing, consts = thing.function, thing.consts
    library = getattr(thing, "__self__", None)
    if type(library).__name__ == "Lib" and type(library).__module__ == "_cffi_backend":  # of the API mode
        thing = _cffi_backend.FFI().addressof(library, thing.__name__)
    if not isinstance(thing, _cffi_backend._CDataBase):
        return None
    ctype = _cffi_backend.typeof(thing)
    if ctype.kind != "function":
        raise Refused("write: a NumPy array of the same memory, np.frombuffer(ffi.buffer(p), dtype), made outside")
    if "Own" in type(thing).__name__:
        raise Refused(
            "write: @cfunc for the Python function; ffi.callback would call the interpreter, which needs the GIL"
        )
    address = int(_cffi_backend.cast(_cffi_backend.new_primitive_type("uintptr_t"), thing))
    if not address:
        raise Refused("write: a function; this pointer is NULL")
    return f"of type {ctype.cname}", [(address, cffi_prototype(ctype, consts=consts), 0)]


def cffi_prototype(ctype: "Any", pointees: "_records._Pointees | None" = None, consts: "tuple[bool, ...]" = ()) -> str:
    """Write the type of a pointer to a function that `ffi.typeof` gives; in a field likewise.

    Raises
    ------
    Refused
        Compiled code has no such type.
    """
    texts = [_cffi_type(type_, pointees) for type_ in ctype.args]
    for i, is_const in enumerate(consts):
        texts[i] = f"const {texts[i].replace('voidptr', 'void*')}" if is_const else texts[i]
    texts += ["..."] * ctype.ellipsis
    return _function_text(_cffi_type(ctype.result, pointees), ", ".join(texts), pointees)


def cffi_function(ctype: "Any", pointees: "_records._Pointees | None") -> "str | None":
    """Likewise, where compiled code may have no such type: None."""
    try:
        return cffi_prototype(ctype, pointees)
    except Refused:
        return None


def _cffi_type(ctype: "Any", pointees: "_records._Pointees | None") -> str:
    if ctype.kind == "void":
        return "void"
    if ctype.kind == "function":
        return cffi_prototype(ctype, pointees)
    if ctype.kind == "pointer":
        is_data = ctype.item.kind in ("void", "struct", "union")
        return _records.cffi_pointer(ctype.item, pointees) if is_data else f"{_cffi_type(ctype.item, pointees)}*"
    text = _records._cffi_field(ctype, pointees)
    if text is None and ctype.kind in ("struct", "union"):
        raise Refused(f"write: a pointer to {ctype.cname}; nothing says what is in it")
    if text is None:
        raise Refused(f"write: another type than {ctype.cname}, which compiled code hasn't")
    return text


# ---- Cython: functions by capsules, whose names are their prototypes

# What Cython names, and isn't C's; and how its names end that stand for the types of cython_blas and cython_lapack
_CYTHON_WORDS = {"__pyx_t_double_complex": "double _Complex", "__pyx_t_float_complex": "float _Complex"}
_CYTHON_ENDS = {"_d": "double", "_s": "float", "_c": "float _Complex", "_z": "double _Complex"}


def _capsule(thing: "Any", name: str = "") -> "Found | None":
    if type(thing).__name__ != "PyCapsule":
        return None
    import ctypes

    name_of = ctypes.pythonapi["PyCapsule_GetName"]
    name_of.restype, name_of.argtypes = ctypes.c_char_p, [ctypes.py_object]
    pointer_of = ctypes.pythonapi["PyCapsule_GetPointer"]
    pointer_of.restype, pointer_of.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    prototype = name_of(thing)
    text, hidden = cython_prototype((prototype or b"").decode())
    return name or f"of the capsule {prototype.decode()}", [(pointer_of(thing, prototype) or 0, text, hidden)]


def cython_prototype(name: str) -> "tuple[str, int]":
    """Read the name of a capsule in `__pyx_capi__`: "double (double, int __pyx_skip_dispatch)".

    Returns
    -------
    tuple of (str, int)
        The type of a pointer to the function, and how many of its last arguments are Cython's own, which are always 0.

    Raises
    ------
    Refused
        It is no prototype, or has a type that compiled code hasn't.
    """
    result, _, rest = name.partition(" (")
    if not rest.endswith(")"):
        raise Refused("write: a capsule whose name is a C prototype, such as 'double (double)'")
    words = [word for word in rest[:-1].split(", ") if word and word != "void"]
    hidden = sum("__pyx_skip_dispatch" in word or "__pyx_optional_args" in word for word in words)
    texts = ", ".join(_cython_type(word) for word in words)
    return f"{_cython_type(result)} (*)({texts})", hidden


def _cython_type(word: str) -> str:
    """The word as C's text, which the signatures' grammar reads."""
    from upcall._core import Type
    from upcall._errors import CompileError

    if "__pyx_optional_args" in word:
        return "voidptr"
    name = word.replace("*", "").replace("const ", "").strip()
    known = _CYTHON_WORDS.get(name) or (_CYTHON_ENDS.get(name[-2:]) if "__pyx_t_" in name else None)
    text = word.replace(name, known or name)
    try:
        Type(f"void (*)({text})")
    except CompileError:
        raise Refused(f"write: a function without {word}, a type that compiled code hasn't") from None
    return text


def _cython_function(thing: "Any") -> "Found | None":
    """A cpdef function, or one that is fused: what its module exports for C under that name."""
    if type(thing).__name__ not in ("cython_function_or_method", "fused_cython_function"):
        return None
    module = sys.modules.get(getattr(thing, "__module__", None) or "")
    return _exported(getattr(module, "__pyx_capi__", {}), thing.__name__)


def _exported(capsules: "dict[str, Any]", name: str) -> "Found | None":
    found: list[One] = []
    for key, capsule in capsules.items():
        fused = key.removeprefix("__pyx_fuse_")
        if key == name or (fused != key and fused.lstrip("0123456789_") == name):
            try:
                described = _capsule(capsule)
            except Refused:
                continue
            found += described[1] if described else []
    return (name, found) if found else None


def _special_function(thing: "Any") -> "Found | None":
    """A ufunc of scipy.special: the function of the same name for C."""
    special = sys.modules.get("scipy.special")
    name = getattr(thing, "__name__", "")
    if special is None or type(thing).__name__ != "ufunc" or getattr(special, name, None) is not thing:
        return None
    from scipy.special import cython_special

    return _exported(cython_special.__pyx_capi__, name)
