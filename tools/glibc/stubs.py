"""Stubs of an old glibc, to link against: `python stubs.py SYMBOLS FOLDER`.

Which version of glibc a shared object needs is decided when it is linked: the archives of LLVM, libstdc++, libz and libzstd name
functions without versions. So a wheel that is linked against libraries that offer what glibc 2.28 did runs wherever that, or a
newer one, does. A row of SYMBOLS is a library, a symbol, its version, FUNC or OBJECT, and the size of an object; rows are added
by hand where the link misses a symbol, with the version that the System V ABI lists of glibc give (nm -D on that glibc).
"""

import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

COMPILER = ["gcc", "-B/usr/lib/llvm-22/bin"]
LIBC, LOADER = "libc.so.6", ("ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1")


class Row(NamedTuple):
    library: str
    symbol: str
    version: str
    kind: str
    size: str


def read(path: Path) -> dict[str, list[Row]]:
    """The rows of each library."""
    libraries = defaultdict(list)
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            row = Row(*line.split())
            libraries[row.library].append(row)
    return libraries


def assembly(rows: list[Row]) -> str:
    """Every symbol, each in bytes of its own."""
    lines = []
    for row in rows:
        section, kind = (".text", "@function") if row.kind == "FUNC" else (".data", "@object")
        size = max(int(row.size), 8)
        lines += [section, f".globl {row.symbol}", f".type {row.symbol}, {kind}", f".size {row.symbol}, {size}"]
        lines += [f"{row.symbol}: .zero {size}"]
    return "\n".join([*lines, '.section .note.GNU-stack,"",%progbits', ""])


def version_script(rows: list[Row]) -> str:
    """A node a version; what isn't listed isn't exported."""
    nodes = defaultdict(list)
    for row in rows:
        nodes[row.version].append(row.symbol)
    return "".join(f"{version} {{ global: {'; '.join(names)}; }};\n" for version, names in sorted(nodes.items()))


def make(library: str, rows: list[Row], folder: Path, compiler: list[str]) -> None:
    """FOLDER/library, which holds nothing but names."""
    source, script = folder / f"{library}.s", folder / f"{library}.map"
    source.write_text(assembly(rows))
    script.write_text(version_script(rows))
    link = ["-shared", "-nostdlib", "-fuse-ld=lld", f"-Wl,-soname,{library}", f"-Wl,--version-script={script}"]
    subprocess.run([*compiler, *link, "-o", folder / library, source], check=True)


def write_group(folder: Path, libraries: list[str], nonshared: str) -> None:
    """FOLDER/libc.so, which the compiler's own -lc finds: all libraries that glibc was before 2.34, where they are needed.

    What libc has only static, such as atexit, comes from the glibc that is here.
    """
    loader = [name for name in libraries if name in LOADER]
    others = [name for name in libraries if name != LIBC and name not in loader]
    needed = " ".join(str(folder / name) for name in [*others, *loader])
    (folder / "libc.so").write_text(f"GROUP ( {folder / LIBC} {nonshared} AS_NEEDED ( {needed} ) )\n")
    for name in others:  # -lm, -ldl, -lpthread
        short = name.split(".so")[0]
        (folder / f"{short}.so").unlink(missing_ok=True)
        (folder / f"{short}.so").symlink_to(name)


def main(symbols: str, target: str, *compiler: str) -> None:
    """Make all of them anew."""
    command, folder = list(compiler or COMPILER), Path(target).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    libraries = read(Path(symbols))
    for library, rows in libraries.items():
        make(library, rows, folder, command)
    nonshared = subprocess.run(
        [*command, "-print-file-name=libc_nonshared.a"], capture_output=True, text=True, check=True
    )
    write_group(folder, list(libraries), nonshared.stdout.strip())


if __name__ == "__main__":
    main(*sys.argv[1:])
