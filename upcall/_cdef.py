"""`upcall.cdef`: what C declarations say, as classes and functions of ctypes. The text is read by the core."""

import ctypes

from upcall import _bitfields, _signatures, _structs
from upcall._core import CFunc, Signature, Type, declarations, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    Described: TypeAlias = tuple[Any, ...]  # a type, see src/python/declarations.c


def cdef(text: str, library: "Any" = None) -> "CDef":
    """Read C declarations, and give what they declare as objects of ctypes.

    Parameters
    ----------
    text : str
        Types, structs, unions, enums, functions, variables and numbers by ``#define``, as in a header behind the preprocessor.
    library : str, path or ctypes.CDLL, optional
        Where the functions and variables are. None: the text has types alone.

    Returns
    -------
    CDef
        Its attributes are what is declared: classes of `ctypes.Structure` and `ctypes.Union`, classes of function pointers, which
        are signatures for `cfunc`, functions with `argtypes` and `restype`, variables (objects of ctypes in the library's
        memory), and ints. Functions and fields take cfuncs, structs, NumPy arrays and None for pointers; fields keep them alive.

    Raises
    ------
    CompileError
        The text can't be read.
    NotImplementedError
        Where what is asked for is of a type that ctypes hasn't got, or lays out in another way than C compilers do.
    OSError
        There is no such library.

    Examples
    --------
    >>> import upcall
    >>> c = upcall.cdef('''
    ...     typedef struct { int quot, rem; } div_t;
    ...     typedef int (*compare)(const void *, const void *);
    ...     #define LIMIT 16
    ...     size_t strlen(const char *s);
    ... ''', None)
    >>> c.LIMIT, c.div_t(7, 2)
    (16, div_t(quot=7, rem=2))
    """
    if not isinstance(text, str):
        raise TypeError(f"cdef takes C declarations as text, not {text!r}")
    is_open = library is None or isinstance(library, ctypes.CDLL)
    reader = _Reader(library if is_open else ctypes.CDLL(library))
    reader.read(text)
    return CDef(reader)


class CDef:
    """What C declarations declare, by name: see `upcall.cdef`."""

    def __init__(self, reader: "_Reader") -> None:
        self._upcall_reader_ = reader
        found = {}
        for name in reader.late:  # the others say why when they are asked for
            try:
                found[name] = reader.late_member(name)
            except (AttributeError, NotImplementedError):
                continue
        self.__dict__.update(reader.members | found)  # of `struct stat` and the function stat, the function

    def __getattr__(self, name: str) -> "Any":
        if name.startswith("__") and name.endswith("__"):  # Python's; gfortran's have the two in front alone
            raise AttributeError(name)
        found = self._upcall_reader_.late_member(name)
        self.__dict__[name] = found
        return found

    def __reduce__(self) -> "tuple[Any, ...]":
        reader = self._upcall_reader_
        opened = None if reader.library is None else (type(reader.library), reader.library._name)
        return read_again, (reader.text, opened)

    def __dir__(self) -> "list[str]":
        return sorted(self._upcall_reader_.names())

    def __repr__(self) -> str:
        library = self._upcall_reader_.library
        return f"<cdef of {library._name if library else 'types'}: {', '.join(dir(self))}>"


def read_again(text: str, opened: "tuple[Any, str | None] | None") -> CDef:
    """What pickles of a CDef name: the text, and the class and name of its library."""
    return cdef(text, opened and opened[0](opened[1]))


_FOREIGN = {"long double": ctypes.c_longdouble}  # what only Python can use


