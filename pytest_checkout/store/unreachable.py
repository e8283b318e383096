"""Why a store cannot be reached, in words for its owner: the same for a browser's errors and for a request's."""

from __future__ import annotations

SELF_SIGNED = (
    "nobody vouches for its certificate: it is self-signed, or from an authority that this machine does not know. For "
    "a shop in staging write 'tls: accept self-signed' into its profile (discover: --accept-self-signed); in "
    "production it needs another one"
)
_SIGNS = {
    # What Chromium (net_error_list.h) and OpenSSL or the resolver, through requests, write about it.
    "nothing listens there; is the store running, and is the port right?": (
        "ERR_CONNECTION_REFUSED",
        "Connection refused",
        "actively refused",
    ),
    "there is no such host; is the url in the store profile right?": (
        "ERR_NAME_NOT_RESOLVED",
        "NameResolution",
        "getaddrinfo",
    ),
    SELF_SIGNED: (
        "ERR_CERT_AUTHORITY_INVALID",
        "self-signed certificate",
        "self signed certificate",
        "unable to get local issuer",
    ),
    "its certificate is for another host; is the url in the store profile right?": (
        "ERR_CERT_COMMON_NAME_INVALID",
        "Hostname mismatch",
        "IP address mismatch",
    ),
    "its certificate has expired, or is not valid yet; renew it": (
        "ERR_CERT_DATE_INVALID",
        "certificate has expired",
        "not yet valid",
    ),
    "its certificate is not valid": ("ERR_CERT", "CERTIFICATE_VERIFY_FAILED"),
    "it speaks no TLS on this port; is it http:// instead of https://?": (
        "ERR_SSL_PROTOCOL_ERROR",
        "WRONG_VERSION_NUMBER",
        "HTTP_REQUEST",
        "RECORD_LAYER_FAILURE",
    ),
    "it redirects in a circle": ("ERR_TOO_MANY_REDIRECTS", "redirects"),
    "it broke the connection off; does a firewall refuse the checks?": (
        "ERR_CONNECTION_RESET",
        "ERR_CONNECTION_CLOSED",
        "ERR_EMPTY_RESPONSE",
        "ERR_HTTP2_PROTOCOL_ERROR",
        "Connection reset",
        "RemoteDisconnected",
    ),
    "Chromium opens no page on this port; a store needs another one": ("ERR_UNSAFE_PORT",),
    "this machine has no network, or no way there": (
        "ERR_INTERNET_DISCONNECTED",
        "ERR_ADDRESS_UNREACHABLE",
        "ERR_NETWORK_CHANGED",
        "unreachable",
        "No route to host",
    ),
}
BROKEN_OFF = next(words for words, signs in _SIGNS.items() if "ERR_CONNECTION_RESET" in signs)


def why(error: str) -> str:
    """The words for the text of an error; empty when it is none that is known."""
    return next((words for words, signs in _SIGNS.items() if any(sign in error for sign in signs)), "")
