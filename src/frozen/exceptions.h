/* exceptions.h: Python's own exception classes as numbers, those of exceptions.def in order. */
#ifndef UPCALL_EXCEPTIONS_H
#define UPCALL_EXCEPTIONS_H

/* The number of the class of that name; -1: Python has no such class of its own. */
int exception_class(const char *name);

const char *exception_name(int class);

/* The classes that derive from `base` are those from it up to this number. */
int exception_class_end(int base);

#endif
