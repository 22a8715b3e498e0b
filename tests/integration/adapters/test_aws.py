"""A service of AWS that is slow, unavailable, busy, or refuses the request."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from recoloca.adapters.aws import AwsClient, AwsRefusedError, UnreachableError
from recoloca.adapters.aws_credentials import CredentialSource
from recoloca.runtime.settings import Settings
from tests.support.clock import HeldClock
from tests.support.endpoint import Asked, Endpoint, Said, serving
from tests.support.sigv4 import ENVIRONMENT

BUSY: Final = Said(503, b"<Error><Code>SlowDown</Code><Message>Reduce your rate</Message></Error>")
THROTTLED: Final = Said(400, b'{"__type": "com.amazonaws.sqs#ThrottlingException", "message": "slower"}')
GONE: Final = Said(400, b'{"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "no such queue"}')
NAMED: Final = Said(
    404, b'{"Message": "no function"}', {"X-Amzn-ErrorType": "ResourceNotFoundException:http://x/"}
)
XML: Final = Said(
    400,
    b"<ErrorResponse xmlns='urn:ses'><Error><Type>Sender</Type><Code>MessageRejected</Code>"
    b"<Message>Email address is not verified</Message></Error></ErrorResponse>",
)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving() as served:
        yield served


@pytest.fixture
def pauses() -> list[float]:
    return []


Make = Callable[..., AwsClient]


@pytest.fixture
def make(endpoint: Endpoint, pauses: list[float]) -> Make:
    def made(
        url: str = endpoint.url, *, attempts: int = 3, read_timeout: float = 5, within: float = 60
    ) -> AwsClient:
        return AwsClient(
            Settings({**ENVIRONMENT, "AWS_ENDPOINT_URL": url}),
            "sqs",
            read_timeout=read_timeout,
            attempts=attempts,
            within=within,
            monotonic=lambda: sum(pauses),
            pause=pauses.append,
            jitter=lambda: 0.75,
        )

    return made


def saying(*answers: Said) -> Callable[[Asked], Said]:
    left = iter(answers)
    return lambda _: next(left)


def test_a_connection_is_kept(endpoint: Endpoint, make: Make) -> None:
    service = make()
    service.call("GET", "/")
    service.call("GET", "/")
    first, second = endpoint.asked
    assert first.connection is second.connection


def test_a_connection_that_the_server_closed_is_not_reused(endpoint: Endpoint, make: Make) -> None:
    """This happens after an environment was frozen. A call that may be sent only once must not be lost."""
    endpoint.respond = saying(Said(hangs_up=True), Said())
    service = make(attempts=1)
    service.call("GET", "/")
    wait_for_the_end_of(service)
    service.call("GET", "/")
    assert len(endpoint.asked) == 2


def wait_for_the_end_of(service: AwsClient) -> None:
    connection = service._connection
    if connection is not None and connection.sock is not None:
        connection.sock.recv(1)  # blocks until the server has closed the connection


@pytest.mark.parametrize("trouble", [BUSY, THROTTLED, Said(429), Said(500)])
def test_a_temporary_error_is_retried_after_a_pause(
    endpoint: Endpoint, make: Make, pauses: list[float], trouble: Said
) -> None:
    endpoint.respond = saying(trouble, trouble, Said(body=b"done"))
    assert make().call("GET", "/").body == b"done"
    assert pauses == [0.75, 1.5]


def test_a_lasting_error_is_raised_with_its_reason(endpoint: Endpoint, make: Make) -> None:
    endpoint.respond = lambda _: BUSY
    with pytest.raises(UnreachableError, match="SlowDown"):
        make().call("GET", "/")
    assert len(endpoint.asked) == 3


@pytest.mark.parametrize(
    ("said", "code", "message"),
    [
        (GONE, "QueueDoesNotExist", "no such queue"),
        (NAMED, "ResourceNotFoundException", "no function"),
        (XML, "MessageRejected", "Email address is not verified"),
        (Said(403), "403", ""),
    ],
)
def test_a_refusal_is_not_retried(
    endpoint: Endpoint, make: Make, said: Said, code: str, message: str
) -> None:
    endpoint.respond = lambda _: said
    with pytest.raises(AwsRefusedError) as refused:
        make().call("POST", "/")
    assert (refused.value.code, refused.value.message) == (code, message)
    assert len(endpoint.asked) == 1


def test_an_address_without_a_server_is_unavailable(make: Make, pauses: list[float]) -> None:
    with pytest.raises(UnreachableError, match="ConnectionRefusedError"):
        make("http://127.0.0.1:9").call("GET", "/")
    assert len(pauses) == 2


def test_a_silent_server_ends_at_the_timeout(endpoint: Endpoint, make: Make) -> None:
    over = threading.Event()

    def silent(_: Asked) -> Said:
        over.wait()
        return Said()

    endpoint.respond = silent
    try:
        with pytest.raises(UnreachableError, match="TimeoutError"):
            make(attempts=1, read_timeout=0.2).call("POST", "/")
    finally:
        over.set()
    assert len(endpoint.asked) == 1


def test_no_retry_starts_after_the_deadline(endpoint: Endpoint, make: Make, pauses: list[float]) -> None:
    endpoint.respond = lambda _: BUSY
    with pytest.raises(UnreachableError, match="SlowDown"):
        make(attempts=100, within=20).call("GET", "/")
    assert pauses == [0.75, 1.5, 3, 5, 5]
    assert len(endpoint.asked) == len(pauses) + 1
    del pauses[:]
    with pytest.raises(UnreachableError):
        make(attempts=100, within=20).call("GET", "/", within=2)
    assert pauses == [0.75], "a call may have a shorter deadline than its client"


def test_the_deadline_ends_a_silent_response(endpoint: Endpoint, make: Make) -> None:
    over = threading.Event()

    def silent(_: Asked) -> Said:
        over.wait()
        return Said()

    service = make(attempts=1, read_timeout=60, within=0.2)
    service.call("GET", "/")
    endpoint.respond = silent
    try:
        with pytest.raises(UnreachableError, match="TimeoutError"):
            service.call("GET", "/")
    finally:
        over.set()


def test_a_server_with_a_false_certificate_gets_no_request(make: Make, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path))
    with serving(lambda listening: context.wrap_socket(listening, server_side=True)) as stranger:
        with pytest.raises(UnreachableError, match="SSLCertVerificationError"):
            make(stranger.url).call("GET", "/")
        assert stranger.asked == []


def certificate(folder: Path) -> Path:
    """A self-signed certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1)
    )
    signed = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "certificate.pem"
    file.write_bytes(private + signed)
    return file


def test_credentials_of_a_restored_environment_are_renewed_before_they_end(
    endpoint: Endpoint, clock: HeldClock
) -> None:
    def given(_: Asked) -> Said:
        until = clock() + timedelta(hours=1)
        body: dict[str, Any] = {
            "AccessKeyId": f"key-{len(endpoint.asked)}",
            "SecretAccessKey": "s",
            "Token": "t",
        }
        return Said(
            body=json.dumps({**body, "Expiration": until.isoformat().replace("+00:00", "Z")}).encode()
        )

    endpoint.respond = given
    where = {
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{endpoint.url}/role",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "t",
    }
    source = CredentialSource(Settings({"AWS_REGION": "sa-east-1", **where}), clock)
    assert source.current().access_key == source.current().access_key == "key-1"
    clock.advance(minutes=56)
    assert source.current().access_key == "key-2"
