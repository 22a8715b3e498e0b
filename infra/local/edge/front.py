"""The local CloudFront: one address in front of the site, the HTTP API and the uploads."""

from __future__ import annotations

from infra.local.asgi import Receive, Scope, Send, header
from infra.local.edge import api_docs
from infra.local.edge.api_docs import ApiDocs
from infra.local.edge.http_api import HttpApi
from infra.local.edge.site import Site
from infra.local.edge.uploads import PREFIX, Uploads
from infra.local.mailbox import server as mailbox
from infra.local.mailbox.server import Mailbox


class Edge:
    """Sends each request to its server.

    `/api/*` and `/health` go to the API. On a host that starts with `api.`, every path goes to the API.
    """

    def __init__(
        self, api: HttpApi, site: Site, uploads: Uploads, mails: Mailbox, documents: ApiDocs
    ) -> None:
        self.api = api
        self.site = site
        self.uploads = uploads
        self.mails = mails
        self.documents = documents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["raw_path"].decode("latin-1")
        api_host = (header(scope, b"host") or "").startswith("api.")
        if api_host or path.startswith(("/api/", "/health/")) or path == "/health":
            await self.api.serve(scope, receive, send, path.removeprefix("/api") or "/")
        elif path.startswith(PREFIX):
            await self.uploads.serve(scope, receive, send)
        elif path.startswith(mailbox.PREFIX):
            await self.mails.serve(scope, send)
        elif path == api_docs.PREFIX or path.startswith(f"{api_docs.PREFIX}/"):
            await self.documents.serve(scope, send)
        else:
            await self.site.serve(scope, send)
