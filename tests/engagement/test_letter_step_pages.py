"""The pages of the steps of a letter, and of the help on its wording."""

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import LegalHelp, RestrictedLetter
from sitrack.core.submissions import new_token
from tests.engagement.letter_posts import sent, signed_in, step, text_of
from tests.engagement.lettering import (
    approved,
    begun,
    kind_of,
    monitored,
    not_complied,
    on,
    replied,
)
from tests.universe import Council


@pytest.mark.item("SUF-D-07", "LET-02", "SM-4")
def test_acc_072_a_notice_lists_its_copies_counts_down_and_is_closed(
    client: Client, council: Council
) -> None:
    letter = approved(council, "statutory")
    signed_in(client, council.dee).post(step(letter, "issue"), sent(letter))
    letter.refresh_from_db()
    dfe = letter.recipients.get(who="dfe")
    words = {f"sent_{dfe.pk}": "10/11/2025"}
    signed_in(client, council.hana).post(step(letter, "serve"), sent(letter, **words))
    shown = text_of(client.get(letter.get_absolute_url()))
    assert "(statutory copy)" in shown
    assert "Department for Education, Regional Director" in shown
    assert "Compliance period ends 9 January 2026" in shown
    assert "41 working days left" in shown
    letter.refresh_from_db()
    note = {"note": "Two governors were appointed."}
    client.post(step(letter, "comply"), sent(letter, **note))
    letter.refresh_from_db()
    assert letter.state == "complied"
    assert "Two governors were appointed." in text_of(
        signed_in(client, council.cora).get(letter.get_absolute_url())
    )
    done = {"note": "Nothing is left."}
    signed_in(client, council.dee).post(step(letter, "close"), sent(letter, **done))
    letter.refresh_from_db()
    assert letter.state == "closed"


@pytest.mark.parametrize(
    ("verb", "words", "target"),
    [
        ("lift", {"note": "Reading is better."}, "lifted"),
        (
            "escalate",
            {"note": "It did not help.", "rationale": "Standards fell."},
            "escalated",
        ),
    ],
)
def test_a_monitored_letter_ends_on_its_page(
    client: Client,
    council: Council,
    verb: str,
    words: dict[str, str],
    target: str,
) -> None:
    letter = monitored(council)
    by = council.hana if verb == "lift" else council.rita
    empty = signed_in(client, by).post(step(letter, verb), sent(letter))
    assert empty.status_code == 422
    client.post(step(letter, verb), sent(letter, **words))
    letter.refresh_from_db()
    assert letter.state == target
    late = client.get(step(letter, verb), follow=True)
    assert "already taken this letter further" in text_of(late)


@pytest.mark.item("LET-10")
def test_notice_of_intention_is_given_and_then_a_power_is_used(
    client: Client, council: Council
) -> None:
    letter = not_complied(council)
    early = signed_in(client, council.dee).post(
        step(letter, "intervene"), sent(letter, power="ieb", note="From today.")
    )
    assert "Give notice of intention first." in text_of(early)
    words = {"powers": ["ieb"], "text": "We intend to.", "notice_ends": "26/1/2026"}
    shown = text_of(client.get(step(letter, "notice")))
    assert "until 9 March 2026 (check with legal)" in shown
    client.post(step(letter, "notice"), sent(letter, **words))
    seen = text_of(signed_in(client, council.cora).get(letter.get_absolute_url()))
    assert "Notice of intention" in seen
    assert "We intend to." in seen
    letter.refresh_from_db()
    with on(2026, 1, 26):
        signed_in(client, council.dee).post(
            step(letter, "intervene"), sent(letter, power="ieb", note="From today.")
        )
    letter.refresh_from_db()
    assert letter.state == "intervention"


def test_a_step_on_a_letter_that_went_further_meanwhile_is_refused_politely(
    client: Client, council: Council
) -> None:
    letter = approved(council)
    words = sent(letter)
    RestrictedLetter.objects.filter(pk=letter.pk).update(version=letter.version + 1)
    answer = signed_in(client, council.hana).post(step(letter, "issue"), words)
    assert answer.status_code == 422
    assert "already taken this letter further" in text_of(answer)


def test_what_comes_too_early_is_told_on_its_page(
    client: Client, council: Council
) -> None:
    letter = replied(council)
    told = signed_in(client, council.hana).get(step(letter, "lift"), follow=True)
    assert "Say first that it is monitored" in text_of(told)
    assert client.get(step(letter, "not_comply")).status_code == 404


def test_the_head_keeps_the_help_on_legal_wording(
    client: Client, council: Council
) -> None:
    address = reverse("engagement:legal_help_change", args=["preventative"])
    signed_in(client, council.hana)
    first = {"text": "Ask Ms Abel first.", "version": 0}
    client.post(address, {**first, "submit_token": new_token()})
    letter = begun(council)
    edit = reverse("engagement:letter_edit", args=[letter.pk])
    client.force_login(council.rita)
    assert "Ask Ms Abel first." in text_of(client.get(edit))
    kept = LegalHelp.objects.get()
    assert (kept.changed_by, kept.letter_code) == (council.hana, "preventative")
    client.force_login(council.hana)
    stale = client.post(address, {**first, "text": "Other words."})
    assert stale.status_code == 409
    assert kind_of(council, "preventative").legal_help != kept.text
