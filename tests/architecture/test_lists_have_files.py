"""Every list can be had as a file, or says here why not (decision record 30)."""

from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"
LIST = '{% extends "layouts/list.html" %}'
LINKS = '{% include "components/sheet_links.html" %}'
WITHOUT = {
    "account/sign_ins.html": "a few lines, the reader's own",
    "engagement/letters/list.html": "restricted letters leave in no export",
    "engagement/measures.html": "the rows of a form",
    "reports/picture.html": "figures, whose lists of schools have files",
    "reports/picture_map.html": "the same schools as a map",
    "reports/search.html": "leads to lists",
    "schools/calendar.html": "the rows of a form",
}


def test_each_list_has_its_links_or_a_reason() -> None:
    texts = {
        str(file.relative_to(TEMPLATES)): file.read_text(encoding="utf-8")
        for file in TEMPLATES.rglob("*.html")
    }
    lists = {name for name, text in texts.items() if text.startswith(LIST)}
    assert {name for name in lists if LINKS not in texts[name]} == set(WITHOUT)
