"""Check what can be checked without running upcall: `make lint`. Each check is a function that returns complaints.

Expects the build in build/release (make build) and what tools/requirements-lint.txt names beside this Python.
"""

import ast
import concurrent.futures
import importlib.machinery
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "release"

WARNINGS = ["-std=gnu17", "-Wall", "-Wextra", "-Wshadow", "-Wconversion", "-Werror"]
LIBRARY_LIMIT = 45_000_000  # bytes of _llvm.so
MAY_LINK = {
    "_llvm.so": r"(libc|libm|libstdc\+\+|libgcc_s|libz|libzstd|libdl|librt|libpthread|ld-linux-x86-64|ld-linux-aarch64)\.so\.\d+",
    "_core.abi3.so": r"(libc|libm|libdl|libpthread|ld-linux-x86-64|ld-linux-aarch64)\.so\.\d+",
}
OF_GDB = {"__jit_debug_descriptor", "__jit_debug_register_code"}  # which finds them by these names
EXPORTS = {"_llvm.so": {"upcall_backend"}, "_core.abi3.so": {"PyInit__core", *OF_GDB}}

# The folders of src in the order in which data flows; a file includes only what stands in its own folder or in one above.
FOLDERS = [
    "base",
    "platform",
    "runtime",
    "frozen",
    "types",
    "hir",
    "bytecode",  # its tables say which HIR operation an opcode is
    "build",
    "infer",
    "inline",
    "bound",
    "fuse",
    "lir",
    "lower",
    "compile",
    "llvm",
    "python",
]
LIR_FOLDERS = {
    "base",
    "platform",
    "runtime",
    "lir",
}  # the two libraries share LIR: it knows nothing of the stages before it
LIR_READERS = {"lir": LIR_FOLDERS, "llvm": {*LIR_FOLDERS, "llvm"}}
OUTSIDE = {"python": r"Python\.h", "llvm": r"llvm-c/.*"}  # the one folder that may include it

VERSION_TEST = re.compile(r"\b(PY_VERSION_HEX|PY_MINOR_VERSION|Py_Version|version_info|hexversion)\b")
MAY_TEST_VERSIONS = re.compile(r"src/bytecode/opcode_\d+\.def|src/python/compat\.h")


