"""README.md's Python blocks run, and print what their comments say.

A comment behind print(...) which begins like a value (a parenthesis, a bracket, a quote, a digit, `<`) is the output; in it
`...` stands for anything, and numbers may differ in the last digits."""

from __future__ import annotations

import importlib.util
import math
import os
import pathlib
import re
import subprocess
import sys

import pytest

PAGE = pathlib.Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMISE = re.compile(r"^print\(.*\)\s+# (?P<output>[(<\[\"'\d-].*)$")
NUMBER = re.compile(r"(-?\d+\.\d*(?:e[+-]?\d+)?)")

pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the tests run without README.md")


def blocks():
    return BLOCK.findall(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else []


def matches(expected, actual):
    """Whether the texts are the same but for `...` and the last digits of numbers."""
    pattern = NUMBER.sub("\0", expected)
    escaped = re.escape(pattern).replace(re.escape("..."), ".*").replace(re.escape("\0"), NUMBER.pattern)
    found = re.fullmatch(escaped, actual)
    if not found:
        return False
    numbers = zip(NUMBER.findall(expected), found.groups(), strict=True)
    return all(math.isclose(float(a), float(b), rel_tol=1e-6) for a, b in numbers)


@pytest.mark.parametrize("number", range(len(blocks())))
def test_block(number, tmp_path):
    source = blocks()[number]
    for package in ("scipy", "cffi"):
        if package in source and importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed for {sys.executable}")
    file = tmp_path / f"readme_{number}.py"
    file.write_text(source)
    command = [sys.executable, "-W", "error", file]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ})
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    prints = [line for line in source.splitlines() if line.startswith("print(")]
    printed = result.stdout.splitlines()
    assert len(printed) == len(prints)
    for line, output in zip(prints, printed, strict=True):
        promise = PROMISE.match(line)
        assert not promise or matches(promise["output"], output), f"README: {line}\nprinted: {output}"


def test_the_comparison_itself():
    assert matches("(0.14849550677592208, 3.87e-10)", "(0.14849550677592205, 3.8700000001e-10)")
    assert not matches("(0.1484, 1.0)", "(0.1485, 1.0)")
    assert matches("<cfunc f: double (double) at ...>", "<cfunc f: double (double) at /tmp/x.py:3>")
    assert not matches("<cfunc f: ...>", "<cfunc g: x>")


def test_there_are_blocks_and_no_gaps():
    assert len(blocks()) >= 2
    assert not re.search(r"@[A-Z]+@", PAGE.read_text(encoding="utf-8")), "a figure is missing"
