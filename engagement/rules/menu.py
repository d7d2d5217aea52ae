"""Lines of the menu of support in a plan's text (SUF-R-22, SUF-R-23)."""

from collections.abc import Iterable

BULLET = "- "


def stands_in(line: str, text: str) -> bool:
    """Whether a line of the menu stands in a text, word for word, as a line of its own."""
    return line in {one.strip().removeprefix(BULLET) for one in text.splitlines()}


def put_into(text: str, lines: Iterable[str]) -> str:
    """The text with the lines that it does not hold yet at its end, as a list."""
    for line in lines:
        if stands_in(line, text):
            continue
        written = text.rstrip()
        last = written.splitlines()[-1] if written else ""
        gap = "\n" if last.startswith(BULLET) else "\n\n"
        text = f"{written}{gap if written else ''}{BULLET}{line}"
    return text
