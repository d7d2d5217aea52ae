"""Bodies and people that a framework names and that have no sign-in of their own."""

from dataclasses import dataclass
from typing import Literal

# They are told of what the service reports, or take part in what is held at a school.
Part = Literal["told", "present"]
AtSchools = Literal["religious"]


@dataclass(frozen=True)
class OutsideBody:
    """One of them; ``schools`` says at which schools alone it takes part."""

    code: str
    label: str
    part: Part
    schools: AtSchools | None = None


@dataclass(frozen=True)
class Outside:
    """Kept whole by a version (``form_of(framework, "outside")``)."""

    bodies: tuple[OutsideBody, ...]

    def told(self) -> tuple[OutsideBody, ...]:
        """Those that reports go to."""
        return tuple(one for one in self.bodies if one.part == "told")

    def present(self, religious_character: str) -> tuple[OutsideBody, ...]:
        """Those that take part at a school of this religious character, if any."""
        return tuple(
            one
            for one in self.bodies
            if one.part == "present"
            and (one.schools != "religious" or religious_character)
        )
