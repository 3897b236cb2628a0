"""Whole arrays: the kernels array_*, expressions and reductions of NumPy arrays, against loops written by hand in C."""

from generated import Case, measure_cases
from peers import BEFORE, KERNELS, UNCHECKED
from rows import Figure, MeanRow

SECTION = "Whole arrays, ns an item, called from C"
IN_ANOTHER_ORDER = {  # sums, that C adds up one after the other, and Numba with BLAS or fused
    "array_sum",
    "array_squares",
    "array_sum_rows",
    "array_sum_columns",
    "array_norm",
    "array_product3",
    "array_product4",
}
FASTER = {  # than the loop in C, which adds or multiplies one after the other: at most this share of its time
    ("array_sum", "300"): 1 / 3,
    ("array_sum", "1,000"): 1 / 3,
    ("array_sum", "10,000"): 1 / 3,
    ("array_sum", "4,000,000"): 1 / 1.8,
    ("array_product3", ""): 0.8,
    ("array_product4", ""): 0.5,
}
SMALL = {"10", "3 x 3", "2 x 2 x 2"}  # reported


def figures(kernel, label):
    if label in SMALL:
        return []
    return [Figure("upcall", "clang", at_most=FASTER.get((kernel, label), 1.05)), Figure("numba", "upcall", at_least=1)]


def is_small(case):
    return case.arguments["label"] in SMALL


def measure(peers, rounds):
    """All rows, and the means of those of 1,000 elements and more. The first peer is the yardstick."""
    peers = [peer for peer in peers if peer.name not in (UNCHECKED, BEFORE)]
    cases = [
        Case(kernel, label, items, peers, SECTION, figures, IN_ANOTHER_ORDER)
        for kernel in KERNELS
        if kernel.startswith("array_")
        for label, items in peers[0].ask("sizes", kernel=kernel).items()
    ]
    rows = measure_cases(cases, rounds)
    large = [case.row for case in cases if not is_small(case)]
    asked = [Figure("upcall", "clang", at_most=1.0)]
    return [*rows, MeanRow(SECTION, "geometric mean, 1,000 elements and more", figures=asked, rows=large)]
