"""The sentences of a text, as the check of facts offers them."""

import re

# After a mark that ends a sentence, and its closing quotes; not within a number.
END = re.compile(r"(?<=[.!?])(?:[’”\"')\]]*)\s+(?=\S)")


def sentences_of(text: str) -> list[str]:
    """The sentences of a text in their order, each as it stands in it, each once.

    A line break ends a sentence, so that every item of a list is one.
    """
    found: dict[str, None] = {}
    for line in text.splitlines():
        start = 0
        for end in END.finditer(line):
            _keep(found, line[start : end.end()])
            start = end.end()
        _keep(found, line[start:])
    return list(found)


def _keep(found: dict[str, None], sentence: str) -> None:
    if any(letter.isalnum() for letter in sentence):
        found[sentence.strip()] = None


def corrected(text: str, changes: list[tuple[str, str]]) -> str:
    """The text with each of these sentences as it will read, everywhere it stands.

    Sentences are replaced whole: a short one never within a longer one.
    """
    new = dict(changes)
    lines = []
    for line in text.splitlines(keepends=True):
        parts, start = [], 0
        for end in END.finditer(line):
            parts.append(_changed(line[start : end.end()], new))
            start = end.end()
        parts.append(_changed(line[start:], new))
        lines.append("".join(parts))
    return "".join(lines)


def _changed(part: str, new: dict[str, str]) -> str:
    said = part.strip()
    return part.replace(said, new[said], 1) if said in new else part
