/* artifact.h: an object file together with what it was made from: as a file of the cache, or in a pickle.
 *
 *     magic and format, key, two sizes | the bytes of the LIR module | the object | checksum
 *
 * The key is a hash of the LIR, the processor and the build of the back end: the object is a function of these. A hash alone
 * proves nothing: who looks for an object compares the LIR, too. */
#ifndef UPCALL_ARTIFACT_H
#define UPCALL_ARTIFACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Bytes {
    const uint8_t *items;
    size_t size;
} Bytes;

typedef struct Key {
    uint64_t words[2];
} Key;

/* What an object is made from. */
typedef struct Content {
    Key key;
    Bytes lir;
} Content;

typedef struct Artifact {
    Content content;
    Bytes object;
} Artifact;

/* With its key, for this machine. The first call of a process asks the processor what it is (0.1 ms in a virtual machine). */
Content content_of(Bytes lir);
bool content_equal(const Content *a, const Content *b);

/* Is the processor still what the keys say? A process may be moved to another machine. */
bool artifact_processor_is_same(void);

/* malloc'd; .items is NULL: no memory */
Bytes artifact_write(const Artifact *artifact);

/* What is written there; it points into `bytes`.
 *   returns   false: that is no artifact, or one of another format, or it is damaged */
bool artifact_read(Bytes bytes, Artifact *artifact);

/* The build-id of the back end that this program was built with, and a hash of the sources that say what the bytes of a LIR module
 * mean: tools/build_id.py writes them. */
enum { BACKEND_BUILD_SIZE = 20, LIR_ENCODING_SIZE = 20 };
extern const uint8_t backend_build[BACKEND_BUILD_SIZE], lir_encoding[LIR_ENCODING_SIZE];

#endif
