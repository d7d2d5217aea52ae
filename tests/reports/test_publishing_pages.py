"""The page on which a version is published, and what it says to whoever may not."""

import pytest
from django.urls import reverse

from reports.models import Publication
from sitrack.core.models import User
from tests.access.printing import print_as_text
from tests.reports.publishing import browser, published
from tests.universe import Council

pytestmark = pytest.mark.usefixtures("undrawn")


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    print_as_text(monkeypatch)


def page_of(council: Council, kind: str = "record") -> str:
    return reverse("publish", args=[kind, council.records["hawthorn"].pk])


def sent(council: Council, user: User, **more: str) -> tuple[int, str]:
    """The status and the page after the form was sent, as its page offers it."""
    fields = {
        "audience": "governors",
        **{f"after_{name}": "0" for name in ("governors", "leaders", "team")},
    }
    response = browser(user).post(page_of(council), fields | more, follow=True)
    return response.status_code, response.content.decode()


def test_an_officer_publishes_and_is_shown_the_version(council: Council) -> None:
    form = browser(council.sam).get(page_of(council)).content.decode()
    assert "The school improvement team" in form
    assert 'name="after_leaders" value="0"' in form
    status, page = sent(council, council.sam)
    assert status == 200
    assert "Version 1 is published." in page
    version = Publication.objects.get()
    assert (version.audience, version.published_by) == ("governors", council.sam)


def test_a_form_opened_before_another_published_takes_its_sender_there(
    council: Council,
) -> None:
    published(council, by="rita")
    _, page = sent(council, council.sam)
    assert "Version 1 has been published meanwhile." in page
    assert "by Rita Okafor" in page
    assert Publication.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"audience": ""}, {"audience": "members"}, {"after_governors": "x"}],
)
def test_what_is_sent_wrong_is_said_and_nothing_is_published(
    council: Council, wrong: dict[str, str]
) -> None:
    status, page = sent(council, council.sam, **wrong)
    assert status == 422
    assert "There is a problem" in page
    assert not Publication.objects.exists()


def test_a_version_says_that_there_is_a_newer_one(council: Council) -> None:
    first, second = published(council), published(council)
    page = browser(council.gus).get(first.get_absolute_url()).content.decode()
    assert f'href="{second.get_absolute_url()}">version 2' in page
    assert (
        "There is a newer one"
        not in browser(council.gus).get(second.get_absolute_url()).content.decode()
    )
