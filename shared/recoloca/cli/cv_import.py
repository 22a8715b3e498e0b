"""`recoloca cv import`: uploads and analyses a folder of CVs, a few at a time, and reports every failure."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.markup import escape
from rich.progress import Progress

from recoloca.cli.api import Api, ApiError, Email, Password, Url, open_api
from recoloca.cli.console import err, fail, out, writable
from recoloca.cli.import_journal import Journal, JournalEntry
from recoloca.cli.target import LOCAL, AsJson, Stage, show_json

TYPES: Final = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".txt": "text/plain",
}
JOURNAL: Final = ".recoloca-import.jsonl"
POLLS: Final = (0.5, 1, 2, 3)
"""The seconds between polls of an analysis. The last value repeats."""

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Upload and analyse many CVs at once.")


class ResultLanguage(StrEnum):
    PT = "pt-BR"
    EN = "en"


class ImportStoppedError(Exception):
    """The import must stop, because all remaining files would fail too. The message gives the reason."""


@app.callback()
def group() -> None:
    """Makes `import` a subcommand although it is the only one."""


Folder = Annotated[
    Path,
    typer.Argument(
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="The folder; PDF, DOCX and TXT files in its subfolders count too.",
    ),
]
JournalFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help=f"The file that records the progress. Default: {JOURNAL} in the folder."
    ),
]


@app.command("import")
def import_folder(
    folder: Folder,
    concurrency: Annotated[
        int, typer.Option(min=1, max=50, help="The number of files to process at the same time.")
    ] = 4,
    journal: JournalFile = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try the files again that failed in an earlier run.")
    ] = False,
    language: Annotated[
        ResultLanguage, typer.Option(help="The language of the results.")
    ] = ResultLanguage.PT,
    url: Url = None,
    email: Email = None,
    password: Password = None,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Upload and analyse a folder of CVs. A second run continues and skips finished files.

    Each file uses one analysis of the account's quota. A failed analysis releases it.

    The command waits at most 5 minutes for rate limits and outages. The exit code is 1 if a CV failed or was skipped.
    """
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in TYPES and path.is_file())
    if not files:
        fail(f"There are no PDF, DOCX or TXT files in {folder}.")
    file = writable(journal or folder / JOURNAL)
    api = open_api(stage, url, email, password, concurrency)
    kept = Journal(file, f"{api.account} on {url or stage}")
    run = Import(api, kept, folder, language.value, retry_failed=retry_failed)
    try:
        asyncio.run(run.all(files, concurrency))
    except ApiError as error:
        fail(f"Could not sign in as {api.account}: {error}")
    report(run, files, as_json=as_json)


