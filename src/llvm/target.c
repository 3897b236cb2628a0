/* target.c: the machine that code is made for: the host's processor, LLVM's pipeline, object and assembly out.
 *
 * A target machine is dear to make (tables of the processor's features), as is its code generation (codegen.h), and may be used
 * by one thread at a time, so those for the host are kept in a pool: as many as ever compiled at once. Nobody waits for the
 * pool's lock: where it is taken (or was, when the process forked) a machine is made, or disposed of, as if there were no pool. */
#include "llvm/emit.h"

#include <llvm-c/Error.h>
#include <llvm-c/Support.h>
#include <llvm-c/Target.h>
#include <llvm-c/Transforms/PassBuilder.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { POOL_SIZE = 16 };

static struct {
    pthread_mutex_t lock;
    Target items[POOL_SIZE];
    size_t count;
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER};

static char *host_cpu, *host_features, *host_name; /* set once by target_initialise() */

/* Where it can't look LLVM complains to stderr, and finds what it has here. */
static void find_host(void)
{
    bool can_look = !access(PLATFORM_PROCESSOR_FILE, R_OK);
    host_cpu = can_look ? LLVMGetHostCPUName() : LLVMCreateMessage("generic");
    host_features = can_look ? LLVMGetHostCPUFeatures() : LLVMCreateMessage("");
}

void target_initialise(void)
{
    static const char *const options[] = {
        "upcall",
        "-disable-lsr",                        /* see LOOP_REDUCE_LIMIT */
        "-unroll-runtime-multi-exit",          /* loops with an index check, too */
        "-unroll-threshold-default=300",       /* O3's; `loop-unroll-full` as text has that of O2 */
        "-disable-fp-call-folding",            /* by the libm of the process that compiles */
        "-enable-mem-access-versioning=false", /* for strides of one byte, which no loop over elements has */
        "-large-interval-freq-threshold=16", /* how often what lives through hundreds of loops is joined: it is quadratic */
    };
    LLVMParseCommandLineOptions(sizeof options / sizeof *options, options, ""); /* of this library's own LLVM */
    LLVMInitializeNativeTarget();
    LLVMInitializeNativeAsmPrinter();
    find_host();
    size_t size = strlen(host_cpu) + strlen(host_features) + 2;
    host_name = malloc(size);
    if (host_name)
        snprintf(host_name, size, "%s;%s", host_cpu, host_features);
}

const char *target_host(void)
{
    return host_name ? host_name : "";
}

static bool is_for_host(const BackendOptions *options)
{
    return !options->cpu && !options->features;
}

static LLVMTargetMachineRef new_machine(const BackendOptions *options)
{
    char *triple = LLVMGetDefaultTargetTriple(), *message = NULL;
    LLVMTargetRef target = NULL;
    if (LLVMGetTargetFromTriple(triple, &target, &message))
        backend_fail_with(message, LLVMDisposeMessage);
    LLVMTargetMachineOptionsRef settings = LLVMCreateTargetMachineOptions();
    LLVMTargetMachineOptionsSetCPU(settings, options->cpu ? options->cpu : host_cpu);
    LLVMTargetMachineOptionsSetFeatures(settings, options->features ? options->features
                                                  : options->cpu    ? ""
                                                                    : host_features);
    LLVMTargetMachineOptionsSetCodeGenOptLevel(settings, LLVMCodeGenLevelAggressive);
    LLVMTargetMachineOptionsSetRelocMode(settings, LLVMRelocPIC);
    LLVMTargetMachineRef machine = LLVMCreateTargetMachineWithOptions(target, triple, settings);
    LLVMDisposeTargetMachineOptions(settings);
    LLVMDisposeMessage(triple);
    if (!machine)
        backend_fail("LLVM has no target machine for this host");
    return machine;
}

void target_take(Target *target, const BackendOptions *options)
{
    if (is_for_host(options) && pthread_mutex_trylock(&pool.lock) == 0) {
        if (pool.count)
            *target = pool.items[--pool.count];
        pthread_mutex_unlock(&pool.lock);
    }
    if (!target->machine)
        target->machine = new_machine(options);
    if (!target->codegen)
        target->codegen = codegen_new(target->machine);
    if (!target->codegen)
        backend_fail("LLVM makes no objects for this host");
}

void target_dispose(Target *target)
{
    if (target->codegen)
        codegen_free(target->codegen);
    if (target->machine)
        LLVMDisposeTargetMachine(target->machine);
    *target = (Target){NULL, NULL};
}

void target_give_back(Target *target, const BackendOptions *options)
{
    if (is_for_host(options) && pthread_mutex_trylock(&pool.lock) == 0) {
        if (pool.count < POOL_SIZE) {
            pool.items[pool.count++] = *target;
            *target = (Target){NULL, NULL};
        }
        pthread_mutex_unlock(&pool.lock);
    }
    target_dispose(target);
}

/* The pipelines are O3's without what a callback has no use for (whole programs, exceptions, coroutines, profiles) and
 * without most repetitions: equal code on the kernels of `make bench`, in two thirds of the time. */
#define COMBINE "instcombine<no-verify-fixpoint>" /* by name alone it aborts where it would find more to do */

