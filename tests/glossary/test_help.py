"""Questions and references: one page with all, and each where it applies."""

import re
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from glossary.help import Help, our_help, read_help
from reports.documents import record_document
from sitrack.core.documents.drawing import page_of
from sitrack.core.typed_yaml import DefinitionError
from tests.reports.pages import queries_of, read
from tests.universe import Council

pytestmark = pytest.mark.django_db
VISION = (
    "The highest standards, as good as the best, for all Suffolk Children and Young"
    " People today and for their futures."
)
QUESTIONS = {
    "SUF-F-01": ("What has changed?", "replaces what was called High Level Action"),
    "SUF-F-02": ("How is the entitlement decided?", "discuss it with the SEP or RLE"),
    "SUF-F-03": ("Flexible to Ofsted changes?", "Yes."),
    "SUF-F-04": ("What if I want additional time?", "Talk with your SEP or RLE"),
    "SUF-F-05": ("How often is entitlement reviewed?", "It is ongoing."),
    "SUF-F-06": ("Which teams can we work with?", "The menu lists"),
    "SUF-F-07": ("Do leaders make the decisions?", "keeps its statutory"),
    "SUF-F-08": ("Extra support approaching Ofsted?", "personal to each school"),
    "SUF-F-09": (
        "Must all hours be used?",
        "No: “the entitlement is 'up to' the number of hours.”",
    ),
    "SUF-F-10": ("What if I disagree with the SEP?", "reach a shared understanding"),
    "SUF-F-11": (
        "What is a Preventative Warning letter (PWL)?",
        "“The PWL is not shared beyond the school and the LA.”",
    ),
    "SUF-F-12": ("How much time goes on the conversation?", "All work is part of it."),
    "SUF-F-13": (
        "Can a school change circles termly on internal data?",
        "“a recommended length of time associated, there is no defined timescale for"
        " change”",
    ),
}


@pytest.mark.item("SUF-F-01..SUF-F-13")
def test_every_question_is_answered_on_the_page_of_help(council: Council) -> None:
    asked = {one.code: one for one in our_help().questions}
    assert list(asked) == list(QUESTIONS)
    shown = read(council.gus, "/help/")
    for code, (question, part) in QUESTIONS.items():
        assert asked[code].question == question
        assert part in asked[code].answer
        assert f"{question} {asked[code].answer}" in shown


@pytest.mark.item("SUF-D-09", "SUF-D-10", "SUF-D-11")
def test_help_names_what_the_record_refers_to(council: Council) -> None:
    shown = read(council.gus, "/help/")
    for words in (
        "School Development Plan (SDP) The school’s own. It can be shared",
        "Suffolk School Improvement Summary sheet, IDSR, Analysing School Performance",
        "Glossary Every abbreviation of the record, open to everybody who signs in.",
    ):
        assert words in shown
    assert queries_of(council.gus, "/help/") <= 3


def stands_on(council: Council, path: str) -> list[str]:
    shown = read(council.sam, path)
    return [one.code for one in our_help().questions if one.answer in shown]


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        ("hours", ["04", "09"]),
        ("level_propose", ["02", "05", "07", "10", "13"]),
        ("engagement:support", ["06"]),
        ("engagement:trajectory", ["08"]),
        ("visits:visit_new", ["12"]),
    ],
)
def test_a_question_stands_where_it_applies(
    council: Council, place: str, codes: list[str]
) -> None:
    keys: dict[str, Any] = {"pk": council.hawthorn.pk}
    if place in {"engagement:support", "engagement:trajectory"}:
        keys = {
            "pk": council.records["hawthorn"].pk,
            "term": council.terms["autumn"].pk,
        }
    path = reverse(place, kwargs=keys)
    assert stands_on(council, path) == [f"SUF-F-{number}" for number in codes]


@pytest.mark.item("SUF-P-11")
def test_the_strapline_is_printed_and_can_be_ones_own(
    council: Council, settings: Settings
) -> None:
    def printed() -> str:
        document = record_document(council.record(), reader=council.sam)
        return re.sub(r"\s+", " ", page_of(document))

    assert VISION in printed()
    assert VISION in read(council.gus, "/help/")
    settings.STRAPLINE = "Every child, <every> day"
    assert VISION not in printed()
    assert "Every child, &lt;every&gt; day" in printed()


def test_a_framework_without_help_shows_none(
    council: Council, settings: Settings
) -> None:
    settings.FRAMEWORK = "another"
    assert our_help() == Help()
    assert "What has changed?" not in read(council.gus, "/help/")


def test_a_mistake_is_named_with_its_line() -> None:
    text = """\
questions:
  - {code: A, question: One?, answer: Yes., places: [nowhere]}
  - {code: A, question: Two?, answer: No.}
"""
    with pytest.raises(DefinitionError) as caught:
        read_help(text, name="help.yaml")
    told = str(caught.value).splitlines()
    assert len(told) == 2
    assert told[0].startswith("help.yaml:2: ")
    assert told[1].startswith("help.yaml:3: ")
    assert "A is used twice" in told[1]
