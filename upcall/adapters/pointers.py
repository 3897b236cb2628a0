"""Addresses of what other libraries call a pointer: ctypes, cffi, and objects with _as_parameter_."""

import sys

from upcall import _records
from upcall._core import Type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def typed_address(pointer: "Any") -> tuple[int, str | None] | None:
    """Find where a ctypes or cffi pointer points.

    Returns
    -------
    (address, type)
        The address, 0 for null, and NumPy's type string of what it points to, such as "f8": "" for anything but a number
        (another pointer, a struct), None for an untyped pointer; None instead of both for an object that is no pointer.
    """
    module = type(pointer).__module__
    if module == "_cffi_backend":
        return _cffi_address(pointer)
    return _ctypes_address(pointer) if "_ctypes" in sys.modules else None


def _ctypes_address(pointer: "Any") -> tuple[int, str | None] | None:
    import ctypes
    from _ctypes import CFuncPtr

    if isinstance(pointer, (ctypes._Pointer, ctypes.Array)):
        return ctypes.cast(pointer, ctypes.c_void_p).value or 0, ctypes_name(pointer._type_)
    if isinstance(pointer, (ctypes.c_void_p, ctypes.c_char_p, CFuncPtr)):
        return ctypes.cast(pointer, ctypes.c_void_p).value or 0, None
    if type(pointer).__name__ == "CArgObject":  # ctypes.byref(object)
        return ctypes.cast(pointer, ctypes.c_void_p).value or 0, ctypes_name(type(pointer._obj))
    return None


def ctypes_name(type_: "Any") -> str | None:
    import ctypes

    code = getattr(type_, "_type_", None)
    if isinstance(type_, type(ctypes.Array)):
        return ctypes_name(code)
    if code == "c":  # c_char: memory of whatever kind
        return None
    is_native = type_ is getattr(type_, f"__ctype_{sys.byteorder[0]}e__", type_)
    if not isinstance(code, str) or code not in "?bBhHiIlLqQfd" or not is_native:
        return ""
    kind = "b" if code == "?" else "f" if code in "fd" else "i" if code.islower() else "u"
    return f"{kind}{ctypes.sizeof(type_)}"


def _cffi_address(pointer: "Any") -> tuple[int, str | None] | None:
    import _cffi_backend

    type_ = _cffi_backend.typeof(pointer)
    if type_.kind not in ("pointer", "array"):
        return None
    word = _cffi_backend.cast(_cffi_backend.new_primitive_type("uintptr_t"), pointer)
    return int(word), cffi_name(type_.item)


def cffi_name(type_: "Any") -> str | None:
    import _cffi_backend

    while type_.kind == "array":
        type_ = type_.item
    if type_.kind == "void" or type_.cname == "char":  # memory of whatever kind
        return None
    if type_.kind != "primitive" or type_.cname == "long double":
        return ""
    name = type_.cname
    size = _cffi_backend.sizeof(type_)
    if name == "_Bool":
        kind = "b"
    elif "omplex" in name:  # _cffi_double_complex_t, or _Complex
        kind = "c"
    elif name in ("float", "double"):
        kind = "f"
    else:
        kind = "u" if name.startswith(("u", "size_t")) else "i"
    return f"{kind}{size}"


def address(argument: "Any", type_: Type) -> "Any":
    """Find the address for an argument of a pointer type.

    Parameters
    ----------
    argument : object
        What was given for it; no None, int or plain buffer.
    type_ : Type
        The pointer type it is for.

    Returns
    -------
    int or object
        The address, or another object to take instead of the argument; NotImplemented where there is neither.

    Raises
    ------
    TypeError
        A pointer to something else; the text is what it is.
    """
    record = _record_of(type_)
    if record is not None:
        return _record_address(argument, type_, record)
    found = typed_address(argument)
    if found is None and str(type_) == "voidptr":
        found = _record_of_some_kind(argument)
    if found is None:
        if hasattr(argument, "__index__"):
            return argument.__index__()
        return getattr(argument, "_as_parameter_", NotImplemented)
    wanted = type_.element.numpy_name if type_.element is not None else ""
    if (wanted and found[1] is not None and not _same(wanted, found[1])) or _is_other_handle(argument, type_):
        return NotImplemented
    return found[0]


