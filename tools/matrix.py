"""Run the tests on every supported Python, all with the same wheel: `make matrix`.

An interpreter comes from pyenv where it has one, else from the PATH, else from a chroot of the Debian release that has
it (debootstrap, by root or sudo, kept in ~/.cache/upcall). One that can't be had is named; with CI=true that is a
failure. Arguments are the versions to run, without any: all with the GIL. Those without it, of which Debian has none, get a
wheel each, and the tests run with PYTHON_GIL=0; "all" are these too.
"""

import dataclasses
import functools
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

from install import ENVIRONMENT, ROOT
from wheel import build

VERSIONS = ["3.11", "3.12", "3.13", "3.14", "3.15"]
FREE_THREADED = ["3.14t", "3.15t"]
RELEASES = {"3.11": "bookworm", "3.13": "trixie", "3.14": "sid", "3.15": "sid"}  # Debian has never released a 3.12
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "upcall"
WORK = ROOT / "build" / "matrix"
REQUIREMENTS = ROOT / "tools" / "requirements-test.txt"
BUILD_REQUIREMENTS = ROOT / "tools" / "requirements-build.txt"

CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
FILE_VARIABLES = [
    "SSL_CERT_FILE",
    "PIP_CERT",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "PIP_CONFIG_FILE",
    "PIP_CONSTRAINT",
]
PIP_FILES = [Path("/etc/pip.conf"), Path("/etc/xdg/pip/pip.conf")]
PASSED_ON = re.compile(r"PIP_\w+|SSL_CERT_FILE|REQUESTS_CA_BUNDLE|CI|HYPOTHESIS_\w+|\w+_proxy|\w+_PROXY|UPCALL_\w+")


class Unavailable(Exception):
    """Why an interpreter can't be had."""


# ---- where commands run


class Host:
    """Commands run here as they are; `home` is where the environments and the copy of the project lie."""

    home = WORK

    def command(self, *command: str | Path, **variables: str) -> list[str]:
        return ["env", *(f"{key}={value}" for key, value in variables.items()), *map(str, command)]

    def path(self, inside: Path) -> Path:
        return inside

    def copy(self, source: Path, inside: Path) -> None:
        inside.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, inside)


class Chroot:
    """Commands run inside `root`. /proc and the terminals are mounted, in a mount namespace, where that is allowed."""

    home = Path("/opt/upcall")

    def __init__(self, root: Path) -> None:
        self.root = root
        self.namespace = as_root("unshare", "--mount", "--propagation", "private")
        self.mounts = ""
        for kind, place, options in [("proc", "proc", ""), ("devpts", "dev/pts", "-o newinstance,ptmxmode=0666")]:
            mount = f"mount -t {kind} {options} {kind} {shlex.quote(str(root / place))}"
            if succeeds(*self.namespace, "sh", "-c", mount):
                self.mounts += f"{mount}; "
            else:
                print(f"matrix: {kind} can't be mounted in {root}; tests that need it can't pass", flush=True)
        if not self.mounts:
            self.namespace = as_root()

    def command(self, *command: str | Path, **variables: str) -> list[str]:
        passed = {key: value for key, value in os.environ.items() if PASSED_ON.fullmatch(key)}
        passed |= {"HOME": "/root", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **variables}
        clean = ["/usr/bin/env", "-i", *(f"{key}={value}" for key, value in passed.items()), *map(str, command)]
        enter = f'{self.mounts}exec chroot {shlex.quote(str(self.root))} "$@"'
        return [*self.namespace, "sh", "-c", enter, "sh", *clean]

    def path(self, inside: Path) -> Path:
        return self.root / inside.relative_to("/")

    def copy(self, source: Path, inside: Path) -> None:
        succeeds(*as_root("install", "-D", "-m", "644", str(source), str(self.path(inside))))

    def copy_settings(self) -> None:
        """The host's certificates and pip's settings, with the files they name: what pip does outside it must do inside."""
        named = [Path(name) for key in FILE_VARIABLES for name in os.environ.get(key, "").split()]
        named += [Path(value) for value in re.findall(r"(?:cert|constraint)='?([^'\s]+)", pip_settings())]
        for source in {CERTIFICATES, *PIP_FILES, *named}:
            if source.is_file():
                self.copy(source, source)
        for source in [Path.home() / ".config/pip/pip.conf", Path.home() / ".pip/pip.conf"]:
            if source.is_file():
                self.copy(source, Path("/root") / source.relative_to(Path.home()))
        for source in [Path("/etc/resolv.conf"), Path("/etc/hosts")]:
            if source.is_file():
                self.copy(source, source)


