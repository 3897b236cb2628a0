"""What an exception is made with: numbers of compiled code and texts of them.

Compiled code leaves the numbers, a word each, and a description, the text of a list of (kind, ...): written by
src/lower/lower_text.c, which says what kinds there are."""

import sys
from _struct import unpack_from

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

FORMATS = {"boolean": "?", "float32": "f", "float64": "d", "complex64": "f", "complex128": "d"}
CONVERSIONS: "list[Callable[[object], object]]" = [lambda value: value, str, repr, ascii]
QUOTED = 64  # bytes: machine.quoted of the prelude
CONSTANTS = {"inf": float("inf"), "nan": float("nan"), "complex": complex, "__builtins__": {}}


def values(description: str, words: bytes) -> list[object]:
    """Make the arguments of an exception."""
    return [_value(item, words) for item in eval(description, CONSTANTS)]


def _value(item: "tuple[Any, ...]", words: bytes) -> object:
    kind, *rest = item
    if kind == "constant":
        return rest[0]
    if kind == "number":
        return _number(rest[0], words[8 * rest[1] :])
    if kind == "string":
        return rest[1][_number("int32", words[8 * rest[0] :])]
    if kind == "bytes":
        return _quoted(words[8 * rest[0] :])
    if kind == "format":
        value, conversion, spec = rest
        text = CONVERSIONS[conversion](_value(value, words))
        return format(text, "" if spec is None else str(_value(spec, words)))
    parts = [_value(part, words) for part in rest[0]]
    if kind == "join":
        return "".join(map(str, parts))
    template = str(parts[0])
    return template.format(*parts[1:]) if kind == "format_call" else template % tuple(parts[1:])


def _quoted(words: bytes) -> str:
    """Bytes as Python writes them: those that there was room for."""
    count, shown = int.from_bytes(words[:8], "little"), words[8 : 8 + QUOTED]
    return repr(shown[:count]) + ("..." if count > QUOTED else "")


def _number(name: str, words: bytes) -> object:
    """What Python would have: its own numbers, but NumPy's of the types that are NumPy's alone."""
    if name.startswith("complex"):
        real, imaginary = (unpack_from(FORMATS[name], words, offset)[0] for offset in (0, 8))
        return _as_numpy(name, complex(real, imaginary))
    if name in FORMATS:
        return _as_numpy(name, unpack_from(FORMATS[name], words)[0])
    bits = 64 if name in ("intp", "uintp") else int(name.lstrip("uint"))
    return _as_numpy(name, int.from_bytes(words[: bits // 8], "little", signed=not name.startswith("uint64")))


def _as_numpy(name: str, value: object) -> object:
    own = name in ("boolean", "int64", "uint64", "intp", "uintp", "float64", "complex128")
    numpy = None if own else sys.modules.get("numpy")
    return getattr(numpy, name)(value) if numpy else value
