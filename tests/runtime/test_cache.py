"""The cache: what is a hit and what is a miss. Each thing that matters to the machine code is edited, and each that doesn't.

A hit in memory and one on the disk are of the same key, so most tests look in this process: the first compile is a miss, for its
function has a number in it that no other has. Faults of the disk are in test_cache_faults.py."""

from __future__ import annotations

import ctypes
import itertools
import os
import pathlib
import random
import re
import runpy
import shutil
import struct
import subprocess
import sys
import threading
import traceback

import numpy as np
import pytest

import upcall
from upcall import cache as upcall_cache
from upcall import carray, cfunc

PACKAGE = pathlib.Path(upcall.__file__).parent
TOOLS = pathlib.Path(__file__).parents[2] / "tools"
SIGNATURE = "float64(float64)"

numbers = itertools.count(random.SystemRandom().randrange(10**9))


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("UPCALL_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("UPCALL_CACHE", raising=False)


@pytest.fixture
def unique():
    """A number that no other function has."""
    return next(numbers) + 0.5


def define(source, name="f", filename="one.py", **names):
    exec(compile(source, filename, "exec"), names)
    return names[name]


def scaled(unique, expression="x * U", **options):
    """A callback of that expression, with the number as a constant."""
    return cfunc(SIGNATURE, **options)(define(f"f = lambda x: {expression}".replace("U", str(unique))))


def closure(unique, k):
    """A callback of a factory: all have the same code."""
    return cfunc(SIGNATURE)(define(f"def f(k): return lambda x: x * {unique} + k")(k))


def run(script, *options, **variables):
    command = [sys.executable, *options, "-c", script]
    environment = {**os.environ, "PYTHONSAFEPATH": "1", **variables}
    result = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)
    assert result.returncode == 0, result.stderr
    return result.stdout.split()


# ---- what matters


def raising(x):
    if x < 0:
        raise ValueError(x)
    return x


NAN, OTHER_NAN = (struct.unpack("d", struct.pack("Q", bits))[0] for bits in (0x7FF8000000000000, 0x7FF8000000000001))

# name: the same function in two versions, each source, globals, signature, options and result of f(3.0)
EDITS = {
    "body": [("def f(x): return max(x, -U) + 1", {}, 4.0), ("def f(x): return max(x, -U) - 1", {}, 2.0)],
    "constant": [("def f(x): return max(x, -U) + 1.5", {}, 4.5), ("def f(x): return max(x, -U) + 2.5", {}, 5.5)],
    "global": [("def f(x): return max(x, -U) + G", {"G": 1}, 4.0), ("def f(x): return max(x, -U) + G", {"G": 2}, 5.0)],
    "type of a global": [
        ("def f(x): return max(x, -U) + G // 2", {"G": 3}, 4.0),
        ("def f(x): return max(x, -U) + G // 2", {"G": 3.5}, 4.0),
    ],
    "zero's sign": [
        ("def f(x): return math.copysign(max(x, -U), G)", {"G": 0.0}, 3.0),
        ("def f(x): return math.copysign(max(x, -U), G)", {"G": -0.0}, -3.0),
    ],
    "bits of nan": [
        ("def f(x): return G if max(x, -U) > 0 else x", {"G": NAN}, NAN),
        ("def f(x): return G if max(x, -U) > 0 else x", {"G": OTHER_NAN}, OTHER_NAN),
    ],
    "callee": [
        ("def f(x): return max(x, -U) + g(x)", {"g": lambda x: x}, 6.0),
        ("def f(x): return max(x, -U) + g(x)", {"g": lambda x: -x}, 0.0),
    ],
    "a method of numpy's": [
        ("def f(x): return max(x, -U) + np.sqrt(9.0 * x / x)", {}, 6.0),
        ("def f(x): return max(x, -U) + np.square(x)", {}, 12.0),
    ],
}


def bits(value):
    return struct.pack("d", value)


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_a_miss(edit, unique):
    for source, names, expected in EDITS[edit]:
        source = source.replace("U", str(unique))
        names = {**names, "np": np, "math": __import__("math")}
        f = cfunc(SIGNATURE)(define(source, **names))
        assert f.cached is None
        assert bits(f.ctypes(3.0)) == bits(expected)
        again = cfunc(SIGNATURE)(define(source, **names))
        assert again.cached == "memory"
        assert bits(again.ctypes(3.0)) == bits(expected)


