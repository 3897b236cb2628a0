"""Hold opcode_3xx.def and common_constants.def against the Python that runs this: print every difference.

    python3.14 tests/bytecode/check_opcodes.py src/bytecode

Compares numbers, names, caches, whether there is an argument, and for opcodes with a meaning what the argument is an
index of and what they do to the height of the stack; the binary operations, comparisons, common constants and the magic
number. Standard library only."""

import dis
import importlib.util
import opcode
import pathlib
import re
import sys

VERSION = "".join(map(str, sys.version_info[:2]))
ROW = re.compile(r'OPCODE\((\d+), *(\w+), *(\d+), *(\w+), *(\w+), *(\w+), *"(.*)"\)\n')
COMMON = re.compile(r'COMMON_CONSTANT\(\w+, *"(.*)", *(\w+), *[\w-]+\)')
NO_ARGUMENT = {"NO", "NO_EXTRA"}
INDEX_OF = {"CONST": "hasconst", "KEYWORDS": "hasconst", "NAME": "hasname", "NAME_NULL": "hasname"}
INDEX_OF.update({"FORWARD": "hasjrel", "BACKWARD": "hasjrel", "FOR": "hasjrel"})
# What a meaning does to the height of the stack, by the argument as it stands in the code (2 or 3 below).
EFFECTS = {
    "nop": lambda arg, detail: 0,
    "load_const": lambda arg, detail: 1,
    "load_int": lambda arg, detail: 1,
    "load_common": lambda arg, detail: 1,
    "load_local": lambda arg, detail: {"M_load_local": 2}.get(detail, 1),
    "load_clear": lambda arg, detail: 1,
    "store_local": lambda arg, detail: {"M_load_local": 0, "M_store_local": -2}.get(detail, -1),
    "delete_local": lambda arg, detail: 0,
    "load_cell": lambda arg, detail: 1,
    "store_cell": lambda arg, detail: -1,
    "load_global": lambda arg, detail: 1 + arg % 2,
    "push_null": lambda arg, detail: 1,
    "pop": lambda arg, detail: -1,
    "copy": lambda arg, detail: 1,
    "swap": lambda arg, detail: 0,
    "unary": lambda arg, detail: 0,
    "binary": lambda arg, detail: -1,
    "compare": lambda arg, detail: -1,
    "contains": lambda arg, detail: -1,
    "getitem": lambda arg, detail: -1,
    "setitem": lambda arg, detail: -3,
    "store_attr": lambda arg, detail: -2,
    "build_tuple": lambda arg, detail: 1 - arg,
    "unpack": lambda arg, detail: arg - 1,
    "names_of_keywords": lambda arg, detail: 0,
    "call": lambda arg, detail: -1 - arg - (detail == "1"),
    "get_iter": lambda arg, detail: int(detail) - 1,
    "pop_iter": lambda arg, detail: -int(detail),
    "jump": lambda arg, detail: 0,
    "branch_true": lambda arg, detail: -1,
    "branch_false": lambda arg, detail: -1,
    "branch_none": lambda arg, detail: -1,
    "branch_not_none": lambda arg, detail: -1,
    "return_const": lambda arg, detail: 0,
    "raise": lambda arg, detail: -arg,
}


def table(folder):
    text = (folder / f"opcode_{VERSION}.def").read_text(encoding="utf-8")
    body = text[text.index("*/") + 3 :]
    rows = ROW.findall(body)
    leftover = ROW.sub("", body).strip()
    assert leftover == "#undef OPCODE", f"lines that are no rows: {leftover}"
    return {int(number): (name, int(caches), *rest) for number, name, caches, *rest in rows}


def caches_of(number, name):
    caches = opcode._inline_cache_entries  # by number in 3.11 and 3.12, by name since
    if isinstance(caches, list):
        return caches[number] if number < len(caches) else 0
    return caches.get(name, 0)


def has_argument(number):
    return number in dis.hasarg if hasattr(dis, "hasarg") else number >= opcode.HAVE_ARGUMENT


def row_differences(number, row):
    name, caches, operand, meaning, _, construct = row
    if caches != caches_of(number, name):
        yield f"{name} has {caches_of(number, name)} caches, not {caches}"
    if has_argument(number) == (operand in NO_ARGUMENT):
        yield f"{name} and its argument: {operand}"
    for category in ("hasconst", "hasname", "hasjrel"):
        expected = number in getattr(dis, category)
        if meaning != "unsupported" and expected != (INDEX_OF.get(operand) == category):
            yield f"{name} is {'' if expected else 'not '}in dis.{category}, but {operand} here"
    if (meaning == "unsupported") != (construct != "") and operand != "ITER":
        yield f"{name} has both a meaning and a construct, or neither"
    if operand in ("LOCAL", "LOCALS") and number not in (*dis.haslocal, *dis.hasfree):
        yield f"{name} is neither in dis.haslocal nor in dis.hasfree"