def files(*patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def run(*command: str | Path) -> list[str]:
    """What the command printed, where it failed."""
    result = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return result.stdout.splitlines() or [f"{command[0]}: status {result.returncode}"] if result.returncode else []


def beside_python(tool: str) -> str:
    return str(Path(sysconfig.get_path("scripts")) / tool)


def numbered_lines(path: Path) -> Iterable[tuple[int, str]]:
    return enumerate(path.read_text().splitlines(), 1)


# ---- the compilers


def llvm_include() -> str:
    return subprocess.run(["llvm-config-22", "--includedir"], capture_output=True, text=True, check=True).stdout.strip()


def include_flags(path: Path) -> list[str]:
    flags = ["-Isrc", f"-I{BUILD}"]
    if path.is_relative_to(ROOT / "src/llvm"):
        return [*flags, "-isystem", llvm_include()]
    if path.is_relative_to(ROOT / "src/python"):
        return [*flags, "-DPy_LIMITED_API=0x030B0000", "-isystem", sysconfig.get_path("include")]
    return flags


def of_this_machine(path: Path) -> bool:
    others = {"x86_64": ("_aarch64", "_aapcs64"), "aarch64": ("_x86_64", "_sysv")}[platform.machine()]
    return not path.stem.endswith(others)


def compile_with(compiler: list[str]) -> list[str]:
    complaints = run(beside_python("ninja"), "--quiet", "-C", BUILD, "recorded.h")

    def one(path: Path) -> list[str]:
        return run(*compiler, *WARNINGS, *include_flags(path), path)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for lines in pool.map(one, filter(of_this_machine, files("src/**/*.c", "tests/unit/*.c"))):
            complaints += lines
    return complaints


def warnings_of_gcc() -> list[str]:
    return compile_with(["gcc", "-O2", "-c", "-o", os.devnull])  # -O2: some of its warnings come from the optimiser


def warnings_of_clang() -> list[str]:
    return compile_with(["clang-22", "-fsyntax-only"])


# ---- formatting and types


def clang_format() -> list[str]:
    sources = files("src/**/*.[ch]", "src/**/*.cpp", "tests/**/*.[ch]", "bench/**/*.[ch]", "examples/**/*.[ch]")
    return run("clang-format-22", "--dry-run", "-Werror", *sources)


def ruff_check() -> list[str]:
    return run(beside_python("ruff"), "check", "--quiet", ".")


def ruff_format() -> list[str]:
    return run(beside_python("ruff"), "format", "--quiet", "--check", "--diff", ".")


def mypy() -> list[str]:
    return run(beside_python("mypy"), "--python-executable", sys.executable)


def shell_syntax() -> list[str]:
    return run("bash", "-n", "tools/setup") + run("sh", "-n", ".ci/run")


# ---- the rules of the house


def may_include(folder: str) -> set[str]:
    return LIR_READERS.get(folder, set(FOLDERS[: FOLDERS.index(folder) + 1]))


def wrong_include(folder: str, included: str, quoted: bool) -> str | None:
    if not quoted:
        owner = next((name for name, pattern in OUTSIDE.items() if re.fullmatch(pattern, included)), folder)
        return None if owner == folder else f"only src/{owner} may include {included}"
    if not (ROOT / "src" / included).is_file():
        return f"{included} isn't the path of a file below src"
    world = included.partition("/")[0]
    return None if world in may_include(folder) else f"src/{folder} must not include {included}"


def include_worlds() -> list[str]:
    complaints = []
    for path in files("src/**/*.[ch]", "src/**/*.cpp", "src/**/*.def"):
        folder = path.relative_to(ROOT / "src").parts[0]
        for number, line in numbered_lines(path):
            include = re.match(r'\s*#\s*include\s*([<"])([^>"]+)', line)
            wrong = include and wrong_include(folder, include[2], include[1] == '"')
            if wrong:
                complaints.append(f"{name(path)}:{number}: {wrong}")
    return complaints


def unused_errors() -> list[str]:
    table = ROOT / "src/base/errors.def"
    code = "\n".join(path.read_text() for path in files("src/**/*.[ch]", "src/**/*.def") if path != table)
    rows = re.findall(r"^ERROR\((\w+)", table.read_text(), re.MULTILINE)
    return [f"{name(table)}: nothing fails with {row}" for row in rows if not re.search(rf"\bE_{row}\b", code)]


def version_tests() -> list[str]:
    return [
        f"{name(path)}:{number}: a test of Python's version: {line.strip()}"
        for path in files("src/**/*.[ch]", "src/**/*.def", "upcall/**/*.py")
        if not MAY_TEST_VERSIONS.fullmatch(name(path))
        for number, line in numbered_lines(path)
        if VERSION_TEST.search(line)
    ]


LONGEST_FUNCTION = 60  # lines, from its name to its brace
FLAT_SWITCHES: dict[str, str] = {  # longer, and why: a case a row of a table, each of one line
    "build_step": "src/build/build.c",
    "emit_value": "src/llvm/emit.c",
}


def functions_of(path: Path) -> Iterable[tuple[str, int, int]]:
    """(name, first line, how many lines) of each function that a C file defines, by the project's formatting."""
    head, start = "", 0
    for number, line in numbered_lines(path):
        if re.match(r"[A-Za-z_].*\(", line) and not line.endswith(";"):
            head, start = line, number
        elif line.startswith("}"):
            found = re.search(r"(\w+)\(", head)
            if found and start:
                yield found[1], start, number - start + 1
            start = 0


def long_functions() -> list[str]:
    return [
        f"{name(path)}:{line}: {function}() has {count} lines, over {LONGEST_FUNCTION}"
        for path in files("src/**/*.c")
        for function, line, count in functions_of(path)
        if count > LONGEST_FUNCTION and FLAT_SWITCHES.get(function) != name(path)
    ]


ENUMERATORS = r"(HIR|LIR|RULE|FROZEN|CALL|KIND|SHAPE|STAGE|REASON|TYPE|BUILTIN)_[a-zA-Z]\w*"
COMPARED = re.compile(rf"(?<![-<>])[<>]=? {ENUMERATORS}\b|\b{ENUMERATORS} [<>]=? ")
COUNTS = re.compile(r"[<>]=? \w+_COUNT\b")


def order_tags() -> list[str]:
    """Where code relies on the order of enumerators it says `ORDER NAME`, and an assertion has that name."""
    complaints, tags, asserted = [], {}, set()
    for path in files("src/**/*.[ch]", "src/**/*.cpp", "src/**/*.def"):
        text = path.read_text()
        asserted |= set(re.findall(r'_?[Ss]tatic_assert\([^;]*?"ORDER (\w+)', text))
        for number, line in numbered_lines(path):
            for tag in re.findall(r"ORDER (\w+)", line):
                tags.setdefault(tag, f"{name(path)}:{number}")
            if COMPARED.search(COUNTS.sub("", line)) and not re.search(r"ORDER|_?[Ss]tatic_assert", line):
                complaints.append(f"{name(path)}:{number}: relies on the order of enumerators without an ORDER tag")
    return complaints + [f"{place}: nothing asserts ORDER {tag}" for tag, place in tags.items() if tag not in asserted]


MAY_IMPORT: dict[str, set[str]] = {  # modules of Python, where they are what the file is about
    "upcall/__main__.py": {"argparse", "os", "runpy"},
    "upcall/_doctor.py": {"collections", "platform"},
    "upcall/_annotations.py": {"re"},
    "upcall/_cdef.py": {"ctypes"},
    "upcall/_signatures.py": {"re"},
    "upcall/_structs.py": {"ctypes"},
    "upcall/_forms.py": {"ast", "functools"},
    "upcall/adapters/ctypes_.py": {"ctypes"},
    "upcall/adapters/numpy_.py": {"ctypes", "numpy"},
}


def is_of_c(module: str) -> bool:
    spec = importlib.util.find_spec(module.partition(".")[0])
    extension = importlib.machinery.ExtensionFileLoader
    return spec is not None and (spec.origin == "built-in" or isinstance(spec.loader, extension))


def imported_at_once(statements: Iterable[ast.AST]) -> Iterable[tuple[int, str]]:
    """(line, module) of what is imported when a module is, but for its own package; TYPE_CHECKING is false then."""
    for statement in statements:
        if isinstance(statement, ast.Import):
            yield from ((statement.lineno, alias.name) for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and not statement.level:
            yield statement.lineno, statement.module or ""
        elif isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            yield from imported_at_once(statement.orelse)
        elif not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.expr)):
            yield from imported_at_once(ast.iter_child_nodes(statement))


