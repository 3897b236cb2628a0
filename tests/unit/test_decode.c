/* test_decode.c: decode() over the functions recorded under every version, and over what a damaged code object may hold.
 *
 * For recorded code: places are those that the version itself reads from the table; the stack, simulated with the effects that
 * meanings.def promises, never meets itself with two heights, never exceeds co_stacksize and is empty after a return. For damaged
 * code (cut off, bytes changed, made up): an error or Instrs that keep the promises of decode.h, never a crash. */
#include <stdint.h>
#include <string.h>

#include "bytecode/decode.h"
#include "check.h"

typedef struct Recorded {
    Code code;
    const Span *positions; /* by code unit */
    int stack_size;
} Recorded;

#include "compile/compile.h"
#include "frozen/frozen.h"
#include "frozen/resolve.h"
#include "hir/hir.h"
#include "recorded.h"

enum { RECORDED = sizeof recorded / sizeof *recorded, UNKNOWN_HEIGHT = -1, MUTATIONS = 200, MADE_UP = 20000 };

typedef struct Attempt {
    const Code *code;
    Instrs instrs;
    const char *text;
} Attempt;

static void attempt_body(Unit *u, void *argument)
{
    Attempt *attempt = argument;
    attempt->instrs = decode(u, attempt->code);
}

static Unit *new_unit(void)
{
    return compile_unit((Resolver){0});
}

static bool is_jump(const Instr *i)
{
    Flow flow = meaning_flow(i->meaning);
    return flow == FLOW_TEST || flow == FLOW_JUMP;
}

static bool is_end(const Instr *i)
{
    Flow flow = meaning_flow(i->meaning);
    return flow == FLOW_JUMP || flow == FLOW_LEAVE || flow == FLOW_STOP;
}

/* ---- the promises of decode.h */

static size_t index_limit(const Code *code, const Instr *i)
{
    switch ((Meaning)i->meaning) {
    case M_load_const:
    case M_return_const:
    case M_names_of_keywords: return code->constant_count;
    case M_load_local:
    case M_load_clear:
    case M_store_local:
    case M_delete_local:
    case M_load_cell:
    case M_store_cell: return code->local_count;
    case M_load_global:
    case M_load_attr:
    case M_store_attr: return code->name_count;
    case M_unary:
    case M_binary:
    case M_compare: return HIR_OP_COUNT;
    case M_raise: return 3;
    default: return INT32_MAX;
    }
}

static bool keeps_promises(const Code *code, const Instrs *instrs)
{
    for (size_t n = 0; n < instrs->count; n++) {
        const Instr *i = &instrs->items[n];
        bool in_range = i->arg < 0 ? i->meaning == M_load_int : (size_t)i->arg < index_limit(code, i);
        if (i->meaning >= M_COUNT || !in_range)
            return false;
        if (is_jump(i) && i->target >= instrs->count)
            return false;
        if ((i->meaning == M_copy || i->meaning == M_swap) && i->arg < 1)
            return false;
        if (2 * (size_t)i->offset + 1 >= code->size || code->bytes[2 * i->offset] != i->opcode)
            return false;
    }
    return instrs->count && is_end(&instrs->items[instrs->count - 1]);
}

/* ---- the height of the stack */

static int call_effect(const Instr *i)
{
    return -1 - i->arg - (i->extra & 1);
}

