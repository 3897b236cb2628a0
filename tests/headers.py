"""Prototypes of callbacks as they stand in the headers of libraries that are installed: what users paste.

Nothing is preprocessed. Of each library the headers are searched for typedefs of functions and of pointers to them, parameters and
fields that are such pointers; and for the typedefs that stand before them, which a user pastes along."""

from __future__ import annotations

import itertools
import pathlib
import re
from dataclasses import dataclass, field

ROOTS = [
    pathlib.Path("/usr/include"),
    *pathlib.Path("/usr/include").glob("*-linux-gnu"),
    pathlib.Path("/usr/lib/llvm-22/include"),
]

LIBRARIES = {
    "archive": ["archive*.h"],
    "bzip2": ["bzlib.h"],
    "chipmunk": ["chipmunk/*.h"],
    "clang": ["clang-c/*.h"],
    "curl": ["curl/*.h"],
    "curses": ["curses.h", "form.h", "menu.h"],
    "expat": ["expat*.h"],
    "freetype": ["freetype2/**/*.h"],
    "glib": ["glib-2.0/glib/*.h", "glib-2.0/gobject/*.h"],
    "gnutls": ["gnutls/*.h"],
    "gsl": ["gsl/*.h"],
    "hdf5": ["hdf5/serial/H5*public.h"],
    "jpeg": ["jmorecfg.h", "jpeglib.h"],
    "libxml2": ["libxml2/libxml/*.h"],
    "libxslt": ["libxslt/*.h"],
    "llvm": ["llvm-c-22/llvm-c/*.h", "llvm-c/*.h"],
    "lua": ["lua5.4/*.h"],
    "lzma": ["lzma/*.h"],
    "nlopt": ["nlopt.h"],
    "openssl": ["openssl/*.h"],
    "png": ["png.h"],
    "posix": [
        "stdlib.h",
        "search.h",
        "signal.h",
        "glob.h",
        "fts.h",
        "ftw.h",
        "dirent.h",
        "pthread.h",
        "link.h",
        "printf.h",
        "argp.h",
    ],
    "postgresql": ["postgresql/*.h"],
    "python": ["python3.1?/*.h", "python3.1?/cpython/*.h"],
    "readline": ["readline/*.h"],
    "sdl2": ["SDL2/*.h"],
    "sqlite": ["sqlite3.h", "sqlite3ext.h"],
    "sundials": ["cvode/*.h", "sundials/*.h", "kinsol/*.h", "ida/*.h", "arkode/*.h"],
    "tcl": ["tcl8.6/*.h"],
    "x11": ["X11/*.h"],
    "zlib": ["zlib.h"],
    "zstd": ["zstd*.h"],
}

OTHERS = {"python": ["expat"], "tcl": ["x11"], "libxslt": ["libxml2"]}  # whose types they use

_WORD = re.compile(r"[A-Za-z_]\w*")
_POINTER = re.compile(r"\(\s*(?:[A-Za-z_]\w*\s+)*\*\s*(?:const\s+|volatile\s+)?(?:[A-Za-z_]\w*)?\s*\)\s*\(")
_CONTROL = re.compile(
    r"\b(?:return|sizeof|if|while|for|switch|assert|case|else|do|goto|operator|template|namespace|new|delete)\b|[=?]|<<|&&|->"
)


@dataclass
class Header:
    """What the headers of a library declare."""

    prototypes: list[str] = field(default_factory=list)
    typedefs: dict[str, str] = field(default_factory=dict)  # by name: the declaration, without its semicolon
    structs: dict[str, str] = field(default_factory=dict)  # by tag, likewise

    def with_typedefs(self, prototype: str, *, bodies: bool) -> str:
        """The prototype behind the typedefs that it needs."""
        needed: dict[str, str] = {}
        self._need(prototype, needed, bodies=bodies, own=_declared(prototype))
        return "".join(f"{text};\n" for text in needed.values()) + prototype

    def _need(self, text: str, needed: dict[str, str], *, bodies: bool, own: str) -> None:
        for word in dict.fromkeys(_WORD.findall(without_comments(text))):
            found = self.typedefs.get(word)
            if bodies and word in self.structs:
                found = self.structs[word] if found is None else f"{self.structs[word]};\n{found}"
            if found is None or word in needed or word == own:
                continue
            if not bodies:
                found = _without_struct_bodies(found)
            needed[word] = ""  # what is on its way; it goes behind what it needs
            self._need(found, needed, bodies=bodies, own=word)
            del needed[word]
            needed[word] = found


def _declared(prototype: str) -> str:
    pattern = (
        r"\(\s*(?:\w+\s+)*\*\s*(\w+)\s*\)|\(\s*(?:\w+\s+)?(\w+)\s*\)\s*\(|(\w+)\s*\((?!\s*(?:\w+\s+)*[*\w]+\s*\)\s*\()"
    )
    match = re.search(pattern, prototype)
    return next(filter(None, match.groups())) if match else ""


