"""A password is kept so that guessing it is slow."""

from django.contrib.auth.hashers import check_password, get_hasher, make_password
from pytest_django import Settings

from sitrack import settings as own  # noqa: TID251 - the tests have a quicker one


def test_a_password_is_kept_as_argon2(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = own.PASSWORD_HASHERS
    kept = make_password("a calm harbour at dusk")
    assert kept.startswith("argon2$argon2id$")
    assert check_password("a calm harbour at dusk", kept)
    assert not check_password("A calm harbour at dusk", kept)
    told = get_hasher("argon2").decode(kept)
    # What OWASP asks for at the least: 19 MiB of memory and two rounds.
    assert (told["memory_cost"], told["time_cost"]) >= (19 * 1024, 2)
