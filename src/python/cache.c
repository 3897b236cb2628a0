/* cache.c: the cache as upcall/cache.py shows it: what is in it, where it is, and its end. */
#include "python/front_table.h"
#include "python/state.h"

#include "runtime/cache_disk.h"
#include "runtime/cache_memory.h"

static PyObject *as_text(const char *text)
{
    return text && *text ? PyUnicode_DecodeFSDefault(text) : Py_NewRef(Py_None);
}

PyObject *cache_path(PyObject *module, PyObject *ignored)
{
    (void)module, (void)ignored;
    char path[CACHE_PATH_SIZE];
    cache_disk_path(path);
    return as_text(path);
}

PyObject *cache_info(PyObject *module, PyObject *ignored)
{
    char path[CACHE_PATH_SIZE];
    CacheDiskUse disk;
    const char *problem;
    cache_disk_path(path);
    Py_BEGIN_ALLOW_THREADS problem = cache_disk_use(&disk);
    Py_END_ALLOW_THREADS CacheMemoryUse memory = cache_memory_use();
    CacheCounts counts = cache_counts();
    return Py_BuildValue("{s:O,s:N,s:N,s:n,s:K,s:K,s:n,s:n,s:n,s:n,s:n}", "is_on", cache_is_on() ? Py_True : Py_False,
                         "path", cache_path(module, ignored), "problem", as_text(problem), "entries",
                         (Py_ssize_t)disk.count, "bytes", (unsigned long long)disk.room, "limit",
                         (unsigned long long)cache_disk_limit(), "memory_entries", (Py_ssize_t)memory.found,
                         "memory_bytes", (Py_ssize_t)memory.bytes, "memory_hits",
                         (Py_ssize_t)counts.found[CACHED_MEMORY], "disk_hits", (Py_ssize_t)counts.found[CACHED_DISK],
                         "misses", (Py_ssize_t)counts.found[CACHED_NOT]);
}

PyObject *cache_clear(PyObject *module, PyObject *ignored)
{
    (void)ignored;
    front_clear(module_state(module)); /* else closures of code that was compiled before would still be made of it */
    Py_BEGIN_ALLOW_THREADS cache_memory_clear();
    cache_disk_clear();
    Py_END_ALLOW_THREADS Py_RETURN_NONE;
}
