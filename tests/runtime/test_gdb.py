"""UPCALL_DEBUG=gdb: gdb knows callbacks by function, file and line."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import importlib
import os
import pathlib
import pickle
import re
import resource
import shutil
import struct
import subprocess
import sys
import threading

import c_library
import golden
import pytest

import upcall
from upcall import _core, cfunc
from upcall.prelude import arrays_scan

HERE = pathlib.Path(__file__)
IS_SANITIZED = "UPCALL_SANITIZED" in os.environ

# ---- gdb itself

HELPER = """
def square(x):
    y = x * x  # in square
    return y + 1.0
"""

PROGRAM = """
import ctypes, sys
import numpy as np
from helper import square
from upcall import carray, cfunc

def outside(x):
    if x < 0.0:
        return outside(x + 1.0)  # in outside
    return np.exp(x)

@cfunc("float64(float64)")
def integrand(t):
    a = square(t)  # calls square
    b = outside(-a)  # calls outside
    return a + b

def distance(p, n):
    return np.sum(square(carray(p, n) - 2.0))  # sums squares

host = ctypes.CDLL(sys.argv[1])
host.leaf.restype = ctypes.c_double
host.leaf.argtypes = [ctypes.c_double]

def calls(x):
    return 1.0 + host.leaf(x)  # calls leaf

def scan(p, n):
    a = carray(p, n)
    np.cumsum(a, out=a)  # calls the prelude

host.outer_frame.restype = ctypes.c_double
host.outer_frame.argtypes = [ctypes.c_void_p, ctypes.c_double]
print(host.outer_frame(integrand.address, 2.0))
cfunc("void(float64*, int64)")(scan)(np.ones(64), 64)
cfunc("float64(float64*, int64)")(distance)(np.ones(64), 64)
cfunc("float64(float64)")(calls)(1.0)
del integrand
host.all_gone()
"""


@functools.cache
def gdb():
    """The program, where it can run others: some containers forbid to trace."""
    path = shutil.which("gdb")
    if not path:
        pytest.skip("gdb isn't there")
    if IS_SANITIZED:
        pytest.skip("gdb would get a sanitizer as well")
    tried = subprocess.run([path, "-nx", "-batch", "-ex", "run", "--args", "/bin/true"], capture_output=True, text=True)
    if "exited normally" not in tried.stdout:
        pytest.skip(f"gdb can't run a program here: {tried.stderr.strip()}")
    return path


@pytest.fixture
def debugged(tmp_path):
    """What gdb prints of a program, with these commands."""
    (tmp_path / "helper.py").write_text(HELPER)
    (tmp_path / "program.py").write_text(PROGRAM)

    def debugged(*commands, cache="0", **more):
        # Displaced: see docs/debugging.md.
        given = [
            "set displaced-stepping off",
            "set debuginfod enabled off",
            "set breakpoint pending on",
            "set width 0",
            *commands,
        ]
        path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        environment = os.environ | {"PYTHONPATH": path, "UPCALL_DEBUG": "gdb", "UPCALL_CACHE": cache} | more
        done = subprocess.run(
            [
                gdb(),
                "-nx",
                "-batch",
                *[part for command in given for part in ("-ex", command)],
                "--args",
                sys.executable,
                "-W",
                "ignore",
                tmp_path / "program.py",
                c_library.path("debugged"),
            ],
            capture_output=True,
            text=True,
            timeout=300,
            env=environment,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout

    return debugged


def line_of(text, mark):
    return next(number for number, line in enumerate(text.splitlines(), 1) if mark in line)


def frames_of(text):
    """The function, and the file and line if it has any, of each frame of a backtrace."""
    found = re.findall(r"^#\d+ +(?:0x\w+ in )?(.+?) \(.*?\)(?: at (.*))?(?: from .*)?$", text, re.MULTILINE)
    return [(name, place.rpartition("/")[2]) for name, place in found]


def python_frames(*marks):
    return [
        ("square", f"helper.py:{line_of(HELPER, mark)}")
        if mark == "# in square"
        else ("integrand", f"program.py:{line_of(PROGRAM, mark)}")
        for mark in marks
    ]


ENTRY = ("upcall.integrand", f"program.py:{line_of(PROGRAM, '@cfunc')}")


def test_breakpoint_in_a_helper(debugged):
    """It waits for the callback; what was inlined has frames of its own, C's follow, and Python's."""
    text = debugged(f"break helper.py:{line_of(HELPER, '# in square')}", "run", "bt")
    frames = frames_of(text)
    assert frames[:3] == [*python_frames("# in square", "# calls square"), ENTRY]
    assert [name for name, _ in frames[3:5]] == ["inner_frame", "outer_frame"]
    assert frames[-1][0] in ("_start", "main"), "as far as the program's own beginning"
    assert "y = x * x" in text, "the line itself is shown"


def test_breakpoint_in_a_function_that_is_called(debugged):
    """Of a recursive function each call has a frame."""
    line = line_of(PROGRAM, "# in outside")
    frames = frames_of(debugged(f"break program.py:{line}", "run", "ignore 1 1", "continue", "bt"))
    assert frames[:3] == [("outside", f"program.py:{line}")] * 3
    assert frames[3:5] == [*python_frames("# calls outside"), ENTRY]
    assert [name for name, _ in frames[5:7]] == ["inner_frame", "outer_frame"]


def test_breakpoint_in_the_prelude(debugged):
    source = pathlib.Path(arrays_scan.__file__).read_text()
    line = line_of(source, "total = total + row[i]")
    frames = frames_of(debugged(f"break arrays_scan.py:{line}", "run", "bt 9"))
    assert frames[0] == ("add_up", f"arrays_scan.py:{line}")
    assert ("scan", f"program.py:{line_of(PROGRAM, '# calls the prelude')}") in frames


def test_breakpoint_in_a_loop_of_several_functions(debugged):
    """What was put into the caller's loop before there was machine code."""
    line = line_of(HELPER, "# in square")
    frames = frames_of(debugged(f"break helper.py:{line}", "run", "continue", "bt 3"))
    assert frames[:2] == [
        ("square", f"helper.py:{line}"),
        ("distance", f"program.py:{line_of(PROGRAM, '# sums squares')}"),
    ]


