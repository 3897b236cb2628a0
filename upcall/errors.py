"""Errors of callbacks that C called: to raise them where Python goes on, to look at them, to forget them.

C has no exceptions: a callback that fails returns its error value, and the exception goes to `sys.unraisablehook` when
Python's main thread gets to it. (A callback that Python calls raises its error itself.)
"""

from upcall import _core

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Failure", "clear", "pending", "raise_errors"]


# A named tuple without `collections` or `typing`: these take longer to import than all of this package.
class Failure(tuple[str, BaseException, int]):
    """Equal failures of a callback: the same exception, raised at the same place."""

    __slots__ = ()
    __match_args__ = ("callback", "exception", "times")

    @property
    def callback(self) -> str:
        """Qualified name of the Python function."""
        return self[0]

    @property
    def exception(self) -> BaseException:
        """What it raised; the traceback shows where."""
        return self[1]

    @property
    def times(self) -> int:
        """How often, since these failures were last reported or forgotten."""
        return self[2]

    def __repr__(self) -> str:
        return f"Failure(callback={self.callback!r}, exception={self.exception!r}, times={self.times!r})"


def pending() -> list[Failure]:
    """Look at the failures that weren't reported yet.

    Reports wait while the main thread is inside a C function, or anybody inside `raise_errors`. Looking at them changes
    nothing.

    Returns
    -------
    list of Failure
        At most 1000, callbacks that failed first in front.

    Examples
    --------
    >>> import ctypes
    >>> from upcall import cfunc, errors
    >>> @cfunc("int64(int64)")
    ... def inverse(n):
    ...     return 100 // n
    >>> with errors.raise_errors():
    ...     result = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)(inverse.address)(0)
    ...     errors.pending()[0].exception
    ...     errors.clear()
    ZeroDivisionError('division by zero')
    """
    return [Failure(failure) for failure in _core.pending_errors()]


def clear() -> None:
    """Forget the failures that weren't reported yet: neither `sys.unraisablehook` nor `raise_errors` will get them.

    Examples
    --------
    >>> from upcall import errors
    >>> errors.clear()
    >>> errors.pending()
    []
    """
    _core.clear_errors()


class raise_errors:
    """A context that raises, at its end, the first error of any callback since it began, on any thread.

    Where its body raises an exception, the callback's error is raised instead, with that as its context; KeyboardInterrupt
    and the like go on. Failures at other places are reported as ever, when the context has ended: until then all reports
    wait.

    Raises
    ------
    Exception
        What the callback raised: one of Python's own classes. Its text says how often, if more than once.

    Examples
    --------
    >>> import ctypes
    >>> from upcall import cfunc, raise_errors
    >>> @cfunc("int64(int64)")
    ... def inverse(n):
    ...     return 100 // n
    >>> with raise_errors():
    ...     result = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)(inverse.address)(0)
    Traceback (most recent call last):
    ZeroDivisionError: division by zero
    """

    def __init__(self) -> None:
        self._watches: list[int] = []

    def __enter__(self) -> None:
        self._watches.append(_core.watch_errors())

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: "TracebackType | None"
    ) -> None:
        is_to_go_on = kind is not None and not issubclass(kind, Exception)
        error = _core.watch_errors_end(self._watches.pop(), not is_to_go_on)
        if error is not None:
            raise error
