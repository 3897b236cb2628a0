"""Classes of ctypes for C's structs, whose fields take cfuncs, structs and arrays, and `upcall.struct`."""

import ctypes
import sys
from _ctypes import CFuncPtr

from upcall import _records, _signatures
from upcall._core import CFunc, Signature, Type, Value, type_of
from upcall._errors import CompileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_NUMBERS = {float: ctypes.c_double, bool: ctypes.c_bool}
_BYTES = (ctypes.c_char, ctypes.c_byte, ctypes.c_ubyte)
META: "Any" = type(ctypes.Structure)
_STRUCTS = (ctypes.Structure, ctypes.Union)


# ---- what is taken for a pointer


def function_pointer(class_: "Any", value: "Any") -> "Any":
    """Make a pointer of a class of ctypes' function pointers.

    Raises
    ------
    TypeError
        It is a cfunc, or a function of ctypes, of another prototype.
    """
    if value is None:
        return class_()
    given = _signature_of(value)
    if given is None or isinstance(value, class_):
        return value
    made = value.ctypes if isinstance(value, CFunc) else value
    if isinstance(made, class_):
        return made
    wanted = _signatures.described(class_)
    if wanted is not None and not _fits(given, wanted):
        asked = wanted.declared.splitlines()[-1]
        raise TypeError(
            f"{getattr(value, '__name__', 'the function')} is {given}, and {asked} is asked for: "
            "write @cfunc of that prototype"
        )
    return ctypes.cast(made, class_)


def _signature_of(value: "Any") -> "Signature | None":
    """Of a cfunc, or a function of ctypes; None: it is neither, or nothing is known of its arguments."""
    if isinstance(value, CFunc):
        return value.signature
    if not isinstance(value, CFuncPtr) or value.argtypes is None:
        return None
    class_, result = type(value), value.restype
    if getattr(class_, "_argtypes_", None) is None:  # declared by itself
        class_ = ctypes.CFUNCTYPE(result, *value.argtypes)  # type: ignore[arg-type]
    return _signatures.described(class_)


def _fits(given: Signature, wanted: Signature) -> bool:
    pairs = zip((given.return_type, *given.args), (wanted.return_type, *wanted.args), strict=False)
    return len(given.args) == len(wanted.args) and all(_same(a, b) for a, b in pairs)


def _same(given: Type, wanted: Type) -> bool:
    """Constness aside, a `void *` is any pointer, and ctypes has no size_t and no ptrdiff_t of its own."""
    texts = [str(type_).removeprefix("const ") for type_ in (given, wanted)]
    texts = [text.replace("void*", "voidptr").replace("uintp", "uint64").replace("intp", "int64") for text in texts]
    return texts[0] == texts[1] or ("voidptr" in texts and all(text.endswith(("*", "ptr")) for text in texts))


def address_of(value: "Any", element: "Any", is_const: bool) -> "int | None":
    """Find where an array, a struct or an `upcall.Value` lies.

    Parameters
    ----------
    value : object
    element : class or None
        What is pointed to; None: anything.
    is_const : bool
        Read-only arrays will do.

    Returns
    -------
    int or None
        None for what is none of them.

    Raises
    ------
    TypeError
        It has other elements, isn't contiguous, or may not be written to.
    """
    if isinstance(value, _STRUCTS) and (element is None or isinstance(value, element)):
        return ctypes.addressof(value)
    if isinstance(value, Value):
        return _address_of_value(value, element)
    if type(value).__name__ == "CArgObject":  # ctypes.byref(object)
        return ctypes.cast(value, ctypes.c_void_p).value if _is_object_of(value._obj, element) else None
    if type(value).__module__ == "_cffi_backend":
        return _cffi_address(value, element)
    numpy = sys.modules.get("numpy")
    if not numpy or not isinstance(value, numpy.ndarray):
        return None
    if not value.flags.c_contiguous or not (is_const or value.flags.writeable):
        what = "isn't C-contiguous" if not value.flags.c_contiguous else "is read-only, and C may write to it"
        raise TypeError(f"the array {what}")
    if element is not None and not _is_of(value.dtype, element):
        raise TypeError(f"the array is of {value.dtype}, and C takes a pointer to {element.__name__}")
    address: int = value.ctypes.data
    return address


