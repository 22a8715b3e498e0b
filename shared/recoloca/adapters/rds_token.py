"""Logs in to RDS with an IAM token that is valid for 15 minutes, instead of a password."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

from recoloca.adapters.aws_credentials import Credentials
from recoloca.adapters.sigv4 import presigned_query
from recoloca.runtime.clock import Clock, utc_now
from recoloca.runtime.settings import Settings

ROOTS: Final = Path(__file__).with_name("rds_roots.pem")
"""The root certificates of Amazon RDS.

Lambda's default certificates do not include the certificate authority of Aurora, and libpq does not find Lambda's
certificate directory.
"""


def connection_url(settings: Settings, clock: Clock = utc_now) -> str:
    """A libpq URL with a new token as its password. The token is needed only while the connection is opened.

    The connection verifies the server's certificate and host name first, so that no other server receives the token.
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
