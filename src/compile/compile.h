/* compile.h: the driver: from a captured Python function to machine code in memory. */
#ifndef UPCALL_COMPILE_H
#define UPCALL_COMPILE_H

#include "base/unit.h"
#include "frozen/resolve.h"
#include "lir/backend.h"
#include "lir/lir_bytes.h"
#include "runtime/cache.h"

/* Where a dump is taken; also the names that inspect and UPCALL_DUMP use. */
typedef enum {
    STAGE_bytecode, /* after decode */
    STAGE_hir,      /* after build: no types yet */
    STAGE_types,    /* after infer */
    STAGE_bound,
    STAGE_checks, /* the index checks that bound has left */
    STAGE_fuse,   /* which array operations are never in memory */
    STAGE_lir,
    STAGE_bytes, /* the LIR that the back end gets */
    STAGE_llvm_input,
    STAGE_llvm,
    STAGE_asm,
    STAGE_object, /* nothing dumped: the whole way; ORDER STAGES: it is the last */
    STAGE_COUNT
} Stage;

extern const char *const stage_names[STAGE_COUNT]; /* "bytecode", "hir", ... */

/* What a compile leaves. */
typedef struct CompileResult {
    const uint8_t *object; /* STAGE_object: an ELF relocatable, in the arena; NULL: `image` is from the cache */
    size_t object_size;
    Image *image;                   /* STAGE_object: the machine code; the caller's */
    Cached cached;                  /* where it was found */
    LirBytes lir;                   /* STAGE_bytes: what the object depends on, in the arena */
    const char *dumps[STAGE_COUNT]; /* NULL where not asked for */
} CompileResult;

/* A Unit with an empty record of each stage. NULL: no memory.
 *   resolver   copied; its `answers` are the Unit's */
Unit *compile_unit(Resolver resolver);

/* Compile u's root function `root` for `u->signature`, as far as `last`; the dumps of the stages in the bit set `dumps`
 * are left in u->result->dumps[stage]. STAGE_object leaves u->result->image, u->sites, u->environment.
 *   open_backend   called where LLVM is needed: the cache has no machine code for it; may fail(E_BACKEND_MISSING)
 * What other values the code is right for: u->resolver->answers are the questions that were asked of Python, in order. Data, a
 * frozen_is_data() of u->options.open or a float, may have any value of its type unless it was looked at (*is_looked_at), and an
 * array any lengths (packed in the same way); where it is used it is in u->environment, which goes by origin. All else is as it is.
 *   returns        false: u->error says why */
bool compile(Unit *u, const Frozen *root, Stage last, unsigned dumps, const Backend *(*open_backend)(Unit *u));

/* Open the library at `path` once a process and check its version. fails E_BACKEND_MISSING */
const Backend *backend_open(Unit *u, const char *path);

#endif
