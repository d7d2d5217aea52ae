"""No key, token or password of a real service stands in the repository."""

import math
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

# Keys that services give out are known by how they look.
KNOWN = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a key of Amazon": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a token of GitHub": r"\b(?:gh[pousr]_\w{36}|github_pat_\w{60,})",
    "a token of GitLab": r"\bglpat-[\w-]{20}",
    "a token of Slack": r"\bxox[abprs]-[\w-]{10,}",
    "a key of Google": r"\bAIza[\w-]{35}",
    "a key of Stripe": r"\b[rs]k_live_\w{20,}",
    "a token of npm": r"\bnpm_\w{36}",
    "a token of PyPI": r"\bpypi-\w{50,}",
    "a key of Notify": r"\b[\w-]+-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b",
    "a password in an address": r"\b\w+://[\w.-]+:(?P<value>[^\s@/:${}'\"`]{3,})@",
}
# And what is named a secret, by looking thrown together.
NAMED = re.compile(
    r"(?i)(?:password|passwd|secret|token|api_?key|private_?key)\w*[\"']?\s*[:=]\s*"
    r"[\"']?(?P<value>[\w+/=.~-]{20,})"
)
THROWN_TOGETHER = 4.0
# What stands for a password in an address that explains how one is written.
EXPLAINED = {"password"}
LONGEST = 2_000_000


def tracked() -> Iterator[Path]:
    """Every text that is kept."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    for name in listed.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file() and path.stat().st_size < LONGEST:
            yield path


def disorder(word: str) -> float:
    """How many bits a letter of a word tells (Shannon)."""
    shares = [number / len(word) for number in Counter(word).values()]
    return -sum(share * math.log2(share) for share in shares)


def secrets_in(text: str) -> Iterator[str]:
    """What in a text looks like a secret, by its kind and beginning."""
    for kind, pattern in KNOWN.items():
        for match in re.finditer(pattern, text):
            if match.groupdict().get("value") not in EXPLAINED:
                yield f"{kind}: {match[0][:12]}…"
    for match in NAMED.finditer(text):
        value = match["value"]
        if disorder(value) > THROWN_TOGETHER and re.search(r"\d", value):
            yield f"what is named a secret: {match[0][:24]}…"


def test_there_is_none() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {secret}"
        for path in tracked()
        for secret in secrets_in(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []


def test_no_file_of_settings_is_kept() -> None:
    names = {path.name for path in tracked()}
    assert not {name for name in names if name == ".env" or name.endswith(".pem")}


@pytest.mark.parametrize(
    "halves",
    [
        ("-----BEGIN RSA PRIV", "ATE KEY-----"),
        ("AKIA", "IOSFODNN7EXAMPLE"),
        ("ghp", "_16C7e42F292c6912E7710c838347Ae178B4a"),
        ("postgres://sitrack:", "hunter2@db.council.example/sitrack"),
        ("SECRET_KEY = 'dj4k2", "9vQ0mZx7Lr3pTnB8wYc5Hs'"),
        (
            "sms-2f1c9a",
            "52-7d41-4f7b-9a51-6a1d1c0de001-3f0c9a52-7d41-4f7b-9a51-6a1d1c0de001",
        ),
    ],
)
def test_one_that_is_put_in_is_found(halves: tuple[str, str]) -> None:
    assert list(secrets_in("".join(halves)))


def test_words_about_secrets_are_none() -> None:
    for text in (
        "password = 'correct horse battery staple'",
        "postgres://user:password@host/name",
        "csrfmiddlewaretoken: document.querySelector",
        "SITRACK_SECRET_KEY: ${SITRACK_SECRET_KEY:?set SITRACK_SECRET_KEY}",
    ):
        assert list(secrets_in(text)) == []
