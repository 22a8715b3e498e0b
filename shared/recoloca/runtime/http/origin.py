"""Refuses requests that did not come through CloudFront, because WAF and CloudFront must see every request."""

from __future__ import annotations

import hmac
import json
from typing import Any, Final

from recoloca.runtime.settings import Settings

HEADER: Final = "x-origin-secret"

REFUSAL: Final = {
    "statusCode": 403,
    "headers": {"content-type": "application/problem+json", "cache-control": "private, no-store"},
    "body": json.dumps(
        {
            "type": "urn:recoloca:problem:forbidden",
            "title": "Forbidden",
            "status": 403,
            "code": "FORBIDDEN",
            "detail": "Use o endereço público da API. / Use the API's public address.",
        },
        ensure_ascii=False,
    ),
    "isBase64Encoded": False,
}


def refusal(event: dict[str, Any], settings: Settings) -> dict[str, Any] | None:
    """A 403 response for a request that did not come through CloudFront; None for a request that did.

    CloudFront sends a secret in a header. `ORIGIN_SECRET` holds the accepted secrets, separated by spaces. It holds two
    while the secret is rotated. In the local stage it is empty, and every request passes.
    """
    accepted = (settings.optional("ORIGIN_SECRET") or "").split()
    if not accepted:
        return None
    sent = str(event.get("headers", {}).get(HEADER, "")).encode()
    known = [hmac.compare_digest(sent, secret.encode()) for secret in accepted]
    return None if any(known) else dict(REFUSAL)
