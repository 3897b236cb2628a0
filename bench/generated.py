"""The compiled code: every kernel in kernels/ at each of its sizes, called from C through a pointer."""

import math

from peers import KERNELS, PeerError
from rows import Figure, Row

SECTION = "Code, ns an item, called from C"
SAMPLE = 2e6  # ns that one sample takes, at least
FIGURES = {"loop2d": [Figure("upcall", "clang", at_most=1.05)]}


class Case:
    """One kernel at one size: its row, and the peers that can run it."""

    def __init__(self, kernel, label, items, peers):
        self.arguments = {"kernel": kernel, "label": label}
        self.items = items
        self.row = Row(SECTION, f"{kernel} {label}".rstrip(), figures=FIGURES.get(kernel, []))
        self.peers = [peer for peer in peers if self.agrees(peer, peers[0])]
        self.passes = self.calibrate() if self.peers else 0

    def agrees(self, peer, yardstick):
        """Compile the kernel and compare what one pass gives. What goes wrong is noted beside the row."""
        try:
            expected, found = (each.ask("check", **self.arguments) for each in (yardstick, peer))
        except PeerError as error:
            self.row.notes.append(f"{self.row.name}: {error}")
            return False
        if all(math.isclose(a, b, rel_tol=1e-9) for a, b in zip(expected, found, strict=True)):
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


def measure(peers, rounds):
    """All rows of code. The first peer is the yardstick: its results count."""
    cases = [
        Case(kernel, label, items, peers)
        for kernel in KERNELS
        for label, items in peers[0].ask("sizes", kernel=kernel).items()
    ]
    for number in range(rounds):
        for case in cases:
            case.one_round(number)
    return [case.row for case in cases]
