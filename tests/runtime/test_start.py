"""Start-up: what importing costs, and what happens when the compiler library is missing or broken."""

from __future__ import annotations

import os
import pathlib
import runpy
import shutil
import subprocess
import sys

import pytest

import upcall

PACKAGE = pathlib.Path(upcall.__file__).parent
SOURCES = pathlib.Path(__file__).parents[2] / "src"
COMPILE = """
import upcall
try:
    upcall.cfunc("float64(float64)")(lambda x: x + 1)
    print("compiled")
except upcall.CompileError as error:
    print(error.name)
    print(error)
"""


def run(script, **variables):
    environment = {**os.environ, **variables}
    command = [sys.executable, "-c", script]
    result = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)
    assert result.returncode == 0, result.stderr
    return result.stdout


# What a start may bring: no module that is written in Python, but our own. (atexit is in C, and often there already.)
LIGHT = {"atexit", "math", "math.integer", "_math_integer", "_operator"}  # math has those two from 3.15 on
USES = {  # what is there before (by others), and what is done then
    "import": ("", "import upcall"),
    "scalar": ("", "import upcall; assert upcall.cfunc('float64(float64)')(lambda x: x + 1)(2.0) == 3.0"),
    "address": ("", "import upcall; assert upcall.cfunc('void(voidptr)')(lambda p: None).address"),
    "prelude": ("import math", "import upcall; assert upcall.cfunc('int64(int64)')(lambda n: math.gcd(n, 12))(8) == 4"),
    "complex": ("", "import upcall; assert upcall.cfunc('complex128(complex128)')(lambda z: z * z)(1j) == -1"),
    "ufunc": (
        "import numpy as np",
        "import upcall; assert upcall.cfunc('float64(float64)')(lambda x: np.exp(x))(0.0) == 1",
    ),
    "ctypes": (
        "import ctypes",
        "import upcall; assert upcall.cfunc('float64(float64)')(lambda x: x + 1).ctypes(2.0) == 3",
    ),
    "getter": (
        "from _operator import itemgetter; first = itemgetter(0)",
        "import upcall; assert upcall.cfunc('float64(float64)')(lambda x: first((x, 2.0)))(1.0) == 1.0",
    ),
    "errors": ("", "from upcall import errors, raise_errors; assert not errors.pending()"),
}


@pytest.mark.parametrize("use", USES)
def test_light(use):
    before, then = USES[use]
    script = f"import sys\n{before}\nbefore = set(sys.modules)\n{then}\nprint(*sorted(set(sys.modules) - before))"
    new = {name for name in run(script).split() if name.partition(".")[0] != "upcall"}
    assert new <= LIGHT


def test_the_prelude_is_light():
    """Whatever a function needs of it; those of arrays are for who has NumPy."""
    modules = [path.stem for path in (PACKAGE / "prelude").glob("*.py") if not path.stem.startswith("arrays")]
    assert len(modules) > 10
    imports = "\n".join(f"import upcall.prelude.{name}" for name in modules)
    script = f"import sys\nbefore = set(sys.modules)\n{imports}\nprint(*sorted(set(sys.modules) - before))"
    assert {name for name in run(script).split() if name.partition(".")[0] != "upcall"} <= LIGHT


def test_the_compiler_is_opened_when_first_needed():
    script = """
import upcall
def mapped():
    with open("/proc/self/maps") as maps:
        return "_llvm.so" in maps.read()
print(mapped())
upcall.cfunc("float64(float64)")(lambda x: x + 1)
print(mapped())
"""
    assert run(script, UPCALL_CACHE="0") == "False\nTrue\n"


@pytest.fixture
def broken(tmp_path):
    """A copy of the package, to be broken."""
    copy = tmp_path / "upcall"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "_llvm.so"))
    return copy


