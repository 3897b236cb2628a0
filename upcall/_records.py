"""Records: the types of C structs and of NumPy's structured arrays, made of what describes them."""

import sys

from upcall import _bitfields
from upcall._core import Type, type_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any
    from weakref import WeakKeyDictionary


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
        Of a structured dtype a record. Fields that compiled code doesn't know (texts, dates, another byte order,
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
        return _described_class(thing) if "_ctypes" in sys.modules and _is_struct(thing) else None
    if type(thing).__module__ == "_cffi_backend":
        return _described_cffi(thing) if hasattr(thing, "kind") else None
    numpy = sys.modules.get("numpy")
    text = _dtype_text(thing) if numpy and isinstance(thing, numpy.dtype) else None
    return None if text is None else Type(text)


def known(thing: "Any") -> "Type | None":
    """The type of a structured dtype or a ctypes class that a function refers to; None: compiled code has none."""
    from upcall._errors import CompileError

    try:
        return described(thing)
    except _bitfields.OtherLayout:
        raise
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
        if any(len(field) > 2 for field in type_.fields.values()):
            raise TypeError(f"NumPy has no bit-fields, as {type_} has")
        formats = [_field_dtype(field[0]) for field in type_.fields.values()]
        offsets = [field[1] for field in type_.fields.values()]
        return np.dtype({"names": names, "formats": formats, "offsets": offsets, "itemsize": type_.size})  # type: ignore[call-overload]
    if type_.shape is not None and str(type_.element) == "char":
        return np.dtype((f"S{type_.shape[-1]}", type_.shape[:-1]))
    if type_.shape is not None:
        return np.dtype((_field_dtype(type_.element), type_.shape))
    if not type_.numpy_name:
        raise TypeError(f"NumPy has no type for {type_}")
    return np.dtype(type_.numpy_name)


def _field_dtype(type_: "Any") -> "Any":
    """A pointer is an address there."""
    is_function = type_.fields is None and "(*" in str(type_)
    is_pointer = str(type_) == "voidptr" or is_function or (type_.element is not None and type_.shape is None)
    return dtype_of(Type("uintp") if is_pointer else type_)


def _given(type_: "Any") -> str:
    found = type_of(type_) or described(type_)
    if found is None:
        raise TypeError(f"a record is made of upcall types, not of {type_!r}")
    return f"({found})" if "^" in str(found) else str(found)


def _field_text(name: str, type_: str, offset: int, first: int = 0, bits: int = 0) -> str:
    """Of a bit-field with the bit of its word, and how many they are."""
    place = f";offset={offset + first // 8};bits={first % 8}:{bits}" if bits else f";offset={offset}"
    return f"{name}[type={type_}{place}]"


def _record_text(fields: "Iterable[str | None]", size: int, alignment: int = 1, *, has_nameless: bool = False) -> str:
    """With an alignment that no number asks for, and whether there are bit-fields without a name."""
    fields = list(fields)
    known = [text for text in fields if text is not None]
    partial = "" if len(known) == len(fields) else ";partial"
    aligned = f";align={alignment}" if alignment >= 16 else ""
    return f"Record({','.join(known)};{size};True{partial}{';nameless' if has_nameless else ''}{aligned})"


class _Pointees:
    """The structs of a text by number: the first, and what it leads to by pointers, each described once behind it."""

    def __init__(self, describe: "Callable[[Any, _Pointees], str | None]") -> None:
        self._describe = describe
        self._numbers: dict[Any, int] = {}
        self._structs: list[Any] = []  # by number
        self.inside: list[Any] = []  # what is described, or stands by value in that
        self.unknown: list[Any] = []  # what somebody may still say what is in it

    def number(self, struct: "Any") -> int:
        if struct not in self._numbers:
            self._numbers[struct] = len(self._structs)
            self._structs.append(struct)
        return self._numbers[struct]

    def text_of(self, struct: "Any") -> "str | None":
        self.number(struct)
        text = self._describe(struct, self)
        if text is None or not text.startswith("Record("):
            return text
        texts = [text[:-1]]
        while len(texts) < len(self._structs):
            texts.append(f"^{len(texts)}={self._describe(self._structs[len(texts)], self)}")
        return f"{';'.join(texts)})"


# ---- NumPy


def _dtype_text(dtype: "Any") -> "str | None":
    if dtype.hasobject:
        raise NotImplementedError(f"compiled code has no type for {dtype!r}: it has Python objects")
    if dtype.subdtype is not None:
        element, shape = dtype.subdtype
        if element.kind == "S":
            return _characters(element, shape)
        text = _dtype_text(element)
        return None if text is None else f"nestedarray({text}, ({', '.join(map(str, shape))}))"
    if dtype.names is None:
        return _scalar(dtype.kind, dtype.itemsize) if dtype.isnative else None
    fields = []
    for name in dtype.names:
        field, offset = dtype.fields[name][:2]
        text = _member_text(field)
        fields.append(None if text is None else _field_text(name, text, offset))
    return _record_text(fields, dtype.itemsize)


