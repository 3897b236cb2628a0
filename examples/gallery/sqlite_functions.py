"""SQLite: functions and aggregates for sqlite3

SQLite calls functions and aggregates of one's own from SQL. Python's sqlite3 module offers Python functions for that,
called once a row through the interpreter; `upcall.callers.sqlite` compiles them, with NULL, types and errors as SQL wants
them. The state of an aggregate is the class's annotated numbers, which lie in SQLite's memory, one set for each group.
"""

import math
import statistics

from upcall import types
from upcall.callers import sqlite


def haversine(lat1, lon1, lat2, lon2):
    """Distance on the Earth in km, of degrees."""
    lat1, lon1, lat2, lon2 = math.radians(lat1), math.radians(lon1), math.radians(lat2), math.radians(lon2)
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def words(text: types.uint8[:]) -> int:
    n, inside = 0, False
    for c in text:
        n += c != 32 and not inside
        inside = c != 32
    return n


class variance:
    count: int
    mean: float
    squares: float

    def step(self, x):
        self.count += 1
        off = x - self.mean
        self.mean += off / self.count
        self.squares += off * (x - self.mean)

    def finalize(self):
        return self.squares / (self.count - 1)


con = sqlite.connect(":memory:", functions=[haversine, words, variance])
con.execute("CREATE TABLE city (name TEXT, country TEXT, lat REAL, lon REAL)")
rows = [
    ("Bern", "CH", 46.95, 7.45),
    ("Basel", "CH", 47.56, 7.59),
    ("Chur", "CH", 46.85, 9.53),
    ("New  York", "US", 40.71, -74.01),
]
con.executemany("INSERT INTO city VALUES (?, ?, ?, ?)", rows)

to_bern = con.execute("SELECT name, haversine(lat, lon, 46.95, 7.45) FROM city ORDER BY 2").fetchall()
assert [name for name, _ in to_bern] == ["Bern", "Basel", "Chur", "New  York"]
assert abs(to_bern[1][1] - 68.6) < 0.1
spread = con.execute("SELECT variance(lat) FROM city WHERE country = 'CH'").fetchone()[0]
assert math.isclose(spread, statistics.variance(row[2] for row in rows[:3]))
assert con.execute("SELECT words(name), haversine(lat, NULL, 0, 0) FROM city WHERE country = 'US'").fetchone() == (
    2,
    None,
)
con.close()
print(f"New York is {to_bern[3][1]:.0f} km from Bern; the variance of the Swiss latitudes is {spread:.4f}")
