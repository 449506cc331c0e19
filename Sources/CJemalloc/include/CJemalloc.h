// Links jemalloc as the allocator of the whole program. Nothing is called by name: malloc and free are jemalloc's.
#ifndef HERALD_CJEMALLOC_H
#define HERALD_CJEMALLOC_H

/// The settings jemalloc reads when the program starts.
extern const char *malloc_conf;

#endif
