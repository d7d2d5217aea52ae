"""Events are recorded in words that are known beforehand."""

from string import Formatter

import pytest

from sitrack.core import events
from sitrack.core.models import Audience, Event
from tests.universe import NOW, Council

SENTENCES = sorted(events.registered().items())


def facts_of(sentence: str) -> set[str]:
    """The facts that a sentence asks for, besides the label."""
    names = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    return names - {"label"}


@pytest.mark.parametrize(("verb", "sentence"), SENTENCES)
def test_every_sentence_is_told_in_words(verb: str, sentence: str) -> None:
    facts = {name: f"<{name}>" for name in facts_of(sentence)}
    event = Event(verb=verb, label="<label>", data=facts)
    assert "{" not in event.sentence
    assert all(fact in event.sentence for fact in facts.values())
    assert event.sentence[0].islower()
    assert not event.sentence.endswith(".")


def test_a_verb_that_nobody_registered_is_refused(council: Council) -> None:
    with pytest.raises(KeyError, match=r"visit\.eaten"):
        events.record("visit.eaten", council.hawthorn, by=council.sam)
    assert not Event.objects.filter(verb="visit.eaten").exists()


def test_a_fact_that_the_sentence_needs_is_asked_for(council: Council) -> None:
    with pytest.raises(KeyError, match="title"):
        events.record("document.added", council.hawthorn, by=council.helen)


def test_a_verb_has_one_sentence() -> None:
    with pytest.raises(ValueError, match=r"visit\.shared already"):
        events.register({"visit.shared": "shouted about the {label}"})


@pytest.mark.item("INV-25")
def test_an_event_outlives_its_subject_with_the_names_of_that_day(
    council: Council,
) -> None:
    visit = council.draft_visit()
    made = events.record(
        "visit.saved", visit, by=council.sam, scope=council.hawthorn.scope
    )
    council.sam.name = "Sam Someone-Else"
    council.sam.save()
    event = Event.objects.get(pk=made.pk)
    assert (event.actor_name, event.at) == ("Sam Rowe", NOW)
    assert event.subject == f"visits.visit:{visit.pk}"
    assert event.sentence == "changed the draft note of the visit of 10 November 2025"
    assert event.audience == Audience.LEADERS


def test_what_the_system_does_carries_its_name(council: Council) -> None:
    made = events.record("school.added", council.hawthorn, by=None)
    assert (made.actor_name, made.actor_key) == ("sitrack", "")


def test_a_fact_may_be_named_as_a_parameter_is(council: Council) -> None:
    made = events.record(
        *("visit.saved", council.draft_visit()),
        by=council.sam,
        subject="reading",
        visit="first",
    )
    assert made.data == {"subject": "reading", "visit": "first"}
