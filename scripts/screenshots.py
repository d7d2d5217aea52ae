"""Pictures of a running demonstration for the documentation.

    python scripts/screenshots.py http://127.0.0.1:8000 "a calm demonstration"

Signs in as four people of the demonstration and writes six PNG files to docs/images.
It starts nothing: run `make demo` first. The pictures show invented schools only.
"""

import argparse
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
MOST_BYTES = 150_000
COLOURS = 96
LAPTOP: ViewportSize = {"width": 1280, "height": 960}
WHOLE_FORM: ViewportSize = {"width": 1280, "height": 1754}
PHONE: ViewportSize = {"width": 390, "height": 1100}
SEP = "amara.whitlock@suffolk-demo.example"
RLE = "meera.rathwell@suffolk-demo.example"
HEAD = "head@hawthorn-primary.example"
GOVERNOR = "i.sheringford@hawthorn-primary.example"
SCHOOL = "Hawthorn Primary School"


@dataclass(frozen=True)
class Picture:
    """A file's name, whose page it shows, how they get there, and the window."""

    name: str
    person: str
    go: Callable[[Page], None]
    size: ViewportSize


def take_all(pictures: list[Picture], folder: str) -> int:
    """Take every picture of a demonstration that the command line names; complain of
    one that is too large to keep."""
    parser = argparse.ArgumentParser(description="Pictures of a demonstration.")
    parser.add_argument("address", help="where the demonstration is served")
    parser.add_argument("password", help="the password of its people")
    parser.add_argument("--into", type=Path, default=ROOT / folder)
    given = parser.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell")
            or shutil.which("chromium"),
            args=["--no-sandbox"],
        )
        for picture in pictures:
            page = sign_in(browser, picture, given.address, given.password)
            picture.go(page)
            file = given.into / f"{picture.name}.png"
            page.wait_for_load_state("networkidle")
            keep(page.screenshot(animations="disabled"), file)
            page.context.close()
            print(f"{file.name}: {file.stat().st_size:,} bytes")
        browser.close()
    large = [
        file.name
        for file in given.into.glob("*.png")
        if file.stat().st_size > MOST_BYTES
    ]
    if large:
        print(f"Larger than {MOST_BYTES:,} bytes: {', '.join(large)}", file=sys.stderr)
    return 1 if large else 0


def sign_in(browser: Browser, picture: Picture, address: str, password: str) -> Page:
    context = browser.new_context(base_url=address, viewport=picture.size)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(picture.person)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()
    return page


def keep(picture: bytes, file: Path) -> None:
    """Write a picture with as few colours as its flat areas and letters need."""
    with Image.open(BytesIO(picture)) as drawn:
        few = drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(file, optimize=True)


def stay(_: Page) -> None:
    """The first page after signing in."""


def log_a_visit(page: Page) -> None:
    page.get_by_role("link", name=SCHOOL, exact=True).first.click()
    page.get_by_role("button", name="Log a visit").click()


def read_the_shared_note(page: Page) -> None:
    shared = page.get_by_role("row", name="Shared with the school")
    shared.get_by_role("link").first.click()


def decide(page: Page) -> None:
    page.get_by_role("link", name="Open the queue of proposals").click()
    page.locator("tbody a").first.click()


def read_the_record(page: Page) -> None:
    page.get_by_role("link", name=SCHOOL, exact=True).first.click()
    page.get_by_role("button", name="Rolling record").click()
    page.get_by_role("navigation", name="Parts of the record").get_by_role("link").nth(
        1
    ).click()


PICTURES = [
    Picture("sep-home", SEP, stay, LAPTOP),
    Picture("visit-form", SEP, log_a_visit, WHOLE_FORM),
    Picture("headteacher-phone", HEAD, read_the_shared_note, PHONE),
    Picture("rle-decision", RLE, decide, LAPTOP),
    Picture("governor", GOVERNOR, stay, LAPTOP),
    Picture("record", SEP, read_the_record, LAPTOP),
]

if __name__ == "__main__":
    sys.exit(take_all(PICTURES, "docs/images"))
