"""What a browser would post from a page."""

from html.parser import HTMLParser
from typing import Any


class Form(HTMLParser):
    """The fields of the form that is posted to one address, as they stand."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.inside = False
        self.fields: dict[str, Any] = {}
        self.long: list[str] = []
        self.open_box = ""
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        name, value = has.get("name") or "", has.get("value") or ""
        if tag == "form":
            action = (has.get("action") or "").partition("?")[0]
            self.inside = has.get("method") == "post" and action == self.address
        if not self.inside or not (name or tag == "option"):
            return
        if tag == "textarea":
            self.open_box, self.fields[name] = name, ""
            self.long.append(name)
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in has:
            self.fields[self.select] = value
        elif tag == "input":
            self.take(name, value, has)

    def take(self, name: str, value: str, has: dict[str, str | None]) -> None:
        if has.get("type") not in {"checkbox", "radio"}:
            self.fields[name] = value
        elif "checked" in has:
            self.fields.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self.open_box:
            self.fields[self.open_box] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.open_box = ""
        if tag == "form":
            self.inside = False


def posted_from(response: Any, address: str = "") -> tuple[dict[str, Any], list[str]]:
    """The form's fields as they stand, and the names of its boxes for long text."""
    form = Form(address or response.request["PATH_INFO"])
    form.feed(response.content.decode())
    return form.fields, form.long


def filled(response: Any, /, *, address: str = "", **typed: str) -> dict[str, Any]:
    """The form of a page as a browser posts it, with something typed."""
    fields, _ = posted_from(response, address)
    return {**fields, **typed}
