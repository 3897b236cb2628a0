"""The callbacks of scipy.integrate and scipy.ndimage."""

import numpy as np
from scipy import LowLevelCallable

from upcall import CFunc, _forms, carray, cfunc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Callback(LowLevelCallable):  # type: ignore[misc]
    """What SciPy takes for a function. It can't be called, or SciPy would call it as a Python function.

    Attributes
    ----------
    cfunc : CFunc
        The C function, which can.
    """

    cfunc: CFunc

    def __new__(cls, compiled: CFunc) -> "Callback":
        """Make what SciPy calls of a C function with one of its prototypes."""
        made: Callback = LowLevelCallable.__new__(cls, compiled.ctypes)
        made.cfunc = compiled
        return made

    def __reduce__(self) -> "tuple[Any, ...]":
        """Pickle the C function."""
        return type(self), (self.cfunc,)

    def __repr__(self) -> str:
        return f"<callback for SciPy, {self.cfunc!r}>"


def quad(function: "Callable[..., Any] | None" = None, /, **options: object) -> "Any":
    """Compile an integrand of numbers, ``f(x, a, b)``, for scipy.integrate.

    Parameters
    ----------
    function : callable, optional
        Takes floats, the variables of integration first and then what `args` gives; returns one. Arguments with a default may
        be left out.
    **options
        Those of `cfunc`.

    Returns
    -------
    Callback or callable
        What `quad`, `dblquad`, `tplquad` and `nquad` take; without `function`, a decorator.

    Raises
    ------
    ValueError
        While SciPy integrates, as a callback's errors are raised: `args` has another length than `function` takes.
    CompileError
        The function can't be compiled.

    Examples
    --------
    >>> import scipy.integrate as si
    >>> from upcall.callers import quad
    >>> @quad
    ... def f(x, a):
    ...     return a * x * x
    >>> si.quad(f, 0, 1, args=(6.0,))[0]
    2.0
    """
    return _decorated(function, options, "float64(intc, float64*)", _integrand)


def _integrand(function: "Callable[..., Any]") -> "Any":
    target, names, least = _target(function, "quad")
    if not names:
        raise TypeError(f"{underlying_name(target)}() takes no variable of integration: write it as an argument")
    expected = f"{least} to {len(names)} numbers" if least < len(names) else f"{least} number{'s'[: least != 1]}"
    cases = _cases(names, max(least, 1), "return call({})", "_xx")
    text = f"{underlying_name(target)}({', '.join(names)}) takes {expected}, but SciPy passes it "
    cases.append("raise ValueError(f'{_text}{_n}: see args')")
    return _forms.calling(target, ["_n", "_xx"], "\n".join(cases), _text=text)


def _cases(names: "list[str]", least: int, statement: str, array: str) -> "list[str]":
    """The statement for each number of arguments that the function may have, where there are _n in the array."""
    counts = range(least, len(names) + 1)
    return [f"if _n == {n}: {statement.format(', '.join(f'{array}[{i}]' for i in range(n)))}" for n in counts]


def generic_filter(function: "Callable[..., Any] | None" = None, /, **options: object) -> "Any":
    """Compile a function of a window's pixels, a float64 array of one dimension, for scipy.ndimage.generic_filter.

    Parameters
    ----------
    function : callable, optional
        Takes the array, returns the filtered pixel.
    **options
        Those of `cfunc`.

    Returns
    -------
    Callback or callable
        What `generic_filter` takes; without `function`, a decorator.

    Examples
    --------
    >>> import numpy as np
    >>> from scipy import ndimage
    >>> from upcall.callers import generic_filter
    >>> @generic_filter
    ... def spread(window):
    ...     return window.max() - window.min()
    >>> ndimage.generic_filter(np.arange(5.0), spread, size=3)
    array([1., 2., 2., 2., 1.])
    """
    signature = "intc(float64*, intp, float64*, voidptr)"
    body = "_result[0] = call(carray(_window, _count))\nreturn 1"
    return _of_ndimage(function, options, signature, ["_window", "_count", "_result", "_data"], body)


