"""What users of Numba's cache have met, each as a test named after the issue at github.com/numba/numba."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
import sys

import pytest

from upcall import cfunc

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


def run(*arguments, text=None, **variables):
    """The words that another Python prints."""
    environment = {**os.environ, "PYTHONSAFEPATH": "1", **variables}
    command = [sys.executable, *map(str, arguments)]
    result = subprocess.run(command, input=text, capture_output=True, text=True, env=environment, timeout=120)
    assert result.returncode == 0, result.stderr
    return result.stdout.split()


def run_main(folder):
    """Run main.py of a folder, which may import what lies beside it, without Python's own caches."""
    for cache in folder.rglob("__pycache__"):
        shutil.rmtree(cache)
    return run("-B", "-c", f"import sys; sys.path.insert(0, {str(folder)!r}); import main")


def write(path, text, time=1000000000):
    """All files have the same time, as those of an archive may."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (time, time))


def test_1833_functions_in_different_modules(tmp_path):
    """A callee of another module was edited: the caller went on with the old one."""
    write(
        tmp_path / "main.py",
        "import upcall, dummy.foo\nf = upcall.cfunc('float64(float64)')(dummy.foo.foo)\nprint(f.cached, f(1.0))\n",
    )
    write(tmp_path / "dummy" / "__init__.py", "")
    write(tmp_path / "dummy" / "foo.py", "from dummy.utils import bar\ndef foo(x):\n    return bar(x) + 1\n")
    for result, expected in ((10, ["None", "12.0"]), (20, ["None", "22.0"]), (10, ["disk", "12.0"])):
        utils = f"def barfoo():\n    return {result}\ndef bar(x):\n    return x + barfoo()\n"
        write(tmp_path / "dummy" / "utils.py", utils)
        assert run_main(tmp_path) == expected


FACTORY = """
from upcall import cfunc
def make_func(f):
    @cfunc("float64(int64)", cache=True)
    def inner(a):
        ans = 0.0
        for i in range(a):
            ans += f(i)
        return ans
    return inner
fast_a = make_func(lambda x: x / 2.0 + 55)
print(fast_a.cached, fast_a(3))
"""


def test_2065_caching_with_closures():
    """A function of a factory, which calls the factory's argument, wasn't cached."""
    assert run("-c", FACTORY) == ["None", "166.5"]
    assert run("-c", FACTORY) == ["disk", "166.5"]


def test_2602_cache_file_collision(tmp_path):
    """foo/__init__.py and foo/foo.py: the same name on the same line, files of equal size and time."""
    write(tmp_path / "foo" / "__init__.py", "def bar(x):\n    return x + 1\n")
    write(tmp_path / "foo" / "foo.py", "def bar(x):\n    return x - 1\n")
    write(
        tmp_path / "main.py",
        "import upcall, foo, foo.foo as inner\n"
        "made = [upcall.cfunc('float64(float64)')(module.bar) for module in (foo, inner)]\n"
        "print(*[f.cached for f in made], *[f(5.0) for f in made])\n",
    )
    assert run_main(tmp_path) == ["None", "None", "6.0", "4.0"]
    assert run_main(tmp_path) == ["disk", "disk", "6.0", "4.0"]


PARALLEL = """
import os, sys
from upcall import cfunc
def check(seed):
    for k in range(40):
        f = cfunc("float64(float64)")(eval(f"lambda x: x * {k} + {unique}"))
        if f(2.0) != 2.0 * k + {unique}:
            os._exit(1)
    os._exit(0)
pids = []
for seed in range(8):
    pid = os.fork()
    if pid == 0:
        check(seed)
    pids.append(pid)
print(*[os.waitpid(pid, 0)[1] for pid in pids])
"""


def test_4807_cache_generated_in_parallel(unique):
    """Processes that filled one cache at once crashed, then and later."""
    source = PARALLEL.replace("{unique}", str(unique))
    for _ in range(2):
        assert run("-c", source) == ["0"] * 8


def define(source):
    names = {}
    exec(compile(source, "<lambdifygenerated-1>", "exec"), names)
    return names["_lambdifygenerated"]


def test_5128_lambdified_expression(unique):
    """Generated functions that differ in a constant alone, of one name and file: the first one's code was taken for both."""
    source = "def _lambdifygenerated(x):\n    return x * {} + {}\n"
    made = [cfunc(SIGNATURE, cache=True)(define(source.format(k, unique))) for k in (1.0, 2.0, 1.0)]
    assert [f.cached for f in made] == [None, None, "memory"]
    assert [f(2.0) for f in made] == [2 + unique, 4 + unique, 2 + unique]


