#ifndef HERALD_CSIMDJSON_H
#define HERALD_CSIMDJSON_H
#ifdef __cplusplus
extern "C" {
#endif
int csimdjson_placeholder(void);
#ifdef __cplusplus
}
#endif
#endif
