"""The people whom the sign-in page of a demonstration offers to be."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from reports.demo.cast import Story, read
from reports.demo.people import PASSWORD


def demo_people(request: HttpRequest) -> dict[str, Any]:
    """For the sign-in page of a demonstration its people; for others nothing."""
    match = request.resolver_match
    if not settings.DEMONSTRATION or match is None:
        return {}
    if match.view_name != "account_login":
        return {}
    people = featured(settings.FRAMEWORK)
    chosen = request.GET.get("as")
    return {
        "demo_people": people,
        "demo_password": PASSWORD,
        "demo_chosen": next((one for one in people if one["email"] == chosen), None),
    }


@cache
def featured(framework: str) -> list[dict[str, str]]:
    """Those with a task to try, the school's side after the authority's: of the
    framework in use, whose files are read once."""
    return [_shown(story) for story in _everybody() if story.get("featured")]


def _everybody() -> Iterator[Story]:
    yield from read("people")["team"]
    for school in read("schools")["schools"]:
        people = school["people"]
        for place, person in people.items():
            for story in person if place == "governors" else [person]:
                yield {**story, "at": school["short_name"]}


def _shown(story: Story) -> dict[str, str]:
    place = f", {story['at']}" if "at" in story else ""
    return {
        "name": story["name"],
        "role": story["title"] + place,
        "email": story["email"],
        "comes_to": story["comes_to"],
    }
