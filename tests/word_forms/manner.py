"""How somebody fills the form in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.word_forms.paper import control, para, paras
from tests.word_forms.words import suffolk_form

FORM = suffolk_form()
OPTIONS = ("Likely to be judged Good", "Too early to say")


@dataclass(frozen=True)
class Manner:
    """How somebody fills the form in. ``names`` says what they call its boxes."""

    names: Mapping[str, str] = field(default_factory=dict)
    dropdowns: bool = True
    bullets: bool = False
    visits_in_tables: bool = True
    stacked_front: bool = False
    headings: bool = True
    terms_in_lines: bool = False
    blank_rows: int = 1
    glossary: bool = True

    def name(self, key: str) -> str:
        printed = FORM.labels.get(key) or FORM.criteria.get(key) or key
        return self.names.get(key, printed)

    def choice(self, text: str) -> str:
        if self.dropdowns:
            return para(control(text, *OPTIONS))
        return para(text) if text else para("Choose an item.")

    def prose(self, text: str) -> list[str]:
        return paras(text, bullet=self.bullets)


PRINTED = Manner()
