"""Loading the glossary; proposing, publishing and declining its rows (SUF-G-00)."""

from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse

from glossary.definitions import Glossary
from glossary.explaining import published
from glossary.models import Entry
from sitrack.core import clock, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version


class AlreadyThere(RuleBroken):
    """This abbreviation with this meaning is known; ``entry`` is the row."""

    def __init__(self, entry: Entry) -> None:
        said = {
            Entry.Status.PROPOSED: "was proposed already, and the administrator has"
            " not decided yet",
            Entry.Status.DECLINED: "was proposed before, and was not taken in",
        }
        state = said.get(Entry.Status(entry.status), "is in the glossary already")
        super().__init__(f"{entry.abbreviation}, “{entry.meaning}”, {state}.")
        self.entry = entry


@transaction.atomic
def load_glossary(glossary: Glossary) -> int:
    """Load a framework's rows in the printed order; returns how many are new.

    Rows that people added stay as they are, those that the administrator reworded
    keep their words, and the same file again changes nothing.
    """
    rows = Entry.objects.filter(framework=glossary.framework)
    before = rows.count()
    for order, term in enumerate(glossary.terms, start=1):
        known = (
            rows.filter(code=term.code).first()
            or _same(glossary.framework, term.abbreviation, term.meaning)
            or Entry(framework=glossary.framework)
        )
        if known.version > 1:
            continue
        known.abbreviation, known.meaning = term.abbreviation, term.meaning
        known.code, known.note, known.order = term.code, term.note or "", order
        known.status = term.status
        known.save()
    published.changed()
    return rows.count() - before


def _same(framework: str, abbreviation: str, meaning: str) -> Entry | None:
    """The row that says this already."""
    found: Entry | None = Entry.objects.filter(
        framework=framework, abbreviation__iexact=abbreviation, meaning__iexact=meaning
    ).first()
    return found


def propose_entry(
    *,
    abbreviation: str,
    meaning: str,
    note: str = "",
    by: User,
    tell: Iterable[User] = (),
) -> Entry:
    """Propose a row for the installation's glossary; ``tell`` names its keepers.

    Raises AlreadyThere with the row that says the same, also where somebody else
    proposes it at the same time (ACC-079).
    """
    entry = Entry(
        framework=settings.FRAMEWORK,
        abbreviation=_squeezed(abbreviation),
        meaning=_squeezed(meaning),
        note=note.strip(),
        status=Entry.Status.PROPOSED,
        proposed_at=clock.now(),
        proposed_by=by,
    )
    with transaction.atomic():
        last = Entry.objects.of(settings.FRAMEWORK).aggregate(last=Max("order"))
        entry.order = (last["last"] or 0) + 1
        _save(entry)
        _tell("glossary.proposed", entry, by=by)
        delivery.notify(
            tell,
            title="An abbreviation was proposed for the glossary",
            path=reverse("glossary:proposals"),
            key=f"glossary:{entry.pk}:proposed",
        )
    return entry


@transaction.atomic
def keep_entry(
    *,
    entry: Entry,
    abbreviation: str,
    meaning: str,
    note: str,
    status: str,
    expected_version: int,
    by: User,
) -> Entry:
    """Word a row and publish it, or list it as not confirmed.

    Raises AlreadyThere where another row says the same, Stale when somebody else
    changed it first.
    """
    take_next_version(entry, expected=expected_version)
    before = entry.status
    entry.abbreviation, entry.meaning = _squeezed(abbreviation), _squeezed(meaning)
    entry.note, entry.status, entry.declined_reason = note.strip(), status, ""
    _save(entry)
    verb = "glossary.changed" if before == status else f"glossary.{status}"
    _tell(verb, entry, by=by)
    if before == Entry.Status.PROPOSED:
        _answer(entry, "Your abbreviation is in the glossary")
    published.changed()
    return entry


@transaction.atomic
def decline_entry(
    *, entry: Entry, reason: str, expected_version: int, by: User
) -> Entry:
    """Leave a proposal out of the glossary, with a reason for its proposer.

    Raises RuleBroken without a reason and for what is no proposal, Stale when
    somebody else changed it first.
    """
    if not reason.strip():
        raise RuleBroken("Say why it is not taken in.", "reason")
    take_next_version(entry, expected=expected_version)
    if not entry.is_waiting:
        raise RuleBroken("This is decided already.")
    entry.status, entry.declined_reason = Entry.Status.DECLINED, reason.strip()
    entry.save(update_fields=["status", "declined_reason"])
    _tell("glossary.declined", entry, by=by)
    _answer(entry, "Your proposal for the glossary was answered")
    return entry


def _save(entry: Entry) -> None:
    """Save it, unless another row says the same; of two at once one is refused."""
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError:
        same = _same(entry.framework, entry.abbreviation, entry.meaning)
        if same is None or same.pk == entry.pk:
            raise
        raise AlreadyThere(same) from None


def _answer(entry: Entry, title: str) -> None:
    if entry.proposed_by:
        key = f"glossary:{entry.pk}:answered:{entry.version}"
        path = reverse("glossary:entries")
        delivery.notify([entry.proposed_by], title=title, path=path, key=key)


def _tell(verb: str, entry: Entry, *, by: User) -> None:
    events.record(verb, entry, by=by, audience=Audience.SYSTEM)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