def test_5128_a_hit_then_a_miss(tmp_path, unique):
    """As it was found: one is on the disk, from another process, and the other is compiled after it."""
    script = (
        "import sys, upcall\n"
        "for k in sys.argv[1:]:\n"
        f"    f = upcall.cfunc('float64(float64)')(eval(f'lambda x: x * {{k}} + {unique}'))\n"
        f"    print(f.cached, f(2.0) == 2 * float(k) + {unique})\n"
    )
    assert run("-c", script, "3.0") == ["None", "True"]
    assert run("-c", script, "3.0", "5.0") == ["disk", "True", "None", "True"]
    assert run("-c", script, "5.0", "3.0") == ["disk", "True", "disk", "True"]


def test_6093_closure_that_captures_another_function(unique):
    """Of two functions of a factory, each calling another function, the second ran the first's."""

    def make_function(specialise_on_this_function):
        @cfunc(SIGNATURE, cache=True)
        def specialised(x):
            return specialise_on_this_function(x)

        return specialised

    names = {}
    exec(f"def f(x): return x + {unique}\ndef g(x): return x - {unique}", names)
    special_f, special_g = make_function(names["f"]), make_function(names["g"])
    assert (special_f.cached, special_g.cached) == (None, None)
    assert (special_f(10.0), special_g(10.0)) == (10 + unique, 10 - unique)


COMPOSE = """
import sys
from upcall import cfunc
def f1(x):
    return x * 2
def compose(fn):
    return cfunc("float64(float64)")(lambda x: fn(x))
composed = compose(f1)
print(composed.cached, composed(4.0), len(__import__("os").listdir(sys.argv[1])) if len(sys.argv) > 1 else 0)
"""


def test_6264_functions_captured_in_a_closure(tmp_path):
    """They were compiled anew in each process, and a file more was written each time."""
    results = [run("-c", COMPOSE, tmp_path / "cache", PYTHONHASHSEED=str(seed)) for seed in range(3)]
    assert results == [["None", "8.0", "1"], ["disk", "8.0", "1"], ["disk", "8.0", "1"]]


def test_9304_globals_and_symbols_of_another_file(tmp_path):
    """A global, or one of another file, was remembered with its old value; a key to be changed by hand was asked for."""
    write(
        tmp_path / "main.py",
        "import upcall, settings\nfrom settings import SCALE\n"
        "f = upcall.cfunc('float64(float64)')(lambda x: x * SCALE + settings.OFFSET)\n"
        "print(f.cached, f(1.0))\n",
    )
    edits = [((2, 5), ["None", "7.0"]), ((3, 5), ["None", "8.0"]), ((3, 4), ["None", "7.0"]), ((2, 5), ["disk", "7.0"])]
    for (scale, offset), expected in edits:
        write(tmp_path / "settings.py", f"SCALE = {scale}\nOFFSET = {offset}\n")
        assert run_main(tmp_path) == expected


def test_10128_race_in_a_fresh_checkout(tmp_path):
    """A new checkout takes the place of the old one, and processes hit its functions at once: some crashed from then on."""
    for version in (1, 2):
        shutil.rmtree(tmp_path / "code", ignore_errors=True)
        write(tmp_path / "code" / "lib.py", f"def f(x):\n    return x + {version}\n")
        script = (
            f"import sys; sys.path.insert(0, {str(tmp_path / 'code')!r}); sys.dont_write_bytecode = True\n"
            "import upcall, lib; print(upcall.cfunc('float64(float64)')(lib.f)(1.0))"
        )
        command = [sys.executable, "-c", script]
        processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
        assert [process.communicate(timeout=120)[0] for process in processes] == [f"{1.0 + version}\n"] * 4
        assert {process.returncode for process in processes} == {0}


def test_10776_files_that_are_created_again(tmp_path):
    """The time of the file was part of the key: none hit in containers, which write the same files anew."""
    main = "import upcall\nf = upcall.cfunc('float64(float64)')(lambda x: x + 10776)\nprint(f.cached, f(1.0))\n"
    for time, folder, expected in ((1, "a", "None"), (2000000000, "a", "disk"), (5, "elsewhere/b", "disk")):
        write(tmp_path / folder / "main.py", main, time)
        assert run_main(tmp_path / folder) == [expected, "10777.0"]


# ---- where no file can be found for a function, or another one

TYPED = (
    "from upcall import cfunc\nf = cfunc('float64(float64)', cache=True)(lambda x: x + {})\nprint(f.cached, f(1.0))\n"
)


def test_5566_at_the_prompt(unique):
    for expected in ("None", "disk"):
        assert run("-i", "-q", text=TYPED.format(unique))[-2:] == [expected, str(unique + 1)]


def test_9348_without_a_file(tmp_path, unique):
    """`python -c`, a script on standard input, `exec`, a module in a zip archive."""
    source = TYPED.format(unique)
    assert run("-c", source) == ["None", str(unique + 1)]
    assert run("-", text=source) == ["disk", str(unique + 1)]
    assert run("-c", f"exec({source!r})") == ["disk", str(unique + 1)]
    write(tmp_path / "package" / "__main__.py", source)
    archive = shutil.make_archive(str(tmp_path / "package"), "zip", tmp_path / "package")
    assert run(archive) == ["disk", str(unique + 1)]
