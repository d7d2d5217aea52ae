"""More hours than the ceiling lead to a proposal of a level, never to a refusal."""

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import LevelAssignment
from engagement.services.sections import SupportLine, plan_support
from tests.engagement.section_forms import text, url
from tests.universe import Council

SENTENCE = (
    "More time than the ceiling is a reason to talk about what the school needs, and"
    " about its level. Either side can propose another level; whoever decides gives a"
    " reason where it stays as it is."
)
FIGURES = (
    "The school needs more hours in Autumn than the level’s ceiling of 8: {planned}"
    " planned, {used} used."
)


def as_(council: Council, who: str) -> Client:
    browser = Client()
    browser.force_login(council.user(who))
    return browser


def plan(council: Council, hours: int) -> None:
    plan_support(
        record=council.record(),
        term=council.terms["autumn"],
        lines={"entitlement": SupportLine("Writing", hours * 60, 0)},
        by=council.helen,
    )


def propose_page(council: Council) -> str:
    record, term = council.record().pk, council.terms["autumn"].pk
    address = reverse("level_propose", args=[council.hawthorn.pk])
    return f"{address}?record={record}&more_hours={term}"


@pytest.mark.item("DEC-03", "SUF-F-04", "SUF-W-17")
@pytest.mark.parametrize("who", ["helen", "sam"])
def test_a_plan_over_the_ceiling_leads_to_a_proposal_that_starts_with_the_figures(
    council: Council, who: str
) -> None:
    plan(council, 10)
    browser = as_(council, who)
    for page in (url(council, "support"), reverse("hours", args=[council.hawthorn.pk])):
        shown = text(browser.get(page))
        assert SENTENCE in shown
        assert propose_page(council).replace("&", "&amp;") in shown
    form = browser.get(propose_page(council)).context["form"]
    assert form["reason"].value() == FIGURES.format(planned=10, used=0)
    assert not LevelAssignment.objects.filter(state="draft").exists()


@pytest.mark.item("DEC-03")
def test_time_used_over_the_ceiling_does_the_same(council: Council) -> None:
    council.shared_visit(minutes=600, over_ceiling_reason="An inspection came.")
    school = as_(council, "helen").get(council.hawthorn.get_absolute_url())
    assert SENTENCE in text(school)
    form = as_(council, "helen").get(propose_page(council)).context["form"]
    assert form["reason"].value() == FIGURES.format(planned=0, used=10)


def test_within_the_ceiling_nothing_is_said_and_a_proposal_starts_empty(
    council: Council,
) -> None:
    plan(council, 8)
    helen = as_(council, "helen")
    assert SENTENCE not in text(helen.get(url(council, "support")))
    form = helen.get(propose_page(council)).context["form"]
    assert form["reason"].value() == ""


@pytest.mark.parametrize("asked", ["", "x", "0", "999999", "9" * 30])
def test_a_term_that_is_not_the_records_starts_nothing(
    council: Council, asked: str
) -> None:
    plan(council, 10)
    address = reverse("level_propose", args=[council.hawthorn.pk])
    form = as_(council, "sam").get(f"{address}?more_hours={asked}").context["form"]
    assert form["reason"].value() == ""


@pytest.mark.item("DEC-03")
def test_who_may_not_propose_reads_the_sentence_alone(council: Council) -> None:
    plan(council, 10)
    page = text(as_(council, "cora").get(reverse("hours", args=[council.hawthorn.pk])))
    assert SENTENCE in page
    assert "Propose a level for more hours" not in page
