"""What axe does not see: names that lead nowhere, sideways scroll, the skip link."""

from playwright.sync_api import Page

NAMES = """() => {
  const wrong = [], seen = new Set();
  for (const { id } of document.querySelectorAll("[id]")) {
    if (seen.has(id)) wrong.push(`two elements have the id ${id}`);
    seen.add(id);
  }
  const lists = ["aria-describedby", "aria-labelledby", "aria-controls", "for", "list"];
  for (const name of lists)
    for (const element of document.querySelectorAll(`[${name}]`))
      for (const id of element.getAttribute(name).split(/\\s+/))
        if (!seen.has(id)) wrong.push(`${name}="${id}" leads nowhere`);
  for (const link of document.querySelectorAll("a[href^='#']"))
    if (!seen.has(link.getAttribute("href").slice(1)))
      wrong.push(`the link ${link.getAttribute("href")} leads nowhere`);
  return wrong;
}"""
WIDEST = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const hidden = (e) => {
    for (let up = e.parentElement; up; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== "visible") return true;
    return false;
  };
  return [...document.body.querySelectorAll("*")]
    .filter((e) => e.getBoundingClientRect().right > room + 1 && !hidden(e))
    .map((e) => e.outerHTML.slice(0, 120)).slice(0, 5).concat("wider than the page");
}"""


def check_names(page: Page) -> None:
    """Ids are unique, and whatever names an id finds it."""
    wrong = page.evaluate(NAMES)
    assert not wrong, (page.url, wrong)


def check_width(page: Page) -> None:
    """Nothing makes the page scroll sideways at its present width."""
    wrong = page.evaluate(WIDEST)
    assert not wrong, (page.url, wrong)


def check_skip_link(page: Page) -> None:
    """The skip link takes the keyboard to the main part of the page."""
    page.locator(".govuk-skip-link").focus()
    page.keyboard.press("Enter")
    place = page.evaluate("() => document.activeElement.id || location.hash.slice(1)")
    assert place == "main-content", page.url