def effect_differences(number, row):
    name, _, operand, meaning, detail, _ = row
    # Not here: END_FOR and FOR_ITER, which we count otherwise (meanings.def); RETURN_VALUE, where versions count
    # the value that the caller gets; BINARY_OP, some of whose arguments stand for operations with effects of their own.
    if meaning not in EFFECTS or name in ("END_FOR", "BINARY_OP", "PRECALL"):
        return
    for argument in (2, 3) if operand not in NO_ARGUMENT else (None,):
        theirs = dis.stack_effect(number, argument, jump=False)
        if name == "CALL" and VERSION == "311":
            theirs += dis.stack_effect(opcode.opmap["PRECALL"], argument)
        ours = EFFECTS[meaning](argument, detail)
        if theirs != ours:
            yield f"{name} {argument} changes the height of the stack by {theirs}, not {ours}"


def common_differences(folder):
    rows = COMMON.findall((folder / "common_constants.def").read_text(encoding="utf-8"))
    theirs = [getattr(value, "__name__", str(value)) for value in getattr(dis, "_common_constants", ())]
    if theirs != [text for text, _ in rows][: len(theirs)]:
        yield f"common constants are {theirs}"
    (limit,) = {int(row[4]) for row in table(folder).values() if row[2] == "COMMON"} or {0}
    if limit != len(theirs):
        yield f"there are {len(theirs)} common constants, not {limit}"


def number_differences(folder):
    source = (folder / "decode.c").read_text(encoding="utf-8")
    spelled = {"+": "add", "&": "and", "//": "floordiv", "<<": "lshift", "@": "matmul", "*": "mul", "%": "mod"}
    spelled.update({"|": "or", "**": "pow", ">>": "rshift", "-": "sub", "/": "truediv", "^": "xor"})
    ours = re.findall(r"HIR_(\w+)", source[source.index("number_ops[NUMBER_OPS]") :].split(";")[0])
    theirs = [symbol for _, symbol in opcode._nb_ops]
    expected = [spelled[symbol] for symbol in theirs[: len(ours)]]
    if ours != expected or theirs[len(ours) : 2 * len(ours)] != [symbol + "=" for symbol in theirs[: len(ours)]]:
        yield f"binary operations are {theirs}"
    has_subscript = any(row[2] == "BINARY" and row[4] == "1" for row in table(folder).values())
    if theirs[2 * len(ours) :] != (["[]"] if has_subscript else []):
        yield f"after the in-place operations come {theirs[2 * len(ours) :]}"
    comparisons = re.findall(r"HIR_(\w+)", source[source.index("comparisons[COMPARISONS]") :].split(";")[0])
    words = {"<": "lt", "<=": "le", "==": "eq", "!=": "ne", ">": "gt", ">=": "ge"}
    if comparisons != [words[symbol] for symbol in dis.cmp_op]:
        yield f"comparisons are {dis.cmp_op}"


def magic_differences(folder):
    magic = int.from_bytes(importlib.util.MAGIC_NUMBER[:2], "little")
    version = ".".join(map(str, sys.version_info[:2]))
    if f'{{{magic}, "{version}"' not in (folder / "opcodes.c").read_text(encoding="utf-8"):
        yield f"opcodes.c has no row for {version} with the magic number {magic}"


def differences(folder):
    """Every difference between the tables in `folder` (src/bytecode) and this Python, as text."""
    ours = table(folder)
    theirs = {number: name for name, number in opcode.opmap.items() if number < 256}
    for number in sorted(ours.keys() | theirs.keys()):
        if number not in ours or theirs.get(number) != ours[number][0]:
            yield f"{number} is {theirs.get(number)}, not {ours.get(number, [None])[0]}"
            continue
        yield from row_differences(number, ours[number])
        yield from effect_differences(number, ours[number])
    yield from common_differences(folder)
    yield from number_differences(folder)
    yield from magic_differences(folder)


if __name__ == "__main__":
    found = list(differences(pathlib.Path(sys.argv[1])))
    print("\n".join(found) if found else f"{VERSION}: no difference")
    sys.exit(bool(found))