def _without_struct_bodies(text: str) -> str:
    match = re.match(r"(typedef\s+(?:struct|union|enum)\s*)(\w*)\s*\{.*\}\s*(.*)$", text, re.DOTALL)
    if not match:
        return text
    name = match.group(2) or match.group(3).lstrip("* ").split(",")[0].strip() or "nameless"
    return f"{match.group(1)} {name} {match.group(3)}"


def without_comments(text: str) -> str:
    """Of the same length: what a comment was is blank."""
    blank = lambda match: re.sub(r"[^\n]", " ", match.group())  # noqa: E731
    return re.sub(r"/\*.*?\*/|//[^\n]*", blank, text, flags=re.DOTALL)


def _without_directives(text: str) -> str:
    blank = lambda match: re.sub(r"[^\n]", " ", match.group())  # noqa: E731
    text = re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", blank, text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r'extern\s+"C"\s*(?:\+\+\s*)?\{', blank, text)
    return re.sub(r'"(?:[^"\\\n]|\\.)*"', blank, text)


def _closing(text: str, at: int) -> int:
    depth = 0
    for i in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        if depth == 0:
            return i + 1
        if text[i] in "{}":
            break
    return -1


def _beginning(text: str, at: int) -> int:
    """Where the declaration begins that goes on at `at`."""
    depth = 0
    for i in range(at - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[i], 0)
        if depth < 0 or (depth == 0 and text[i] in ",;{}"):
            return i + 1
    return 0


def _pointers(raw: str, bare: str) -> list[str]:
    found = []
    for match in _POINTER.finditer(bare):
        begin, end = _beginning(bare, match.start()), _closing(bare, match.end() - 1)
        text = bare[begin:end]
        if end > 0 and not _CONTROL.search(text) and _WORD.search(bare[begin : match.start()]):
            found.append(raw[begin:end].strip())
    return found


def _functions(raw: str, bare: str) -> list[str]:
    """`typedef int name(...)`: two words at least stand before the parenthesis."""
    found = []
    for match in re.finditer(r"\btypedef\s+[^;{}()]*?\w[\s*]+\w+\s*\(", bare):
        end = _closing(bare, match.end() - 1)
        behind = bare[end:].lstrip()[:1] if end > 0 else ""
        if behind == ";" and not _CONTROL.search(bare[match.start() : end]):
            found.append(raw[match.start() : end].strip())
    return found


def _typedefs(bare: str) -> dict[str, str]:
    found = {}
    for match in re.finditer(r"\btypedef\b([^;{}]*)(\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})?([^;{}]*);", bare):
        if match.group(2) is None and "(" in match.group(1):
            name = _declared(match.group(1))
        else:
            words = _WORD.findall(re.sub(r"\[.*?\]|__attribute__.*", "", match.group(3) or match.group(1)))
            name = words[-1] if words else ""
        if name:
            found[name] = match.group().rstrip(";").strip()  # the last of those behind #if: what most machines have
    return found


def _macros(raw: str) -> dict[str, str]:
    """`#define Bool int`: words of types that stand for others."""
    pattern = r"^[ \t]*#[ \t]*define[ \t]+(\w+)[ \t]+((?:(?:unsigned|signed|long|short|int|char|void|double)[ \t]*)+\**)[ \t]*$"
    found = re.finditer(pattern, without_comments(raw), re.MULTILINE)
    return {match.group(1): f"typedef {match.group(2)} {match.group(1)}" for match in found}


def _structs(bare: str) -> dict[str, str]:
    pattern = r"(?<!typedef )\b(?:struct|union|enum)\s+(\w+)\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}(?=[^;{}()]*;)"
    return {match.group(1): match.group() for match in re.finditer(pattern, bare)}


def read(library: str) -> Header | None:
    """What is found of a library; None: it isn't installed."""
    header, names = Header(), LIBRARIES[library]
    paths = sorted(dict.fromkeys(itertools.chain.from_iterable(root.glob(name) for root in ROOTS for name in names)))
    for path in paths:
        given = path.read_text(errors="replace")
        raw = _without_directives(given)
        bare = without_comments(raw)
        header.prototypes += _pointers(raw, bare) + _functions(raw, bare)
        header.typedefs = _typedefs(bare) | _macros(given) | header.typedefs
        header.structs = _structs(bare) | header.structs
    header.prototypes = list(dict.fromkeys(header.prototypes))
    for other in filter(None, map(read, OTHERS.get(library, ()))):
        header.typedefs = other.typedefs | header.typedefs
        header.structs = other.structs | header.structs
    return header if header.prototypes else None
