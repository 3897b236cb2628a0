"""DuckDB: a function for columns

DuckDB's C API registers functions that SQL calls with whole chunks of columns, 2048 rows at most: the callback asks for the
vectors of its arguments and of its result, which are plain arrays of doubles here, and goes over them. Compiled, it is as
fast as DuckDB's own. The functions of the C API are in the very library that the Python package `duckdb` consists of.

PyPI: duckdb
"""

import ctypes
import math

import _duckdb

import upcall
from upcall import cast, cfunc

duck = upcall.cdef(
    """
    typedef uint64_t idx_t;
    typedef enum { DuckDBSuccess = 0, DuckDBError = 1 } duckdb_state;
    typedef enum DUCKDB_TYPE { DUCKDB_TYPE_DOUBLE = 11 } duckdb_type;
    typedef struct { idx_t a, b, c; void *d, *e, *internal_data; } duckdb_result;
    typedef struct _duckdb_database { void *internal_ptr; } *duckdb_database;
    typedef struct _duckdb_connection { void *internal_ptr; } *duckdb_connection;
    typedef struct _duckdb_logical_type { void *internal_ptr; } *duckdb_logical_type;
    typedef struct _duckdb_scalar_function { void *internal_ptr; } *duckdb_scalar_function;
    typedef struct _duckdb_function_info { void *internal_ptr; } *duckdb_function_info;
    typedef struct _duckdb_data_chunk { void *internal_ptr; } *duckdb_data_chunk;
    typedef struct _duckdb_vector { void *internal_ptr; } *duckdb_vector;
    typedef void (*duckdb_scalar_function_t)(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output);
    DUCKDB_C_API duckdb_state duckdb_open(const char *path, duckdb_database *out_database);
    DUCKDB_C_API void duckdb_close(duckdb_database *database);
    DUCKDB_C_API duckdb_state duckdb_connect(duckdb_database database, duckdb_connection *out_connection);
    DUCKDB_C_API void duckdb_disconnect(duckdb_connection *connection);
    DUCKDB_C_API duckdb_state duckdb_query(duckdb_connection connection, const char *query, duckdb_result *out_result);
    DUCKDB_C_API void duckdb_destroy_result(duckdb_result *result);
    DUCKDB_C_API duckdb_data_chunk duckdb_fetch_chunk(duckdb_result result);
    DUCKDB_C_API void duckdb_destroy_data_chunk(duckdb_data_chunk *chunk);
    DUCKDB_C_API idx_t duckdb_data_chunk_get_size(duckdb_data_chunk chunk);
    DUCKDB_C_API duckdb_vector duckdb_data_chunk_get_vector(duckdb_data_chunk chunk, idx_t col_idx);
    DUCKDB_C_API void *duckdb_vector_get_data(duckdb_vector vector);
    DUCKDB_C_API duckdb_logical_type duckdb_create_logical_type(duckdb_type type);
    DUCKDB_C_API void duckdb_destroy_logical_type(duckdb_logical_type *type);
    DUCKDB_C_API duckdb_scalar_function duckdb_create_scalar_function(void);
    DUCKDB_C_API void duckdb_destroy_scalar_function(duckdb_scalar_function *scalar_function);
    DUCKDB_C_API void duckdb_scalar_function_set_name(duckdb_scalar_function scalar_function, const char *name);
    DUCKDB_C_API void duckdb_scalar_function_add_parameter(duckdb_scalar_function scalar_function, duckdb_logical_type type);
    DUCKDB_C_API void duckdb_scalar_function_set_return_type(duckdb_scalar_function scalar_function, duckdb_logical_type type);
    DUCKDB_C_API void duckdb_scalar_function_set_function(duckdb_scalar_function scalar_function,
        duckdb_scalar_function_t function);
    DUCKDB_C_API duckdb_state duckdb_register_scalar_function(duckdb_connection con, duckdb_scalar_function scalar_function);
    """,
    _duckdb.__file__,
)


@cfunc(duck.duckdb_scalar_function_t)
def normal_cdf(info, input, output):
    x = cast(duck.duckdb_vector_get_data(duck.duckdb_data_chunk_get_vector(input, 0)), "double *")
    y = cast(duck.duckdb_vector_get_data(output), "double *")
    for i in range(duck.duckdb_data_chunk_get_size(input)):
        y[i] = 0.5 * math.erfc(-x[i] / math.sqrt(2))


database, connection, result = duck.duckdb_database(), duck.duckdb_connection(), duck.duckdb_result()
assert duck.duckdb_open(None, ctypes.byref(database)) == duck.DuckDBSuccess
assert duck.duckdb_connect(database, ctypes.byref(connection)) == duck.DuckDBSuccess
double, function = duck.duckdb_create_logical_type(duck.DUCKDB_TYPE_DOUBLE), duck.duckdb_create_scalar_function()
duck.duckdb_scalar_function_set_name(function, b"normal_cdf")
duck.duckdb_scalar_function_add_parameter(function, double)
duck.duckdb_scalar_function_set_return_type(function, double)
duck.duckdb_scalar_function_set_function(function, normal_cdf)
assert duck.duckdb_register_scalar_function(connection, function) == duck.DuckDBSuccess
duck.duckdb_destroy_scalar_function(ctypes.byref(function))
duck.duckdb_destroy_logical_type(ctypes.byref(double))

query = b"SELECT avg(normal_cdf(x / 1000)), max(normal_cdf(x)) FROM (SELECT range::DOUBLE AS x FROM range(-5000, 5001))"
assert duck.duckdb_query(connection, query, result) == duck.DuckDBSuccess
chunk = duck.duckdb_fetch_chunk(result)
mean, most = (
    ctypes.cast(
        duck.duckdb_vector_get_data(duck.duckdb_data_chunk_get_vector(chunk, i)), ctypes.POINTER(ctypes.c_double)
    )[0]
    for i in range(2)
)
duck.duckdb_destroy_data_chunk(ctypes.byref(chunk))
duck.duckdb_destroy_result(result)
duck.duckdb_disconnect(ctypes.byref(connection))
duck.duckdb_close(ctypes.byref(database))
assert math.isclose(mean, 0.5)  # of 10,001 numbers, as many below 0 as above
assert most == 1
print(f"the mean of 10,001 rows is {mean:.6f}")
