"""AWS Signature Version 4: signs the headers of a request, the query of a URL or IAM token, and the fields of a form.

It replaces botocore's signer, because the import of botocore takes more time in a cold start than the rest of a
function (docs/adr/0504-aws-over-plain-http.md). Tests compare its signatures with those of botocore.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode

from recoloca.adapters.aws_credentials import Credentials

UNSIGNED: Final = "UNSIGNED-PAYLOAD"
"""The value that S3 accepts instead of the digest of the body."""


def sha256(body: bytes) -> str:
    """The SHA-256 digest in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


EMPTY: Final = sha256(b"")


@dataclass(frozen=True, slots=True)
class _Scope:
    """The scope of a signature: time, region and service."""

    credentials: Credentials
    service: str
    now: datetime

    @property
    def stamp(self) -> str:
        return self.now.strftime("%Y%m%dT%H%M%SZ")

    @property
    def name(self) -> str:
        return f"{self.stamp[:8]}/{self.credentials.region}/{self.service}/aws4_request"

    @property
    def credential(self) -> str:
        return f"{self.credentials.access_key}/{self.name}"

    def canonical(self, path: str) -> str:
        """The canonical path. All services except S3 percent-encode the encoded path a second time."""
        return path if self.service == "s3" else quote(path, safe="/-_.~")

    def sign(self, request: str) -> str:
        return self.sign_text(f"AWS4-HMAC-SHA256\n{self.stamp}\n{self.name}\n{sha256(request.encode())}")

    def sign_text(self, text: str) -> str:
        key = f"AWS4{self.credentials.secret_key}".encode()
        for part in self.name.split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        return hmac.digest(key, text.encode(), "sha256").hex()


def query_of(parameters: Mapping[str, str]) -> str:
    """The percent-encoded query with its parameters in alphabetical order, which the signature requires."""
    return _query(dict(sorted(parameters.items())))


def _query(parameters: Mapping[str, str]) -> str:
    return urlencode(parameters, quote_via=quote, safe="-_.~")


def presigned_query(
    credentials: Credentials,
    *,
    service: str,
    host: str,
    parameters: Mapping[str, str],
    expires: int,
    now: datetime,
    path: str = "/",
) -> str:
    """The signed query of `GET https://<host><path>?<query>`.

    It is valid for `expires` seconds. `path` is already percent-encoded. The parameters have botocore's order, so that
    a test can compare the whole text.
    """
    scope = _Scope(credentials, service, now)
    token = credentials.session_token
    sent = {
        **parameters,
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": scope.credential,
        "X-Amz-Date": scope.stamp,
        "X-Amz-Expires": str(expires),
        "X-Amz-SignedHeaders": "host",
        **({"X-Amz-Security-Token": token} if token else {}),
    }
    digest = UNSIGNED if service == "s3" else EMPTY
    request = f"GET\n{scope.canonical(path)}\n{query_of(sent)}\nhost:{host}\n\nhost\n{digest}"
    return f"{_query(sent)}&X-Amz-Signature={scope.sign(request)}"


def signed_headers(
    credentials: Credentials,
    *,
    service: str,
    host: str,
    path: str,
    headers: Mapping[str, str],
    digest: str,
    now: datetime,
    method: str = "POST",
    query: str = "",
) -> dict[str, str]:
    """`headers` together with the headers that sign the request.

    `path` is already percent-encoded, `query` is a result of `query_of`, and `digest` is the SHA-256 of the body.
    """
    scope = _Scope(credentials, service, now)
    sent = {**headers, "Host": host, "X-Amz-Date": scope.stamp}
    if service == "s3":
        sent["X-Amz-Content-SHA256"] = digest
    if credentials.session_token:
        sent["X-Amz-Security-Token"] = credentials.session_token
    signed = sorted((name.lower(), " ".join(value.split())) for name, value in sent.items())
    names = ";".join(name for name, _ in signed)
    lines = "".join(f"{name}:{value}\n" for name, value in signed)
    request = f"{method}\n{scope.canonical(path)}\n{query}\n{lines}\n{names}\n{digest}"
    sent["Authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={scope.credential}, SignedHeaders={names}, Signature={scope.sign(request)}"
    )
    return sent


def presigned_post(
    credentials: Credentials,
    *,
    bucket: str,
    key: str,
    fields: Mapping[str, str],
    conditions: list[Any],
    expires: int,
    now: datetime,
) -> dict[str, str]:
    """The fields of an HTML form that uploads one object to S3.

    S3 accepts the upload for `expires` seconds if it satisfies the `conditions` of the policy.
    """
    scope = _Scope(credentials, "s3", now)
    token = credentials.session_token
    ours = {
        "x-amz-algorithm": "AWS4-HMAC-SHA256",
        "x-amz-credential": scope.credential,
        "x-amz-date": scope.stamp,
        **({"x-amz-security-token": token} if token else {}),
    }
    wanted = [*conditions, {"bucket": bucket}, {"key": key}, *({name: ours[name]} for name in ours)]
    until = (now + timedelta(seconds=expires)).strftime("%Y-%m-%dT%H:%M:%SZ")
    policy = base64.b64encode(json.dumps({"expiration": until, "conditions": wanted}).encode()).decode()
    return {**fields, "key": key, **ours, "policy": policy, "x-amz-signature": scope.sign_text(policy)}
