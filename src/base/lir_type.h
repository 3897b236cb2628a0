/* lir_type.h: the types of the machine: of LIR's values, of what lies in memory, of what run-time functions take. */
#ifndef UPCALL_LIR_TYPE_H
#define UPCALL_LIR_TYPE_H

typedef enum { LIR_void, LIR_i1, LIR_i8, LIR_i16, LIR_i32, LIR_i64, LIR_f32, LIR_f64, LIR_ptr, LIR_TYPE_COUNT } LirType;

#endif
