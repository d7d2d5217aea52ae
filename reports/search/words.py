"""What somebody typed, as words to look for."""

import re

from sitrack.core.rules import RuleBroken

LONGEST = 200
MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")
# What makes lists and stress of a long text (sitrack.core.prose): a stretch of it is
# shown as words alone.
_MARKS = re.compile(
    r"^[ \t]*(?:[-+•]|\d+[.)])[ \t]+|(?<!\w)\*{1,2}(?=\S)|(?<=\S)\*{1,2}(?!\w)",
    re.MULTILINE,
)


def words_of(typed: str) -> list[str]:
    """The words to look for, small letters, each once, in the order typed.

    Signs between them say nothing, so that nothing typed can be a command to the
    database. Raises RuleBroken for more than ``LONGEST`` characters, more than
    ``MOST_WORDS`` words, or only signs.
    """
    if len(typed) > LONGEST:
        raise RuleBroken(f"Search for at most {LONGEST} characters.", "q")
    words = list(dict.fromkeys(_WORD.findall(typed.casefold())))
    if len(words) > MOST_WORDS:
        raise RuleBroken(f"Search for at most {MOST_WORDS} words.", "q")
    if typed.strip() and not words:
        raise RuleBroken("Search for a word or a number.", "q")
    return words


def beginnings(words: list[str]) -> re.Pattern[str]:
    """What finds the words that begin with one of these; without any, nothing."""
    either = "|".join(map(re.escape, words)) or "(?!)"
    return re.compile(rf"\b(?:{either})\w*", re.IGNORECASE)


def passage(text: str, words: list[str], *, around: int = 90) -> list[tuple[str, bool]]:
    """The stretch of a text about the first word found, in parts: (text, is found).

    Where none of the words begins one in the text, its beginning. Marks of lists and
    stress are left out.
    """
    text = _MARKS.sub("", text)
    sought = beginnings(words)
    first = sought.search(text)
    start = max(0, first.start() - around) if first else 0
    start = text.find(" ", start) + 1 if start else 0
    end = (first.end() if first else 0) + around
    end = text.rfind(" ", start, end) if end < len(text) else len(text)
    parts, place = [("… ", False)] if start else [], start
    for found in sought.finditer(text, start, end):
        parts += [(text[place : found.start()], False), (found[0], True)]
        place = found.end()
    parts.append((text[place:end] + (" …" if end < len(text) else ""), False))
    return [part for part in parts if part[0]]
