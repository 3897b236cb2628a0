"""Compile times in a process that is warm, without a cache: of code that is new every time, and of the bench's kernels."""

from peers import BEFORE, KERNELS, PeerError
from rows import Figure, MeanRow, Row

SECTION = "Compile time, the next callback in a warm process"
OF_KERNELS = "Compile time of the kernels, in a warm process"
NAMES = {  # of templates.py: what to call it, how many times faster than Numba, which part of before (None: any)
    "trivial": ("x + c", 20, 0.45),
    "integrand": ("np.exp(-t) / (t**2 + c)", 25, 0.45),
    "loop": ("the 2-D loop over carray", 4, 0.6),
    "array": ("an array expression", 60, None),
}


def than_before(part):
    return [Figure("upcall", BEFORE, at_most=part)] if part else []


def make_rows():
    return {
        template: Row(SECTION, name, figures=[Figure("numba", "upcall", at_least=faster), *than_before(part)])
        for template, (name, faster, part) in NAMES.items()
    }


def compiles(peer, template):
    """Once, which isn't counted. What it was before needn't know all that a template uses."""
    try:
        return bool(peer.ask("time_compile", template=template))
    except PeerError:
        if peer.name != BEFORE:
            raise
        return False


def measure(peers, rounds):
    rows = make_rows()
    packages = [peer for peer in peers if peer.is_package]
    able = {template: [peer for peer in packages if compiles(peer, template)] for template in NAMES}
    for _ in range(rounds):
        for template, row in rows.items():
            for peer in able[template]:
                row.add(peer.name, peer.ask("time_compile", template=template))
    return [*rows.values(), *kernel_rows([peer for peer in packages if peer.package == "upcall"], rounds)]


def kernel_rows(peers, rounds):
    """Of upcall and what it was before: Numba compiles what a kernel calls only once."""
    rows = {kernel: Row(OF_KERNELS, kernel) for kernel in KERNELS if not kernel.startswith("array_")}
    for _ in range(rounds):
        for kernel, row in rows.items():
            for peer in peers:
                try:
                    row.add(peer.name, peer.ask("time_compile_kernel", kernel=kernel))
                except PeerError as error:  # what it was before needn't know all that a kernel uses
                    row.notes.append(f"{kernel}: {error}")
    asked = [Figure("upcall", BEFORE, at_most=0.65)]
    return [*rows.values(), MeanRow(OF_KERNELS, "geometric mean", figures=asked, rows=list(rows.values()))]
