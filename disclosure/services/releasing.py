"""Releasing a request: its files are made once, kept as they are, and handed out."""

import io
import zipfile

from django.db import transaction
from django.utils.timezone import localtime

from disclosure.documents import (
    SHEET,
    disclosed_document,
    given,
    name_of,
    schedule_of,
)
from disclosure.models import DisclosedFile, Disclosure, Download, FileKind, State
from disclosure.rules import STEPS
from disclosure.services.hold import held, tell
from disclosure.services.steps import refuse_changed, refuse_own
from schools.access import require
from sitrack.core import clock
from sitrack.core.documents import render_pdf
from sitrack.core.files import fixed
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.sheets.comma_separated import write_csv
from sitrack.core.templatetags.govuk import day
from sitrack.core.versions import take_next_version

FOLDER = "disclosed"
README = """\
{title}

{pdf}
  what is given out, and at its end what was withheld and why
  SHA-256 {pdf_sum}
{csv}
  the same list of what was withheld, as a table
  SHA-256 {csv_sum}
"""


def preview(*, disclosure: Disclosure, by: User) -> bytes:
    """What would be given out today; it says so on every page. Raises NotDrawn."""
    require(by, Capability.DISCLOSE, disclosure.school)
    words = "Not released: for those who prepare and check it"
    document = disclosed_document(disclosure, at=clock.now(), version=words)
    return render_pdf(document)


def release(*, disclosure: Disclosure, expected_version: int, by: User) -> None:
    """Make the files of a checked request, and keep them for good.

    They are drawn before the transaction that keeps them. Raises RuleBroken for whoever
    had a hand in preparing, and where the record has changed; Stale where the request
    has; NotDrawn.
    """
    require(by, Capability.DISCLOSE, disclosure.school)
    held_now(disclosure, by)
    refuse_changed(disclosure, by)
    files = _files(disclosure)
    kept = {kind: fixed.put(FOLDER, content) for kind, (_, content) in files.items()}
    try:
        with transaction.atomic():
            found = held(disclosure, by, states=STEPS["release"][0])
            refuse_own(found, by)
            take_next_version(found, expected=expected_version)
            for kind, (name, content) in files.items():
                found.files.create(
                    kind=kind,
                    filename=name,
                    content=kept[kind],
                    size=len(content),
                    sha256=fixed.sum_of(content),
                )
            Disclosure.objects.filter(pk=found.pk).update(
                state=State.RELEASED, answered_by=by, answered_at=clock.now()
            )
            tell("disclosure.released", found, by)
    except BaseException:
        for place in kept.values():
            fixed.drop(place)
        raise


@transaction.atomic
def held_now(disclosure: Disclosure, by: User) -> None:
    """Refuse early what would be refused after drawing."""
    refuse_own(held(disclosure, by, states=STEPS["release"][0]), by)


def hand_out(*, file: DisclosedFile, by: User) -> bytes:
    """The bytes as they were released; that they were taken is noted.

    Raises Altered where what lies in the storage is something else.
    """
    require(by, Capability.DISCLOSE, file.disclosure.school)
    content = fixed.unaltered(file.content, sha256=file.sha256)
    with transaction.atomic():
        Download.objects.create(file=file, reader=by, at=clock.now())
        kind = file.get_kind_display()
        tell("disclosure.downloaded", file.disclosure, by, kind=kind)
    return content


def _files(disclosure: Disclosure) -> dict[str, tuple[str, bytes]]:
    """Name and bytes of each kind."""
    at, stem = clock.now(), name_of(disclosure)
    document = disclosed_document(
        disclosure, at=at, version=f"Released on {day(localtime(at).date())}"
    )
    pdf, csv = render_pdf(document), _csv(disclosure)
    names = {kind: f"{stem}.{kind}" for kind in FileKind.values}
    said = README.format(
        title=document.title,
        pdf=names[FileKind.PDF],
        pdf_sum=fixed.sum_of(pdf),
        csv=names[FileKind.CSV],
        csv_sum=fixed.sum_of(csv),
    )
    packed = io.BytesIO()
    moment = localtime(at).timetuple()[:6]
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in (
            ("read-me.txt", said.encode()),
            (names[FileKind.PDF], pdf),
            (names[FileKind.CSV], csv),
        ):
            file.writestr(zipfile.ZipInfo(name, moment), content)
    made = {FileKind.PDF: pdf, FileKind.CSV: csv, FileKind.ZIP: packed.getvalue()}
    return {kind: (names[kind], content) for kind, content in made.items()}


def _csv(disclosure: Disclosure) -> bytes:
    made = io.BytesIO()
    write_csv(SHEET, schedule_of(disclosure, given(disclosure)), made)
    return made.getvalue()