def first_compile(package):
    path = os.pathsep.join([str(package.parent), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    name, _, text = run(COMPILE, PYTHONPATH=path, PYTHONSAFEPATH="1", UPCALL_CACHE="0").partition("\n")
    return name, text


def test_a_hit_needs_no_compiler(broken, tmp_path):
    """A warm cache is enough, as in an image of a container that leaves the compiler out."""
    script = "import upcall; f = upcall.cfunc('float64(float64)')(lambda x: x + 1); print(f.cached, f(2.0))"
    cache = str(tmp_path / "cache")
    assert run(script, UPCALL_CACHE_DIR=cache) == "None 3.0\n"
    path = os.pathsep.join([str(broken.parent), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    assert run(script, UPCALL_CACHE_DIR=cache, PYTHONPATH=path, PYTHONSAFEPATH="1") == "disk 3.0\n"


def build_id():
    read = runpy.run_path(str(SOURCES.parent / "tools" / "build_id.py"))["build_id"]
    return read((PACKAGE / "_llvm.so").read_bytes()).hex()


def build_library(package, body, build=build_id):
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not compiler or not SOURCES.exists():
        pytest.skip("no C compiler, or no sources, to build a library with")
    source = package / "library.c"
    source.write_text(f'#include "lir/backend.h"\n{body}')
    options = ["-shared", "-fPIC", "-I", str(SOURCES), f"-Wl,--build-id=0x{build()}"]
    subprocess.run([compiler, *options, "-o", str(package / "_llvm.so"), str(source)], check=True)


def test_missing(broken):
    """E_BACKEND_MISSING: the file isn't there."""
    name, text = first_compile(broken)
    assert name == "E_BACKEND_MISSING"
    assert "_llvm.so" in text
    assert "install: " in text


def test_no_library(broken):
    (broken / "_llvm.so").write_text("no ELF file\n")
    assert first_compile(broken)[0] == "E_BACKEND_MISSING"


def test_another_library(broken):
    build_library(broken, "int unrelated;")
    assert first_compile(broken)[0] == "E_BACKEND_MISSING"


def test_another_version(broken):
    table = '{.version = BACKEND_VERSION + 1, .llvm_version = "1"}'
    build_library(
        broken, f"static const Backend table = {table};\nconst Backend *upcall_backend(void) {{ return &table; }}\n"
    )
    assert first_compile(broken)[0] == "E_BACKEND_MISSING"


def test_another_build(broken):
    """What another build compiles isn't what the cache's keys speak of."""
    build_library(broken, FAILING, lambda: "00" * 20)
    name, text = first_compile(broken)
    assert name == "E_BACKEND_MISSING"
    assert "another build" in text


FAILING = """
#include <string.h>
#include <stdlib.h>
static const char *host_cpu(void) { return "none"; }
static void emit(const LirModule *module, const BackendOptions *options, BackendResult *result)
{
    (void)module, (void)options;
    *result = (BackendResult){.error = strdup("the moon is in the wrong quarter")};
}
static void release(BackendResult *result) { free(result->error); }
static const Backend table = {BACKEND_VERSION, "22", host_cpu, emit, release};
const Backend *upcall_backend(void) { return &table; }
"""


def test_failure_of_llvm(broken):
    """E_BACKEND: LLVM's message reaches the user."""
    build_library(broken, FAILING)
    name, text = first_compile(broken)
    assert name == "E_BACKEND"
    assert "the moon is in the wrong quarter" in text


GARBAGE = FAILING.replace(
    '{.error = strdup("the moon is in the wrong quarter")}',
    '{.object = (uint8_t *)strdup("not an object, whatever it is"), .size = 29}',
).replace("free(result->error)", "free(result->object)")


def test_failure_of_the_loader(broken):
    """E_OBJECT_FORMAT: a back end that gives no object."""
    build_library(broken, GARBAGE)
    assert first_compile(broken)[0] == "E_OBJECT_FORMAT"


def test_out_of_memory():
    """E_NO_MEMORY becomes MemoryError: a large function in a limited address space; small ones go on working."""
    script = """
import resource, upcall
source = "def f(x):\\n" + "    x = x * 1.5 + 2.5\\n" * 60000 + "    return x\\n"
names = {}
exec(source, names)
small = upcall.cfunc("float64(float64)")(lambda x: x + 1)
signature = upcall._core.Signature("float64(float64)")
with open("/proc/self/statm") as statm:
    pages = int(statm.read().split()[0])
used = pages * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (12 << 20), used + (12 << 20)))
try:
    upcall._core.inspect(names["f"], signature, "hir")
    print("compiled")
except upcall.CompileError as error:
    print(error.name)
except MemoryError:
    print("MemoryError")
print(small(2.0))
"""
    assert run(script).split() == ["MemoryError", "3.0"]
