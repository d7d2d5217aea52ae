"""What the summaries of several schools are made of, read in seventeen queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum

from engagement.models import (
    EntitlementLine,
    LevelAssignment,
    LevelState,
    LevelStatement,
    Obligation,
    RecordPriority,
    SchoolYearRecord,
    TimeEntry,
    TrajectoryView,
)
from engagement.models.levels import IN_FORCE_STATES
from engagement.queries.organisations import all_schools_are_its_own
from engagement.queries.statements import unsigned
from plans.models import IntensiveCase, Plan, PlanAction, PlanState
from plans.queries.case_turns import turns_now
from reports.choices import IN_OWN_TIME
from reports.summary.known import SchoolFacts
from schools.models import Post, RegisteredHead, School, SchoolLink, TradedAgreement
from sitrack.core.models import Reminder, Term
from visits.models import (
    Comment,
    Correction,
    NextStep,
    TimeRequest,
    Visit,
    VisitState,
)

OVER = [VisitState.FINAL, VisitState.CANCELLED]
WAITING = [LevelState.PROPOSED, LevelState.VIEWED, LevelState.RETURNED]
OPEN = ~Q(record__state=SchoolYearRecord.State.LOCKED)
# Set at once by the authority, and the school's view is not recorded yet (INV-18).
UNVIEWED = Q(state=LevelState.APPROVED, forced=True, view="") & OPEN


def facts_of(schools: Iterable[int], day: date) -> list[SchoolFacts]:
    """The facts about schools, by their keys, as of a day."""
    terms = list(
        Term.objects.filter(year__start__lte=day, year__end__gte=day)
        .select_related("year")
        .order_by("start")
    )
    begun = [term for term in terms if term.start <= day]
    term = begun[-1] if begun else next(iter(terms), None)
    found = {
        row["pk"]: SchoolFacts(school=row, day=day, term=term, terms=terms)
        for row in _schools(list(schools), day)
    }
    _add_records(found)
    _add_levels(found)
    _add_visits(found, term)
    _add_steps(found)
    _add_plans(found, day)
    _add_cases(found, day)
    _add_posts(found, day)
    _add_predecessors(found)
    _add_put_off(found, day)
    if term:
        _add_minutes(found, term)
    return list(found.values())


Found = dict[int, SchoolFacts]


def _schools(keys: list[int], day: date) -> Any:
    traded = TradedAgreement.objects.filter(school=OuterRef("pk"), start__lte=day)
    in_force = traded.filter(Q(end=None) | Q(end__gte=day))
    begun = LevelAssignment.objects.filter(
        school=OuterRef("pk"), state__in=[LevelState.DRAFT, LevelState.RETURNED]
    )
    named = RegisteredHead.objects.filter(school=OuterRef("pk"), last_seen_on=None)
    schools = School.objects.filter(pk__in=keys).annotate(
        traded=Exists(in_force) | all_schools_are_its_own(),
        own_proposal=Exists(begun),
        named_head=Exists(named),
        has_case=Exists(IntensiveCase.objects.open().filter(school=OuterRef("pk"))),
    )
    return schools.values(
        *("pk", "name", "status", "region_id", "maintained", "traded"),
        *("own_proposal", "named_head", "has_case", "phase", "opened_on", "closed_on"),
    )


def _add_records(found: Found) -> None:
    """Records, the newest first, with the views and priorities of this year's."""
    rows = SchoolYearRecord.objects.filter(school__in=found).order_by("-year__start")
    for record in rows.values(
        *("pk", "school", "state", "year", "year__label"),
        *("framework", "framework__digest"),
        *("statement__pk", "statement__state"),
    ):
        found[record["school"]].records.append({**record})
    present = {
        one.record["pk"]: one for one in found.values() if one.record is not None
    }
    given = TrajectoryView.objects.filter(
        record__in=present,
        subject=TrajectoryView.Subject.INSPECTION,
        given_at__isnull=False,
    )
    for view in given.values("record", "term", "viewpoint", "option__label", "comment"):
        present[view["record"]].views.append({**view})
    due = Obligation.objects.open().filter(record__in=present)
    for row in due.values(
        "pk", "record", "term", "activity", "label", "responsible", "due_on"
    ):
        one = present[row["record"]]
        this_term = one.term and row["term"] == one.term.pk
        if this_term or row["activity"] in IN_OWN_TIME:
            one.duties.append({**row})
    _add_statements(found)
    priorities = RecordPriority.objects.filter(record__in=present, closed=False)
    for key, text in priorities.values_list("record", "text"):
        present[key].priorities.append(text)


def _add_statements(found: Found) -> None:
    """Who has still to sign the statement of a year: no query where none is open."""
    for one in found.values():
        for record in one.records:
            if record["statement__state"] == LevelStatement.State.OPEN:
                one.unsigned += unsigned(record["statement__pk"])


def _add_levels(found: Found) -> None:
    """Levels, the latest begun first, with the ceiling and the meaning of each."""
    rows = LevelAssignment.objects.filter(
        Q(state__in=IN_FORCE_STATES) | (Q(state__in=WAITING) & OPEN),
        school__in=found,
    )
    rows = rows.annotate(waits_for_view=UNVIEWED).values(
        *(
            "pk",
            "school",
            "state",
            "level",
            "level__code",
            "level__label",
            "level__offer",
        ),
        *(
            "level__order",
            "level__approver",
            "effective_from",
            "effective_to",
            "raised_side",
        ),
        *("raised_by", "viewed_by", "waits_for_view"),
    )
    levels = list(rows)
    lines = defaultdict(list)
    named = {row["level"] for row in levels}
    entitlements = EntitlementLine.objects.filter(level__in=named).order_by("order")
    for line in entitlements:
        lines[line.level_id].append(line)
    for row in levels:
        own = lines[row["level"]]
        row["meaning"] = own[0].text if own else ""
        row["ceiling"] = max(_hours(own), default=None)
        found[row["school"]].levels.append(row)


