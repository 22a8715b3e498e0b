"""Stores uploaded CVs and data exports in S3."""

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
"""How long a presigned POST is valid."""


class StorageUnavailableError(Exception):
    """S3 could not read or write an object. A retry can help."""


class ObjectForbiddenError(StorageUnavailableError):
    """S3 denied access: the malware scan found a threat in the object, or the function's role lacks a permission."""


class ObjectMissingError(Exception):
    """The object does not exist. It may have been deleted."""


@dataclass(frozen=True, slots=True)
class PresignedPost:
    """A form for the upload of one file from the browser to S3: post `fields`, then the file as `file`, to `url`."""

    url: str
    fields: dict[str, str]


class UploadStorage:
    """The upload bucket.

    Its keys begin with `uploads/`, `cvs/` or `exports/`, followed by the user's id. A key never contains a file name.

    Raises:
        StorageUnavailableError: by every method that calls S3.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def presigned_post(self, key: str, content_type: str, maximum_bytes: int) -> PresignedPost:
        """A form that permits the upload of one object with this key, this type and at most this size.

        It is valid for `POST_SECONDS`.
        """
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
        """A URL that downloads the object with `file_name` as its file name. It is valid for `seconds`."""
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
        """The bytes of the object.

        Raises:
            ObjectMissingError: the object does not exist.
            ObjectForbiddenError: S3 denied access.
            StorageUnavailableError: S3 did not respond.
        """
        return self._call("GET", key).body

    def tags(self, key: str) -> dict[str, str]:
        """The tags of the object. GuardDuty writes the result of its malware scan as a tag.

        Raises:
            ObjectMissingError: the object does not exist.
            StorageUnavailableError: S3 did not respond.
        """
        tags = records(self._call("GET", key, {"tagging": ""}).body, "Tag")
        return {tag["Key"]: tag["Value"] for tag in tags}

    def delete(self, key: str) -> None:
        """Delete the object. A missing object is no error."""
        self._call("DELETE", key)

    def delete_all(self, prefix: str) -> None:
        """Delete every object whose key begins with `prefix`."""
        while found := records(self._call("GET", "", {"list-type": "2", "prefix": prefix}).body, "Contents"):
            for each in found:
                self.delete(each["Key"])

    def exists(self, key: str) -> bool:
        """Whether the object exists. It also works for an object that cannot be read.

        The function's role may list the bucket, so S3 responds 404 for a missing object and 403 for a forbidden one.
        """
        try:
            self._call("HEAD", key)
        except ObjectMissingError:
            return False
        except ObjectForbiddenError:
            return True
        return True

    def answers(self, within: float) -> bool:
        """Whether S3 confirms within `within` seconds that the bucket exists."""
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
        """The percent-encoded path of a key. With an emulator it begins with the bucket, which AWS has in its host."""
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
    """Convert the errors of the AWS client to the errors of this module."""
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
