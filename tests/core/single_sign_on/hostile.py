"""A provider that answers whatever a test has it answer, over the network."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.provider import OURS

KEY = RSAKey.generate_key(2048, {"kid": "one"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "one"})


@dataclass
class Hostile:
    """What it is to say: of itself, and in its token."""

    issuer: str = ""
    says_issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: KEY)
    unsigned: bool = False
    no_token: bool = False

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.says_issuer or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def answer(self, path: str) -> dict[str, Any]:
        if path.endswith("openid-configuration"):
            return self.discovery()
        if path == "/jwks":
            return {"keys": [KEY.as_dict(private=False)]}
        found = {"access_token": "unused", "token_type": "Bearer"}
        return found if self.no_token else {**found, "id_token": self.token()}

    def token(self) -> str:
        stated = {name: one for name, one in self.claims.items() if one is not None}
        if self.unsigned:
            parts = ({"alg": "none"}, stated)
            head, body = (
                base64.urlsafe_b64encode(json.dumps(one).encode()) for one in parts
            )
            return f"{head.decode().rstrip('=')}.{body.decode().rstrip('=')}."
        return str(jwt.encode({"alg": "RS256", "kid": "one"}, stated, self.key))

    def good(self, *, nonce: str, now: int) -> dict[str, Any]:
        return {
            "iss": self.issuer,
            "sub": "h-4711",
            "aud": OURS["client_id"],
            "nonce": nonce,
            "iat": now,
            "exp": now + 300,
        }


@contextmanager
def hostile() -> Iterator[Hostile]:
    """It listens until the block ends."""
    told = Hostile()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = json.dumps(told.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 - as the library names it

        def log_message(self, *_: Any) -> None:
            """It says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
