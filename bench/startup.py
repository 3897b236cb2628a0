"""Start-up, in new processes, and what the libraries weigh.

`in the process` is what the new process measures by itself: the import, and the import plus the first callback. The
whole processes are timed from outside; one that imports nothing is quoted beside them and subtracted. Each is measured
twice: compiling, and with the code from the cache, which a round that isn't counted has filled (for Numba: `cache=True`).
"""

import shutil
import subprocess
import time
from dataclasses import dataclass

from peers import BENCH, BUILD, PeerError
from rows import Figure, Row

IN_PROCESS = "Start-up, timed in new processes"
WARM = "Start-up with the code in the cache, timed in new processes"
WHOLE = "Start-up, whole processes"
WEIGHT = "Weight"
FORTY = Figure("numba", "upcall", at_least=40)
HUNDRED = Figure("numba", "upcall", at_least=100)
SIXTY = Figure("numba", "upcall", at_least=60)
FIVE_HUNDRED = Figure("numba", "upcall", at_least=500)
CACHE = BUILD / "cache"
FROM_CACHE = ("warm", "ctypes", "prelude", "warm array")  # of startup_child.py


@dataclass
class Child:
    """What one new process measured, in ns and bytes."""

    imported: int
    callback: int
    ctypes: int
    resident: int
    hit: str
    modules: list[str]
    whole: int


def environment(peer, what):
    """That of a user: with byte code; and with a cache, of the bench's own, where that is what is measured."""
    caches = {"UPCALL_CACHE": "1", "UPCALL_CACHE_DIR": str(CACHE / "upcall"), "NUMBA_CACHE_DIR": str(CACHE / "numba")}
    return {**peer.environment(), "PYTHONDONTWRITEBYTECODE": "", **(caches if what in FROM_CACHE else {})}


def child(peer, what):
    command = [peer.python, str(BENCH / "startup_child.py"), peer.package, what]
    variables = environment(peer, what)
    start = time.perf_counter_ns()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=variables)
    whole = time.perf_counter_ns() - start
    if done.returncode != 0:
        raise PeerError(f"{peer.name}: {what}: {done.stderr.strip().splitlines()[-1:]}")
    imported, callback, ctypes, resident, hit, *modules = done.stdout.split()
    return Child(int(imported), int(callback), int(ctypes), int(resident) * 1024, hit, modules, whole)


def make_rows():
    """The rows by a short name."""
    return {
        "import": Row(IN_PROCESS, "import", figures=[Figure("upcall", at_most=3e6)]),
        "trivial": Row(IN_PROCESS, "import, first callback x + 1.5", figures=[FORTY]),
        "integrand": Row(IN_PROCESS, "import, first callback np.exp(-t) / t**2 (NumPy there)", figures=[FORTY]),
        "first": Row(IN_PROCESS, "  of that, the first callback"),
        "array": Row(IN_PROCESS, "first callback, an array expression and its sum", figures=[SIXTY]),
        "warm array": Row(WARM, "the same, where Numba compiles it", figures=[FIVE_HUNDRED]),
        "warm": Row(WARM, "import, first callback x + 1.5", figures=[HUNDRED, Figure("upcall", at_most=3e6)]),
        "warm first": Row(WARM, "  of that, the first callback"),
        "ctypes": Row(WARM, ".ctypes of it, where ctypes is imported", figures=[Figure("upcall", at_most=1e6)]),
        "prelude": Row(WARM, "math.gcd(n, 12) instead of x + 1.5, more by", figures=[Figure("upcall", at_most=2e6)]),
        "bare": Row(WHOLE, "a process that imports nothing"),
        "whole import": Row(WHOLE, "import, less that"),
        "whole trivial": Row(WHOLE, "import, first callback x + 1.5, less that", figures=[FORTY]),
        "whole warm": Row(WHOLE, "  with the code in the cache, less that"),
        "resident bare": Row(WEIGHT, "resident memory of a process that imports nothing", "bytes"),
        "resident import": Row(WEIGHT, "resident memory after the import", "bytes"),
        "resident": Row(WEIGHT, "resident memory after the first callback", "bytes"),
        "resident warm": Row(
            WEIGHT,
            "  its code from the cache, beyond the first row",
            "bytes",
            figures=[Figure("upcall", at_most=2 << 20)],
        ),
    }