OPTIONS = [
    {"boundscheck": False},
    {"error_model": "python"},
    {"error_value": -1.0},
    *({"fastmath": {flag}} for flag in ("nnan", "ninf", "nsz", "arcp", "contract", "afn", "reassoc")),
    {"fastmath": True},
    {"locals": {"y": upcall.types.float32}},
]


def test_each_option_is_a_miss(unique):
    source = f"""
def f(p, n, x):
    y = 1.0 / (x - {unique})
    return carray(p, n)[1] + y
"""
    f = define(source, carray=carray)

    signature = "float64(float64*, int64, float64)"
    seen = [cfunc(signature, **options)(f) for options in [{}, *OPTIONS]]
    assert [made.cached for made in seen] == [None] * len(seen)
    assert [cfunc(signature, **options)(f).cached for options in [{}, *OPTIONS]] == ["memory"] * len(seen)


def test_the_signature_is_part_of_it(unique):
    f = define(f"f = lambda x: x * {unique}")
    assert cfunc("float64(float64)")(f).cached is None
    assert cfunc("float64(float32)")(f).cached is None
    assert cfunc("float64(int64)")(f).cached is None
    assert cfunc("float64(float64)")(f).cached == "memory"


def test_a_dtype_is_a_miss_and_contents_are_a_hit(unique):
    def make(array):
        return cfunc("float64(int64)")(define(f"f = lambda i: array[i] + i - {unique}", array=array))

    doubles, floats = np.array([1.0, 2.0]), np.array([1.0, 2.0], np.float32)
    made = [make(array) for array in (doubles, floats, doubles + 40)]
    assert [f.cached for f in made] == [None, None, "memory"]
    assert [f(1) for f in made] == [3 - unique, 3 - unique, 43 - unique]


def test_a_callee_in_another_file(tmp_path, monkeypatch, unique):
    """Edited between two processes, with the same size and time: the caller's file is as it was."""
    helper, main = tmp_path / "helper.py", tmp_path / "main.py"
    main.write_text(
        "import helper, upcall\n"
        f"f = upcall.cfunc('float64(float64)')(lambda x: helper.g(x) * {unique})\n"
        f"print(f.cached, f(1.0) == helper.g(1.0) * {unique})\n"
    )
    results = []
    for body in ("x + 1.25", "x + 1.25", "x - 1.25"):
        helper.write_text(f"def g(x):\n    return {body}\n")
        os.utime(helper, (1000000, 1000000))
        shutil.rmtree(tmp_path / "__pycache__", ignore_errors=True)
        results.append(run(f"import runpy, sys; sys.path.insert(0, {str(tmp_path)!r}); runpy.run_path({str(main)!r})"))
    assert results == [["None", "True"], ["disk", "True"], ["None", "True"]]


def copy_package(tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "copy" / "upcall", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "copy"


def path_with(folder):
    return os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)


GCD = "import math, upcall; f = upcall.cfunc('int64(int64, int64)')(lambda a, b: math.gcd(a, b)); print(f.cached, f(12, 18))"


def test_the_prelude_is_part_of_it(tmp_path):
    """math.gcd is a Python function of upcall's own: with another body it is other code."""
    copy = copy_package(tmp_path)
    assert run(GCD, PYTHONPATH=path_with(copy)) == ["None", "6"]
    assert run(GCD, PYTHONPATH=path_with(copy)) == ["disk", "6"]
    module = copy / "upcall" / "prelude" / "integers.py"
    source = module.read_text()
    start = source.index("def gcd2(")
    end = source.index("return", start)
    module.write_text(source[:end] + source[end:].replace("return ", "return 100 + ", 1))
    assert run(GCD, PYTHONPATH=path_with(copy))[0] == "None"
    module.write_text(source)
    assert run(GCD, PYTHONPATH=path_with(copy)) == ["disk", "6"]


def test_another_build_is_a_miss(tmp_path):
    """The same libraries, but for the build-id that the linker made."""
    if not TOOLS.exists():
        pytest.skip("the tests run without the sources")
    copy = copy_package(tmp_path)
    build = runpy.run_path(str(TOOLS / "build_id.py"))["build_id"]((PACKAGE / "_llvm.so").read_bytes())
    assert run(GCD, PYTHONPATH=path_with(copy)) == ["None", "6"]
    for library in copy.glob("upcall/*.so"):
        content = library.read_bytes()
        assert build in content
        library.write_bytes(content.replace(build, bytes(reversed(build))))
    assert run(GCD, PYTHONPATH=path_with(copy)) == ["None", "6"]
    assert run(GCD, PYTHONPATH=path_with(copy)) == ["disk", "6"]
    assert run(GCD) == ["disk", "6"]  # of the build that it was


