"""The Python blocks of README.md and docs/*.md run, and print what the pages say.

A comment behind print(...) which begins like a value (a parenthesis, a bracket, a quote, a digit, `<`, nan, inf, None, a bool)
is what it prints. What else a block prints stands in a block "text output" behind it. `...` stands for anything in both, and
floats may differ in the last digits. docs/gallery.md is test_gallery.py's."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import math
import os
import pathlib
import re
import subprocess
import sys
from typing import NamedTuple

import pytest

import upcall

ROOT = pathlib.Path(__file__).parents[2]
WRITTEN = {"gallery.md"}
PAGES = [
    path
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    if path.exists() and path.name not in WRITTEN
]
BLOCK = re.compile(r"^```python\n(.*?)^```$(?:\n\n^```text output\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
PRINT = re.compile(r"^ *print\(.*\)(?: +# (?P<output>.*))?$")
VALUE = re.compile(r"[(<\[\"'\d-]|(nan|inf|None|True|False)\b")
NUMBER = re.compile(r"(-?\d+\.\d*(?:e[+-]?\d+)?)")

pytestmark = pytest.mark.skipif(not PAGES, reason="the tests run without the pages")


class Example(NamedTuple):
    name: str  # "semantics-3"
    source: str
    output: str  # of the block behind it


def examples():
    return [
        Example(f"{page.stem}-{number}", *found)
        for page in PAGES
        for number, found in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")))
    ]


def promises(source):
    """What the comments say of each print: a text, or None where there is no value in the comment."""
    found = [PRINT.match(line) for line in source.splitlines()]
    comments = [line["output"] for line in found if line]
    return [comment if comment and VALUE.match(comment) else None for comment in comments]


def unexpected(example, printed):
    """The first line that neither a comment nor the output block promises, or what is missing; "" if all is as promised."""
    comments = [text for text in promises(example.source) if text]
    output = example.output.splitlines()
    free = len(promises(example.source)) - len(comments)
    for line in printed:
        if comments and matches(comments[0], line):
            comments.pop(0)
        elif output and matches(output[0], line):
            output.pop(0)
        elif free > 0 and not example.output:
            free -= 1
        else:
            return f"printed: {line}"
    return f"not printed: {comments + output}" if comments or output else ""


def matches(expected, actual):
    """Whether the texts are the same but for `...` and the last digits of numbers."""
    pattern = NUMBER.sub("\0", expected)
    escaped = re.escape(pattern).replace(re.escape("..."), ".*").replace(re.escape("\0"), NUMBER.pattern)
    found = re.fullmatch(escaped, actual)
    if not found:
        return False
    numbers = zip(NUMBER.findall(expected), found.groups(), strict=True)
    return all(math.isclose(float(a), float(b), rel_tol=1e-6) for a, b in numbers)


@pytest.mark.parametrize("example", [pytest.param(example, id=example.name) for example in examples()])
def test_block(example, tmp_path):
    for package in ("scipy", "cffi", "numba", "mpi4py"):
        if f"import {package}" in example.source and importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed for {sys.executable}")
    file = tmp_path / f"{example.name}.py"
    file.write_text(example.source, encoding="utf-8")
    command = [sys.executable, "-W", "error", file]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ})
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    assert not unexpected(example, result.stdout.splitlines())


@pytest.mark.parametrize("name", ["upcall", "decorators", "types", "errors", "callers.sqlite", "callers._scipy"])
def test_examples_of_docstrings(name):
    if name.endswith("_scipy"):
        pytest.importorskip("scipy")
    module = importlib.import_module("upcall" if name == "upcall" else f"upcall.{name}")
    failed, tried = doctest.testmod(module)
    assert tried > 1
    assert not failed


def test_example_of_compile_error():
    runner = doctest.DocTestRunner()
    for test in doctest.DocTestFinder().find(upcall.CompileError, module=False):
        runner.run(test)
    assert runner.tries > 1
    assert not runner.failures


def test_the_comparison_itself():
    assert matches("(0.14849550677592208, 3.87e-10)", "(0.14849550677592205, 3.8700000001e-10)")
    assert not matches("(0.1484, 1.0)", "(0.1485, 1.0)")
    assert matches("<cfunc f: double (double) at ...>", "<cfunc f: double (double) at /tmp/x.py:3>")
    assert not matches("<cfunc f: ...>", "<cfunc g: x>")

    assert matches("...:7 in f: no", "/tmp/x.py:7 in f: no")


def test_what_is_printed_is_compared():
    example = Example("x", "print(1)  # 1\nprint(f)\ntry: ...\nexcept E as e:\n    print(e)", "")
    assert promises(example.source) == ["1", None, None]
    assert not unexpected(example, ["1", "whatever", "a"])
    assert unexpected(example, ["2", "whatever", "a", "b"])
    assert unexpected(example, ["whatever", "a"])
    with_output = Example("x", "print(1)  # 1\nprint(f)", "whatever\n")
    assert not unexpected(with_output, ["1", "whatever"])
    assert unexpected(with_output, ["1", "what"])


def test_there_are_blocks_and_no_gaps():
    assert len(examples()) >= 2
    for page in PAGES:
        assert not re.search(r"@[A-Z]+@", page.read_text(encoding="utf-8")), f"a figure is missing in {page.name}"