def _member_text(dtype: "Any") -> "str | None":
    return _characters(dtype, ()) if dtype.kind == "S" else _dtype_text(dtype)


def _characters(dtype: "Any", shape: "tuple[int, ...]") -> "str | None":
    """Of strings of so many characters; of one each, C's char."""
    lengths = (*shape, dtype.itemsize) if dtype.itemsize > 1 else shape
    if not dtype.itemsize:
        return None
    return f"nestedarray(char, ({', '.join(map(str, lengths))}{',' * (len(lengths) == 1)}))" if lengths else "char"


def _scalar(kind: str, size: int) -> "str | None":
    words = {"b": ("boolean", (1,)), "i": ("int", (1, 2, 4, 8)), "u": ("uint", (1, 2, 4, 8))}
    word, sizes = {**words, "f": ("float", (4, 8)), "c": ("complex", (8, 16))}.get(kind, ("", ()))
    return None if size not in sizes else word if kind == "b" else f"{word}{8 * size}"


# ---- ctypes


def _described_class(class_: "Any") -> "Type | None":
    """Of a class of ctypes, as long as nobody says what is in a struct that was unknown."""
    import weakref

    if not _kept:
        _kept.append(weakref.WeakKeyDictionary())
    kept = _kept[0].get(class_)
    if kept is None or any(hasattr(unknown, "_fields_") for unknown in kept[1]):
        pointees = _Pointees(_struct_text)
        text = pointees.text_of(class_)
        kept = _kept[0][class_] = (
            None if text is None or text.startswith("Record(;") else Type(text),
            pointees.unknown,
        )
    return kept[0]


_kept: "list[WeakKeyDictionary[Any, tuple[Type | None, list[Any]]]]" = []  # one, from the first struct on


def _is_struct(class_: "Any") -> bool:
    import ctypes

    return isinstance(class_, type) and issubclass(class_, (ctypes.Structure, ctypes.Union))


def _is_swapped(class_: "Any") -> bool:
    return "_swappedbytes_" in dir(class_)


_MOST_IN_REGISTERS = 16  # bytes: compilers disagree how such a struct passes if it has bits without a name


def _struct_text(class_: "Any", pointees: _Pointees) -> "str | None":
    import ctypes

    if _is_swapped(class_):
        raise NotImplementedError(f"compiled code has no type for {class_.__name__}: its byte order is another one")
    if class_ in pointees.inside or not ctypes.sizeof(class_):
        return None
    pointees.inside.append(class_)
    try:
        fields = _field_texts(class_, pointees)
    finally:
        pointees.inside.pop()
    has_nameless = ctypes.sizeof(class_) <= _MOST_IN_REGISTERS and _bitfields.has_nameless(class_)
    return _record_text(fields, ctypes.sizeof(class_), ctypes.alignment(class_), has_nameless=has_nameless)


def _field_texts(class_: "Any", pointees: _Pointees, offset: int = 0) -> "list[str | None]":
    """Those of nameless members as well, which begin there."""
    texts: list[str | None] = []
    _bitfields.check(class_)
    for base in reversed(class_.__mro__):
        nameless, volatile = (base.__dict__.get(f"_upcall_{word}_", ()) for word in ("nameless", "volatile"))
        for name, type_, *bits in base.__dict__.get("_fields_", ()):
            if not name:  # NumPy's padding
                continue
            place = _bitfields.place_of(class_, name, type_, bits)
            if name not in nameless:
                text = _ctypes_field(type_, pointees)
                made = None if text is None else _field_text(name, text, offset + place[0], *place[1:])
                texts.append(made and f"{made[:-1]};volatile]" if name in volatile else made)
            if name in base.__dict__.get("_anonymous_", ()):
                texts += _field_texts(type_, pointees, offset + place[0])
    return texts


def _ctypes_field(type_: "Any", pointees: "_Pointees | None" = None) -> "str | None":
    import ctypes
    from _ctypes import CFuncPtr

    from upcall.adapters import foreign, pointers

    if issubclass(type_, (ctypes.Structure, ctypes.Union)):
        return _struct_text(type_, pointees) if pointees else _Pointees(_struct_text).text_of(type_)
    if issubclass(type_, ctypes.Array):
        element = _ctypes_field(type_._type_, pointees)
        if not type_._length_ and not issubclass(type_._type_, ctypes.Array):
            return f"{element}[]" if element else None
        return None if element is None else f"nestedarray({element}, ({type_._length_},))"
    if issubclass(type_, CFuncPtr):
        return foreign.ctypes_function(type_, pointees) or "voidptr"
    if issubclass(type_, ctypes.c_char_p):
        return "const char*"  # ctypes takes bytes there
    if issubclass(type_, (ctypes._Pointer, ctypes.c_void_p, ctypes.c_wchar_p)):
        if not issubclass(type_, ctypes._Pointer):
            return "voidptr"
        return foreign.qualified(type_, ctypes_pointer(type_._type_, pointees))
    if type_ is ctypes.c_char:
        return "char"
    name = pointers.ctypes_name(type_)
    return _scalar(name[0], int(name[1:])) if name else None


