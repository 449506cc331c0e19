#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>

// libcurl takes the values of options as variable arguments, which Swift cannot call: here is one function for each type.

/// Prepares libcurl for this process; call it once, before any other thread uses it.
CURLcode ccurl_start(void);

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value);
/// libcurl copies the text.
CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value);
/// Copies the body; its length is given before and the text may have any bytes.
CURLcode ccurl_set_body(CURL *handle, const void *bytes, curl_off_t count);
/// The list must live as long as the transfer.
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *list);
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value);

typedef size_t (*ccurl_data_function)(char *bytes, size_t size, size_t count, void *context);
CURLcode ccurl_set_data_function(CURL *handle, CURLoption option, ccurl_data_function function);

typedef curl_socket_t (*ccurl_socket_function)(void *context, curlsocktype purpose, struct curl_sockaddr *address);
CURLcode ccurl_set_socket_function(CURL *handle, ccurl_socket_function function);

/// Called often while a transfer runs; anything but 0 ends it.
typedef int (*ccurl_progress_function)(
    void *context, curl_off_t expected, curl_off_t received, curl_off_t to_send, curl_off_t sent);
CURLcode ccurl_set_progress_function(CURL *handle, ccurl_progress_function function);

/// Told of everything that passes, where `CURLOPT_VERBOSE` is set; it returns 0.
typedef int (*ccurl_debug_function)(CURL *handle, curl_infotype type, char *bytes, size_t count, void *context);
CURLcode ccurl_set_debug_function(CURL *handle, ccurl_debug_function function);

CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value);
CURLcode ccurl_get_size(CURL *handle, CURLINFO info, curl_off_t *value);

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);

/// Copies the address that a socket is to be opened to.
/// Returns its length: 4 for IPv4, 16 for IPv6, 0 for any other family.
int ccurl_address(const struct curl_sockaddr *address, unsigned char bytes[16]);

#endif
