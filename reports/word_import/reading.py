"""What was read in a Word file: fields with where they stood, and everything else."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Field:
    """What stood in a box of the form. ``key`` names the box: "visit.2.summary"."""

    key: str
    text: str
    place: str


@dataclass(frozen=True)
class Loose:
    """Text that belongs to no box that was recognised."""

    text: str
    place: str


@dataclass(frozen=True)
class Reading:
    """``words`` are those of the form itself, its labels and placeholders, so that
    fields, loose text and words together are all that the file says."""

    fields: tuple[Field, ...] = ()
    loose: tuple[Loose, ...] = ()
    words: tuple[str, ...] = field(default=(), repr=False)

    def text(self, key: str) -> str:
        """What stood in a box, or nothing."""
        return next((one.text for one in self.fields if one.key == key), "")

    def below(self, start: str) -> list[Field]:
        """The fields whose keys begin with these parts."""
        return [one for one in self.fields if one.key.startswith(f"{start}.")]

    def numbers(self, start: str) -> list[int]:
        """The numbers that follow a key's beginning: visits 1, 2 and 3."""
        depth = start.count(".") + 1
        found = {one.key.split(".")[depth] for one in self.below(start)}
        return sorted(int(number) for number in found if number.isdecimal())

    @property
    def is_record(self) -> bool:
        """Whether enough of the form was found for it to be one."""
        return len({_box(one.key) for one in self.fields}) >= 3

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def from_data(data: dict[str, Any]) -> Reading:
    """A reading as it was kept."""
    return Reading(
        tuple(Field(**one) for one in data.get("fields", ())),
        tuple(Loose(**one) for one in data.get("loose", ())),
        tuple(data.get("words", ())),
    )


def _box(key: str) -> str:
    return ".".join(part for part in key.split(".") if not part.isdecimal())


@dataclass
class Gathered:
    """Fields as they are being gathered, in the order in which they were begun."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    loose: list[Loose] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def put(self, key: str, text: str, place: str) -> None:
        self.texts.setdefault(key, []).append(text)
        self.places.setdefault(key, place)

    def leave(self, text: str, place: str) -> None:
        """Keep what is not recognised; lines that follow each other stay together."""
        last = self.loose[-1] if self.loose else None
        if last and last.place == place:
            self.loose[-1] = Loose(f"{last.text}\n{text}", place)
        else:
            self.loose.append(Loose(text, place))

    def has(self, start: str) -> bool:
        return any(key == start or key.startswith(f"{start}.") for key in self.texts)

    def next_number(self, start: str) -> int:
        """The number after the last that follows a key's beginning."""
        return 1 + max(numbers_in(self.texts, start), default=0)

    def reading(self) -> Reading:
        fields = (
            Field(key, "\n".join(lines), self.places[key])
            for key, lines in self.texts.items()
        )
        return Reading(tuple(fields), tuple(self.loose), tuple(self.words))


def numbers_in(keys: Iterable[str], start: str) -> list[int]:
    depth = start.count(".") + 1
    parts = (key.split(".") for key in keys if key.startswith(f"{start}."))
    return [int(one[depth]) for one in parts if one[depth].isdecimal()]