/* What it does on the way to the next instruction. */
static int effect(const Instr *i)
{
    switch ((Meaning)i->meaning) {
    case M_load_const:
    case M_load_int:
    case M_load_none:
    case M_load_bool:
    case M_load_common:
    case M_load_local:
    case M_load_clear:
    case M_load_cell:
    case M_push_null:
    case M_copy:
    case M_push_exc_info:
    case M_for_iter: return 1;
    case M_load_global: return i->extra ? 2 : 1;
    case M_load_attr: return i->extra ? 1 : 0;
    case M_store_local:
    case M_store_cell:
    case M_pop:
    case M_binary:
    case M_compare:
    case M_contains:
    case M_getitem:
    case M_branch_true:
    case M_branch_false:
    case M_branch_none:
    case M_branch_not_none:
    case M_or_pop_true:
    case M_or_pop_false:
    case M_pop_except:
    case M_reraise:
    case M_return: return -1;
    case M_setitem: return -3;
    case M_store_attr: return -2;
    case M_build_string:
    case M_build_tuple: return 1 - i->arg;
    case M_format: return i->arg & 4 ? -1 : 0;
    case M_unpack: return i->arg - 1;
    case M_call: return call_effect(i);
    case M_get_iter: return i->extra - 1;
    case M_pop_iter: return -i->extra;
    case M_raise: return -i->arg;
    default: return 0;
    }
}

static int effect_of_jumping(const Instr *i)
{
    if (i->meaning == M_for_iter)
        return -i->arg;
    return i->meaning == M_or_pop_true || i->meaning == M_or_pop_false ? 0 : effect(i);
}

static bool meet(int *height, int other, bool *changed)
{
    if (*height == UNKNOWN_HEIGHT) {
        *height = other;
        *changed = true;
    }
    return *height == other && other >= 0;
}

/* One pass over all instructions; false: a height is wrong. */
static bool flow(const Instrs *instrs, int *height, int limit, bool *changed)
{
    for (size_t n = 0; n < instrs->count; n++) {
        const Instr *i = &instrs->items[n];
        if (height[n] == UNKNOWN_HEIGHT)
            continue;
        if (i->meaning == M_unsupported || height[n] > limit || height[n] + effect(i) < 0)
            return false;
        if (i->meaning == M_return && height[n] != 1)
            return false;
        if (is_jump(i) && !meet(&height[i->target], height[n] + effect_of_jumping(i), changed))
            return false;
        if (i->handler != NO_HANDLER && !meet(&height[i->handler], (int)i->handler_depth + 1, changed))
            return false;
        if (!is_end(i) && !meet(&height[n + 1], height[n] + effect(i), changed))
            return false;
    }
    return true;
}

static bool stack_comes_out(const Instrs *instrs, int limit)
{
    int *height = malloc(instrs->count * sizeof *height);
    for (size_t n = 0; n < instrs->count; n++)
        height[n] = n ? UNKNOWN_HEIGHT : 0;
    bool ok = true;
    for (bool changed = true; ok && changed;) {
        changed = false;
        ok = flow(instrs, height, limit, &changed);
    }
    free(height);
    return ok;
}

/* ---- recorded code */

static bool same_span(Span a, Span b)
{
    return a.line == b.line && a.end_line == b.end_line && a.column == b.column && a.end_column == b.end_column;
}

static bool places_agree(const Instrs *instrs, const Span *positions)
{
    for (size_t n = 0; n < instrs->count; n++)
        if (!same_span(instrs->items[n].span, positions[instrs->items[n].offset]))
            return false;
    return true;
}

static void print_body(Unit *u, void *argument)
{
    Attempt *attempt = argument;
    attempt->text = decode_print(u, attempt->code, &attempt->instrs);
}

static void test_recorded(bool dump)
{
    for (size_t n = 0; n < RECORDED; n++) {
        const Recorded *r = &recorded[n];
        Unit *u = new_unit();
        Attempt attempt = {.code = &r->code};
        if (!CHECK(unit_guard(u, attempt_body, &attempt)))
            fprintf(stderr, "%s: %s\n", r->code.qualname, u->error.message);
        bool ok = CHECK(keeps_promises(&r->code, &attempt.instrs));
        ok &= CHECK(places_agree(&attempt.instrs, r->positions));
        ok &= CHECK(stack_comes_out(&attempt.instrs, r->stack_size));
        if (CHECK(unit_guard(u, print_body, &attempt)) && (!ok || dump))
            puts(attempt.text);
        unit_free(u);
    }
}

/* ---- damaged code */