class _Reader:
    """Makes classes and functions of what the core has read."""

    def __init__(self, library: "Any") -> None:
        self.text = ""
        self.library = library
        self.structs: dict[str, Any] = {}
        self.members: dict[str, Any] = {}
        self.late: dict[str, Described] = {}  # functions and variables
        self.refused: dict[str, str] = {}  # what ctypes hasn't got, and why

    def read(self, text: str) -> None:
        self.text = text
        found = declarations(text)
        while not self._make(found):
            """Structs that are refused are handles for whatever points to them."""

    def _make(self, found: "list[Any]") -> bool:
        """Make what is declared, but for what was refused before; false: something else was."""
        self.structs, self.members, self.late = {}, {}, {}
        count = len(self.refused)
        for kind, name, *_ in found:
            if kind in ("struct", "union") and name not in self.refused:
                self._declare_struct(kind, name)
        for kind, name, *rest in found:
            try:
                self._add(kind, name, *rest)
            except NotImplementedError as error:
                self.refused.setdefault(name, str(error))
                self.structs.pop(name, None)  # ctypes leaves it half made
        return len(self.refused) == count

    def _add(self, kind: str, name: str, *rest: "Any") -> None:
        if kind == "constant":
            self.members[name] = rest[0]
        elif kind in ("function", "variable"):
            self.late[name] = (kind, *rest)
        elif name in self.refused:
            return
        elif kind == "type":
            self.members[name] = self._named_class(name, *rest)
        else:
            _complete(self, self.structs[name], *rest)

    def names(self) -> "set[str]":
        return {*self.members, *self.late, *filter(str.isidentifier, self.refused)}

    def _declare_struct(self, kind: str, name: str) -> None:
        base: Any = ctypes.Structure if kind == "struct" else ctypes.Union
        class_name = name if name.isidentifier() else "nameless"
        self.structs[name] = type(base)(class_name, (base,), {"__module__": __name__, "__repr__": _structs.show})
        if name.isidentifier():
            self.members[name] = self.structs[name]

    def _named_class(self, name: str, described: "Described", text: str) -> "Any":
        if described[0] == "struct" and described[1] in self.refused:
            raise NotImplementedError(self.refused[described[1]])
        return _function_class(self, name, described, text) if described[0] == "function" else self.class_of(described)

    def struct(self, name: str) -> "Any":
        """A struct of that name; one that isn't declared is a handle."""
        if name not in self.structs:
            self.structs[name] = _structs.handle(name)
            if name.isidentifier() and name not in self.refused:
                self.members.setdefault(name, self.structs[name])
        return self.structs[name]

    def class_of(self, described: "Described") -> "Any":
        """The class of ctypes for a type; None for void."""
        kind, *rest = described
        if kind == "scalar":
            return _scalar_class(rest[0])
        if kind == "struct":
            return _FOREIGN.get(rest[0]) or self.struct(rest[0])
        if kind == "array":
            return self.class_of(rest[0]) * rest[1]
        if kind == "function":
            return _function_class(self, "Function", described, None)
        made = ctypes.POINTER(self.class_of(rest[0]))
        return _pointer_class(made, bool(rest[1]), True) if rest[2] else made

    def value_class(self, described: "Described") -> "Any":
        """The same for what is no pointee: something must be known of it."""
        class_ = self.class_of(described)
        if described[0] == "struct" and _structs.is_handle(class_):
            why = self.refused.get(described[1], "nothing says what is in it: write its fields before, or a pointer")
            raise NotImplementedError(f"{described[1]} by value: {why}")
        return class_

    def argument_class(self, described: "Described") -> "Any":
        """The same for an argument of a function: it takes more."""
        class_ = self.value_class(described)
        if issubclass(class_, (ctypes.c_void_p, ctypes._Pointer)):
            qualifiers = described[2:] if described[0] == "pointer" else (0, 0)
            return _pointer_class(class_, *map(bool, qualifiers))
        return class_

    def late_member(self, name: str) -> "Any":
        if name in self.refused and name not in self.late:
            raise NotImplementedError(self.refused[name])
        if name not in self.late:
            found = nearest(name, tuple(self.names()))
            raise AttributeError(f"the cdef declares no {name}" + (f"; did you mean {found!r}?" if found else ""))
        kind, described, _ = self.late[name]
        if self.library is None:
            raise AttributeError(f"{name} is a {kind}, and no library was given: write upcall.cdef(text, 'libname.so')")
        try:
            if kind == "variable":
                return self.value_class(described).in_dll(self.library, name)
            function = self.library[name]
        except (AttributeError, ValueError):
            raise AttributeError(f"{self.library._name} has no {kind} {name}") from None
        function.argtypes = [self.argument_class(argument) for argument in described[2]]
        function.restype = _result_class(self.value_class(described[1]), described[1])
        function._upcall_variadic_ = bool(described[3])
        return function


