# An async function.
# signature: float64(float64)
async def f(x):
    return x
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_async.py:3 in f: can't compile an async function
#       3 | async def f(x):
#   write: def; a callback runs to its end
