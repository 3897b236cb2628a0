"""Compile times in a process that is warm: every compile is of code that is new."""

from rows import Figure, Row

SECTION = "Compile time, the next callback in a warm process"
NAMES = {
    "trivial": "x + c",
    "integrand": "np.exp(-t) / (t**2 + c)",
    "loop": "the 2-D loop over carray",
}


def measure(peers, rounds):
    rows = {template: Row(SECTION, name) for template, name in NAMES.items()}
    rows["trivial"].figures.append(Figure("numba", "upcall", at_least=10))
    packages = [peer for peer in peers if peer.is_package]
    for template in NAMES:
        for peer in packages:
            peer.ask("time_compile", template=template)  # not counted: the first
    for _ in range(rounds):
        for template, row in rows.items():
            for peer in packages:
                row.add(peer.name, peer.ask("time_compile", template=template))
    return list(rows.values())
