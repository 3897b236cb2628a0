"""``python -m upcall doctor``: whether callbacks can be made and run in this process, and by what means."""

import platform
import sys
import time
from collections.abc import Callable, Iterator

from upcall import CompileError, __version__, _core, cache, cfunc

DOCS = "docs/deployment.md"
DEBUG = {"gdb", "perf"}  # what UPCALL_DEBUG asks for


class Trouble(Exception):
    """What doesn't work, and what to do about it."""


def system() -> Iterator[str]:
    """The interpreter and the system."""
    import os

    library, version = platform.libc_ver()
    yield f"upcall {__version__}"
    yield f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.release()}"
    yield f"{platform.machine()}, {library or 'an unknown C library'} {version}".rstrip()
    for word in filter(None, os.environ.get("UPCALL_DEBUG", "").split(",")):
        yield f"UPCALL_DEBUG: {word}" + ("" if word in DEBUG else " is unknown and ignored")


def memory() -> Iterator[str]:
    """The ways to executable memory."""
    ways = _core.doctor_memory()
    for name, refusal in ways:
        yield f"{name}: {f'refused, {refusal}' if refusal else 'works'}"
    if all(refusal for _, refusal in ways):
        raise Trouble(f"allow mremap() or memfd_create() in the seccomp filter or the policy of the system; see {DOCS}")


def back_end() -> Iterator[str]:
    """What compiles, and for which processor."""
    path, version, processor = _core.doctor_backend()
    name, _, features = processor.partition(";")
    have = {feature[1:] for feature in features.split(",") if feature.startswith("+")}
    wide = [feature for feature in ("sse4.2", "avx", "avx2", "avx512f", "neon", "sve") if feature in have]
    yield f"LLVM {version} in {path}"
    yield f"for {name}, {', '.join(wide)}"


def callback() -> Iterator[str]:
    """One, from beginning to end."""
    start = time.perf_counter()
    made = cfunc("float64(float64)", cache=False)(lambda x: 2.0 * x + 1.0)
    result = made.ctypes(20.5)
    took = 1000 * (time.perf_counter() - start)
    if result != 42.0:
        raise Trouble(f"a callback gave {result}, not 42.0: please report it")
    yield f"compiled, loaded and called in {took:.1f} ms"


def cache_folder() -> Iterator[str]:
    """Where machine code is kept."""
    info = cache.info()
    if not info["is_on"]:
        yield "off, by UPCALL_CACHE"
        return
    if info["path"] is not None:
        size = f"{info['bytes'] / 2**20:.1f} of {info['limit'] / 2**20:.0f} MiB"
        yield f"{info['path']}: {info['entries']} entries, {size}"
    cfunc("float64(float64)")(lambda x: 2.0 * x + 1.0)
    if problem := cache.info()["problem"]:
        raise Trouble(f"{problem}: callbacks are compiled anew in each process; UPCALL_CACHE_DIR names another folder")
    yield "works"


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "system": system,
    "executable memory": memory,
    "back end": back_end,
    "callback": callback,
    "cache": cache_folder,
}


def say(name: str, line: str) -> None:
    """Names of folders may be no text."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    shown = line.encode(encoding, "backslashreplace").decode(encoding)
    print(f"{name + ':':18} {shown}", flush=True)


def main() -> int:
    """Print what each check finds; gives the exit status: 1 if anything is in the way of callbacks or of the cache."""
    failed = False
    for name, check in CHECKS.items():
        try:
            for line in check():
                say(name, line)
        except (Trouble, CompileError, MemoryError) as trouble:
            failed = True
            say(name, f"PROBLEM: {trouble}")
    return int(failed)
