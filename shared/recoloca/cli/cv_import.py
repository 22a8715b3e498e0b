"""`recoloca cv import`: a folder of CVs through the platform, a few at a time, every failure reported."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import httpx
import typer
from rich.markup import escape
from rich.progress import Progress

from recoloca.cli.api import Api, ApiError, Email, Password, Url, open_api
from recoloca.cli.console import err, fail, out
from recoloca.cli.target import LOCAL, AsJson, Stage, show_json

TYPES: Final = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".txt": "text/plain",
}
JOURNAL: Final = ".recoloca-import.jsonl"
POLLS: Final = (0.5, 1, 2, 3)
"""Seconds between two looks at an analysis; the last one goes on."""

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Many CVs at once.")


class Language(StrEnum):
    PT = "pt-BR"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one file, known by its content.

    `state` is `uploading`, `uploaded`, `completed`, `failed` (for good, as far as the platform is concerned) or
    `interrupted` (by the network, or an outage: the next run goes on).
    """

    sha256: str
    file: str
    state: str
    attempt: int = 1
    analysis_id: str | None = None
    score: int | None = None
    code: str | None = None
    message: str | None = None


class Journal:
    """One JSON line for each step, written before the next: a run that died is taken up where it was."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.entries: dict[str, Entry] = {}
        if file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                # A line that was cut off by a crash is a step that did not happen.
                if line.startswith("{") and line.endswith("}"):
                    entry = Entry(**json.loads(line))
                    self.entries[entry.sha256] = entry

    def write(self, entry: Entry) -> Entry:
        self.entries[entry.sha256] = entry
        with self._file.open("a", encoding="utf-8") as out_:
            out_.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")
        return entry


class QuotaUsedUp(Exception):
    """The account may not analyse any more; the rest waits for another run."""


@app.callback()
def group() -> None:
    """Keeps `import` a sub-command while it is the only one."""


@app.command("import")
def import_folder(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="PDF, DOCX and TXT files in it and below.")
    ],
    concurrency: Annotated[int, typer.Option(min=1, max=50, help="How many files at a time.")] = 4,
    journal: Annotated[
        Path | None, typer.Option(help=f"What was done so far; {JOURNAL} in the folder by default.")
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try those again that failed.")
    ] = False,
    language: Annotated[Language, typer.Option(help="Language of the results.")] = Language.PT,
    url: Url = None,
    email: Email = None,
    password: Password = None,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Upload and analyse a folder of CVs. Run it again to go on; what is finished is not done twice.

    Ends with 1 when a CV failed or was not reached.
    """
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in TYPES and path.is_file())
    if not files:
        fail(f"There are no PDF, DOCX or TXT files in {folder}.")
    kept = Journal(journal or folder / JOURNAL)
    api = open_api(stage, url, email, password, concurrency)
    run = Import(api, kept, folder, language.value, retry_failed=retry_failed)
    try:
        asyncio.run(run.all(files, concurrency))
    except ApiError as error:
        fail(f"Could not sign in as {email or 'the demo account'}: {error}")
    report(run, files, as_json=as_json)