static uint64_t random_state = 88172645463325252u;

static uint32_t random_below(uint32_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 16) % limit;
}

/* Decode bytes that lie in a block of exactly their size, so that a sanitizer sees one read too many. */
static bool survives(const Code *code, bool must_fail)
{
    Code copy = *code;
    uint8_t *bytes = malloc(code->size ? code->size : 1),
            *table = malloc(code->linetable_size ? code->linetable_size : 1);
    memcpy(bytes, code->bytes, code->size);
    memcpy(table, code->linetable, code->linetable_size);
    copy.bytes = bytes;
    copy.linetable = table;
    Unit *u = new_unit();
    Attempt attempt = {.code = &copy};
    bool decoded = unit_guard(u, attempt_body, &attempt);
    bool ok = decoded ? !must_fail && keeps_promises(&copy, &attempt.instrs) : u->error.id == E_BYTECODE;
    if (decoded)
        ok &= unit_guard(u, print_body, &attempt);
    unit_free(u);
    free(bytes);
    free(table);
    return ok;
}

static void test_cut_off(void)
{
    for (size_t n = 0; n < RECORDED; n++) {
        Code code = recorded[n].code;
        for (size_t size = 0; size < recorded[n].code.size && size < 200; size++) {
            code.size = size;
            CHECK(survives(&code, size % 2 || size == 0));
        }
        code = recorded[n].code;
        for (code.linetable_size = 0; code.linetable_size < recorded[n].code.linetable_size; code.linetable_size++)
            CHECK(survives(&code, false));
    }
}

static void test_changed_bytes(void)
{
    for (size_t n = 0; n < RECORDED; n++) {
        Code code = recorded[n].code;
        uint8_t *bytes = malloc(code.size), *table = malloc(code.linetable_size);
        code.bytes = bytes;
        code.linetable = table;
        for (size_t k = 0; k < MUTATIONS; k++) {
            memcpy(bytes, recorded[n].code.bytes, code.size);
            memcpy(table, recorded[n].code.linetable, code.linetable_size);
            bytes[random_below((uint32_t)code.size)] = (uint8_t)random_below(256);
            if (k % 2)
                table[random_below((uint32_t)code.linetable_size)] = (uint8_t)random_below(256);
            CHECK(survives(&code, false));
        }
        free(bytes);
        free(table);
    }
}

static void test_made_up(void)
{
    static const uint32_t magics[] = {3495, 3531, 3571, 3627, 3666};
    for (size_t k = 0; k < MADE_UP; k++) {
        uint8_t bytes[64], table[32];
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (uint8_t)random_below(k % 2 ? 256 : 130);
        for (size_t i = 0; i < sizeof table; i++)
            table[i] = (uint8_t)random_below(256);
        Code code = recorded[random_below(RECORDED)].code;
        code.magic = magics[k % 5];
        code.bytes = bytes;
        code.size = 2 * random_below(sizeof bytes / 2 + 1);
        code.linetable = table;
        code.linetable_size = k % 3 ? 0 : random_below(sizeof table + 1);
        CHECK(survives(&code, code.size == 0));
    }
}

/* ---- what each check says */

typedef struct Damage {
    const char *message; /* part of it */
    uint8_t bytes[16];
    uint8_t size;
    uint8_t linetable[6];
    uint8_t linetable_size;
} Damage;

