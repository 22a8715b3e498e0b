"""A function sends its token only to a server that has proved its name, on a real PostgreSQL with TLS."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from infra.local.servers.postgres import Postgres
from infra.stages import REGION
from recoloca.adapters import rds_token
from recoloca.adapters.postgres import connect
from recoloca.runtime.settings import Settings

NOW: Final = datetime.now(UTC)
PEM: Final = serialization.Encoding.PEM


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


class Authority:
    """Signs the certificates of servers. `root` is its own certificate, in the format of a client's root file."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        constraints = x509.BasicConstraints(ca=True, path_length=None)
        made = self._certificate("authority", self.key).add_extension(constraints, critical=True)
        self.root = made.sign(self.key, hashes.SHA256()).public_bytes(PEM)

    def certify(self, host: str, folder: Path) -> None:
        """Write a certificate for `host` and its key to the files that PostgreSQL reads."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        made = self._certificate(host, key).add_extension(names, critical=False)
        folder.joinpath("server.crt").write_bytes(made.sign(self.key, hashes.SHA256()).public_bytes(PEM))
        private = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        folder.joinpath("server.key").write_bytes(private)
        folder.joinpath("server.key").chmod(0o600)

    def _certificate(self, name: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(named(name))
            .issuer_name(named("authority"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=1))
            .not_valid_after(NOW + timedelta(days=1))
        )


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def server(state_folder: Path, authority: Authority) -> Iterator[Postgres]:
    """PostgreSQL with TLS and a certificate for `localhost`."""
    running = Postgres(state_folder / "tls", log=state_folder / "tls.log", throwaway=True)
    running.start()
    try:
        certify(running, authority, "localhost")
        yield running
    finally:
        running.stop()
        shutil.rmtree(running.data)


def certify(server: Postgres, authority: Authority, host: str) -> None:
    authority.certify(host, server.data)
    for name in ("server.crt", "server.key"):
        if server.user:
            shutil.chown(server.data / name, server.user)
    with psycopg.connect(server.url, autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET ssl = on")
        admin.execute("SELECT pg_reload_conf()")


def settings_for(server: Postgres) -> Settings:
    return Settings(
        {
            "DATABASE_HOST": "localhost",
            "DATABASE_PORT": str(server.port),
            "DATABASE_NAME": "recoloca",
            "DATABASE_USER": "recoloca",
            "AWS_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }
    )


def trust(monkeypatch: pytest.MonkeyPatch, root: bytes, folder: Path) -> None:
    file = folder / "roots.pem"
    file.write_bytes(root)
    monkeypatch.setattr(rds_token, "ROOTS", file)


def test_the_connection_to_a_proved_server_is_encrypted(
    server: Postgres, authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trust(monkeypatch, authority.root, tmp_path)
    with connect(settings_for(server)) as connection:
        row = connection.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
    assert row == {"ssl": True}


def test_a_server_that_our_roots_do_not_know_gets_no_token(server: Postgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="certificate verify failed"):
        connect(settings_for(server))


def test_a_server_of_another_name_gets_no_token(
    server: Postgres, authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    certify(server, authority, "another.example.com")
    trust(monkeypatch, authority.root, tmp_path)
    with pytest.raises(psycopg.OperationalError, match="does not match host name"):
        connect(settings_for(server))


def test_the_roots_are_those_of_the_region_and_of_amazon_and_will_last() -> None:
    text = rds_token.ROOTS.read_text()
    roots = x509.load_pem_x509_certificates(text.encode())
    assert [root.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value for root in roots] == [
        f"Amazon RDS {REGION} Root CA RSA2048 G1",
        *(f"Amazon Root CA {number}" for number in (1, 2, 3, 4)),
    ]
    for root in roots:
        root.verify_directly_issued_by(root)
        assert root.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        assert root.not_valid_after_utc > datetime(2037, 1, 1, tzinfo=UTC)
    assert re.findall(r"SHA-256 (\w+)", text) == [root.fingerprint(hashes.SHA256()).hex() for root in roots]
