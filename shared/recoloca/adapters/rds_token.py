"""How a function logs in to RDS Proxy: TLS and a token of 15 minutes instead of a password."""

from __future__ import annotations

from urllib.parse import quote

from recoloca.adapters.aws_credentials import Credentials
from recoloca.adapters.sigv4 import presigned_query
from recoloca.clock import Clock, utc_now
from recoloca.settings import Settings


def connection_url(settings: Settings, clock: Clock = utc_now) -> str:
    """A libpq URL with a fresh token as its password; the token counts only while connecting."""
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
    return f"postgresql://{quote(user)}:{token}@{host}:{port}/{settings.required('DATABASE_NAME')}?sslmode=require"
