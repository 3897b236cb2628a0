/* status.h: what a compiled function hands back beside its results: 0, or which exception was raised where.
 *
 *     bits 0 to 7     its class (exception_classes.h): so that a handler compares numbers
 *     bits 8 to 23    what it is: a number among the exceptions of the callback
 *     bits 24 to 62   the path to where it was raised (traceback.h), from 1 */
#ifndef UPCALL_STATUS_H
#define UPCALL_STATUS_H

#include <stddef.h>
#include <stdint.h>

enum { STATUS_EXCEPTION_SHIFT = 8, STATUS_PATH_SHIFT = 24 };
enum { STATUS_MOST_EXCEPTIONS = 1 << (STATUS_PATH_SHIFT - STATUS_EXCEPTION_SHIFT) };
enum { STATUS_GONE = 1 << STATUS_PATH_SHIFT }; /* of the record of callbacks that are gone: all that it can raise */
enum { STATUS_RETURN = 68 };                   /* the class of upcall.Return: its words are what C gets */
#define STATUS_MOST_PATHS (INT64_C(1) << (63 - STATUS_PATH_SHIFT))

static inline int64_t status_make(int class, size_t exception, uint64_t path)
{
    return (int64_t)(path << STATUS_PATH_SHIFT | exception << STATUS_EXCEPTION_SHIFT | (uint64_t)class);
}

static inline int status_class(int64_t status)
{
    return (int)(status & ((1 << STATUS_EXCEPTION_SHIFT) - 1));
}

static inline size_t status_exception(int64_t status)
{
    return (size_t)(status >> STATUS_EXCEPTION_SHIFT & (STATUS_MOST_EXCEPTIONS - 1));
}

static inline uint64_t status_path(int64_t status)
{
    return (uint64_t)status >> STATUS_PATH_SHIFT;
}

#endif
