"""Closures of a factory, in new processes: the thousandth takes how long, a hundred thousand weigh what.

`through the front table` is what users get; `through the front end`, with UPCALL_FRONT=0: the machine code is there, and only
LLVM is spared. Numba compiles each, and so may what upcall was before: so they make few."""

import subprocess

from peers import BENCH, BUILD, PeerError
from rows import Figure, Row

TIME = "The thousandth closure of a factory"
WEIGHT = "Closures of a factory, a hundred thousand"
NAMES = {"float": "floats", "float64": "np.float64", "int": "ints", "array": "arrays of 50 lengths"}
THOUSAND, FEW, MANY = 1000, 20, 100_000
MICROSECOND = 1000
NOISE = 2_000_000  # bytes: what the allocators' free pages come and go by


def child(peer, values, is_kept, count, front):
    """(ns, bytes a closure, bytes that are left) of one new process."""
    command = [peer.python, str(BENCH / "closures_child.py"), values, str(int(is_kept)), str(count)]
    cache = {"UPCALL_CACHE": "1", "UPCALL_CACHE_DIR": str(BUILD / "cache" / "upcall"), "UPCALL_FRONT": front}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**peer.environment(), **cache})
    if done.returncode != 0:
        raise PeerError(f"{peer.name}: closures: {done.stderr.strip().splitlines()[-1:]}")
    return [float(word) for word in done.stdout.split()]


def row_of(name, values, is_kept, microseconds):
    dropped = "" if is_kept else ", each dropped before the next"
    asked = [Figure("upcall", at_most=microseconds * MICROSECOND)]
    return Row(TIME, f"{name}: {NAMES[values]}{dropped}", figures=asked)


def measure(peers, rounds):
    fronts = {"1": ("through the front table", 10), "0": ("through the front end", 150)}
    kinds = [(front, values, kept) for front in fronts for values in NAMES for kept in (True, False)]
    rows = {kind: row_of(fronts[kind[0]][0], kind[1], kind[2], fronts[kind[0]][1]) for kind in kinds}
    packages = [peer for peer in peers if peer.is_package]
    for _ in range(rounds):
        for (front, values, kept), row in rows.items():
            for peer in packages:
                if peer.name == "upcall":
                    row.add(peer.name, child(peer, values, kept, THOUSAND, front)[0])
                elif front == "1" and kept and values in ("float", "int"):
                    row.add(peer.name, child(peer, values, kept, FEW, front)[0])
    return [*rows.values(), *weights([peer for peer in packages if peer.name == "upcall"])]


def weights(peers):
    rows = []
    for values, name in NAMES.items():
        live = Row(WEIGHT, f"one of them, of {name}", "bytes", figures=[Figure("upcall", at_most=1024)])
        left = Row(WEIGHT, f"left when all are dropped, of {name}", "bytes", figures=[Figure("upcall", at_most=NOISE)])
        for peer in peers:
            _, weight, rest = child(peer, values, True, MANY, "1")
            live.add(peer.name, weight)
            left.add(peer.name, rest)
        rows += [live, left]
    return rows
