"""Signatures of botocore, to compare ours with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

KEY, SECRET, TOKEN, REGION = "AKIDEXAMPLE", "a secret of the test", "a session of the test", "sa-east-1"
ENVIRONMENT: Final = {
    "AWS_ACCESS_KEY_ID": KEY,
    "AWS_SECRET_ACCESS_KEY": SECRET,
    "AWS_SESSION_TOKEN": TOKEN,
    "AWS_REGION": REGION,
}


def signature_holds(method: str, url: str, headers: Mapping[str, str], body: bytes, service: str) -> bool:
    """Whether botocore makes the same signature for the same request, secret and time."""
    sent = {name.lower(): value for name, value in headers.items()}
    given = sent["authorization"]
    names = given.partition("SignedHeaders=")[2].partition(",")[0].split(";")
    request = AWSRequest(method, url, {name: sent[name] for name in names}, body)
    request.context["timestamp"] = sent["x-amz-date"]
    signing = S3SigV4Auth if service == "s3" else SigV4Auth
    signer = signing(Credentials(KEY, SECRET, TOKEN), service, REGION)
    canonical = signer.canonical_request(request)
    made = signer.signature(signer.string_to_sign(request, canonical), request)
    return given.rpartition("Signature=")[2] == made and sent["x-amz-security-token"] == TOKEN
