"""What is kept beside the records, for the crawl: the administrator's words and contacts,
what others propose for them, what is due, and a calendar feed."""

from dataclasses import dataclass
from datetime import date

from engagement.models import (
    EmergencyOpening,
    Obligation,
    RestrictedLetter,
    SchoolOffer,
    SupportRequest,
)
from glossary.models import Entry
from glossary.services import decline_entry, propose_entry
from reports.services.feeds import make_feed
from schools.models import (
    DirectoryEntry,
    DirectorySection,
    SchoolChange,
    TradedAgreement,
)
from schools.services.directory import Contact, add_contact
from schools.services.directory_file import load_skeleton, our_skeleton
from schools.services.federations import agree_trade
from tests.access.canaries import LA, LEADERS, Canaries
from tests.access.changes import what_is_said
from tests.access.due import what_is_due
from tests.access.found import what_was_found
from tests.access.letters import letters_of
from tests.access.offers import what_is_asked, what_is_offered
from tests.universe import Council


@dataclass(frozen=True)
class Kept:
    words: dict[str, Entry]
    contact: DirectoryEntry
    due: dict[str, Obligation]
    offers: dict[str, SchoolOffer]
    feed: str
    requests: dict[str, SupportRequest]
    letters: dict[str, RestrictedLetter]
    opening: EmergencyOpening
    changes: dict[str, SchoolChange]
    agreement: TradedAgreement


def what_is_kept(council: Council, canaries: Canaries) -> Kept:
    load_skeleton(our_skeleton(), framework="suffolk")
    what_was_found(council, canaries)
    contact = Contact(
        section=DirectorySection.objects.get(code="SUF-K-05"),
        topic="Admissions",
        phone="01632 960201",
    )
    letters, opening = letters_of(council, canaries)
    return Kept(
        words=_words(council, canaries),
        contact=add_contact(contact=contact, by=council.ada),
        due=what_is_due(council, canaries.word("waived", LA | LEADERS)),
        offers=what_is_offered(council, canaries),
        feed=make_feed(by=council.sam),
        requests=what_is_asked(council, canaries),
        letters=letters,
        opening=opening,
        changes=what_is_said(council, canaries),
        agreement=agree_trade(
            school=council.academy,
            start=date(2030, 9, 1),
            by=council.ada,
        ),
    )


def _words(council: Council, canaries: Canaries) -> dict[str, Entry]:
    """One proposal that waits, and one that was left out."""
    keeper = "ada"
    sams, helens = frozenset({"sam", keeper}), frozenset({"helen", keeper})
    waiting = propose_entry(
        abbreviation="ZW",
        meaning=canaries.word("proposedword", sams),
        note=canaries.word("proposednote", frozenset({keeper})),
        by=council.sam,
    )
    left_out = propose_entry(
        abbreviation="ZD",
        meaning=canaries.word("declinedword", helens),
        by=council.helen,
    )
    decline_entry(
        entry=left_out,
        reason=canaries.word("wordreason", helens),
        expected_version=left_out.version,
        by=council.ada,
    )
    return {"proposed": waiting, "declined": left_out}
