"""The environment is read as typed values, or refused with its name."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sitrack import environment

NAME = "SITRACK_SOMETHING"


@pytest.mark.parametrize(
    ("word", "value"),
    [("1", True), ("Yes", True), (" on ", True), ("0", False), ("no", False)],
)
def test_a_flag_is_yes_or_no(
    monkeypatch: pytest.MonkeyPatch, word: str, value: bool
) -> None:
    monkeypatch.setenv(NAME, word)
    assert environment.flag(NAME) is value


def test_a_flag_that_is_not_set_has_its_default() -> None:
    assert environment.flag(NAME, default=True) is True


def test_any_other_word_for_a_flag_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "maybe")
    with pytest.raises(ImproperlyConfigured, match=r"SITRACK_SOMETHING.*'maybe'"):
        environment.flag(NAME)


def test_a_number_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.number(NAME, 587) == 587
    monkeypatch.setenv(NAME, "2.5")
    with pytest.raises(ImproperlyConfigured, match="SITRACK_SOMETHING"):
        environment.number(NAME, 587)


def test_a_thing_is_required_or_optional(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.required(NAME, default=True) is True
    assert environment.required(NAME, default=False) is False
    monkeypatch.setenv(NAME, " Optional ")
    assert environment.required(NAME, default=True) is False
    monkeypatch.setenv(NAME, "required")
    assert environment.required(NAME, default=False) is True
    monkeypatch.setenv(NAME, "off")
    with pytest.raises(ImproperlyConfigured, match="must be required or optional"):
        environment.required(NAME, default=True)


def test_words_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "one.example, two.example,")
    assert environment.words(NAME) == ["one.example", "two.example"]


def test_a_secret_has_a_fallback_only_where_none_is_required(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert environment.secret(NAME, fallback="known", required=False) == "known"
    with pytest.raises(ImproperlyConfigured, match="SITRACK_SOMETHING must be set"):
        environment.secret(NAME, fallback="known", required=True)
    monkeypatch.setenv(NAME, "chosen")
    assert environment.secret(NAME, fallback="known", required=True) == "chosen"


def test_without_a_url_the_database_is_a_file(tmp_path: Path) -> None:
    found = environment.database(NAME, folder=tmp_path)
    assert found["NAME"] == str(tmp_path / "sitrack.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_sqlite_url_names_its_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(NAME, "sqlite:////srv/data/sitrack.sqlite3")
    found = environment.database(NAME, folder=tmp_path)
    assert found["NAME"] == "/srv/data/sitrack.sqlite3"


def test_a_postgres_url_is_taken_apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = "postgres://sit%40rack:pa%2Fss@db.example:5433/records?sslmode=require"
    monkeypatch.setenv(NAME, url)
    found = environment.database(NAME, folder=tmp_path)
    parts = {key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert parts == {
        "NAME": "records",
        "USER": "sit@rack",
        "PASSWORD": "pa/ss",
        "HOST": "db.example",
        "PORT": "5433",
    }
    assert found["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("url", ["mysql://db.example/records", "postgres://db.example"])
def test_another_or_half_a_url_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str
) -> None:
    monkeypatch.setenv(NAME, url)
    with pytest.raises(ImproperlyConfigured, match="SITRACK_SOMETHING"):
        environment.database(NAME, folder=tmp_path)


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("", None),
        ("tcp://clamav:3310", ("clamav", 3310)),
        ("unix:///run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
    ],
)
def test_a_servers_address_is_a_host_and_port_or_a_path(
    monkeypatch: pytest.MonkeyPatch, address: str, value: object
) -> None:
    monkeypatch.setenv(NAME, address)
    assert environment.socket_address(NAME) == value


@pytest.mark.parametrize(
    "address", ["clamav", "clamav:3310", "tcp://clamav", "tcp://a:x", "unix://", "/run"]
)
def test_half_an_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv(NAME, address)
    with pytest.raises(ImproperlyConfigured, match="tcp://host:3310"):
        environment.socket_address(NAME)


def test_what_waits_for_a_lock_or_runs_on_in_postgres_gives_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """So a migration that cannot have a table does not keep everybody from it."""
    monkeypatch.setenv(NAME, "postgres://db.example/records")
    made = environment.database(NAME, folder=tmp_path)
    limits = made["OPTIONS"]["options"]
    assert "lock_timeout=3000" in limits
    assert "statement_timeout=15000" in limits


PROVIDER = {
    "id": "entra",
    "name": "Microsoft",
    "issuer": "https://login.microsoftonline.example/tenant/v2.0",
    "client_id": "sitrack",
    "secret": "kept",
}


def test_providers_are_read_from_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.providers(NAME, local=False) == ()
    second = {**PROVIDER, "id": "dfe", "issuer": "https://dfe.example:443"}
    both = [PROVIDER, {**second, "second_factor": True, "scope": "openid email"}]
    monkeypatch.setenv(NAME, json.dumps(both))
    first, other = environment.providers(NAME, local=False)
    assert (first.name, first.scope, first.second_factor) == (
        "Microsoft",
        "openid",
        False,
    )
    assert (other.issuer, other.scope, other.second_factor) == (
        "https://dfe.example:443",
        "openid email",
        True,
    )
    assert "kept" not in repr(first)


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ("entra", "must be JSON"),
        ({"id": "entra"}, "must be a list"),
        ([{**PROVIDER, "secret": ""}], "lacks secret"),
        ([{**PROVIDER, "tenant": "one"}], "says tenant, which nothing reads"),
        ([{**PROVIDER, "second_factor": "no"}], "second_factor is true or false"),
        ([{**PROVIDER, "name": 5}], "all else is text"),
        ([{**PROVIDER, "id": "En/tra"}], "is no short word"),
        ([{**PROVIDER, "scope": "email"}], "lacks openid"),
        ([{**PROVIDER, "issuer": "http://dfe.example"}], "must begin with https"),
        ([PROVIDER, {**PROVIDER, "id": "dfe"}], "two providers of one issuer"),
        ([PROVIDER, {**PROVIDER, "issuer": "https://b.example"}], "of one id"),
    ],
)
def test_half_a_provider_is_refused(
    monkeypatch: pytest.MonkeyPatch, told: object, problem: str
) -> None:
    text = told if isinstance(told, str) else json.dumps(told)
    monkeypatch.setenv(NAME, text)
    with pytest.raises(ImproperlyConfigured, match=problem):
        environment.providers(NAME, local=False)


def test_a_provider_on_ones_own_machine_needs_no_tls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = {**PROVIDER, "issuer": "http://127.0.0.1:9400"}
    monkeypatch.setenv(NAME, json.dumps([there]))
    assert environment.providers(NAME, local=True)[0].issuer == there["issuer"]
