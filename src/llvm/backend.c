/* backend.c: the table that _llvm.so exports: a LIR module in, object bytes out.
 *
 * Failures are messages. Ours unwind by longjmp from backend_fail(); LLVM's fatal errors do the same through its
 * handler, over LLVM's C++ frames: what those hold is leaked (the context and the Target with it, since they may be in any
 * state), the process lives on. Errors that LLVM diagnoses come through the context's handler; nothing is printed. Each compile has its own context, so threads share nothing but the pool in target.c. */
#include "llvm/emit.h"

#include "base/timing.h"

#include <llvm-c/Analysis.h>
#include <llvm-c/ErrorHandling.h>
#include <llvm/Config/llvm-config.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Compile {
    jmp_buf on_error;
    bool fatal; /* LLVM gave up in the middle: its objects aren't touched again */
    const BackendOptions *options;
    BackendResult *result;
    Emitter emitter;
    Target target;
    char message[1024];
} Compile;

static _Thread_local Compile *running;

void backend_fail(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(running->message, sizeof running->message, format, args);
    va_end(args);
    longjmp(running->on_error, 1);
}

void backend_fail_with(char *message, void (*dispose)(char *message))
{
    snprintf(running->message, sizeof running->message, "LLVM: %s", message);
    dispose(message);
    longjmp(running->on_error, 1);
}

static void on_fatal_error(const char *reason)
{
    if (!running)
        return; /* not inside emit(): LLVM ends the process */
    running->fatal = true;
    backend_fail("LLVM: %s", reason);
}

/* The first error that LLVM diagnoses ends the compile, once LLVM has returned. */
static void on_diagnostic(LLVMDiagnosticInfoRef info, void *context)
{
    Compile *c = context;
    if (LLVMGetDiagInfoSeverity(info) != LLVMDSError || *c->message)
        return;
    char *text = LLVMGetDiagInfoDescription(info);
    snprintf(c->message, sizeof c->message, "LLVM: %s", text);
    LLVMDisposeMessage(text);
}

static void stop_on_diagnostic(Compile *c)
{
    if (*c->message)
        longjmp(c->on_error, 1);
}

static void initialise(void)
{
    LLVMInstallFatalErrorHandler(on_fatal_error);
    target_initialise();
}

static void begin_module(Compile *c)
{
    Emitter *e = &c->emitter;
    target_take(&c->target, c->options);
    e->context = LLVMContextCreate();
    LLVMContextSetDiagnosticHandler(e->context, on_diagnostic, c);
    LLVMContextSetDiscardValueNames(e->context, c->options->texts == TEXT_NONE);
    e->module = LLVMModuleCreateWithNameInContext("upcall", e->context); /* a symbol of the object */
    e->builder = LLVMCreateBuilderInContext(e->context);
    char *triple = LLVMGetTargetMachineTriple(c->target.machine);
    LLVMTargetDataRef layout = LLVMCreateTargetDataLayout(c->target.machine);
    LLVMSetTarget(e->module, triple);
    LLVMSetModuleDataLayout(e->module, layout);
    LLVMDisposeTargetData(layout);
    LLVMDisposeMessage(triple);
}

static void end_module(Compile *c, bool done)
{
    Emitter *e = &c->emitter;
    if (c->fatal) {
        emit_free_scratch(e);
        return;
    }
    lines_dispose(e);
    if (e->builder)
        LLVMDisposeBuilder(e->builder);
    if (e->module)
        LLVMDisposeModule(e->module);
    if (e->context)
        LLVMContextDispose(e->context);
    emit_free_scratch(e);
    if (done)
        target_give_back(&c->target, c->options);
    else
        target_dispose(&c->target);
}

static void verify(Compile *c)
{
#ifndef NDEBUG
    char *message = NULL;
    if (LLVMVerifyModule(c->emitter.module, LLVMReturnStatusAction, &message))
        backend_fail_with(message, LLVMDisposeMessage);
    LLVMDisposeMessage(message);
#else
    (void)c;
#endif
}

