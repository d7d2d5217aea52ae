"""Something of everything that is confidential, each text with a word of its own.

``Canaries.word`` gives a word that stands in one text of the test data, and notes
who may read that text. A page, mail or document that holds the word for anybody
else has told a secret.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from engagement.models import LevelAssignment, SchoolYearRecord, Side
from engagement.services.records import open_record
from plans.models import Plan, PlanReview
from schools.models import RegisterImport
from schools.services.imports import hand_in
from sitrack.core import calendar
from sitrack.core.models import AcademicYear, Draft, NonWorkingDay
from tests.access.answers import NEXT_VISIT, answered, asked, take_back
from tests.access.canaries import BIRCH, GOVERNORS, LA, LEADERS, TEAM, Canaries
from tests.access.disclosed import Disclosed, disclose
from tests.access.guests import let_guests_read
from tests.access.imported import hand_in_old_records
from tests.access.in_diary import visits_of_the_diary
from tests.access.kept import Kept, what_is_kept
from tests.access.levels import propose_levels
from tests.access.moderated import moderate
from tests.access.offered import offer_documents
from tests.access.past import end_with_a_reason, explain_a_year_before, let_a_deputy_act
from tests.access.planned import make_plans
from tests.access.protected import protect
from tests.access.published import Published, publish_and_bundle
from tests.access.reviewed import make_reviews
from tests.access.spent import Entries, spend_time
from tests.access.steps import add_steps, steps_of
from tests.access.typed import type_on
from tests.access.written import write_sections
from tests.schools.invited import invited
from tests.universe import Council
from visits.models import (
    Comment,
    Correction,
    DocumentRequest,
    GuestAccess,
    NextStep,
    Visit,
    VisitDocument,
)
from visits.services import replies
from visits.services.content import Present
from visits.services.document_requests import ask_for_document
from visits.services.notes import Note, start_and_share, start_note


@dataclass
class World:
    """Everything that an address can be about."""

    canaries: Canaries
    visits: dict[str, Visit]
    steps: dict[str, NextStep]
    levels: dict[str, LevelAssignment]
    comment: Comment
    corrections: dict[str, Correction]
    documents: dict[str, VisitDocument]
    guests: dict[str, GuestAccess]
    asked: DocumentRequest
    closure: NonWorkingDay
    file: RegisterImport
    later: SchoolYearRecord
    earlier: SchoolYearRecord
    token: str
    draft: Draft
    entries: Entries
    kept: Kept
    plans: dict[str, Plan]
    reviews: dict[str, PlanReview]
    published: Published
    disclosed: Disclosed


def build_world(council: Council) -> World:
    canaries = Canaries()
    protect(council)
    end_with_a_reason(council, canaries.word("endreason", frozenset({"ada"})))
    let_a_deputy_act(council)
    moderate(council, canaries)
    hand_in_old_records(council, canaries)
    steps = add_steps(council, canaries)
    visits = _visits(council, canaries)
    comment = answered(council, visits["answered"], word=canaries.word)
    later = open_record(
        school=council.hawthorn,
        year=AcademicYear.objects.get(label="2026/27"),
        framework=council.framework,
        by=council.sam,
    )
    write_sections(council, canaries)
    plans = make_plans(council, canaries)
    documents = offer_documents(
        council,
        visits["shared"],
        canaries.word,
        leaders=LEADERS,
        both=LA | LEADERS | {"eva"},
    )
    asked_of = asked(council, visits["asked"], word=canaries.word)
    return World(
        corrections=asked_of,
        canaries=canaries,
        visits=visits,
        steps={**steps, **steps_of(visits)},
        levels=propose_levels(council, canaries, later),
        comment=comment,
        documents=documents,
        guests=let_guests_read(
            council,
            canaries,
            note=visits["final"],
            step=steps["given"],
            documents=documents,
        ),
        asked=ask_for_document(
            visit=visits["shared"],
            what=canaries.word("asked", LA | LEADERS),
            by=council.sam,
        ),
        closure=calendar.close_day(
            day=date(2026, 1, 5), name="Training day", by=council.ada
        ),
        file=hand_in(
            file=ContentFile(b"URN\n", name="register.csv"),
            la_codes=["935"],
            by=council.ada,
        ),
        later=later,
        earlier=explain_a_year_before(
            council, canaries.word("unvisited", LA | LEADERS | GOVERNORS)
        ),
        token=invited(council),
        draft=type_on(
            council, visits["draft"], canaries.word("typed", frozenset({"sam"}))
        ),
        entries=spend_time(council, canaries),
        kept=what_is_kept(council, canaries),
        plans=plans,
        reviews=make_reviews(council, canaries, plans["active"]),
        published=publish_and_bundle(council),
        disclosed=disclose(council),
    )


def _note(
    council: Council,
    canaries: Canaries,
    name: str,
    readers: frozenset[str],
    **more: Any,
) -> Note:
    """A note with a word in each of its texts."""

    def word(part: str) -> str:
        return canaries.word(name + part, readers)

    return council.note(
        present=(Present(word("present"), word("role")),),
        texts={"focus": word("focus"), "summary": word("summary")},
        steps=(council.step(word("step"), who=word("who")),),
        agenda=(word("agenda"),),
        **more,
    )


def _visits(council: Council, canaries: Canaries) -> dict[str, Visit]:
    record, sam = council.record(), council.persons["sam"]
    both, all_three = LA | LEADERS, LA | LEADERS | GOVERNORS
    over = canaries.word("overceiling", both)

    def shared(name: str, readers: frozenset[str], **more: Any) -> Visit:
        note = _note(council, canaries, name, readers, **more)
        return start_and_share(record=record, note=note, lead=sam, by=council.sam)

    final = shared("final", all_three | {"odd"})
    replies.comment(visit=final, text="", by=council.helen)
    replies.finalise(visit=final, expected_version=final.version, by=council.sam)
    addendum = canaries.word("addendum", all_three | {"odd"})
    replies.add_addendum(visit=final, side=Side.LA, text=addendum, by=council.sam)
    recalled = shared("recalled", LA, next_visit_at=NEXT_VISIT)
    take_back(council, recalled, reason=canaries.word("recallreason", both))
    draft = _note(council, canaries, "draft", LA)
    theirs = _note(council, canaries, "team", LA | TEAM)
    away = _note(council, canaries, "birch", BIRCH | {"odd"})
    away_draft = _note(council, canaries, "birchdraft", BIRCH)
    birch, ola = council.record("birch"), council.persons["ola"]
    theo = council.persons["theo"]
    return {
        **visits_of_the_diary(council, lambda name: canaries.word(name, both)),
        "final": final,
        "recalled": recalled,
        "answered": shared("answered", both),
        "asked": shared("asked", both),
        "shared": shared("shared", both, minutes=600, over_ceiling_reason=over),
        "draft": start_note(record=record, note=draft, lead=sam, by=council.sam),
        "team": start_note(record=record, note=theirs, lead=theo, by=council.theo),
        "birch": start_and_share(record=birch, note=away, lead=ola, by=council.ola),
        "birchdraft": start_note(
            record=birch, note=away_draft, lead=ola, by=council.ola
        ),
    }
