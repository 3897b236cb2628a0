"""Callbacks for the packages that call them: plain Python functions as SciPy wants them.

Each decorator writes the C function around yours: it takes what the caller passes, looks whether it fits, and hands you
numbers and arrays. It takes the options of `cfunc`.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from upcall.callers._scipy import generic_filter as generic_filter
    from upcall.callers._scipy import generic_filter1d as generic_filter1d
    from upcall.callers._scipy import geometric_transform as geometric_transform
    from upcall.callers._scipy import quad as quad

__all__ = ["generic_filter", "generic_filter1d", "geometric_transform", "quad"]


def __getattr__(name: str) -> object:
    """Import SciPy when it is needed."""
    if name in __all__:
        from upcall.callers import _scipy

        return getattr(_scipy, name)
    raise AttributeError(f"upcall.callers has no {name!r}; there are {', '.join(__all__)}")
