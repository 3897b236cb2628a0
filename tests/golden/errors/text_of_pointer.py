# A text is made of numbers and constants.
# signature: float64(float64*)
def f(p):
    if p[0] < 0:
        raise ValueError(f"what lies at {p} is negative")
    return p[0]
# --- error E_EXCEPTION_ARGUMENT
#   text_of_pointer.py:5 in f: a text can't be made with float64*
#       5 |         raise ValueError(f"what lies at {p} is negative")
#         |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
#   write: numbers, constants, or a text made of them
# --- error E_EXCEPTION_ARGUMENT (also)
#   text_of_pointer.py:5 in f: a text can't be made with float64*
#       5 |         raise ValueError(f"what lies at {p} is negative")
#         |                                         ^^^
#   write: numbers, constants, or a text made of them