def slow_imports() -> list[str]:
    """A first callback waits for all that a module imports: what isn't in C is imported where it is used. The prelude's
    functions of arrays are called by who has NumPy, and callers are imported by who has what calls."""
    return [
        f"{name(path)}:{line}: imports {module}, which is written in Python"
        for path in files("upcall/**/*.py")
        if path.parent.name != "callers"
        for line, module in imported_at_once(ast.parse(path.read_text()).body)
        if module.partition(".")[0] not in {"upcall", *MAY_IMPORT.get(name(path), ())}
        and not is_of_c(module)
        and not (module == "numpy" and path.stem.startswith("arrays"))
    ]


def listed_in_meson() -> list[str]:
    listing = (ROOT / "meson.build").read_text()
    modules = files("src/**/*.c", "src/**/*.cpp", "upcall/**/*.py", "upcall/**/*.pyi", "upcall/**/py.typed")
    return [f"{name(path)}: not in meson.build" for path in modules if f"'{name(path)}'" not in listing]


# ---- the libraries


def linked_libraries() -> list[str]:
    complaints = []
    for library, allowed in MAY_LINK.items():
        dynamic = subprocess.run(["readelf", "-d", BUILD / library], capture_output=True, text=True, check=True).stdout
        for needed in re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic):
            if not re.fullmatch(allowed, needed):
                complaints.append(f"{library} needs {needed}")
    return complaints


def exported_symbols() -> list[str]:
    complaints = []
    for library, expected in EXPORTS.items():
        command = ["nm", "--dynamic", "--defined-only", "--format=posix", BUILD / library]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        exported = {line.split()[0] for line in output.splitlines()}
        if exported != expected:
            complaints.append(f"{library} exports {sorted(exported)[:8]}, not {sorted(expected)}")
    return complaints


def library_size() -> list[str]:
    size = (BUILD / "_llvm.so").stat().st_size
    return [f"_llvm.so has {size:,} bytes, over {LIBRARY_LIMIT:,}"] if size > LIBRARY_LIMIT else []


CHECKS: list[Callable[[], list[str]]] = [
    warnings_of_gcc,
    warnings_of_clang,
    clang_format,
    ruff_check,
    ruff_format,
    mypy,
    shell_syntax,
    include_worlds,
    unused_errors,
    version_tests,
    long_functions,
    order_tags,
    slow_imports,
    listed_in_meson,
    linked_libraries,
    exported_symbols,
    library_size,
]


def main() -> int:
    for tool in ("gcc", "clang-22", "clang-format-22", "llvm-config-22", "readelf", "nm"):
        if not shutil.which(tool):
            sys.exit(f"lint: {tool} is missing; tools/setup installs it")
    chosen = [check for check in CHECKS if check.__name__ in sys.argv[1:]] or CHECKS
    failed = 0
    for check in chosen:
        complaints = check()
        failed += bool(complaints)
        print(f"lint: {check.__name__:18} {'FAILED' if complaints else 'ok'}", flush=True)
        print("".join(f"    {line}\n" for line in complaints), end="", flush=True)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
