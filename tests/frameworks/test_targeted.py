"""Targeted support: the letter, what it offers, and what the school answers (DEC-13)."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from engagement.models import SchoolLetter, TargetedOffer
from engagement.services.targeted import Part, answer_targeted, send_targeted
from sitrack.core.models import Notification
from sitrack.core.submissions import new_token
from tests.engagement.lettering import refused
from tests.plans.casing import words_of
from tests.universe import Council


def sent(council: Council) -> TargetedOffer:
    return send_targeted(
        record=council.record(),
        reasons=("writing",),
        themes=(),
        trend="Writing fell in two years running.",
        parts=(
            Part("networks", "The network of writing leaders"),
            Part("reviews", "A review of writing", "£200"),
        ),
        by=council.sam,
    )


@pytest.mark.item("LET-04", "WIL-D-03", "WIL-O-07", "WIL-O-08", "WIL-O-09")
def test_the_letter_says_why_and_what_is_offered_and_what_it_costs(
    client: Client, wiltshire: Council
) -> None:
    letter = sent(wiltshire).letter
    client.force_login(wiltshire.helen)
    text = words_of(client.get(letter.get_absolute_url()))
    for words in (
        "Writing fell in two years running.",
        "lower writing",
        "networks: The network of writing leaders",
        "reviews: A review of writing (£200)",
        "Charged at a subsidised rate for maintained schools.",
    ):
        assert words in text
    told = Notification.objects.filter(path=letter.get_absolute_url())
    assert [one.recipient for one in told] == [wiltshire.helen]
    paper = client.get(reverse("document", args=["school-letter", letter.pk]))
    assert paper.status_code == 200


def test_the_letter_is_offered_as_a_word_file_too(
    client: Client, wiltshire: Council
) -> None:
    letter = sent(wiltshire).letter
    client.force_login(wiltshire.helen)
    address = reverse("document_word", args=["school-letter", letter.pk])
    page = client.get(letter.get_absolute_url())
    assert f'href="{address}">The same as a Word file</a>' in page.content.decode()
    read = Document(BytesIO(client.get(address).content))
    lines = [paragraph.text for paragraph in read.paragraphs]
    assert "Charged at a subsidised rate for maintained schools." in lines


@pytest.mark.item("DEC-13")
def test_a_letter_is_found_again_when_its_notice_was_read(
    client: Client, wiltshire: Council
) -> None:
    offer = sent(wiltshire)
    letter = offer.letter
    kept = reverse("school_published", args=[wiltshire.hawthorn.pk])
    client.force_login(wiltshire.helen)
    client.get(letter.get_absolute_url())
    home = client.get(wiltshire.hawthorn.get_absolute_url())
    assert f'href="{kept}">Published documents and letters</a>' in home.content.decode()
    listed = client.get(kept)
    link = f'href="{letter.get_absolute_url()}">{letter.title}</a>'
    assert link in listed.content.decode()
    assert f"Not answered {letter.reference}, 10 November 2025" in words_of(listed)
    answers = {"reviews": "takes"}
    answer_targeted(
        offer=offer, answers=answers, text="", expected_version=1, by=wiltshire.helen
    )
    answered = client.get(kept)
    assert link in answered.content.decode()
    assert "Not answered" not in words_of(answered)
    client.force_login(wiltshire.gus)
    assert "Letters to the school" not in words_of(client.get(kept))


def test_without_a_trend_or_a_form_of_support_nothing_is_sent(
    wiltshire: Council,
) -> None:
    record = wiltshire.record()

    def send(trend: str, *parts: Part) -> TargetedOffer:
        return send_targeted(
            record=record,
            reasons=(),
            themes=(),
            trend=trend,
            parts=parts,
            by=wiltshire.sam,
        )

    said = refused(lambda: send(" ", Part("cpd")))
    assert said == "Describe the trend that the data shows."
    said = refused(lambda: send("It fell."))
    assert said == "Offer at least one form of support."
    assert not SchoolLetter.objects.exists()


@pytest.mark.item("DEC-13")
def test_the_school_may_decline_what_costs_something(wiltshire: Council) -> None:
    offer = sent(wiltshire)
    said = refused(
        lambda: answer_targeted(
            offer=offer, answers={}, text="", expected_version=1, by=wiltshire.helen
        )
    )
    assert said.startswith("Say of each part that costs something")
    answer_targeted(
        offer=offer,
        answers={"reviews": "declines"},
        text="We have booked one already.",
        expected_version=1,
        by=wiltshire.helen,
    )
    again = refused(
        lambda: answer_targeted(
            offer=offer,
            answers={"reviews": "takes"},
            text="",
            expected_version=2,
            by=wiltshire.dev,
        )
    )
    assert again == "The school has answered this letter already."
    assert offer.answers == {"reviews": "declines"}


def test_it_is_written_and_answered_on_its_pages(
    client: Client, wiltshire: Council
) -> None:
    client.force_login(wiltshire.sam)
    begin = reverse("engagement:targeted_send", args=[wiltshire.record().pk])
    assert begin in client.get(wiltshire.hawthorn.get_absolute_url()).content.decode()
    form = {
        "trend": "Writing fell.",
        "reasons": ["writing"],
        "offer_reviews": "on",
        "what_reviews": "A review of writing",
        "cost_reviews": "£200",
        "submit_token": new_token(),
    }
    assert client.post(begin, form).status_code == 302
    letter = SchoolLetter.objects.get()
    client.force_login(wiltshire.helen)
    page = client.get(letter.get_absolute_url()).content.decode()
    answer = reverse("engagement:targeted_answer", args=[letter.pk])
    assert f'href="{answer}"' in page
    assert client.post(answer, {"version": 1}).status_code == 422
    reply = {"version": 1, "reviews": "takes", "submit_token": new_token()}
    assert client.post(answer, reply).status_code == 302
    client.force_login(wiltshire.sam)
    text = words_of(client.get(letter.get_absolute_url()))
    assert "The school’s answer" in text
    assert "Yes, please" in text


def test_no_link_and_no_page_where_the_framework_has_none(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    begin = reverse("engagement:targeted_send", args=[council.record().pk])
    assert client.get(begin).status_code == 404
    page = client.get(council.hawthorn.get_absolute_url()).content.decode()
    assert "targeted-support" not in page
