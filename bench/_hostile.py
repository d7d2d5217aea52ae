"""Text that means harm, in the place of each kind of field, at a length of its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from bench._records import document_of, prose

_marks = count(1)


def texts(letters: int) -> dict[str, Callable[[], str]]:
    """Each so long; prose is what they are measured against."""
    import random

    def mark() -> str:
        return f"{next(_marks):08}"

    def filled(piece: str) -> str:
        return (mark() + piece * (letters // len(piece) + 1))[:letters]

    return {
        "prose": lambda: prose(letters, random.Random(next(_marks)))[:letters],
        "word": lambda: filled("abcdefghij"),
        "wide": lambda: filled("W" * 40 + " "),
        "markup": lambda: filled("<b><script>file:///etc/passwd</script> & "),
        "lines": lambda: filled("a\n"),
        "right-to-left": lambda: filled("مدرسة "),
        "accents": lambda: filled("e\u0301\u0302\u0303"),
    }


def fields(council: Any) -> dict[str, Callable[[str], Any]]:
    """A document with the text in one field: prose, a narrow cell, a fact, a list."""
    from reports.record_view.visit_shapes import Kind, StepRow

    document = document_of(council, 1, seed=1)
    part = next(one for one in document.parts if "visit" in one.context)
    visit = part.context["visit"]

    def with_prompts(change: Callable[[Any], Any]) -> Any:
        prompts = tuple(map(change, visit.prompts))
        made = replace(part, context={"visit": replace(visit, prompts=prompts)})
        return replace(document, parts=(made,))

    def in_prose(text: str) -> Any:
        return with_prompts(
            lambda one: replace(one, text=text) if one.key == "summary" else one
        )

    def in_a_cell(text: str) -> Any:
        step = StepRow("Share the plan.", date(2026, 7, 1), text)
        return with_prompts(
            lambda one: replace(one, steps=(step,)) if one.kind == Kind.STEPS else one
        )

    def in_a_fact(text: str) -> Any:
        return with_prompts(
            lambda one: replace(one, lines=(text,)) if one.kind == Kind.FACT else one
        )

    def in_a_list(text: str) -> Any:
        return with_prompts(
            lambda one: replace(one, lines=(text,)) if one.key == "agenda" else one
        )

    return {
        "prose": in_prose,
        "cell": in_a_cell,
        "fact": in_a_fact,
        "list": in_a_list,
    }
