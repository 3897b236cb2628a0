"""Write docs/gallery.md from the programs of examples/gallery (`make golden` does it); tests/documents/test_gallery.py runs them.

A program's docstring is its chapter: the title, the text, and as the last line the packages that it needs beyond upcall and NumPy:
"Debian: libminpack1, gfortran" or "PyPI: scipy".
"""

import re
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "examples" / "gallery"
PAGE = ROOT / "docs" / "gallery.md"

INTRODUCTION = """\
# Gallery

Callbacks for libraries of C and Fortran, a complete program for each. What a library's header says is pasted into `upcall.cdef`;
the rest is `ctypes`. The programs lie in `examples/gallery` and run in the tests: `python examples/gallery/gsl_quad.py`. What
each needs beside upcall and NumPy stands above it; `tools/setup` installs all of it. GSL's integral is a good one to begin with.

"""


class Program(NamedTuple):
    path: Path
    title: str
    text: str
    needs: dict[str, list[str]]  # "Debian" and "PyPI": names of packages
    code: str  # without the docstring

    @property
    def libraries(self) -> list[str]:
        """What it looks for by `find_library`."""
        return re.findall(r'find_library\("([\w.+-]+)"\)', self.code)

    @property
    def commands(self) -> list[str]:
        """What it looks for by `shutil.which`."""
        return re.findall(r'which\("([\w.+-]+)"\)', self.code)

    @property
    def imports(self) -> list[str]:
        """Packages that it imports, or looks for by `find_spec`, and that aren't of Python."""
        names = re.findall(r"^(?:import|from) (\w+)|find_spec\(\"(\w+)\"\)", self.code, re.MULTILINE)
        return sorted({name for name in map("".join, names) if name not in sys.stdlib_module_names} - {"upcall"})


def read(path: Path) -> Program:
    _, docstring, code = path.read_text(encoding="utf-8").split('"""', 2)
    title, _, text = docstring.partition("\n\n")
    needs = {of: names.split(", ") for of, names in re.findall(r"^(Debian|PyPI): (.*)$", text, re.MULTILINE)}
    text = re.sub(r"^(Debian|PyPI): .*", "", text, flags=re.MULTILINE)
    return Program(path, title, text.strip(), needs, code.strip())


def programs() -> list[Program]:
    return [read(path) for path in sorted(FOLDER.glob("*.py"))]


def chapter(program: Program) -> str:
    packages = [f"`{name}` ({of})" for of, names in program.needs.items() for name in names]
    needs = f" It needs {' and '.join(packages)}." if packages else ""
    return f"""\
## {program.title}

{program.text}

[{program.path.name}](../examples/gallery/{program.path.name}).{needs}

```python
{program.code}
```
"""


def link(program: Program) -> str:
    """To its chapter, by the name that a heading gets: small letters, a hyphen for a blank, nothing for other signs."""
    name = re.sub(r"[^\w -]", "", program.title.lower()).replace(" ", "-")
    return f"- [{program.title}](#{name})"


def page() -> str:
    contents = "\n".join(map(link, programs()))
    return "\n".join([INTRODUCTION + contents + "\n", *map(chapter, programs())])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
