"""The cache of machine code: what is in it, where it is, how to empty it.

Nothing of this is needed: it is on by default and always right. docs/cache.md says how, and which environment variables move it,
limit it and turn it off.

path : str or None
    The folder on the disk that is used from now on; None: none can be, for there is no home folder.
"""

from upcall import _core

TYPE_CHECKING = False
if TYPE_CHECKING:
    from upcall._core import CacheInfo

    path: str | None

__all__ = ["clear", "info", "path"]


def info() -> "CacheInfo":
    """Tell what is in the cache, and what it was good for.

    Returns
    -------
    dict
        - is_on (bool): False with ``UPCALL_CACHE=0``
        - path (str or None), problem (str or None): the folder, and why it can't be used: it may only not exist yet
        - entries, bytes, limit (int): files in it, the room that they take on the disk, and that they may take
        - memory_entries, memory_bytes (int): functions whose machine code is in memory; bytes that are kept beyond the callbacks
        - memory_hits, disk_hits, misses (int): of the compiles of this process

    Examples
    --------
    >>> from upcall import cache, cfunc
    >>> before = cache.info()["misses"]
    >>> f = cfunc("float64(float64)", cache=False)(lambda x: x - 123.25)
    >>> cache.info()["misses"] == before  # it wasn't asked
    True
    """
    return _core.cache_info()


def clear() -> None:
    """Empty the cache, on the disk and in memory. Callbacks that exist go on.

    There is no need to, but for the room: what has changed is never found again, and goes when room is needed.

    Examples
    --------
    >>> from upcall import cache
    >>> cache.clear()
    >>> cache.info()["entries"]
    0
    """
    _core.cache_clear()


def __getattr__(name: str) -> object:
    if name == "path":
        return _core.cache_path()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
