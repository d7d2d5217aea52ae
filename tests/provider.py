"""A provider of single sign-on beside the tests: oidc-provider-mock, as its package
runs it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from scripts.servers import free_port
from sitrack.core.single_sign_on.providers import Provider
from tests.universe import NOW

PATIENCE = 60
RUN = "tests.core.single_sign_on.run_provider"
OURS = {"client_id": "sitrack", "secret": "only of this test"}


@dataclass(frozen=True)
class Beside:
    """The provider, and what somebody does at it with a browser."""

    issuer: str

    def named(self, *, second_factor: bool = False) -> Provider:
        """As an operator writes it down."""
        return Provider(
            id="council",
            name="Council account",
            issuer=self.issuer,
            client_id=OURS["client_id"],
            secret=OURS["secret"],
            second_factor=second_factor,
        )

    def back_from(self, answer: object, subject: str, **claims: str) -> str:
        """Go on from our page, say who one is there, and have the address back here."""
        address = going_on(answer)
        self.asks_now(subject, **claims)
        told = requests.post(
            address, data={"sub": subject}, allow_redirects=False, timeout=PATIENCE
        )
        back = urlsplit(told.headers["Location"])
        return f"{back.path}?{back.query}"

    def asks_now(self, subject: str, **claims: str) -> None:
        """Have it say that it asked somebody now who they are: its clock stands."""
        said: dict[str, Any] = {"auth_time": int(time.time()), **claims}
        requests.put(f"{self.issuer}/users/{subject}", json=said, timeout=PATIENCE)


def going_on(answer: object) -> str:
    """The address at the provider that our page goes on to."""
    refresh: str = getattr(answer, "headers")["Refresh"]  # noqa: B009
    return refresh.removeprefix("0; url=")


@pytest.fixture(scope="session")
def provider_beside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Beside]:
    """It runs until the tests end."""
    port = free_port()
    log: Path = tmp_path_factory.mktemp("provider") / "log"
    command = [sys.executable, "-m", RUN, NOW.isoformat(), "--port", str(port)]
    command += ["--require-nonce", "yes"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, stdout=output, stderr=subprocess.STDOUT
        )
    beside = Beside(f"http://127.0.0.1:{port}")
    try:
        deadline = time.monotonic() + PATIENCE
        while not answers(beside.issuer):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"The provider did not start: {log.read_text()}")
            time.sleep(0.1)
        yield beside
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def answers(issuer: str) -> bool:
    try:
        return requests.get(f"{issuer}/jwks", timeout=PATIENCE).ok
    except requests.ConnectionError:
        return False


@pytest.fixture
def elsewhere(provider_beside: Beside, settings: Settings) -> Beside:
    """The provider, named by the operator; it counts as no second factor."""
    settings.SINGLE_SIGN_ON = (provider_beside.named(),)
    return provider_beside


def signed_in_with(elsewhere: Beside, subject: str, **claims: str) -> Client:
    """A browser in which somebody has come back from the provider."""
    client = Client()
    left = client.post(reverse("single_sign_on:start", args=["council"]))
    client.answer = client.get(elsewhere.back_from(left, subject, **claims))  # type: ignore[attr-defined]
    return client
