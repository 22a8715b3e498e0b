"""The login tokens for RDS and ElastiCache equal those of botocore, byte for byte."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import botocore.auth
import botocore.session
import botocore.signers
import pytest
from botocore.model import ServiceId
from botocore.signers import RequestSigner

from recoloca.adapters.elasticache_token import credential_provider
from recoloca.adapters.rds_token import connection_url
from recoloca.runtime.settings import Settings
from tests.support.sigv4 import ENVIRONMENT, KEY, REGION, SECRET, TOKEN

NOW: Final = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
HOST: Final = "recoloca.cluster-abc.sa-east-1.rds.amazonaws.com"
CACHE: Final = "recoloca-prod"
USER: Final = "recoloca_app"


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A botocore session with the credentials of the tests and a stopped clock."""
    for module in (botocore.auth, botocore.signers):
        monkeypatch.setattr(module, "get_current_datetime", lambda: NOW.replace(tzinfo=None))
    made = botocore.session.get_session()
    made.set_credentials(KEY, SECRET, TOKEN)
    return made


@pytest.mark.parametrize("port", ["5432", "6543"])
def test_a_token_for_rds_is_botocores(session: Any, port: str) -> None:
    settings = Settings(
        {
            **ENVIRONMENT,
            "STAGE": "prod",
            "DATABASE_HOST": HOST,
            "DATABASE_PORT": port,
            "DATABASE_USER": USER,
            "DATABASE_NAME": "recoloca",
        }
    )
    made = urlsplit(connection_url(settings, lambda: NOW))
    expected = session.create_client("rds", region_name=REGION).generate_db_auth_token(HOST, int(port), USER)
    assert unquote(made.password or "") == expected


@pytest.mark.parametrize("serverless", [True, False])
def test_a_token_for_elasticache_is_botocores(session: Any, serverless: bool) -> None:
    """botocore has no call for it. The reference is its presigner with the parameters of AWS's guide."""
    kind = {"CACHE_SERVERLESS": "true"} if serverless else {}
    settings = Settings({**ENVIRONMENT, "STAGE": "prod", "CACHE_USER": USER, "CACHE_NAME": CACHE, **kind})
    made = credential_provider(settings, lambda: NOW).get_credentials()
    signer = RequestSigner(
        ServiceId("elasticache"),
        REGION,
        "elasticache",
        "v4",
        session.get_credentials(),
        session.get_component("event_emitter"),
    )
    asked = f"https://{CACHE}/?Action=connect&User={USER}"
    expected = signer.generate_presigned_url(
        {
            "method": "GET",
            "url": asked + ("&ResourceType=ServerlessCache" if serverless else ""),
            "body": {},
            "headers": {},
            "context": {},
        },
        operation_name="connect",
        expires_in=900,
        region_name=REGION,
    )
    assert made == (USER, expected.removeprefix("https://"))
