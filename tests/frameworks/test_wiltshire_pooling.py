"""One visit for several Wiltshire schools: a note, and a share for each (WIL-S-13)."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import TimeEntry
from sitrack.core.rules import RuleBroken
from tests.universe import TODAY, Council
from visits.models import PooledVisit, Visit
from visits.services import notes, pooling, recall
from visits.services.content import Present

HALF_DAY = 180
WORDS = "Writing was moderated across the three schools."


def shared(wiltshire: Council, kind: str = "interim", **more: Any) -> Visit:
    """A note of Hawthorn's that its leaders can read, at which Helen was too."""
    record = wiltshire.record()
    option = wiltshire.visit_type(kind)
    template = record.framework.visit_templates.get(code=option.template)
    keys = template.prompts.filter(type__in=["para", "text"]).values_list(
        "key", flat=True
    )
    note = notes.Note(
        date=TODAY,
        visit_type=option,
        mode=wiltshire.option("visit_mode", "in_school"),
        minutes=HALF_DAY,
        texts=dict.fromkeys(keys, WORDS),
        present=(
            Present("Sam Rowe", "SIA", wiltshire.persons["sam"]),
            Present("Helen Marsh", "Headteacher", wiltshire.persons["helen"]),
        ),
        steps=(wiltshire.step(),),
        **more,
    )
    return notes.start_and_share(
        record=record, note=note, lead=wiltshire.persons["sam"], by=wiltshire.sam
    )


def pooled(wiltshire: Council, *schools: str) -> tuple[Visit, list[Visit]]:
    visit = shared(wiltshire)
    shares = [pooling.Share(wiltshire.record(one), HALF_DAY) for one in schools]
    return visit, pooling.pool(visit=visit, shares=shares, by=wiltshire.sam)


def page(wiltshire: Council, name: str, visit: Visit) -> str:
    client = Client()
    client.force_login(wiltshire.user(name))
    return client.get(visit.get_absolute_url()).content.decode()


@pytest.mark.item("WIL-S-13")
def test_acc_107_half_a_day_is_charged_to_each_for_one_note(wiltshire: Council) -> None:
    visit, others = pooled(wiltshire, "elm", "infant")
    assert [str(one.record.school) for one in others] == [
        *("Elm Junior School", "Willow Infant School")
    ]
    charged = TimeEntry.objects.filter(record__visits__in=[visit, *others])
    assert sorted(charged.values_list("school__name", "minutes")) == [
        ("Elm Junior School", HALF_DAY),
        ("Hawthorn Primary School", HALF_DAY),
        ("Willow Infant School", HALF_DAY),
    ]
    for one in others:
        assert set(one.sections.values_list("text", flat=True)) >= {WORDS}
        assert "Helen Marsh" not in [str(a.person) for a in one.attendees.all()]


@pytest.mark.item("WIL-S-13")
def test_acc_107_each_sees_itself_and_the_names_that_others_agreed_to_show(
    wiltshire: Council,
) -> None:
    visit, (elm, _) = pooled(wiltshire, "elm", "infant")
    text = page(wiltshire, "helen", visit)
    assert "2 other schools not named." in text
    assert "Elm Junior School" not in text
    pooling.let_name_show(visit=elm, shown=True, by=wiltshire.sam)
    text = page(wiltshire, "helen", visit)
    assert "With: Elm Junior School." in text
    assert "1 more school not named." in text
    assert "Willow Infant School" not in text
    pooling.let_name_show(visit=elm, shown=False, by=wiltshire.sam)
    assert "Elm Junior School" not in page(wiltshire, "helen", visit)
    assert "Willow Infant School" in page(wiltshire, "sam", visit)
    client = Client()
    client.force_login(wiltshire.user("helen"))
    assert client.get(elm.get_absolute_url()).status_code == 404


def test_a_change_of_the_note_reaches_every_school_and_its_time_stays(
    wiltshire: Council,
) -> None:
    visit, (elm,) = pooled(wiltshire, "elm")
    section = visit.sections.first()
    assert section is not None
    section.text = "Moderated, and agreed."
    section.save()
    pooling.follow(visit=visit, by=wiltshire.sam)
    assert "Moderated, and agreed." in elm.sections.values_list("text", flat=True)
    assert TimeEntry.objects.filter(school=wiltshire.elm).total() == HALF_DAY


def test_the_other_schools_note_is_written_in_one_place(wiltshire: Council) -> None:
    visit, (elm,) = pooled(wiltshire, "elm")
    client = Client()
    client.force_login(wiltshire.user("sam"))
    answer = client.get(reverse("visits:visit_edit", args=[elm.pk]), follow=True)
    assert "those of a visit for several schools" in answer.content.decode()
    with pytest.raises(RuleBroken, match="Other schools read this note too"):
        recall.recall(
            visit=visit, reason="No", expected_version=visit.version, by=wiltshire.sam
        )


def test_only_time_that_schools_use_as_they_wish_is_pooled(wiltshire: Council) -> None:
    visit = shared(wiltshire, "htpm")
    share = pooling.Share(wiltshire.record("elm"), HALF_DAY)
    with pytest.raises(RuleBroken, match="use as they wish can be pooled"):
        pooling.pool(visit=visit, shares=[share], by=wiltshire.sam)
    client = Client()
    client.force_login(wiltshire.user("sam"))
    assert client.get(reverse("visits:visit_pool", args=[visit.pk])).status_code == 404


def test_nobody_shares_twice_and_a_share_past_the_days_says_at_which_school(
    wiltshire: Council,
) -> None:
    visit, _ = pooled(wiltshire, "elm")
    again = pooling.Share(wiltshire.record("elm"), HALF_DAY)
    with pytest.raises(RuleBroken, match="has its share of this visit already"):
        pooling.pool(visit=visit, shares=[again], by=wiltshire.sam)
    much = pooling.Share(wiltshire.record("infant"), 4 * HALF_DAY)
    with pytest.raises(RuleBroken, match="Willow Infant School: Say why more time"):
        pooling.pool(visit=visit, shares=[much], by=wiltshire.sam)
    assert PooledVisit.objects.filter(note=visit).count() == 2


def test_an_officer_enters_the_shares_on_a_page(wiltshire: Council) -> None:
    visit = shared(wiltshire)
    client = Client()
    client.force_login(wiltshire.user("sam"))
    address = reverse("visits:visit_pool", args=[visit.pk])
    assert "Elm Junior School" in client.get(address).content.decode()
    data = {"submit_token": str(uuid.uuid4()), "over_ceiling_reason": ""}
    empty = client.post(address, data)
    assert empty.status_code == 422
    assert "Enter the time of at least one other school." in empty.content.decode()
    data[f"minutes_{wiltshire.elm.pk}"] = "3h"
    data["submit_token"] = str(uuid.uuid4())
    for _ in range(2):
        assert client.post(address, data).status_code == 302
    assert PooledVisit.objects.filter(note=visit).count() == 2
    helen = Client()
    helen.force_login(wiltshire.user("helen"))
    assert helen.get(address).status_code == 403
    name = reverse("visits:visit_pool_name", args=[visit.pk])
    helen.post(name, {"shown": "yes"})
    assert PooledVisit.objects.get(visit=visit).is_named
    assert client.post(name, {"shown": "no"}).status_code == 403
