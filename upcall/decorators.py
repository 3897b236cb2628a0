"""The decorators: what they accept, and what they say about what they don't."""

import sys

from upcall._core import CFunc, Signature, Type, advice, nearest, type_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TypeGuard

    from upcall._signatures import Lookup

# LLVM's names of the fast-math flags: the bits of LIR_FAST_* (src/lir/lir.h)
_FASTMATH = {"nnan": 1, "ninf": 2, "nsz": 4, "arcp": 8, "contract": 16, "afn": 32, "reassoc": 64, "fast": 127}

# Numba's options that have no effect here: what they ask for is always so, or makes no difference
_WITHOUT_EFFECT = (
    "nopython",
    "nogil",
    "debug",
    "inline",
    "forceinline",
    "looplift",
    "no_cpython_wrapper",
    "no_cfunc_wrapper",
    "no_rewrites",
    "writable_args",
)
# Those that ask for what can't be had, and the values that ask for nothing
_NOT_TO_BE_HAD: "dict[str, tuple[object, ...]]" = {
    "forceobj": (False, None),
    "parallel": (False, None),
    "target": ("cpu", None),
    "target_backend": ("cpu", None),
    "pipeline_class": (None,),
}
_OPTIONS = (
    "boundscheck",
    "cache",
    "codes",
    "error_model",
    "error_value",
    "fastmath",
    "locals",
    "success",
    "types",
    *_WITHOUT_EFFECT,
    *_NOT_TO_BE_HAD,
)
_NOT_GIVEN = object()


