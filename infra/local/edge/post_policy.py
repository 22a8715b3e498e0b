"""The rules of S3 for a browser's presigned POST: the signature, the expiry and the conditions of its policy.

The emulator checks the conditions, but not the signature. The rules and their terms are in the S3 API reference,
"Authenticating requests: browser-based uploads using POST".
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

ALGORITHM: Final = "AWS4-HMAC-SHA256"
FREE_FIELDS: Final = frozenset({"x-amz-signature", "policy", "file"})
"""Form fields that need no condition in the policy."""


@dataclass(frozen=True, slots=True)
class Credential:
    access_key: str
    secret_key: str
    region: str


class PolicyError(Exception):
    """The upload is refused, with the `status` and `code` that S3 would answer."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def denied(message: str) -> PolicyError:
    return PolicyError(403, "AccessDenied", message)


def check(fields: Mapping[str, str], bucket: str, size: int, credential: Credential, now: datetime) -> None:
    """Check an upload as S3 does.

    `fields` are the form's fields by lower-case name; `size` is the file's size in bytes.

    Raises:
        PolicyError: S3 would refuse the upload.
    """
    if "policy" not in fields:
        raise denied("Bucket POST must contain a field named 'policy'.")
    check_signature(fields, credential)
    policy = read_policy(fields["policy"])
    expires = policy_expiry(policy)
    if now >= expires:
        raise denied("Invalid according to Policy: Policy expired.")
    given = {**fields, "bucket": bucket}
    allowed = {"bucket"}
    for condition in policy.get("conditions", []):
        allowed |= check_condition(condition, given, size)
    for name in fields:
        if name not in FREE_FIELDS | allowed and not name.startswith("x-ignore-"):
            raise denied(f"Invalid according to Policy: Extra input fields: {name}")


def check_signature(fields: Mapping[str, str], credential: Credential) -> None:
    if fields.get("x-amz-algorithm") != ALGORITHM:
        raise PolicyError(400, "InvalidRequest", f"The only signing algorithm is {ALGORITHM}.")
    scope = fields.get("x-amz-credential", "").split("/")
    if len(scope) != 5 or scope[2:] != [credential.region, "s3", "aws4_request"]:
        raise PolicyError(
            400, "AuthorizationQueryParametersError", "Error parsing the X-Amz-Credential parameter"
        )
    if scope[0] != credential.access_key:
        raise PolicyError(
            403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."
        )
    expected = signature(credential.secret_key, [*scope[1:], fields["policy"]])
    if not hmac.compare_digest(expected, fields.get("x-amz-signature", "")):
        raise PolicyError(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided.",
        )


def signature(secret_key: str, parts: Sequence[str]) -> str:
    """The signature of version 4: `parts` are the scope's date, region, service and end, then the text to sign."""
    key = f"AWS4{secret_key}".encode()
    for part in parts:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key.hex()


def read_policy(text: str) -> dict[str, Any]:
    try:
        policy = json.loads(base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error):
        policy = None
    if not isinstance(policy, dict):
        raise PolicyError(400, "InvalidPolicyDocument", "Invalid Policy: Invalid JSON.")
    return policy


def policy_expiry(policy: Mapping[str, Any]) -> datetime:
    try:
        expires = datetime.fromisoformat(str(policy["expiration"]))
        if expires.tzinfo is None:
            raise ValueError
    except (KeyError, ValueError):
        raise PolicyError(
            400, "InvalidPolicyDocument", "Invalid Policy: Invalid 'expiration' value."
        ) from None
    return expires


def check_condition(condition: object, given: Mapping[str, str], size: int) -> set[str]:
    """Check one condition and return the names of the fields that it allows.

    Raises:
        PolicyError: the condition is not met.
    """
    match condition:
        case {**single} if len(single) == 1:
            ((name, value),) = single.items()
            return check_field("eq", str(name).lower(), str(value), given)
        case ["content-length-range", int() | str() as low, int() | str() as high]:
            if size > int(high):
                raise PolicyError(
                    400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"
                )
            if size < int(low):
                raise PolicyError(
                    400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size"
                )
            return set()
        case ["eq" | "starts-with" as operator, str(name), str(value)] if name.startswith("$"):
            return check_field(operator, name[1:].lower(), value, given)
    raise PolicyError(
        400, "InvalidPolicyDocument", f"Invalid Policy: Invalid condition {json.dumps(condition)}."
    )


def check_field(operator: str, name: str, value: str, given: Mapping[str, str]) -> set[str]:
    actual = given.get(name, "")
    if not (actual == value if operator == "eq" else actual.startswith(value)):
        said = json.dumps([operator, f"${name}", value])
        raise denied(f"Invalid according to Policy: Policy Condition failed: {said}")
    return {name}
