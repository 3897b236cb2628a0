"""Rows of figures: samples of each peer, ratios, the figure that is asked for and whether it is met.

A ratio is the median of the rounds' ratios where both peers were measured in the same rounds, else the ratio of the
medians. Its noise is twice the standard error of that median, from the median absolute deviation.

Compiled code, which does the same each time, is compared by its least times: what the machine does beside only adds. The
noise there is how far the ratios of the odd and of the even rounds lie apart.
"""

import math
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Figure:
    """What is asked for: `over` divided by `under`, or `over` itself, is at least or at most `limit`."""

    over: str
    under: str | None = None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def limit(self):
        return self.at_most if self.at_least is None else self.at_least


@dataclass
class Row:
    """One line of the table. `samples` maps a peer to its rounds, in ns or bytes as `unit` says."""

    section: str
    name: str
    unit: str = "ns"
    samples: dict[str, list[float]] = field(default_factory=dict)
    by_least: bool = False  # its figures are the least samples, not the medians
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, peer, sample):
        self.samples.setdefault(peer, []).append(sample)

    def middle(self, peer):
        if not self.samples.get(peer):
            return None
        return min(self.samples[peer]) if self.by_least else median(self.samples[peer])

    def ratio(self, over, under):
        """(ratio, noise), or None where a peer has no samples, or differences of times that drown in noise."""
        if min(self.samples.get(over, [0])) <= 0 or min(self.samples.get(under, [0])) <= 0:
            return None
        a, b = self.samples[over], self.samples[under]
        if self.by_least:
            return least_quotient(a, b)
        if len(a) != len(b):
            return quotient(with_noise(a), with_noise(b))
        return with_noise([x / y for x, y in zip(a, b, strict=True)])

    def value(self, figure):
        """(value, noise) of a figure, or None."""
        if figure.under is not None:
            return self.ratio(figure.over, figure.under)
        return with_noise(self.samples[figure.over]) if self.samples.get(figure.over) else None

    def verdict(self, figure):
        found = self.value(figure)
        if found is None:
            return "not measured"
        value, noise = found
        short = figure.limit - value if figure.at_least is not None else value - figure.limit
        return "met" if short <= 0 else "met within noise" if short <= noise else "MISSED"


@dataclass
class MeanRow(Row):
    """The geometric means of the ratios of other rows."""

    rows: list[Row] = field(default_factory=list)

    def ratio(self, over, under):
        found = [ratio for row in self.rows if (ratio := row.ratio(over, under))]
        if not found:
            return None
        mean = math.exp(sum(math.log(ratio) for ratio, _ in found) / len(found))
        return mean, mean * math.hypot(*(noise / ratio for ratio, noise in found)) / len(found)


def least_quotient(over, under):
    odd, even = (min(over[i::2] or over) / min(under[i::2] or under) for i in range(2))
    return min(over) / min(under), abs(odd - even)


def with_noise(values):
    middle = median(values)
    spread = 1.4826 * median(abs(value - middle) for value in values)
    return middle, 2 * 1.2533 * spread / math.sqrt(len(values))


def quotient(over, under):
    ratio = over[0] / under[0]
    return ratio, ratio * math.hypot(over[1] / over[0], under[1] / under[0])


def as_json(row):
    """A row as plain dictionaries, with every sample."""
    figures = [{**vars(figure), "value": row.value(figure), "verdict": row.verdict(figure)} for figure in row.figures]
    medians = {peer: median(samples) for peer, samples in row.samples.items()}
    minima = {peer: min(samples) for peer, samples in row.samples.items()}
    fields = {name: value for name, value in vars(row).items() if name != "rows"}
    return {**fields, "median": medians, "min": minima, "figures": figures}