def test_breakpoint_in_what_is_called(debugged):
    """C below the callback, and above."""
    frames = frames_of(debugged("break leaf", "run", "bt"))
    assert [name for name, _ in frames[:3]] == ["leaf", "calls", "upcall.calls"]
    assert frames[1][1] == f"program.py:{line_of(PROGRAM, '# calls leaf')}"
    assert frames[-1][0] in ("_start", "main")


def test_breakpoint_at_a_function(debugged):
    assert re.search(r"hit Breakpoint 1, (0x\w+ in )?square \(\) at helper.py:3", debugged("break square", "run"))


def test_step(debugged):
    """To the next line, into the caller."""
    text = debugged(f"break helper.py:{line_of(HELPER, '# in square')}", "run", "next", "next", "next")
    assert "return y + 1.0" in text
    assert "b = outside(-a)" in text


def test_forgotten(debugged):
    """gdb knows nothing of a callback that is gone."""
    ask = f"info line helper.py:{line_of(HELPER, '# in square')}"
    text = debugged("break inner_frame", "run", ask, "break all_gone", "continue", "delete 1", "continue", ask)
    known, _, gone = text.partition("3.0\n")
    assert "starts at address" in known
    assert "upcall.integrand" in known
    assert "address" not in gone.partition("all_gone")[2]


def test_from_the_cache(debugged, tmp_path):
    commands = [f"break helper.py:{line_of(HELPER, '# in square')}", "run", "bt 3", "delete", "continue"]
    given = {"cache": "1", "UPCALL_CACHE_DIR": str(tmp_path / "cache")}
    first = debugged(*commands, **given)
    assert any((tmp_path / "cache").rglob("*"))
    second = debugged(*commands, **given)
    assert frames_of(first) == frames_of(second) != []


