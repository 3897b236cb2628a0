"""What is taken for a signature: text, with what its words name; classes of ctypes; types of cffi; members of a cdef."""

import re
import sys

from upcall import _records
from upcall._core import Signature, Type
from upcall._errors import CompileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TypeAlias

    Lookup: TypeAlias = Callable[[str], Any]  # what a word names, or None

_WORD = re.compile(r"/\*.*?\*/|//[^\n]*|[A-Za-z_]\w*", re.DOTALL)
# C's own words: what they mean is no matter of names
_C_WORDS = frozenset(
    [
        "void",
        "char",
        "short",
        "int",
        "long",
        "float",
        "double",
        "signed",
        "unsigned",
        "bool",
        "complex",
        "const",
        "volatile",
        "restrict",
        "register",
        "extern",
        "static",
        "inline",
        "typedef",
        "struct",
        "union",
        "enum",
        "class",
    ]
)
_NUMBERS = {float: "float64", bool: "boolean", complex: "complex128"}


def read(text: str, lookup: "Lookup", origin: object = None) -> Signature:
    """Read a signature whose words may name types elsewhere.

    Parameters
    ----------
    text : str
    lookup : callable
        What a word names, None if nothing: asked for words that are no types here.
    origin : object, optional
        What the text was taken from.

    Raises
    ------
    CompileError
        It can't be read.
    """
    try:
        signature = Signature(text, None, origin)
        error = None
    except CompileError as raised:
        signature, error = None, raised
    if signature is not None and not signature.unknown:
        return signature
    known = definitions(text, lookup)
    if known:
        signature = Signature(known + text, None, origin)
        return signature if origin is not None else _with_records(signature, text, lookup)
    if signature is None:
        raise error  # type: ignore[misc]
    return signature


def _with_records(signature: Signature, text: str, lookup: "Lookup") -> Signature:
    """The same, with the classes, dtypes and types of cffi that its records by value are of as its origin."""
    if all(type_.fields is None for type_ in (signature.return_type, *signature.args)):
        return signature

    def marked(word: str) -> object:
        """In the place of a record one whose field has its name."""
        named = lookup(word)
        is_record = named is not None and _is_record(type_text(named))
        return Type(f"Record({word}[type=int8;offset=0];1;True)") if is_record else named

    read = Signature(definitions(text, marked) + text)
    words = [next(iter(type_.fields), "") if type_.fields else "" for type_ in (read.return_type, *read.args)]
    named = [lookup(word) if word else None for word in words]
    return Signature(signature.declared, None, tuple(None if isinstance(found, Type) else found for found in named))


def _is_record(text: "str | None") -> bool:
    return text is not None and Type(text).fields is not None


def sources(origin: "Any", count: int) -> "tuple[Any, ...]":
    """Find what described result and arguments of a signature that has that origin: classes, dtypes, types of cffi, or None."""
    if isinstance(origin, tuple):
        return origin
    if isinstance(origin, type):  # of ctypes
        return origin._restype_, *origin._argtypes_  # type: ignore[attr-defined]
    if type(origin).__module__ == "_cffi_backend":
        return origin.result, *origin.args
    return (None,) * (1 + count)


def definitions(text: str, lookup: "Lookup") -> str:
    """Write what the words of a text name as C's typedefs, a line each, in front of which they may stand."""
    words = dict.fromkeys(word for word in _WORD.findall(text) if not word.startswith("/") and word not in _C_WORDS)
    lines = [_definition(word, lookup(word), lookup) for word in words if not _is_type(word)]
    return "".join(f"{line}\n" for line in lines if line)


def _is_type(word: str) -> bool:
    try:
        Type(word)
    except CompileError:
        return False
    return True


def _definition(word: str, named: "Any", lookup: "Lookup") -> "str | None":
    declared = getattr(named, "_upcall_declared_", None)  # a typedef of a cdef
    if declared is not None:
        return f"{definitions(declared, lambda other: None if other == word else lookup(other))}{declared};"
    if type(named) is int:
        return f"enum {{ {word} = {named} }};" if -(2**63) <= named < 2**63 else None
    named, lengths = _without_lengths(named)
    found = None if named is None else type_text(named)
    if found is None:
        return None
    return f"typedef ({found}) {word}{''.join(f'[{length}]' for length in lengths)};"


def _without_lengths(named: "Any") -> "tuple[Any, list[int]]":
    """The elements of a class of ctypes' arrays."""
    lengths: list[int] = []
    if isinstance(named, type) and "_ctypes" in sys.modules:
        from _ctypes import Array

        while issubclass(named, Array):
            lengths.append(named._length_)  # type: ignore[arg-type]
            named = named._type_
    return named, lengths


