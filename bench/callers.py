"""What upcall.callers makes of plain functions, beside C by hand: whole calls of SciPy and whole queries."""

import math

from peers import PeerError
from rows import Figure, Row

SECTION = "upcall.callers"
CASES = {  # name, calls, what upcall may take of the time of C
    "quad": ("quad(f, 0, 1, args=(2, 30))", 2000, 1.1),
    "function": ("SQLite: max(norm(x, y)), 100,000 rows", 4, 1.1),
    "aggregate": ("SQLite: variance(x), 100,000 rows", 4, 1.1),
}


def check(peer, case, expected):
    found = peer.ask("caller_result", case=case)
    if not math.isclose(found, expected, rel_tol=1e-9):
        raise PeerError(f"{peer.name}: {case} gives {found}, not {expected}")


def measure(peers, rounds):
    compared = [peer for peer in peers if peer.name in ("clang", "upcall") and peer.package == "upcall"]
    rows = []
    for case, (name, calls, limit) in CASES.items():
        row = Row(SECTION, name, by_least=True, figures=[Figure("upcall", "clang", at_most=limit)])
        expected = peers[0].ask("caller_result", case=case, way="python")
        for peer in compared:
            check(peer, case, expected)
        for _ in range(rounds):
            for peer in compared:
                row.add(peer.name, peer.ask("time_caller", case=case, calls=calls))
            row.add("python", peers[0].ask("time_caller", case=case, calls=max(calls // 10, 1), way="python"))
        rows.append(row)
    return rows
