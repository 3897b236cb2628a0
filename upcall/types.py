"""Types of C values, by Numba's names: ``types.float64``, ``types.CPointer(types.double)``, ``types.void()``.

The scalars and their aliases come from the compiler's own tables; types.pyi lists them for type checkers. A type that
is called makes a signature: ``types.float64(types.float64, types.intc)``.
"""

from upcall._core import Signature, Type, scalar_names, type_of

_OF_RECORDS = ("NestedArray", "Record")  # found when they are asked for

__all__ = ["Array", "CPointer", "Signature", "Tuple", "Type", "UniTuple", *_OF_RECORDS, *(_scalars := scalar_names())]

globals().update(_scalars)


def Array(dtype, ndim, layout, readonly=False, aligned=True):  # type: ignore[no-untyped-def]
    """Make the type of an array, for the signatures of `jit` and `njit`, which need none; no C function passes arrays.

    Parameters
    ----------
    dtype : Type
        Of its elements.
    ndim : int
    layout : {"C", "F", "A"}
    readonly, aligned : bool
        They make no difference.

    Returns
    -------
    Type

    Examples
    --------
    >>> from upcall import types
    >>> types.Array(types.float64, 2, "C")
    float64[:, ::1]
    """
    if layout not in ("C", "F", "A"):
        raise ValueError(f"layout must be 'C', 'F' or 'A', not {layout!r}")
    axes = [slice(None)] * ndim
    if ndim and layout != "A":
        axes[0 if layout == "F" else -1] = slice(None, None, 1)
    return dtype[tuple(axes)]


def CPointer(element):  # type: ignore[no-untyped-def]
    """Make the type of a C pointer.

    Parameters
    ----------
    element : Type
        What it points to; a pointer to `void` is `voidptr`. As everywhere, also what prints as a type does: one of Numba's. Also a
        structured dtype or a class of `ctypes.Structure`: the record that it describes.

    Returns
    -------
    Type

    Raises
    ------
    TypeError
        `element` is no type.

    Examples
    --------
    >>> from upcall import types
    >>> types.CPointer(types.double)
    float64*
    >>> types.void(types.CPointer(types.double), types.intc)
    (float64*, int32) -> none
    """
    found = type_of(element)
    if found is None:
        from upcall import _records

        found = _records.described(element)
    if found is None:
        raise TypeError(f"CPointer takes an upcall type, not {element!r}")
    return Type(f"CPointer({found})")


def Tuple(items):  # type: ignore[no-untyped-def]
    """Make the type of a tuple.

    Parameters
    ----------
    items : iterable of Type
        The types of its elements.

    Returns
    -------
    Type

    Raises
    ------
    TypeError
        An element is no type.

    Examples
    --------
    >>> from upcall import types
    >>> types.Tuple([types.double, types.intc])
    (float64, int32)
    """
    texts = []
    for item in items:
        found = type_of(item)
        if found is None:
            raise TypeError(f"Tuple takes upcall types, not {item!r}")
        texts.append(str(found))
    return Type(f"Tuple(({', '.join(texts)}))")


def UniTuple(item, count):  # type: ignore[no-untyped-def]
    """Make the type of a tuple of `count` elements of one type.

    Parameters and errors are those of `Tuple`; UniTuple(float64, 2) is Tuple((float64, float64)).

    Examples
    --------
    >>> from upcall import types
    >>> types.UniTuple(types.double, 2) == types.Tuple((types.double, types.double))
    True
    """
    return Tuple((item,) * count)


def __getattr__(name):  # type: ignore[no-untyped-def]
    """Find `Record` and `NestedArray`; say what to write instead of the types of Numba's that aren't here."""
    if name in _OF_RECORDS:
        from upcall import _records

        return getattr(_records, name)
    if name.startswith("__"):
        raise AttributeError(name)
    from upcall._missing import missing

    raise missing("upcall.types", name)
