/* instructions_aarch64.c: a function for each relocation of AArch64 that the loader knows, which gives the number in the name of what
 * it refers to. Functions and numbers lie in sections of their own, so that the assembler leaves all to the loader. */
__asm__(".section .text.there, \"ax\"\n"
        ".globl there_7\n"
        "there_7: mov x0, #7\n"
        "    ret\n"
        "literal_8: .xword 8\n"

        ".section .rodata.there, \"a\"\n"
        ".balign 16\n"
        "pair_9: .xword 0, 9\n"
        "long_10: .xword 10\n"
        "word_11: .word 11\n"
        "half_12: .hword 12\n"
        "byte_13: .byte 13\n"

        ".section .data.rel.ro.there, \"aw\"\n"
        ".balign 8\n"
        "absolute: .xword there_7\n"
        "far: .xword there_7 - .\n"
        "near: .word there_7 - .\n"
        "call: .word there_7@PLT - .\n");

#define FUNCTION(name, text) __asm__(".section .text.here, \"ax\"\n.globl " #name "\n.balign 4\n" #name ": " text "\n");
#define LEAF(name, text) FUNCTION(name, text "\n    ret")

LEAF(of_add, "adrp x1, long_10\n add x1, x1, :lo12:long_10\n ldr x0, [x1]")
LEAF(of_byte, "adrp x1, byte_13\n ldrb w0, [x1, :lo12:byte_13]")
LEAF(of_half, "adrp x1, half_12\n ldrh w0, [x1, :lo12:half_12]")
LEAF(of_word, "adrp x1, word_11\n ldr w0, [x1, :lo12:word_11]")
LEAF(of_long, "adrp x1, long_10\n ldr x0, [x1, :lo12:long_10]")
LEAF(of_pair, "adrp x1, pair_9\n ldr q0, [x1, :lo12:pair_9]\n mov x0, v0.d[1]")
LEAF(of_got, "adrp x1, :got:long_10\n ldr x1, [x1, :got_lo12:long_10]\n ldr x0, [x1]")
LEAF(of_literal, "ldr x0, literal_8")
LEAF(of_call, "mov x16, x30\n bl there_7\n mov x30, x16")
FUNCTION(of_jump, "b there_7")
FUNCTION(of_condition, "cmp x0, x0\n b.eq there_7\n udf #0")
FUNCTION(of_bit, "tbz xzr, #0, there_7\n udf #0")
FUNCTION(of_absolute, "adrp x1, absolute\n ldr x1, [x1, :lo12:absolute]\n br x1")
FUNCTION(of_far, "adrp x1, far\n add x1, x1, :lo12:far\n ldr x2, [x1]\n add x1, x1, x2\n br x1")
FUNCTION(of_near, "adrp x1, near\n add x1, x1, :lo12:near\n ldrsw x2, [x1]\n add x1, x1, x2\n br x1")
FUNCTION(of_table, "adrp x1, call\n add x1, x1, :lo12:call\n ldrsw x2, [x1]\n add x1, x1, x2\n br x1")
