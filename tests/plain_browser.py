"""Somebody's browser that talks to a server over a socket, as a proxy hands it on."""

import re
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPMessage
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

PATIENCE = 60
SIGN_IN = "/accounts/login/"
TOKEN = "__Host-csrftoken"  # noqa: S105 - the cookie's name


class NoAnswer(Exception):
    """The server was not there, or broke off: nobody knows what came of it."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    headers: HTTPMessage

    @property
    def text(self) -> str:
        """As a page."""
        return self.body.decode()

    @property
    def leads_to(self) -> str:
        """Where it sends its reader; empty where it does not."""
        return str(self.headers.get("Location", ""))

    def field(self, name: str) -> str:
        """What a box of the first form that has one holds. Raises LookupError."""
        for tag in re.findall(r"<input[^>]*>", self.text):
            if f'name="{name}"' in tag:
                found = re.search(r'value="([^"]*)"', tag)
                return unescape(found[1]) if found else ""
        raise LookupError(f"no field {name} in:\n{self.text[:2_000]}")

    def words_in(self, name: str) -> str:
        """What a large box holds. Raises LookupError."""
        pattern = rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>'
        found = re.search(pattern, self.text, re.DOTALL)
        if not found:
            raise LookupError(f"no box {name} in:\n{self.text[:2_000]}")
        return unescape(found[1]).removeprefix("\n")


class Browser:
    """One browser: its cookies, and where it comes from."""

    def __init__(self, port: int, *, number: int = 1) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self._from = f"192.0.2.{number}"

    def another(self) -> "Browser":
        """A second window of it."""
        window = Browser(self.port)
        window.cookies = self.cookies
        return window

    def open(self, path: str) -> Answer:
        """Read a page. Raises NoAnswer."""
        return self._ask("GET", path)

    def send(self, path: str, **typed: Any) -> Answer:
        """Hand in a form; where it leads is not followed. Raises NoAnswer."""
        form = {"csrfmiddlewaretoken": self.cookies.get(TOKEN, ""), **typed}
        body = urlencode(form, doseq=True).encode()
        return self._ask("POST", path, body, "application/x-www-form-urlencoded")

    def send_json(self, path: str, body: bytes) -> Answer:
        """Send what a script sends. Raises NoAnswer."""
        return self._ask("POST", path, body, "application/json")

    def sign_in(self, email: str, password: str) -> Answer:
        """Give an address and a password; returns where that led."""
        self.open(SIGN_IN)
        return self.send(SIGN_IN, login=email, password=password)

    def _ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Answer:
        headers = {
            "Host": "localhost",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self._from,
            "Referer": f"https://localhost{path}",
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
        }
        if method == "POST":
            headers["Content-Type"] = kind
            headers["X-CSRFToken"] = self.cookies.get(TOKEN, "")
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body or None, headers)
            got = connection.getresponse()
            answer = Answer(got.status, got.read(), got.headers)
        except (OSError, HTTPException) as reason:
            raise NoAnswer(f"{method} {path}: {reason!r}") from reason
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer
