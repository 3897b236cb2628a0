"""`Return`, an exception that is none: how a helper leaves the whole callback."""


class Return(BaseException):
    """Leave the callback from wherever it is, with that result.

    ``raise upcall.Return(value)`` in a callback or in a function that it calls gives C the value, as `return` in the callback
    would: nothing is reported, and called from Python the callback returns it. On the way ``finally`` blocks run, and
    ``except Exception`` doesn't catch it.

    Parameters
    ----------
    value : optional
        What C gets; converts to the result's type. None where the callback returns nothing.

    Examples
    --------
    >>> import upcall
    >>> def checked(n):
    ...     if n < 0:
    ...         raise upcall.Return(-1)
    ...     return n
    >>> @upcall.cfunc("intc(intc)")
    ... def double(n):
    ...     return 2 * checked(n)
    >>> double(4), double(-4)
    (8, -1)
    """


Return.__module__ = "upcall"
