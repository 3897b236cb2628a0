"""atomic_add outside compiled code."""

from _thread import allocate_lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_lock = allocate_lock()


def atomic_add(a: "Any", i: "Any", v: "Any") -> "Any":
    """Add to a number in memory that threads share, without losing what one of them adds.

    Parameters
    ----------
    a : array, pointer, struct or Value
        Where the number lies: an integer or a float.
    i : int, tuple of int or str
        The index of the element; of a struct, or behind a pointer to one, the name of the field; of a Value and of a number of
        ctypes the empty tuple.
    v : number
        What is added, converted as in ``a[i] = v``; integers wrap.

    Returns
    -------
    number
        What was there before.

    Raises
    ------
    IndexError
        The index is beyond the end of the array.

    Notes
    -----
    In compiled code this is one instruction of the machine (of a float a loop that tries until nobody came between), ordered with
    all other such additions. Called from Python, as here, it is an addition under a lock, which compiled code doesn't see.

    Examples
    --------
    >>> import numpy as np
    >>> from upcall import atomic_add, cfunc
    >>> counts = np.zeros(3, np.int64)
    >>> @cfunc("int64(int64)")
    ... def visit(i):
    ...     return atomic_add(counts, i, 1)
    >>> visit(2), visit(2), counts.tolist()
    (0, 1, [0, 0, 2])
    """
    with _lock:
        a = getattr(a, "contents", a)
        if i == () and hasattr(a, "value"):
            i = "value"
        if isinstance(i, str) and hasattr(type(a), i):
            old = getattr(a, i)
            setattr(a, i, old + v)
        else:
            old = a[i]
            a[i] = old + v
        return old


atomic_add.__module__ = "upcall"  # by which the compiler knows it