def type_text(named: "Any") -> "str | None":
    """Write what an object describes as a type: a class of ctypes, a dtype, a Type, text; None: it is no type."""
    if isinstance(named, (str, Type)):
        return str(named)
    if named in _NUMBERS if isinstance(named, type) else False:
        return _NUMBERS[named]
    if isinstance(named, type) and "_ctypes" in sys.modules:
        found = _ctypes_text(named)
        if found is not None:
            return found
    known = _records.known(named)
    return None if known is None else str(known)


def _ctypes_text(class_: "Any") -> "str | None":
    from _ctypes import CFuncPtr, Structure, Union, _Pointer, _SimpleCData

    from upcall.adapters import foreign

    if issubclass(class_, (Structure, Union)) or not issubclass(class_, (CFuncPtr, _Pointer, _SimpleCData)):
        return None
    try:
        return foreign._ctypes_type(class_)
    except foreign.Refused:
        return None


def surroundings(names: "Iterable[Any]") -> "Lookup":
    """Look words up in mappings, the first one first."""
    mappings = [found for found in names if found is not None]

    def lookup(word: str) -> object:
        found = (mapping[word] for mapping in mappings if word in mapping)
        return next((named for named in found if not isinstance(named, (str, int))), None)

    return lookup


def cells(function: "Any") -> "dict[str, Any]":
    """The variables of a function that aren't its own: captured ones, then globals."""
    found = dict(getattr(function, "__globals__", {}))
    names = getattr(getattr(function, "__code__", None), "co_freevars", ())
    for name, cell in zip(names, getattr(function, "__closure__", None) or (), strict=False):
        try:
            found[name] = cell.cell_contents
        except ValueError:  # not bound so far
            continue
    return found


def of_types(types: "Any") -> "Lookup | None":
    """Look words up in the option `types`: a mapping, or a cdef.

    Raises
    ------
    TypeError
        It is neither.
    """
    if types is None:
        return None
    reader = getattr(types, "_upcall_reader_", None)  # of a cdef
    if reader is not None:
        return reader.members.get  # type: ignore[no-any-return]
    if not hasattr(types, "keys"):
        raise TypeError(f"types is a mapping of names and types, or a cdef, not {types!r}")
    for name in types:
        if type(types[name]) is not int and type_text(_without_lengths(types[name])[0]) is None:
            raise TypeError(f"types gives {name!r} {types[name]!r}, which is no type")
    return types.get  # type: ignore[no-any-return]


def either(first: "Lookup | None", second: "Lookup") -> "Lookup":
    """Ask one lookup, then another."""
    if first is None:
        return second
    return lambda word: found if (found := first(word)) is not None else second(word)


def described(given: "Any") -> "Signature | None":
    """The signature that a class of ctypes, a type of cffi or a member of a cdef stands for; None: it is none of them.

    Raises
    ------
    TypeError
        It is one, but no callback can have its types.
    """
    made = getattr(given, "_upcall_signature_", None)  # cdef's
    if made is not None:
        return made()  # type: ignore[no-any-return]
    if isinstance(given, type) and "_ctypes" in sys.modules:
        return _of_ctypes(given)
    if type(given).__module__ == "_cffi_backend" and hasattr(given, "kind"):
        return _of_cffi(given)
    return None


def _of_ctypes(class_: "Any") -> "Signature | None":
    from _ctypes import Array, CFuncPtr, Structure, Union, _Pointer, _SimpleCData

    from upcall.adapters import foreign

    if issubclass(class_, (Array, Structure, Union, _Pointer, _SimpleCData)):
        raise TypeError(f"{class_.__name__} is no type of a function: write ctypes.CFUNCTYPE(result, argument, ...)")
    if not issubclass(class_, CFuncPtr):
        return None
    if class_._flags_ & foreign._PYTHON_API:
        raise TypeError("PYFUNCTYPE is for functions that hold the GIL, which compiled code hasn't: write CFUNCTYPE")
    try:
        return Signature(foreign._ctypes_type(class_), None, class_)
    except foreign.Refused as refused:
        raise TypeError(f"no callback can be of {class_.__name__}; {refused}") from None


def _of_cffi(ctype: "Any") -> Signature:
    from upcall.adapters import foreign

    while ctype.kind == "pointer":
        ctype = ctype.item
    if ctype.kind != "function":
        raise TypeError(f"{ctype} is no type of a function: write ffi.typeof('double(*)(double)')")
    try:
        return Signature(foreign.cffi_prototype(ctype), None, ctype)
    except foreign.Refused as refused:
        raise TypeError(f"no callback can be of {ctype}; {refused}") from None
