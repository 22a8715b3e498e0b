"""Fills the demo account through the API of the running platform: the real pipeline on an invented CV."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urljoin
from uuid import uuid4

import httpx

from infra.local.servers.process import LocalCloudError, wait_until
from recoloca.cli.demo import EMAIL, PASSWORD

FOLDER: Final = Path(__file__).parent
VERSIONS: Final = {
    "Currículo Daniela Moura.txt": "cv-first.txt",
    "Currículo Daniela Moura (revisto).txt": "cv-second.txt",
}
"""The versions of the CV, oldest first: the name that the app shows, and the name of the file in this folder."""
ROLE: Final = "Analista de Dados Sênior"
MESSAGES: Final = (
    "Simular entrevista",
    (
        "No Mercados Litoral o fechamento do mês levava cinco dias. Eu reuni as áreas comercial e financeira, "
        "defini os indicadores com elas e automatizei a conferência em Python. O fechamento caiu para dois dias."
    ),
)
"""The demo person's message to the coach."""
SECONDS: Final = 120
"""Enough for one analysis on a busy machine that must start the functions first."""


def fill(site: str) -> None:
    """Give the demo account two analysed versions of a CV, a match and a conversation with the coach.

    Raises:
        LocalCloudError: the platform refused a step, or an analysis did not end in time.
    """
    try:
        with DemoClient(site) as demo:
            demo.call("PATCH", "/users/profile", {"target_role": ROLE})
            analyses = [demo.analyse(name, FOLDER / file) for name, file in VERSIONS.items()]
            demo.call("POST", f"/cv/analysis/{analyses[-1]}/match", {})
            session = demo.call("POST", "/ai-coach/session", {"topic": "interview_preparation"})
            for message in MESSAGES:
                demo.call("POST", f"/ai-coach/session/{session['session_id']}/message", {"message": message})
    except httpx.HTTPError as error:
        raise LocalCloudError(f"The demo account could not be filled: {error}") from error


class DemoClient:
    """Calls the API as the demo account."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._http = httpx.Client(timeout=60, trust_env=False, headers={"Accept-Language": "pt-BR"})

    def __enter__(self) -> Self:
        login = self.call("POST", "/auth/login", {"email": EMAIL, "password": PASSWORD})
        self._http.headers["Authorization"] = f"Bearer {login['access_token']}"
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Call the API and return the JSON of its response.

        Raises:
            httpx.HTTPError: the request failed, or the response is an error.
        """
        headers = {"Idempotency-Key": str(uuid4())} if method == "POST" else {}
        answer = self._http.request(method, f"{self._site}/api{path}", json=body, headers=headers)
        found: dict[str, Any] = answer.raise_for_status().json()
        return found

    def analyse(self, name: str, file: Path) -> str:
        """Upload a CV with the advertisement, wait for the result, and return the analysis's identifier."""
        content = file.read_bytes()
        form = {
            "file_name": name,
            "content_type": "text/plain",
            "size": len(content),
            "language": "pt-BR",
            "job_description": (FOLDER / "job.txt").read_text("utf-8"),
        }
        created = self.call("POST", "/cv/upload", form)
        identifier = str(created["analysis_id"])
        self._post(created["upload"], content)
        if not wait_until(lambda: self._ended(identifier), SECONDS):
            raise LocalCloudError(f"The analysis of {name} did not end within {SECONDS} s.")
        return identifier

    def _post(self, upload: dict[str, Any], content: bytes) -> None:
        url = urljoin(self._site, upload["url"])
        fields, files = upload["fields"], {"file": content}
        httpx.post(url, data=fields, files=files, timeout=60, trust_env=False).raise_for_status()

    def _ended(self, identifier: str) -> bool:
        status = self.call("GET", f"/cv/analysis/{identifier}")["status"]
        if status == "failed":
            raise LocalCloudError("The demo's CV could not be analysed; see the worker's log.")
        return bool(status == "completed")