/* Code of 3.14, with one local, one constant (an int), one name. */
static const Damage damages[] = {
    {"a size that no code has", {0}, 0, {0}, 0},
    {"a size that no code has", {28}, 1, {0}, 0},
    {"ends within an instruction", {69, 1}, 2, {0}, 0},
    {"more than three EXTENDED_ARG", {69, 0, 69, 0, 69, 0, 69, 0, 84, 0}, 10, {0}, 0},
    {"beyond 31 bits", {69, 128, 69, 0, 69, 0, 84, 0}, 8, {0}, 0},
    {"an unknown opcode", {200, 0}, 2, {0}, 0},
    {"within the caches", {44, 0, 0, 0}, 4, {0}, 0},
    {"beyond the locals", {84, 1, 35, 0}, 4, {0}, 0},
    {"beyond the locals", {89, 0x01, 35, 0}, 4, {0}, 0},
    {"beyond the locals", {89, 0x10, 35, 0}, 4, {0}, 0},
    {"beyond the constants", {82, 1, 35, 0}, 4, {0}, 0},
    {"beyond the names", {92, 2, 0, 0, 0, 0, 0, 0, 0, 0, 35, 0}, 12, {0}, 0},
    {"an unknown comparison", {56, 192, 0, 0, 35, 0}, 6, {0}, 0},
    {"an unknown common constant", {81, 5, 35, 0}, 4, {0}, 0},
    {"an unknown binary operation", {44, 27, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 12, {0}, 0},
    {"an impossible depth", {59, 0, 35, 0}, 4, {0}, 0},
    {"more than two things", {104, 3}, 2, {0}, 0},
    {"too many items", {69, 1, 69, 0, 51, 0, 35, 0}, 8, {0}, 0},
    {"a jump behind the end", {77, 1, 35, 0}, 4, {0}, 0},
    {"a jump before the beginning", {75, 9, 0, 0}, 4, {0}, 0},
    {"into the middle", {77, 1, 44, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 35, 0}, 16, {0}, 0},
    {"a jump behind the end", {76, 0}, 2, {0}, 0},
    {"goes on behind the end", {84, 0}, 2, {0}, 0},
    {"location table", {35, 0}, 2, {0x00}, 1},                               /* no entry begins like that */
    {"location table", {35, 0}, 2, {0xe9}, 1},                               /* more units than there are */
    {"location table", {35, 0}, 2, {0xe8}, 1},                               /* cut off: a line follows */
    {"location table", {35, 0}, 2, {0x80, 0x80}, 2},                         /* a column byte with bit 7 */
    {"location table", {35, 0}, 2, {0xe8, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f}, 6}, /* a number without an end */
    {"location table", {35, 0}, 2, {0xe8, 0x41, 0x01}, 3},                   /* a line before the first */
};

static void test_messages(void)
{
    static Frozen one = {.kind = FROZEN_INT, .number.integer = 1};
    static Frozen *constants[] = {&one};
    static const char *names[] = {"x"};
    for (size_t n = 0; n < sizeof damages / sizeof *damages; n++) {
        const Damage *damage = &damages[n];
        Code code = {.name = "f", .qualname = "f", .filename = "f.py", .first_line = 1, .magic = 3627};
        code.bytes = damage->bytes, code.size = damage->size;
        code.linetable = damage->linetable, code.linetable_size = damage->linetable_size;
        code.constants = constants, code.names = code.locals = names;
        code.constant_count = code.name_count = code.local_count = code.free_start = 1;
        Unit *u = new_unit();
        Attempt attempt = {.code = &code};
        if (CHECK(!unit_guard(u, attempt_body, &attempt)) && !CHECK(strstr(u->error.message, damage->message)))
            fprintf(stderr, "damage %zu: %s, not: %s\n", n, u->error.message, damage->message);
        CHECK(u->error.id == E_BYTECODE);
        unit_free(u);
    }
}

static void test_unknown_version(void)
{
    Code code = recorded[0].code;
    code.magic = 3700;
    Unit *u = new_unit();
    Attempt attempt = {.code = &code};
    CHECK(!unit_guard(u, attempt_body, &attempt) && u->error.id == E_BYTECODE_VERSION);
    CHECK(bytecode_version(3700) == NULL && !strcmp(bytecode_version(3627), "3.14"));
    unit_free(u);
}

int main(int count, char **arguments)
{
    test_recorded(count > 1 && !strcmp(arguments[1], "dump"));
    test_cut_off();
    test_changed_bytes();
    test_made_up();
    test_messages();
    test_unknown_version();
    return check_summary();
}
