"""A person who uses the platform over HTTP."""

from __future__ import annotations

import itertools
from typing import Any, Self

import httpx

from infra.local.platform import LocalPlatform
from infra.local.servers.process import wait_until

PATIENCE = 60
"""In seconds. An analysis takes less than 5, but the machine may be busy."""
_numbers = itertools.count(1)


class Visitor:
    """A registered person; `name` makes the address unique."""

    def __init__(self, platform: LocalPlatform, name: str) -> None:
        self.http = httpx.Client(base_url=f"{platform.url}/api", timeout=30, trust_env=False)
        form = {
            "name": name,
            "email": f"{name}-{next(_numbers)}@example.com",
            "password": "uma senha comprida",
        }
        answer = self.http.post("/auth/register", json=form)
        assert answer.status_code == 201, answer.text
        self.email = form["email"]
        self.http.headers["authorization"] = f"Bearer {answer.json()['access_token']}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def start_upload(self, body: bytes, name: str = "cv.txt", kind: str = "text/plain") -> dict[str, Any]:
        """Ask for a presigned POST and return the response."""
        form = {"file_name": name, "content_type": kind, "size": len(body)}
        answer = self.http.post("/cv/upload", json=form)
        assert answer.status_code == 200, answer.text
        created: dict[str, Any] = answer.json()
        return created

    def upload(self, body: bytes, name: str = "cv.txt", kind: str = "text/plain") -> str:
        """Upload a CV like the app, with a presigned POST to the bucket. Returns the analysis's id."""
        created = self.start_upload(body, name, kind)
        upload = created["upload"]
        sent = httpx.post(upload["url"], data=upload["fields"], files={"file": (name, body, kind)})
        assert sent.status_code == 204, sent.text
        return str(created["analysis_id"])

    def upload_multipart(self, body: bytes, name: str, kind: str) -> str:
        """Upload a CV like the load test, with the file in the request itself. Returns the analysis's id."""
        answer = self.http.post("/cv/upload", files={"file": (name, body, kind)})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["analysis_id"])

    def analysis(self, analysis_id: str) -> dict[str, Any]:
        answer = self.http.get(f"/cv/analysis/{analysis_id}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def outcome(self, analysis_id: str) -> dict[str, Any]:
        """Wait for the end of the analysis and return it."""
        over = {"completed", "failed"}
        reached = wait_until(lambda: self.analysis(analysis_id)["status"] in over, PATIENCE, interval=0.4)
        assert reached, self.analysis(analysis_id)
        return self.analysis(analysis_id)