def cfunc(
    signature: "str | Signature | Any | None" = None,
    /,
    *,
    boundscheck: "bool | None" = True,
    cache: bool = True,
    codes: "dict[type[BaseException], Any] | None" = None,
    error_model: str = "numpy",
    error_value: object = _NOT_GIVEN,
    fastmath: "bool | Iterable[str]" = False,
    locals: "dict[str, Type] | None" = None,
    success: object = _NOT_GIVEN,
    types: object = None,
    **of_numba: object,
) -> "Callable[[Callable[..., Any]], CFunc]":
    """Compile a Python function to a C function, at once.

    Parameters
    ----------
    signature : str or Signature, optional
        Types of the result and the arguments: ``"float64(float64, intc)"`` or ``types.float64(types.float64, types.intc)``.
        Also anything with `return_type` and `args` whose types print as these do, such as a signature of Numba's; C's declaration,
        ``"int f(const Point *p)"``, whose unknown words are looked up in `types`, then where the function stands; a class of
        `ctypes.CFUNCTYPE`, of which `CFunc.ctypes` is an instance then; a type that `ffi.typeof` gives; a member of `upcall.cdef`.
        Without one all of them come from annotations: ``def f(x: float, n: types.intc) -> float``. Beside one an annotation says
        what a pointer points to, as the function sees it: ``def f(x, user_data: Params)``.
    boundscheck : bool or None, optional
        Check indices of arrays and raise `IndexError`. On by default; None means the same.
    cache : bool, optional
        Take machine code that was made before from the same function and keep what is made, in memory and on the disk: see
        `upcall.cache`. On by default.
    codes : dict of exception class to value, optional
        Exceptions that are an answer to C: the first of Python's own classes here that matches, as in ``except``. They aren't
        reported, nor raised by `upcall.raise_errors`; called from Python, the callback raises them.
    error_model : {"numpy", "python"}, optional
        "python" makes division of floats by zero raise `ZeroDivisionError`; by default it gives inf or nan.
    error_value : value, optional
        What C gets when the callback raises: by default nan, 0 or a null pointer. Of pointers None or an int, -1 for
        ``(void *)-1``; of structs an instance, or a tuple with a value for each field.
    fastmath : bool or set of str, optional
        Let LLVM change floating-point results: True, or names of its flags ("nnan", "ninf", "nsz", "arcp", "contract",
        "afn", "reassoc").
    locals : dict of str to Type, optional
        Types of local variables: what is assigned to one is converted to its type.
    success : value, optional
        The result of a function that ends without a value: what C takes for success.
    types : mapping or cdef, optional
        What words of the signature mean: names, and a type, a class of ctypes, a dtype or text for each.
    **of_numba
        Numba's other options, where they ask for nothing that can't be had: nopython, nogil, debug, inline and the like
        are without effect; a callback is always compiled, and never holds the GIL.

    Returns
    -------
    callable
        A decorator, which turns a Python function into a `CFunc`.

    Raises
    ------
    TypeError
        Several signatures, or an option that doesn't exist; without a signature: an argument without an annotation.
    ValueError
        An option's value that doesn't exist.
    NotImplementedError
        An option that asks for what can't be had, such as ``forceobj=True`` or ``parallel=True``.
    CompileError
        The signature can't be read; from the decorator: the function can't be compiled, or annotations contradict the signature.

    Notes
    -----
    What compiled code computes, and where that differs from CPython and NumPy, stands in docs/semantics.md. The decorator and
    most of its options are those of `numba.cfunc`; docs/from-numba.md tells the differences.

    Examples
    --------
    >>> from upcall import cfunc
    >>> @cfunc("float64(float64, intc)")
    ... def power(x, n):
    ...     return x**n
    >>> power.ctypes(2.0, 10)
    1024.0
    >>> power.signature.return_type, power.signature.args
    (float64, (float64, int32))
    >>> cfunc("float64(float64)", error_model="python")(lambda x: 1 / x)(0.0)
    Traceback (most recent call last):
        ...
    ZeroDivisionError: division by zero

    A status for C: 0 where the function ends, 1 where it says that it can't, -1 where something is wrong.

    >>> @cfunc("intc(float64, float64*)", success=0, error_value=-1, codes={ArithmeticError: 1})
    ... def divide(x, out):
    ...     if x == 0:
    ...         raise ZeroDivisionError
    ...     out[0] = 1 / x
    >>> from ctypes import CFUNCTYPE, c_double, c_int, c_void_p
    >>> CFUNCTYPE(c_int, c_double, c_void_p)(divide.address)(0.0, None)
    1
    """
    _check_options(of_numba, "cfunc", _OPTIONS)
    if error_model not in ("numpy", "python"):
        raise ValueError(f"error_model is 'numpy' or 'python', not {error_model!r}")
    parsed = None if signature is None else _one_signature(signature, types, sys._getframe(1))
    check = _boundscheck(boundscheck)
    flags = _fastmath_flags(fastmath)
    value = None if error_value is _NOT_GIVEN else (error_value,)
    end = None if success is _NOT_GIVEN else (success,)
    variables = _types_of_locals(locals)
    answers = _codes(codes)

    def compile_function(function: "Callable[..., Any]") -> CFunc:
        python_function = getattr(function, "py_func", function)  # what Numba's decorators leave
        _check_locals(variables, python_function)
        read = _read_again(signature, parsed, types, python_function)
        entry = _entry(python_function, None if read is None else len(read.args))
        typed = _with_annotations(read, entry, types)
        results = value, end, answers
        if str(typed.return_type).startswith("Record("):
            from upcall.adapters import by_value

            results = by_value.results(python_function, typed.return_type, *results)
        at_error, at_end, of_codes = results
        made = CFunc(entry, typed, check, error_model, flags, at_error, variables, bool(cache), at_end, of_codes)
        if entry is not python_function:
            made.__wrapped__ = python_function
        return made

    return compile_function


