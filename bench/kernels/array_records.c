/* array_records.c: A field of records that two others make. */

#include "kernel.h"

typedef struct Point {
    double x, y, z;
    int32_t kind;
} Point;

typedef void ArrayRecords(Point *p, int64_t n);

void kernel(Point *p, int64_t n);

void kernel(Point *p, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        p[i].z = p[i].x * 2.0 + p[i].y;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    ArrayRecords *call = (ArrayRecords *)function;
    for (int64_t pass = 0; pass < passes; pass++)
        call(data[0], size);
    return 0.0;
}
