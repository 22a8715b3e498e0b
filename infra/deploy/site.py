"""Upload the built frontend to its bucket: the files that the page refers to first, the page last."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from infra import edge_headers

PAGE: Final = "index.html"
COMPRESSED: Final = (".br", ".gz")
"""Compressed files for the local edge. CloudFront compresses files itself."""

INVALIDATED: Final = ("/index.html", "/")


@dataclass(frozen=True, slots=True)
class SiteFile:
    path: Path
    key: str
    content_type: str
    cache_control: str


def files(folder: Path) -> Iterator[SiteFile]:
    """The files in the order of upload: hashed assets, the others, `index.html`.

    A browser with the old page still finds the old assets. A browser with the new page already finds the new assets.
    """
    found = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in COMPRESSED]
    for path in sorted(found, key=lambda path: (_turn(folder, path), path)):
        key = path.relative_to(folder).as_posix()
        yield SiteFile(path, key, _content_type(path), edge_headers.cache_control(f"/{key}"))


def publish(s3: Any, bucket: str, folder: Path) -> int:
    """Upload every file. Returns the number of files."""
    count = 0
    for count, file in enumerate(files(folder), 1):  # noqa: B007 (the count is the answer)
        s3.put_object(
            Bucket=bucket,
            Key=file.key,
            Body=file.path.read_bytes(),
            ContentType=file.content_type,
            CacheControl=file.cache_control,
        )
    return count


def invalidate(cloudfront: Any, distribution: str, reference: str) -> None:
    """Remove two paths from CloudFront's cache. Hashed files never change, and the page is kept only briefly."""
    cloudfront.create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={
            "Paths": {"Quantity": len(INVALIDATED), "Items": list(INVALIDATED)},
            "CallerReference": reference,
        },
    )


def _turn(folder: Path, path: Path) -> int:
    key = path.relative_to(folder).as_posix()
    if f"/{key}".startswith(edge_headers.HASHED_PREFIX):
        return 0
    return 2 if key == PAGE else 1


def _content_type(path: Path) -> str:
    known = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".woff2": "font/woff2"}
    found = known.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
