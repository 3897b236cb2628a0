"""Write the build-id of a library as C: what the cache's keys say of the back end.

Usage: tools/build_id.py LIBRARY OUTPUT

The linker makes it from all that it puts into the library, so another compiler, LLVM or option is another build."""

import struct
import sys
from pathlib import Path

SHT_NOTE, NT_GNU_BUILD_ID = 7, 3


def build_id(elf: bytes) -> bytes:
    """Find the note in a 64-bit ELF file."""
    (sections,) = struct.unpack_from("<Q", elf, 40)
    size, count = struct.unpack_from("<HH", elf, 58)
    for at in range(sections, sections + size * count, size):
        kind, _, _, offset = struct.unpack_from("<IQQQ", elf, at + 4)
        name, described, note = struct.unpack_from("<III", elf, offset) if kind == SHT_NOTE else (0, 0, 0)
        if note == NT_GNU_BUILD_ID and elf[offset + 12 : offset + 12 + name] == b"GNU\0":
            return elf[offset + 12 + name : offset + 12 + name + described]
    raise SystemExit("there is no build-id in it: link it with --build-id=sha1")


def main() -> None:
    library, output = map(Path, sys.argv[1:])
    numbers = ", ".join(f"{byte:#04x}" for byte in build_id(library.read_bytes()))
    output.write_text(
        f'#include "runtime/artifact.h"\n\nconst uint8_t backend_build[BACKEND_BUILD_SIZE] = {{{numbers}}};\n'
    )


if __name__ == "__main__":
    main()
