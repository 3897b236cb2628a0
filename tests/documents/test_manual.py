"""The Numba manual's three examples of "Creating C callbacks with @cfunc", as a script and typed into a real prompt."""

from __future__ import annotations

import ctypes
import math
import os
import subprocess
import sys

import numpy as np
import pytest
from prompt import NewPrompt, Prompt

from upcall import CFunc, carray, cfunc, types

EXPECTED = (0.14849550677592208, 3.8736750296130505e-10)

SCRIPT = """\
import numpy as np
import scipy.integrate as si
from scipy import LowLevelCallable
from upcall import cfunc, carray, types

@cfunc("float64(float64, float64)")
def add(x, y):
    return x + y

print(add.ctypes(4.0, 5.0), type(add.address))

def integrand(t):
    return np.exp(-t) / t**2

nb_integrand = cfunc("float64(float64)")(integrand)
print(si.quad(integrand, 1, np.inf) == si.quad(nb_integrand.ctypes, 1, np.inf), si.quad(nb_integrand.ctypes, 1, np.inf)[0])
print(si.quad(LowLevelCallable(nb_integrand.ctypes), 1, np.inf)[0])

c_sig = types.void(types.CPointer(types.double), types.CPointer(types.double), types.intc, types.intc)

@cfunc(c_sig)
def my_callback(in_, out, m, n):
    in_array = carray(in_, (m, n))
    out_array = carray(out, (m, n))
    for i in range(m):
        for j in range(n):
            out_array[i, j] = 2 * in_array[i, j]

source, target = np.arange(6.0), np.zeros(6)
my_callback(source, target, 2, 3)
print(target)
"""


def integrand(t):
    return np.exp(-t) / t**2


def close(result):
    """The manual's figures; the integrand may be 1 ulp from NumPy's, so the error estimate isn't exact."""
    assert math.isclose(result[0], EXPECTED[0], rel_tol=1e-15)
    assert math.isclose(result[1], EXPECTED[1], rel_tol=1e-6)


def run(*command, **variables):
    environment = {**os.environ, **variables}
    result = subprocess.run([sys.executable, *command], capture_output=True, text=True, env=environment, timeout=120)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    return result.stdout


def test_add():
    @cfunc("float64(float64, float64)")
    def add(x, y):
        return x + y

    assert isinstance(add, CFunc)
    assert add.ctypes(4.0, 5.0) == 9.0
    assert add(4.0, 5.0) == 9.0
    assert isinstance(add.address, int)
    by_address = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double, ctypes.c_double)(add.address)
    assert by_address(4.0, 5.0) == 9.0


@pytest.mark.needs("scipy")
@pytest.mark.parametrize("way", ["ctypes", "LowLevelCallable", "capsule", "cffi"])
def test_quad(way):
    import scipy.integrate as si
    from scipy import LowLevelCallable

    if way == "cffi":
        pytest.importorskip("cffi", reason=f"cffi is not installed for {sys.executable}")
    compiled = cfunc("float64(float64)")(integrand)
    function = {
        "ctypes": lambda: compiled.ctypes,
        "LowLevelCallable": lambda: LowLevelCallable(compiled.ctypes),
        "capsule": lambda: LowLevelCallable(compiled.capsule),
        "cffi": lambda: LowLevelCallable(compiled.cffi, signature="double (double)"),
    }[way]()
    close(si.quad(function, 1, np.inf))
    close(si.quad(integrand, 1, np.inf))


def test_array_callback():
    c_sig = types.void(types.CPointer(types.double), types.CPointer(types.double), types.intc, types.intc)

    @cfunc(c_sig)
    def my_callback(in_, out, m, n):
        in_array = carray(in_, (m, n))
        out_array = carray(out, (m, n))
        for i in range(m):
            for j in range(n):
                out_array[i, j] = 2 * in_array[i, j]

    source, target = np.random.default_rng(1).normal(size=(5, 7)), np.zeros((5, 7))
    pointer = ctypes.POINTER(ctypes.c_double)
    my_callback.ctypes(source.ctypes.data_as(pointer), target.ctypes.data_as(pointer), 5, 7)
    assert np.array_equal(target, 2 * source)
    target[:] = 0
    my_callback(source, target, 5, 7)
    assert np.array_equal(target, 2 * source)


@pytest.mark.needs("scipy")
def test_script(tmp_path):
    file = tmp_path / "manual.py"
    file.write_text(SCRIPT)
    lines = run(file).splitlines()
    assert lines[0] == "9.0 <class 'int'>"
    assert math.isclose(float(lines[1].split()[1]), EXPECTED[0], rel_tol=1e-15)
    assert math.isclose(float(lines[2]), EXPECTED[0], rel_tol=1e-15)
    assert lines[3] == "[ 0.  2.  4.  6.  8. 10.]"