# ---- what doesn't matter

SAME = {
    "path": ("def f(x):\n    return x * U", {"filename": "/somewhere/else.py"}),
    "line": ("\n\n\n\ndef f(x):\n\n    return x * U", {}),
    "comment": ("def f(x):  # what it does\n    return x * U  # that", {}),
    "docstring": ('def f(x):\n    """Scale it."""\n    return x * U', {}),
    "name": ("def another(x):\n    return x * U", {"name": "another"}),
    "name of an argument": ("def f(y):\n    return y * U", {}),
    "name of a variable": ("def f(x):\n    unused = value = x * U\n    return value", {}),
    "name of a global": ("G = U\ndef f(x):\n    return x * G", {}),
    "annotation": ("def f(x: float) -> 'nothing':\n    return x * U", {}),
    "what isn't reached": ("def f(x):\n    if False:\n        return 1.0\n    return x * U", {}),
    "lambda": ("f = lambda x: x * U", {}),
    "spelling": ("def f(x):\n    if True:\n        x *= U\n    return (x)", {}),
}


@pytest.mark.parametrize("change", SAME)
def test_what_does_not_matter_is_a_hit(change, unique):
    first = cfunc(SIGNATURE)(define(f"def f(x):\n    return x * {unique}"))
    source, options = SAME[change]
    second = cfunc(SIGNATURE)(define(source.replace("U", str(unique)), **options))
    assert (first.cached, second.cached) == (None, "memory")
    assert second(2.0) == first(2.0) == 2 * unique


def test_floats_of_closures_do_not_matter(unique):
    made = [closure(unique, k) for k in (0.0, -0.0, 1.5, float("inf"))]
    assert [f.cached for f in made] == [None, "memory", "memory", "memory"]
    assert [f(1.0) for f in made] == [unique, unique, unique + 1.5, float("inf")]


CHILD = """
import sys, upcall
{before}
f = upcall.cfunc("float64(float64)")(lambda x: __import__ and x * {unique} + math.exp(3.7) if x else math.log(x + {unique}))
print(f.cached, f(1.0).hex())
"""

BEFORE = {
    "nothing": "",
    "heap": "kept = [bytearray(i) for i in range(5000)]",
    "other compiles": "kept = [upcall.cfunc('float64(float64)')(eval(f'lambda x: x + {i}')) for i in range(20)]",
    "numpy": "import numpy",
    "rounding upwards": "import ctypes; ctypes.CDLL('libm.so.6').fesetround(0x800)",
}

