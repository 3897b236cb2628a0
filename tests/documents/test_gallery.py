"""Each program of examples/gallery runs, and docs/gallery.md is what they are today.

Where a library isn't on the machine its program is skipped, by the name of the package; tools/run_tests.py sets
UPCALL_TEST_LIBRARIES=all, for then tools/setup has installed them, and what is missing is a failure."""

from __future__ import annotations

import ctypes.util
import importlib.util
import os
import pathlib
import re
import runpy
import shutil
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[2]
HERE = (ROOT / "examples/gallery").exists()
GALLERY = runpy.run_path(str(ROOT / "tools/gallery.py")) if HERE else {}
PROGRAMS = GALLERY["programs"]() if HERE else []

pytestmark = pytest.mark.skipif(not HERE, reason="the tests run without the examples")


def missing(program):
    """The libraries, commands and packages that it looks for in vain."""
    libraries = [name for name in program.libraries if not ctypes.util.find_library(name)]
    commands = [name for name in program.commands if not shutil.which(name)]
    return libraries + commands + [name for name in program.imports if not importlib.util.find_spec(name)]


@pytest.mark.parametrize("program", [pytest.param(program, id=program.path.stem) for program in PROGRAMS])
def test_program(program, tmp_path):
    if absent := missing(program):
        packages = [f"{name} ({of})" for of, names in program.needs.items() for name in names]
        why = f"no {', '.join(absent)}: install {', '.join(packages) or 'what it imports'}"
        if os.environ.get("UPCALL_TEST_LIBRARIES") == "all":
            pytest.fail(f"{why}; does tools/setup?")
        pytest.skip(why)
    command = [sys.executable, "-W", "error", program.path]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=tmp_path, env={**os.environ})
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    assert 1 <= len(result.stdout.splitlines()) <= 4, result.stdout


@pytest.mark.parametrize("program", [pytest.param(program, id=program.path.stem) for program in PROGRAMS])
def test_its_text(program):
    assert re.fullmatch(r"[^\n.]{5,80}", program.title)
    assert len(program.text.split()) > 20
    assert len(program.code.splitlines()) <= 110
    assert "assert " in program.code


def test_what_they_need_is_installed():
    setup = (ROOT / "tools/setup").read_text()
    requirements = "".join(
        (ROOT / f"tools/requirements-{of}.txt").read_text() for of in ("test", "gallery", "libraries")
    )
    rows = re.findall(r"^ +need '?([^\s']+)'? ", setup, re.MULTILINE)
    for program in PROGRAMS:
        for package in program.needs.get("Debian", []):
            assert any(package == row or re.fullmatch(row, package) for row in rows), f"{program.path}: {package}"
        for package in program.needs.get("PyPI", []):
            assert re.search(rf"^{package}\b", requirements, re.MULTILINE), f"{program.path}: {package}"


def test_the_page():
    page = ROOT / "docs/gallery.md"
    assert page.read_text(encoding="utf-8") == GALLERY["page"](), "docs/gallery.md is stale: make golden"


def test_a_library_that_is_missing():
    (program,) = [program for program in PROGRAMS if program.path.stem == "nlopt"]
    assert program.libraries == ["nlopt"]
    assert program.imports == ["numpy"]
    program = program._replace(code='find_library("no_such")\nwhich("never")\nimport os\nimport nowhere')
    assert missing(program) == ["no_such", "never", "nowhere"]
