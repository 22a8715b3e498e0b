"""Creates key pairs for access tokens.

The private key is stored in Secrets Manager. The public key set is stored in the environment of every function.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.utils import base64url_encode


def create_key_pair(previous: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
    """A new signing secret (JSON `{"kid", "key"}`) and the new public key set (JWK set, RFC 7517).

    `previous` is the current public key set. Its newest key stays in the new set, so that the tokens signed with it
    remain valid.
    """
    kid = secrets.token_hex(8)
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key = {"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": kid, "x": _text(public)}
    kept = (previous or {"keys": []})["keys"][:1]
    secret = json.dumps({"kid": kid, "key": _text(private.private_bytes_raw())})
    return secret, {"keys": [key, *kept]}


def _text(data: bytes) -> str:
    return base64url_encode(data).decode()