def _hours(lines: list[EntitlementLine]) -> Iterator[Any]:
    for line in lines:
        counts = (line.unit, line.per, line.counted) == ("hour", "term", True)
        if counts and line.quantity_max is not None:
            yield line.quantity_max


def _add_visits(found: Found, term: Term | None) -> None:
    """Visits of which something is still to come, and whether any was held this term (DER-07)."""
    here = Visit.objects.filter(record__school__in=found)
    alive = here.exclude(record__state=SchoolYearRecord.State.LOCKED)
    other_time = TimeRequest.objects.filter(visit=OuterRef("pk"), answered_at=None)
    rows = (
        alive.exclude(state__in=OVER)
        .annotate(other_time=Exists(other_time))
        .order_by("date", "planned_for", "pk")
    )
    for row in rows.values(
        *("pk", "record__school", "state", "date", "planned_for"),
        *("lead__name", "lead__user", "other_time"),
    ):
        found[row["record__school"]].visits.append(row)
    held = here.held().filter(term=term).order_by()
    for school in held.values_list("record__school", flat=True).distinct():
        found[school].held_this_term = True
    waiting = Comment.objects.filter(
        visit__record__school__in=found,
        visit__state=VisitState.COMMENTED,
        answered_at=None,
    ).exclude(text="")
    for school, visit in waiting.values_list("visit__record__school", "visit"):
        found[school].unanswered.add(visit)
    asked = Correction.objects.waiting().filter(visit__record__school__in=found)
    asked = asked.exclude(visit__state=VisitState.FINAL).order_by()
    for school, visit in asked.values_list("visit__record__school", "visit"):
        found[school].unanswered.add(visit)


def _add_steps(found: Found) -> None:
    """Open next steps of notes that have left their author, those due first on top."""
    steps = NextStep.objects.agreed().alive().filter(record__school__in=found)
    for row in steps.order_by("due_on", "visit", "order").values(
        *("pk", "record__school", "due_on", "text", "who"),
        *("person__name", "person__user"),
    ):
        found[row["record__school"]].steps.append({**row})


def _add_plans(found: Found, day: date) -> None:
    """Drafts of plans that a side has agreed, and overdue actions of those under way."""
    agreed = Q(la_agreed_at__isnull=False) | Q(school_agreed_at__isnull=False)
    drafts = Plan.objects.filter(agreed, school__in=found, state=PlanState.DRAFT)
    for row in drafts.values(
        *("pk", "school", "la_agreed_at", "school_agreed_at", "school_view"),
        "level__statutory",
    ):
        found[row["school"]].plans.append({**row})
    late = PlanAction.objects.open().filter(
        priority__plan__school__in=found,
        priority__plan__state__in=[PlanState.ACTIVE, PlanState.TRANSITION],
        due_on__lt=day,
    )
    for row in late.order_by("due_on", "pk").values(
        *("pk", "priority__plan__school", "due_on", "text", "person__user"),
    ):
        found[row["priority__plan__school"]].actions.append({**row})


def _add_cases(found: Found, day: date) -> None:
    """Intensive support that goes on, and whose turn it is: no query where there is none."""
    with_case = [key for key, one in found.items() if one.school["has_case"]]
    if not with_case:
        return
    rows = IntensiveCase.objects.open().filter(school__in=with_case)
    shown = rows.select_related("record__framework", "exit_check")
    for case in shown.order_by("pk"):
        one = found[case.school_id]
        one.case, one.turns = case, turns_now(case, day)


def _add_minutes(found: Found, term: Term) -> None:
    entries = TimeEntry.objects.filter(school__in=found, term=term).order_by()
    totals = entries.values_list("school", "counted").annotate(Sum("minutes"))
    for school, counted, minutes in totals:
        found[school].minutes[counted] = minutes


def _add_posts(found: Found, day: date) -> None:
    """Who holds which post at each school, its region's and the service's too."""
    areas = {one.school["region_id"] for one in found.values()} - {None}
    reach = Q(school__in=found) | Q(region__in=areas) | Q(whole_service=True)
    posts = Post.objects.filter(reach).in_force(day)
    for post in posts.select_related("person"):
        row = {
            "role": post.role,
            "title": post.printed_title if post.title or post.acting else "",
            "name": post.person.name,
            "user": post.person.user_id,
            "person": post.person_id,
        }
        if post.school_id is not None:
            found[post.school_id].posts.append(row)
            continue
        for one in found.values():
            if post.whole_service or post.region_id == one.school["region_id"]:
                one.posts.append(row)


def _add_predecessors(found: Found) -> None:
    """The schools that a school follows; only the authority is told (INV-23)."""
    links = SchoolLink.objects.filter(successor__in=found).order_by("pk")
    for link in links.values("successor", "predecessor", "predecessor__name"):
        found[link["successor"]].came_from.append({**link})


def _add_put_off(found: Found, day: date) -> None:
    """What people have put off at each school until a later day."""
    scopes = {School(pk=key).scope: one for key, one in found.items()}
    ahead = Reminder.objects.filter(scope__in=scopes).ahead(day).order_by()
    for scope, user, key in ahead.values_list("scope", "user", "key"):
        scopes[scope].put_off.setdefault(user, set()).add(key)
