"""What a kind of row is, and what ties it to a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.db import models

from sitrack.core.words import worded


class Part(StrEnum):
    """What somebody is to a row."""

    OWN = "own"  # The row is theirs, and goes with them.
    DID = "did"  # They wrote or did it, as the job was; it stays in the record.
    NAMED = "named"  # Others wrote it, and it names them.


@dataclass(frozen=True)
class Tie:
    """What one foreign key says of the person it points at.

    ``words`` are the columns that this person wrote, or that speak of them; ``printed``
    those that keep their name, and how to reach them, as they read that day.
    """

    says: str
    part: Part = Part.DID
    words: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A model, what its rows are called, and each key that leads to a person.

    ``at`` is the column that dates a row. ``whole`` is the way to the row whose queryset
    knows who may see it, where the model's own does not. ``shows`` are the columns that
    an own row is shown with; ``open`` says that whoever keeps people sees them too, and
    ``keepers`` are the columns that they alone see.
    ``restricted``: nobody learns that there is such a row who may not read it;
    ``earlier``: its rows are earlier versions of other rows.
    """

    label: str
    called: str
    ties: Mapping[str, Tie]
    at: str = ""
    whole: str = ""
    shows: tuple[str, ...] = ()
    open: bool = False
    keepers: tuple[str, ...] = ()
    restricted: bool = False
    earlier: bool = False

    @property
    def name(self) -> str:
        """What its rows are called, in the framework's words."""
        return worded(self.called)

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    def key_of(self, tie: str) -> type[models.Model]:
        """What a key points at: an account, or a person."""
        target: type[models.Model] = self.model._meta.get_field(tie).related_model  # type: ignore[assignment]
        return target

    @property
    def slug(self) -> str:
        """The name of its file in an export."""
        return self.label.lower().replace(".", "-")


def did(says: str, *words: str) -> Tie:
    """They did it; these columns are their words."""
    return Tie(says, Part.DID, words=words)


def named(says: str, *printed: str, about: tuple[str, ...] = ()) -> Tie:
    """It names them; these columns keep the name as it was printed, those tell of them."""
    return Tie(says, Part.NAMED, words=about, printed=printed)


def own(says: str = "") -> Tie:
    """It is theirs, which goes without saying."""
    return Tie(says, Part.OWN)