def jit(signature_or_function: object = None, /, **options: object) -> "Any":
    """Mark a function as one that is compiled along where compiled code calls it.

    Every plain Python function is: so this leaves the function as it is, callable from Python. It takes what Numba's `jit`
    takes, that code may stay as it was.

    Parameters
    ----------
    signature_or_function : callable, str, Signature or list, optional
        The function; or Numba's signatures, which aren't needed.
    **options
        Numba's options, without effect.

    Returns
    -------
    callable
        The function, or a decorator that returns it.

    Raises
    ------
    TypeError
        An option that doesn't exist.
    NotImplementedError
        An option that asks for what can't be had, such as ``forceobj=True``.

    Examples
    --------
    >>> from upcall import cfunc, njit
    >>> @njit(cache=True)
    ... def square(x):
    ...     return x * x
    >>> cfunc("float64(float64)")(lambda x: square(x) + 1)(3.0)
    10.0
    >>> square(3)
    9
    """
    options.pop("parallel", None)  # the same results, on the thread of the callback
    _check_options(options, "jit", _OPTIONS)
    is_type = isinstance(signature_or_function, (Type, Signature))
    if callable(signature_or_function) and not is_type:
        return signature_or_function
    return lambda function: function


njit = jit


def _entry(function: "Any", count: "int | None") -> "Any":
    """The function of as many arguments, which is compiled: most often that itself, without the import."""
    code: Any = getattr(function, "__code__", None)
    is_plain = code is not None and not hasattr(function, "__func__")
    if is_plain and count in (None, code.co_argcount) and not code.co_kwonlyargcount and not code.co_flags & 0x0C:
        return function
    from upcall import _forms

    return _forms.entry(function, count)


def _boundscheck(given: object) -> int:
    """As the core counts: 2 also checks what is proved to need no check, for the tests of upcall itself."""
    return 2 if given == "verify" else int(given is None or bool(given))


def _types_of_locals(locals: object) -> "dict[str, Type] | None":
    if not locals:
        return None
    if not isinstance(locals, dict):
        raise TypeError(f"locals is a dict of names and types, such as {{'s': types.float32}}, not {locals!r}")
    types: dict[str, Type] = {}
    for name, given in locals.items():
        type_ = type_of(given)
        is_value = type_ is not None and bool(type_.numpy_name or str(type_).startswith("("))  # a number, a tuple
        if not isinstance(name, str) or type_ is None or not is_value:
            raise TypeError(f"locals gives {name!r} the type {given!r}, which is no upcall type of a number or a tuple")
        types[name] = type_
    return types


def _is_exception(thing: "Any") -> "TypeGuard[type[BaseException]]":
    return isinstance(thing, type) and issubclass(thing, BaseException)


def _codes(codes: object) -> "tuple[tuple[type[BaseException], object], ...] | None":
    if codes is None:
        return None
    if not isinstance(codes, dict):
        raise TypeError(f"codes is a dict of exceptions and values, such as {{ArithmeticError: 1}}, not {codes!r}")
    import builtins

    classes: list[type[BaseException]] = []
    for class_ in codes:
        if not _is_exception(class_) or getattr(builtins, class_.__name__, None) != class_:
            raise TypeError(f"codes: {class_!r} is none of Python's own exception classes, which compiled code raises")
        before = next((other for other in classes if issubclass(class_, other)), None)
        if before:
            raise ValueError(
                f"codes: {before.__name__} takes each {class_.__name__}; write {class_.__name__} before it"
            )
        classes.append(class_)
    return tuple(codes.items()) or None


def _check_locals(locals: "dict[str, Type] | None", function: "Any") -> None:
    code = getattr(function, "__code__", None)
    for name in locals or ():
        if code is not None and name not in (*code.co_varnames, *code.co_cellvars):
            variables = (*code.co_varnames, *code.co_cellvars)
            raise ValueError(f"locals: {code.co_name} has no variable {name!r}{_did_you_mean(name, variables)}")


def _read_text(text: str, types: object, frame: "Any") -> Signature:
    """Read a signature; words that are no types are looked up in `types`, then where the decorator stands."""
    from upcall import _signatures

    here = _signatures.surroundings([frame.f_locals, frame.f_globals])
    return _signatures.read(text, _signatures.either(_signatures.of_types(types), here))


def _read_again(text: object, read: "Signature | None", types: object, function: object) -> "Signature | None":
    """Look in the function for what wasn't known without it."""
    if read is None or not isinstance(text, str) or not read.unknown:
        return read
    from upcall import _signatures

    there = _signatures.surroundings([_signatures.cells(function)])
    return _signatures.read(text, _signatures.either(_signatures.of_types(types), there))


