"""An officer answers a request on the pages, without scripts, and another checks it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from disclosure.models import Disclosure, State
from sitrack.core.models import Event
from tests.disclosure.acts import item_of, now, request_about, settle_all, withhold
from tests.disclosure.conftest import ILLNESS, SUMMARY
from tests.engagement.lettering import issued
from tests.universe import Council

LIST = reverse("disclosure:requests")
NEW = reverse("disclosure:new")


@pytest.fixture
def client(client: Client, council: Council) -> Client:
    client.force_login(council.hana)
    return client


def sent(client: Client, address: str, **facts: Any) -> Any:
    """A form filled in and sent, with the token of its page."""
    token = client.get(address).context["submit_token"]
    return client.post(address, {**facts, "submit_token": token})


def page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def step_of(disclosure: Disclosure, verb: str) -> str:
    return reverse("disclosure:step", args=[disclosure.pk, verb])


def test_a_request_is_recorded_and_listed_with_the_day_it_is_due(
    client: Client, council: Council
) -> None:
    asked = {
        "reference": "FOI 26/050",
        "received_on": "7/11/2025",
        "school": council.hawthorn.pk,
        "years": [council.year.pk],
        "asked_for": "All notes of visits.",
        "act": "foia",
    }
    answer = sent(client, NEW, **asked)
    found = Disclosure.objects.get()
    assert answer["Location"] == found.get_absolute_url()
    assert (found.years_named, found.state) == ("2025/26", State.OPEN)
    text = page(client, LIST)
    assert "FOI 26/050: Hawthorn Primary School" in text
    assert "Due by 5 December 2025, received on 7 November 2025" in text
    assert "Take the record" in page(client, found.get_absolute_url())


def test_a_request_that_lacks_something_is_told_what(client: Client) -> None:
    answer = sent(client, NEW, received_on="31/2/2025", act="foia")
    assert answer.status_code == 422
    text = answer.content.decode()
    for told in (
        "Enter the reference",
        "Day of receipt must be a real date",
        "Select the school",
        "Select the years",
        "Enter what is asked for",
    ):
        assert told in text
    assert not Disclosure.objects.exists()


def test_the_home_of_those_who_disclose_leads_there(
    client: Client, council: Council
) -> None:
    assert f'href="{LIST}"' in page(client, reverse("home"))
    client.force_login(council.rita)
    assert f'href="{LIST}"' not in page(client, reverse("home"))


def test_a_late_one_is_told(client: Client, council: Council) -> None:
    request_about(council, received_on=council.year.start)
    assert "Late" in page(client, LIST)


def test_a_double_click_takes_the_record_once(client: Client, council: Council) -> None:
    found = request_about(council)
    take = reverse("disclosure:take", args=[found.pk])
    for told in ("4 new", "nothing has changed"):
        answer = client.post(take, follow=True)
        assert f"The record is taken: {told}." in answer.content.decode()
    assert found.items.count() == 4


def test_sentences_are_ticked_and_words_typed(
    client: Client, asked: Disclosure
) -> None:
    item = item_of(asked, "visit")
    address = reverse("disclosure:item", args=[asked.pk, item.pk])
    number = item.passages.index(SUMMARY)
    start = SUMMARY.index(ILLNESS)
    place = f"{number}:{start}:{start + len(ILLNESS)}"
    assert f'value="{place}"' in page(client, address)
    facts = {"seen": item.fingerprint, "where": "here", "section": "40(2)"}
    answer = sent(client, address, places=[place], words="Helen Marsh", **facts)
    assert answer["Location"] == address
    text = page(client, address)
    assert "Marked in 5 places." in text
    assert f'<del class="app-withheld">{ILLNESS}</del>' in text
    assert item.marks.count() == 5


def test_names_are_proposed_and_confirmed(client: Client, asked: Disclosure) -> None:
    item = item_of(asked, "visit")
    item.html = item.html.replace("Sam Rowe", "SAM ROWE", 1)
    item.save()
    address = reverse("disclosure:item", args=[asked.pk, item.pk])
    assert "Sam Rowe, Officer: 2 places" in page(client, address)
    facts = {"seen": item.fingerprint, "where": "here", "section": "40(2)"}
    sent(client, address, names=["Sam Rowe"], **facts)
    words = item.marks.values_list("words", flat=True)
    assert list(words) == ["SAM ROWE", "Sam Rowe"]
    assert "Sam Rowe, Officer" not in page(client, address)


def test_what_cannot_be_marked_is_told_and_nothing_typed_is_lost(
    client: Client, asked: Disclosure
) -> None:
    item = item_of(asked, "visit")
    address = reverse("disclosure:item", args=[asked.pk, item.pk])
    facts = {"seen": item.fingerprint, "where": "here", "section": "40(2)"}
    answer = sent(client, address, **facts)
    assert answer.status_code == 422
    assert "Tick a sentence or a name, or type the words" in answer.content.decode()
    answer = sent(client, address, words="Nell  Odd", note="Illness", **facts)
    assert answer.status_code == 422
    assert "These words do not stand there." in answer.content.decode()
    assert 'value="Nell  Odd"' in answer.content.decode()
    other = {**facts, "seen": "another"}
    answer = sent(client, address, places=["0:0:26"], **other)
    assert answer.status_code == 422
    assert not item.marks.exists()


def test_an_item_is_settled_and_the_next_one_opens(
    client: Client, asked: Disclosure
) -> None:
    first, second = asked.items.all()[:2]
    address = reverse("disclosure:settle", args=[asked.pk, first.pk])
    facts = {"treatment": "withhold", "seen": first.marked_fingerprint}
    answer = client.post(address, facts)
    assert answer.status_code == 422
    assert "Choose the section" in answer.content.decode()
    answer = client.post(address, {**facts, "whole_section": "41"})
    onward = reverse("disclosure:item", args=[asked.pk, second.pk])
    assert answer["Location"] == onward
    first.refresh_from_db()
    assert (first.treatment, first.section) == ("withhold", "41")


def test_a_mark_is_taken_off_and_a_second_click_is_told(
    client: Client, council: Council, asked: Disclosure
) -> None:
    withhold(asked, "zzillnesszz", council.hana)
    item = item_of(asked, "visit")
    mark = item.marks.get()
    off = reverse("disclosure:mark_off", args=[asked.pk, item.pk, mark.pk])
    assert "The mark is off." in client.post(off, follow=True).content.decode()
    told = client.post(off, follow=True).content.decode()
    assert "This mark was taken off already." in told


def test_a_letter_is_opened_with_a_reason(client: Client, council: Council) -> None:
    issued(council, concerns="zzconcernszz")
    found = request_about(council)
    client.post(reverse("disclosure:take", args=[found.pk]))
    item = item_of(found, "restricted")
    address = reverse("disclosure:item", args=[found.pk, item.pk])
    assert "zzconcernszz" not in page(client, address)
    opening = reverse("disclosure:open_letter", args=[found.pk, item.pk])
    assert sent(client, opening).status_code == 422
    assert sent(client, opening, reason="Asked for by name")["Location"] == address
    assert "zzconcernszz" in page(client, address)


def test_one_prepares_and_another_checks_and_releases(
    client: Client, council: Council, asked: Disclosure
) -> None:
    withhold(asked, "zzillnesszz", council.hana)
    settle_all(asked, council.hana)
    home = asked.get_absolute_url()

    def take(verb: str) -> Any:
        address = step_of(asked, verb)
        version = client.get(address).context["form"]["version"].value()
        return client.post(address, {"version": version})

    assert take("prepare")["Location"] == home
    mine = page(client, home)
    assert "You had a hand in preparing it" in mine
    assert "Agree to what is given out" not in mine
    assert "Nobody checks or releases their own" in take("check").content.decode()
    client.force_login(council.dee)
    assert "Agree to what is given out" in page(client, home)
    assert take("check")["Location"] == home
    assert take("release")["Location"] == home
    # A double click, and a step that is over.
    assert take("release")["Location"] == home
    assert take("refuse").status_code == 422
    assert now(asked).state == State.RELEASED
    assert Event.objects.filter(verb="disclosure.released").count() == 1
    file = asked.files.get(kind="pdf")
    assert file.sha256 in page(client, home)
    answer = client.get(reverse("disclosure:file", args=[asked.pk, "pdf"]))
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    assert "Downloaded by Dee Stanton" in page(client, home)
    assert (
        client.get(reverse("disclosure:file", args=[asked.pk, "doc"])).status_code
        == 404
    )


def test_the_checker_reads_an_item_as_it_would_be_given_out(
    client: Client, council: Council, asked: Disclosure
) -> None:
    withhold(asked, "zzillnesszz", council.hana)
    settle_all(asked, council.hana)
    version = now(asked).version
    client.post(step_of(asked, "prepare"), {"version": version})
    client.force_login(council.dee)
    item = item_of(asked, "visit")
    text = page(client, reverse("disclosure:item", args=[asked.pk, item.pk]))
    assert '<del class="app-withheld">zzillnesszz</del>' in text
    assert "Sentences to withhold" not in text
    assert "Settle the item" not in text


def test_there_is_no_other_step(client: Client, asked: Disclosure) -> None:
    assert client.get(step_of(asked, "publish")).status_code == 404
    assert client.get(step_of(asked, "release")).status_code == 200


def test_an_item_of_another_request_is_not_found(
    client: Client, council: Council, asked: Disclosure
) -> None:
    other = request_about(council, reference="Other")
    item = item_of(asked, "visit")
    for name in ("item", "settle", "open_letter"):
        address = reverse(f"disclosure:{name}", args=[other.pk, item.pk])
        assert client.get(address).status_code == 404


def test_what_is_withheld_here_and_open_there_is_told_before_a_check(
    client: Client, council: Council, asked: Disclosure
) -> None:
    withhold(asked, "Helen Marsh", council.hana, only=item_of(asked, "visit"))
    for address in (asked.get_absolute_url(), step_of(asked, "prepare")):
        text = page(client, address)
        assert "Withheld in one place, and open in another" in text
        assert "“Helen Marsh” stands open in" in text
    assert "stands open in" not in page(client, step_of(asked, "refuse"))
