"""libcurl: what comes from a URL

libcurl hands what it fetches to a write function, `size_t f(char *ptr, size_t size, size_t nmemb, void *userdata)`, piece
by piece, and calls a progress function beside it. `curl_easy_setopt` takes its value as a variable argument, which
`upcall.cdef` declares by `...`. The write function here computes a checksum while the bytes come, in a struct that it is
given; nothing is kept, whatever the size. The progress function stops the transfer by a result that isn't 0. The address is
a file's, so no network is needed.

Debian: libcurl4
"""

import ctypes
import pathlib
import tempfile
import zlib
from ctypes.util import find_library

import upcall
from upcall import carray, cfunc, types

curl = upcall.cdef(
    """
    typedef long curl_off_t;
    typedef size_t (*curl_write_callback)(char *buffer, size_t size, size_t nitems, void *outstream);
    typedef int (*curl_xferinfo_callback)(void *clientp, curl_off_t dltotal, curl_off_t dlnow, curl_off_t ultotal,
                                          curl_off_t ulnow);
    enum { CURLOPT_WRITEDATA = 10001, CURLOPT_URL = 10002, CURLOPT_XFERINFODATA = 10057, CURLOPT_WRITEFUNCTION = 20011,
           CURLOPT_XFERINFOFUNCTION = 20219, CURLOPT_NOPROGRESS = 43, CURLE_OK = 0, CURLE_ABORTED_BY_CALLBACK = 42 };
    CURL_EXTERN CURL *curl_easy_init(void);
    CURL_EXTERN int curl_easy_setopt(CURL *curl, int option, ...);
    CURL_EXTERN int curl_easy_perform(CURL *curl);
    CURL_EXTERN void curl_easy_cleanup(CURL *curl);
    """,
    find_library("curl"),
)


@upcall.struct
class Seen:
    bytes: types.int64
    lines: types.int64
    a: types.uint32 = 1
    b: types.uint32
    most: types.int64


@cfunc(curl.curl_write_callback)
def write(buffer, size, nitems, seen: Seen):
    for byte in carray(buffer, nitems):
        seen.a = (seen.a + byte) % 65521
        seen.b = (seen.b + seen.a) % 65521
        seen.lines += byte == 10
    seen.bytes += nitems
    return nitems


@cfunc(curl.curl_xferinfo_callback)
def progress(seen: Seen, dltotal, dlnow, ultotal, ulnow):
    return dlnow > seen.most


def fetch(file, most):
    seen, handle = Seen(most=most), curl.curl_easy_init()
    for option, value in (
        (curl.CURLOPT_URL, file.as_uri().encode()),
        (curl.CURLOPT_WRITEFUNCTION, write),
        (curl.CURLOPT_WRITEDATA, ctypes.byref(seen)),
        (curl.CURLOPT_XFERINFOFUNCTION, progress),
        (curl.CURLOPT_XFERINFODATA, ctypes.byref(seen)),
        (curl.CURLOPT_NOPROGRESS, 0),
    ):
        assert curl.curl_easy_setopt(handle, option, value) == curl.CURLE_OK
    result = curl.curl_easy_perform(handle)
    curl.curl_easy_cleanup(handle)
    return result, seen


content = b"".join(b"%d bottles\n" % i for i in range(100_000))
with tempfile.TemporaryDirectory() as folder:
    file = pathlib.Path(folder) / "bottles.txt"
    file.write_bytes(content)
    result, seen = fetch(file, most=10_000_000)
    assert (result, seen.bytes, seen.lines) == (curl.CURLE_OK, len(content), 100_000)
    assert seen.b << 16 | seen.a == zlib.adler32(content)
    result, seen = fetch(file, most=500_000)
    assert result == curl.CURLE_ABORTED_BY_CALLBACK
    assert seen.bytes < len(content)
print(f"{len(content)} bytes have the checksum {zlib.adler32(content):08x}")
