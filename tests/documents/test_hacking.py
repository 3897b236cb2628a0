"""HACKING.md's dumps are what the compiler prints. A block is marked with its stage:

    ```text upcall:hir                 compared on every Python
    ```text upcall:bytecode 3.11       compared on that Python alone

They are of the function in the page's first Python block. `make golden` fills them in."""

from __future__ import annotations

import linecache
import pathlib
import re
import sys

import numpy as np
import pytest
from golden import of_any_machine

import upcall
from upcall import _core

PAGE = pathlib.Path(__file__).parents[2] / "HACKING.md"
DUMP = re.compile(
    r"^```text upcall:(?P<stage>\w+)(?: (?P<python>3\.\d+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
SOURCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
STAGES = ("bytecode", "hir", "types", "lir", "bytes", "llvm")

pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the tests run without HACKING.md")


def followed_function():
    """The function that the page follows, and its signature."""
    found = SOURCE.search(PAGE.read_text(encoding="utf-8"))
    assert found, "HACKING.md has no Python block"
    source, calls = found[1], []

    def recording(signature, **options):
        return lambda function: calls.append((function, signature)) or upcall.cfunc(signature, **options)(function)

    linecache.cache["HACKING.md"] = (len(source), None, source.splitlines(keepends=True), "HACKING.md")
    exec(compile(source, "HACKING.md", "exec"), {"np": np, "cfunc": recording, "__name__": "hacking"})
    assert len(calls) == 1, "HACKING.md's Python block compiles one function"
    return calls[0]


def dump(stage):
    function, signature = followed_function()
    text = _core.inspect(function, _core.Signature(signature), stage)
    return "".join(line.rstrip() + "\n" for line in text.rstrip().splitlines())


def blocks():
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    return [(found["stage"], found["python"], found["text"]) for found in DUMP.finditer(text)]


def update():
    def filled(found):
        if found["python"] not in (None, RUNNING):
            return found[0]
        return found[0].partition("\n")[0] + "\n" + dump(found["stage"]) + "```"

    old = PAGE.read_text(encoding="utf-8")
    new = DUMP.sub(filled, old)
    if new != old:
        PAGE.write_text(new, encoding="utf-8")


@pytest.mark.parametrize("number", range(len(blocks())))
def test_dump(number, update_golden):
    if update_golden:
        update()
    stage, python, text = blocks()[number]
    if python not in (None, RUNNING):
        pytest.skip(f"this dump is of Python {python}")
    assert of_any_machine(text) == of_any_machine(dump(stage))


def test_all_stages_are_shown():
    assert set(STAGES) <= {stage for stage, _, _ in blocks()}


def test_the_files_that_it_names_exist():
    text = PAGE.read_text(encoding="utf-8")
    root = PAGE.parent
    if not (root / "src").exists():
        pytest.skip("the tests run without the sources")
    for name in re.findall(r"\b[\w/]+\.(?:c|h|def)\b", text):
        known = name == "Python.h" or "3xx" in name
        assert known or list(root.glob(f"src/**/{name}")) or (root / name).exists(), name
