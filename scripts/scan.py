"""wapiti looks for holes in the pages, as a stranger and as those who sign in.

    python scripts/scan.py WAPITI

The demonstration is served as production serves it, over TLS of its own, on PostgreSQL
with Redis and a worker; nothing leaves the machine. Prints a line for each reader,
`figure NAME FOUND 0 ok`, or `over`, which fails, and then what was found.
"""

import json
import re
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from html import unescape
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
from tests.plain_browser import SIGN_IN, Answer, Browser
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
# A sign-out would make a stranger of the scanner.
AWAY = ("/accounts/logout/", "/signed-in/", "/static/")
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')


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


def browser_of(made: Installation, email: str) -> Browser:
    """The browser of somebody who has signed in, or of a stranger. Raises
    AssertionError."""
    browser = Browser(made.port)
    if email and browser.sign_in(email, PASSWORD).status != SIGNED_IN:
        raise AssertionError(f"{email} could not sign in.")
    return browser


def pages_of(made: Installation, email: str) -> list[str]:
    """One address of each page that somebody can reach by links: of a hundred schools
    one, and of each list once with each choice that it can be narrowed by."""
    browser, seen, found = browser_of(made, email), set[str](), []
    ahead = deque(["/", SIGN_IN])
    while ahead:
        path = ahead.popleft()
        kind = re.sub(r"=[^&]*", "", re.sub(r"\d+", "1", path))
        if kind in seen or path.startswith(AWAY):
            continue
        seen.add(kind)
        found.append(path)
        answer = browser.open(path)
        links = LINK.findall(answer.text) if is_page(answer) else []
        ahead += [unescape(link) for link in [*links, answer.leads_to] if link]
    return found


def is_page(answer: Answer) -> bool:
    """Whether it has links; a document has none to follow."""
    return str(answer.headers.get("Content-Type", "")).startswith("text/html")


def scan(
    wapiti: str, address: str, paths: list[str], cookies: str, folder: Path
) -> dict[str, Any]:
    """What wapiti reports. Raises subprocess.CalledProcessError where it gave up."""
    report = folder / "report.json"
    command = [wapiti, "--url", address, "--scope", "domain", "--module", MODULES]
    command += ["--depth", "0"]
    for path in paths:
        command += ["--start", f"{address.rstrip('/')}{path}"]
    command += ["--format", "json", "--output", str(report), "--no-bugreport"]
    command += ["--store-session", str(folder), "--store-config", str(folder)]
    command += ["--flush-session", "--verbose", "1"]
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
    [program, *names] = arguments
    # It runs in a folder of each reader's own.
    wapiti, fine = str(Path(program).absolute()), True
    with served() as (made, pages, address):
        for name in names or READERS:
            folder = made.var.parent / name
            folder.mkdir()
            begun = time.monotonic()
            paths = pages_of(made, READERS[name])
            cookies = browser_of(made, READERS[name]).cookies
            told = "; ".join(f"{key}={value}" for key, value in cookies.items())
            report = scan(wapiti, address, paths, told, folder)
            found = found_in(report)
            faults = pages.written().count('"status": 500')
            minutes = (time.monotonic() - begun) / 60
            print(f"{name}: {len(paths)} pages in {minutes:.1f} minutes", flush=True)
            judged = "over" if found or faults else "ok"
            print(
                f"figure found_as_{name} {len(found) + faults} 0 {judged}", flush=True
            )
            print("\n".join(found), flush=True)
            fine = fine and judged == "ok"
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
