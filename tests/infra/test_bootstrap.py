"""The setup of a checkout on different machines."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from infra import bootstrap

BUNDLE = "/somewhere/company.pem"


@pytest.mark.parametrize(
    ("environment", "configured"),
    [({"PIP_CERT": BUNDLE}, None), ({"REQUESTS_CA_BUNDLE": BUNDLE}, None), ({}, BUNDLE)],
)
def test_uv_trusts_the_authorities_that_pip_trusts(
    environment: dict[str, str], configured: str | None
) -> None:
    bundle = bootstrap.trusted_bundle(environment, configured)
    variables = bootstrap.uv_environment(environment, bundle)
    assert (variables["SSL_CERT_FILE"], variables["UV_SYSTEM_CERTS"]) == (BUNDLE, "1")


def test_uv_trusts_the_authorities_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = tmp_path / "authorities.pem"
    system.write_text("")
    monkeypatch.setattr(bootstrap, "SYSTEM_CERTIFICATES", ("/not/there.pem", str(system)))
    assert bootstrap.trusted_bundle({}, None) == str(system)


def test_a_certificate_setting_of_the_caller_stays() -> None:
    given = {"SSL_CERT_FILE": "/mine.pem", "UV_SYSTEM_CERTS": "0"}
    assert bootstrap.uv_environment(given, BUNDLE) == given


def test_without_any_authorities_uv_uses_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "SYSTEM_CERTIFICATES", ())
    assert bootstrap.uv_environment({}, bootstrap.trusted_bundle({}, None)) == {}


def test_a_refused_certificate_says_what_to_set() -> None:
    with pytest.raises(bootstrap.SetupError, match=r"PIP_CERT=/path/to/authorities\.pem make setup"):
        bootstrap.run(["sh", "-c", "echo 'invalid peer certificate: UnknownIssuer' >&2; exit 1"])


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_the_package_is_found_under_a_path_with_accents(
    locale: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "Área de Trabalho"
    package = root / "shared/recoloca"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("def app() -> str:\n    return 'found'\n")
    (root / "pyproject.toml").write_text('[project.scripts]\nrecoloca = "recoloca:app"\n')
    venv.create(root / ".venv", with_pip=False, symlinks=True)
    monkeypatch.setattr(bootstrap, "ROOT", root)
    monkeypatch.setattr(bootstrap, "VENV", root / ".venv")
    bootstrap.add_package()
    done = subprocess.run(
        [root / ".venv/bin/recoloca"],
        env={"PATH": os.environ["PATH"], "LC_ALL": locale},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.strip() == "found"


def test_a_second_setup_waits_for_the_first(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    command = (
        f"import sys; sys.path.insert(0, {str(bootstrap.ROOT)!r}); from infra.bootstrap import *\n"
        f"with one_at_a_time(Path({str(lock)!r})): print('second')"
    )
    with bootstrap.one_at_a_time(lock):
        second = subprocess.Popen([sys.executable, "-u", "-c", command], stdout=subprocess.PIPE, text=True)
        assert second.stdout is not None
        assert "waiting until it is done" in second.stdout.readline()
        assert second.poll() is None
    assert second.communicate(timeout=60)[0] == "second\n"


def test_only_the_lock_file_decides_about_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings of tools in pyproject.toml change often, and packages take a minute to install."""
    stamps: dict[str, list[Path]] = {}

    def note(name: str, stamp: Path, inputs: list[Path], work: object) -> None:
        del stamp, work
        stamps[name] = inputs

    monkeypatch.setattr(bootstrap, "step", note)
    bootstrap.set_up()
    assert stamps["Python packages (.venv)"] == [bootstrap.ROOT / "infra/requirements.txt"]