def ctypes_pointer(element: "Any", pointees: "_Pointees | None") -> str:
    """A pointer to that, in a field or in the type of a function."""
    import ctypes
    from _ctypes import CFuncPtr

    if _is_struct(element):
        return _struct_pointer(element, pointees)
    text = None if issubclass(element, ctypes.Array) else _ctypes_field(element, pointees)
    if text and issubclass(element, (CFuncPtr, ctypes._Pointer)):
        return f"CPointer({text})"
    return f"{text}*" if text else "voidptr"


def _struct_pointer(element: "Any", pointees: "_Pointees | None") -> str:
    import ctypes

    if not hasattr(element, "_fields_"):
        if pointees:
            pointees.unknown.append(element)
        return f"{element.__name__}*" if element.__name__.isascii() else "voidptr"
    if not ctypes.sizeof(element) or _is_swapped(element):
        return "voidptr"
    if pointees:
        return f"^{pointees.number(element)}*"
    described = _described_class(element)
    return "voidptr" if described is None else f"{described}*"


# ---- cffi


def _described_cffi(ctype: "Any") -> "Type | None":
    text = _Pointees(_cffi_text).text_of(ctype) if ctype.kind in ("struct", "union") else None
    return None if text is None else Type(text)


def _cffi_members(ctype: "Any") -> "list[tuple[str, Any]]":
    """Of a struct or union. Of one that a compiled module hides cffi 2 isn't asked: an assertion ends the process."""
    import _cffi_backend

    try:
        _cffi_backend.sizeof(ctype)
    except ValueError:
        return []
    members: list[tuple[str, Any]] = ctype.fields
    return members


def _cffi_text(ctype: "Any", pointees: _Pointees) -> "str | None":
    import _cffi_backend

    if ctype in pointees.inside or not _cffi_members(ctype):
        return None
    pointees.inside.append(ctype)
    try:
        fields = _cffi_fields(ctype, pointees)
    finally:
        pointees.inside.pop()
    return _record_text(fields, _cffi_backend.sizeof(ctype), _cffi_backend.alignof(ctype))


def _cffi_fields(ctype: "Any", pointees: _Pointees, offset: int = 0) -> "list[str | None]":
    texts: list[str | None] = []
    for name, field in ctype.fields:
        if not name:
            texts += _cffi_fields(field.type, pointees, offset + field.offset)
            continue
        text = _cffi_field(field.type, pointees)
        bits = (field.bitshift, field.bitsize) if field.bitsize >= 0 else ()
        texts.append(None if text is None else _field_text(name, text, offset + field.offset, *bits))
    return texts


def _cffi_field(ctype: "Any", pointees: "_Pointees | None" = None) -> "str | None":
    from upcall.adapters import foreign, pointers

    if ctype.kind == "array":
        element = _cffi_field(ctype.item, pointees)
        if ctype.length is None:
            return f"{element}[]" if element and ctype.item.kind != "array" else None
        return None if element is None else f"nestedarray({element}, ({ctype.length},))"
    if ctype.kind == "function":
        return foreign.cffi_function(ctype, pointees) or "voidptr"
    if ctype.kind == "pointer":
        return cffi_pointer(ctype.item, pointees)
    if ctype.kind in ("struct", "union"):
        return _cffi_text(ctype, pointees) if pointees else _Pointees(_cffi_text).text_of(ctype)
    if ctype.cname == "char":
        return "char"
    if ctype.kind == "enum":
        return "uint32" if not any(str(value).startswith("-") for value in ctype.elements) else "int32"
    name = pointers.cffi_name(ctype) if ctype.kind == "primitive" else None
    return _scalar(name[0], int(name[1:])) if name else None


def cffi_pointer(item: "Any", pointees: "_Pointees | None") -> str:
    """A pointer to that, in a field or in the type of a function."""
    if item.kind in ("struct", "union"):
        if not _cffi_members(item):
            return "voidptr"
        return f"^{pointees.number(item)}*" if pointees else f"{_described_cffi(item)}*"
    text = None if item.kind in ("array", "void") else _cffi_field(item, pointees)
    if text and item.kind in ("function", "pointer"):
        return f"CPointer({text})"
    return f"{text}*" if text else "voidptr"
