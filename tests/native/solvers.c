/* solvers.c: C that asks for right sides, residuals and element matrices, with the prototypes that LSODA, MINPACK and DOLFINx have. */
#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

typedef void RightSide(double t, const double *y, double *dy, double *parameters);
typedef void Residuals(const double *x, double *out, double *parameters);
typedef void Kernel(double *A, const double *w, const double *c, const double *coordinates, const int *entity,
                    const uint8_t *permutation);

enum { MAX = 64, CORNERS = 3, THREADS = 3 };

/* Runge and Kutta's method in equal steps. */
void integrate(RightSide *f, int n, double *y, double t, double end, int steps, double *parameters)
{
    static const double at[4] = {0.0, 0.5, 0.5, 1.0}, weight[4] = {1.0, 2.0, 2.0, 1.0};
    double h = (end - t) / steps;
    for (int step = 0; step < steps; step++) {
        double slope[MAX] = {0.0}, point[MAX], sum[MAX] = {0.0};
        for (int stage = 0; stage < 4; stage++) {
            for (int i = 0; i < n; i++)
                point[i] = y[i] + at[stage] * h * slope[i];
            f(t + (step + at[stage]) * h, point, slope, parameters);
            for (int i = 0; i < n; i++)
                sum[i] += weight[stage] * slope[i];
        }
        for (int i = 0; i < n; i++)
            y[i] += h / 6.0 * sum[i];
    }
}

static void solve(int n, double (*m)[MAX], double *b)
{
    for (int k = 0; k < n; k++) {
        int pivot = k;
        for (int i = k + 1; i < n; i++)
            if (fabs(m[i][k]) > fabs(m[pivot][k]))
                pivot = i;
        for (int j = 0; j < n; j++) {
            double kept = m[k][j];
            m[k][j] = m[pivot][j];
            m[pivot][j] = kept;
        }
        double kept = b[k];
        b[k] = b[pivot];
        b[pivot] = kept;
        for (int i = k + 1; i < n; i++) {
            double factor = m[i][k] / m[k][k];
            for (int j = k; j < n; j++)
                m[i][j] -= factor * m[k][j];
            b[i] -= factor * b[k];
        }
    }
    for (int k = n - 1; k >= 0; k--) {
        for (int j = k + 1; j < n; j++)
            b[k] -= m[k][j] * b[j];
        b[k] /= m[k][k];
    }
}

/* Newton's method, derivatives by differences. How many steps it took; -1: too many. */
int find_root(Residuals *f, int n, double *x, double *parameters, double tolerance)
{
    for (int step = 0; step < 100; step++) {
        double here[MAX], beside[MAX], jacobian[MAX][MAX], size = 0.0;
        f(x, here, parameters);
        for (int i = 0; i < n; i++)
            size = fmax(size, fabs(here[i]));
        if (size <= tolerance)
            return step;
        for (int j = 0; j < n; j++) {
            double kept = x[j], h = 1e-7 * fmax(1.0, fabs(kept));
            x[j] += h;
            f(x, beside, parameters);
            x[j] = kept;
            for (int i = 0; i < n; i++)
                jacobian[i][j] = (beside[i] - here[i]) / h;
        }
        solve(n, jacobian, here);
        for (int i = 0; i < n; i++)
            x[i] -= here[i];
    }
    return -1;
}

typedef struct Mesh {
    Kernel *kernel;
    int first, cells, nodes;
    const int (*corners)[CORNERS];
    const double (*points)[3];
    const double *constants;
    double *matrix; /* nodes by nodes */
} Mesh;

static pthread_mutex_t adding = PTHREAD_MUTEX_INITIALIZER;

static void *assemble_some(void *argument)
{
    Mesh *mesh = argument;
    for (int cell = mesh->first; cell < mesh->cells; cell += THREADS) {
        double element[CORNERS][CORNERS] = {{0.0}}, coordinates[CORNERS][3];
        const int *corner = mesh->corners[cell];
        for (int i = 0; i < CORNERS; i++)
            memcpy(coordinates[i], mesh->points[corner[i]], sizeof coordinates[i]);
        mesh->kernel(element[0], NULL, mesh->constants, coordinates[0], NULL, NULL);
        pthread_mutex_lock(&adding);
        for (int i = 0; i < CORNERS; i++)
            for (int j = 0; j < CORNERS; j++)
                mesh->matrix[corner[i] * mesh->nodes + corner[j]] += element[i][j];
        pthread_mutex_unlock(&adding);
    }
    return NULL;
}

/* The matrix of a mesh of triangles, on several threads. Returns 0, or what pthread_create() does. */
int assemble(Kernel *kernel, int cells, int nodes, const int (*corners)[CORNERS], const double (*points)[3],
             const double *constants, double *matrix)
{
    pthread_t threads[THREADS];
    Mesh parts[THREADS];
    int error = 0, started = 0;
    for (int i = 0; i < THREADS && !error; i++) {
        parts[i] = (Mesh){kernel, i, cells, nodes, corners, points, constants, matrix};
        error = pthread_create(&threads[i], NULL, assemble_some, &parts[i]);
        started += !error;
    }
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return error;
}