def one_round(peer, rows):
    bare = child(peer, "bare")
    rows["bare"].add(peer.name, bare.whole)
    rows["resident bare"].add(peer.name, bare.resident)
    imported = child(peer, "import")
    rows["import"].add(peer.name, imported.imported)
    rows["whole import"].add(peer.name, imported.whole)
    rows["resident import"].add(peer.name, imported.resident)
    note_modules(peer, rows["import"], imported.modules)
    trivial = child(peer, "trivial")
    rows["trivial"].add(peer.name, trivial.imported + trivial.callback)
    rows["whole trivial"].add(peer.name, trivial.whole)
    rows["resident"].add(peer.name, trivial.resident)
    integrand = child(peer, "integrand")
    rows["integrand"].add(peer.name, integrand.imported + integrand.callback)
    rows["first"].add(peer.name, integrand.callback)
    one_array_round(peer, rows)
    one_warm_round(peer, rows)


def one_array_round(peer, rows):
    compiled = child(peer, "array").callback
    rows["array"].add(peer.name, compiled)
    rows["warm array"].add(peer.name, compiled if peer.name == "numba" else child(peer, "warm array").callback)


def one_warm_round(peer, rows):
    warm = child(peer, "warm")
    rows["warm"].add(peer.name, warm.imported + warm.callback)
    rows["warm first"].add(peer.name, warm.callback)
    rows["whole warm"].add(peer.name, warm.whole)
    rows["resident warm"].add(peer.name, warm.resident)
    ctypes = child(peer, "ctypes")
    rows["ctypes"].add(peer.name, ctypes.ctypes)
    prelude = child(peer, "prelude")
    rows["prelude"].add(peer.name, prelude.imported + prelude.callback)
    for row, found in (rows["warm"], warm), (rows["ctypes"], ctypes), (rows["prelude"], prelude):
        note_cache(peer, row, found.hit)


SUBTRACTED = {
    "bare": ["whole import", "whole trivial", "whole warm"],
    "resident bare": ["resident warm"],
    "warm": ["prelude"],
}


def subtract(rows):
    """Take the medians of some rows off others."""
    for of, names in SUBTRACTED.items():
        for peer in rows[of].samples:
            middle = rows[of].middle(peer)
            for name in names:
                rows[name].samples[peer] = [sample - middle for sample in rows[name].samples[peer]]


def add_note(row, text):
    if text not in row.notes:
        row.notes.append(text)


def note_modules(peer, row, modules):
    text = f"import {peer.package} brings in {' and '.join(modules) or 'neither NumPy nor ctypes'}"
    add_note(row, text + (" (asked for: neither): MISSED" if modules and peer.name == "upcall" else ""))


def note_cache(peer, row, hit):
    if hit != "disk":
        add_note(
            row, f"{peer.name}: {row.name.strip()}: not from the cache{': MISSED' if peer.name == 'upcall' else ''}"
        )


def library_rows(peers):
    """The size of each shared object of upcall, and all of a peer's together."""
    rows = {"all": Row(WEIGHT, "shared objects together", "bytes")}
    for peer in peers:
        for name, size in peer.ask("libraries").items():
            if peer.name == "upcall":
                rows[name] = Row(WEIGHT, name, "bytes", {"upcall": [size]})
            rows["all"].samples[peer.name] = [rows["all"].samples.get(peer.name, [0])[0] + size]
    if "_llvm.so" in rows:
        rows["_llvm.so"].figures.append(Figure("upcall", at_most=45e6))
    return rows.values()


def measure(peers, rounds):
    """All rows of start-up. Numba's rounds are a third as many, as each takes seconds."""
    packages = [peer for peer in peers if peer.is_package]
    rows = make_rows()
    shutil.rmtree(CACHE, ignore_errors=True)
    for peer in packages:
        one_round(peer, make_rows())  # not counted: byte code, page cache, and the caches
    for number in range(rounds):
        for peer in packages:
            if peer.name != "numba" or number % 3 == 0:
                one_round(peer, rows)
    subtract(rows)
    return [*rows.values(), *library_rows(packages)]
