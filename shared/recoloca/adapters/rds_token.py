"""How a function logs in to RDS: a token of 15 minutes instead of a password, given to nobody but RDS."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

from recoloca.adapters.aws_credentials import Credentials
from recoloca.adapters.sigv4 import presigned_query
from recoloca.runtime.clock import Clock, utc_now
from recoloca.runtime.settings import Settings

ROOTS: Final = Path(__file__).with_name("rds_roots.pem")
"""A file of our own: what Lambda trusts by itself does not have Aurora's authority, and the driver's TLS library looks
for its roots where Lambda has none.
"""


def connection_url(settings: Settings, clock: Clock = utc_now) -> str:
    """A libpq URL with a fresh token as its password; the token counts only while connecting.

    The server has to prove its name first, or whoever stands in its place would be handed the token.
    """
    host, port = settings.required("DATABASE_HOST"), settings.optional("DATABASE_PORT") or "5432"
    user = settings.required("DATABASE_USER")
    query = presigned_query(
        Credentials.from_settings(settings),
        service="rds-db",
        host=f"{host}:{port}",
        parameters={"Action": "connect", "DBUser": user},
        expires=900,
        now=clock(),
    )
    token = quote(f"{host}:{port}/?{query}", safe="")
    verified = urlencode({"sslmode": "verify-full", "sslrootcert": ROOTS})
    return f"postgresql://{quote(user)}:{token}@{host}:{port}/{settings.required('DATABASE_NAME')}?{verified}"
