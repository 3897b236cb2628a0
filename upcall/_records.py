"""Records: the types of C structs and of NumPy's structured arrays, made of what describes them."""

import sys

from upcall._core import Type, type_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


class Record:
    """The type of a record: ``Record(fields, size, aligned)`` gives a `Type`.

    Parameters
    ----------
    fields : iterable of (str, dict)
        Name of each field, and a dict with its "type" and its "offset" in bytes.
    size : int
        Bytes of the record.
    aligned : bool
        Ignored, as all that Numba's records have beside names and layout: that says where fields lie.

    Raises
    ------
    CompileError
        Two fields of one name, a field that is no number, pointer, record or array, or that lies beyond `size`.

    Examples
    --------
    >>> from upcall import types
    >>> types.Record([("x", {"type": types.int32, "offset": 0}), ("y", {"type": types.float64, "offset": 8})], 16, True)
    Record(x[type=int32;offset=0],y[type=float64;offset=8];16;True)
    """

    def __new__(cls, fields: "Iterable[tuple[str, dict[str, Any]]]", size: int, aligned: bool) -> "Any":
        texts = [f"{name}[type={_given(field['type'])};offset={field['offset']}]" for name, field in fields]
        return Type(f"Record({','.join(texts)};{size};{bool(aligned)})")

    @staticmethod
    def make_c_struct(name_types: "Iterable[tuple[str, Type]]") -> Type:
        """Make the type of a C struct of fields that lie as a C compiler puts them.

        Parameters
        ----------
        name_types : iterable of (str, Type)
            Name and type of each field, in order: numbers, pointers, records, nested arrays.

        Examples
        --------
        >>> from upcall import types
        >>> types.Record.make_c_struct([("n", types.intc), ("ok", types.boolean), ("x", types.double)])
        Record(n[type=int32;offset=0],ok[type=boolean;offset=4],x[type=float64;offset=8];16;True)
        """
        return Type(f"Record({','.join(f'{name}[type={_given(type_)}]' for name, type_ in name_types)})")


def NestedArray(dtype: "Any", shape: "int | tuple[int, ...]") -> Type:
    """Make the type of an array inside a record.

    Parameters
    ----------
    dtype : Type
        What its elements are.
    shape : int or tuple of int
        Its lengths, which are part of the type.

    Examples
    --------
    >>> from upcall import types
    >>> types.NestedArray(types.float64, (2, 3))
    nestedarray(float64, (2, 3))
    """
    lengths = shape if isinstance(shape, tuple) else (shape,)
    return Type(f"nestedarray({_given(dtype)}, ({', '.join(map(str, lengths))}))")


def from_dtype(dtype: "Any") -> Type:
    """Find the type of what a NumPy dtype, a ctypes structure or a cffi struct describes.

    Parameters
    ----------
    dtype : dtype, class or cffi type
        Anything `numpy.dtype` takes, a class of `ctypes.Structure` or `ctypes.Union`, or a struct that `ffi.typeof` gives.

    Returns
    -------
    Type
        Of a structured dtype a record. Fields that compiled code doesn't know (strings, dates, another byte order,
        bit-fields) are memory without a name there: the record is partial.

    Raises
    ------
    NotImplementedError
        Compiled code has no such type: objects, float16.

    Examples
    --------
    >>> import numpy as np
    >>> from upcall import from_dtype
    >>> from_dtype(np.dtype([("x", "i4"), ("y", "f8", 3)], align=True))
    Record(x[type=int32;offset=0],y[type=nestedarray(float64, (3,));offset=8];32;True)
    """
    found = type_of(dtype) or described(dtype)
    if found is not None:
        return found
    import numpy as np

    given: np.dtype[Any] = np.dtype(dtype)
    text = _dtype_text(given)
    if text is None:
        raise NotImplementedError(f"compiled code has no type for {given!r}")
    return Type(text)


def described(thing: "Any") -> "Type | None":
    """The type of what a structured dtype, a ctypes class or a cffi type describes; None: it is none of them."""
    if isinstance(thing, type):
        text = _ctypes_text(thing) if "_ctypes" in sys.modules else None
    elif type(thing).__module__ == "_cffi_backend":
        text = _cffi_text(thing) if hasattr(thing, "kind") else None
    else:
        numpy = sys.modules.get("numpy")
        text = _dtype_text(thing) if numpy and isinstance(thing, numpy.dtype) else None
    return None if text is None else Type(text)


def known(thing: "Any") -> "Type | None":
    """The type of a structured dtype or a ctypes class that a function refers to; None: compiled code has none."""
    from upcall._errors import CompileError

    try:
        return described(thing)
    except (NotImplementedError, CompileError):
        return None


def dtype_of(type_: Type) -> "Any":
    """The NumPy dtype of a type.

    Raises
    ------
    TypeError
        NumPy has none.
    """
    import numpy as np

    if type_.fields is not None:
        names = list(type_.fields)
        formats = [_field_dtype(field) for field, _ in type_.fields.values()]
        offsets = [offset for _, offset in type_.fields.values()]
        return np.dtype({"names": names, "formats": formats, "offsets": offsets, "itemsize": type_.size})  # type: ignore[call-overload]
    if type_.shape is not None:
        return np.dtype((_field_dtype(type_.element), type_.shape))
    if not type_.numpy_name:
        raise TypeError(f"NumPy has no type for {type_}")
    return np.dtype(type_.numpy_name)


def _field_dtype(type_: "Any") -> "Any":
    """A pointer is an address there."""
    is_pointer = str(type_) == "voidptr" or "(*)" in str(type_) or (type_.element is not None and type_.shape is None)
    return dtype_of(Type("uintp") if is_pointer else type_)


