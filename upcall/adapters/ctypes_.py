"""Callbacks as ctypes functions."""

import ctypes
from _ctypes import CFuncPtr

from upcall._core import Compiled, Signature, Type
from upcall.adapters import pointers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_classes: "dict[tuple[Signature, Any], type[Any]]" = {}


def type_of(type_: Type) -> "Any":
    """Find the ctypes type of an upcall type: None for void, `c_void_p` for a pointer to what ctypes has no type for.

    Raises
    ------
    TypeError
        ctypes has no such type.
    """
    if type_.element is not None:
        return _pointer_to(type_.element)
    if str(type_) == "none":
        return None
    if type_.fields is not None:
        return _record_class(type_)
    if _is_function(type_):
        signature = Signature(str(type_))
        return ctypes.CFUNCTYPE(type_of(signature.return_type), *map(type_of, signature.args))
    found = getattr(ctypes, type_.ctypes_name, None) if type_.ctypes_name else None
    if found is None:
        raise TypeError(f"ctypes has no type for {type_}: use .address, .cffi or .capsule")
    return found


def _is_function(type_: Type) -> bool:
    return type_.element is None and type_.fields is None and "(*" in str(type_)


# Not to a complex number either, though newer versions have one: a prototype is the same under all of them.
def _pointer_to(element: Type) -> "Any":
    if (
        element.element is None
        and not _is_function(element)
        and (not element.ctypes_name or "complex" in element.ctypes_name)
    ):
        return ctypes.c_void_p
    return ctypes.POINTER(type_of(element))


_record_classes: "dict[Type, Any]" = {}


def _record_class(type_: Type) -> "Any":
    """A structure for a record that no class of ctypes described."""
    from upcall import _structs

    if type_ not in _record_classes:
        found = _structs.class_of_type(type_)
        if found is None:
            raise TypeError(f"ctypes has no type for {type_}: use .address, .cffi or .capsule")
        return _record_classes.setdefault(type_, found)
    return _record_classes[type_]


def _is_record(class_: "Any") -> bool:
    return isinstance(class_, type) and issubclass(class_, (ctypes.Structure, ctypes.Union))


def _passed(type_: Type, source: "Any") -> "Any":
    """The class for an argument or a result: that which described it."""
    return source if _is_record(source) else type_of(type_)


def _check_passed(class_: "Any") -> None:
    """Refuse what ctypes passes by value in another way than C does, or not at all."""
    what = _not_passed(class_) if _is_record(class_) else None
    if what:
        raise TypeError(f"ctypes can't pass {what} by value, as in {class_.__name__}: use .address")


def _not_passed(class_: "Any") -> "str | None":
    if issubclass(class_, ctypes.Array):
        return _not_passed(class_._type_)
    if issubclass(class_, ctypes.Union):
        return "unions"
    for base in class_.__mro__ if issubclass(class_, ctypes.Structure) else ():
        for name, type_, *bits in base.__dict__.get("_fields_", ()):
            if bits:
                return "bit-fields"
            if getattr(class_, name).offset % ctypes.alignment(type_) or ctypes.sizeof(class_) % ctypes.alignment(
                type_
            ):
                return "packed structs"
            if what := _not_passed(type_):
                return what
    return None


class _Owner(ctypes.c_void_p):
    """The function pointer in memory that holds what it points to: whoever refers to this memory keeps the code."""

    compiled: Compiled


# Called from Python the compiled code runs directly and its errors are raised; through the pointer, as C calls it, they
# could only be reported to sys.unraisablehook.
def _call(self: "Any", *args: "Any") -> "Any":
    return self._compiled(*args)


def _call_for_pointer(self: "Any", *args: "Any") -> "Any":
    return ctypes.cast(self._compiled(*args), self.restype)


def _call_for_record(self: "Any", *args: "Any") -> "Any":
    record = self._compiled(*args)
    return record if isinstance(record, self.restype) else self.restype.from_buffer_copy(record.tobytes())


