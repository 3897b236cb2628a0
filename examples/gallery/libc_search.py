"""The C library: searching and walking

`ftw` walks over a folder and calls a function for each file; it takes no user data, so the callback is a closure over an
array that it counts in. What kind of file it is, `bsearch` finds in a sorted table of structs: the callback calls it with
another cfunc, which compares a name with an entry. `char name[8]` of that struct compares as a C string does.
"""

import collections
import os
import pathlib
from ctypes.util import find_library

import numpy as np

import upcall
from upcall import cast, cfunc

libc = upcall.cdef(
    """
    #define FTW_F 0
    struct entry { char suffix[8]; int kind; };
    typedef int (*__compar_fn_t)(const void *, const void *);
    typedef int (*__ftw_func_t)(const char *filename, const struct stat *status, int flag);
    void *bsearch(const void *key, const void *base, size_t nmemb, size_t size, __compar_fn_t compar);
    int ftw(const char *dir, __ftw_func_t func, int descriptors);
    char *strrchr(const char *s, int c);
    int strcmp(const char *a, const char *b);
    """,
    find_library("c"),
)
Entry = libc.entry
KINDS = {b".c": 1, b".h": 1, b".md": 2, b".py": 3, b".pyi": 3}
table = (Entry * len(KINDS))(*sorted(KINDS.items()))
counts = np.zeros(4, np.int64)


@cfunc(libc.__compar_fn_t)
def compare(suffix: "const char *", item: Entry):
    return libc.strcmp(suffix, item.suffix)


@cfunc(libc.__ftw_func_t, success=0, error_value=-1)
def count(filename, status, flag):
    if flag == libc.FTW_F:
        suffix = libc.strrchr(filename, ord("."))
        found = None if suffix is None else libc.bsearch(suffix, table, len(table), 12, compare)
        counts[0 if found is None else cast(found, "Entry *").kind] += 1


folder = pathlib.Path(upcall.__file__).parent
assert libc.ftw(os.fsencode(folder), count, 10) == 0
files = [file for file in folder.rglob("*") if file.is_file()]
expected = collections.Counter(KINDS.get(file.suffix.encode(), 0) for file in files)
assert counts.tolist() == [expected[kind] for kind in range(4)]
print(f"{counts.sum()} files, {counts[3]} of them Python")
