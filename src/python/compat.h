/* compat.h: Python.h as this project uses it, and the one place in src/python that knows CPython versions.
 *
 * Ordinary builds use the Limited API of 3.11, so that one binary serves every later version. Free-threaded builds have no
 * Limited API yet and get a binary of their own. */
#ifndef UPCALL_COMPAT_H
#define UPCALL_COMPAT_H

#include <pyconfig.h>
#include <stdbool.h>

#if !defined(Py_GIL_DISABLED) && !defined(Py_LIMITED_API)
#define Py_LIMITED_API 0x030B0000
#endif
#define PY_SSIZE_T_CLEAN

#include <Python.h>
#include <structmember.h>

/* Module slots younger than 3.11: their numbers are part of the stable ABI, an older Python refuses a module that has
 * them. So the list of slots is completed at run time, by Py_Version. Value: what the slot declares. */
enum {
    SLOT_MULTIPLE_INTERPRETERS = 3, /* from 3.12: Py_mod_multiple_interpreters */
    SLOT_GIL = 4                    /* from 3.13: Py_mod_gil */
};
#define PER_INTERPRETER_GIL_SUPPORTED ((void *)2)
#define GIL_NOT_USED ((void *)1)

static inline bool knows_slot(int slot)
{
    return Py_Version >= (slot == SLOT_GIL ? 0x030D0000 : 0x030C0000);
}

/* A new reference; NULL without an exception: it isn't there. Where there is no GIL another thread may put something else there,
 * and end what a borrowed reference refers to. */
static inline PyObject *dict_lookup(PyObject *dict, PyObject *key)
{
#ifdef Py_GIL_DISABLED
    PyObject *value = NULL;
    (void)PyDict_GetItemRef(dict, key, &value);
    return value;
#else
    return Py_XNewRef(PyDict_GetItemWithError(dict, key));
#endif
}

/* A module that is imported, a new reference; NULL, maybe with an exception: it isn't. */
static inline PyObject *loaded_module(const char *name)
{
    PyObject *key = PyUnicode_FromString(name);
    PyObject *module = key ? PyImport_GetModule(key) : NULL;
    Py_XDECREF(key);
    return module;
}

#endif
