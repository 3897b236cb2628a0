"""HDF5: the members of a group

HDF5 walks over the members of a group by `H5Literate`, which calls a function with each member's name and a `void *`; a
positive result stops the walk. The callback here opens each data set but that named "notes", reads it, and adds what it
needs to a struct. The C functions and variables of HDF5 that it uses come from the same `upcall.cdef`. The file lies in
memory.

From HDF5 1.12 on the function is `H5Literate2`.

Debian: libhdf5-103-1
"""

from ctypes.util import find_library

import numpy as np

import upcall
from upcall import cfunc, types

h5 = upcall.cdef(
    """
    typedef int64_t hid_t;
    typedef int herr_t;
    typedef unsigned long long hsize_t;
    typedef struct H5L_info_t H5L_info_t;
    typedef herr_t (*H5L_iterate_t)(hid_t group, const char *name, const H5L_info_t *info, void *op_data);
    enum { H5_INDEX_NAME = 0, H5_ITER_INC = 0, H5F_ACC_TRUNC = 2, H5P_DEFAULT = 0, H5S_ALL = 0 };
    extern hid_t H5P_CLS_FILE_ACCESS_ID_g, H5T_NATIVE_DOUBLE_g;
    H5_DLL herr_t H5open(void);
    H5_DLL herr_t H5close(void);
    H5_DLL hid_t H5Pcreate(hid_t cls_id);
    H5_DLL herr_t H5Pset_fapl_core(hid_t fapl_id, size_t increment, bool backing_store);
    H5_DLL hid_t H5Fcreate(const char *filename, unsigned flags, hid_t fcpl_id, hid_t fapl_id);
    H5_DLL hid_t H5Screate_simple(int rank, const hsize_t dims[], const hsize_t maxdims[]);
    H5_DLL int64_t H5Sget_simple_extent_npoints(hid_t space_id);
    H5_DLL hid_t H5Dcreate2(hid_t loc_id, const char *name, hid_t type_id, hid_t space_id, hid_t lcpl_id,
        hid_t dcpl_id, hid_t dapl_id);
    H5_DLL hid_t H5Dopen2(hid_t file_id, const char *name, hid_t dapl_id);
    H5_DLL hid_t H5Dget_space(hid_t dset_id);
    H5_DLL herr_t H5Dread(hid_t dset_id, hid_t mem_type_id, hid_t mem_space_id, hid_t file_space_id, hid_t plist_id, void *buf);
    H5_DLL herr_t H5Dwrite(hid_t dset_id, hid_t mem_type_id, hid_t mem_space_id, hid_t file_space_id,
        hid_t plist_id, const void *buf);
    H5_DLL herr_t H5Dclose(hid_t dset_id);
    H5_DLL herr_t H5Sclose(hid_t space_id);
    H5_DLL herr_t H5Literate(hid_t grp_id, int idx_type, int order, hsize_t *idx, H5L_iterate_t op, void *op_data);
    """,
    find_library("hdf5_serial"),
)


@upcall.struct
class Peak:
    sets: types.intc
    points: types.int64
    most: float
    stop_above: float


h5.H5open()
double = h5.H5T_NATIVE_DOUBLE_g.value


@cfunc(h5.H5L_iterate_t, error_value=-1)
def visit(group, name, info, peak: Peak):
    if name == b"notes":
        return 0
    dataset = h5.H5Dopen2(group, name, h5.H5P_DEFAULT)
    space = h5.H5Dget_space(dataset)
    values = np.empty(h5.H5Sget_simple_extent_npoints(space))
    h5.H5Dread(dataset, double, h5.H5S_ALL, h5.H5S_ALL, h5.H5P_DEFAULT, values)
    h5.H5Sclose(space), h5.H5Dclose(dataset)
    peak.sets += 1
    peak.points += values.size
    peak.most = max(peak.most, values.max())
    return peak.most > peak.stop_above


in_memory = h5.H5Pcreate(h5.H5P_CLS_FILE_ACCESS_ID_g.value)
h5.H5Pset_fapl_core(in_memory, 1 << 16, False)
file = h5.H5Fcreate(b"nowhere.h5", h5.H5F_ACC_TRUNC, h5.H5P_DEFAULT, in_memory)
runs = {f"run{i}": np.sin(np.arange(100.0 * (i + 1))) * (i + 1) for i in range(5)}
for name, values in {**runs, "notes": np.full(3, 1e9)}.items():
    space = h5.H5Screate_simple(1, np.array(values.shape, np.uint64), None)
    dataset = h5.H5Dcreate2(file, name.encode(), double, space, 0, 0, 0)
    h5.H5Dwrite(dataset, double, h5.H5S_ALL, h5.H5S_ALL, h5.H5P_DEFAULT, values)
    h5.H5Sclose(space), h5.H5Dclose(dataset)

peak = Peak(stop_above=1e6)
assert h5.H5Literate(file, h5.H5_INDEX_NAME, h5.H5_ITER_INC, None, visit, peak) == 0
assert (peak.sets, peak.points, peak.most) == (5, 1500, max(v.max() for v in runs.values()))
early = Peak(stop_above=1.5)
assert h5.H5Literate(file, h5.H5_INDEX_NAME, h5.H5_ITER_INC, None, visit, early) == 1
assert early.sets == 2
h5.H5close()
print(f"the highest of {peak.points} points is {peak.most:.4f}")
