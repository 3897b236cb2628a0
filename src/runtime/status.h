/* status.h: what a compiled function hands back beside its results: 0, or which exception was raised where. */
#ifndef UPCALL_STATUS_H
#define UPCALL_STATUS_H

/* A status other than 0: the site, from 1, in the low bits; above them the class of the exception (exceptions.h). */
enum { STATUS_SITE_BITS = 24, STATUS_CLASS_SHIFT = STATUS_SITE_BITS };
#define STATUS_SITE(status) ((status) & ((1 << STATUS_SITE_BITS) - 1))

#endif