def generic_filter1d(function: "Callable[..., Any] | None" = None, /, **options: object) -> "Any":
    """Compile a function of two lines of an image, float64 arrays, for scipy.ndimage.generic_filter1d.

    Parameters
    ----------
    function : callable, optional
        Takes the line, which is longer by the size of the filter less 1, and the line that it is to write.
    **options
        Those of `cfunc`.

    Returns
    -------
    Callback or callable
        What `generic_filter1d` takes; without `function`, a decorator.
    """
    signature = "intc(float64*, intp, float64*, intp, voidptr)"
    body = "call(carray(_line, _n), carray(_out, _m))\nreturn 1"
    return _of_ndimage(function, options, signature, ["_line", "_n", "_out", "_m", "_data"], body)


def geometric_transform(function: "Callable[..., Any] | None" = None, /, **options: object) -> "Any":
    """Compile a function of a pixel's indices for scipy.ndimage.geometric_transform.

    Parameters
    ----------
    function : callable, optional
        Takes as many ints as the new image has axes, returns where that pixel was: a tuple of numbers.
    **options
        Those of `cfunc`.

    Returns
    -------
    Callback or callable
        What `geometric_transform` takes; without `function`, a decorator.

    Raises
    ------
    ValueError
        While SciPy works, as a callback's errors are raised: the images have other numbers of axes.
    """
    return _decorated(function, options, "intc(intp*, float64*, intc, intc, voidptr)", _transform)


def _transform(function: "Callable[..., Any]") -> "Any":
    target, names, least = _target(function, "geometric_transform")
    expected = f"{least} to {len(names)}" if least < len(names) else f"{least}"
    cases = _cases(names, least, "return store(_out, _m, call, {})", "_at")
    text = f"{underlying_name(target)}({', '.join(names)}) takes {expected} indices, but the image has "
    cases.append("raise ValueError(f'{_text}{_n} axes')")
    return _forms.calling(target, ["_at", "_out", "_n", "_m", "_data"], "\n".join(cases), store=_store, _text=text)


def _store(out: "Any", count: int, mapping: "Any", *indices: int) -> int:
    _put(out, count, mapping(*indices))
    return 1


def _put(out: "Any", count: int, place: "Any") -> None:
    """One coordinate for each axis of the old image."""
    if np.ndim(place) == 0:
        raise TypeError("a number isn't a pixel's place: return a tuple of coordinates")
    if len(place) != count:
        raise ValueError(f"{len(place)} coordinates for an image of {count} axes")
    for i, coordinate in enumerate(place):
        out[i] = coordinate


def _of_ndimage(
    function: "Callable[..., Any] | None", options: "dict[str, object]", signature: str, names: "list[str]", body: str
) -> "Any":
    return _decorated(
        function,
        options,
        signature,
        lambda given: _forms.calling(_forms.python_function(given), names, body, carray=carray),
    )


def _decorated(
    function: "Callable[..., Any] | None",
    options: "dict[str, object]",
    signature: str,
    wrapped: "Callable[[Callable[..., Any]], Any]",
) -> "Any":
    compile_function: Any = cfunc(signature, **options)  # type: ignore[arg-type]

    def decorate(given: "Callable[..., Any]") -> Callback:
        made: CFunc = compile_function(wrapped(given))
        made.__wrapped__ = given
        return Callback(made)

    return decorate if function is None else decorate(function)


def _target(function: "Any", decorator: str) -> "tuple[Any, list[str], int]":
    """What is called, its arguments, and how many of them have no default."""
    target = _forms.python_function(function)
    code = _forms.underlying(target).__code__
    if code.co_flags & 0x04:
        raise TypeError(
            f"{decorator} has to know how many arguments {code.co_name} takes: write them by name, without *"
        )
    return target, *_forms.positional(target)


def underlying_name(target: "Any") -> str:
    name: str = _forms.underlying(target).__name__
    return name