# ---- classes


def _scalar_class(name: str) -> "Any":
    if name == "none":
        return None
    found = getattr(ctypes, Type(name).ctypes_name, None) if "complex" not in name else None
    if found is None:
        raise NotImplementedError(f"ctypes has no {name}: write a struct of two, or a pointer to it")
    return found


def _result_class(class_: "Any", described: "Described") -> "Any":
    """Constant strings are bytes."""
    is_text = described[0] == "pointer" and described[2] and class_._type_ in (ctypes.c_char, ctypes.c_byte)
    return ctypes.c_char_p if is_text else class_


_pointers: "dict[Any, Any]" = {}


def _pointer_class(class_: "Any", is_const: bool, is_volatile: bool = False) -> "Any":
    """A class of pointers that as an argument takes what lies in memory."""
    key = class_, is_const, is_volatile
    if key not in _pointers:
        members = {
            "_type_": class_._type_,
            "_upcall_const_": is_const,
            "_upcall_volatile_": is_volatile,
            "__module__": __name__,
            "from_param": _from_param(class_, is_const),
        }
        _pointers.setdefault(key, type(class_)(class_.__name__, (class_,), members))
    return _pointers[key]


def _from_param(class_: "Any", is_const: bool) -> "Any":
    element = _structs.element_of(class_)
    takes_text = element is None or element in _structs._BYTES

    def from_param(cls: "Any", value: "Any") -> "Any":
        if isinstance(value, bytes) and takes_text:
            if not is_const:
                raise TypeError("bytes can't be written to, and C may: write ctypes.create_string_buffer(...)")
            return ctypes.c_char_p.from_param(value)
        if isinstance(value, CFunc):
            return class_.from_param(value.ctypes)
        address = _structs.address_of(value, element, is_const)
        return class_.from_param(value) if address is None else ctypes.c_void_p(address)

    return classmethod(from_param)


def _function_class(of: _Reader, name: str, described: "Described", text: "str | None") -> "Any":
    """A class of pointers to functions; `text` is its declaration."""
    _, result, arguments, _ = described
    base = ctypes.CFUNCTYPE(of.value_class(result), *map(of.value_class, arguments))

    def signature(cls: "Any") -> Signature:
        if text is None:
            found = _signatures._of_ctypes(made)
            assert found is not None
            return found
        if not known:
            known.append(_signatures.read(text, of.members.get, made))
        return known[0]

    known: list[Signature] = []
    members = {
        "_flags_": base._flags_,
        "_restype_": base._restype_,
        "_argtypes_": base._argtypes_,
        "__module__": __name__,
        "__doc__": text and " ".join(text.split()),
        "_upcall_signature_": classmethod(signature),
        "_upcall_declared_": text if text and text.startswith("typedef") else None,
        "from_param": classmethod(_function_from_param),
    }
    made: Any = type(base)(name, (base,), members)  # type: ignore[misc]
    return made


def _function_from_param(cls: "Any", value: "Any") -> "Any":
    made = _structs.function_pointer(cls, value)
    if not isinstance(made, cls):
        raise TypeError(f"{cls.__name__} takes a cfunc or None, not {value!r}")
    return made


# ---- structs


