"""A real ClamAV daemon that knows one signature: that of the test virus.

The test virus is no virus. It is a text of 68 characters on which all scanners have
agreed; it stands here in two halves, so that no scanner stops at this file.
"""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from scripts.servers import ServerMissing, free_port, private_clamd
from sitrack import environment

TEST_VIRUS = (
    rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
)
SIGNATURES = f"Test-Virus:0:*:{TEST_VIRUS.hex()}\n"


@pytest.fixture(scope="session")
def clamd() -> Iterator[str]:
    """The address of a daemon that runs for the session."""
    try:
        with private_clamd(SIGNATURES) as address:
            yield address
    except ServerMissing as missing:
        pytest.fail(str(missing))


@pytest.fixture
def scanner(clamd: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The application scans with it."""
    _use(clamd, settings, monkeypatch)


@pytest.fixture
def scanner_down(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The application should scan, and nothing answers."""
    _use(f"tcp://127.0.0.1:{free_port()}", settings, monkeypatch)


def _use(address: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITRACK_CLAMD", address)
    settings.CLAMD = environment.socket_address("SITRACK_CLAMD")
