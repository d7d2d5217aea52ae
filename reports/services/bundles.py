"""Making the documents of many schools: one row each, claimed by the sweep, then a zip.

Whoever is stopped, or restarts, leaves whole documents behind; what was made is not
made again. A document that cannot be made is told in the zip, and never dropped.
"""

import logging
import tempfile
from datetime import timedelta
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from reports.documents import KINDS
from reports.models import Bundle, BundleItem, Made
from reports.models.bundles import KEPT
from reports.queries.bundles import Period, documents_of
from reports.services.packing import pack_into
from schools.models import Person
from sitrack.core import clock, delivery, events, sweep
from sitrack.core.documents import NotDrawn, render_pdf
from sitrack.core.files import fixed
from sitrack.core.models import Audience, JobState, User
from sitrack.core.rules import RuleBroken

FOLDER = "bundles"
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 3
READY = "The documents that you asked for are ready"
log = logging.getLogger(__name__)


class Outcome(NamedTuple):
    """A document, or the reason why there is none."""

    pdf: bytes = b""
    reason: str = ""


@transaction.atomic
def ask_for_bundle(*, period: Period, officer: Person | None, by: User) -> Bundle:
    """Have the records of a year made, for all schools whose records the asker may
    download, or for those of one officer; of a term also each of its visits.

    Raises RuleBroken where there is nothing to make, and while another of theirs is
    being made: of two asked for at once one is made.
    """
    wanted = documents_of(period, officer, by)
    if not wanted:
        raise RuleBroken("There is no record of these schools to make.", "period")
    try:
        with transaction.atomic():
            bundle = Bundle.objects.create(
                year=period.year,
                term=period.term,
                officer=officer,
                asked_by=by,
                asked_at=clock.now(),
            )
    except IntegrityError:
        raise RuleBroken("Another bundle of yours is being made.") from None
    now = timezone.now()
    BundleItem.objects.bulk_create(
        BundleItem(bundle=bundle, due_at=now, **one._asdict()) for one in wanted
    )
    events.record("bundle.asked", bundle, by=by, audience=Audience.SYSTEM)
    sweep.wake()
    return bundle


@transaction.atomic
def stop_bundle(*, bundle: Bundle, by: User) -> None:
    """Make no more of it. Raises RuleBroken where it has come to its end already."""
    running = Bundle.objects.filter(pk=bundle.pk, closed_at=None)
    if not running.update(closed_at=clock.now()):
        raise RuleBroken("This has come to its end already.")
    bundle.items.filter(outcome=Made.NOT_YET).update(
        outcome=Made.STOPPED, state=JobState.DONE, leased_until=None
    )
    events.record("bundle.stopped", bundle, by=by, audience=Audience.SYSTEM)
    transaction.on_commit(lambda: _drop_items(bundle))


@transaction.atomic
def note_taken(*, bundle: Bundle, by: User) -> None:
    """Note that the zip was fetched."""
    events.record("bundle.taken", bundle, by=by, audience=Audience.SYSTEM)


def make_item(item: BundleItem) -> None:
    """Make one document; the sweep calls it, and the last one has the zip packed."""
    if item.outcome == Made.NOT_YET:
        came = _make(item)
        place = fixed.put(FOLDER, came.pdf) if came.pdf else ""
        kept = BundleItem.objects.filter(pk=item.pk, outcome=Made.NOT_YET).update(
            outcome=Made.MADE if came.pdf else Made.FAILED,
            reason=came.reason,
            content=place,
        )
        if place and not kept:
            fixed.drop(place)
    pack_if_complete(item.bundle)


def pack_if_complete(bundle: Bundle) -> None:
    """Pack the zip once nothing is left to make: of several who find it so, one does."""
    now = timezone.now()
    free = Q(packing_until=None) | Q(packing_until__lt=now)
    left = BundleItem.objects.filter(bundle=bundle, outcome=Made.NOT_YET)
    if left.exists():
        return
    mine = Bundle.objects.filter(free, pk=bundle.pk, closed_at=None)
    if mine.update(packing_until=now + LEASE):
        _pack(bundle)


def pack_what_is_left(limit: int) -> None:
    """Pack what is complete and was not packed, because whoever did it was stopped."""
    left = BundleItem.objects.filter(outcome=Made.NOT_YET).values("bundle")
    for bundle in Bundle.objects.filter(closed_at=None).exclude(pk__in=left)[:limit]:
        pack_if_complete(bundle)


def remove_expired(limit: int) -> None:
    """Remove zips whose week is over."""
    over = Bundle.objects.filter(expires_at__lte=clock.now()).exclude(content="")
    for bundle in over[:limit]:
        place = bundle.content.name
        if Bundle.objects.filter(pk=bundle.pk, content=place).update(content=""):
            fixed.drop(place)


def _make(item: BundleItem) -> Outcome:
    """The document as its asker may read it today, or why there is none."""
    if item.attempts > MOST_ATTEMPTS:
        return Outcome(reason="It was begun three times and never came to an end.")
    asker = User.objects.get(pk=item.bundle.asked_by_id)
    kind = KINDS[item.kind]
    try:
        subject = kind.find(asker, item.subject)
        return Outcome(
            render_pdf(kind.build(subject, reader=asker, at=item.bundle.asked_at))
        )
    except (Http404, PermissionDenied):
        return Outcome(reason="You may not read it any more.")
    except NotDrawn as error:
        return Outcome(reason=f"It could not be drawn. {error}"[:300])
    except Exception:
        log.exception("%s of bundle %s was not made", item.name, item.bundle_id)
        return Outcome(reason="Something went wrong while it was made.")


def _pack(bundle: Bundle) -> None:
    with tempfile.TemporaryFile() as file:
        pack_into(file, bundle)
        size = file.tell()
        file.seek(0)
        place = default_storage.save(f"{FOLDER}/{fixed.fresh_name()}", File(file))
    with transaction.atomic():
        now = clock.now()
        closed = Bundle.objects.filter(pk=bundle.pk, closed_at=None).update(
            content=place, size=size, closed_at=now, expires_at=now + KEPT
        )
        if closed:
            delivery.notify(
                [bundle.asked_by],
                title=READY,
                path=bundle.get_absolute_url(),
                key=f"bundle:{bundle.pk}",
            )
    if closed:
        _drop_items(bundle)
    else:
        fixed.drop(place)


def _drop_items(bundle: Bundle) -> None:
    """Remove the single files: they stand in the zip, or nobody waits for them."""
    for item in bundle.items.exclude(content=""):
        fixed.drop(item.content.name)
    bundle.items.exclude(content="").update(content="")