# ---- the list that gdb reads


class Entry(ctypes.Structure):
    pass


Entry._fields_ = [
    ("next", ctypes.POINTER(Entry)),
    ("previous", ctypes.POINTER(Entry)),
    ("object", ctypes.c_void_p),
    ("size", ctypes.c_uint64),
]


class Descriptor(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_uint32),
        ("action", ctypes.c_uint32),
        ("relevant", ctypes.POINTER(Entry)),
        ("first", ctypes.POINTER(Entry)),
    ]


def registered():
    """The objects, newest first."""
    descriptor = Descriptor.in_dll(ctypes.CDLL(_core.__file__), "__jit_debug_descriptor")
    assert (descriptor.version, descriptor.action) == (1, 0)
    objects, entry, previous = [], descriptor.first, None
    while entry:
        found = entry.contents
        assert ctypes.cast(found.previous, ctypes.c_void_p).value == previous
        objects.append(ctypes.string_at(found.object, found.size))
        previous = ctypes.cast(entry, ctypes.c_void_p).value
        entry = found.next
    return objects


@pytest.fixture
def lines(monkeypatch):
    upcall.cache.clear()
    monkeypatch.setenv("UPCALL_DEBUG", "gdb")
    before = len(registered())
    yield lambda: len(registered()) - before
    upcall.cache.clear()


def third(x):
    return x / 3.0


def scaled(by):
    return cfunc("float64(float64)")(lambda x: x * by)


def uncached(function=third):
    return cfunc("float64(float64)", cache=False)(function)


def test_words(monkeypatch, lines):
    """Several, and unknown ones."""
    for words, count in ("", 0), ("perf_", 0), ("gdbx,agdb", 0), ("other,gdb", 1), ("gdb,perf", 1):
        monkeypatch.setenv("UPCALL_DEBUG", words)
        made = uncached()
        assert (lines(), made(3.0)) == (count, 1.0)
        del made
    pathlib.Path(f"/tmp/perf-{os.getpid()}.map").unlink()


def test_nothing_without_it(monkeypatch, lines):
    monkeypatch.delenv("UPCALL_DEBUG")
    made = scaled(2.0)
    assert lines() == 0
    assert b".debug_line" not in _core.artifact(made)


def test_closures_share_an_object(lines):
    made = [scaled(by) for by in (2.0, 3.0, 4.0)]
    assert (lines(), [f(1.0) for f in made]) == (1, [2.0, 3.0, 4.0])


def test_code_without_lines_is_not_taken(monkeypatch, lines):
    """Neither that of a closure that was made before, nor from the cache; nor the other way round."""
    monkeypatch.delenv("UPCALL_DEBUG")
    plain = scaled(2.0)
    monkeypatch.setenv("UPCALL_DEBUG", "gdb")
    with_lines = scaled(3.0)
    assert lines() == 1
    assert b".debug_line" in _core.artifact(with_lines)
    monkeypatch.delenv("UPCALL_DEBUG")
    again = scaled(4.0)
    assert lines() == 1
    assert _core.artifact(again) == _core.artifact(plain)


def test_equal_functions_of_two_files(lines):
    """Without lines they have one image."""
    source = "def f(x): return x * 7.0 + 1.0"
    made = []
    for name in "/somewhere/one.py", "/somewhere/two.py", "/somewhere/one.py":
        names = {}
        exec(compile(source, name, "exec"), names)
        made.append(cfunc("float64(float64)")(names["f"]))
    assert lines() == 2
    assert [b"two.py" in found for found in registered()[:2]] == [True, False]


@pytest.mark.parametrize("file", ["", "/", "nowhere/", "a\nb.py", "\udcff.py", "<string>", "x" * 5000])
def test_whatever_the_file_is_called(lines, file):
    names = {}
    exec(compile("def f(x): return x * 7.0 + 1.0", file, "exec"), names)
    made = cfunc("float64(float64)")(names["f"])
    assert (lines(), made(1.0)) == (1, 8.0)