/* Code generation changes the module, so assembly is made from a copy. */
static char *assembly(Compile *c)
{
    LLVMModuleRef copy = LLVMCloneModule(c->emitter.module);
    LLVMMemoryBufferRef buffer = target_assembly(copy, c->target.machine);
    char *text = strndup(LLVMGetBufferStart(buffer), LLVMGetBufferSize(buffer));
    LLVMDisposeMemoryBuffer(buffer);
    LLVMDisposeModule(copy);
    return text;
}

static void keep_object(Compile *c, const char *bytes, size_t size)
{
    const char *foreign = first_foreign_symbol((const uint8_t *)bytes, size);
    if (foreign)
        backend_fail("the code refers to %s, which is not a permitted run-time symbol", foreign);
    c->result->object = malloc(size);
    if (!c->result->object)
        backend_fail("out of memory");
    memcpy(c->result->object, bytes, size);
    c->result->size = size;
}

/* Functions have the object's names, but for the texts that are made between two of these. */
static void rename_functions(Compile *c, bool for_text)
{
    const LirModule *lir = c->emitter.lir;
    for (size_t i = 0; c->options->symbols && i <= lir->count; i++) {
        const char *own = i ? lir->functions[i - 1]->symbol : lir->entry.symbol, *users = c->options->symbols[i];
        LLVMValueRef v_function = LLVMGetNamedFunction(c->emitter.module, for_text ? own : users);
        if (v_function)
            LLVMSetValueName2(v_function, for_text ? users : own, strlen(for_text ? users : own));
    }
}

static void make_texts(Compile *c, unsigned texts)
{
    if (!texts)
        return;
    rename_functions(c, true);
    if (texts & TEXT_LLVM_INPUT)
        c->result->llvm_input = LLVMPrintModuleToString(c->emitter.module);
    if (texts & TEXT_LLVM)
        c->result->llvm = LLVMPrintModuleToString(c->emitter.module);
    if (texts & TEXT_ASM)
        c->result->assembly = assembly(c);
    rename_functions(c, false);
}

static void run(Compile *c)
{
    unsigned texts = c->options->texts;
    size_t size;
    begin_module(c);
    emit_module(&c->emitter);
    c->result->emitted = timing_clock();
    make_texts(c, texts & TEXT_LLVM_INPUT);
    verify(c);
    target_optimise(&c->emitter, c->target.machine);
    c->result->optimised = timing_clock();
    make_texts(c, texts & (TEXT_LLVM | TEXT_ASM));
    const char *object = codegen_run(c->target.codegen, c->emitter.module, &size);
    stop_on_diagnostic(c);
    keep_object(c, object, size);
}

/* Apart, so that no local of the function that calls setjmp() changes after it. */
static bool run_guarded(Compile *c)
{
    if (setjmp(c->on_error))
        return false;
    run(c);
    return true;
}

static void backend_release(BackendResult *result)
{
    free(result->object);
    LLVMDisposeMessage(result->llvm_input);
    LLVMDisposeMessage(result->llvm);
    free(result->assembly);
    free(result->error);
    *result = (BackendResult){0};
}

static void backend_emit(const LirModule *module, const BackendOptions *options, BackendResult *result)
{
    Compile *outer = running, c = {.options = options, .result = result, .emitter = {.lir = module}};
    *result = (BackendResult){0};
    running = &c;
    bool done = run_guarded(&c);
    end_module(&c, done);
    running = outer;
    if (!done) {
        backend_release(result);
        result->error = strdup(c.message);
    }
}

__attribute__((visibility("default"))) const Backend *upcall_backend(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    static const Backend backend = {BACKEND_VERSION, LLVM_VERSION_STRING, target_host, backend_emit, backend_release};
    pthread_once(&once, initialise);
    return &backend;
}
