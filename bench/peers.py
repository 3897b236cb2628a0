"""The peers: clang, Numba and upcall, each with its interpreter, its build and its worker process."""

import json
import os
import subprocess
import sys
import venv
from dataclasses import dataclass, field
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
BUILD = ROOT / "build" / "bench"
NUMBA_VENV = ROOT / ".venv-numba"
NUMBA = ["numba==0.68.*", "numpy", "scipy"]
WITHOUT_NUMBA = "clang,upcall,unchecked"
# The arithmetic of Python: integers wrap, no contraction; and errno is nobody's concern.
CFLAGS = ["-O3", "-march=native", "-fwrapv", "-ffp-contract=off", "-fno-math-errno", "-shared", "-fPIC"]
UNCHECKED = "unchecked"  # upcall with boundscheck=False
BEFORE = "before"  # another upcall
KERNELS = sorted(path.stem for path in (BENCH / "kernels").glob("*.c"))


class PeerError(Exception):
    """A peer couldn't do what it was asked for; the text says why."""


@dataclass
class Peer:
    """A worker process and what it takes to start one."""

    name: str
    python: str
    package: str
    process: subprocess.Popen | None = field(default=None, repr=False)

    @property
    def is_package(self):
        """Is it measured as a package too, not for its code alone?"""
        return self.name in (self.package, BEFORE)

    def environment(self):
        """Without a cache: what is compiled is compiled anew."""
        return {**os.environ, "UPCALL_BENCH_PACKAGE": self.package, "OMP_NUM_THREADS": "1", "UPCALL_CACHE": "0"}

    def start(self):
        command = [self.python, str(BENCH / "worker.py"), self.name, str(BUILD)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.environment()
        )

    def ask(self, task, **arguments):
        """The worker's answer. Raises PeerError where it has none."""
        try:
            print(json.dumps({"task": task, **arguments}), file=self.process.stdin, flush=True)
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise PeerError(f"{self.name}: the worker ended with status {self.process.wait()} in {task}")
        reply = json.loads(line)
        if "error" in reply:
            raise PeerError(f"{self.name}: {reply['error']}")
        return reply["answer"]

    def stop(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()


def build_c(clang):
    """The driver and every kernel as shared libraries in BUILD."""
    BUILD.mkdir(parents=True, exist_ok=True)
    for source in [BENCH / "driver.c", BENCH / "callers.c", *(BENCH / "kernels" / f"{name}.c" for name in KERNELS)]:
        subprocess.run([clang, *CFLAGS, "-o", BUILD / f"{source.stem}.so", source, "-lm"], check=True)


def numba_python():
    """The interpreter of Numba's own virtual environment, which is made where there is none."""
    python = NUMBA_VENV / "bin" / "python"
    done = NUMBA_VENV / "complete"
    if not done.exists():
        print(f"installing {' '.join(NUMBA)} into {NUMBA_VENV.relative_to(ROOT)} ...", file=sys.stderr)
        venv.create(NUMBA_VENV, clear=True, with_pip=True, symlinks=True)
        if subprocess.run([python, "-m", "pip", "install", "--quiet", *NUMBA], check=False).returncode != 0:
            raise PeerError(f"Numba can't be installed for this Python; without it: --peers {WITHOUT_NUMBA}")
        (NUMBA_VENV / ".gitignore").write_text("*\n")
        done.touch()
    return str(python)


def make_peers(names, before=None):
    """The peers of that name, ready to start. clang's worker needs a package only for the types that kernels name.

    `before` is the interpreter of an environment with another upcall, to be compared with this one.
    """
    pythons = {name: numba_python() if name == "numba" else sys.executable for name in names if name != "clang"}
    host = "upcall" if "upcall" in pythons else "numba"
    pythons["clang"] = pythons.get(host, sys.executable)
    packages = {"clang": host, UNCHECKED: "upcall", BEFORE: "upcall"}
    if before:
        names, pythons[BEFORE] = [*names, BEFORE], before
    return [Peer(name, pythons[name], packages.get(name, name)) for name in names]
