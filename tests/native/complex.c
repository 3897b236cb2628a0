/* complex.c: callbacks that take and give complex numbers by value, as C passes them: in registers, and on the stack where
 * there are too many. Python's ctypes has no complex numbers in most versions, so these take memory. */
#include <complex.h>
#include <stddef.h>

typedef double _Complex Binary(double _Complex, double _Complex);
typedef float _Complex BinarySingle(float _Complex, float _Complex);
typedef double _Complex Many(double, double _Complex, int, float _Complex, double _Complex, double _Complex,
                             double _Complex, float _Complex, double _Complex);

/* result = f(...f(f(start, items[0]), items[1])...) */
void fold(Binary *f, const double _Complex *items, size_t count, double _Complex *result)
{
    for (size_t i = 0; i < count; i++)
        *result = f(*result, items[i]);
}

void fold_single(BinarySingle *f, const float _Complex *items, size_t count, float _Complex *result)
{
    for (size_t i = 0; i < count; i++)
        *result = f(*result, items[i]);
}

void many(Many *f, const double _Complex *z, double _Complex *result)
{
    *result = f(0.5, z[0], -3, (float _Complex)z[1], z[2], z[3], z[4], (float _Complex)z[5], z[6]);
}
