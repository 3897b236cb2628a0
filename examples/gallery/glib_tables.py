"""GLib: tables, sorting and timers

GLib's containers hold pointers, and go over them with callbacks that get a `gpointer user_data` last: here a table of names
and numbers is summed up, pruned by `g_hash_table_foreach_remove`, and its keys are sorted by `g_qsort_with_data` by what
the table has for them. A timer's callback runs in GLib's main loop, and ends it.

Debian: libglib2.0-0
"""

from ctypes.util import find_library

import numpy as np

import upcall
from upcall import cfunc, types

glib = upcall.cdef(
    """
    typedef void *gpointer;
    typedef const void *gconstpointer;
    typedef int gint, gboolean;
    typedef unsigned guint;
    typedef void (*GHFunc)(gpointer key, gpointer value, gpointer user_data);
    typedef gboolean (*GHRFunc)(gpointer key, gpointer value, gpointer user_data);
    typedef gint (*GCompareDataFunc)(gconstpointer a, gconstpointer b, gpointer user_data);
    typedef gboolean (*GSourceFunc)(gpointer user_data);
    GHashTable *g_hash_table_new(void *hash, void *equal);
    gboolean g_hash_table_insert(GHashTable *hash_table, gpointer key, gpointer value);
    gpointer g_hash_table_lookup(GHashTable *hash_table, gconstpointer key);
    guint g_hash_table_size(GHashTable *hash_table);
    void g_hash_table_foreach(GHashTable *hash_table, GHFunc func, gpointer user_data);
    guint g_hash_table_foreach_remove(GHashTable *hash_table, GHRFunc func, gpointer user_data);
    void g_hash_table_unref(GHashTable *hash_table);
    void g_qsort_with_data(gconstpointer pbase, gint total_elems, size_t size, GCompareDataFunc compare_func, gpointer user_data);
    GMainLoop *g_main_loop_new(GMainContext *context, gboolean is_running);
    void g_main_loop_run(GMainLoop *loop);
    void g_main_loop_quit(GMainLoop *loop);
    void g_main_loop_unref(GMainLoop *loop);
    guint g_timeout_add(guint interval, GSourceFunc function, gpointer data);
    """,
    find_library("glib-2.0"),
)


@upcall.struct
class Sum:
    values: types.int64
    least: types.int64


@cfunc(glib.GHFunc)
def add(key, value, total: Sum):
    total.values += int(value)  # GPOINTER_TO_INT


@cfunc(glib.GHRFunc)
def is_small(key, value, total: Sum):
    return int(value) < total.least


@cfunc(glib.GCompareDataFunc)
def by_value(a: "int64_t *", b: "int64_t *", table: "GHashTable *"):
    return int(glib.g_hash_table_lookup(table, types.voidptr(a[0]))) - int(
        glib.g_hash_table_lookup(table, types.voidptr(b[0]))
    )


@upcall.struct
class Clock:
    loop: "GMainLoop *"
    left: types.intc


@cfunc(glib.GSourceFunc)
def tick(clock: Clock):
    clock.left -= 1
    if clock.left == 0:
        glib.g_main_loop_quit(clock.loop)
    return clock.left > 0  # False: no more


table = glib.g_hash_table_new(None, None)
numbers = {key: key * 7919 % 100 for key in range(1, 51)}
for key, value in numbers.items():
    glib.g_hash_table_insert(table, key, value)
total = Sum(least=20)
glib.g_hash_table_foreach(table, add, total)
assert total.values == sum(numbers.values())
removed = glib.g_hash_table_foreach_remove(table, is_small, total)
kept = [key for key, value in numbers.items() if value >= 20]
assert (removed, glib.g_hash_table_size(table)) == (50 - len(kept), len(kept))
keys = np.array(kept)
glib.g_qsort_with_data(keys, len(keys), 8, by_value, table)
assert keys.tolist() == sorted(kept, key=numbers.get)
glib.g_hash_table_unref(table)

clock = Clock(glib.g_main_loop_new(None, False), 3)
glib.g_timeout_add(1, tick, clock)
glib.g_main_loop_run(clock.loop)
glib.g_main_loop_unref(clock.loop)
assert clock.left == 0
print(f"{removed} of 50 removed; the first in order is {keys[0]}, the last {keys[-1]}")