def _complete(of: _Reader, class_: "Any", members: "list[tuple[Any, ...]]", packed: int, alignment: int) -> None:
    fields, anonymous, nameless = [], [], []
    inside = [of.class_of(described) for name, described, bits, _, _ in members if not name and bits < 0]
    for number, (name, described, bits, text, _) in enumerate(members):
        named = name or f"_{number}"
        while not name and any(hasattr(inner, named) for inner in inside):  # ctypes would take theirs
            named = f"_{named}"
        if not name:
            nameless.append(named)
        if not name and bits < 0:
            anonymous.append(named)
        fields.append((named, _member_class(of, class_, named, described, text), bits))
    if _bitfields.NAMELESS_ALIGN:  # ctypes has no bit-fields of no bits
        alignment = max([alignment, *(ctypes.sizeof(type_) for _, type_, bits in fields if not bits)])
    if packed:
        class_._layout_, class_._pack_ = "ms", 1
    if anonymous:
        class_._anonymous_ = anonymous
    if alignment:
        class_._align_ = alignment
    class_._upcall_nameless_ = nameless
    class_._upcall_volatile_ = frozenset(name for name, *_, is_volatile in members if is_volatile)
    try:
        _structs.complete(class_, _without_ends(fields, packed, issubclass(class_, ctypes.Union)))
    except (TypeError, ValueError) as error:  # bits beyond their type, or of char
        raise NotImplementedError(f"{class_.__name__}: {error}") from None
    if ctypes.alignment(class_) < alignment:
        raise NotImplementedError(f"{class_.__name__}: ctypes of this Python has no aligned structs; that of 3.13 has")
    _bitfields.check(class_)


def _without_ends(fields: "list[tuple[Any, ...]]", packed: int, is_union: bool) -> "list[tuple[Any, ...]]":
    """As ctypes takes them: `int : 0`, which ends a word of bit-fields, is what is left of the word."""
    places, _ = _bitfields.places_in_c([field[1:] for field in fields], packed, is_union)
    found: list[tuple[Any, ...]] = []
    end = 0
    for place, (name, class_, bits) in zip(places, fields, strict=True):
        left = place - end if bits == 0 and not is_union else max(bits, 0)
        if bits < 0 or left:
            found.append((name, class_) if bits < 0 else (name, class_, left))
        end = place + (8 * ctypes.sizeof(class_) if bits < 0 else bits)
    return found


def _is_pointer_to_const(described: "Described", class_: "Any") -> bool:
    """To numbers or structs: of pointers to pointers it isn't kept what those point to."""
    is_const = described[0] == "pointer" and bool(described[2])
    return is_const and described[1][0] in ("scalar", "struct") and issubclass(class_, ctypes._Pointer)


def _member_class(of: _Reader, owner: "Any", name: str, described: "Described", text: str) -> "Any":
    made = _function_class(of, name, described, text) if described[0] == "function" else of.class_of(described)
    if _is_pointer_to_const(described, made):
        return _pointer_class(made, True, getattr(made, "_upcall_volatile_", False))
    element = made
    while issubclass(element, ctypes.Array):
        element = element._type_
    if issubclass(element, _structs._STRUCTS) and not hasattr(element, "_fields_"):
        why = of.refused.get(element.__name__)
        kind = element.__name__ if element.__name__.isidentifier() else "nameless struct"
        raise NotImplementedError(
            f"{owner.__name__}.{name} is a {kind}"
            + (f": {why}" if why else ", of which nothing is known here: write its fields before, or a pointer")
        )
    return made


def class_of_text(text: str, names: "dict[str, Any]") -> "Any":
    """The class of ctypes for a type as C writes it, "double *"; names of structs are looked up."""
    element, bracket, lengths = text.partition("[")
    known = _signatures.definitions(text, _signatures.surroundings([_without_structs(names)]))
    read = declarations(f"{known}{element} _{bracket}{lengths};")
    reader = _Reader(None)
    reader.structs = {name: named for name, named in names.items() if _is_struct(named)}
    return reader.class_of(read[-1][2])


def _is_struct(named: object) -> bool:
    return isinstance(named, type) and issubclass(named, _structs._STRUCTS)


def _without_structs(names: "dict[str, Any]") -> "dict[str, Any]":
    return {name: named for name, named in names.items() if not _is_struct(named)}
