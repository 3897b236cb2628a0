/* ids.h: names of what headers mention without looking inside. */
#ifndef UPCALL_IDS_H
#define UPCALL_IDS_H

#include <stdint.h>

typedef struct Unit Unit;         /* base/unit.h */
typedef struct Frozen Frozen;     /* frozen/frozen.h: a frozen Python value */
typedef struct Function Function; /* hir/function.h */
typedef uint32_t TypeId;          /* types/types.h */
typedef uint32_t LirId;           /* lir/lir.h: a value of its function */

#endif