def _address_of_value(value: Value, element: "Any") -> int:
    is_number = element is not None and issubclass(element, ctypes._SimpleCData)
    if element is not None and not (is_number and _records._ctypes_field(element) == str(value.type)):
        raise TypeError(f"the Value is of {value.type}, and C takes a pointer to {element.__name__}")
    return value.address


def _is_object_of(value: "Any", element: "Any") -> bool:
    return element is None or isinstance(value, element) or getattr(value, "_type_", None) is element


def _cffi_address(value: "Any", element: "Any") -> "int | None":
    from upcall.adapters import pointers

    found = pointers.typed_address(value)
    if found is None or element is None or found[1] is None:
        return found and found[0]
    return found[0] if found[1] and found[1] == pointers.ctypes_name(element) else None


def _is_of(dtype: "Any", element: "Any") -> bool:
    if issubclass(element, _STRUCTS):
        return _records.known(dtype) == _records.known(element)
    if element in _BYTES and dtype.itemsize == 1:
        return True
    text = _records._ctypes_field(element) if issubclass(element, ctypes._SimpleCData) else None
    return text is not None and text == _records._dtype_text(dtype)


def element_of(class_: "Any") -> "Any":
    """What a class of pointers points to; None: of a `void *`."""
    return class_._type_ if issubclass(class_, ctypes._Pointer) else None


def for_field(class_: "Any", value: "Any") -> "Any":
    """What ctypes takes where a field of that class is set."""
    if issubclass(class_, CFuncPtr):
        return function_pointer(class_, value)
    if issubclass(class_, ctypes.c_void_p) and isinstance(value, (CFunc, ctypes._Pointer, ctypes.Array, CFuncPtr)):
        return ctypes.cast(value.ctypes if isinstance(value, CFunc) else value, ctypes.c_void_p)
    if not issubclass(class_, (ctypes.c_void_p, ctypes._Pointer)):
        return value
    if isinstance(value, ctypes._Pointer) and value._type_ is getattr(class_, "_type_", None):
        return ctypes.cast(value, class_)
    if issubclass(class_, ctypes._Pointer) and isinstance(value, bytes) and class_._type_ in _BYTES:
        return ctypes.cast(ctypes.c_char_p(value), class_)
    address = address_of(value, element_of(class_), is_const=getattr(class_, "_upcall_const_", False))
    if address is None:
        return value
    return ctypes.cast(address, class_) if issubclass(class_, ctypes._Pointer) else address


# ---- handles

_handles: "dict[str, Any]" = {}


def handle(name: str) -> "Any":
    """The class for structs of which nothing but their name is known: one for each name, whoever declares it."""
    if name not in _handles:
        _handles.setdefault(name, META(name, (ctypes.Structure,), {"__module__": __name__}))
    return _handles[name]


def is_handle(class_: "Any") -> bool:
    return _handles.get(class_.__name__) is class_


# ---- fields


class Field:
    """A field that holds pointers, or structs with some: what it is given lives as long as the struct.

    Of a class, `S.f`, it is itself: where it holds a pointer to a function, a signature for `cfunc`.
    """

    def __init__(self, name: str, field: "Any", class_: "Any", signature: "Any") -> None:
        self.name, self._field, self.ctype, self._signature = name, field, class_, signature
        self.offset, self.size = field.offset, field.size

    def __get__(self, instance: "Any", owner: "Any" = None) -> "Any":
        return self if instance is None else self._field.__get__(instance, owner)

    def __set__(self, instance: "Any", value: "Any") -> None:
        self._field.__set__(instance, for_field(self.ctype, value))
        root = instance
        while root._b_base_ is not None:
            root = root._b_base_
        if not hasattr(root, "_kept_"):
            root._kept_ = {}
        root._kept_[ctypes.addressof(instance) + self.offset] = value

    def _upcall_signature_(self) -> Signature:
        if self._signature is None:
            raise TypeError(f"the field {self.name} is no pointer to a function: that is what cfunc takes")
        found: Signature = self._signature()
        return found

    def __repr__(self) -> str:
        return f"<Field {self.name}: {self.ctype.__name__}, offset {self.offset}>"


