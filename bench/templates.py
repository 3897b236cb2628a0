"""Sources for the compile times: each has a constant that is new in every compile."""

import numpy as np
from measured import carray, types

TEMPLATES = {
    "trivial": (types.double(types.double), "def f(x): return x + {0}.25\n"),
    "integrand": (types.double(types.double), "def f(t): return np.exp(-t) / (t**2 + {0}.25)\n"),
    "loop": (
        types.void(types.CPointer(types.double), types.CPointer(types.double), types.intc, types.intc),
        """
def f(in_, out, m, n):
    in_array = carray(in_, (m, n))
    out_array = carray(out, (m, n))
    for i in range(m):
        for j in range(n):
            out_array[i, j] = {0}.25 * in_array[i, j]
""",
    ),
    "array": (
        types.void(types.CPointer(types.double), types.CPointer(types.double), types.intp),
        """
def f(p, q, n):
    a = carray(p, n)
    carray(q, n)[:] = 2.0 * a + a * a - 1.0 / (a + {0}.25)
""",
    ),
}

_compiled = 0


def fresh(template):
    """A signature and a Python function that was never compiled before."""
    global _compiled
    _compiled += 1
    signature, source = TEMPLATES[template]
    names = {"np": np, "carray": carray}
    exec(source.format(_compiled), names)
    return signature, names["f"]