def as_root(*command: str) -> list[str]:
    return list(command) if os.geteuid() == 0 else ["sudo", "-n", *command]


def output_of(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True).stdout


def succeeds(*command: str | Path) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def pip_settings() -> str:
    return output_of(sys.executable, "-m", "pip", "config", "list")


# ---- finding an interpreter


@dataclasses.dataclass
class Interpreter:
    version: str
    python: Path
    where: str
    place: Host | Chroot


def works(python: str | Path, version: str, place: Host | Chroot) -> bool:
    """Is it that version of CPython, and able to make a virtual environment?"""
    probe = (
        "import sys, sysconfig, ensurepip, venv; t = 't' * bool(sysconfig.get_config_var('Py_GIL_DISABLED'));"
        f"sys.exit('%d.%d' % sys.version_info[:2] + t != '{version}' or sys.implementation.name != 'cpython')"
    )
    return succeeds(*place.command(python, "-c", probe))


def from_pyenv(version: str) -> Path | None:
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    number = version.rstrip("t")
    found = [path for path in root.glob(f"versions/{number}.*/bin/python") if works(path, version, Host())]
    return max(found, key=lambda path: [int(part) for part in re.findall(r"\d+", path.parts[-3])], default=None)


def from_path(version: str) -> Path | None:
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    names = [Path(folder) / f"python{version}" for folder in folders] + [Path(sys.executable)]
    return next((path for path in names if path.exists() and works(path, version, Host())), None)


def debian_mirror() -> str:
    """Where this machine has its packages from."""
    wanted = ["Created-By: Packages", "Label: Debian"]
    for uri in output_of("apt-get", "indextargets", "--format", "$(REPO_URI)", *wanted).split():
        return uri
    raise Unavailable("apt knows no Debian mirror (apt-get update?)")


def packages_for(release: str) -> list[str]:
    pythons = [f"python{version}" for version, name in RELEASES.items() if name == release]
    return ["ca-certificates", "libstdc++6", "libzstd1", "zlib1g", *pythons, *(f"{name}-venv" for name in pythons)]


