"""The C tests on Debian 11 (glibc 2.31), with the libraries of the wheel: `make wheel`.

Their objects are compiled here, and linked there: a program, unlike a library, needs the start-up code of the glibc that it is
linked for.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from install import ENVIRONMENT
from matrix import CACHE, Chroot, make_chroot
from wheel import FOLDER, SCRIPTS, build

RELEASE = "bullseye"
PACKAGES = ["gcc", "libc6-dev"]
MESON = FOLDER / "build"
PLACE = Path("/opt/upcall")


class Test(NamedTuple):
    name: str
    program: str
    arguments: list[Path]  # objects that it loads
    link: list[str]


def unit_tests() -> list[Test]:
    """As meson runs and links them."""
    meson = [SCRIPTS / "meson", "introspect", "--tests", MESON]
    listed = json.loads(subprocess.run(meson, env=ENVIRONMENT, stdout=subprocess.PIPE, check=True).stdout)
    found = []
    for test in listed:
        program, *arguments = map(Path, test["cmd"])
        commands = ["ninja", "-C", MESON, "-t", "commands", program.name]
        linked = subprocess.run(commands, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, check=True).stdout
        found.append(
            Test(test["name"].split(":")[-1], program.name, arguments, re.findall(r"-Wl,(--wrap=\w+)", linked))
        )
    return found


def compile_here(tests: list[Test]) -> Path:
    """One object a program, with all of core in it: core's archives are thin, they name objects of the build."""
    objects = FOLDER / "objects"
    shutil.rmtree(objects, ignore_errors=True)
    objects.mkdir()
    loaded = {path.name for test in tests for path in test.arguments if path.suffix == ".o"}
    programs = {test.program: test.link for test in tests}
    subprocess.run(["ninja", "--quiet", "-C", MESON, *programs, *loaded], env=ENVIRONMENT, check=True)
    archives = ["--whole-archive", "libcore.a", "libbackend_build.a", "--no-whole-archive"]
    shim = MESON / "_llvm.so.p" / "tools_glibc_shim.c.o"
    for program, options in programs.items():
        own = sorted((MESON / f"{program}.p").glob("*.o"))
        link = ["ld", "-r", *options, "-o", objects / f"{program}.o", *own, shim, *archives]
        subprocess.run(link, cwd=MESON, env=ENVIRONMENT, check=True)
    for name in loaded:
        shutil.copy(MESON / name, objects)
    return objects


def chroot() -> Chroot:
    root = CACHE / f"debian-{RELEASE}"
    if not root.exists():
        make_chroot(root, RELEASE, PACKAGES)
    return Chroot(root)


def passes(place: Chroot, test: Test) -> bool:
    build = f"gcc -o {PLACE}/{test.program} {PLACE}/{test.program}.o -lm -ldl -lpthread"
    arguments = " ".join(str(PLACE / path.name if path.suffix == ".o" else path) for path in test.arguments)
    run = f"UPCALL_BACKEND={PLACE}/_llvm.so {PLACE}/{test.program} {arguments}"
    done = subprocess.run(
        place.command("sh", "-c", f"{build} && {run}"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    print(f"old system: {test.name:16} {'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
    if done.returncode:
        print(done.stdout[-3000:])
    return done.returncode == 0


def main() -> int:
    build()
    tests = unit_tests()
    objects, place = compile_here(tests), chroot()
    for path in [*objects.glob("*.o"), MESON / "_llvm.so"]:
        place.copy(path, PLACE / path.name)
    return not all(passes(place, test) for test in tests)


if __name__ == "__main__":
    sys.exit(main())
