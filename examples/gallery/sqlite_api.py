"""SQLite: its C API

SQLite's C API registers a function by a name and a pointer: `void f(sqlite3_context *, int argc, sqlite3_value **argv)`.
What it takes and gives goes through other C functions, `sqlite3_value_double` and `sqlite3_result_text`, which the callback
calls itself; the state of an aggregate is memory that `sqlite3_aggregate_context` hands out, zeroed. `upcall.cdef` declares
them all from the header's text, and a `void *` is viewed as the struct that lies there.

Debian: libsqlite3-0
"""

import ctypes
from ctypes.util import find_library

import upcall
from upcall import cast, cfunc, types

sq = upcall.cdef(
    """
    typedef void (*sqlite3_function)(sqlite3_context *context, int argc, sqlite3_value **argv);
    typedef void (*sqlite3_final)(sqlite3_context *context);
    #define SQLITE_UTF8 1
    SQLITE_API int sqlite3_open(const char *filename, sqlite3 **db);
    SQLITE_API int sqlite3_close(sqlite3 *);
    SQLITE_API int sqlite3_create_function_v2(sqlite3 *db, const char *name, int nargs, int encoding, void *app,
        sqlite3_function func, sqlite3_function step, sqlite3_final final, void (*destroy)(void *));
    SQLITE_API int sqlite3_exec(sqlite3 *, const char *sql, int (*callback)(void *, int n, char **values, char **names),
        void *, char **errmsg);
    SQLITE_API double sqlite3_value_double(sqlite3_value *);
    SQLITE_API void sqlite3_result_double(sqlite3_context *, double);
    SQLITE_API void sqlite3_result_text(sqlite3_context *, const char *, int n, void (*destroy)(void *));
    SQLITE_API void *sqlite3_aggregate_context(sqlite3_context *, int bytes);
    """,
    find_library("sqlite3"),
)


@upcall.struct
class Sums:
    weight: float
    weighted: float


@upcall.struct
class Seen:
    large: types.intc
    average: float


@cfunc(sq.sqlite3_function)
def size(context, argc, argv):
    if sq.sqlite3_value_double(argv[0]) < 10:
        sq.sqlite3_result_text(context, b"small", 5, None)  # None, SQLITE_STATIC: the text stays where it is
    else:
        sq.sqlite3_result_text(context, b"large", 5, None)


@cfunc(sq.sqlite3_function)
def add(context, argc, argv):
    sums = cast(sq.sqlite3_aggregate_context(context, 16), "Sums *")
    w = sq.sqlite3_value_double(argv[1])
    sums.weight += w
    sums.weighted += w * sq.sqlite3_value_double(argv[0])


@cfunc(sq.sqlite3_final)
def average(context):
    sums = cast(sq.sqlite3_aggregate_context(context, 16), "Sums *")
    sq.sqlite3_result_double(context, sums.weighted / sums.weight)


@cfunc("int (*)(void *, int n, char **values, char **names)", success=0, error_value=1)
def row(seen: Seen, n, values, names):
    if values[0] == b"large":
        seen.large += 1
        seen.average = float(values[1])


db, seen = ctypes.POINTER(sq.sqlite3)(), Seen()
assert sq.sqlite3_open(b":memory:", ctypes.byref(db)) == 0
sq.sqlite3_create_function_v2(db, b"size", 1, sq.SQLITE_UTF8, None, size, None, None, None)
sq.sqlite3_create_function_v2(db, b"average", 2, sq.SQLITE_UTF8, None, None, add, average, None)
script = b"CREATE TABLE t (x, w); INSERT INTO t VALUES (3, 1), (20, 1), (40, 3); SELECT size(x), average(x, w) FROM t GROUP BY 1"
assert sq.sqlite3_exec(db, script, row, seen, None) == 0
assert (seen.large, seen.average) == (1, (20 * 1 + 40 * 3) / 4)
assert sq.sqlite3_close(db) == 0
print(f"the weighted average of the large ones is {seen.average}")
