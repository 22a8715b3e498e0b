"""The headers that CloudFront adds to every answer. The local edge sends the same, to show faults early."""

from __future__ import annotations

from typing import Final

COMMON: Final = {
    "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}

API: Final = {**COMMON, "content-security-policy": "default-src 'none'; frame-ancestors 'none'"}
"""The policy for data: a browser must not run anything in it."""

HASHED_PREFIX: Final = "/assets/"
"""The folder of files whose name has a hash of their content."""


def site(*upload_origins: str) -> dict[str, str]:
    """The policy for pages: scripts and styles only from our files, uploads only to us and to `upload_origins`."""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' blob:",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "connect-src": " ".join(["'self'", *upload_origins]),
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }
    return {
        **COMMON,
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
    }


def cache_control(path: str) -> str:
    """The caching time. A hashed file never changes, the page must be the newest, and others may be an hour old."""
    if path.startswith(HASHED_PREFIX):
        return "public, max-age=31536000, immutable"
    if path == "/index.html":
        return "no-cache"
    return "public, max-age=3600"
