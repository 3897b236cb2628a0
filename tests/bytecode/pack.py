"""Write the recorded code objects as a C header for tests/unit/test_decode.c:  pack.py OUTPUT

Constants are there as far as decode() looks at them: their kind, and a tuple's items."""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
KINDS = {"int": "INT", "float": "FLOAT", "complex": "COMPLEX", "str": "STRING"}


class Header:
    def __init__(self):
        self.lines = []
        self.count = 0

    def define(self, declaration, value):
        """A static object with a name of its own."""
        self.count += 1
        name = f"r{self.count}"
        self.lines.append(f"static {declaration.format(name)} = {value};")
        return name

    def array(self, declaration, items):
        return self.define(declaration + "[]", "{" + ", ".join(items) + "}") if items else "NULL"

    def object(self, value):
        if value is None:
            return self.define("Frozen {}", "{.kind = FROZEN_NONE}")
        if isinstance(value, bool):
            return self.define("Frozen {}", f"{{.kind = FROZEN_BOOL, .number.integer = {int(value)}}}")
        ((kind, content),) = value.items()
        if kind == "tuple":
            items = self.array("Frozen *{}", ["&" + self.object(item) for item in content])
            return self.define("Frozen {}", f"{{.kind = FROZEN_TUPLE, .items = {items}, .count = {len(content)}}}")
        text = json.dumps(content) if kind == "str" else '""'
        return self.define(
            "Frozen {}", f'{{.kind = FROZEN_{KINDS.get(kind, "OTHER")}, .text = {text}, .description = "constant"}}'
        )

    def bytes(self, text):
        return self.array("const uint8_t {}", [str(byte) for byte in bytes.fromhex(text)])

    def texts(self, texts):
        return self.array("const char *{}", [json.dumps(text) for text in texts])

    def code(self, code, magic):
        pure_cells = [name for name in code["cellvars"] if name not in code["varnames"]]
        frame = [*code["varnames"], *pure_cells, *code["freevars"]]
        fields = {
            "name": json.dumps(code["name"]),
            "qualname": json.dumps(code["qualname"]),
            "filename": '"cases.py"',
            "first_line": code["firstlineno"],
            "magic": magic,
            "bytes": self.bytes(code["code"]),
            "size": len(code["code"]) // 2,
            "linetable": self.bytes(code["linetable"]),
            "linetable_size": len(code["linetable"]) // 2,
            "constants": self.array("Frozen *{}", ["&" + self.object(value) for value in code["consts"]]),
            "constant_count": len(code["consts"]),
            "names": self.texts(code["names"]),
            "name_count": len(code["names"]),
            "locals": self.texts(frame),
            "local_count": len(frame),
            "free_start": len(frame) - len(code["freevars"]),
            "argument_count": code["argcount"],
        }
        return "{" + ", ".join(f".{name} = {value}" for name, value in fields.items()) + "}"

    def positions(self, positions):
        rows = []
        for line, end_line, column, end_column in positions:
            numbers = (-1 if number is None else number for number in (line, end_line, column, end_column))
            rows.append("{" + ", ".join(map(str, numbers)) + "}")
        return self.array("const Span {}", rows)


def main(output):
    header, recorded = Header(), []
    for path in sorted(HERE.glob("3??.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        for entry in record["functions"]:
            code = header.code(entry["code"], record["magic"])
            positions = header.positions(entry["code"]["positions"])
            recorded.append(f"    {{{code}, {positions}, {entry['code']['stacksize']}}},")
    lines = ["/* made by tests/bytecode/pack.py */", *header.lines]
    lines += ["static const Recorded recorded[] = {", *recorded, "};", ""]
    pathlib.Path(output).write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
