"""A certificate that nobody vouches for, made when it is needed."""

from __future__ import annotations

import ssl

import trustme


def self_signed(host: str = "127.0.0.1") -> ssl.SSLContext:
    """For a server at `host`; its authority is known to nobody."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert(host).configure_cert(context)
    return context
