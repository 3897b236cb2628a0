"""`make bench`: upcall against clang, Numba and CPython, in one run: a table on the terminal, and everything as JSON.

The peers take turns within each round, so that what else the machine does falls on all of them; a figure is the median
of the rounds, for compiled code the least. `--quick` takes few rounds, to see that it works; `--only SECTION` one part.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import arrays
import callers
import closures
import compiling
import generated
import memory
import quad
import startup
import wheel
from peers import BUILD, CFLAGS, KERNELS, PeerError, build_c, make_peers
from rows import as_json
from table import render

SECTIONS = {  # what measures it, rounds, rounds with --quick
    "startup": (startup.measure, 21, 3),
    "memory": (memory.measure, 1, 1),
    "closures": (closures.measure, 5, 1),
    "compiling": (compiling.measure, 21, 3),
    "quad": (quad.measure, 31, 3),
    "callers": (callers.measure, 11, 3),
    "code": (generated.measure, 31, 3),
    "arrays": (arrays.measure, 31, 3),
}


def parse_arguments():
    parser = argparse.ArgumentParser(prog="bench/run.py", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few rounds: to see that it works")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="measure this part (may be repeated)")
    parser.add_argument(
        "--kernel", action="append", choices=KERNELS, help="of the code only this one (may be repeated)"
    )
    parser.add_argument("--peers", default="clang,numba,upcall,unchecked", help="default: %(default)s")
    parser.add_argument(
        "--before", metavar="PYTHON", help="an environment's Python, with another upcall to compare with"
    )
    parser.add_argument("--wheel", action="store_true", help="compare with the wheel in build/dist, as --before does")
    parser.add_argument("--clang", default="clang-22", help="the C compiler, default: %(default)s")
    parser.add_argument("--json", type=Path, default=BUILD / "results.json", help="where all samples go")
    return parser.parse_args()


def measure(peers, options):
    rows = []
    for name in options.only or SECTIONS:
        function, rounds, quick = SECTIONS[name]
        print(f"measuring {name} ...", file=sys.stderr)
        rows += function(peers, quick if options.quick else rounds)
    return rows


def processor():
    with open("/proc/cpuinfo") as lines:
        return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def describe(peers, options):
    """What was measured with what."""
    version = subprocess.run([options.clang, "--version"], capture_output=True, text=True, check=True).stdout
    return {
        "processor": processor(),
        "cpus": os.cpu_count(),
        "load": os.getloadavg(),
        "system": platform.platform(),
        "clang": version.splitlines()[0],
        "cflags": CFLAGS,
        "versions": {peer.name: peer.ask("versions") for peer in peers},
    }


def write_json(path, about, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"about": about, "rows": [as_json(row) for row in rows]}, indent=1) + "\n")


def show(about, rows, peers, path):
    print(f"{about['processor']}, {about['cpus']} CPUs, load {about['load'][0]:.2f}; {about['clang']}")
    for name, versions in about["versions"].items():
        print(f"{name}: " + ", ".join(f"{what} {version}" for what, version in versions.items()))
    print()
    columns = [
        name
        for name in ("upcall", "before", "unchecked", "numba", "clang", "python")
        if any(name in row.samples for row in rows)
    ]
    print("\n".join(render(rows, columns)))
    print()
    for note in dict.fromkeys(note for row in rows for note in row.notes):
        print("note: " + note)
    print(f"medians, of code the least; ± is the noise of a ratio (rows.py); all samples: {path}")


def main():
    options = parse_arguments()
    KERNELS[:] = options.kernel or KERNELS
    if options.wheel:
        options.before = wheel.environment(wheel.newest())
    build_c(options.clang)
    peers = make_peers(options.peers.split(","), options.before)
    for peer in peers:
        peer.start()
    try:
        about = describe(peers, options)
        rows = measure(peers, options)
    finally:
        for peer in peers:
            peer.stop()
    write_json(options.json, about, rows)
    show(about, rows, peers, options.json)
    if options.wheel:
        print("\n".join(wheel.verdict(rows)))


if __name__ == "__main__":
    try:
        main()
    except (PeerError, subprocess.CalledProcessError) as error:
        sys.exit(f"bench: {error}")