def _is_other_handle(argument: "Any", type_: Type) -> bool:
    """A pointer of ctypes to a struct of which the name alone is known, where one of another name is asked for."""
    name = str(type_).split()[-1].removesuffix("*")
    if str(type_.element) != "none" or name == "void" or "_ctypes" not in sys.modules:
        return False
    import ctypes
    from _ctypes import CFuncPtr

    pointee = argument._type_ if isinstance(argument, ctypes._Pointer) else None
    is_handle = _records._is_struct(pointee) and not hasattr(pointee, "_fields_")
    return isinstance(argument, CFuncPtr) or (is_handle and getattr(pointee, "__name__", name) != name)


def _record_of_some_kind(argument: "Any") -> "tuple[int, None] | None":
    """Where a structure of ctypes or cffi lies that stands for itself."""
    found = _structure_address(argument)
    if found is None and type(argument).__module__ == "_cffi_backend":
        import _cffi_backend

        if _cffi_backend.typeof(argument).kind in ("struct", "union"):
            word = _cffi_backend.new_primitive_type("uintptr_t")
            return int(_cffi_backend.cast(word, _cffi_backend.FFI().addressof(argument))), None
    return None if found is None else (found[0], None)


_records_behind: "dict[Type, Type | None]" = {}


def _record_of(pointer: Type) -> "Type | None":
    """What a pointer to records points to; it may be long to read."""
    if pointer not in _records_behind:
        element = pointer.element
        is_record = element is not None and str(element).startswith("Record(")  # .fields writes the type of each
        _records_behind[pointer] = element if is_record else None
    return _records_behind[pointer]


def _record_address(argument: "Any", type_: Type, wanted: Type) -> "Any":
    """The same for a pointer to a record: of memory of that layout and those names."""
    found = (
        _array_address(argument, is_const=str(type_).startswith("const "))
        or _structure_address(argument)
        or _cffi_structure_address(argument)
    )
    if found is None:
        return (
            argument.__index__()
            if hasattr(argument, "__index__")
            else getattr(argument, "_as_parameter_", NotImplemented)
        )
    address, record = found
    if record is not None and record != wanted:
        raise TypeError(f"memory of {record}")
    return address


def record_behind(pointer: "Any") -> "Type | None":
    """The type of the structures that a ctypes or cffi pointer points to; None: it points to something else."""
    try:
        found = _structure_address(pointer) or _cffi_structure_address(pointer)
    except TypeError:  # says what that is
        return None
    return None if found is None else found[1]


def _array_address(argument: "Any", *, is_const: bool) -> "tuple[int, Type | None] | None":
    numpy = sys.modules.get("numpy")
    if not numpy or not isinstance(argument, (numpy.ndarray, numpy.void)):
        return None
    if not argument.flags.writeable and not is_const:
        raise TypeError("read-only memory: write const in the signature, or pass a copy")
    if not (argument.flags.c_contiguous or argument.flags.f_contiguous):
        raise TypeError("an object without contiguous memory")
    array = numpy.asarray(argument) if isinstance(argument, numpy.ndarray) else None
    address = array.ctypes.data if array is not None else argument.__array_interface__["data"][0]
    return address, _records.from_dtype(argument.dtype)


def _structure_address(argument: "Any") -> "tuple[int, Type | None] | None":
    if "_ctypes" not in sys.modules:
        return None
    import ctypes

    if isinstance(argument, (ctypes.Structure, ctypes.Union)):
        return ctypes.addressof(argument), _records.described(type(argument))
    if isinstance(argument, (ctypes._Pointer, ctypes.Array)):
        pointee: Any = argument._type_
    elif type(argument).__name__ == "CArgObject":  # ctypes.byref(object)
        pointee = type(argument._obj)
    else:
        return None if (found := _ctypes_address(argument)) is None else (found[0], None)
    while issubclass(pointee, ctypes.Array):
        pointee = pointee._type_
    record = _records.described(pointee)
    name = None if record else ctypes_name(pointee)
    if name is not None:
        raise TypeError(f"a pointer to {pointee.__name__}")
    return ctypes.cast(argument, ctypes.c_void_p).value or 0, record


def _cffi_structure_address(argument: "Any") -> "tuple[int, Type | None] | None":
    if type(argument).__module__ != "_cffi_backend":
        return None
    import _cffi_backend

    item = getattr(_cffi_backend.typeof(argument), "item", None)
    found = _cffi_address(argument)
    if found is None or item is None:
        return None
    record = _records.described(item)
    if record is None and found[1] is not None:
        raise TypeError(f"a pointer to {item.cname}")
    return found[0], record


def _same(wanted: str, found: str) -> bool:
    """Bytes pass as either sign, as in C."""
    return wanted == found or {wanted, found} == {"i1", "u1"}
