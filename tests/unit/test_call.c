/* test_call.c: calls from words: functions that the C compiler made get their arguments and give their results, whatever their
 * prototypes; environments, and who is told how a call ended. */
#include <complex.h>
#include <pthread.h>
#include <unwind.h>

#include "abi_short.h"
#include "check.h"
#include "machine_code.h"
#include "platform/platform.h"
#include "runtime/call.h"
#include "runtime/status.h"

#ifndef CMPLX /* glibc before 2.38 has it for GCC alone */
#define CMPLX(re, im) __builtin_complex((double)(re), (double)(im))
#define CMPLXF(re, im) __builtin_complex((float)(re), (float)(im))
#endif

static uint64_t d(double real)
{
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    return bits;
}

static uint64_t s(float real)
{
    uint32_t bits;
    memcpy(&bits, &real, sizeof bits);
    return bits;
}

#define RUBBISH UINT64_C(0xdeadbeefdeadbe00)

/* The call of one function: room is made to hold rubbish first. */
static void call(void (*entry)(void), AbiValue result, const AbiValue *arguments, size_t count, const uint64_t *words,
                 uint64_t *results)
{
    PlatformCall *form = platform_call_new(arguments, count, &result);
    size_t room_size = platform_call_room(form) * sizeof(uint64_t);
    uint64_t *room = malloc(room_size);
    memset(room, 0xa5, room_size);
    for (size_t i = 0; i < result.count; i++)
        results[i] = RUBBISH;
    platform_call(form, (const void *)entry, NULL, words, results, room);
    free(room);
    free(form);
}

#define CALL(f, result, abis, ...) call((void (*)(void))(f), result, abis, (const uint64_t[]){__VA_ARGS__}, results)

/* ---- Numbers ---- */

static bool was_called, was_aligned, was_right;

/* Of the caller's frame: before the call it was a multiple of 16. */
#define NOTE_CALL(right)                                                                                               \
    (was_called = true, was_aligned = (uintptr_t)__builtin_frame_address(0) % 16 == 0, was_right = (right))

static void no_arguments(void)
{
    NOTE_CALL(true);
}

static signed char narrow(signed char a, unsigned char b, short c, unsigned short d_, int e, unsigned f, bool g, bool h)
{
    NOTE_CALL(a == -2 && b == 254 && c == -3 && d_ == 65533 && e == -4 && f == 4294967292u && g && !h);
    return (signed char)(a * 2);
}

static bool is_less(float a, double b)
{
    NOTE_CALL(a == 1.5F && b == 2.5);
    return (double)a < b;
}

static unsigned short to_short(const void *p, int64_t n)
{
    NOTE_CALL(p == &was_called && n == INT64_MIN);
    return 65535;
}

static float halved(double a)
{
    NOTE_CALL(true);
    return (float)(a / 2);
}

static void test_numbers(void)
{
    uint64_t results[2];
    call(no_arguments, ABI_VOID, NULL, 0, NULL, results);
    CHECK(was_called && was_aligned);
    CALL(narrow, ABI(i8), ABIS(ABI(i8), ABI(u8), ABI(i16), ABI(u16), ABI(i32), ABI(u32), ABI(bool), ABI(bool)),
         RUBBISH | 0xfe, RUBBISH | 0xfe, (RUBBISH << 16) | 0xfffd, (RUBBISH << 16) | 0xfffd,
         (RUBBISH << 32) | 0xfffffffc, (RUBBISH << 32) | 0xfffffffc, RUBBISH | 4, RUBBISH);
    CHECK(was_right && was_aligned && results[0] == 0xfc);
    CALL(is_less, ABI(bool), ABIS(ABI(f32), ABI(f64)), s(1.5F), d(2.5));
    CHECK(was_right && was_aligned && results[0] == 1);
    CALL(to_short, ABI(u16), ABIS(ABI(ptr), ABI(i64)), (uintptr_t)&was_called, (uint64_t)INT64_MIN);
    CHECK(was_right && was_aligned && results[0] == 65535);
    CALL(halved, ABI(f32), ABIS(ABI(f64)), d(5.0));
    CHECK(results[0] == s(2.5F));
}

