"""wapiti looks for holes in the pages, as a stranger and as those who sign in.

    python scripts/scan.py WAPITI

The demonstration is served as production serves it, over TLS of its own, on PostgreSQL
with Redis and a worker; nothing leaves the machine. Prints a line for each reader,
`figure NAME FOUND 0 ok`, or `over`, which fails, and then what was found.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.servers import answers, free_port
from tests.installation import (
    Installation,
    collect_static,
    command_of,
    installation,
    installed,
    private_servers,
)
from tests.mail_server import mail_server
from tests.plain_browser import Browser
from tests.processes import Program

PASSWORD = "a calm demonstration"  # noqa: S105
SIGNED_IN = 302
READERS = {
    "nobody": "",
    "sep": "amara.whitlock@suffolk-demo.example",
    "headteacher": "head@hawthorn-primary.example",
    "administrator": "ruta.kalnins@suffolk-demo.example",
}
# All of wapiti's that look for holes in an application and need nobody on the internet.
# Left out are those of other products (cms, wp_enum, drupal…), of TLS, which is the
# proxy's, and ssrf, xxe and log4shell, which wait for a call at a server of wapiti's.
MODULES = (
    "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,ldap,methods,"
    "permanentxss,redirect,shellshock,sql,timesql,upload,xss"
)
# Of a hundred schools three are looked at; a sign-out would make a stranger of the
# scanner.
KEPT_SMALL = ("--max-files-per-dir", "3", "--depth", "6")
AWAY = ("/accounts/logout/", "/signed-in/", "/static/")


@contextmanager
def served() -> Iterator[tuple[Installation, Program, str]]:
    """The demonstration with every process, pages over TLS: with the program that
    answers, and its address."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="sitrack-scan-")))
        place = stack.enter_context(installed(folder))
        collect_static(place)
        mail = stack.enter_context(mail_server())
        servers, addresses = stack.enter_context(private_servers(folder))
        made = stack.enter_context(
            installation(
                folder,
                place,
                mail,
                servers=servers,
                SITRACK_SECOND_FACTOR="optional",
                **addresses,
            )
        )
        made.manage("demo")
        made.start_pages()
        port = free_port()
        command = [*command_of("web", place, made.var), "--bind", f"127.0.0.1:{port}"]
        command += ["--keep-alive", "60", *certificate(folder)]
        log = folder / "tls.log"
        pages = Program(
            "pages", command, made.environment, place, log, lambda: answers(port)
        )
        stack.callback(pages.stop)
        pages.start()
        yield made, pages, f"https://localhost:{port}/"


def certificate(folder: Path) -> list[str]:
    """A certificate that nobody has signed, and how gunicorn is told of it."""
    key, told = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-keyout", str(key), "-out", str(told)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return ["--keyfile", str(key), "--certfile", str(told)]


def cookies_of(made: Installation, email: str) -> str:
    """What the browser of somebody who has signed in sends, and nothing for a stranger.
    Raises AssertionError."""
    browser = Browser(made.port)
    if email and browser.sign_in(email, PASSWORD).status != SIGNED_IN:
        raise AssertionError(f"{email} could not sign in.")
    return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


def scan(wapiti: str, address: str, cookies: str, folder: Path) -> dict[str, Any]:
    """What wapiti reports. Raises subprocess.CalledProcessError where it gave up."""
    report = folder / "report.json"
    command = [wapiti, "--url", address, "--scope", "domain", "--module", MODULES]
    command += ["--format", "json", "--output", str(report), "--no-bugreport"]
    command += ["--store-session", str(folder), "--store-config", str(folder)]
    command += ["--flush-session", "--verbose", "1", *KEPT_SMALL]
    for away in AWAY:
        command += ["--exclude", f"{address.rstrip('/')}{away}*"]
    if cookies:
        command += ["--cookie-value", cookies]
    with (folder / "wapiti.log").open("wb") as log:
        subprocess.run(command, check=True, stdout=log, stderr=log, cwd=folder)
    told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return told


def found_in(report: dict[str, Any]) -> list[str]:
    """Each finding in a line: what it is called, where, and what wapiti says."""
    return [
        f"{kind}: {each['method']} {each['path']} {each['parameter']} {each['info']}"
        for part in ("vulnerabilities", "anomalies")
        for kind, findings in report[part].items()
        for each in findings
    ]


def main(arguments: list[str]) -> int:
    """Every reader in turn, from the same installation."""
    [wapiti, *names] = arguments
    fine = True
    with served() as (made, pages, address):
        for name in names or READERS:
            folder = made.var.parent / name
            folder.mkdir()
            begun = time.monotonic()
            cookies = cookies_of(made, READERS[name])
            report = scan(wapiti, address, cookies, folder)
            found = found_in(report)
            faults = pages.written().count('"status": 500')
            minutes = (time.monotonic() - begun) / 60
            pages_seen = report["infos"]["crawled_pages_nbr"]
            print(f"{name}: {pages_seen} pages in {minutes:.1f} minutes", flush=True)
            judged = "over" if found or faults else "ok"
            print(
                f"figure found_as_{name} {len(found) + faults} 0 {judged}", flush=True
            )
            print("\n".join(found), flush=True)
            fine = fine and judged == "ok"
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
