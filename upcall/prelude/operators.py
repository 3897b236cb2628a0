"""operator's functions that are more than an operation."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sized
    from typing import Any


def contains(a: "Iterable[float]", b: float) -> bool:
    """b in a, of numbers."""
    found = False
    for item in a:
        found = found or item == b
    return found


def count_of(a: "Iterable[float]", b: float) -> int:
    """How often b is in a."""
    count = 0
    for item in a:
        if item == b:
            count += 1
    return count


def index_of(a: "Iterable[float]", b: float) -> int:
    """Where b is in a first."""
    index = 0
    for item in a:
        if item == b:
            return index
        index += 1  # noqa: SIM113
    raise ValueError("sequence.index(x): x not in sequence")


def call(function: "Any", *arguments: "Any") -> "Any":
    """function(*arguments)"""
    return function(*arguments)


def length_hint(a: "Sized", default: int = 0) -> int:
    """The length, of what has one."""
    return len(a)


def is_none(a: object) -> bool:
    """Also of a pointer: null is None."""
    return a is None


def is_not_none(a: object) -> bool:
    """Also of a pointer: null is None."""
    return a is not None
