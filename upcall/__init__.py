"""Python functions as C function pointers: compiled, callable from any thread, no interpreter in the path.

>>> from upcall import cfunc
>>> @cfunc("float64(float64, float64)")
... def add(x, y):
...     return x + y
>>> add.ctypes(4.0, 5.0)
9.0

Importing this package costs about as much as opening one small shared library: what isn't needed for every callback
(ctypes, cffi, NumPy, LLVM, the errors) is imported when it is first used.
"""

from upcall import types
from upcall._atomic import atomic_add
from upcall._core import CFunc, Value
from upcall._return import Return
from upcall.decorators import cfunc, jit, njit
from upcall.views import carray, cast, farray

TYPE_CHECKING = False  # typing's, without the import: that takes longer than all of this package
if TYPE_CHECKING:
    from upcall import cache as cache
    from upcall import errors as errors
    from upcall._cdef import cdef as cdef
    from upcall._errors import CompileError as CompileError
    from upcall._records import from_dtype as from_dtype
    from upcall._structs import struct as struct
    from upcall.errors import raise_errors as raise_errors
    from upcall.types import *  # noqa: F403

__version__ = "0.1.0"

__all__ = [
    "CFunc",
    "CompileError",
    "Return",
    "Value",
    "atomic_add",
    "cache",
    "carray",
    "cast",
    "cdef",
    "cfunc",
    "errors",
    "farray",
    "from_dtype",
    "jit",
    "njit",
    "raise_errors",
    "struct",
    "types",
]


def __getattr__(name: str) -> object:
    """Find what isn't imported at start, and the scalar types by Numba's names, such as `float64`.

    Of the rest of Numba's names, the error says what to write instead.
    """
    if name == "CompileError":
        from upcall._errors import CompileError

        return CompileError
    if name in ("errors", "raise_errors"):
        import upcall.errors  # which makes it an attribute, so that it isn't asked for here again

        return upcall.errors if name == "errors" else upcall.errors.raise_errors
    if name == "cache":
        import upcall.cache

        return upcall.cache
    if name == "cdef":
        from upcall._cdef import cdef

        return cdef
    if name == "struct":
        from upcall._structs import struct

        return struct
    if name == "from_dtype":
        from upcall._records import from_dtype

        return from_dtype
    if name in types.__all__:
        return getattr(types, name)
    if name.startswith("__"):
        raise AttributeError(name)
    from upcall._missing import missing

    raise missing("upcall", name)
