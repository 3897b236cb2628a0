"""Write as C what the cache's keys say of the program: the build-id of the back end, and a hash of what encodes LIR.

Usage: tools/build_id.py LIBRARY OUTPUT SOURCE...

The linker makes the build-id from all that it puts into the library, so another compiler, LLVM or option is another build. What the
bytes of a module mean is the core's affair: it is known by the sources that write and read them."""

import hashlib
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


def constant(name: str, data: bytes) -> str:
    return f"const uint8_t {name} = {{{', '.join(f'{byte:#04x}' for byte in data)}}};\n"


def main() -> None:
    library, output, *sources = map(Path, sys.argv[1:])
    encoding = hashlib.sha1(b"".join(source.read_bytes() for source in sources), usedforsecurity=False)
    output.write_text(
        '#include "runtime/artifact.h"\n\n'
        + constant("backend_build[BACKEND_BUILD_SIZE]", build_id(library.read_bytes()))
        + constant("lir_encoding[LIR_ENCODING_SIZE]", encoding.digest())
    )


if __name__ == "__main__":
    main()