def make_chroot(root: Path, release: str, packages: list[str]) -> None:
    """By debootstrap into a folder of another name, so that one that was interrupted is never used."""
    debootstrap = shutil.which("debootstrap", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    if not debootstrap:
        raise Unavailable("debootstrap is missing")
    if os.geteuid() and not succeeds("sudo", "-n", "true"):
        raise Unavailable(f"a chroot of Debian {release} needs root or sudo")
    unfinished = root.with_name(root.name + ".unfinished")
    root.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(as_root("rm", "-rf", "--one-file-system", str(unfinished)), check=True)
    print(f"matrix: making a chroot of Debian {release} in {root}", flush=True)
    include = "--include=" + ",".join(packages)
    command = [debootstrap, "--variant=minbase", include, release, str(unfinished), debian_mirror()]
    result = subprocess.run(as_root(*command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode:
        raise Unavailable(f"debootstrap failed:\n{result.stdout[-2000:]}")
    subprocess.run(as_root("mv", str(unfinished), str(root)), check=True)


def from_debian(version: str) -> Interpreter:
    release = RELEASES.get(version)
    if not release:
        raise Unavailable("not in pyenv, not on the PATH, and no Debian release has it")
    root = CACHE / f"debian-{release}"
    if not root.exists():
        make_chroot(root, release, packages_for(release))
    place = Chroot(root)
    place.copy_settings()
    python = Path(f"/usr/bin/python{version}")
    if not works(python, version, place):
        packages = " ".join(packages_for(release))
        install = f"apt-get -q update && apt-get -q install -y --no-install-recommends {packages}"
        succeeds(*place.command("sh", "-c", install, DEBIAN_FRONTEND="noninteractive", PATH="/usr/sbin:/usr/bin"))
    if not works(python, version, place):
        raise Unavailable(f"the chroot {root} has no working python{version}; remove it, and it is made anew")
    return Interpreter(version, python, f"Debian {release}", place)


def find(version: str) -> Interpreter:
    if python := from_pyenv(version):
        return Interpreter(version, python, "pyenv", Host())
    if python := from_path(version):
        return Interpreter(version, python, "PATH", Host())
    return from_debian(version)


# ---- the wheel, the project, the tests


def project_archive() -> Path:
    """The project's files as a tar: those that git tracks or would, or everything but builds where there is no git."""
    archive = WORK / "project.tar"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    paths = [path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file()]
    tar = ["tar", "-cf", archive, "--exclude=./build", "--exclude=./.venv", "--exclude=./.git", "--exclude=*.so"]
    if paths:
        subprocess.run([*tar, "--null", "-T", "-"], cwd=ROOT, input="\0".join(paths), text=True, check=True)
    else:
        subprocess.run([*tar, "."], cwd=ROOT, check=True)
    return archive


def checked(command: list[str], what: str) -> None:
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=ENVIRONMENT)
    if result.returncode:
        raise Unavailable(f"{what} failed:\n{result.stdout[-3000:]}")


@functools.cache
def stable_wheel() -> Path:
    return build()


def make_environment(found: Interpreter) -> Path:
    """A virtual environment with the wheel and what the tests need; kept for the next run. Returns its Python."""
    place, folder = found.place, found.place.home / f"venv-{found.version}"
    python, stamp, requirements = folder / "bin/python", folder / "requirements.txt", place.home / "requirements.txt"
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    place.copy(REQUIREMENTS, requirements)
    made_for = f"{found.python}\n{REQUIREMENTS.read_text()}"
    if not place.path(stamp).exists() or place.path(stamp).read_text() != made_for:
        checked(place.command(found.python, "-m", "venv", "--clear", folder), "venv")
        checked(place.command(*pip, "--prefer-binary", "-r", requirements), "pip install")
        if found.version in FREE_THREADED:
            checked(place.command(*pip, "-r", BUILD_REQUIREMENTS), "pip install")
        (WORK / "stamp").write_text(made_for)
        place.copy(WORK / "stamp", stamp)
    wheel = build(python, found.version) if found.version in FREE_THREADED else stable_wheel()
    place.copy(wheel, place.home / wheel.name)
    checked(place.command(*pip, "--no-deps", "--no-index", "--force-reinstall", place.home / wheel.name), "pip install")
    return python


def copy_clients(place: Host | Chroot) -> Path:
    """The libraries of tests/native, compiled here: a chroot has no compiler."""
    folder, target = WORK / "native", place.home / "native"
    folder.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(ROOT / "tests"))
    import c_library

    c_library.build(folder)
    for library in folder.glob("*.so"):
        if library != place.path(target / library.name):
            place.copy(library, target / library.name)
    return target


def unpack_project(place: Host | Chroot, archive: Path) -> Path:
    tree = place.home / "project"
    place.copy(archive, place.home / "copy-of-project.tar")
    script = f"rm -rf {tree} && mkdir -p {tree} && tar -xf {place.home}/copy-of-project.tar -C {tree}"
    checked(place.command("sh", "-c", script), "copying the project")
    return tree


def run_tests(found: Interpreter, archive: Path) -> tuple[bool, str]:
    """Did they pass, and pytest's closing line."""
    python = make_environment(found)
    tree = unpack_project(found.place, archive)
    script = f"cd {shlex.quote(str(tree))} && exec {shlex.quote(str(python))} -m pytest -q -n auto --color=no -p no:cacheprovider"
    variables = {"PYTHONSAFEPATH": "1", "UPCALL_NATIVE": str(copy_clients(found.place))}
    if found.version in FREE_THREADED:
        variables["PYTHON_GIL"] = "0"
    process = subprocess.Popen(
        found.place.command("sh", "-c", script, **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    last = ""
    for line in process.stdout or ():
        print(line, end="", flush=True)
        last = line.strip("= \n") or last
    return process.wait() == 0, last


def main() -> int:
    versions = VERSIONS + FREE_THREADED if sys.argv[1:] == ["all"] else sys.argv[1:] or VERSIONS
    ci = os.environ.get("CI", "").lower() in ("1", "true")
    WORK.mkdir(parents=True, exist_ok=True)
    archive = project_archive()
    failed, summary = False, []
    for version in versions:
        print(f"\nmatrix: Python {version}", flush=True)
        start = time.monotonic()
        try:
            found = find(version)
            passed, line = run_tests(found, archive)
        except Unavailable as why:
            failed |= ci
            summary.append(f"{version:5} {'FAILED' if ci else 'absent'}  can't be had: {why}")
        else:
            failed |= not passed
            took = f"{time.monotonic() - start:.0f} s"
            summary.append(f"{version:5} {'ok' if passed else 'FAILED':6}  {line}  ({found.where}, {took} in all)")
    print("\nmatrix: " + "\n        ".join(summary), flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
