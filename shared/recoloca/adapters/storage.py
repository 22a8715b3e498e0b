"""Uploaded CVs in S3."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final

from recoloca.adapters import aws
from recoloca.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

POST_SECONDS: Final = 900
"""How long a presigned POST may be used."""


class StorageUnavailableError(Exception):
    """S3 did not take or give an object; trying again may help."""


class ObjectForbiddenError(StorageUnavailableError):
    """Nobody may read this object: the malware scan found a threat in it (or our role lacks a permission)."""


class ObjectMissingError(Exception):
    """There is no such object (any more)."""


@dataclass(frozen=True, slots=True)
class PresignedPost:
    """What a browser needs to send one file straight to S3: post `fields`, then the file as `file`, to `url`."""

    url: str
    fields: dict[str, str]


class UploadStorage:
    """The upload bucket. Its keys are `uploads/<user id>/<analysis id>`; the file's name is never part of a key."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def presigned_post(self, key: str, content_type: str, maximum_bytes: int) -> PresignedPost:
        """Permission to put exactly one object: this key, this type, at most this size, for 15 minutes."""
        bucket = self._settings.upload_bucket
        post: dict[str, Any] = self._client.generate_presigned_post(
            Bucket=bucket,
            Key=key,
            Fields={"Content-Type": content_type},
            Conditions=[{"Content-Type": content_type}, ["content-length-range", 1, maximum_bytes]],
            ExpiresIn=POST_SECONDS,
        )
        front = self._settings.optional("UPLOAD_URL")
        return PresignedPost(url=f"{front}/{bucket}" if front else post["url"], fields=post["fields"])

    def presigned_get(self, key: str, file_name: str, seconds: int) -> str:
        """An address that downloads this object under this name, for so long."""
        return self._client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._settings.upload_bucket,
                "Key": key,
                "ResponseContentDisposition": f'attachment; filename="{file_name}"',
            },
            ExpiresIn=seconds,
        )

    def put(self, key: str, body: bytes | IO[bytes], content_type: str) -> None:
        with _translated():
            self._client.put_object(
                Bucket=self._settings.upload_bucket, Key=key, Body=body, ContentType=content_type
            )

    def get(self, key: str) -> bytes:
        """The object's bytes.

        Raises:
            ObjectMissingError: it was deleted, or never came.
            StorageUnavailableError: S3 did not answer.
        """
        with _translated():
            answer = self._client.get_object(Bucket=self._settings.upload_bucket, Key=key)
            return answer["Body"].read()

    def tags(self, key: str) -> dict[str, str]:
        """What S3 and its guardians wrote on an object.

        Raises:
            ObjectMissingError: it was deleted, or never came.
            StorageUnavailableError: S3 did not answer.
        """
        with _translated():
            answer = self._client.get_object_tagging(Bucket=self._settings.upload_bucket, Key=key)
            return {tag["Key"]: tag["Value"] for tag in answer["TagSet"]}

    def delete(self, key: str) -> None:
        """Remove the object; no error when it is not there."""
        with _translated():
            self._client.delete_object(Bucket=self._settings.upload_bucket, Key=key)

    def delete_all(self, prefix: str) -> None:
        """Remove every object whose key begins so."""
        bucket = self._settings.upload_bucket
        with _translated():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
            for page in pages:
                for found in page.get("Contents", []):
                    self._client.delete_object(Bucket=bucket, Key=found["Key"])

    def exists(self, key: str) -> bool:
        """Also of one that nobody may read: S3 says 404 of what is not there to whoever may list."""
        try:
            with _translated():
                self._client.head_object(Bucket=self._settings.upload_bucket, Key=key)
        except ObjectMissingError:
            return False
        except ObjectForbiddenError:
            return True
        return True

    def reachable(self) -> bool:
        try:
            with _translated():
                self._client.head_bucket(Bucket=self._settings.upload_bucket)
        except (StorageUnavailableError, ObjectMissingError):
            return False
        return True

    @functools.cached_property
    def _client(self) -> S3Client:
        style = "virtual" if self._settings.stage == "prod" else "path"
        made: S3Client = aws.client(
            "s3", read_timeout=10, attempts=4, signature_version="s3v4", s3={"addressing_style": style}
        )
        return made


class _translated:  # noqa: N801 (reads as a statement: `with _translated():`)
    """botocore's errors as this module's own."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None:
            return
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

        if isinstance(error, ClientError):
            code = error.response.get("Error", {}).get("Code", "")
            if code in {"NoSuchKey", "404"}:
                raise ObjectMissingError(code) from error
            if code in {"AccessDenied", "403"}:
                raise ObjectForbiddenError(code) from error
            raise StorageUnavailableError(code) from error
        if isinstance(error, BotoCoreError):
            raise StorageUnavailableError(type(error).__name__) from error
