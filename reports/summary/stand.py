"""Where a school stands, as plain values to be kept and read again."""

from typing import Any

from engagement.models import LevelState, TrajectoryView
from engagement.models.levels import IN_FORCE_STATES
from engagement.queries.forms import names_of_forms
from reports.summary.known import SchoolFacts
from sitrack.core.roles import Role
from sitrack.core.words import worded, worded_later

MOST_PLANNED = 10
MOST_STEPS = 10
TOLD = {LevelState.PROPOSED, LevelState.VIEWED}
PEOPLE = {
    Role.HEADTEACHER: "Headteacher",
    Role.DEPUTY: "Deputy headteacher",
    Role.OFFICER: worded_later("{Officer}"),
    Role.LEAD: worded_later("{Lead}"),
    Role.CHAIR: "Chair of governors",
}


def stand_of(facts: SchoolFacts) -> dict[str, Any]:
    """Level, views, steps, priorities, people, diary and records of a school.

    Nothing here is a draft: a view is one that was given, a level one that was decided
    or proposed, a step one of a shared note (CONF-07). ``own_proposal`` only says that
    one side may have a proposal of its own.
    """
    level, record = facts.level, facts.record
    return {
        "level": {
            "label": level["level__label"],
            "since": level["effective_from"].isoformat(),
            "meaning": level["meaning"],
            "offer": level["level__offer"],
            "before": _level_before(facts),
        }
        if level
        else None,
        "terms": [
            {"pk": term.pk, "name": term.name}
            for term in facts.terms
            if term.start <= facts.day or term == facts.term
        ],
        "term": str(facts.term or ""),
        "year": str(facts.term.year) if facts.term else "",
        "views": {
            f"{view['term']} {view['viewpoint']}": [
                view["option__label"],
                view["comment"],
            ]
            for view in facts.views
        },
        "priorities": facts.priorities,
        "planned": [
            {
                "pk": visit["pk"],
                "day": visit["date"].isoformat(),
                "at": visit["planned_for"].isoformat() if visit["planned_for"] else "",
                "who": visit["lead__name"],
            }
            for visit in facts.planned[:MOST_PLANNED]
        ],
        "steps": [
            {
                "pk": step["pk"],
                "due_on": step["due_on"].isoformat(),
                "text": step["text"],
                "who": step["who"] or step["person__name"] or "",
            }
            for step in facts.steps[: MOST_STEPS + 1]
        ],
        "proposal": _proposal(facts),
        "case": facts.case.pk if facts.case else None,
        "own_proposal": facts.school["own_proposal"],
        "people": _people(facts),
        "came_from": [
            {"pk": row["predecessor"], "name": row["predecessor__name"]}
            for row in facts.came_from
        ],
        "forms": names_of_forms(record["framework__digest"], record["framework"])
        if record
        else [],
        "earlier": [
            {"pk": row["pk"], "year": row["year__label"], "state": row["state"]}
            for row in facts.records
            if row is not record
        ],
    }


def _level_before(facts: SchoolFacts) -> str:
    """The level that the present one followed, empty where none or the same."""
    held = [row for row in facts.levels if row["state"] in IN_FORCE_STATES]
    labels = [str(row["level__label"]) for row in held]
    now = held.index(facts.level) if facts.level else 0
    before = labels[now + 1 : now + 2]
    return "" if before == labels[now : now + 1] else "".join(before)


def _proposal(facts: SchoolFacts) -> dict[str, Any] | None:
    """The proposal that both sides know of: never a draft, nor one that went back."""
    told = (row for row in facts.levels if row["state"] in TOLD)
    return next(
        (
            {
                "pk": row["pk"],
                "level__label": row["level__label"],
                "state": row["state"],
            }
            for row in told
        ),
        None,
    )


def vacant_of(facts: SchoolFacts) -> str:
    """Which of headteacher and SEP nobody is today, as words of a list.

    A headteacher whom the national register names has only not been added here.
    """
    if not (facts.school["maintained"] or facts.school["traded"]):
        return ""
    held = {post["role"] for post in facts.posts}
    needed = [] if facts.school["named_head"] else [Role.HEADTEACHER]
    needed.append(Role.OFFICER)
    return ", ".join(str(PEOPLE[role]) for role in needed if role not in held)


def differ_of(facts: SchoolFacts) -> str:
    """DER-09: both sides gave their view this term, and the views differ."""
    record = facts.record
    school = facts.view(TrajectoryView.Viewpoint.SCHOOL)
    la = facts.view(TrajectoryView.Viewpoint.LA)
    if record is None or record["state"] != "open" or not school or not la:
        return ""
    if school == la:
        return ""
    return worded("The school: {school}. The {authority}: {la}.", school=school, la=la)


def _people(facts: SchoolFacts) -> list[list[str]]:
    """Who leads and who accompanies the school: what they are, and their names.

    A post's own title goes before: an executive headteacher is one.
    """
    named = [post for post in facts.posts if post["role"] in PEOPLE]
    named.sort(key=lambda post: list(PEOPLE).index(Role(post["role"])))
    return [
        [post["title"] or str(PEOPLE[Role(post["role"])]), post["name"]]
        for post in named
    ]