def test_freed(lines):
    """A thousand callbacks come and go."""

    def some(count):
        for i in range(count):
            uncached()(float(i))

    some(100)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    some(1000)
    assert lines() == 0
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 2048 or IS_SANITIZED, "kilobytes; an object has some 2"


def test_threads(lines):
    def work():
        for _ in range(50):
            held = [uncached() for _ in range(3)]
            assert held[0](6.0) == 2.0

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert lines() == 0


@pytest.mark.skipif(IS_SANITIZED, reason="the sanitizers' allocators don't live through a fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_fork(lines):
    """Each process has its own list, and what was there before in both."""
    made = uncached()
    child = os.fork()
    if not child:
        status = 1
        with contextlib.suppress(BaseException):
            more = uncached(lambda x: x - 1.0)
            right = (lines(), made(3.0), more(3.0)) == (2, 1.0, 2.0)
            del made
            status = not (right and lines() == 1)
        os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert (lines(), made(3.0)) == (1, 1.0)


def test_pickles(monkeypatch, lines):
    """They are taken with and without, whatever they were made with."""
    with_lines = pickle.dumps(scaled(2.5))
    monkeypatch.delenv("UPCALL_DEBUG")
    plain = pickle.dumps(scaled(3.5))
    assert pickle.loads(with_lines)(2.0) == 5.0
    monkeypatch.setenv("UPCALL_DEBUG", "gdb")
    assert pickle.loads(plain)(2.0) == 7.0


# ---- machine code

KERNELS = HERE.parents[2] / "bench" / "kernels"


def sections(artifact):
    """What an object of the cache has in memory, by name, and how it is relocated; but for frame tables."""
    lir_size, size = struct.unpack_from("<QQ", artifact, 24)
    data = artifact[40 + lir_size : 40 + lir_size + size]
    (table,) = struct.unpack_from("<Q", data, 40)
    count, names = struct.unpack_from("<HH", data, 60)
    headers = [struct.unpack_from("<IIQQQQIIQQ", data, table + 64 * i) for i in range(count)]
    found = {}
    for name, kind, flags, _, offset, length, *_ in headers:
        text = data[headers[names][4] + name :].split(b"\0", 1)[0].decode()
        content = data[offset : offset + length]
        if text.startswith((".rela.text", ".rela.rodata", ".rela.data")):
            found[text] = [(at, kind & 0xFFFFFFFF, addend) for at, kind, addend in struct.iter_unpack("<QQq", content)]
        elif flags & 2 and text != ".eh_frame":
            found[text] = content
    return found


def assert_same_code(monkeypatch, signature, function, options):
    monkeypatch.delenv("UPCALL_DEBUG", raising=False)
    try:
        plain = _core.artifact(cfunc(signature, **options)(function))
    except upcall.CompileError:
        pytest.skip("it is about a stage before the error")
    monkeypatch.setenv("UPCALL_DEBUG", "gdb")
    with_lines = _core.artifact(cfunc(signature, **options)(function))
    assert plain is not None
    assert b".debug_line" in with_lines
    assert b".debug_line" not in plain
    assert sections(plain) == sections(with_lines)


def cases():
    for path in golden.all_paths():
        case = golden.read(path)
        is_function = case.signature and not any(block.stage == "error" for block in case.blocks)
        if is_function and case.options.get("cache", True):
            yield pytest.param(case, id=golden.name_of(path))


@pytest.mark.parametrize("case", list(cases()))
def test_machine_code_is_the_same(monkeypatch, case):
    function = case.function()
    if not hasattr(function, "__code__"):
        pytest.skip("a code object alone")
    assert_same_code(monkeypatch, case.signature, function, case.options)


@pytest.mark.parametrize("kernel", sorted(path.stem for path in KERNELS.glob("*.py")))
def test_machine_code_of_kernels_is_the_same(monkeypatch, kernel):
    monkeypatch.syspath_prepend(KERNELS.parent)
    module = importlib.import_module(f"{KERNELS.name}.{kernel}")
    assert_same_code(monkeypatch, module.SIGNATURE, module.kernel, {})
