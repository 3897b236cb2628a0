"""Our pipeline of LLVM passes against LLVM's own: `python bench/pipeline.py` compares the code of 200 loop nests (nests.py) with
what opt's default<O3> and llc make of the same input, and tells those that are slower. By hand: it needs opt-22 and llc-22.

Both codes run in this process on the same arrays, in turns; a figure is the least of the rounds, and one that looks slow gets more.
Each code is there at four addresses, of which the best counts: where a loop begins in a line of the cache is luck, and may cost
half of its time.
"""

import argparse
import concurrent.futures
import ctypes
import math
import re
import subprocess
import sys

import nests
import numpy as np
from peers import BENCH, BUILD, CFLAGS

import upcall
from upcall import _core

FOLDER = BUILD / "nests"
SAMPLE = 50_000  # ns that one sample takes, at least
SLOW = 1.05
PLACES = (0, 16, 32, 48)  # bytes from a multiple of 64
OURS, LLVMS = "ours", "llvms"


def run(*command):
    subprocess.run([str(part) for part in command], check=True)


def assemble(nest):
    """A shared library of our assembly, and of what LLVM's tools make of the IR that ours begins with, at each of the places."""
    base = FOLDER / f"nest_{nest.number}"
    base.with_suffix(".ll").write_text(nest.input)
    run("opt-22", "-mcpu=native", "-passes=default<O3>", base.with_suffix(".ll"), "-o", base.with_suffix(".bc"))
    run(
        "llc-22", "-O3", "-mcpu=native", "-relocation-model=pic", "-filetype=asm",
        base.with_suffix(".bc"), "-o", base.with_suffix(".s"),
    )  # fmt: skip
    objects = []
    for name, text in ((OURS, nest.assembly), (LLVMS, base.with_suffix(".s").read_text())):
        for place in PLACES:
            padded = re.sub(r"(\t\.section\t\.text\.entry.*)", rf"\1\n\t.p2align 6\n\t.space {place}, 0x90", text)
            objects.append(FOLDER / f"nest_{nest.number}_{name}_{place}.o")
            source = objects[-1].with_suffix(".s")
            source.write_text(padded.replace(f"upcall.nest_{nest.number}", f"{name}_{place}"))
            run("clang-22", "-c", source, "-o", objects[-1])
    run("clang-22", *CFLAGS, "-o", base.with_suffix(".so"), *objects, BENCH / "nests.c")


class Nest:
    """One of them, compiled both ways, with its arrays."""

    def __init__(self, number):
        self.number = number
        self.drawn = nests.Nest(number)
        names = {"carray": upcall.carray}
        exec(nests.source(self.drawn), names)
        signature = _core.Signature(nests.SIGNATURE.format(dtype=self.drawn.dtype))
        self.input = _core.inspect(names[f"nest_{number}"], signature, "llvm_input")
        self.assembly = _core.inspect(names[f"nest_{number}"], signature, "asm")

    def compare(self, time_nest, rounds):
        """Our time by LLVM's, and LLVM's in ns a call."""
        library = ctypes.CDLL(str(FOLDER / f"nest_{self.number}.so"))
        codes = {
            (name, place): ctypes.cast(library[f"{name}_{place}"], ctypes.c_void_p).value
            for name in (OURS, LLVMS)
            for place in PLACES
        }
        arrays, calls, best = self.arrays(), 1, {OURS: math.inf, LLVMS: math.inf}

        def sample(code):
            return time_nest(code, *(array.ctypes.data for array in arrays), self.drawn.n, calls)

        while sample(codes[OURS, 0]) < SAMPLE:
            calls *= 2
        for attempt in range(5):
            for _ in range(rounds * (attempt + 1)):
                for (name, _place), code in codes.items():
                    best[name] = min(best[name], sample(code))
            if best[OURS] < SLOW * best[LLVMS]:
                break
        return best[OURS] / best[LLVMS], best[LLVMS] / calls

    def arrays(self):
        """Each begins a little before the one ahead of it, page offsets compared, as in worker.py."""
        random = np.random.default_rng(self.number)
        arrays = []
        for index in range(3):
            room = np.zeros(nests.ROOM * 8 + 8192, np.uint8)
            start = -room.ctypes.data % 4096 + 4096 - 320 * (index + 1)
            array = room[start:][: nests.ROOM * np.dtype(self.drawn.dtype).itemsize].view(self.drawn.dtype)
            array[:] = random.random(nests.ROOM) * (1 if array.dtype.kind == "f" else 100)
            arrays.append(array)
        return arrays

    def __str__(self):
        drawn = self.drawn
        lengths = ", ".join(f"{name} {drawn.length(name)}" for name in drawn.lengths)
        return f"{nests.SHAPES[self.number % len(nests.SHAPES)].__name__}, {drawn.dtype}, {lengths}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200, help="how many nests, default: %(default)s")
    parser.add_argument("--rounds", type=int, default=5, help="samples of each, default: %(default)s")
    parser.add_argument("--only", type=int, action="append", help="the nest of that number (may be repeated)")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = [Nest(number) for number in options.only or range(options.count)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(assemble, made))
    driver = FOLDER / "driver.so"
    run("clang-22", *CFLAGS, "-o", driver, BENCH / "nests.c")
    time_nest = ctypes.CDLL(str(driver)).time_nest
    time_nest.restype = ctypes.c_int64
    time_nest.argtypes = [*[ctypes.c_void_p] * 4, ctypes.c_int64, ctypes.c_int64]
    found = sorted(((*nest.compare(time_nest, options.rounds), nest) for nest in made), key=lambda row: -row[0])
    for ratio, ns, nest in found:
        if ratio > SLOW or options.only:
            print(f"{ratio:.2f}  {ns:9.1f} ns by default<O3>  nest {nest.number}: {nest}")
    slow, fast = sum(row[0] > SLOW for row in found), sum(row[0] < 1 / SLOW for row in found)
    mean = math.exp(sum(math.log(row[0]) for row in found) / len(found))
    print(
        f"{len(found)} nests: {slow} slower than default<O3> by more than 5 %, {fast} faster; geometric mean {mean:.3f}"
    )


if __name__ == "__main__":
    sys.exit(main())
