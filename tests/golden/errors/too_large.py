# More branches than a function may have.
# signature: float64(float64)
SOURCE = "def f(x):\n" + "    if x:\n        x += 1\n" * 40000 + "    return x\n"
exec(compile(SOURCE, "generated.py", "exec"))
# --- error E_TOO_LARGE
#   generated.py:1 in f: the function has too many branches
#   write: several functions
