"""Explains the errors of AWS to operators, and says how to solve them."""

from __future__ import annotations

from typing import Final

from botocore import exceptions as aws

SIGN_IN: Final = "sign in (`aws sso login`) or set AWS_PROFILE to an account that you are signed in to"

NOT_SIGNED_IN: Final = (
    aws.NoCredentialsError, aws.PartialCredentialsError, aws.CredentialRetrievalError, aws.ProfileNotFound,
    aws.NoAuthTokenError, aws.TokenRetrievalError, aws.SSOError, aws.LoginError,
)  # fmt: skip
NO_ANSWER: Final = (aws.HTTPClientError, aws.ConnectionError)

EXPIRED: Final = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired"})
UNKNOWN: Final = frozenset(
    {"InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "SignatureDoesNotMatch"}
)
DENIED: Final = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"})
ABSENT: Final = frozenset({"ResourceNotFoundException", "AWS.SimpleQueueService.NonExistentQueue"})


def sentence(error: Exception) -> str | None:
    """The explanation of an AWS error; None for another error."""
    if isinstance(error, aws.ClientError):
        return refused(error)
    if isinstance(error, NOT_SIGNED_IN):
        return f"You are not signed in to AWS ({error}): {SIGN_IN}."
    if isinstance(error, NO_ANSWER):
        return f"AWS does not answer ({error}): is this machine online, and, for the local stage, `make up` running?"
    return f"AWS could not be called: {error}" if isinstance(error, aws.BotoCoreError) else None


def refused(error: aws.ClientError) -> str:
    code = error.response.get("Error", {}).get("Code", "")
    message = error.response.get("Error", {}).get("Message") or code
    what = f"AWS refused {error.operation_name}"
    if code in EXPIRED:
        return f"Your AWS session has expired: {SIGN_IN}."
    if code in UNKNOWN:
        return f"AWS does not know these credentials ({code}): {SIGN_IN}."
    if code in DENIED:
        return f"{what}: {message} Your role needs this permission, or this is another account."
    if code in ABSENT:
        return f"{what}: {message} Is the stage deployed, and is this its account?"
    return f"{what}: {message} ({code})"
