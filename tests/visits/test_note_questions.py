"""The conversation's questions stand beside the text of the types that use them."""

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import Option
from engagement.queries.wording import guided_types
from tests.universe import Council
from tests.visits.forms import posted

OPEN = 'data-guide-types="conversation end_evaluation plan_meeting plan_review" open>'
UNUSED = "app-guide--unused"


def form_of(client: Client, council: Council, visit_type: str) -> str:
    """The form of a draft of one type, without the white space that no one sees."""
    client.force_login(council.sam)
    steps = (("Half a step", "", ""),)
    data = posted(council, steps=steps, intent="draft", visit_type=visit_type)
    new = reverse("visits:visit_new", args=[council.hawthorn.pk])
    page = client.post(new, data, follow=True)
    return " ".join(page.content.decode().split())


@pytest.mark.item("SUF-R-32")
@pytest.mark.parametrize("visit_type", ["conversation", "plan_review"])
def test_the_questions_are_open_for_a_type_that_uses_them(
    client: Client, council: Council, visit_type: str
) -> None:
    page = form_of(client, council, visit_type)
    assert OPEN in page
    assert UNUSED not in page
    assert "Where is the school in relation to its vision?" in page


def test_the_questions_are_put_away_for_another_type(
    client: Client, council: Council
) -> None:
    page = form_of(client, council, "governance")
    assert OPEN not in page
    assert UNUSED in page
    # Without scripts they can still be opened.
    assert "Where is the school in relation to its vision?" in page


def test_the_questions_are_folded_until_a_type_is_chosen(
    client: Client, council: Council
) -> None:
    page = form_of(client, council, "")
    assert OPEN not in page
    assert UNUSED not in page


def test_every_type_uses_the_questions_where_the_definition_names_none() -> None:
    named = Option(code="talk", guide="ring")
    unnamed = Option(code="check")
    assert guided_types([named, unnamed]) == {"talk"}
    assert guided_types([unnamed]) == {"check"}
