"""Start-up, in new processes, and what the libraries weigh.

`in the process` is what the new process measures by itself: the import, and the import plus the first callback. The
whole processes are timed from outside; one that imports nothing is quoted beside them and subtracted.
"""

import subprocess
import time

from peers import BENCH, PeerError
from rows import Figure, Row

IN_PROCESS = "Start-up, timed in new processes"
WHOLE = "Start-up, whole processes"
WEIGHT = "Weight"
FORTY = Figure("numba", "upcall", at_least=40)


def child(peer, what):
    """(import, callback, resident memory, modules, whole process) in ns and bytes, of one new process."""
    command = [peer.python, str(BENCH / "startup_child.py"), peer.package, what]
    start = time.perf_counter_ns()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    whole = time.perf_counter_ns() - start
    if done.returncode != 0:
        raise PeerError(f"{peer.name}: {what}: {done.stderr.strip().splitlines()[-1:]}")
    imported, callback, resident, *modules = done.stdout.split()
    return int(imported), int(callback), int(resident) * 1024, modules, whole


def make_rows():
    """The rows by a short name."""
    return {
        "import": Row(IN_PROCESS, "import", figures=[Figure("upcall", at_most=3e6)]),
        "trivial": Row(IN_PROCESS, "import, first callback x + 1.5", figures=[FORTY]),
        "integrand": Row(IN_PROCESS, "import, first callback np.exp(-t) / t**2 (NumPy there)", figures=[FORTY]),
        "first": Row(IN_PROCESS, "  of that, the first callback"),
        "bare": Row(WHOLE, "a process that imports nothing"),
        "whole import": Row(WHOLE, "import, less that"),
        "whole trivial": Row(WHOLE, "import, first callback x + 1.5, less that", figures=[FORTY]),
        "resident bare": Row(WEIGHT, "resident memory of a process that imports nothing", "bytes"),
        "resident import": Row(WEIGHT, "resident memory after the import", "bytes"),
        "resident": Row(WEIGHT, "resident memory after the first callback", "bytes"),
    }


def one_round(peer, rows):
    _, _, resident, _, bare = child(peer, "bare")
    rows["bare"].add(peer.name, bare)
    rows["resident bare"].add(peer.name, resident)
    imported, _, resident, modules, whole = child(peer, "import")
    rows["import"].add(peer.name, imported)
    rows["whole import"].add(peer.name, whole)
    rows["resident import"].add(peer.name, resident)
    note_modules(peer, rows["import"], modules)
    imported, callback, resident, _, whole = child(peer, "trivial")
    rows["trivial"].add(peer.name, imported + callback)
    rows["whole trivial"].add(peer.name, whole)
    rows["resident"].add(peer.name, resident)
    imported, callback, _, _, _ = child(peer, "integrand")
    rows["integrand"].add(peer.name, imported + callback)
    rows["first"].add(peer.name, callback)


def subtract_bare(rows):
    """Take the median of the processes that import nothing off the whole processes."""
    for peer in rows["bare"].samples:
        bare = rows["bare"].middle(peer)
        for name in ("whole import", "whole trivial"):
            rows[name].samples[peer] = [whole - bare for whole in rows[name].samples[peer]]


def note_modules(peer, row, modules):
    text = f"import {peer.package} brings in {' and '.join(modules) or 'neither NumPy nor ctypes'}"
    text += " (asked for: neither): MISSED" if modules and peer.name == "upcall" else ""
    if text not in row.notes:
        row.notes.append(text)


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
    for peer in packages:
        one_round(peer, make_rows())  # not counted: byte code and page cache
    for number in range(rounds):
        for peer in packages:
            if peer.name != "numba" or number % 3 == 0:
                one_round(peer, rows)
    subtract_bare(rows)
    return [*rows.values(), *library_rows(packages)]
