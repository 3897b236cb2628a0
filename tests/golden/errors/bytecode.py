# Bytecode that stops before it returns.
# signature: float64(float64)
from importlib.util import MAGIC_NUMBER
from types import SimpleNamespace


def with_code(function, code):
    """The function with other bytes as its code."""
    names = [name for name in dir(function.__code__) if name.startswith("co_") and name not in ("co_lnotab", "co_code")]
    magic = int.from_bytes(MAGIC_NUMBER[:2], "little")
    code = SimpleNamespace(
        **{name: getattr(function.__code__, name) for name in names}, co_code=code, co_magic=magic
    )
    names = ("__name__", "__qualname__", "__globals__", "__builtins__", "__closure__", "__defaults__", "__kwdefaults__")
    return SimpleNamespace(__code__=code, **{name: getattr(function, name) for name in names})


f = with_code(lambda x: x, b"")
# --- error E_BYTECODE
#   bytecode.py:18 in <lambda>: malformed bytecode: a size that no code has (at byte 0 of 0)
#      18 | f = with_code(lambda x: x, b"")
