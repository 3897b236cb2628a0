/* by_value.c: functions of records by value, in registers and in memory. */
#include <stdint.h>

typedef struct Point {
    double x;
    int32_t n;
} Point;

typedef struct Large {
    Point point;
    float a[40];
} Large;

Point scaled(Point p, double k)
{
    return (Point){p.x * k, p.n + 1};
}

Large changed(Point p, Large large, int i)
{
    large.point = p;
    large.a[i] = (float)p.x;
    return large;
}

double total(Large large, Point p)
{
    double sum = p.x + large.point.x;
    for (int i = 0; i < 40; i++)
        sum += (double)large.a[i];
    large.a[0] = 99;
    return sum;
}
