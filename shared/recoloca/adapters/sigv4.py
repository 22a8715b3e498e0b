"""AWS Signature Version 4: a presigned query for the IAM tokens of RDS and ElastiCache, headers for Bedrock.

Written out because building a boto3 client to sign one string costs a cold start 290 ms (docs/benchmarks.md);
a test holds it against botocore's own signer.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote, urlencode, urlsplit

from recoloca.settings import Settings


class CredentialsUnavailableError(RuntimeError):
    """Lambda did not hand out the role's credentials."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """The function role's temporary credentials."""

    access_key: str
    secret_key: str
    session_token: str | None
    region: str

    @classmethod
    def from_settings(cls, settings: Settings) -> Credentials:
        """Those of the environment, or where a function starts from a snapshot, those that Lambda hands out by HTTP:
        keys in its environment would expire with the snapshot.
        """
        region, address = (
            settings.required("AWS_REGION"),
            settings.optional("AWS_CONTAINER_CREDENTIALS_FULL_URI"),
        )
        if address is None:
            return cls(
                settings.required("AWS_ACCESS_KEY_ID"),
                settings.required("AWS_SECRET_ACCESS_KEY"),
                settings.optional("AWS_SESSION_TOKEN"),
                region,
            )
        given = _fetch(address, settings.required("AWS_CONTAINER_AUTHORIZATION_TOKEN"))
        return cls(given["AccessKeyId"], given["SecretAccessKey"], given["Token"], region)


def _fetch(address: str, token: str) -> dict[str, str]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=2)
    try:
        connection.request("GET", parts.path, headers={"Authorization": token, "Accept": "application/json"})
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    if answer.status != HTTPStatus.OK:
        raise CredentialsUnavailableError(f"Lambda's credentials endpoint answered {answer.status}")
    given: dict[str, str] = json.loads(body)
    return given


def presigned_query(
    credentials: Credentials,
    *,
    service: str,
    host: str,
    parameters: Mapping[str, str],
    expires: int,
    now: datetime,
) -> str:
    """The signed query of `GET https://<host>/?<query>`, valid for `expires` seconds."""
    stamp, day = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
    scope = f"{day}/{credentials.region}/{service}/aws4_request"
    query = {
        **parameters,
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": f"{credentials.access_key}/{scope}",
        "X-Amz-Date": stamp,
        "X-Amz-Expires": str(expires),
        "X-Amz-SignedHeaders": "host",
    }
    if credentials.session_token:
        query["X-Amz-Security-Token"] = credentials.session_token
    canonical_query = urlencode(sorted(query.items()), quote_via=quote, safe="-_.~")
    empty = hashlib.sha256(b"").hexdigest()
    request = f"GET\n/\n{canonical_query}\nhost:{host}\n\nhost\n{empty}"
    signature = _signature(credentials, service, stamp, scope, request)
    return f"{canonical_query}&X-Amz-Signature={signature}"


def signed_headers(
    credentials: Credentials,
    *,
    service: str,
    host: str,
    path: str,
    headers: Mapping[str, str],
    body: bytes,
    now: datetime,
) -> dict[str, str]:
    """`headers` and those that sign a POST of `body` to `path`, which is quoted already and has no query."""
    stamp, day = now.strftime("%Y%m%dT%H%M%SZ"), now.strftime("%Y%m%d")
    scope = f"{day}/{credentials.region}/{service}/aws4_request"
    sent = {**headers, "Host": host, "X-Amz-Date": stamp}
    if credentials.session_token:
        sent["X-Amz-Security-Token"] = credentials.session_token
    signed = sorted((name.lower(), " ".join(value.split())) for name, value in sent.items())
    names = ";".join(name for name, _ in signed)
    lines = "".join(f"{name}:{value}\n" for name, value in signed)
    digest = hashlib.sha256(body).hexdigest()
    # Every service but S3 wants a quoted path quoted once more.
    request = f"POST\n{quote(path, safe='/-_.~')}\n\n{lines}\n{names}\n{digest}"
    signature = _signature(credentials, service, stamp, scope, request)
    sent["Authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={credentials.access_key}/{scope}, "
        f"SignedHeaders={names}, Signature={signature}"
    )
    return sent


def _signature(credentials: Credentials, service: str, stamp: str, scope: str, request: str) -> str:
    to_sign = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    key = f"AWS4{credentials.secret_key}".encode()
    for part in (stamp[:8], credentials.region, service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, to_sign.encode(), "sha256").hex()
