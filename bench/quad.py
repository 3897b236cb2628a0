"""scipy.integrate.quad(integrand, 1, inf) with the integrand as plain Python, as `.ctypes` and as LowLevelCallable."""

import math

from peers import PeerError
from rows import Figure, Row

SECTION = "scipy.integrate.quad(np.exp(-t) / t**2, 1, inf)"
WAYS = {"ctypes": "as .ctypes", "LowLevelCallable": "as LowLevelCallable"}
RESULT = (0.14849550677592208, 3.8736750296130505e-10)
CALLS = 40


def check(peer, way):
    result = peer.ask("quad_result", way=way)
    if not all(math.isclose(a, b, rel_tol=1e-6) for a, b in zip(result, RESULT, strict=True)):
        raise PeerError(f"{peer.name}: quad {way} gives {result}, not {RESULT}")


def measure(peers, rounds):
    packages = [peer for peer in peers if peer.is_package]
    rows = {way: Row(SECTION, name, figures=[Figure("numba", "upcall", at_least=1)]) for way, name in WAYS.items()}
    for way in WAYS:
        for peer in packages:
            check(peer, way)
    for _ in range(rounds):
        for way, row in rows.items():
            for peer in packages:
                row.add(peer.name, peer.ask("time_quad", way=way, calls=CALLS))
            row.add("python", peers[0].ask("time_quad", way="python", calls=CALLS // 4))
    return list(rows.values())
