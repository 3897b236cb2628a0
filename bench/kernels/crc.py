"""CRC-32 over bytes, with a table."""

import numpy as np
from measured import carray, types

SIGNATURE = types.int64(types.CPointer(types.uint8), types.int64, types.CPointer(types.int32))
SIZES = {"": 1000}


def kernel(p, n, table_):
    a = carray(p, n)
    table = carray(table_, 256)
    crc = 0xFFFFFFFF
    for i in range(n):
        crc = (table[(crc ^ a[i]) & 255] & 0xFFFFFFFF) ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def data(size):
    table = np.arange(256)
    for _ in range(8):
        table = np.where(table & 1, (table >> 1) ^ 0xEDB88320, table >> 1)
    return [np.random.default_rng(1).integers(0, 256, size, np.uint8), table.astype(np.uint32).view(np.int32)]


def items(size):
    return size
