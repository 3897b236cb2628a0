"""Arrow: a stream of arrays

Arrow's C stream interface is a struct of four functions: whoever reads it calls `get_schema`, then `get_next` until an
array comes that is released already. The arrays and the schema are structs that the producer fills in, with a function
`release` in each, which the consumer calls; what `ArrowArray(...)` isn't given is zero, as in C. Here all of these are
compiled, and make a random walk on demand, in pieces whose memory they get from `malloc`; nanoarrow reads it, and so do
pyarrow, polars and DuckDB.

PyPI: nanoarrow
"""

import ctypes
from ctypes.util import find_library

import nanoarrow
import numpy as np

import upcall
from upcall import cast, cfunc, types

arrow = upcall.cdef(
    """
    struct ArrowSchema {
        const char *format, *name, *metadata;
        int64_t flags, n_children;
        struct ArrowSchema **children, *dictionary;
        void (*release)(struct ArrowSchema *); void *private_data;
    };
    struct ArrowArray {
        int64_t length, null_count, offset, n_buffers, n_children;
        const void **buffers;
        struct ArrowArray **children, *dictionary;
        void (*release)(struct ArrowArray *); void *private_data;
    };
    struct ArrowArrayStream {
        int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
        int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
        const char *(*get_last_error)(struct ArrowArrayStream *);
        void (*release)(struct ArrowArrayStream *); void *private_data;
    };
    void *malloc(size_t size); void free(void *p);
    """,
    find_library("c"),
)


@upcall.struct
class Walk:
    left: types.int64
    place: float
    state: types.uint64
    open_arrays: types.int64


@cfunc(arrow.ArrowSchema.release)
def release_schema(schema):
    schema.release = None


@cfunc(arrow.ArrowArray.release)
def release_array(array):
    cast(array.private_data, "Walk *").open_arrays -= 1
    arrow.free(array.buffers[1])
    arrow.free(array.buffers)
    array.release = None


@cfunc(arrow.ArrowArrayStream.get_schema, success=0)
def get_schema(stream, out):
    out[0] = arrow.ArrowSchema(format=b"g", name=b"place", release=release_schema)  # g: float64


@cfunc(arrow.ArrowArrayStream.get_next, success=0, error_value=12, codes={MemoryError: 12})
def get_next(stream, out):
    walk = cast(stream.private_data, "Walk *")
    out.release = None  # of the last one, which is none
    if walk.left > 0:
        n = min(walk.left, 1000)
        values = cast(arrow.malloc(8 * n), "double *")
        buffers = cast(arrow.malloc(16), "void **")
        for i in range(n):
            walk.state = walk.state * 6364136223846793005 + 1442695040888963407
            walk.place += 1.0 if walk.state >> 63 else -1.0
            values[i] = walk.place
        buffers[0], buffers[1] = None, values  # which are valid: all
        out[0] = arrow.ArrowArray(length=n, n_buffers=2, buffers=buffers, release=release_array, private_data=walk)
        walk.left, walk.open_arrays = walk.left - n, walk.open_arrays + 1


@cfunc(arrow.ArrowArrayStream.get_last_error)
def get_last_error(stream):
    return b"no memory"


@cfunc(arrow.ArrowArrayStream.release)
def release_stream(stream):
    stream.release = None


walk = Walk(left=2500, state=1)
stream = arrow.ArrowArrayStream(get_schema, get_next, get_last_error, release_stream, walk)
capsule = ctypes.pythonapi.PyCapsule_New
capsule.restype, capsule.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]


class Source:
    def __arrow_c_stream__(self, requested_schema=None):
        return capsule(ctypes.addressof(stream), b"arrow_array_stream", None)


with nanoarrow.ArrayStream(Source()) as source:
    chunks = [np.array(chunk.to_pylist()) for chunk in source]
places = np.concatenate(chunks)
assert [len(chunk) for chunk in chunks] == [1000, 1000, 500]
assert set(np.diff(places)) == {-1.0, 1.0}
assert (places[-1], walk.open_arrays, bool(stream.release)) == (walk.place, 0, False)
print(f"after {len(places)} steps the walk is at {places[-1]:.0f}")
