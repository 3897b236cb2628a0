"""Callbacks as Numba's functions of the first class: what its compiled code takes as an argument."""

from upcall._core import Signature, Type

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

    arguments = [_type(type_) for type_ in signature.args]
    return numba.types.FunctionType(_type(signature.return_type)(*arguments))


def _type(type_: Type) -> "Any":
    import numba

    found = getattr(numba.types, str(type_), None)
    if type_.element is not None and found is None:
        found = numba.types.CPointer(_type(type_.element))
    if not isinstance(found, numba.types.Type):
        raise AttributeError(f"_numba_type_: Numba has no type like {type_}")
    return found
