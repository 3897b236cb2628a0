"""Callbacks for the packages that call them: plain Python functions as SciPy, SQLite and MPI want them.

Each decorator writes the C function around yours: it takes what the caller passes, looks whether it fits, and hands you
numbers and arrays. It takes the options of `cfunc`.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from upcall.callers import mpi as mpi
    from upcall.callers import sqlite as sqlite
    from upcall.callers._scipy import generic_filter as generic_filter
    from upcall.callers._scipy import generic_filter1d as generic_filter1d
    from upcall.callers._scipy import geometric_transform as geometric_transform
    from upcall.callers._scipy import quad as quad

_OF_SCIPY = ("generic_filter", "generic_filter1d", "geometric_transform", "quad")

__all__ = ["generic_filter", "generic_filter1d", "geometric_transform", "mpi", "quad", "sqlite"]


def __getattr__(name: str) -> object:
    """Import what is asked for: nobody needs SciPy for SQLite."""
    if name in ("mpi", "sqlite"):
        import importlib

        return importlib.import_module(f"upcall.callers.{name}")
    if name in _OF_SCIPY:
        from upcall.callers import _scipy

        return getattr(_scipy, name)
    raise AttributeError(f"upcall.callers has no {name!r}; there are {', '.join(__all__)}")
