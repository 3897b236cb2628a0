/* declared.c: what test_cdef.py reads by upcall.cdef, from this very file, and how it lies in memory here. */
#include <stddef.h>
#include <stdint.h>

/* ---- read by cdef */
#define WIDTH 3 /* columns */
#define TWICE (2 * WIDTH)
#define RATIO 1.5
#define APPLY(x) (x)

typedef struct node {
    struct node *next, **places;
    double grid[WIDTH][2 * WIDTH];
    char name[8];
    int (*visit)(const struct node *self, int k);
    union {
        int i;
        double d;
    } value;
    unsigned low : 3, high : 5, late : 7;
    int mark;
} node_t;

typedef struct __attribute__((packed)) {
    char tag;
    double x;
    short n;
} tight;

typedef enum color { RED, GREEN = 1 << 3, BLUE, NEAR = -GREEN + 1 } color;
typedef enum { SMALL = 0x10u, LETTER = 'a', BOTH = SMALL | 1 } flags;

typedef union {
    uint8_t bytes[16];
    color c;
    struct {
        size_t count;
        float part;
    } counted;
} any_of;

typedef double vec3[3];
typedef struct {
    vec3 rows[2];
    flags f;
    _Bool ok;
    long tail[];
} matrix;

typedef int status(const node_t *node, void *data);
typedef double (*objective)(unsigned n, const double x[n], double grad[n], void *data);

typedef struct {
    int quotient, remainder;
} divided;

typedef enum __attribute__((packed)) { BEFORE, BEHIND = 200 } place;
typedef enum { LOW = -200, HIGH = (unsigned char)300 } __attribute__((packed)) level;
typedef struct measured {
    char pad[15 * sizeof(int) - 4 * sizeof(void *) - sizeof(size_t)] __attribute__((unused));
    place at __attribute__((unused));
    level of;
    long words[64 / (8 * (int)sizeof(vec3[2]) / 6)];
    char end[sizeof(struct node * (*)(int)) + _Alignof(double)];
} measured;

extern int calls;
const char *name_of(const node_t *node);
double total(const double *x, size_t n);
void fill(double *x, size_t n, double value);
int each(node_t *first, status *visit, void *data);
double minimum(objective f, unsigned n, double *x, void *data);
divided divide(int a, int b);
double scaled(vec3 v, double by);
/* ---- end */

int calls;

const char *name_of(const node_t *node)
{
    return node ? node->name : NULL;
}

double total(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

void fill(double *x, size_t n, double value)
{
    for (size_t i = 0; i < n; i++)
        x[i] = value;
}

int each(node_t *first, status *visit, void *data)
{
    int sum = 0;
    for (node_t *node = first; node; node = node->next, calls++)
        sum += visit ? visit(node, data) : node->visit(node, 1);
    return sum;
}

double minimum(objective f, unsigned n, double *x, void *data)
{
    double grad[8] = {0};
    double value = f(n, x, n <= 8 ? grad : NULL, data);
    for (unsigned i = 0; i < n && n <= 8; i++)
        x[i] -= grad[i];
    return value;
}

divided divide(int a, int b)
{
    return (divided){a / b, a % b};
}

double scaled(vec3 v, double by)
{
    return (v[0] + v[1] + v[2]) * by;
}

/* Sizes and offsets, in the order of the test's table; bit-fields by their bytes. */
const size_t *layouts(void)
{
    static const size_t table[] = {
        sizeof(node_t),
        offsetof(node_t, next),
        offsetof(node_t, places),
        offsetof(node_t, grid),
        offsetof(node_t, name),
        offsetof(node_t, visit),
        offsetof(node_t, value),
        offsetof(node_t, mark),
        sizeof(tight),
        offsetof(tight, tag),
        offsetof(tight, x),
        offsetof(tight, n),
        sizeof(any_of),
        offsetof(any_of, bytes),
        offsetof(any_of, c),
        offsetof(any_of, counted),
        sizeof(matrix),
        offsetof(matrix, rows),
        offsetof(matrix, f),
        offsetof(matrix, ok),
        offsetof(matrix, tail),
        sizeof(measured),
        offsetof(measured, at),
        offsetof(measured, of),
        offsetof(measured, words),
        offsetof(measured, end),
    };
    return table;
}
