"""What compiles for AArch64 and runs it on this machine: a tree of Debian's arm64 packages, a qemu, and scripts over both.

Packages are unpacked, never installed: apt with a state of its own finds and fetches them, so neither root nor a change of this
system is needed. The trees lie in ~/.cache/upcall and are made anew where the list of their packages has changed. Programs run by
`qemu-aarch64 -L TREE`, without binfmt: a Python is a script with the name that it is started by, so that processes which
sys.executable starts are emulated in turn.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from install import ROOT
from matrix import CACHE, Unavailable, debian_mirror, output_of

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
WORK = ROOT / "build" / "aarch64"
TARGET = "aarch64-linux-gnu"
PYTHON = "3.11"
VENV = WORK / "python"
SITE = VENV / "lib" / f"python{PYTHON}" / "site-packages"


class Tree(NamedTuple):
    name: str
    release: str
    architecture: str
    packages: list[str]
    only: tuple[str, ...] = ()  # what is unpacked, without any: all

    @property
    def path(self) -> Path:
        return CACHE / self.name


SYSROOT = Tree(
    "arm64-bookworm",
    "bookworm",
    "arm64",
    [
        "libc6-dev",
        "libstdc++-12-dev",
        "llvm-22-dev",
        "libzstd-dev",
        "zlib1g-dev",
        f"python{PYTHON}",
        f"python{PYTHON}-dev",
    ],
)
# Debian 12's qemu 7.2 doesn't notice that code was changed through another mapping of its page. This one is linked statically.
EMULATOR = Tree(
    "qemu-10", "trixie", output_of("dpkg", "--print-architecture").strip(), ["qemu-user"], ("./usr/bin/qemu-aarch64",)
)


# ---- trees of packages


def security_mirror() -> str:
    wanted = ["Created-By: Packages", "Label: Debian-Security"]
    for uri in output_of("apt-get", "indextargets", "--format", "$(REPO_URI)", *wanted).split():
        return uri
    raise Unavailable("apt knows no mirror of Debian's security updates, where LLVM 22 is (apt-get update?)")


def apt(state: Path, tree: Tree, *command: str) -> None:
    settings = {
        "APT::Architecture": tree.architecture,
        "APT::Architectures": tree.architecture,
        "APT::Install-Recommends": "false",
        "APT::Sandbox::User": "",
        "Acquire::Languages": "none",
        "Dir::State": state,
        "Dir::State::status": state / "status",
        "Dir::Cache": state,
        "Dir::Etc::SourceList": state / "sources.list",
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::Etc::PreferencesParts": "/dev/null",
    }
    options = [f"-o{key}={value}" for key, value in settings.items()]
    result = subprocess.run(
        ["apt-get", "--quiet", "--yes", *options, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if result.returncode:
        raise Unavailable(f"apt-get {command[0]} for {tree.architecture} failed:\n{result.stdout[-2000:]}")


def fetch(state: Path, tree: Tree) -> list[Path]:
    """The archives of the tree's packages."""
    for folder in ("lists/partial", "archives/partial"):
        (state / folder).mkdir(parents=True)
    (state / "status").touch()
    options = f" [signed-by={KEYRING}]" if KEYRING.exists() else ""
    suites = [(debian_mirror(), tree.release), (security_mirror(), f"{tree.release}-security")]
    lines = [f"deb{options} {mirror} {suite} main\n" for mirror, suite in suites]
    (state / "sources.list").write_text("".join(lines))
    apt(state, tree, "update")
    apt(state, tree, "install", "--download-only", *tree.packages)
    return sorted((state / "archives").glob("*.deb"))


def unpack(archive: Path, into: Path, only: tuple[str, ...]) -> None:
    """Where /lib is a link to usr/lib, that is kept."""
    content = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", archive], stdout=subprocess.PIPE)
    tar = ["tar", "-x", "--keep-directory-symlink", "--no-same-owner", "-C", into, "-f", "-", *only]
    subprocess.run(tar, stdin=content.stdout, check=True)
    if content.wait():
        raise Unavailable(f"{archive.name} can't be unpacked")