/* A single function without a loop: most callbacks. */
static const char straight_line[] =
    "function(simplifycfg),cgscc(inline),function(sroa,early-cse<memssa>,jump-threading,correlated-propagation,"
    "simplifycfg," COMBINE ",tailcallelim,reassociate,gvn,sccp,bdce," COMBINE ",dse,adce,"
    "simplifycfg<no-keep-loops;hoist-common-insts;sink-common-insts;speculate-unpredictables>,slp-vectorizer,"
    "vector-combine," COMBINE ",div-rem-pairs,simplifycfg),deadargelim";

#define SIMPLIFY                                                                                                       \
    "sroa,early-cse<memssa>,jump-threading,correlated-propagation,simplifycfg," COMBINE ",tailcallelim,simplifycfg,"   \
    "reassociate,constraint-elimination,"                                                                              \
    "loop-mssa(loop-instsimplify,loop-simplifycfg,licm<no-allowspeculation>,loop-rotate,licm<allowspeculation>,"       \
    "simple-loop-unswitch<nontrivial;trivial>),simplifycfg," COMBINE                                                   \
    ",loop(loop-idiom,indvars,loop-deletion,loop-unroll-full),sroa,gvn,sccp,bdce," COMBINE                             \
    ",jump-threading,correlated-propagation,dse,loop-mssa(licm<allowspeculation>),adce,"                               \
    "simplifycfg<hoist-common-insts;sink-common-insts>," COMBINE

#define VECTORIZE                                                                                                      \
    "float2int,loop(loop-rotate,loop-deletion),loop-vectorize,loop-load-elim," COMBINE                                 \
    ",simplifycfg<forward-switch-cond;switch-range-to-icmp;switch-to-lookup;no-keep-loops;hoist-common-insts;"         \
    "sink-common-insts;speculate-unpredictables>,slp-vectorizer,vector-combine," COMBINE                               \
    ",loop-unroll<O3>,sroa," COMBINE                                                                                   \
    ",loop-mssa(licm<allowspeculation>),separate-const-offset-from-gep,div-rem-pairs,"                                 \
    "simplifycfg"

/* separate-const-offset-from-gep: the addresses of an unrolled loop in several blocks, which has a check, as one index and
 * constants. */

/* A single function with loops. */
static const char loops[] = "function(simplifycfg),cgscc(inline),function(" SIMPLIFY "),deadargelim,function(" VECTORIZE
                            ")";

/* Calls between functions: callees are made short before their callers take them in, and simplified where they have come to: what is
 * called through eight functions would be so eight times. Twice: once leaves loops that don't become vectors (np.median of 9). */
#define SHORTEN "sroa,early-cse<memssa>," COMBINE ",simplifycfg"

static const char calls[] = "function(simplifycfg,sroa,early-cse),ipsccp,"
                            "cgscc(devirt<4>(inline,function-attrs,argpromotion,function(" SHORTEN "))),deadargelim,"
                            "function(" SIMPLIFY "),function(" SIMPLIFY "),function(" VECTORIZE ")";

/* Loop strength reduction takes up to two thirds of a compile of large loops, and makes most no faster (stencils: slower). So it
 * isn't among the passes of code generation (see target_initialise) but here, for functions with loops whose counts are known: of
 * those that are unrolled whole it merges the addresses, up to that many instructions. The others gain only where they multiply by
 * a stride, in the unrolled body: slsr makes additions of that. */
enum { LOOP_REDUCE_LIMIT = 10000 };

static size_t instruction_count(LLVMModuleRef module)
{
    size_t count = 0;
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f))
        for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(f); b; b = LLVMGetNextBasicBlock(b))
            for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
                count++;
    return count;
}

static void run_passes(const Emitter *e, LLVMTargetMachineRef machine, const char *passes)
{
    LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
    LLVMPassBuilderOptionsSetLoopVectorization(options, true);
    LLVMPassBuilderOptionsSetSLPVectorization(options, true);
    LLVMPassBuilderOptionsSetLoopInterleaving(options, true);
    LLVMPassBuilderOptionsSetLoopUnrolling(options, true);
    LLVMErrorRef error = LLVMRunPasses(e->module, passes, machine, options);
    LLVMDisposePassBuilderOptions(options);
    if (error)
        backend_fail_with(LLVMGetErrorMessage(error), LLVMDisposeErrorMessage);
}

void target_optimise(const Emitter *e, LLVMTargetMachineRef machine)
{
    bool is_straight = !e->has_loop && e->lir->count == 1;
    run_passes(e, machine, is_straight ? straight_line : e->lir->count > 1 ? calls : loops);
    if (is_straight)
        return;
    if (!e->has_counted_loop)
        run_passes(e, machine, "function(slsr)");
    else if (instruction_count(e->module) <= LOOP_REDUCE_LIMIT)
        run_passes(e, machine, "function(loop(loop-reduce))");
}

LLVMMemoryBufferRef target_assembly(LLVMModuleRef module, LLVMTargetMachineRef machine)
{
    LLVMMemoryBufferRef buffer = NULL;
    char *message = NULL;
    if (LLVMTargetMachineEmitToMemoryBuffer(machine, module, LLVMAssemblyFile, &message, &buffer))
        backend_fail_with(message, LLVMDisposeMessage);
    return buffer;
}