class Import:
    """`done` are the entries of this run and of earlier ones, by file; `stopped` says why others were not reached."""

    def __init__(
        self, api: Api, journal: Journal, folder: Path, language: str, *, retry_failed: bool
    ) -> None:
        self.api = api
        self.journal = journal
        self.folder = folder
        self.language = language
        self.retry_failed = retry_failed
        self.done: dict[Path, Entry] = {}
        self.earlier = 0
        self.stopped: str | None = None

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
        name = str(file.relative_to(self.folder))
        try:
            body = await asyncio.to_thread(file.read_bytes)
        except OSError as error:
            self.done[file] = Entry("", name, "failed", code="FILE_UNREADABLE", message=str(error))
            return
        digest = hashlib.sha256(body).hexdigest()
        entry = self.journal.entries.get(digest) or Entry(digest, name, "new")
        if entry.state == "completed" or (entry.state == "failed" and not self.retry_failed):
            self.earlier += 1
            self.done[file] = replace(entry, file=name)
            return
        try:
            self.done[file] = await self.analyse(entry, file, body)
        except QuotaUsedUp as error:
            self.stopped = str(error)
        except (ApiError, httpx.HTTPError) as error:
            self.done[file] = self.failure(self.journal.entries[digest], error)

    def failure(self, entry: Entry, error: ApiError | httpx.HTTPError) -> Entry:
        final = isinstance(error, ApiError) and 400 <= error.status < 500
        code = error.code if isinstance(error, ApiError) else "UNREACHABLE"
        # A permission to upload that S3 refuses has run out: the next run asks for another.
        attempt = entry.attempt + isinstance(error, httpx.HTTPStatusError)
        message = str(error) or type(error).__name__
        state = "failed" if final else "interrupted"
        return self.journal.write(replace(entry, state=state, attempt=attempt, code=code, message=message))

    async def analyse(self, entry: Entry, file: Path, body: bytes) -> Entry:
        if entry.analysis_id is None or entry.state == "failed":
            attempt = entry.attempt + 1 if entry.state == "failed" else entry.attempt
            entry = self.journal.write(
                replace(entry, state="uploading", attempt=attempt, analysis_id=None, code=None, message=None)
            )
            entry = await self.upload(entry, file, body)
        for number in range(10_000):
            found = await self.api.call("GET", f"/cv/analysis/{entry.analysis_id}", **self.headers)
            if found["status"] == "completed":
                return self.journal.write(replace(entry, state="completed", score=found.get("score")))
            if found["status"] == "failed":
                error = found["error"]
                return self.journal.write(
                    replace(entry, state="failed", code=error["code"], message=error["message"])
                )
            await asyncio.sleep(POLLS[min(number, len(POLLS) - 1)])
        raise ApiError(0, "TIMEOUT", "The analysis did not end.")

    @property
    def headers(self) -> dict[str, str]:
        return {"accept-language": self.language}

    async def upload(self, entry: Entry, file: Path, body: bytes) -> Entry:
        """The same attempt makes one analysis, however often it is begun: its key comes from the content."""
        kind = TYPES[file.suffix.lower()]
        form = {"file_name": file.name, "content_type": kind, "size": len(body)}
        key = f"import-{entry.sha256}-{entry.attempt}"
        headers = {**self.headers, "idempotency-key": key}
        try:
            made = await self.api.call("POST", "/cv/upload", {**form, "language": self.language}, **headers)
        except ApiError as error:
            if error.code == "QUOTA_EXCEEDED":
                raise QuotaUsedUp(error.detail) from None
            raise
        answer = await self.api.http.post(
            made["upload"]["url"],
            data=made["upload"]["fields"],
            files={"file": (file.name, body, kind)},
        )
        answer.raise_for_status()
        return self.journal.write(replace(entry, state="uploaded", analysis_id=made["analysis_id"]))


def report(run: Import, files: list[Path], *, as_json: bool) -> None:
    completed = [entry for entry in run.done.values() if entry.state == "completed"]
    failed = [entry for entry in run.done.values() if entry.state != "completed"]
    made: dict[str, Any] = {
        "total": len(files),
        "completed": len(completed),
        "failed": [asdict(entry) for entry in failed],
        "finished_earlier": run.earlier,
        "not_reached": len(files) - len(run.done),
        "stopped": run.stopped,
    }
    if as_json:
        show_json({**made, "results": [asdict(entry) for entry in completed]})
    else:
        for entry in failed:
            err.print(f"[red]✗[/] {escape(entry.file)}: {entry.code}: {escape(entry.message or '')}")
        out.print(
            f"{len(completed)} of {len(files)} analysed, {len(failed)} failed, {run.earlier} known from before."
        )
        if run.stopped:
            err.print(f"[bold red]✗[/] Stopped: {run.stopped} {made['not_reached']} CVs were not reached.")
    if failed or made["not_reached"]:
        raise typer.Exit(1)
