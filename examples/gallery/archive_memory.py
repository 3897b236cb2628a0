"""libarchive: archives in memory

libarchive reads and writes archives through callbacks, so that they may lie anywhere. Here both lie in memory: the read
callback hands out pieces of an array, by storing their address where `const void **buffer` points to; the write callback
copies what it gets behind what it has so far, and fails where there is no more room. Between them a compressed tar file
becomes a zip file.

Debian: libarchive13
"""

import ctypes
import io
import tarfile
import zipfile
from ctypes.util import find_library

import numpy as np

import upcall
from upcall import cfunc, types

libc = upcall.cdef("void *memcpy(void *to, const void *from, size_t n);", find_library("c"))

la = upcall.cdef(
    """
    typedef ssize_t la_ssize_t;
    typedef la_ssize_t archive_read_callback(struct archive *, void *_client_data, const void **_buffer);
    typedef la_ssize_t archive_write_callback(struct archive *, void *_client_data, const void *_buffer, size_t _length);
    #define ARCHIVE_OK 0
    #define ARCHIVE_FATAL (-30)
    struct archive *archive_read_new(void);
    int archive_read_support_filter_all(struct archive *);
    int archive_read_support_format_all(struct archive *);
    int archive_read_open(struct archive *, void *data, void *open, archive_read_callback *, void *close);
    int archive_read_next_header(struct archive *, struct archive_entry **);
    la_ssize_t archive_read_data(struct archive *, void *, size_t);
    int archive_read_free(struct archive *);
    int64_t archive_entry_size(struct archive_entry *);
    struct archive *archive_write_new(void);
    int archive_write_set_format_zip(struct archive *);
    int archive_write_set_bytes_in_last_block(struct archive *, int bytes);
    int archive_write_open(struct archive *, void *data, void *open, archive_write_callback *, void *close);
    int archive_write_header(struct archive *, struct archive_entry *);
    la_ssize_t archive_write_data(struct archive *, const void *, size_t);
    int archive_write_close(struct archive *);
    int archive_write_free(struct archive *);
    """,
    find_library("archive"),
)


@upcall.struct
class Memory:
    data: "unsigned char *"
    size: types.size_t
    at: types.size_t


@cfunc(la.archive_read_callback, error_value=la.ARCHIVE_FATAL)
def read(archive, source: Memory, buffer):
    n = min(source.size - source.at, 100)
    buffer[0] = source.data + source.at
    source.at += n
    return n  # 0: that was all


@cfunc(la.archive_write_callback, error_value=la.ARCHIVE_FATAL)
def write(archive, target: Memory, buffer, length):
    if length > target.size - target.at:
        return la.ARCHIVE_FATAL
    libc.memcpy(target.data + target.at, buffer, length)
    target.at += length
    return length


files = {"a.txt": b"Not much.", "b/c.bin": bytes(range(256)) * 20}
with tarfile.open(fileobj=(made := io.BytesIO()), mode="w:gz") as tar:
    for name, content in files.items():
        info = tarfile.TarInfo(name)
        info.size = len(content)
        tar.addfile(info, io.BytesIO(content))
tar_bytes, zip_bytes = np.frombuffer(bytearray(made.getvalue()), np.uint8), np.zeros(20_000, np.uint8)
source, target = Memory(tar_bytes, len(tar_bytes)), Memory(zip_bytes, len(zip_bytes))

reader, writer, entry = la.archive_read_new(), la.archive_write_new(), ctypes.POINTER(la.archive_entry)()
la.archive_read_support_filter_all(reader), la.archive_read_support_format_all(reader)
la.archive_write_set_format_zip(writer), la.archive_write_set_bytes_in_last_block(writer, 1)
assert la.archive_read_open(reader, source, None, read, None) == la.ARCHIVE_OK
assert la.archive_write_open(writer, target, None, write, None) == la.ARCHIVE_OK
while la.archive_read_next_header(reader, ctypes.byref(entry)) == la.ARCHIVE_OK:
    content = np.zeros(la.archive_entry_size(entry), np.uint8)
    la.archive_read_data(reader, content, len(content))
    la.archive_write_header(writer, entry)
    la.archive_write_data(writer, content, len(content))
la.archive_read_free(reader)
assert la.archive_write_close(writer) == la.ARCHIVE_OK
la.archive_write_free(writer)
with zipfile.ZipFile(io.BytesIO(zip_bytes[: target.at])) as found:
    assert {name: found.read(name) for name in found.namelist()} == files
print(f"{source.at} bytes of tar.gz became {target.at} of zip")
