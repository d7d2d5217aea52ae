"""What the answers of every kind carry, as one table."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as live_settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.schools.invited import PASSWORD
from tests.serving import in_earnest
from tests.universe import Council, address_of

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; manifest-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}
OURS = {
    **EVERYWHERE,
    "X-Frame-Options": "DENY",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
TOKEN = "a-token-of-a-test-that-nobody-guesses"  # noqa: S105
KINDS = [
    ("a page", "/", 200, "text/html; charset=utf-8"),
    ("a file", "/schools/{school}/hours/?as=csv", 200, "text/csv; charset=utf-8"),
    ("not found", "/nowhere/", 404, "text/html; charset=utf-8"),
    ("not your role", "/people/add/", 403, "text/html; charset=utf-8"),
    ("a fault", "/glossary/", 500, "text/html; charset=utf-8"),
    ("on to another", "/schools/{school}/record/", 302, "text/html; charset=utf-8"),
    ("JSON", "/health/live", 200, "application/json"),
    ("figures", "/metrics", 200, "text/plain; version=1.0.0; charset=utf-8"),
    ("plain text", "/.well-known/security.txt", 200, "text/plain; charset=utf-8"),
]


@pytest.fixture
def sam(council: Council, settings: Settings) -> Client:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.SECURE_HSTS_PRELOAD = True
    settings.METRICS_TOKEN = TOKEN
    settings.SECURITY_CONTACT = "mailto:security@council.example"
    client = Client(raise_request_exception=False)
    client.force_login(council.sam)
    return client


@pytest.mark.parametrize(("kind", "path", "status", "content"), KINDS)
def test_every_kind_of_answer_is_guarded(
    sam: Client, council: Council, kind: str, path: str, status: int, content: str
) -> None:
    if status == 500:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE glossary_entry RENAME TO gone")
    shown = {"Authorization": f"Bearer {TOKEN}"}
    path = path.format(school=council.hawthorn.pk)
    answer = sam.get(path, headers=shown, secure=True)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, content)
    carried = {name: answer.headers.get(name) for name in OURS}
    assert carried == OURS
    policy = answer.headers["Content-Security-Policy"]
    assert sorted(policy.split("; ")) == sorted(POLICY.split("; "))
    assert answer.headers["X-Request-ID"]
    answer.close()


def test_our_own_style_may_be_kept_and_is_not_taken_for_something_else(
    sam: Client,
) -> None:
    answer = sam.get("/static/css/app.css", secure=True)
    carried = {name: answer.headers.get(name) for name in EVERYWHERE}
    assert carried == EVERYWHERE
    assert answer.headers["Content-Type"] == 'text/css; charset="utf-8"'
    assert answer.headers["Cache-Control"].endswith("public")
    answer.close()


def test_who_comes_without_tls_is_sent_to_the_same_page_with_it(
    council: Council, settings: Settings
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/people/?kind=1")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "https://testserver/people/?kind=1"


def test_the_cookies_are_out_of_reach_of_scripts_and_other_sites(
    council: Council,
) -> None:
    council.sam.set_password(PASSWORD)
    council.sam.save()
    client, login = Client(), {"login": address_of("sam"), "password": PASSWORD}
    client.post(reverse("account_login"), login)
    cookie = client.cookies[live_settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


IN_EARNEST = """
import json
import django
django.setup()
from django.conf import settings
from sitrack.core.passing_messages import OwnCookie
names = {
    settings.SESSION_COOKIE_NAME: settings.SESSION_COOKIE_SECURE,
    settings.CSRF_COOKIE_NAME: settings.CSRF_COOKIE_SECURE,
    OwnCookie.cookie_name: settings.SESSION_COOKIE_SECURE,
}
kept_from_others = [settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE]
wider = [settings.SESSION_COOKIE_DOMAIN, settings.CSRF_COOKIE_DOMAIN]
paths = [settings.SESSION_COOKIE_PATH, settings.CSRF_COOKIE_PATH]
print(json.dumps([names, kept_from_others, wider, paths]))
"""


def test_every_cookie_in_earnest_belongs_to_this_host_alone(tmp_path: Path) -> None:
    """A browser takes a name with __Host- over TLS alone, and from this very host."""
    told = subprocess.run(
        [sys.executable, "-c", IN_EARNEST],
        cwd=live_settings.BASE_DIR,
        env={**in_earnest(tmp_path), "DJANGO_SETTINGS_MODULE": "sitrack.settings"},
        capture_output=True,
        check=True,
        text=True,
    )
    cookies = ("sessionid", "csrftoken", "messages")
    expected = {f"__Host-{name}": True for name in cookies}
    same = [expected, ["Lax", "Lax"], [None, None], ["/", "/"]]
    assert json.loads(told.stdout) == same


@pytest.mark.django_db
def test_no_script_reads_the_cookie_of_a_forms_token() -> None:
    client = Client()
    client.get(reverse("account_login"))
    assert client.cookies["csrftoken"]["httponly"]


def test_a_page_says_what_was_done_on_the_page_before(council: Council) -> None:
    """The message goes in a cookie that no script reads, and is gone once it is read."""
    client = Client()
    client.force_login(council.sam)
    client.post(reverse("sign_ins:end_others"))
    assert client.cookies["messages"]["httponly"]
    page = client.get(reverse("sign_ins:own"))
    assert len(list(page.context["messages"])) == 1
    assert list(client.get(reverse("sign_ins:own")).context["messages"]) == []
