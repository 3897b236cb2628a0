"""Records by value: what Python gives for them, as memory, and what it gets."""

import sys

from upcall import _records, _signatures
from upcall._core import Type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def memory(given: "Any", type_: Type) -> "Any":
    """Find the memory of a record.

    Parameters
    ----------
    given : object
        A ctypes structure, a record of NumPy's, a struct of cffi's, or a tuple with a value for each field.
    type_ : Type
        The record that it is to be.

    Returns
    -------
    bytes or NotImplemented
        As many as the record has; NotImplemented: it is none of these.

    Raises
    ------
    TypeError
        A record of another type; the text is what it is.
    """
    found = _ctypes_memory(given) or _numpy_memory(given) or _cffi_memory(given)
    if found is not None:
        if found[1] != type_:
            raise TypeError(f"a {type(given).__name__} of {found[1]}")
        return found[0]
    return _tuple_memory(given, type_) if isinstance(given, tuple) else NotImplemented


def results(
    function: "Any", type_: Type, error_value: "Any", success: "Any", codes: "Any"
) -> "tuple[tuple[bytes] | None, tuple[bytes] | None, tuple[tuple[Any, bytes], ...] | None]":
    """Copy the values of a callback's options that are records, each as `CFunc` takes it: whoever holds one may change it.

    Raises
    ------
    TypeError
        One is no such record.
    """

    def copied(option: str, given: object) -> bytes:
        what = type(given).__name__
        try:
            found = memory(given, type_)
        except TypeError as error:
            found, what = NotImplemented, str(error)
        if found is NotImplemented:
            raise TypeError(f"{function.__name__}() argument {option!r} has to be {type_}, not {what}")
        return found  # type: ignore[no-any-return]

    return (
        None if error_value is None else (copied("error_value", *error_value),),
        None if success is None else (copied("success", *success),),
        None if codes is None else tuple((class_, copied("codes", value)) for class_, value in codes),
    )


def _ctypes_memory(given: "Any") -> "tuple[bytes, Type | None] | None":
    if "_ctypes" not in sys.modules:
        return None
    import ctypes

    if not isinstance(given, (ctypes.Structure, ctypes.Union)):
        return None
    return bytes(given), _records.described(type(given))


def _numpy_memory(given: "Any") -> "tuple[bytes, Type | None] | None":
    numpy = sys.modules.get("numpy")
    is_record = numpy is not None and isinstance(given, (numpy.ndarray, numpy.void)) and given.shape == ()
    return (given.tobytes(), _records.described(given.dtype)) if is_record else None


def _cffi_memory(given: "Any") -> "tuple[bytes, Type | None] | None":
    if type(given).__module__ != "_cffi_backend":
        return None
    import _cffi_backend

    ctype = _cffi_backend.typeof(given)
    if ctype.kind not in ("struct", "union"):
        return None
    ffi = _cffi_backend.FFI()
    return bytes(ffi.buffer(ffi.addressof(given))), _records.described(ctype)


def _tuple_memory(given: "tuple[Any, ...]", type_: Type) -> bytes:
    fields: dict[str, Any] = type_.fields or {}
    if len(given) != len(fields):
        raise TypeError(f"a tuple of length {len(given)}, for {len(fields)} fields")
    made = bytearray(type_.size or 0)
    for (field, offset, *bits), value in zip(fields.values(), given, strict=True):
        if bits:
            _put_bits(made, offset, bits, value, is_signed=str(field).startswith("int"))
        else:
            found = _field_memory(value, field)
            made[offset : offset + len(found)] = found
    return bytes(made)


def _put_bits(memory: bytearray, offset: int, place: "list[int]", value: "Any", *, is_signed: bool) -> None:
    first, bits = place
    number, least = value.__index__(), -(1 << (bits - 1)) if is_signed else 0
    if not least <= number < least + (1 << bits):
        raise OverflowError(f"{number} has no room in {bits} bits")
    size = -(-(first + bits) // 8)
    mask = (1 << bits) - 1
    word = int.from_bytes(memory[offset : offset + size], "little") & ~(mask << first)
    memory[offset : offset + size] = (word | (number & mask) << first).to_bytes(size, "little")


def _field_memory(value: "Any", type_: Type) -> bytes:
    import numpy as np

    if type_.fields is not None:
        found = memory(value, type_)
        if found is NotImplemented:
            raise TypeError(f"{type(value).__name__} for a struct inside")
        return found  # type: ignore[no-any-return]
    if type_.shape is not None and type_.element is not None and type_.element.fields is not None:
        return _array_memory(value, type_.element, type_.shape)
    number = np.zeros((), _records._field_dtype(type_))
    is_pointer = number.dtype == np.uintp and not type_.numpy_name
    number[()] = _address(value, type_) if is_pointer else value
    return bytes(number.tobytes())


def _address(value: "Any", type_: Type) -> int:
    """In a field that is a pointer, as C stores it: -1 is `(void *)-1`."""
    if value is None:
        return 0
    from upcall.adapters import pointers

    found = value if isinstance(value, int) else pointers.address(value, type_)
    if not hasattr(found, "__index__"):
        raise TypeError(f"{type(value).__name__} for a field that is {type_}")
    number: int = found.__index__()
    if not -(1 << 63) <= number < 1 << 64:
        raise OverflowError(f"{number} is no address")
    return number & ((1 << 64) - 1)


def _array_memory(values: "Any", element: Type, lengths: "tuple[int, ...]") -> bytes:
    """Of structs."""
    if not lengths:
        return _field_memory(values, element)
    if len(values) != lengths[0]:
        raise TypeError(f"{len(values)} structs for an array of {lengths[0]}")
    return b"".join(_array_memory(value, element, lengths[1:]) for value in values)


def record(type_: Type, origin: "Any", memory: bytes) -> "Any":
    """Make the record that a function has returned.

    Parameters
    ----------
    type_ : Type
    origin : object
        What the function's signature was read from: where a class of ctypes or a struct of cffi described the result, that is what
        is made; else a NumPy record.
    memory : bytes
        As many as the record has.
    """
    source = _signatures.sources(origin, 0)[0]
    if isinstance(source, type) and "_ctypes" in sys.modules and issubclass(source, _structs_of_ctypes()):
        return source.from_buffer_copy(memory)  # type: ignore[attr-defined]
    if type(source).__module__ == "_cffi_backend":
        return _cffi_record(source, memory)
    import numpy as np

    has_bits = any(len(field) > 2 for field in (type_.fields or {}).values())
    dtype = f"V{len(memory)}" if has_bits else _records.dtype_of(type_)  # NumPy has no bit-fields: the bytes alone
    return np.frombuffer(bytearray(memory), dtype)[0]


def _structs_of_ctypes() -> "tuple[Any, Any]":
    import ctypes

    return ctypes.Structure, ctypes.Union


def _cffi_record(ctype: "Any", memory: bytes) -> "Any":
    import _cffi_backend

    ffi = _cffi_backend.FFI()
    made = ffi.new(_cffi_backend.new_pointer_type(ctype))
    ffi.buffer(made)[:] = memory
    return made[0]  # which keeps the memory
