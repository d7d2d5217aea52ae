"""Tables of the source's exact words, against what is loaded."""

from pathlib import Path

import pytest
from django.conf import settings

from engagement.definitions import read_definition
from glossary.definitions import read_glossary

TABLES = Path(settings.BASE_DIR) / "tests/tables"
FIXTURES = Path(settings.BASE_DIR) / "fixtures"


def table(name: str) -> list[list[str]]:
    lines = (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]


@pytest.mark.item("SUF-G-001..SUF-G-100", "SUF-D-11")
def test_the_glossary_has_all_hundred_rows_word_for_word() -> None:
    glossary = read_glossary(FIXTURES / "glossary/suffolk.yaml")
    loaded = [[row.code, row.abbreviation, row.meaning] for row in glossary.terms]
    assert loaded == table("suffolk_glossary")


@pytest.mark.item("SUF-M-01..SUF-M-46")
def test_the_menu_of_support_has_all_its_lines_word_for_word() -> None:
    definition = read_definition(FIXTURES / "frameworks/suffolk.yaml")
    assert [[row.code, row.text] for row in definition.menu] == table("suffolk_menu")


@pytest.mark.item("SUF-Q-01..SUF-Q-24")
def test_the_conversation_cycle_asks_its_questions_word_for_word() -> None:
    cycle = read_definition(FIXTURES / "frameworks/suffolk.yaml").cycle
    assert cycle is not None
    asked = [[one.code, one.text] for stage in cycle.stages for one in stage.prompts]
    assert asked == table("suffolk_cycle")


@pytest.mark.item("WIL-F-01..WIL-F-12")
def test_the_self_evaluation_form_asks_each_side_word_for_word() -> None:
    form = read_definition(FIXTURES / "frameworks/wiltshire.yaml").self_evaluation
    assert form is not None
    asked = [[one.code, one.side, one.text] for one in form.prompts]
    assert asked == table("wiltshire_self_evaluation")


def test_the_self_evaluation_form_prints_its_rows_under_two_headings() -> None:
    form = read_definition(FIXTURES / "frameworks/wiltshire.yaml").self_evaluation
    assert form is not None
    printed = {
        (part.heading, part.school, part.la): [row.label for row in part.rows]
        for part in form.parts
    }
    assert printed == {
        (
            "Self-Evaluation Summary. Where is the school now?",
            "School to complete and return 5 working days before meeting (please type"
            " in boxes)",
            "LA officers to complete and send to school 10 working days before meeting",
        ): [
            "Overall effectiveness",
            "Quality of Education",
            "Behaviour and Attitudes",
            "Personal development",
            "Leadership and Management",
            "",
            "LA support and challenge {last_year}",
        ],
        (
            "Improvement plans. How does the school plan to improve and what is the"
            " expected impact?",
            "School to send SDP 5 working days in advance of the meeting and verbally"
            " present a summary at the meeting. Answer questions below – please type"
            " in boxes",
            "LA officers to complete in the meeting",
        ): [
            "School improvement planning",
            "Actions health check",
            "Success criteria Health check",
            "Monitoring and evaluation health check",
            "Support requests",
        ],
    }
