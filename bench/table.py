"""The rows as a table of plain text."""

from itertools import groupby

from peers import BEFORE

RATIOS = [
    ("upcall", "before"),
    ("numba", "upcall"),
    ("numba", "unchecked"),
    ("unchecked", "clang"),
    ("upcall", "clang"),
    ("python", "upcall"),
]
UNITS = {
    "ns": [(1e9, "s"), (1e6, "ms"), (1e3, "µs"), (0, "ns")],
    "bytes": [(1e6, "MB"), (1e3, "kB"), (0, "B")],
}


def quantity(value, unit):
    """Three significant digits with a unit: 4.21 ms."""
    if value is None:
        return ""
    scale, name = next((scale or 1, name) for scale, name in UNITS[unit] if abs(value) >= scale)
    return f"{significant(value / scale)} {name}"


def significant(value):
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def ratio_text(row, over, under):
    found = row.ratio(over, under)
    if found is None:
        return ""
    ratio, noise = found
    return f"{significant(ratio)}" if ratio >= 10 else f"{ratio:.3f} ±{noise:.3f}"


def figure_text(row, figure):
    sign = "≥" if figure.at_least is not None else "≤"
    if figure.under is None:
        return f"{figure.over} {sign} {quantity(figure.limit, row.unit)}: {row.verdict(figure)}"
    return f"{figure.over}/{figure.under} {sign} {figure.limit:g}: {row.verdict(figure)}"


def render(rows, peers):
    """The lines of the table: a block a section, a line a row, its figures at the end."""
    ratios = [(a, b) for a, b in RATIOS if any(row.ratio(a, b) for row in rows)]
    heading = ["", *peers, *(f"{a}/{b}" for a, b in ratios), "asked for"]
    lines = []
    for section, group in groupby(rows, lambda row: row.section):
        lines.append([section])
        lines += [line_of(row, peers, ratios) for row in group]
    return layout(heading, lines)


def line_of(row, peers, ratios):
    cells = [quantity(row.middle(peer), row.unit) for peer in peers]
    cells += [ratio_text(row, a, b) for a, b in ratios]
    return [
        "  " + row.name,
        *cells,
        "; ".join(figure_text(row, figure) for figure in row.figures if is_shown(figure, peers)),
    ]


def is_shown(figure, peers):
    """A comparison with what was before only where there is one."""
    return BEFORE not in (figure.over, figure.under) or BEFORE in peers


def layout(heading, lines):
    full = [heading, *(line for line in lines if len(line) > 1)]
    widths = [max(len(line[i]) for line in full) for i in range(len(heading) - 1)]
    for line in [heading, *lines]:
        if len(line) == 1:
            yield "\n" + line[0]
            continue
        name, *cells, asked = line
        right = "".join(f"  {cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True))
        yield f"{name:<{widths[0]}}{right}  {asked}".rstrip()