class Import:
    """One run of the import.

    `done` maps each file to its entry from this run or an earlier one. `stopped` is the reason of an early stop.
    `earlier` counts files that an earlier run finished. `copies` counts files with the same content as another file.
    """

    def __init__(
        self, api: Api, journal: Journal, folder: Path, language: str, *, retry_failed: bool
    ) -> None:
        self.api = api
        self.journal = journal
        self.folder = folder
        self.language = language
        self.retry_failed = retry_failed
        self.done: dict[Path, JournalEntry] = {}
        self.earlier = 0
        self.copies = 0
        self.stopped: str | None = None
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._seen: set[str] = set()

    async def all(self, files: list[Path], concurrency: int) -> None:
        waiting = iter(files)
        async with self.api:
            await self.api.authorization()
            with Progress(console=err, transient=True) as progress:
                task = progress.add_task("Analysing", total=len(files))

                async def work() -> None:
                    for file in self.until_stopped(waiting):
                        await self.one(file)
                        progress.advance(task)

                await asyncio.gather(*(work() for _ in range(concurrency)))

    def until_stopped(self, waiting: Iterator[Path]) -> Iterator[Path]:
        while self.stopped is None and (file := next(waiting, None)) is not None:
            yield file

    async def one(self, file: Path) -> None:
        name = str(file.relative_to(self.folder)).encode(errors="replace").decode()
        try:
            body = await asyncio.to_thread(file.read_bytes)
        except OSError as error:
            unreadable = JournalEntry(self.journal.where, "", name, "failed")
            self.done[file] = replace(unreadable, code="FILE_UNREADABLE", message=str(error))
            return
        digest = hashlib.sha256(body).hexdigest()
        async with self._locks[digest]:
            if self.stopped:
                return
            try:
                entry = await self.ended(self.journal.entry(digest, name), body)
            except ImportStoppedError as error:
                self.stopped = str(error)
            else:
                self.done[file] = replace(entry, file=name)

    async def ended(self, entry: JournalEntry, body: bytes) -> JournalEntry:
        """Process one content and return its entry. A content is processed once in a run.

        Raises:
            ImportStoppedError: all remaining files would fail too.
        """
        if entry.sha256 in self._seen:
            self.copies += 1
            return entry
        self._seen.add(entry.sha256)
        if entry.state == "completed" or (entry.state == "failed" and not self.retry_failed):
            self.earlier += 1
            return entry
        try:
            return await self.analyse(entry, body)
        except ApiError as error:
            state = "failed" if error.about_this_request else "interrupted"
            entry = self.journal.entry(entry.sha256, entry.file)
            noted = self.journal.write(
                replace(entry, state=state, code=error.code, message=str(error) or error.code)
            )
            if error.about_everything:
                raise ImportStoppedError(str(error)) from None
            return noted

    async def analyse(self, entry: JournalEntry, body: bytes) -> JournalEntry:
        if entry.state == "failed" and await self.lost(entry):
            entry = replace(entry, attempt=entry.attempt + 1, analysis_id=None)
        if entry.analysis_id is None:
            entry = replace(entry, state="uploading", code=None, message=None)
            entry = await self.upload(self.journal.write(entry), body)
        for number in range(10_000):
            found = await self.look(entry)
            if found["status"] == "completed":
                score = found.get("score")
                return self.journal.write(
                    replace(entry, state="completed", score=score, code=None, message=None)
                )
            if found["status"] == "failed":
                error = found["error"]
                return self.journal.write(
                    replace(entry, state="failed", code=error["code"], message=error["message"])
                )
            await asyncio.sleep(POLLS[min(number, len(POLLS) - 1)])
        raise ApiError(0, "TIMEOUT", "The analysis did not finish in time.")

    async def lost(self, entry: JournalEntry) -> bool:
        """Whether the platform has no result for this entry and will not create one."""
        if entry.analysis_id is None:
            return True
        try:
            found = await self.look(entry)
        except ApiError as error:
            if error.code == "NOT_FOUND":
                return True
            raise
        return bool(found["status"] == "failed")

    async def look(self, entry: JournalEntry) -> Any:
        return await self.api.call("GET", f"/cv/analysis/{entry.analysis_id}", **self.headers)

    @property
    def headers(self) -> dict[str, str]:
        return {"accept-language": self.language}

    async def upload(self, entry: JournalEntry, body: bytes) -> JournalEntry:
        """Upload one file. The operation is idempotent: its key contains the hash of the content and the attempt."""
        file = Path(entry.file)
        kind = TYPES[file.suffix.lower()]
        form = {"file_name": file.name, "content_type": kind, "size": len(body), "language": self.language}
        key = f"import-{entry.sha256}-{entry.attempt}-{self.language}"
        try:
            made = await self.api.call("POST", "/cv/upload", form, **self.headers, **{"idempotency-key": key})
        except ApiError as error:
            if error.code == "QUOTA_EXCEEDED":
                raise ImportStoppedError(error.detail) from None
            raise
        url, fields = made["upload"]["url"], made["upload"]["fields"]
        answer = await self.api.with_retries(
            lambda: self.api.http.post(url, data=fields, files={"file": (file.name, body, kind)})
        )
        if not answer.is_success:
            if answer.status_code < 500:  # the presigned POST has expired; the next run requests a new one
                self.journal.write(replace(entry, attempt=entry.attempt + 1))
            raise ApiError(0, "UPLOAD_REFUSED", f"S3 answered {answer.status_code}.")
        return self.journal.write(replace(entry, state="uploaded", analysis_id=made["analysis_id"]))


def report(run: Import, files: list[Path], *, as_json: bool) -> None:
    completed = [entry for entry in run.done.values() if entry.state == "completed"]
    failed = [entry for entry in run.done.values() if entry.state != "completed"]
    made: dict[str, Any] = {
        "total": len(files),
        "completed": len(completed),
        "failed": [asdict(entry) for entry in failed],
        "finished_earlier": run.earlier,
        "copies": run.copies,
        "not_reached": len(files) - len(run.done),
        "stopped": run.stopped,
    }
    if as_json:
        show_json({**made, "results": [asdict(entry) for entry in completed]})
    else:
        for entry in failed:
            later = " Run the command again to continue." if entry.state == "interrupted" else ""
            err.print(f"[red]✗[/] {escape(entry.file)}: {entry.code}: {escape(entry.message or '')}{later}")
        copies = f", {run.copies} duplicates" if run.copies else ""
        out.print(
            f"{len(completed)} of {len(files)} analysed, {len(failed)} failed, {run.earlier} finished earlier{copies}."
        )
        if run.stopped:
            left = f"{made['not_reached']} CVs are left; run the command again to continue."
            err.print(f"[bold red]✗[/] Stopped: {escape(run.stopped.rstrip('.'))}. {left}", soft_wrap=True)
    if failed or made["not_reached"]:
        raise typer.Exit(1)
