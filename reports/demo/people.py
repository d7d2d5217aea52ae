"""The people of the demonstration, their accounts and their posts."""

from datetime import date

from django.contrib.auth.hashers import make_password

from engagement.models import Team
from engagement.queries.wording import role_names_in_use
from engagement.services.teams import join_team
from reports.demo.cast import Cast, Story, read
from schools.models import Person, School
from schools.services.people import add_person, appoint
from sitrack.core.roles import Role

# The accounts of the demonstration open nothing but the demonstration.
PASSWORD = "a calm demonstration"  # noqa: S105

AT_SCHOOL = {
    "headteacher_before": Role.HEADTEACHER,
    "headteacher": Role.HEADTEACHER,
    "deputy": Role.DEPUTY,
    "chair": Role.CHAIR,
    "sendco": Role.SENDCO,
}


def add_team(cast: Cast) -> None:
    """Everybody of the authority: leads get their regions, SEPs their schools later."""
    encoded = make_password(PASSWORD)
    start = cast.years[0].start
    for story in read("people")["team"]:
        person = _add(cast, story, encoded)
        role = Role(story["role"])
        for code in story["regions"] if role is Role.LEAD else ():
            cast.leads[code] = story["key"]
            region = cast.regions[code]
            appoint(
                person=person,
                role=role,
                start=start,
                by=None,
                region=region,
                # The region is named beside the title wherever a post is shown.
                title=story["title"].partition(",")[0],
            )
        if role in {Role.HEAD, Role.DIRECTOR, Role.ADMIN}:
            appoint(
                person=person, role=role, start=start, by=None, title=story["title"]
            )
        if role is Role.TEAM:
            team = Team.objects.get(framework=cast.framework, code=story["team"])
            join_team(person=person, team=team, by=None)


def add_people_of_schools(cast: Cast, stories: list[Story]) -> None:
    """Those who lead and govern the invented schools, with their SEP."""
    encoded = make_password(PASSWORD)
    start = cast.years[0].start
    for story in stories:
        school = cast.schools[story["key"]]
        cast.officers[story["key"]] = story["sep"]
        _appoint_officer(cast.people[story["sep"]], school, start)
        for place, role, person in _posts(story["people"]):
            key = person.get("same_as") or person["key"]
            held = cast.people.get(key) or _add(cast, person, encoded)
            if place == "headteacher":
                cast.heads[story["key"]] = key
            appoint(
                person=held,
                role=role,
                start=cast.day(person["since"]) if "since" in person else start,
                end=cast.day(person["until"]) if "until" in person else None,
                by=None,
                school=school,
                title=person["title"],
            )


def add_teams_at_schools(cast: Cast, visits: list[Story]) -> None:
    """Officers of other teams hold a post where they have been named for a visit."""
    titles = {
        story["key"]: story["title"]
        for story in read("people")["team"]
        if story["role"] == Role.TEAM
    }
    pairs = {(visit["lead"], visit["school"]) for visit in visits}
    for lead, school in sorted(pair for pair in pairs if pair[0] in titles):
        appoint(
            person=cast.people[lead],
            role=Role.TEAM,
            start=cast.years[0].start,
            by=None,
            school=cast.schools[school],
            title=titles[lead],
        )


def give_caseloads(cast: Cast, schools: list[School], start: date) -> None:
    """Share the real schools among the SEPs: in their region, some fourteen each."""
    stories = [s for s in read("people")["team"] if s["role"] == Role.OFFICER]
    load = {story["key"]: 0 for story in stories}
    for key in cast.officers.values():
        load[key] += 1
    most = -(-(len(schools) + sum(load.values())) // len(load))
    for school in schools:
        code = school.region.code if school.region else ""
        near = [s["key"] for s in stories if code in s["regions"]]
        free = [key for key in near if load[key] < most] or list(load)
        key = min(free, key=lambda key: load[key])
        load[key] += 1
        _appoint_officer(cast.people[key], school, start)


def _appoint_officer(person: Person, school: School, start: date) -> None:
    title = role_names_in_use()[Role.OFFICER]
    appoint(
        person=person,
        role=Role.OFFICER,
        start=start,
        by=None,
        school=school,
        title=title,
    )


def _posts(people: Story) -> list[tuple[str, Role, Story]]:
    posts = [
        (place, role, people[place])
        for place, role in AT_SCHOOL.items()
        if place in people
    ]
    governors = people.get("governors", [])
    return posts + [("governor", Role.GOVERNOR, person) for person in governors]


def _add(cast: Cast, story: Story, encoded: str) -> Person:
    person = add_person(
        name=story["name"],
        email=story["email"],
        phone=story.get("phone", ""),
        with_account=True,
        encoded_password=encoded,
        by=None,
    )
    cast.people[story["key"]] = person
    return person
