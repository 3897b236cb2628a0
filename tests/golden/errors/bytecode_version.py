# Bytecode of a Python that this build doesn't know.
# signature: float64(float64)
from types import SimpleNamespace


def of_another_python(function, **changes):
    """The function with other attributes in its code object."""
    names = [name for name in dir(function.__code__) if name.startswith("co_") and name != "co_lnotab"]
    code = SimpleNamespace(**{name: getattr(function.__code__, name) for name in names} | changes)
    names = ("__name__", "__qualname__", "__globals__", "__builtins__", "__closure__", "__defaults__", "__kwdefaults__")
    return SimpleNamespace(__code__=code, **{name: getattr(function, name) for name in names})


f = of_another_python(lambda x: x, co_magic=4711)
# --- error E_BYTECODE_VERSION
#   bytecode_version.py:14 in <lambda>: bytecode with the magic number 4711 is of no Python that upcall knows (3.11 to 3.15)
#      14 | f = of_another_python(lambda x: x, co_magic=4711)
#   use: a version of upcall that knows it, or a Python from 3.11 to 3.15
