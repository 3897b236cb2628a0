/* crc.c: CRC-32 over bytes, with a table. */

#include "kernel.h"

typedef int64_t Crc(uint8_t *p, int64_t n, int32_t *table);

int64_t kernel(uint8_t *p, int64_t n, int32_t *table);

int64_t kernel(uint8_t *p, int64_t n, int32_t *table)
{
    int64_t crc = 0xFFFFFFFF;
    for (int64_t i = 0; i < n; i++)
        crc = (table[(crc ^ p[i]) & 255] & 0xFFFFFFFF) ^ (crc >> 8);
    return crc ^ 0xFFFFFFFF;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Crc *crc = (Crc *)function;
    int64_t sum = 0;
    for (int64_t pass = 0; pass < passes; pass++)
        sum ^= crc(data[0], size, data[1]);
    return (double)sum;
}