ENVIRONMENTS = {
    "hash seed": {"PYTHONHASHSEED": "7"},
    "another hash seed": {"PYTHONHASHSEED": "8"},
    "tunables": {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F"},
    "locale": {"LC_ALL": "C", "LANG": "tr_TR.UTF-8"},
    "folder": {"TMPDIR": "/", "HOME": "/nowhere"},
}


def test_the_process_does_not_matter(unique):
    def child(before="", **variables):
        source = CHILD.format(before=before, unique=unique).replace("__import__ and ", "")
        return run("import math\n" + source, **variables)

    assert child()[0] == "None"
    plain = child()
    assert plain[0] == "disk"
    for before in BEFORE.values():
        cached, value = child(before)
        assert cached == "disk"
        assert float.fromhex(value) == pytest.approx(float.fromhex(plain[1]), rel=1e-15)
    for variables in ENVIRONMENTS.values():
        cached, value = child(**variables)
        assert cached == "disk"
        assert float.fromhex(value) == pytest.approx(float.fromhex(plain[1]), rel=1e-15)


def test_compiled_under_another_rounding_mode(unique):
    """The code that a process with other float modes has compiled is the one that any compiles."""
    source = "import math\n" + CHILD.replace("__import__ and ", "").format(before="{before}", unique=unique)
    texts = []
    for before in (BEFORE["rounding upwards"], ""):
        upcall_cache.clear()
        assert run(source.format(before=before))[0] == "None"
        folder = pathlib.Path(os.environ["UPCALL_CACHE_DIR"])
        texts.append({path.name: path.read_bytes() for path in folder.glob("*/*")})
    assert texts[0] == texts[1]


# ---- reports are the function's own


def test_reports_of_a_hit(unique):
    """The front end runs: the words of an exception, its place and the function's name are those of this one."""

    def make(a, b, text, filename, shift):
        source = (
            "\n" * shift
            + f"def {text}(x):\n    if x < {unique}:\n        raise ValueError({a}, {b}, {text!r})\n    return x"
        )
        return cfunc(SIGNATURE)(define(source, name=text, filename=filename))

    first, second = make(1.5, 3, "abc", "one.py", 0), make(2.5, 4, "xyz", "two.py", 7)
    assert (first.cached, second.cached) == (None, "memory")
    for f, arguments, filename, line in (
        (first, (1.5, 3, "abc"), "one.py", 3),
        (second, (2.5, 4, "xyz"), "two.py", 10),
    ):
        with pytest.raises(ValueError, match=arguments[2]) as caught:
            f(0.0)
        assert caught.value.args == arguments
        frame = traceback.extract_tb(caught.tb)[-1]
        assert (frame.filename, frame.lineno, frame.name) == (filename, line, arguments[2])
        assert f.__name__ == arguments[2]


def test_each_callback_reports_itself(unique):
    """Two callbacks that run one image: C calls both, and each failure is told with its own function."""
    made = [
        cfunc(SIGNATURE)(
            define(f"def {name}(x):\n    if x < {unique}:\n        raise KeyError(x)\n    return x", name=name)
        )
        for name in ("one", "two")
    ]
    assert [f.cached for f in made] == [None, "memory"]
    with upcall.raise_errors():
        for f in made:
            ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(f.address)(0.0)
        assert {failure.callback for failure in upcall.errors.pending()} == {"one", "two"}
        upcall.errors.clear()


# ---- one image, many owners


def test_code_lives_as_long_as_its_last_owner(unique):
    kept = closure(unique, 0.25)
    faces = [closure(unique, float(k)).ctypes for k in range(300)]
    assert [face(1.0) for face in faces] == [unique + k for k in range(300)]
    del faces
    upcall_cache.clear()
    assert kept(1.0) == unique + 0.25
    assert closure(unique, 1.0).cached is None  # nothing is found any more
    kept.close()
    with pytest.raises(RuntimeError):
        kept(1.0)
    assert closure(unique, 2.0)(1.0) == unique + 2


def test_what_is_dropped_is_found_again(unique):
    assert [closure(unique, float(k)).cached for k in range(4)] == [None, "memory", "memory", "memory"]


def test_threads_that_race(unique):
    start, results = threading.Barrier(8), []

    def compile_all():
        start.wait()
        for k in range(20):
            f = cfunc(SIGNATURE)(define(f"def f(x): return x * {unique} + {k * 3}"))
            results.append(f(1.0) == unique + k * 3)

    threads = [threading.Thread(target=compile_all) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 160
    assert upcall_cache.info()["entries"] == 20


# ---- how it is turned off, and looked at


def test_cache_false(unique):
    assert scaled(unique, cache=False).cached is None
    assert upcall_cache.info()["entries"] == 0
    assert scaled(unique).cached is None
    assert scaled(unique, cache=False).cached is None
    assert scaled(unique, cache=True).cached == "memory"
    assert scaled(unique, cache=False)(2.0) == 2 * unique


def test_turned_off(monkeypatch, unique):
    monkeypatch.setenv("UPCALL_CACHE", "0")
    made = [scaled(unique) for _ in range(2)]
    assert [f.cached for f in made] == [None, None]
    info = upcall_cache.info()
    assert (info["is_on"], info["entries"]) == (False, 0)


def test_dumps_come_from_a_compile(unique):
    f = scaled(unique)
    again = scaled(unique)
    assert again.cached == "memory"
    for made in (f, again):
        assert "fmul" in made.inspect_lir()
        assert "fmul double" in made.inspect_llvm()
        assert re.search("mulsd|fmul", made.inspect_asm())


def test_what_upcall_dump_says(unique):
    script = f"import upcall\nfor _ in range(2): upcall.cfunc('float64(float64)')(eval('lambda x: x * {unique}'))"

    def errors(**variables):
        environment = {**os.environ, "UPCALL_DUMP": "cache", "PYTHONSAFEPATH": "1", **variables}
        return subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, env=environment
        ).stderr.splitlines()

    head = "--- cache of <lambda>"
    assert errors() == [head, "miss: No such file or directory", "stored", head, "hit: memory"]
    assert errors() == [head, "hit: disk", head, "hit: memory"]
    assert errors(UPCALL_CACHE="0") == []
    assert errors(UPCALL_CACHE_DIR="/proc/none")[2] == "not stored: No such file or directory"
    assert "--- llvm of <lambda>" in errors(UPCALL_DUMP="cache,llvm")[0]


def test_info(tmp_path, unique):
    before = upcall_cache.info()
    assert (before["path"], before["entries"], before["bytes"]) == (str(tmp_path / "cache"), 0, 0)
    assert before["problem"] == "No such file or directory"
    kept = [scaled(unique), scaled(unique), scaled(unique, "x + U")]
    info = upcall_cache.info()
    assert info["misses"] - before["misses"] == 2
    assert info["memory_hits"] - before["memory_hits"] == 1
    assert (info["entries"], info["problem"]) == (2, None)
    assert 4096 <= info["bytes"] <= 100000
    assert info["memory_entries"] >= len({f.address for f in kept}) - 1
    assert info["memory_bytes"] > 1000
    upcall_cache.clear()
    info = upcall_cache.info()
    assert (info["entries"], info["bytes"], info["memory_bytes"]) == (0, 0, 0)
    assert not list((tmp_path / "cache").iterdir())


def command(*arguments):
    result = subprocess.run(
        [sys.executable, "-m", "upcall", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONSAFEPATH": "1"},
    )
    return result.returncode, result.stdout.splitlines()


def test_command_line(tmp_path, unique):
    scaled(unique)
    assert command("cache", "path") == (0, [str(tmp_path / "cache")])
    status, lines = command("cache")
    assert status == 0
    assert "entries: 1" in lines
    assert command("cache", "info")[1] == lines
    assert command("cache", "clear") == (0, [])
    assert upcall_cache.info()["entries"] == 0
    assert command("cache", "clean")[0] == 2


def test_nothing_is_found_after_clear(unique):
    """Nor is a closure made of code that another one was compiled from."""
    make = define(f"def f(k): return lambda x: x * {unique} + k")
    assert [cfunc(SIGNATURE)(make(k)).cached for k in (1.0, 2.0)] == [None, "memory"]
    upcall_cache.clear()
    assert [cfunc(SIGNATURE)(make(k)).cached for k in (3.0, 4.0)] == [None, "memory"]


def test_path(monkeypatch, tmp_path):
    monkeypatch.setenv("UPCALL_CACHE_DIR", str(tmp_path) + "//")
    assert upcall_cache.path == str(tmp_path)
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv("UPCALL_CACHE_DIR", "~/here")
    assert upcall_cache.path == "/home/me/here"
    monkeypatch.delenv("UPCALL_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", "/x")
    assert upcall_cache.path == "/x/upcall"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/you")
    assert upcall_cache.path == "/home/you/.cache/upcall"
    monkeypatch.delenv("HOME")
    assert upcall_cache.path is None
    with pytest.raises(AttributeError, match="paths"):
        _ = upcall_cache.paths  # type: ignore[attr-defined]


@pytest.mark.parametrize("numpy", [False, True])
def test_a_hit_needs_neither_llvm_nor_numpy(numpy, unique):
    """Also where the function has a dictionary of NumPy's in its globals, it isn't NumPy that is imported for it."""
    script = f"""
import sys, upcall
{"import numpy as np" if numpy else ""}
f = upcall.cfunc("float64(float64)")(lambda x: {"np.exp(x)" if numpy else "x"} * {unique})
with open("/proc/self/maps") as maps:
    print(f.cached, "_llvm.so" in maps.read(), "numpy" in sys.modules, "ctypes" in sys.modules, f(0.0) != 7)
"""
    assert run(script)[:2] == ["None", "True"]
    cached, llvm, has_numpy, has_ctypes, right = run(script)
    assert (cached, llvm, right) == ("disk", "False", "True")
    if not numpy:
        assert (has_numpy, has_ctypes) == ("False", "False")
