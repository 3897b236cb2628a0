"""The compiled code: every kernel in kernels/ at each of its sizes, called from C through a pointer."""

import math

from peers import BEFORE, KERNELS, UNCHECKED, PeerError
from rows import Figure, MeanRow, Row

SECTION = "Code, ns an item, called from C"
SAMPLE = 5e5  # ns that one try of a sample takes, at least
BY_DATA = {
    "histogram",
    "gather",
    "scatter",
    "median",
    "sieve",
}  # what they index with are numbers in memory, or steps by such
BY_LIBM = {"integrand", "haversine"}  # the peers may call libm's functions in forms of their own


def figures(kernel, _label):
    return [
        Figure(UNCHECKED, "clang", at_most=1.05),
        Figure("numba", UNCHECKED, at_least=1.0),
        Figure("upcall", "clang", at_most=1.15 if kernel in BY_DATA else 1.05),
        Figure("upcall", BEFORE, at_most=1.05),
    ]


class Case:
    """One kernel at one size: its row, and the peers that can run it."""

    def __init__(self, kernel, label, items, peers, section=SECTION, asked=figures, close=BY_LIBM):
        self.arguments = {"kernel": kernel, "label": label}
        self.items = items
        self.close = close
        self.row = Row(section, f"{kernel} {label}".rstrip(), by_least=True, figures=asked(kernel, label))
        self.peers = [peer for peer in peers if self.agrees(peer, peers[0])]
        self.passes = self.calibrate() if self.peers else 0

    def agrees(self, peer, yardstick):
        """Compile the kernel and compare what one pass gives. What goes wrong is noted beside the row."""
        try:
            expected, found = (each.ask("check", **self.arguments) for each in (yardstick, peer))
        except PeerError as error:
            self.row.notes.append(f"{self.row.name}: {error}")
            return False
        if found["bits"] == expected["bits"] or (self.arguments["kernel"] in self.close and is_close(found, expected)):
            return True
        self.row.notes.append(f"{self.row.name}: {peer.name} gives {found}, {yardstick.name} {expected}")
        return False

    def calibrate(self):
        """How many passes make a sample long enough; the same number for every peer."""
        passes = 1
        while self.peers[0].ask("time_kernel", passes=passes, repeats=1, **self.arguments) * passes < SAMPLE:
            passes *= 2
        return passes

    def one_round(self, first):
        """One sample of each peer, beginning with another one each round."""
        for i in range(len(self.peers)):
            peer = self.peers[(first + i) % len(self.peers)]
            self.row.add(peer.name, peer.ask("time_kernel", passes=self.passes, **self.arguments) / self.items)


def is_close(found, expected):
    return all(math.isclose(a, b, rel_tol=1e-12) for a, b in zip(found["sums"], expected["sums"], strict=True))


def mean_row(rows):
    asked = [
        Figure(UNCHECKED, "clang", at_most=1.0),
        Figure("upcall", "clang", at_most=1.03),
        Figure("upcall", BEFORE, at_most=1.01),
    ]
    return MeanRow(SECTION, "geometric mean", figures=asked, rows=rows)


def measure_cases(cases, rounds):
    """Their rows."""
    for number in range(rounds):
        for case in cases:
            case.one_round(number)
    return [case.row for case in cases]


def measure(peers, rounds):
    """All rows of code. The first peer is the yardstick: its results count."""
    cases = [
        Case(kernel, label, items, peers)
        for kernel in KERNELS
        if not kernel.startswith("array_")
        for label, items in peers[0].ask("sizes", kernel=kernel).items()
    ]
    rows = measure_cases(cases, rounds)
    return [*rows, mean_row(rows)]
