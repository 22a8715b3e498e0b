"""Creates a ZIP archive in S3 with all data of one user (LGPD art. 18, docs/adr/0703-exports.md)."""

from __future__ import annotations

import json
import re
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import IO, Any, Final
from uuid import UUID

from aws_lambda_powertools import Logger

from recoloca.adapters.storage import ObjectMissingError
from recoloca.cvs import scan
from recoloca.notifications.service import notify
from recoloca.outbox import service as outbox
from recoloca.privacy.repository import contents, exports
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import ENGLISH, PORTUGUESE

LONGEST_NAME: Final = 120
DEVICE: Final = re.compile(
    r"(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)\s*(?:\.|$)", re.IGNORECASE
)
"""File names that Windows reserves for devices, with any extension.

Source: Microsoft, "Naming Files, Paths, and Namespaces".
"""
KEPT: Final = timedelta(days=7)
TEXTS: Final = Path(__file__).parent / "texts"
LEFT_OUT: Final = {
    ENGLISH: "The virus scan found a threat in this file, so nobody may read it, and it is not in this archive.\n",
    PORTUGUESE: "O antivírus encontrou uma ameaça neste arquivo: ninguém pode lê-lo, e ele não está neste pacote.\n",
}

logger = Logger(child=True)


def make(deps: Dependencies, export_id: UUID) -> None:
    """Create the archive of an export, store it in S3 and notify the user.

    Nothing happens when the export is finished or the user was deleted.

    Raises:
        StorageUnavailableError: S3 did not respond. A retry is safe.
    """
    begun = exports.begin_export(deps.db, export_id)
    if begun is None:
        logger.info("export is not open", extra={"export_id": str(export_id)})
        return
    user_id, key = begun.user_id, f"exports/{begun.user_id}/{export_id}.zip"
    with tempfile.TemporaryFile() as file:
        write_archive(deps, user_id, begun.locale, file)
        file.seek(0)
        deps.uploads.put(key, file, "application/zip")
    now = deps.clock()
    with deps.db.transaction():
        completed = exports.complete_export(deps.db, export_id, key, now, now + KEPT)
        if completed:
            notify(deps, user_id, "export_ready", f"export_ready:{export_id}", {"export_id": str(export_id)})
    outbox.relay(deps)
    if not completed and exports.export(deps.db, user_id, export_id) is None:
        deps.uploads.delete(key)  # the user was erased while the archive was created


def write_archive(deps: Dependencies, user_id: UUID, locale: str, file: IO[bytes]) -> None:
    """Write the archive to `file`: one JSON file for each table, and the uploaded files.

    Only one uploaded file at a time is in memory.

    Raises:
        StorageUnavailableError: S3 did not respond.
    """
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", (TEXTS / f"{locale}.txt").read_text(encoding="utf-8"))
        for table in contents.TABLES:
            archive.writestr(f"data/{table}.json", _json(contents.read(deps.db, table, user_id)))
        for row in contents.files(deps.db, user_id):
            folder = f"files/{row.id}"
            posted = row.object_key.startswith("uploads/")
            if posted and scan.verdict(deps, row.object_key) is scan.Verdict.THREAT:
                archive.writestr(f"{folder}/README.txt", LEFT_OUT[locale])
                continue
            try:
                body = deps.uploads.get(row.object_key)
            except ObjectMissingError:
                continue
            name = f"{folder}/{safe_name(row.file_name)}"
            archive.writestr(name, body, zipfile.ZIP_STORED)  # PDF and DOCX are compressed already


def _json(rows: list[Any]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=2)


def safe_name(name: str) -> str:
    """A file name that every operating system can unpack.

    It contains no path separator, so the file cannot leave its folder. It is not the name of a Windows device.
    """
    kept = "".join("_" if char in '/\\:*?"<>|' or not char.isprintable() else char for char in name)
    kept = kept[-LONGEST_NAME:].strip(". ") or "cv"
    return f"_{kept}" if DEVICE.match(kept) else kept
