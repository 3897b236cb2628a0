"""Callbacks in Numba's compiled code: functions of the first class as arguments, C functions as globals."""

from upcall._core import CFunc, Signature, Type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def function_type(signature: Signature) -> "Any":
    """Find Numba's type of a function.

    Raises
    ------
    AttributeError
        Numba has no such type: what it looks for isn't there.
    """
    import numba

    init()
    arguments = [_type(type_) for type_ in signature.args]
    return numba.types.FunctionType(_type(signature.return_type)(*arguments))


def init() -> None:
    """Tell Numba of globals that are callbacks; it asks for that itself, by the entry point numba_extensions."""
    from numba.core.typing.typeof import typeof_impl

    if typeof_impl.dispatch(CFunc) is typeof_impl.dispatch(object):
        typeof_impl.register(CFunc, _typeof)


def _typeof(function: CFunc, context: "Any") -> "Any":
    import numba
    from numba.core.typing.typeof import Purpose

    found = getattr(function, "_numba_type_", None)
    if found is None or context.purpose is not Purpose.constant:
        return found
    return numba.types.ExternalFunctionPointer(found.signature, get_pointer=_address)


def _address(function: CFunc) -> int:
    return function.address


def _type(type_: Type) -> "Any":
    import numba

    found = getattr(numba.types, str(type_), None)
    if type_.element is not None and found is None:
        found = numba.types.CPointer(_type(type_.element))
    if not isinstance(found, numba.types.Type):
        raise AttributeError(f"_numba_type_: Numba has no type like {type_}")
    return found
