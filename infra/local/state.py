"""The files that the local platform keeps between two runs, besides the data of its servers."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from botocore.exceptions import ClientError

from infra.local.emulators.clients import client
from infra.local.servers.process import LocalCloudError
from infra.stages import EMULATORS, stage_named
from recoloca.accounts.keys import create_key_pair

NEEDED_BYTES: Final = 400 * 1024**2
"""The space for a new PostgreSQL cluster, the emulator's state and a few hundred uploads."""


class Lock:
    """Allows one platform at a time in a state folder.

    The kernel releases the lock when the process ends, even by a kill.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise LocalCloudError(
                f"A local platform already runs with its state in {folder}: use that one, or stop it (Ctrl-C) first."
            ) from None

    def release(self) -> None:
        os.close(self._file)


def check_disk(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < NEEDED_BYTES:
        raise LocalCloudError(
            f"Only {free // 1024**2} MB of disk are free at {folder}; the local platform needs "
            f"{NEEDED_BYTES // 1024**2} MB. "
            "Free some (old builds: `rm -rf build cdk.out`; old data: `make reset`), then try again."
        )


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """The private key as Secrets Manager stores it, and the public keys as the functions' environment has them."""

    secret: str
    public: str

    @classmethod
    def kept(cls, file: Path) -> SigningKeys:
        """The keys of the last run, so that sessions stay valid; new keys at the first run."""
        if not file.exists():
            secret, public = create_key_pair()
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
                json.dump({"secret": secret, "public": public}, out)
        described: dict[str, Any] = json.loads(file.read_text())
        return cls(described["secret"], json.dumps(described["public"]))

    def publish(self, endpoint: str) -> None:
        """Store the private key as the secret that the signing functions read."""
        name = stage_named("local").secret("token-signing-key")
        secrets = client("secretsmanager", endpoint)
        try:
            secrets.create_secret(Name=name, SecretString=self.secret)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceExistsException":
                raise
            secrets.put_secret_value(SecretId=name, SecretString=self.secret)


@dataclass(frozen=True, slots=True)
class Given:
    """Servers that the operator runs. The platform uses them instead of its own."""

    database_url: str | None = None
    redis_url: str | None = None
    aws_endpoint_url: str | None = None
    emulator: str = EMULATORS[0]

    @classmethod
    def by(cls, environment: Mapping[str, str]) -> Given:
        return cls(
            database_url=environment.get("DATABASE_URL") or None,
            redis_url=environment.get("REDIS_URL") or None,
            aws_endpoint_url=environment.get("AWS_ENDPOINT_URL") or None,
            emulator=environment.get("EMULATOR") or EMULATORS[0],
        )


def write_private(file: Path, described: Mapping[str, Any]) -> None:
    """Write the description, which contains keys, to a file that only its owner can read."""
    with contextlib.suppress(FileNotFoundError):
        file.unlink()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump(described, out, default=asdict)
