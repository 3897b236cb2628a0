"""The decorators: what they accept, and what they say about what they don't."""

from upcall._core import CFunc, Signature, Type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

# LLVM's names of the fast-math flags: the bits of LIR_FAST_* (src/core/lir.h)
_FASTMATH = {"nnan": 1, "ninf": 2, "nsz": 4, "arcp": 8, "contract": 16, "afn": 32, "reassoc": 64, "fast": 127}

_OPTIONS = ("boundscheck", "error_model", "fastmath", "nopython", "nogil", "cache", "forceobj")


def cfunc(
    signature: "str | Signature",
    /,
    *,
    boundscheck: "bool | None" = True,
    error_model: str = "numpy",
    fastmath: "bool | Iterable[str]" = False,
    nopython: bool = True,
    nogil: bool = True,
    cache: bool = True,
    forceobj: bool = False,
    **unknown: object,
) -> "Callable[[Callable[..., Any]], CFunc]":
    """Compile a Python function to a C function, at once.

    Parameters
    ----------
    signature : str or Signature
        Types of the result and the arguments: ``"float64(float64, intc)"`` or ``types.float64(types.float64, types.intc)``.
    boundscheck : bool or None, optional
        Check indices of arrays and raise `IndexError`. On by default; None means the same.
    error_model : {"numpy", "python"}, optional
        "python" makes division of floats by zero raise `ZeroDivisionError`; by default it gives inf or nan.
    fastmath : bool or set of str, optional
        Let LLVM change floating-point results: True, or names of its flags ("nnan", "ninf", "nsz", "arcp", "contract",
        "afn", "reassoc").
    nopython, nogil, cache : bool, optional
        Accepted from Numba, without effect: a callback is always compiled, and never holds the GIL.
    forceobj : bool, optional
        There is no object mode.

    Returns
    -------
    callable
        A decorator, which turns a Python function into a `CFunc`.

    Raises
    ------
    TypeError
        No signature or several, or an option that doesn't exist.
    ValueError
        An option's value that doesn't exist.
    NotImplementedError
        With ``forceobj=True``.
    CompileError
        The signature can't be read; from the decorator: the function can't be compiled.
    """
    for name in unknown:
        raise TypeError(_unknown_option(name))
    if forceobj:
        raise NotImplementedError("there is no object mode: forceobj=True can't be had")
    if error_model not in ("numpy", "python"):
        raise ValueError(f"error_model is 'numpy' or 'python', not {error_model!r}")
    parsed = _one_signature(signature)
    check = boundscheck is None or bool(boundscheck)
    flags = _fastmath_flags(fastmath)

    def compile_function(function: "Callable[..., Any]") -> CFunc:
        return CFunc(function, parsed, boundscheck=check, error_model=error_model, fastmath=flags)

    return compile_function


def _one_signature(signature: object) -> Signature:
    if isinstance(signature, Signature):
        return signature
    if isinstance(signature, str):
        return Signature(signature)
    if isinstance(signature, Type):
        raise TypeError(
            f"{signature} is a type, not a signature: write types.{signature}(...) with the arguments' types"
        )
    if isinstance(signature, (tuple, list)):
        raise TypeError("cfunc takes exactly one signature, with its result: write types.float64(types.intc), no tuple")
    if callable(signature):
        raise TypeError('cfunc needs a signature: write @cfunc("float64(float64)"), with the types of the function')
    raise TypeError(f"a signature is a string or a call of a type, such as 'float64(float64)', not {signature!r}")


def _fastmath_flags(fastmath: "bool | Iterable[str]") -> int:
    if isinstance(fastmath, bool):
        return _FASTMATH["fast"] if fastmath else 0
    flags = 0
    for name in {fastmath} if isinstance(fastmath, str) else fastmath:
        if name not in _FASTMATH:
            raise ValueError(f"fastmath has no flag {name!r}; there are {', '.join(_FASTMATH)}")
        flags |= _FASTMATH[name]
    return flags


def _unknown_option(name: str) -> str:
    import difflib

    nearest = difflib.get_close_matches(name, _OPTIONS, n=1, cutoff=0.5)
    return f"cfunc has no option {name!r}" + (f"; did you mean {nearest[0]!r}?" if nearest else "")
