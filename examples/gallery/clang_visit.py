"""libclang: a visitor of syntax trees

libclang walks over the syntax tree of a C file and calls a visitor for each node, by value: a `CXCursor` has 32 bytes, goes
through memory, and is passed on to other functions as it is; names come as a `CXString` by value. The visitor here counts
the functions of a header, and adds up their parameters, those that are pointers to functions apart.

Debian: libclang1-22
"""

import ctypes
from ctypes.util import find_library

import upcall
from upcall import cfunc, types

clang = upcall.cdef(
    """
    typedef void *CXIndex, *CXClientData;
    typedef struct { int kind; int xdata; const void *data[3]; } CXCursor;
    typedef struct { int kind; void *data[2]; } CXType;
    typedef struct { const void *data; unsigned private_flags; } CXString;
    struct CXUnsavedFile { const char *Filename; const char *Contents; unsigned long Length; };
    enum CXChildVisitResult { CXChildVisit_Break, CXChildVisit_Continue, CXChildVisit_Recurse };
    enum { CXCursor_FunctionDecl = 8, CXCursor_ParmDecl = 10, CXType_Pointer = 101, CXType_FunctionProto = 111 };
    typedef enum CXChildVisitResult (*CXCursorVisitor)(CXCursor cursor, CXCursor parent, CXClientData client_data);
    CINDEX_LINKAGE CXIndex clang_createIndex(int excludeDeclarationsFromPCH, int displayDiagnostics);
    CINDEX_LINKAGE void clang_disposeIndex(CXIndex index);
    CINDEX_LINKAGE CXTranslationUnit *clang_parseTranslationUnit(CXIndex, const char *source_filename,
        const char *const *command_line_args, int num_command_line_args, struct CXUnsavedFile *unsaved_files,
        unsigned num_unsaved_files, unsigned options);
    CINDEX_LINKAGE void clang_disposeTranslationUnit(CXTranslationUnit *);
    CINDEX_LINKAGE CXCursor clang_getTranslationUnitCursor(CXTranslationUnit *);
    CINDEX_LINKAGE unsigned clang_visitChildren(CXCursor parent, CXCursorVisitor visitor, CXClientData client_data);
    CINDEX_LINKAGE CXString clang_getCursorSpelling(CXCursor);
    CINDEX_LINKAGE const char *clang_getCString(CXString string);
    CINDEX_LINKAGE void clang_disposeString(CXString string);
    CINDEX_LINKAGE CXType clang_getCursorType(CXCursor C);
    CINDEX_LINKAGE CXType clang_getPointeeType(CXType T);
    CINDEX_LINKAGE CXType clang_getCanonicalType(CXType T);
    """,
    find_library("clang-22"),
)


@upcall.struct
class Counts:
    functions: types.intc
    parameters: types.intc
    callbacks: types.intc
    nameless: types.intc


@cfunc(clang.CXCursorVisitor, error_value=clang.CXChildVisit_Break)
def visit(cursor, parent, counts: Counts):
    if cursor.kind == clang.CXCursor_FunctionDecl:
        counts.functions += 1
        return clang.CXChildVisit_Recurse
    if cursor.kind == clang.CXCursor_ParmDecl and parent.kind == clang.CXCursor_FunctionDecl:
        name = clang.clang_getCursorSpelling(cursor)
        counts.parameters += 1
        counts.nameless += len(clang.clang_getCString(name)) == 0
        clang.clang_disposeString(name)
        pointee = clang.clang_getPointeeType(clang.clang_getCanonicalType(clang.clang_getCursorType(cursor)))
        counts.callbacks += pointee.kind == clang.CXType_FunctionProto
    return clang.CXChildVisit_Continue


header = b"""
typedef int (*compare)(const void *, const void *);
void qsort(void *base, unsigned long count, unsigned long size, compare);
int at_exit(void (*f)(void)), f(int, int n);
"""
index = clang.clang_createIndex(0, 0)
file = clang.CXUnsavedFile(b"a.h", header, len(header))
unit = clang.clang_parseTranslationUnit(index, b"a.h", None, 0, file, 1, 0)
counts = Counts()
assert clang.clang_visitChildren(clang.clang_getTranslationUnitCursor(unit), visit, ctypes.byref(counts)) == 0
clang.clang_disposeTranslationUnit(unit)
clang.clang_disposeIndex(index)
assert (counts.functions, counts.parameters, counts.callbacks, counts.nameless) == (3, 7, 2, 2)
print(counts)
