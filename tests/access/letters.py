"""Restricted letters to Hawthorn, with a word in every text of each, its reply, the file
of the reply, the notes of its steps, and the reason of an emergency."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile

from engagement.models import EmergencyOpening, RestrictedLetter
from engagement.services.letters import answering, ending, signing, writing
from engagement.services.letters.help import change_legal_help
from engagement.services.letters.reading import open_in_emergency
from engagement.services.letters.writing import Recipient
from sitrack.core import clock
from sitrack.core.files.services import scan
from tests.access.canaries import Canaries
from tests.engagement.lettering import (
    NOTICE_ENDS,
    a_writing,
    author_of,
    begun,
    kind_of,
    signer_of,
)
from tests.samples import PDF
from tests.universe import Council

SERVICE = frozenset({"hana", "dee"})
AUTHORS = SERVICE | {"rita"}
ADDRESSED = frozenset({"helen", "cora"})
AFTER = datetime(2026, 1, 12, 10, 0, tzinfo=UTC)


def letters_of(
    council: Council, canaries: Canaries
) -> tuple[dict[str, RestrictedLetter], EmergencyOpening]:
    """A draft, one that is delegated, one issued and answered, one let to the governing
    body, a notice after which notice was given, and one that an administrator opened."""
    made = {
        "draft": _written(council, canaries, "ldraft", AUTHORS),
        "delegated": _written(council, canaries, "ldelegated", AUTHORS | {"sam"}),
        "issued": _issued(council, canaries, "lissued", AUTHORS | ADDRESSED),
        "released": _issued(
            council, canaries, "lreleased", AUTHORS | ADDRESSED | {"gus"}
        ),
        "opened": _issued(council, canaries, "lopened", AUTHORS | ADDRESSED | {"ada"}),
        "notice": _issued(
            council, canaries, "lnotice", SERVICE | ADDRESSED, course="statutory"
        ),
    }
    returned = canaries.word("lreturnnote", AUTHORS)
    signing.return_letter(letter=made["draft"], note=returned, by=council.hana)
    writing.delegate(letter=made["delegated"], to=council.sam, by=council.rita)
    _answer(council, canaries, made["issued"])
    answering.release(letter=made["released"], by=council.cora)
    _give_notice(council, canaries, made["notice"])
    reason = canaries.word("lemergency", AUTHORS)
    opening = open_in_emergency(letter=made["opened"], reason=reason, by=council.ada)
    change_legal_help(
        kind=kind_of(council, "preventative"),
        text=canaries.word("llegalhelp", frozenset({"hana", "rita", "sam"})),
        expected_version=0,
        by=council.hana,
    )
    return made, opening


def _written(
    council: Council,
    canaries: Canaries,
    name: str,
    readers: frozenset[str],
    course: str = "preventative",
) -> RestrictedLetter:
    letter = begun(council, course)
    by = author_of(council, course)
    texts: dict[str, Any] = {
        part: canaries.word(name + part.replace("_", ""), readers)
        for part in ("body", "concerns", "required_actions")
    }
    letter = writing.change_letter(
        letter=letter,
        writing=replace(a_writing(council, course), **texts),
        expected_version=letter.version,
        by=by,
    )
    held = letter.recipients.values("who", "name", "channel", "statutory")
    recipients = [Recipient(**one) for one in held]
    named = replace(recipients[0], name=canaries.word(f"{name}to", readers))
    return writing.set_recipients(
        letter=letter,
        recipients=[named, *recipients[1:]],
        expected_version=letter.version,
        by=by,
    )


def _issued(
    council: Council,
    canaries: Canaries,
    name: str,
    readers: frozenset[str],
    course: str = "preventative",
) -> RestrictedLetter:
    letter = _written(council, canaries, name, readers, course)
    signer = signer_of(council, course)
    signing.approve(letter=letter, expected_version=letter.version, by=signer)
    return signing.issue(letter=letter, by=signer)


def _answer(council: Council, canaries: Canaries, letter: RestrictedLetter) -> None:
    readers = AUTHORS | ADDRESSED
    content = PDF + canaries.word("lreplycontent", readers).encode()
    answer = answering.reply(
        letter=letter,
        text=canaries.word("lreply", readers),
        file=ContentFile(content, name=canaries.word("lreplyfile", readers) + ".pdf"),
        by=council.cora,
    )
    assert answer.file is not None
    scan(answer.file)
    note = canaries.word("lmonitored", readers)
    ending.take_step(letter=letter, verb="monitor", note=note, by=council.rita)


def _give_notice(
    council: Council, canaries: Canaries, letter: RestrictedLetter
) -> None:
    readers = SERVICE | ADDRESSED
    unsent = letter.recipients.filter(sent_on=None)
    sent = {one.pk: clock.today() for one in unsent}
    signing.record_sent(letter=letter, sent=sent, by=council.hana)
    with clock.at(AFTER):
        ending.take_step(
            letter=letter,
            verb="not_comply",
            note=canaries.word("lnotcomplied", readers),
            by=council.hana,
        )
        ending.give_notice(
            letter=letter,
            powers=["ieb"],
            text=canaries.word("lintention", readers),
            notice_ends=NOTICE_ENDS,
            by=council.dee,
        )