def _reduce(self: "Any") -> "Any":
    raise TypeError(
        f"cannot pickle a pointer to {self.__name__}: pickle the cfunc itself and take its .ctypes where it is loaded"
    )


def _sources(given: object, count: int) -> "list[Any]":
    """What described the result and each argument."""
    if given is None:
        return [None] * (count + 1)
    from upcall import _signatures

    return list(_signatures.sources(given, count))


def _class_of(signature: Signature) -> "type[Any]":
    """Make a class below that of `CFUNCTYPE`, so that its objects are taken wherever one of that is asked for."""
    given = signature.origin
    prototype: Any
    if isinstance(given, type) and issubclass(given, CFuncPtr):
        prototype = given
        restype = prototype._restype_
    else:
        sources = _sources(given, len(signature.args))
        restype, *argtypes = map(_passed, (signature.return_type, *signature.args), sources)
        prototype = ctypes.CFUNCTYPE(restype, *argtypes)
    for class_ in (restype, *prototype._argtypes_):
        _check_passed(class_)
    is_pointer = isinstance(restype, type(ctypes._Pointer))
    members = {
        "_flags_": prototype._flags_,
        "_restype_": restype,
        "_argtypes_": prototype._argtypes_,
        "__call__": _call_for_pointer if is_pointer else _call_for_record if _is_record(restype) else _call,
        "_compiled": prototype.__call__,  # of those that ctypes itself makes, of what lies behind a pointer or in an array
        "__module__": __name__,
        "__reduce__": _reduce,
    }
    made: type[Any] = type(prototype)("Callback", (prototype,), members)
    return made


def function(compiled: Compiled) -> "Any":
    """Make a ctypes function of compiled code, which lives as long as the function and what refers to its memory."""
    signature = compiled.signature
    key = signature, signature.origin
    if key not in _classes:
        _classes.setdefault(key, _class_of(signature))
    owner = _Owner(compiled.pointer)
    owner.compiled = compiled
    made = _classes[key].from_buffer(owner)
    made._compiled = compiled
    made.__name__ = compiled.name
    return made


def _struct_pointer(text: "Any", names: "dict[str, Any]") -> "Any":
    """The class for "Line *" where Line is a struct; None: it is something else."""
    name = text.removeprefix("const ").rstrip("* ") if isinstance(text, str) and text.endswith("*") else ""
    named = names.get(name)
    if not isinstance(named, type) or not issubclass(named, (ctypes.Structure, ctypes.Union)):
        return None
    for _ in range(text.count("*")):
        named = ctypes.POINTER(named)
    return named


def _pointer_class(to: Type) -> "Any":
    class_ = type_of(to)
    if to.element is None and class_ is not ctypes.c_void_p:
        raise TypeError(f"cast takes a type of pointers, not {to}")
    return class_


def _array_address(array: "Any") -> "tuple[int, None] | None":
    """Where an array of NumPy's begins, as C takes it; None: it is none."""
    if not hasattr(array, "__array_interface__") or not hasattr(array, "flags"):
        return None
    if not array.flags.forc:
        raise ValueError("an array that is passed to C must be contiguous")
    return array.ctypes.data, None


def cast(pointer: "Any", type_: "Any", names: "dict[str, Any]") -> "Any":
    """Make a ctypes pointer of another one, of cffi's, or of an address; see `upcall.cast`. `names`: what is in sight."""
    class_ = _struct_pointer(type_, names) or _pointer_class(type_ if isinstance(type_, Type) else Type(type_))
    found = pointers.typed_address(pointer) or _array_address(pointer)
    if found is None and not hasattr(pointer, "__index__"):
        raise TypeError(f"expected a ctypes or cffi pointer, an address or an array, not {type(pointer).__name__}")
    made = ctypes.cast(pointer.__index__() if found is None else found[0], class_)
    made._pointer = pointer  # what owns the memory lives as long as the pointer
    return made
