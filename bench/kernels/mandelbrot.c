/* mandelbrot.c: how many steps a point stays within the Mandelbrot set's bounds, in complex arithmetic. */

#include "kernel.h"

typedef int64_t Mandelbrot(double x, double y, int64_t limit);

int64_t kernel(double x, double y, int64_t limit);

int64_t kernel(double x, double y, int64_t limit)
{
    double re = 0.0, im = 0.0;
    for (int64_t i = 0; i < limit; i++) {
        double square = re * re - im * im;
        im = re * im + im * re + y;
        re = square + x;
        if (re * re + im * im > 4.0)
            return i;
    }
    return limit;
}

double drive(Function *function, void **data, int64_t size, int64_t passes)
{
    Mandelbrot *mandelbrot = (Mandelbrot *)function;
    const double *x = data[0], *y = data[1];
    int64_t sum = 0;
    for (int64_t pass = 0; pass < passes; pass++)
        for (int64_t i = 0; i < size; i++)
            for (int64_t j = 0; j < size; j++)
                sum += mandelbrot(x[i], y[j], 100);
    return (double)sum;
}
