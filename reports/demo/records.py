"""The records: opened each year, with what both sides write in sections 1 and 2."""

from collections.abc import Callable
from datetime import datetime, timedelta

from engagement.models import (
    MenuItem,
    SchoolOffer,
    SchoolYearRecord,
    SupportEntry,
    TrajectoryView,
)
from engagement.services.decisions import set_opening_level
from engagement.services.offers import Offered, make_offer
from engagement.services.priorities import PriorityLine, write_priorities
from engagement.services.records import change_header, open_record
from engagement.services.sections import (
    SupportLine,
    give_trajectory,
    plan_support,
    set_assessments,
)
from reports.demo.cast import Act, Cast, Story, acting
from schools.models import School
from sitrack.core.models import AcademicYear, Term, User

STRANDS = {
    "se_entitlement": SupportEntry.Strand.ENTITLEMENT,
    "other_teams": SupportEntry.Strand.OTHER_TEAMS,
    "school_to_school": SupportEntry.Strand.SCHOOL_TO_SCHOOL,
    "offer_to_others": SupportEntry.Strand.OFFER,
}
HOUR = timedelta(hours=1)


def open_real_records(cast: Cast, schools: list[School], year: AcademicYear) -> None:
    """A record at the base level for each real school; nothing else is said of it."""
    base = cast.framework.levels.get(base=True)
    at = cast.days.done(year.start, "09:00")
    for school in schools:
        code = school.region.code if school.region else "Ips"
        lead = cast.user(cast.leads[code])
        with acting(at, lead):
            record = open_record(
                school=school, year=year, framework=cast.framework, by=lead
            )
            set_opening_level(
                record=record, level=base, effective_from=year.start, by=lead
            )


def acts_of_records(cast: Cast, stories: list[Story]) -> list[Act]:
    """All that was written in the invented schools' records."""
    return [act for story in stories for act in _acts(cast, story)]


def _acts(cast: Cast, story: Story) -> list[Act]:
    key = story["key"]
    officer, head = cast.officer(key), cast.head(key)
    acts = []
    for year in cast.years[:2]:
        first = year.terms.earliest("start").start
        opened = cast.days.done(first, "08:45")
        acts += [
            Act(opened, officer, _opening(cast, key, year, officer)),
            Act(opened + HOUR, head, _header(cast, story, year, head)),
        ]
    for part in story["trajectories"]:
        acts += _trajectory_acts(cast, key, part)
    for part in story["assessments"]:
        term = cast.days.term(part["term"])
        at = _moment(cast, term) - 3 * HOUR
        acts.append(Act(at, head, _assessments(cast, key, term, part, head)))
    for part in story["support"]:
        term = cast.days.term(part["term"])
        at = cast.days.done(term.start + timedelta(days=9), "15:10")
        acts.append(Act(at, officer, _support(cast, key, term, part, officer)))
        offer = part.get("offer_to_others", {})
        if part["term"] == 0 and offer.get("areas"):
            acts.append(Act(at + HOUR, head, _offer(cast, key, term, offer, head)))
    return acts


def _moment(cast: Cast, term: Term) -> datetime:
    """Late in a term that is over; not long ago in the present one."""
    late = term.start + (term.end - term.start) * 3 // 4
    recent = max(cast.days.school_day(-14), term.start + timedelta(days=1))
    return cast.days.done(cast.days.later(min(late, recent), 0), "14:20")


def _opening(
    cast: Cast, key: str, year: AcademicYear, by: User
) -> Callable[[], object]:
    return lambda: cast.record(key, year, by)


def _header(
    cast: Cast, story: Story, year: AcademicYear, by: User
) -> Callable[[], None]:
    def write() -> None:
        record = cast.record(story["key"], year, by)
        record.refresh_from_db()
        review = story["slin_peer_review"]
        change_header(
            record=record,
            expected_version=record.version,
            vision=story["vision"].strip(),
            adviser=story["performance_management_adviser"],
            peer_review=cast.option("slin_peer_review", review["option"]),
            peer_review_note=review["note"],
            by=by,
        )
        write_priorities(
            record=record,
            expected_version=record.version,
            lines=[
                PriorityLine(
                    priority["text"].strip(),
                    source=priority["source"],
                    themes=tuple(priority.get("themes", ())),
                )
                for priority in story["priorities"]
            ],
            by=by,
        )

    return write


def _trajectory_acts(cast: Cast, key: str, part: Story) -> list[Act]:
    term = cast.days.term(part["term"])
    at = _moment(cast, term)
    officer, head = cast.officer(key), cast.head(key)
    writers = {"school": (head, -HOUR), "la": (officer, -2 * HOUR)}
    acts = []
    for subject in ("inspection", "assessment"):
        for viewpoint, view in part[subject].items():
            by, offset = writers.get(viewpoint, (officer, timedelta()))
            write = _trajectory(cast, key, term, subject, viewpoint, view, by)
            acts.append(Act(at + offset, by, write))
    return acts


def _trajectory(
    cast: Cast,
    key: str,
    term: Term,
    subject: str,
    viewpoint: str,
    view: Story,
    by: User,
) -> Callable[[], TrajectoryView]:
    options = (
        "ofsted_trajectory" if subject == "inspection" else "assessment_trajectory"
    )
    return lambda: give_trajectory(
        record=cast.record(key, term.year, by),
        term=term,
        subject=subject,
        viewpoint=viewpoint,
        option=cast.option(options, view["option"]),
        comment=view["comment"],
        expected_version=0,
        by=by,
    )


def _assessments(
    cast: Cast, key: str, term: Term, part: Story, by: User
) -> Callable[[], None]:
    return lambda: set_assessments(
        record=cast.record(key, term.year, by),
        term=term,
        texts={cast.measures[code]: text for code, text in part["cells"].items()},
        expected_versions={},
        by=by,
    )


def _support(
    cast: Cast, key: str, term: Term, part: Story, by: User
) -> Callable[[], None]:
    def write() -> None:
        record: SchoolYearRecord = cast.record(key, term.year, by)
        plan_support(
            record=record,
            term=term,
            lines={
                STRANDS[strand]: _line(cast, record, line)
                for strand, line in part.items()
                if strand in STRANDS
            },
            by=by,
        )

    return write


def _offer(
    cast: Cast, key: str, term: Term, offer: Story, by: User
) -> Callable[[], SchoolOffer]:
    words = ", ".join(offer["areas"])
    return lambda: make_offer(
        school=cast.record(key, term.year, by).school,
        offered=Offered(
            area=None,
            area_words=words[:1].upper() + words[1:],
            text=offer["text"].strip(),
            term=term,
            open_to_others=True,
        ),
        by=by,
    )


def _line(cast: Cast, record: SchoolYearRecord, line: Story) -> SupportLine:
    codes = line.get("menu", [])
    items = MenuItem.objects.filter(team__framework=cast.framework, code__in=codes)
    hours = line.get("hours")
    return SupportLine(
        text=line["text"].strip(),
        planned_minutes=None if hours is None else int(hours * 60),
        expected_version=0,
        menu_items=tuple(items),
        priorities=tuple(
            record.priorities.filter(order__in=line.get("priorities", []))
        ),
        partner_school=cast.schools[line["partner"]] if "partner" in line else None,
    )
