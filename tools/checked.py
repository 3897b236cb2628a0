"""Builds beside the release, with assertions, the verifiers of both IRs and LLVM's own between all passes.

Each is in a folder of its own, build/<name>, and installed into build/<name>/site, which PYTHONPATH puts before the
environment's packages. `make test` runs on the one called `checked`; asan.py and tsan.py make theirs with sanitizers.
"""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from install import LIMITED_API

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = ["-Dbuildtype=debugoptimized", "-Db_ndebug=false", "-Db_lundef=false", LIMITED_API]


def environment(**extra: str) -> dict[str, str]:
    """PYTHONSAFEPATH: `upcall` is the installed package, never the folder of that name in the current directory."""
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**os.environ, "PATH": path, "PYTHONSAFEPATH": "1", **extra}


def run(*command: str | Path) -> None:
    result = subprocess.run(command, cwd=ROOT, env=environment())
    if result.returncode:
        sys.exit(result.returncode)


def build(name: str, *settings: str) -> Path:
    """Bring build/<name> up to date. Returns it."""
    folder = ROOT / "build" / name
    site = folder / "site"
    if not (folder / "build.ninja").exists():
        places = [f"-Dpython.platlibdir={site}", f"-Dpython.purelibdir={site}"]
        run("meson", "setup", *SETTINGS, *places, *settings, folder)
    run("ninja", "--quiet", "-C", folder)
    run("meson", "install", "-C", folder, "--quiet", "--no-rebuild", "--only-changed")
    return folder


def python_path(folder: Path) -> str:
    return os.pathsep.join([str(folder / "site"), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
