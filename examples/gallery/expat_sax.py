"""expat: handlers of a parser

expat reads XML and calls handlers for what it meets, each with a `void *` of the user's. The handlers are pasted typedefs,
macro and all; the annotation `total: Total` says what lies behind that pointer. Names and attributes come as C strings:
they compare with bytes, and `float()` reads a number out of one. So a large file is read without Python seeing any of its
elements.

Debian: libexpat1
"""

from ctypes.util import find_library

import upcall
from upcall import cfunc, types

ex = upcall.cdef(
    """
    typedef char XML_Char;
    typedef void (XMLCALL *XML_StartElementHandler)(void *userData, const XML_Char *name, const XML_Char **atts);
    typedef void (XMLCALL *XML_EndElementHandler)(void *userData, const XML_Char *name);
    typedef void (XMLCALL *XML_CharacterDataHandler)(void *userData, const XML_Char *s, int len);
    XML_Parser *XML_ParserCreate(const XML_Char *encoding);
    void XML_ParserFree(XML_Parser *);
    void XML_SetUserData(XML_Parser *, void *);
    void XML_SetElementHandler(XML_Parser *, XML_StartElementHandler, XML_EndElementHandler);
    void XML_SetCharacterDataHandler(XML_Parser *, XML_CharacterDataHandler);
    int XML_Parse(XML_Parser *, const char *s, int len, int isFinal);
    """,
    find_library("expat"),
)


@upcall.struct
class Total:
    price: float
    items: types.int64
    text: types.int64
    depth: types.intc
    deepest: types.intc


@cfunc(ex.XML_StartElementHandler)
def start(total: Total, name, atts):
    total.depth += 1
    total.deepest = max(total.deepest, total.depth)
    if name == b"item":
        total.items += 1
        i = 0
        while atts[i] is not None:  # name, value, name, value, NULL
            if atts[i] == b"price":
                total.price += float(atts[i + 1])
            i += 2


@cfunc(ex.XML_EndElementHandler)
def end(total: Total, name):
    total.depth -= 1


@cfunc(ex.XML_CharacterDataHandler)
def characters(total: Total, s, n):
    total.text += n


total, parser = Total(), ex.XML_ParserCreate(None)
ex.XML_SetUserData(parser, total)
ex.XML_SetElementHandler(parser, start, end)
ex.XML_SetCharacterDataHandler(parser, characters)
item = b"<item id='%d' price='%.2f'>a<b>bc</b></item>"
document = b"<shop><other price='99'/>%s</shop>" % b"".join(item % (i, i / 4) for i in range(1000))
assert ex.XML_Parse(parser, document, len(document), 1) == 1
ex.XML_ParserFree(parser)
assert (total.price, total.items, total.text) == (sum(range(1000)) / 4, 1000, 3000)
assert (total.depth, total.deepest) == (0, 3)
print(f"{total.items} items for {total.price} in {len(document)} bytes")
