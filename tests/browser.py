"""Headless Chromium from the system, and the accessibility check of a page."""

import shutil
from typing import Any, Protocol

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# The shell draws the same pages without the windows around them, for half the work.
CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE_OPTIONS: dict[str, Any] = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ],
    },
    # GOV.UK puts the back link outside the main landmark.
    "rules": {"region": {"enabled": False}},
    # What passes needs no description. Style sheets and films are loaded ahead only for
    # a rule about films that start by themselves and one that is an experiment.
    "resultTypes": ["violations"],
    "preload": False,
}
# Half of a check's time. No colour of ours hangs on a page's width.
COLOURS = "color-contrast"
RUN = "options => axe.run(document, options).then(result => result.violations)"


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    """Use the system's Chromium; pytest-playwright would want a download of its own."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    chromium = next(filter(None, found), None)
    if chromium is None:
        pytest.fail("There is no Chromium: install the package chromium.")
    return {**browser_type_launch_args, "executable_path": chromium, "args": [*QUIET]}


class Axe(Protocol):
    """The accessibility check of a page as it stands."""

    def __call__(self, page: Page, *, without: str = "") -> None: ...


def described(violation: dict[str, Any]) -> str:
    """Tell one axe finding in lines a person can act on."""
    lines = [f"{violation['id']} ({violation['impact']}): {violation['help']}"]
    for node in violation["nodes"]:
        lines.append(f"    {' '.join(map(str, node['target']))}")
        lines.append(f"        {node['html'][:200]}")
        summary = node.get("failureSummary", "")
        lines += [f"        {line.strip()}" for line in summary.splitlines()[1:]]
    return "\n".join(lines)


@pytest.fixture
def axe() -> Axe:
    """Return a check that a page, as it stands, has no accessibility violation.

    ``without`` names a rule that the page, at another width, has passed already.
    """

    def check(page: Page, *, without: str = "") -> None:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        left_out = {without: {"enabled": False}} if without else {}
        rules = {**AXE_OPTIONS["rules"], **left_out}
        found = page.evaluate(RUN, {**AXE_OPTIONS, "rules": rules})
        if found:
            heading = f"{page.url}: axe finds {len(found)} kinds of violation"
            pytest.fail("\n".join([heading, *map(described, found)]), pytrace=False)

    return check
