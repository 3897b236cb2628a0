"""The command line.

``python -m upcall show FILE:FUNCTION`` prints what each stage of the compiler makes of a function; ``python -m upcall cache`` tells
what is in the cache of machine code; ``python -m upcall doctor`` whether callbacks can be made and run here."""

import argparse
import os
import runpy
import sys

from upcall import CFunc, _core
from upcall._errors import CompileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

STAGES = ("bytecode", "hir", "types", "bound", "checks", "fuse", "lir", "bytes", "llvm_input", "llvm", "asm")
SHOWN = ("bytecode", "hir", "types", "lir", "llvm", "asm")


def find_function(place: str) -> "Any":
    """Run FILE and give the object that FUNCTION, which may have dots, names in it.

    A plain function stands for the CFunc that the file has made of it, if it has.
    """
    file, colon, name = place.rpartition(":")
    if not colon or not file or not name:
        raise SystemExit(f"expected FILE:FUNCTION, such as quad.py:integrand, not {place!r}")
    first, *rest = name.split(".")
    if not os.path.isfile(file):
        raise SystemExit(f"there is no file {file}")
    sys.path.insert(0, os.path.dirname(os.path.abspath(file)))  # as for a script: it may import what lies beside it
    names = runpy.run_path(file, run_name="<upcall show>")
    if first not in names:
        raise SystemExit(f"{file} has no {first}")
    found = names[first]
    for attribute in rest:
        if not hasattr(found, attribute):
            raise SystemExit(f"{file}: {first} has no {attribute}")
        found = getattr(found, attribute)
    return next((value for value in names.values() if isinstance(value, CFunc) and _wraps(value, found)), found)


def _wraps(made: CFunc, function: "Any") -> bool:
    return getattr(made, "__wrapped__", None) is function


def dump(found: "Any", signature: str | None, stage: str) -> str:
    """Text of one stage of a CFunc, or of a plain function for a signature."""
    if isinstance(found, CFunc) and signature is None:
        return found.inspect(stage)
    if signature is None:
        raise SystemExit("a function that isn't decorated needs --signature, such as 'float64(float64)'")
    return _core.inspect(getattr(found, "__wrapped__", found), _core.Signature(signature), stage)


def show(place: str, signature: str | None, stages: list[str]) -> None:
    """Print the stages one after another."""
    found = find_function(place)
    for stage in stages:
        text = dump(found, signature, stage)
        print(f"--- {stage}\n{text.rstrip()}\n" if len(stages) > 1 else text.rstrip())


def show_cache(what: str) -> None:
    """Print its folder or all about it, or empty it."""
    from upcall import cache

    if what == "clear":
        cache.clear()
    elif what == "path":
        print(cache.path)
    else:
        for name, value in cache.info().items():
            print(f"{name}: {value}")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m upcall", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("show", help="print the stages of compiling a function")
    command.add_argument("place", metavar="FILE:FUNCTION", help="a Python file, which is run, and a function in it")
    command.add_argument("--signature", help="for a function that isn't decorated: its types, 'float64(float64)'")
    command.add_argument("--stage", action="append", choices=STAGES, help="only this stage; may be given again")
    command = commands.add_parser(
        "cache", help="the cache of machine code: what is in it (info), its folder, or empty it"
    )
    command.add_argument("what", nargs="?", choices=("info", "path", "clear"), default="info")
    commands.add_parser("doctor", help="what this process may do: executable memory, the back end, the cache")
    options = parser.parse_args(arguments)
    if options.command == "doctor":
        from upcall import _doctor

        return _doctor.main()
    if options.command == "cache":
        show_cache(options.what)
        return 0
    try:
        show(options.place, options.signature, options.stage or list(SHOWN))
    except CompileError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