def _holds_pointers(class_: "Any") -> bool:
    while issubclass(class_, ctypes.Array):
        class_ = class_._type_
    return issubclass(class_, (*_STRUCTS, ctypes.c_void_p, ctypes._Pointer, CFuncPtr))


def complete(class_: "Any", fields: "list[tuple[Any, ...]]") -> None:
    """Give a class its fields, those that hold pointers as `Field`."""
    nameless = list(_nameless(class_, fields))
    for inner in nameless:  # ctypes copies fields of its own alone
        _wrap(inner, undo=True)
    class_._fields_ = fields
    for inner in nameless:
        _wrap(inner)
    _wrap(class_)


def _nameless(class_: "Any", fields: "list[tuple[Any, ...]]") -> "Iterator[Any]":
    for name, type_, *_ in fields:
        if name in getattr(class_, "_anonymous_", ()):
            yield type_
            yield from _nameless(type_, type_._fields_)


def _wrap(class_: "Any", *, undo: bool = False) -> None:
    for name, type_ in _members(class_):
        found = class_.__dict__.get(name)  # None: a nameless struct in another
        if not found or not _holds_pointers(type_):
            continue
        signature = getattr(type_, "_upcall_signature_", None)
        setattr(class_, name, found._field if undo else Field(name, found, type_, signature))
    class_.__module__ = (
        class_.__module__
    )  # unions forget what was looked up before, which setattr() leaves to them (CPython 3.11)


def _members(class_: "Any") -> "Iterator[tuple[str, Any]]":
    """The fields by which values are reached: those of nameless structs, too."""
    for name, type_, *_ in class_._fields_:
        yield name, type_
        if name in getattr(class_, "_anonymous_", ()):
            yield from _members(type_)


def show(self: "Any") -> str:
    """Write a struct as it could be made: "Params(a=1.0, n=3)"."""
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name, *_ in self._fields_)
    return f"{type(self).__name__}({fields})"


# ---- upcall.struct


def struct(class_: "Any") -> "Any":
    """Make a C struct of a class with annotations: a class of `ctypes.Structure`.

    Parameters
    ----------
    class_ : class
        Its annotations are the fields: `float` (a double), `bool`, types such as `types.intc`, arrays ``types.float64[4]``, other
        structs, classes of ctypes, NumPy's dtypes, C's text such as ``"double *"``. Values that it gives to them are defaults,
        the others are 0. Its methods stay.

    Returns
    -------
    class
        A `ctypes.Structure`. Its fields take cfuncs, structs and arrays where they are pointers, and keep them alive.

    Raises
    ------
    TypeError
        It has no annotations, or one that is no C type.

    Examples
    --------
    >>> import upcall
    >>> from upcall import types
    >>> @upcall.struct
    ... class Params:
    ...     a: float
    ...     n: types.intc = 3
    ...     table: types.float64[4]
    >>> p = Params(a=2.0)
    >>> p.a, p.n, p.table[:]
    (2.0, 3, [0.0, 0.0, 0.0, 0.0])
    """
    import inspect

    if not isinstance(class_, type) or class_.__bases__ != (object,):
        raise TypeError(f"upcall.struct takes a class without bases, not {class_!r}")
    annotations = inspect.get_annotations(class_)
    if not annotations:
        raise TypeError(f"{class_.__name__} has no annotations, which say what its fields are: write a: float")
    left_out = {
        "__dict__",
        "__weakref__",
        "__annotations__",
        "__annotate_func__",
        "__annotations_cache__",
        *annotations,
    }
    members = {name: value for name, value in class_.__dict__.items() if name not in left_out}
    defaults = {name: class_.__dict__[name] for name in annotations if name in class_.__dict__}
    members.setdefault("__repr__", show)
    if defaults and "__init__" not in members:
        members["__init__"] = _initializer(list(annotations), defaults)
        members["_upcall_defaults_"] = defaults
    made = META(class_.__name__, (ctypes.Structure,), members)
    frame = sys._getframe(1)
    names = {**frame.f_globals, **frame.f_locals, class_.__name__: made}
    complete(made, [(name, _field_class(class_, name, given, names)) for name, given in annotations.items()])
    return made