def relink(root: Path) -> None:
    """Links to absolute paths mean what is in the tree."""
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            link = Path(folder, name)
            if link.is_symlink() and link.readlink().is_absolute():
                target = root / link.readlink().relative_to("/")
                link.unlink()
                link.symlink_to(os.path.relpath(target, folder))


def make(tree: Tree) -> Path:
    """In a folder of another name first, so that one that was interrupted is never used."""
    stamp, wanted = tree.path / "packages.txt", "\n".join([tree.release, *tree.packages, ""])
    if stamp.exists() and stamp.read_text() == wanted:
        return tree.path
    print(f"foreign: fetching {' '.join(tree.packages)} of Debian {tree.release} for {tree.architecture}", flush=True)
    unfinished = tree.path.with_name(f"{tree.name}.unfinished")
    state = tree.path.with_name(f"{tree.name}.apt")
    for folder in (unfinished, state):
        shutil.rmtree(folder, ignore_errors=True)
    for name in ("bin", "lib", "sbin"):
        (unfinished / "usr" / name).mkdir(parents=True)
        (unfinished / name).symlink_to(f"usr/{name}")
    archives = fetch(state, tree)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda archive: unpack(archive, unfinished, tree.only), archives))
    relink(unfinished)
    shutil.rmtree(state)
    (unfinished / stamp.name).write_text(wanted)
    shutil.rmtree(tree.path, ignore_errors=True)
    unfinished.rename(tree.path)
    return tree.path


def sysroot() -> Path:
    return make(SYSROOT)


def emulator() -> list[str]:
    """The command that a program's name and arguments follow."""
    return [str(make(EMULATOR) / "usr" / "bin" / "qemu-aarch64"), "-L", str(sysroot())]


# ---- programs of the tree, as scripts


def write_script(path: Path, *command: str | Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\nexec {" ".join(map(str, command))} "$@"\n')
    path.chmod(0o755)
    return path


def llvm_config() -> Path:
    return write_script(
        WORK / "llvm-config", *emulator(), sysroot() / "usr" / "lib" / "llvm-22" / "bin" / "llvm-config"
    )


def python() -> Path:
    """A virtual environment's Python. It takes the script's name for its own, and so finds the environment."""
    home = sysroot() / "usr" / "bin"
    script = write_script(VENV / "bin" / "python", *emulator(), "-0", '"$0"', home / f"python{PYTHON}")
    (VENV / "pyvenv.cfg").write_text(f"home = {home}\ninclude-system-site-packages = false\n")
    SITE.mkdir(parents=True, exist_ok=True)
    return script


def pip_install(*what: str | Path) -> None:
    """By the pip of this machine, which picks wheels for the other."""
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-compile",
        "--upgrade",
    ]
    tags = ["--implementation=cp", "--abi=cp311", "--abi=abi3", "--abi=none", f"--python-version={PYTHON}"]
    tags += [f"--platform=manylinux_2_{minor}_aarch64" for minor in range(28, 16, -1)] + [
        "--platform=manylinux2014_aarch64"
    ]
    subprocess.run([*pip, *tags, "--only-binary=:all:", f"--target={SITE}", *what], check=True)
    if f"{sys.version_info.major}.{sys.version_info.minor}" == PYTHON:  # else its first import does it, slowly
        subprocess.run([sys.executable, "-m", "compileall", "-q", SITE], stdout=subprocess.DEVNULL)


def install_requirements(file: Path) -> None:
    stamp = VENV / file.name
    if stamp.exists() and stamp.read_text() == file.read_text():
        return
    shutil.rmtree(SITE, ignore_errors=True)
    pip_install("-r", file)
    shutil.copy(file, stamp)
