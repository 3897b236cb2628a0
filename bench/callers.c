/* callers.c: by hand in C what upcall.callers makes of the functions in callers_ways.py.
 * SQLite's functions come from the interpreter's own module, in the order of callers_ways.SQLITE. */

#include <math.h>
#include <stddef.h>
#include <string.h>

typedef struct {
    int (*value_type)(void *value);
    double (*value_double)(void *value);
    void (*result_double)(void *context, double result);
    void (*result_error)(void *context, const char *text, int size);
    void *(*aggregate_context)(void *context, int size);
} Sqlite;

static Sqlite sqlite;

void take_sqlite(const Sqlite *functions)
{
    sqlite = *functions;
}

double integrand(int count, double *xx)
{
    return count == 3 ? exp(-xx[1] * xx[0]) * cos(xx[2] * xx[0]) : NAN;
}

enum { INTEGER = 1, FLOAT = 2, NULL_VALUE = 5 };

static double number(void *context, void *value)
{
    int type = sqlite.value_type(value);
    if (type != INTEGER && type != FLOAT)
        sqlite.result_error(context, "no number", -1);
    return sqlite.value_double(value);
}

void norm(void *context, int count, void **values)
{
    (void)count;
    if (sqlite.value_type(values[0]) == NULL_VALUE || sqlite.value_type(values[1]) == NULL_VALUE)
        return;
    double x = number(context, values[0]), y = number(context, values[1]);
    sqlite.result_double(context, sqrt(x * x + y * y));
}

typedef struct {
    long count;
    double mean, squares;
} Variance;

void variance_step(void *context, int count, void **values)
{
    (void)count;
    if (sqlite.value_type(values[0]) == NULL_VALUE)
        return;
    double x = number(context, values[0]);
    Variance *self = sqlite.aggregate_context(context, sizeof *self);
    self->count++;
    double off = x - self->mean;
    self->mean += off / (double)self->count;
    self->squares += off * (x - self->mean);
}

void variance_finalize(void *context)
{
    Variance *self = sqlite.aggregate_context(context, sizeof *self);
    sqlite.result_double(context, self->squares / (double)self->count);
}