def _initializer(names: "list[str]", defaults: "dict[str, Any]") -> "Any":
    def __init__(self: "Any", *values: "Any", **fields: "Any") -> None:
        given = {*names[: len(values)], *fields}
        missing = {name: value for name, value in defaults.items() if name not in given}
        ctypes.Structure.__init__(self, *values, **missing, **fields)

    return __init__


def _field_class(owner: "Any", name: str, given: "Any", names: "dict[str, Any]") -> "Any":
    for _ in range(2):  # text in text, where annotations are kept as text
        if isinstance(given, str):
            given = _evaluated(given, names)
    if given is int:
        raise TypeError(f"{owner.__name__}.{name} is an int: write types.intc (C's int) or types.int64")
    try:
        found = _class_of_text(given, names) if isinstance(given, str) else class_of(given)
    except CompileError as error:
        raise TypeError(f"{owner.__name__}.{name}: {error}") from None
    if found is None:
        raise TypeError(f"{owner.__name__}.{name} is {given!r}, which is no C type")
    return found


def _evaluated(text: str, names: "dict[str, Any]") -> object:
    try:
        return eval(text, names)
    except Exception:  # it is C's
        return text


def _class_of_text(text: str, names: "dict[str, Any]") -> "Any":
    from upcall import _cdef

    return _cdef.class_of_text(text, names)


def class_of(given: "Any") -> "Any":
    """The class of ctypes for a class, a Type or a dtype; None: there is none."""
    if isinstance(given, type) and given in _NUMBERS:
        return _NUMBERS[given]
    if isinstance(given, type) and issubclass(
        given, (ctypes._SimpleCData, ctypes._Pointer, CFuncPtr, ctypes.Array, *_STRUCTS)
    ):
        return given
    type_ = type_of(given) or _type_of_dtype(given)
    return None if type_ is None else class_of_type(type_)


def _type_of_dtype(given: "Any") -> "Type | None":
    numpy = sys.modules.get("numpy")
    is_dtype = numpy and (
        isinstance(given, numpy.dtype) or (isinstance(given, type) and issubclass(given, numpy.generic))
    )
    return _records.from_dtype(given) if is_dtype else None


def class_of_type(type_: Type) -> "Any":
    """The class of ctypes for a type; None: there is none."""
    from upcall.adapters import ctypes_

    if type_.shape is not None:
        found = class_of_type(type_.element) if type_.element is not None else None
        for length in reversed(type_.shape):
            found = found and found * length
        return found
    if type_.fields is not None:
        return _class_of_record(type_)
    try:
        return ctypes_.type_of(type_)
    except TypeError:
        return None


def _class_of_record(type_: Type) -> "Any":
    """A structure of that layout, where ctypes can have it."""
    fields = type_.fields or {}
    classes = [(name, class_of_type(field)) for name, (field, *_) in fields.items()]
    if any(class_ is None for _, class_ in classes):
        return None
    made = META("Record", (ctypes.Structure,), {"__repr__": show})
    complete(made, classes)
    return made if _records.known(made) == type_ else None
