#include "CJemalloc.h"

// Folding makes and frees many small objects and arrays of a few kilobytes, thread by thread. Arrays stay in the thread's
// cache up to 64 KiB, and freed pages are kept for a while, since the next shard needs them again; a thread in the background
// gives back what an idle service does not need.
const char *malloc_conf = "tcache_max:65536,dirty_decay_ms:20000,background_thread:true";
