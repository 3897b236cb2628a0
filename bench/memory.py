"""What callbacks weigh, each round in a new process: ten thousand that live, a hundred thousand that were dropped.

A round takes minutes: every one of them is compiled."""

import subprocess

from peers import BENCH, PeerError
from rows import Figure, Row

SECTION = "Memory"
LIVE, DROPPED = 10_000, 100_000
NOISE = 2_000_000  # bytes: what the allocators' free pages come and go by


def child(peer):
    """(bytes a live callback, bytes of growth) of one new process."""
    command = [peer.python, str(BENCH / "memory_child.py"), str(LIVE), str(DROPPED)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=peer.environment())
    if done.returncode != 0:
        raise PeerError(f"{peer.name}: memory: {done.stderr.strip().splitlines()[-1:]}")
    return map(float, done.stdout.split())


def measure(peers, rounds):
    """Of upcall alone: Numba needs minutes for as many, and never frees one."""
    live = Row(SECTION, f"a live callback of {LIVE:,} distinct ones", "bytes", figures=[Figure("upcall", at_most=4096)])
    dropped = Row(
        SECTION, f"growth by {DROPPED:,} made and dropped", "bytes", figures=[Figure("upcall", at_most=NOISE)]
    )
    for peer in peers:
        for _ in range(rounds if peer.package == "upcall" and peer.is_package else 0):
            weight, growth = child(peer)
            live.add(peer.name, weight)
            dropped.add(peer.name, growth)
    return [live, dropped]
