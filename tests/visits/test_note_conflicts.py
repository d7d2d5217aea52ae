"""Two who write one note at once: what each changed alone stands, the rest is chosen."""

from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from sitrack.core.conflicts import Difference
from tests.universe import Council
from tests.visits.forms import STEPS, posted
from visits.models import Visit

pytestmark = pytest.mark.item("SUF-R-32", "SM-3")


class Two:
    """Rita and Sam open the same draft; Rita saves first, then Sam."""

    def __init__(self, council: Council, clock: time_machine.Traveller) -> None:
        self.council, self.clock = council, clock
        sam = self.client("sam")
        begun = self.typed(minutes="1h 30", version="0")
        address = reverse("visits:visit_new", args=[council.hawthorn.pk])
        assert sam.post(address, begun).status_code == 302
        self.visit = Visit.objects.get()
        self.address = reverse("visits:visit_edit", args=[self.visit.pk])

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.council.user(name))
        return client

    def typed(self, **changed: Any) -> dict[str, Any]:
        self.clock.shift(60)
        return posted(self.council, **{"intent": "draft", "version": "1", **changed})

    def saves(self, name: str, **changed: Any) -> Any:
        return self.client(name).post(self.address, self.typed(**changed))

    def steps(self) -> dict[str, Any]:
        """What the form's rows hold of the steps saved by now."""
        steps = list(self.visit.next_steps.all())
        ids = {f"steps-{n}-pk": step.pk for n, step in enumerate(steps)}
        return {**ids, "steps-INITIAL_FORMS": len(steps)}


@pytest.fixture
def two(council: Council, clock: time_machine.Traveller) -> Two:
    return Two(council, clock)


def test_what_only_the_other_changed_is_in_the_form_and_stays_when_saved(
    two: Two,
) -> None:
    rita = {
        "summary": "Rita’s summary",
        "next_visit_at_0": "15/12/2025",
        "next_visit_at_1": "14:00",
        "present": [str(two.council.persons["sam"].pk)],
        "mode": "online",
        "minutes": "45",
    }
    assert two.saves("rita", **rita, **two.steps()).status_code == 302
    conflict = two.saves("sam", focus="Sam’s focus", **two.steps())
    assert conflict.status_code == 409
    taken = {one.label for one in conflict.context["differences"] if one.taken}
    assert taken == {"Summary", "Next visit", "Present", "How", "Time spent"}
    assert all(one.taken for one in conflict.context["differences"])
    assert "Changed by them, not by you" in unescape(conflict.content.decode())

    form = conflict.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    assert shown["summary"] == "Rita’s summary"
    assert shown["focus"] == "Sam’s focus"
    assert shown["next_visit_at"] == ["15/12/2025", "14:00"]
    again = two.saves(
        "sam", **rita, focus="Sam’s focus", version=shown["version"], **two.steps()
    )
    assert again.status_code == 302
    texts = dict(two.visit.sections.values_list("prompt__key", "text"))
    assert (texts["focus"], texts["summary"]) == ("Sam’s focus", "Rita’s summary")
    two.visit.refresh_from_db()
    assert two.visit.minutes == 45


def test_what_both_changed_is_shown_beside_each_other_and_the_writers_stays(
    two: Two,
) -> None:
    two.saves("rita", summary="Rita’s words", **two.steps())
    conflict = two.saves("sam", summary="Sam’s words", **two.steps())
    assert conflict.context["differences"] == [
        Difference("Summary", "Rita’s words", "Sam’s words", "#id_summary")
    ]
    assert conflict.context["form"]["summary"].value() == "Sam’s words"


def test_steps_that_only_the_other_changed_fill_the_rows(two: Two) -> None:
    more = (*STEPS, ("Ask for the phonics screening check", "12/12/2025", "Sam Rowe"))
    shown = two.steps()
    two.saves("rita", steps=more, **shown)
    conflict = two.saves("sam", focus="Sam’s focus", **shown)
    (steps,) = conflict.context["differences"]
    assert (steps.label, steps.taken) == ("Next steps", True)
    rows = [row["text"].value() for row in conflict.context["formset"].forms]
    assert rows[:3] == [text for text, _, _ in more]


def test_steps_that_only_the_writer_changed_are_no_difference(two: Two) -> None:
    two.saves("rita", summary="Rita’s words", **two.steps())
    conflict = two.saves("sam", steps=STEPS[:1], **two.steps())
    labels = [one.label for one in conflict.context["differences"]]
    assert labels == ["Summary"]
    rows = [row["text"].value() for row in conflict.context["formset"].forms]
    assert rows == [STEPS[0][0]]