def test_from_standard_input():
    """Without a file there is no source to read."""
    script = 'from upcall import cfunc\nprint(cfunc("int64(int64)")(lambda a: a * 3)(14))\n'
    result = subprocess.run([sys.executable, "-"], input=script, capture_output=True, text=True, timeout=120)
    assert (result.stdout, result.stderr) == ("42\n", "")
    assert run("-c", script) == "42\n"


# --- typed


def test_prompt_add():
    with Prompt() as prompt:
        assert prompt.enter("from upcall import cfunc, carray, types") == ""
        assert prompt.enter('@cfunc("float64(float64, float64)")\ndef add(x, y):\n    return x + y\n\n') == ""
        assert prompt.enter("add.ctypes(4.0, 5.0)") == "9.0"
        assert prompt.enter("add(4.0, 5.0)") == "9.0"
        assert prompt.enter("type(add.address)") == "<class 'int'>"
        assert prompt.enter("add").startswith("<cfunc add: double (double, double)")


@pytest.mark.needs("scipy")
def test_prompt_integrand():
    with Prompt() as prompt:
        prompt.enter("import numpy as np\nimport scipy.integrate as si\nfrom upcall import cfunc")
        prompt.enter("def integrand(t): return np.exp(-t) / t**2\n\n")
        assert prompt.enter('nb_integrand = cfunc("float64(float64)")(integrand)') == ""
        value, error = prompt.enter("si.quad(nb_integrand.ctypes, 1, np.inf)").strip("()").split(", ")
        close((float(value), float(error)))


def test_prompt_arrays():
    with Prompt() as prompt:
        prompt.enter("import numpy as np\nfrom upcall import carray, cfunc, types")
        signature = "types.void(types.CPointer(types.double), types.CPointer(types.double), types.intc, types.intc)"
        assert prompt.enter(f"c_sig = {signature}") == ""
        body = SCRIPT[SCRIPT.index("@cfunc(c_sig)") : SCRIPT.index("source, target")].rstrip()
        assert prompt.enter(body + "\n\n") == ""
        prompt.enter("source, target = np.arange(6.0), np.zeros(6)")
        assert prompt.enter("my_callback(source, target, 2, 3)") == ""
        assert prompt.enter("target") == "array([ 0.,  2.,  4.,  6.,  8., 10.])"


def test_prompt_recursion_of_definitions():
    """A name defined again, a lambda, and a closure, each typed in."""
    with Prompt() as prompt:
        prompt.enter("from upcall import cfunc")
        prompt.enter('f = cfunc("int64(int64)")(lambda a: a + 1)\ng = f')
        prompt.enter('f = cfunc("int64(int64)")(lambda a: a + 2)')
        assert prompt.enter("f(1), g(1)") == "(3, 2)"
        prompt.enter("def scaled(factor):\n    return lambda x: x * factor\n\n")
        prompt.enter('a, b = (cfunc("float64(float64)")(scaled(k)) for k in (2.0, 3.0))')
        assert prompt.enter("a(1.5), b(1.5)") == "(3.0, 4.5)"


def test_prompt_shows_the_error():
    """Source typed into the basic prompt can't be had before 3.13: the words are the same."""
    with Prompt() as prompt:
        prompt.enter("from upcall import cfunc")
        prompt.enter("def f(x):\n    return x * no_such_name\n\n")
        output = prompt.enter('cfunc("float64(float64)")(f)')
        assert "CompileError" in output
        assert "the name no_such_name isn't defined" in output
        assert prompt.enter('cfunc("float64(float64)")(lambda x: x)(3.0)') == "3.0"


@pytest.mark.skipif(sys.version_info < (3, 13), reason="the prompt that edits lines itself came with 3.13")
def test_new_prompt():
    """The body isn't typed with its indentation: the prompt indents."""
    lines = ["from upcall import cfunc", '@cfunc("float64(float64, float64)")', "def add(x, y):", "return x + y", ""]
    with NewPrompt() as prompt:
        prompt.type_until([*lines, "print('result:', add.ctypes(4.0, 5.0))"], "result: 9.0\n")


def test_command_line(tmp_path):
    file = tmp_path / "quad.py"
    file.write_text("from upcall import cfunc\n@cfunc('float64(float64)')\ndef twice(x):\n    return x * 2\n")
    output = run("-m", "upcall", "show", f"{file}:twice")
    assert "mul x, 2" in output
    for stage in ("bytecode", "hir", "types", "lir", "llvm", "asm"):
        assert f"--- {stage}" in output
