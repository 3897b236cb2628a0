# Attributes of other objects are Python's alone.
# signature: void(float64)
import types

state = types.SimpleNamespace(last=0.0)


def f(x):
    state.last = x
# --- error E_UNSUPPORTED_CONSTRUCT
#   unsupported_attribute.py:9 in f: can't compile assigning to an attribute
#       9 |     state.last = x
#         |     ^^^^^^^^^^
#   write: to the .value of an upcall.Value, to a NumPy array or through a pointer; an object whose fields change is to be memory: make it an upcall.struct or a ctypes.Structure