def _plain_signature(text: str) -> "Signature | None":
    """The signature, if all of its words are types."""
    try:
        signature = Signature(text)
    except Exception:
        return None
    return None if signature.unknown else signature


def _one_signature(signature: object, types: object, frame: object) -> Signature:
    if isinstance(signature, Signature):
        return Signature(signature.text) if "[" in signature.text else signature  # arrays are for jit: says so
    if isinstance(signature, str):
        return _plain_signature(signature) or _read_text(signature, types, frame)
    if _is_signature(signature):
        return _read_signature(signature)
    if isinstance(signature, Type) and str(signature).endswith("]"):
        return Signature(f"{signature}()")  # as above
    if isinstance(signature, Type):
        raise TypeError(
            f"{signature} is a type, not a signature: write types.{signature}(...) with the arguments' types"
        )
    if isinstance(signature, (tuple, list)):
        raise TypeError("cfunc takes exactly one signature, with its result: write types.float64(types.intc), no tuple")
    from upcall import _signatures

    found = _signatures.described(signature)
    if found is not None:
        return found
    if callable(signature):
        raise TypeError('cfunc needs a signature: write @cfunc("float64(float64)"), with the types of the function')
    raise TypeError(f"a signature is a string or a call of a type, such as 'float64(float64)', not {signature!r}")


def _with_annotations(signature: "Signature | None", function: "Any", types: object) -> Signature:
    if signature is None:
        from upcall import _annotations

        return _annotations.signature_of(function, _lookup(types))
    has_names = any(signature.names)
    if not has_names and not _is_annotated(function):
        return signature
    from upcall import _annotations

    if has_names:
        _annotations.check_order(signature, function)
    return _annotations.narrowed(signature, function, _lookup(types))


def _lookup(types: object) -> "Lookup | None":
    if types is None:
        return None
    from upcall import _signatures

    return _signatures.of_types(types)


def _is_annotated(function: "Any") -> bool:
    try:
        return bool(getattr(function, "__annotations__", None))
    except NameError:  # names that are there for type checkers alone
        return True


def _is_signature(signature: object) -> bool:
    return isinstance(getattr(signature, "args", None), (tuple, list)) and hasattr(signature, "return_type")


def _read_signature(signature: "Any") -> Signature:
    """One of Numba's, or of whoever has types that print the same: a package may have made it with either."""
    arguments = ", ".join(str(type_) for type_ in signature.args)
    return Signature(f"{signature.return_type}({arguments})")


def _check_options(options: "dict[str, object]", decorator: str, names: "tuple[str, ...]") -> None:
    for name, value in options.items():
        if name not in names:
            raise TypeError(f"{decorator} has no option {name!r}{_did_you_mean(name, names)}")
        if name in _NOT_TO_BE_HAD and value not in _NOT_TO_BE_HAD[name]:
            raise NotImplementedError(f"{decorator}: {name}={value!r} can't be had; {advice(f'cfunc.{name}')}")


def _fastmath_flags(fastmath: "bool | Iterable[str]") -> int:
    if isinstance(fastmath, bool):
        return _FASTMATH["fast"] if fastmath else 0
    if not isinstance(fastmath, str) and not hasattr(fastmath, "__iter__"):
        raise TypeError(f"fastmath is a bool or a set of LLVM's flag names, not {fastmath!r}")
    flags = 0
    for name in {fastmath} if isinstance(fastmath, str) else fastmath:
        if name not in _FASTMATH:
            raise ValueError(f"fastmath has no flag {name!r}{_did_you_mean(str(name), tuple(_FASTMATH))}")
        flags |= _FASTMATH[name]
    return flags


def _did_you_mean(name: str, names: "tuple[str, ...]") -> str:
    found = nearest(name, names)
    return f"; did you mean {found!r}?" if found else f"; there are {', '.join(names)}"
