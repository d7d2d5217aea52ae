"""The laws that information is asked for under, and their exemptions: data, in YAML."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from sitrack.core.typed_yaml import load

PLACE = Path("fixtures/disclosure/acts.yaml")


@dataclass(frozen=True)
class Exemption:
    """A section that lets something be withheld."""

    code: str
    title: str
    public_interest: bool = False

    def __str__(self) -> str:
        return f"Section {self.code}: {self.title}"


@dataclass(frozen=True)
class Act:
    """A law; ``names`` and ``letters`` are the sections proposed for personal names and
    for restricted letters, ``refusals`` those by which a request can only be refused as
    a whole, ``frameworks`` those whose installations it is the law of."""

    code: str
    name: str
    names: str
    letters: str
    exemptions: tuple[Exemption, ...]
    refusals: tuple[Exemption, ...] = ()
    frameworks: tuple[str, ...] = ()

    def exemption(self, code: str) -> Exemption:
        """Raises KeyError for a section that is none of them."""
        return {one.code: one for one in self.exemptions}[code]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(one.code, str(one)) for one in self.exemptions]

    @property
    def grounds(self) -> list[tuple[str, str]]:
        """By what a request may be refused as a whole."""
        return [*((one.code, str(one)) for one in self.refusals), *self.choices]


@dataclass(frozen=True)
class Acts:
    acts: tuple[Act, ...]


def read_acts(path_or_text: Path | str, *, name: str = "") -> dict[str, Act]:
    """The laws of a file (a Path) or of a text, by code.

    Raises DefinitionError with every mistake, each with file, line and key.
    """
    document = load(path_or_text, name=name)
    found = document.read(Acts)
    for act in found.acts:
        codes = [one.code for one in act.exemptions]
        codes += [one.code for one in act.refusals]
        for twice in sorted({code for code in codes if codes.count(code) > 1}):
            document.add(act, "exemptions", f"{twice} is there twice")
        for key in ("names", "letters"):
            if getattr(act, key) not in dict(act.choices):
                document.add(act, key, f"{getattr(act, key)} is no exemption")
    document.complain()
    return {act.code: act for act in found.acts}


@cache
def acts() -> dict[str, Act]:
    """Those of this installation."""
    return read_acts(Path(settings.BASE_DIR) / PLACE)


def our_act() -> Act:
    """The one that is proposed here: the framework's, or else the first."""
    every = list(acts().values())
    own = [act for act in every if settings.FRAMEWORK in act.frameworks]
    return (own or every)[0]
