"""Build upcall and install it into the environment of the Python that runs this: a regular install.

The first time, and whenever the set of installed files or pyproject.toml changes, that is `pip install .` with the
build directory build/release. Otherwise ninja builds what changed and only those files are replaced, with their rows in
RECORD, because packing and unpacking a wheel of 40 MB takes longer than the compiler. Links to the two libraries go
into upcall/, for `python -m upcall` in the root of the project, where Python finds that folder first.
"""

import base64
import csv
import hashlib
import importlib.metadata
import json
import os
import py_compile
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "release"
SITE = Path(sysconfig.get_path("platlib"))
LIMITED_API = f"-Dpython.allow_limited_api={'false' if sysconfig.get_config_var('Py_GIL_DISABLED') else 'true'}"
ENVIRONMENT = {**os.environ, "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def run(*command: str | Path) -> None:
    result = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT)
    if result.returncode:
        sys.exit(result.returncode)


def pip_install() -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-build-isolation"]
    settings = [f"build-dir={BUILD}", f"setup-args={LIMITED_API}"]
    run(*pip, "--no-deps", "--force-reinstall", *(f"--config-settings={setting}" for setting in settings), ".")


def planned() -> dict[str, Path]:
    """What meson installs: the path below site-packages, and the file it comes from."""
    sections = json.loads((BUILD / "meson-info" / "intro-install_plan.json").read_text())
    plan = {}
    for section in sections.values():
        for source, entry in section.items():
            place, _, path = entry["destination"].partition("/")
            if place in ("{py_platlib}", "{py_purelib}"):
                plan[path] = Path(source)
    return plan


def installed() -> Path | None:
    """The dist-info directory in this environment, unless pyproject.toml is newer."""
    for path in SITE.glob("upcall-*.dist-info"):
        if (path / "RECORD").exists() and path.stat().st_mtime > (ROOT / "pyproject.toml").stat().st_mtime:
            return path
    return None


def replace(source: Path, target: Path) -> None:
    """Never write into the old file: processes may have it mapped."""
    fresh = target.with_name(target.name + ".new")
    shutil.copyfile(source, fresh)
    fresh.chmod(target.stat().st_mode)
    fresh.replace(target)
    if target.suffix == ".py":
        py_compile.compile(str(target), doraise=True)  # as pip does, whatever PYTHONDONTWRITEBYTECODE says


def record_row(path: str, content: bytes) -> list[str]:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return [path, f"sha256={digest}", str(len(content))]


def refresh(info: Path) -> bool:
    """Replace the files that changed; False where the set of files is another one."""
    with (info / "RECORD").open(newline="") as file:
        record = {row[0]: row for row in csv.reader(file)}
    plan = planned()
    own = {path for path in record if path.startswith("upcall/") and "__pycache__" not in path}
    if own != set(plan):
        return False
    for path, source in plan.items():
        content = source.read_bytes()
        row = record_row(path, content)
        if row != record[path] or not (SITE / path).exists():
            replace(source, SITE / path)
            record[path] = row
            print(f"install: {path}")
    with (info / "RECORD").open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(record.values())
    return True


def link_into_sources() -> None:
    for path in planned():
        link = ROOT / path
        if link.suffix == ".so" and not (link.is_symlink() and link.samefile(BUILD / link.name)):
            link.unlink(missing_ok=True)
            link.symlink_to(os.path.relpath(BUILD / link.name, link.parent))


def install() -> None:
    info = installed()
    if info and (BUILD / "build.ninja").exists():
        run("ninja", "--quiet", "-C", BUILD)
        if refresh(info):
            return
    pip_install()
    print(f"install: upcall {importlib.metadata.version('upcall')}, all of it")


if __name__ == "__main__":
    install()
    link_into_sources()
