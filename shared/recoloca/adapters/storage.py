"""Uploaded CVs in S3."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, Final
from urllib.parse import quote

from recoloca.adapters import sigv4
from recoloca.adapters.aws import AwsClient, AwsRefusedError, AwsResponse, UnreachableError, records
from recoloca.runtime.settings import Settings

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
    """The upload bucket. Its keys begin with `uploads/`, `cvs/` or `exports/` and the user's id; the file's name is
    never part of a key.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def presigned_post(self, key: str, content_type: str, maximum_bytes: int) -> PresignedPost:
        """Permission to put exactly one object: this key, this type, at most this size, for 15 minutes."""
        bucket, front = self._settings.upload_bucket, self._settings.optional("UPLOAD_URL")
        conditions: list[Any] = [{"Content-Type": content_type}, ["content-length-range", 1, maximum_bytes]]
        fields = sigv4.presigned_post(
            self._s3.credentials.current(),
            bucket=bucket,
            key=key,
            fields={"Content-Type": content_type},
            conditions=conditions,
            expires=POST_SECONDS,
            now=self._s3.clock(),
        )
        return PresignedPost(url=f"{front}/{bucket}" if front else self._address(""), fields=fields)

    def presigned_get(self, key: str, file_name: str, seconds: int) -> str:
        """An address that downloads this object under this name, for so long."""
        query = sigv4.presigned_query(
            self._s3.credentials.current(),
            service="s3",
            host=self._s3.endpoint.netloc,
            path=self._path(key),
            parameters={"response-content-disposition": f'attachment; filename="{file_name}"'},
            expires=seconds,
            now=self._s3.clock(),
        )
        return f"{self._address(key)}?{query}"

    def put(self, key: str, body: bytes | IO[bytes], content_type: str) -> None:
        self._call("PUT", key, headers={"Content-Type": content_type}, body=body)

    def get(self, key: str) -> bytes:
        """The object's bytes.

        Raises:
            ObjectMissingError: it was deleted, or never came.
            StorageUnavailableError: S3 did not answer.
        """
        return self._call("GET", key).body

    def tags(self, key: str) -> dict[str, str]:
        """What S3 and its guardians wrote on an object.

        Raises:
            ObjectMissingError: it was deleted, or never came.
            StorageUnavailableError: S3 did not answer.
        """
        tags = records(self._call("GET", key, {"tagging": ""}).body, "Tag")
        return {tag["Key"]: tag["Value"] for tag in tags}

    def delete(self, key: str) -> None:
        """Remove the object; no error when it is not there."""
        self._call("DELETE", key)

    def delete_all(self, prefix: str) -> None:
        """Remove every object whose key begins so."""
        while found := records(self._call("GET", "", {"list-type": "2", "prefix": prefix}).body, "Contents"):
            for each in found:
                self.delete(each["Key"])

    def exists(self, key: str) -> bool:
        """Also of one that nobody may read: S3 says 404 of what is not there to whoever may list."""
        try:
            self._call("HEAD", key)
        except ObjectMissingError:
            return False
        except ObjectForbiddenError:
            return True
        return True

    def answers(self, within: float) -> bool:
        """Whether S3 says in so many seconds that the bucket is there."""
        try:
            self._call("HEAD", "", within=within)
        except (StorageUnavailableError, ObjectMissingError):
            return False
        return True

    def _call(
        self,
        method: str,
        key: str,
        query: dict[str, str] | None = None,
        *,
        headers: dict[str, str] | None = None,
        body: bytes | IO[bytes] = b"",
        within: float | None = None,
    ) -> AwsResponse:
        with _translated():
            return self._s3.call(
                method, self._path(key), query=query, headers=headers, body=body, within=within
            )

    def _path(self, key: str) -> str:
        """Emulators have no host for each bucket."""
        bucket = f"/{self._settings.upload_bucket}" if self._s3.local else ""
        return f"{bucket}/{quote(key, safe='/-_.~')}" if key or not bucket else bucket

    def _address(self, key: str) -> str:
        return f"{self._s3.endpoint.scheme}://{self._s3.endpoint.netloc}{self._path(key)}"

    @functools.cached_property
    def _s3(self) -> AwsClient:
        host = f"{self._settings.upload_bucket}.s3.{self._settings.required('AWS_REGION')}.amazonaws.com"
        return AwsClient(self._settings, "s3", read_timeout=10, attempts=4, within=15, host=host)


@contextmanager
def _translated() -> Iterator[None]:
    """The service's errors as this module's own."""
    try:
        yield
    except UnreachableError as error:
        raise StorageUnavailableError(str(error)) from error
    except AwsRefusedError as error:
        if error.code in {"NoSuchKey", "404"}:
            raise ObjectMissingError(error.code) from error
        if error.code in {"AccessDenied", "403"}:
            raise ObjectForbiddenError(error.code) from error
        raise StorageUnavailableError(error.code) from error