/* ---- Many arguments ---- */

#define TEN(M, k) M(k##0), M(k##1), M(k##2), M(k##3), M(k##4), M(k##5), M(k##6), M(k##7), M(k##8), M(k##9)
#define HUNDRED(M, k)                                                                                                  \
    TEN(M, k##0), TEN(M, k##1), TEN(M, k##2), TEN(M, k##3), TEN(M, k##4), TEN(M, k##5), TEN(M, k##6), TEN(M, k##7),    \
        TEN(M, k##8), TEN(M, k##9)
#define PARAMETERS(k) int8_t i##k, double r##k
#define AS_INTEGERS(k) i##k, (int64_t)r##k
#define BOTH(k) i##k, r##k

enum { MANY = 300 };

/* Each weighs what stands where it does: a swap is seen. */
static double many(HUNDRED(PARAMETERS, 1), HUNDRED(PARAMETERS, 2), HUNDRED(PARAMETERS, 3))
{
    const int64_t all[] = {HUNDRED(AS_INTEGERS, 1), HUNDRED(AS_INTEGERS, 2), HUNDRED(AS_INTEGERS, 3)};
    int64_t sum = 0;
    for (int64_t i = 0; i < 2 * MANY; i++)
        sum += (i + 1) * all[i];
    NOTE_CALL(true);
    return (double)sum;
}

/* With one more the words on the stack are odd. */
static double many_and_one(HUNDRED(PARAMETERS, 1), HUNDRED(PARAMETERS, 2), HUNDRED(PARAMETERS, 3), double last)
{
    return last - many(HUNDRED(BOTH, 1), HUNDRED(BOTH, 2), HUNDRED(BOTH, 3));
}

static void test_many_arguments(void)
{
    AbiValue arguments[2 * MANY + 1];
    uint64_t words[2 * MANY + 1], results[1];
    const AbiValue integer = ABI(i8), real = ABI(f64);
    int64_t sum = 0;
    for (int64_t i = 0; i <= 2 * MANY; i++) {
        bool is_real = i % 2 || i == 2 * MANY;
        int64_t value = is_real ? 1000 - 7 * i : i % 251 - 125;
        arguments[i] = is_real ? real : integer;
        words[i] = is_real ? d((double)value) : (uint64_t)value & 0xff;
        sum += i < 2 * MANY ? (i + 1) * value : 0;
    }
    call((void (*)(void))many, ABI(f64), arguments, 2 * MANY, words, results);
    CHECK(was_aligned && results[0] == d((double)sum));
    words[2 * MANY] = d(0.5);
    call((void (*)(void))many_and_one, ABI(f64), arguments, 2 * MANY + 1, words, results);
    CHECK(was_aligned && results[0] == d(0.5 - (double)sum));
}

/* ---- Complex numbers and structures ---- */

typedef float _Complex Narrow;
typedef double _Complex Wide;

/* Seven doubles leave one SSE register: not enough for z, but for w. */
static Wide overflowing(double a, double b, double c, double d_, double e, double f, double g, Wide z, Narrow w, Wide y,
                        int n)
{
    NOTE_CALL(a == 1 && b == 2 && c == 3 && d_ == 4 && e == 5 && f == 6 && g == 7 && z == CMPLX(8, 9) &&
              w == CMPLXF(10, 11) && y == CMPLX(12, 13) && n == -14);
    return z * y;
}

static Narrow conjugate(Narrow z)
{
    return conjf(z);
}

static void test_complex(void)
{
    uint64_t results[2];
    Wide product = CMPLX(8, 9) * CMPLX(12, 13);
    CALL(overflowing, ABI_C128,
         ABIS(ABI(f64), ABI(f64), ABI(f64), ABI(f64), ABI(f64), ABI(f64), ABI(f64), ABI_C128, ABI_C64, ABI_C128,
              ABI(i32)),
         d(1), d(2), d(3), d(4), d(5), d(6), d(7), d(8), d(9), s(10), s(11), d(12), d(13), (uint64_t)-14);
    CHECK(was_right && was_aligned && results[0] == d(creal(product)) && results[1] == d(cimag(product)));
    CALL(conjugate, ABI_C64, ABIS(ABI_C64), RUBBISH << 32 | s(1.5F), RUBBISH << 32 | s(2.5F));
    CHECK(results[0] == s(1.5F) && results[1] == s(-2.5F));
}

typedef struct Mixed {
    int32_t a;
    float b;
    double c;
} Mixed;

typedef struct Crossed {
    double a;
    int16_t b;
} Crossed;

typedef struct Small {
    bool a;
    int8_t b;
    uint16_t c;
    float d;
} Small;

typedef struct Large {
    double a;
    int32_t b, c;
    float d, e;
    int8_t f;
} Large;

static Mixed mixed(Mixed m, Large l, Small t, Crossed x, Mixed n)
{
    NOTE_CALL(m.a == -1 && m.b == 2 && m.c == 3 && l.a == 4 && l.b == -5 && l.c == 6 && l.d == 7 && l.e == 8 &&
              l.f == -9 && t.a && t.b == -10 && t.c == 65535 && t.d == 11 && x.a == 12 && x.b == -13 && n.a == 14 &&
              n.b == 15 && n.c == 16);
    return (Mixed){-m.a, -m.b, -m.c};
}

static Crossed crossed(int64_t a, int64_t b, int64_t c, int64_t d_, int64_t e, int64_t f, Crossed x, Small t,
                       double last)
{
    NOTE_CALL(a == 1 && b == 2 && c == 3 && d_ == 4 && e == 5 && f == 6 && x.a == 7 && x.b == -8 && !t.a && t.b == 9 &&
              t.c == 10 && t.d == 11 && last == 12);
    return (Crossed){-x.a, (int16_t)-x.b};
}

static Small small(void)
{
    return (Small){true, -2, 65533, -4.5F};
}

static void test_structures(void)
{
    uint64_t results[4];
    const AbiValue of_mixed = ABI_VALUE(16, {ABI_i32, 0}, {ABI_f32, 4}, {ABI_f64, 8});
    const AbiValue of_crossed = ABI_VALUE(16, {ABI_f64, 0}, {ABI_i16, 8});
    const AbiValue of_small = ABI_VALUE(8, {ABI_bool, 0}, {ABI_i8, 1}, {ABI_u16, 2}, {ABI_f32, 4});
    const AbiValue of_large = ABI_VALUE(sizeof(Large), {ABI_f64, 0}, {ABI_i32, 8}, {ABI_i32, 12}, {ABI_f32, 16},
                                        {ABI_f32, 20}, {ABI_i8, 24});
    CALL(mixed, of_mixed, ABIS(of_mixed, of_large, of_small, of_crossed, of_mixed), (uint64_t)-1, s(2), d(3), d(4),
         (uint64_t)-5, 6, s(7), s(8), (uint64_t)-9, 1, (uint64_t)-10, 65535, s(11), d(12), (uint64_t)-13, 14, s(15),
         d(16));
    CHECK(was_right && was_aligned && results[0] == 1 && results[1] == s(-2) && results[2] == d(-3));
    CALL(crossed, of_crossed,
         ABIS(ABI(i64), ABI(i64), ABI(i64), ABI(i64), ABI(i64), ABI(i64), of_crossed, of_small, ABI(f64)), 1, 2, 3, 4,
         5, 6, d(7), (uint64_t)-8, 0, 9, 10, s(11), d(12));
    CHECK(was_right && was_aligned && results[0] == d(-7) && results[1] == 8);
    call((void (*)(void))small, of_small, NULL, 0, NULL, results);
    CHECK(results[0] == 1 && results[1] == 0xfe && results[2] == 65533 && results[3] == s(-4.5F));
}

/* ---- The stack can be walked from inside ---- */

static void test_unwinding(void);

static _Unwind_Reason_Code look(struct _Unwind_Context *context, void *found)
{
    void *inside = (void *)(_Unwind_GetIP(context) - 1); /* the call */
    *(bool *)found |= _Unwind_FindEnclosingFunction(inside) == (void *)test_unwinding;
    return _URC_NO_REASON;
}

static bool walks(int64_t a, int64_t b, int64_t c, int64_t d_, int64_t e, int64_t f, int64_t g)
{
    bool found = false;
    _Unwind_Backtrace(look, &found);
    return found && a + b + c + d_ + e + f + g == 28;
}

__attribute__((noinline)) static void test_unwinding(void)
{
    uint64_t results[1];
    CALL(walks, ABI(bool), ABIS(ABI(i64), ABI(i64), ABI(i64), ABI(i64), ABI(i64), ABI(i64), ABI(i64)), 1, 2, 3, 4, 5, 6,
         7);
    CHECK(results[0] == 1);
}

/* ---- Environments and outcomes ---- */

/* An entry: it goes on to fails(), which gets the environment. */
void entry_that_fails(void);
__asm__(".text\n"
        ".p2align 4\n"
        "entry_that_fails:\n" TEXT_OF_ENVIRONMENT_TO("fails"));

enum { VALUES = 1000 };

static int64_t call_it(const Environment *environment, int64_t depth, Outcome *outcome)
{
    AbiValue type = ABI(i64);
    CallForm form = {platform_call_new(&type, 1, &type), VALUES * sizeof(uint64_t)};
    uint64_t *room = malloc(call_room(&form) * sizeof *room), result;
    call_entry(&form, environment, (const uint64_t[]){(uint64_t)depth}, &result, room, outcome);
    free(room);
    free(form.passing);
    return (int64_t)result;
}

static Environment *original;
static atomic_int direct_calls;

/* Fails where its depth is odd; before that, calls itself as Python does, and as C does. */
__attribute__((used)) int64_t fails(int64_t depth, const Environment *environment)
{
    bool is_direct = depth < 0;
    uint64_t last;
    memcpy(&last, environment->values + (VALUES - 1) * sizeof last, sizeof last);
    CHECK(last == 123 && is_direct == (environment == original));
    Outcome inner;
    if (depth > 0) {
        CHECK(call_it(original, depth - 1, &inner) == depth - 1);
        CHECK(inner.status == ((depth - 1) % 2 ? 256 + depth - 1 : 0));
        CHECK(!inner.status || inner.record.words[3] == (uint64_t)depth - 1);
        int64_t (*address)(int64_t) = (int64_t (*)(int64_t))environment->entry;
        CHECK(__builtin_call_with_static_chain(address(-1), (void *)original) == -1);
    }
    direct_calls += is_direct;
    if (is_direct)
        upcall_report(environment, status_make(0, 0, 1), NULL);
    else if (depth % 2)
        upcall_report(environment, 256 + depth, &(Invocation){.words = {[3] = (uint64_t)depth}});
    return depth;
}

static void *call_often(void *ignored)
{
    Outcome outcome;
    for (int i = 0; i < 200; i++) {
        CHECK(call_it(original, i % 10, &outcome) == i % 10);
        CHECK(outcome.status == (i % 2 ? 256 + i % 10 : 0));
    }
    return ignored;
}

/* What C's own calls raise is counted, what those from Python raise is handed back, in each thread at the same time. */
static void test_outcomes(void)
{
    pthread_t threads[4];
    Report report;
    uint64_t last = 123;
    const CallbackException exception = {.class = "ValueError", .message = ""};
    const CallbackPlace place = {.first = 1, .file = "call.py", .function = "fails", .line = 7};
    const CallbackTable table = {&exception, &place, &(CallbackSite){0}, 1, 1, 1, 1, 2};
    Callback *callback = callback_new("fails", "call.py", 7, &table);
    original = environment_new(VALUES * sizeof(uint64_t));
    original->entry = (void *)entry_that_fails;
    original->callback = callback;
    memcpy(original->values + (VALUES - 1) * sizeof last, &last, sizeof last);
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, call_often, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    CHECK(direct_calls == 4 * 20 * 45);
    CHECK(report_take(&report) && report.callback == callback && report.count == (uint64_t)direct_calls);
    CHECK(!report_take(&report));
    environment_free(original);
    callback_free(callback);
}

int main(void)
{
    test_numbers();
    test_many_arguments();
    test_complex();
    test_structures();
    test_unwinding();
    test_outcomes();
    return check_summary();
}
