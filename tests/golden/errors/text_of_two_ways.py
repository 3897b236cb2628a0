# Which text an exception is made with must be known.
# signature: void(int64)
def f(n):
    text = f"{n} is small"
    if n > 3:
        text = f"{n} is large"
    raise ValueError(text)
# --- error E_UNSUPPORTED_CONSTRUCT
#   text_of_two_ways.py:7 in f: can't compile a text that differs from way to way
#       7 |     raise ValueError(text)
#         |     ^^^^^^^^^^^^^^^^^^^^^^