def _given(type_: "Any") -> str:
    found = type_of(type_) or described(type_)
    if found is None:
        raise TypeError(f"a record is made of upcall types, not of {type_!r}")
    return str(found)


def _record_text(fields: "Iterable[tuple[str, str | None, int]]", size: int) -> str:
    fields = list(fields)
    texts = [f"{name}[type={text};offset={offset}]" for name, text, offset in fields if text is not None]
    partial = "" if len(texts) == len(fields) else ";partial"
    return f"Record({','.join(texts)};{size};True{partial})"


# ---- NumPy


def _dtype_text(dtype: "Any") -> "str | None":
    if dtype.hasobject:
        raise NotImplementedError(f"compiled code has no type for {dtype!r}: it has Python objects")
    if dtype.subdtype is not None:
        element, shape = dtype.subdtype
        text = _dtype_text(element)
        return None if text is None else f"nestedarray({text}, ({', '.join(map(str, shape))}))"
    if dtype.names is None:
        return _scalar(dtype.kind, dtype.itemsize) if dtype.isnative else None
    fields = [(name, *dtype.fields[name][:2]) for name in dtype.names]
    return _record_text([(name, _dtype_text(field), offset) for name, field, offset in fields], dtype.itemsize)


def _scalar(kind: str, size: int) -> "str | None":
    words = {"b": ("boolean", (1,)), "i": ("int", (1, 2, 4, 8)), "u": ("uint", (1, 2, 4, 8))}
    word, sizes = {**words, "f": ("float", (4, 8)), "c": ("complex", (8, 16))}.get(kind, ("", ()))
    return None if size not in sizes else word if kind == "b" else f"{word}{8 * size}"


# ---- ctypes


def _ctypes_text(class_: "Any", outer: "tuple[Any, ...]" = (), behind: bool = False) -> "str | None":
    """Of a structure or a union, which stands in others, or is behind a pointer in them; None: it is neither."""
    import ctypes

    if not issubclass(class_, (ctypes.Structure, ctypes.Union)):
        return None
    if "_swappedbytes_" in dir(class_):
        raise NotImplementedError(f"compiled code has no type for {class_.__name__}: its byte order is another one")
    fields = []
    for base in reversed(class_.__mro__):
        named = (field for field in base.__dict__.get("_fields_", ()) if field[0])  # NumPy's padding has no name
        for name, type_, *bits in named:
            fields.append(
                (name, None if bits else _ctypes_field(type_, (*outer, class_), behind), getattr(class_, name).offset)
            )
    return _record_text(fields, ctypes.sizeof(class_))


def _ctypes_field(type_: "Any", outer: "tuple[Any, ...]" = (), behind: bool = False) -> "str | None":
    import ctypes
    from _ctypes import CFuncPtr

    from upcall.adapters import foreign, pointers

    if issubclass(type_, (ctypes.Structure, ctypes.Union)):
        return _ctypes_text(type_, outer, behind)
    if issubclass(type_, ctypes.Array):
        element = _ctypes_field(type_._type_, outer, behind)
        return None if element is None else f"nestedarray({element}, ({type_._length_},))"
    if issubclass(type_, CFuncPtr):
        return foreign.ctypes_function(type_) or "voidptr"
    if issubclass(type_, (ctypes._Pointer, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_wchar_p)):
        return _ctypes_pointer(type_._type_, outer, behind) if issubclass(type_, ctypes._Pointer) else "voidptr"
    if type_ is ctypes.c_char:
        return "char"
    name = pointers.ctypes_name(type_)
    return _scalar(name[0], int(name[1:])) if name else None


def _ctypes_pointer(element: "Any", outer: "tuple[Any, ...]", behind: bool) -> str:
    """In fields: to a structure that they stand in, or to another one, whose fields lead no further."""
    import ctypes

    if element in outer:
        return f"^{len(outer) - 1 - outer.index(element)}*"
    is_struct = issubclass(element, (ctypes.Structure, ctypes.Union))
    if issubclass(element, ctypes.Array) or (is_struct and (behind or not outer or not hasattr(element, "_fields_"))):
        return "voidptr"
    try:
        text = _ctypes_field(element, outer, behind or is_struct)
    except NotImplementedError:
        return "voidptr"
    return f"{text}*" if text else "voidptr"


def _is_aggregate(class_: "Any") -> bool:
    """One that may lead back to where it is pointed to."""
    import ctypes

    return issubclass(class_, (ctypes.Structure, ctypes.Union, ctypes.Array))


# ---- cffi


def _cffi_text(ctype: "Any") -> "str | None":
    import _cffi_backend

    if ctype.kind not in ("struct", "union") or not ctype.fields:
        return None
    fields = [
        (name, None if field.bitsize >= 0 else _cffi_field(field.type), field.offset) for name, field in ctype.fields
    ]
    return _record_text(fields, _cffi_backend.sizeof(ctype))


def _cffi_field(ctype: "Any") -> "str | None":
    from upcall.adapters import foreign, pointers

    if ctype.kind == "array":
        element = None if ctype.length is None else _cffi_field(ctype.item)
        return None if element is None else f"nestedarray({element}, ({ctype.length},))"
    if ctype.kind == "function":
        return foreign.cffi_function(ctype) or "voidptr"
    if ctype.kind == "pointer":
        text = None if ctype.item.kind in ("struct", "union", "array") else _cffi_field(ctype.item)
        return f"{text}*" if text else "voidptr"
    if ctype.cname == "char":
        return "char"
    if ctype.kind == "enum":
        return "uint32" if not any(str(value).startswith("-") for value in ctype.elements) else "int32"
    name = pointers.cffi_name(ctype) if ctype.kind == "primitive" else None
    return _scalar(name[0], int(name[1:])) if name else _cffi_text(ctype)
