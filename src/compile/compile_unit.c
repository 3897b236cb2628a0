/* compile_unit.c: a Unit with the record of each stage. */
#include "compile/compile.h"
#include "frozen/strings.h"
#include "hir/function.h"
#include "lir/lir.h"
#include "lower/sites.h"
#include "types/environment.h"
#include "types/signature.h"
#include "types/types.h"

typedef struct Records {
    Resolver resolver;
    Strings strings;
    TypeTable types;
    Signature signature;
    EnvironmentTable environment;
    Functions functions;
    Sites sites;
    LirModule lir;
    CompileResult result;
} Records;

static void add_records(Unit *u, void *argument)
{
    Records *records = ARENA_NEW(&u->arena, Records);
    records->resolver = *(const Resolver *)argument;
    u->resolver = &records->resolver;
    u->strings = &records->strings;
    u->types = &records->types;
    u->signature = &records->signature;
    u->environment = &records->environment;
    u->functions = &records->functions;
    u->sites = &records->sites;
    u->lir = &records->lir;
    u->result = &records->result;
    types_init(u);
}

Unit *compile_unit(Resolver resolver)
{
    Unit *u = unit_new();
    if (u && unit_guard(u, add_records, &resolver))
        return u;
    if (u)
        unit_free(u);
    return NULL;
}
