"""Prototypes of callbacks in the headers of installed libraries are read as they stand, or refused for a reason that has a name."""

from __future__ import annotations

import headers
import pytest

from upcall import CompileError
from upcall.types import Signature

# reasons that docs/signatures.md has: types that there are none of, and words that nothing is said of
REFUSED = (
    "compiled code has no long double",
    "compiled code has no __int128",
    "compiled code has no _Float16",
    "compiled code has no references",
    "compiled code has no pointers to arrays",
    "a length is expected here: A[m][n]",
    "this attribute changes how a value lies in memory",
    "there is no type named",
)


def refusal(header: headers.Header, prototype: str) -> str | None:
    """Why it can't be read with its typedefs, nor with the structs that it takes by value; None: it can."""
    text = None
    for bodies in (True, False):
        try:
            Signature(header.with_typedefs(prototype, bodies=bodies))
        except CompileError as error:
            text = text or str(error)
        else:
            return None
    return text


FOUND = {library: found for library in headers.LIBRARIES if (found := headers.read(library))}


@pytest.mark.parametrize("library", FOUND)
def test_a_library(library, record_property):
    header = FOUND[library]
    refused = {prototype: why for prototype in header.prototypes if (why := refusal(header, prototype))}
    unnamed = {prototype: why for prototype, why in refused.items() if not any(reason in why for reason in REFUSED)}
    share = 1 - len(refused) / len(header.prototypes)
    print(f"{library}: {len(header.prototypes)} prototypes, {share:.1%} read")
    for prototype, why in refused.items():
        print(prototype, why, sep="\n", end="\n\n")
    record_property("share", share)
    assert not unnamed


def test_all_libraries():
    counts = {
        library: (len(header.prototypes), sum(refusal(header, p) is None for p in header.prototypes))
        for library, header in FOUND.items()
    }
    print(counts)
    total = sum(count for count, _ in counts.values())
    assert sum(read for _, read in counts.values()) >= 0.97 * total
