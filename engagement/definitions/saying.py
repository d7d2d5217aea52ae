"""What a framework says of itself and of what it offers, for people to read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """One statement: ``text`` is the framework's own, word for word; what stands before
    or after it is ours."""

    code: str
    text: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class AboutSection:
    """Statements under one heading; where ``check`` says so, people can hold themselves
    against them."""

    heading: str
    lines: tuple[Said, ...]
    check: bool = False


@dataclass(frozen=True)
class About:
    """How the framework works; the strapline is the code of a statement that documents
    print under their title."""

    sections: tuple[AboutSection, ...]
    strapline: str | None = None

    def line(self, code: str) -> Said | None:
        """The statement with this code."""
        lines = (line for section in self.sections for line in section.lines)
        return next((line for line in lines if line.code == code), None)

    @property
    def strapline_text(self) -> str:
        """The words of the strapline; empty where there is none."""
        found = self.line(self.strapline) if self.strapline else None
        return (found.text or "") if found else ""
