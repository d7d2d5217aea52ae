"""The formal notice of concern: its course, the level it brings, who may know of it."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse

from engagement.models import (
    LevelAssignment,
    LevelState,
    RestrictedLetter,
    Side,
    View,
)
from engagement.queries.letters import clock_of, steps_for, types_to_prepare
from engagement.queries.levels import level_in_force
from engagement.queries.proposals import steps_open_to
from engagement.services.decisions import approve
from engagement.services.forcing import give_view_after
from engagement.services.letters import ending, signing, writing
from engagement.services.letters.writing import Recipient
from engagement.services.proposals import Proposal, draft_level, give_view, propose
from sitrack.core import sweep
from sitrack.core.models import Notification
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import new_token
from tests.engagement.lettering import (
    approved,
    begun,
    issued,
    on,
    refused,
    running,
    written,
)
from tests.frameworks.fitting import A_LETTER
from tests.threads import at_once
from tests.universe import TODAY, Council, read_council

BY_POST = (
    Recipient("chair", "Chair of Governors", "post"),
    Recipient("headteacher", "Headteacher", "sitrack"),
)


@pytest.mark.item("WIL-O-18", "WIL-W-07", "INV-18")
def test_acc_046_the_level_changes_at_once_and_the_view_comes_afterwards(
    wiltshire: Council,
) -> None:
    stands_at(wiltshire, "wil_vulnerable")
    letter = issued(wiltshire, "concern")
    held = level_in_force(wiltshire.hawthorn, TODAY)
    assert held == wiltshire.level("wil_causing_concern")
    forced = letter.forced
    assert forced is not None
    assert (forced.state, forced.view) == (LevelState.APPROVED, "")
    assert not LevelAssignment.objects.undecided().exists()
    before = wiltshire.hawthorn.levels.get(level__code="wil_vulnerable")
    assert before.effective_to == date(2025, 11, 9)

    verbs = {one.verb for one in steps_open_to(wiltshire.helen, forced)}
    assert verbs == {"view_after"}
    give_view_after(
        assignment=forced,
        view=View.PREFERS_OTHER,
        level=wiltshire.level("wil_vulnerable"),
        text="We think that Vulnerable still fits.",
        by=wiltshire.helen,
    )
    assert level_in_force(wiltshire.hawthorn, TODAY) == held
    assert steps_open_to(wiltshire.helen, forced) == []
    again = refused(
        lambda: give_view_after(assignment=forced, view=View.AGREES, by=wiltshire.helen)
    )
    assert again == "The school’s view of this is recorded already."


def test_of_a_level_that_a_notice_brought_no_page_asks_what_criteria_suggest(
    wiltshire: Council, client: Client
) -> None:
    stands_at(wiltshire, "wil_vulnerable")
    letter: Any = issued(wiltshire, "concern")
    client.force_login(wiltshire.helen)
    page = client.get(letter.forced.get_absolute_url()).text
    assert "Causing concern" in page
    assert "criteria suggest" not in page


def test_a_school_that_stands_at_the_level_keeps_it(wiltshire: Council) -> None:
    stands_at(wiltshire, "wil_causing_concern")
    letter = issued(wiltshire, "concern")
    assert letter.forced is None
    assert wiltshire.hawthorn.levels.filter(forced=True).count() == 0


def test_a_proposal_that_was_open_stays_open(wiltshire: Council) -> None:
    drafted = proposed_to(wiltshire, "wil_vulnerable", day=date(2026, 1, 5))
    letter = issued(wiltshire, "concern")
    drafted.refresh_from_db()
    assert (drafted.state, letter.forced is not None) == ("proposed", True)


@pytest.mark.item("WIL-O-16")
def test_acc_109_a_notice_without_evidence_or_actions_is_refused(
    wiltshire: Council,
) -> None:
    letter = written(wiltshire, "concern", concerns="", required_actions=" ")
    said = refused(lambda: writing.ask_for_signature(letter=letter, by=wiltshire.rita))
    assert said.startswith(
        "The letter still needs: the evidence for concern; the actions needed."
    )
    signed = refused(
        lambda: signing.approve(
            letter=letter, expected_version=letter.version, by=wiltshire.hana
        )
    )
    assert signed == said


def test_it_goes_to_the_headteacher_and_the_chair_and_to_nobody_else(
    wiltshire: Council,
) -> None:
    letter = begun(wiltshire, "concern")
    who = list(letter.recipients.values_list("who", flat=True))
    assert who == ["headteacher", "chair"]
    said = refused(
        lambda: writing.set_recipients(
            letter=letter,
            recipients=(*BY_POST, Recipient("dfe", "DfE", "post")),
            expected_version=letter.version,
            by=wiltshire.rita,
        )
    )
    assert said.startswith("A notice of concern goes to the headteacher and the chair")


@pytest.mark.item("WIL-T-10", "WIL-O-17")
def test_three_months_run_from_the_day_of_issue_to_a_day_that_schools_are_open(
    wiltshire: Council,
) -> None:
    with on(2025, 11, 28):
        letter = running(wiltshire, "concern")
        # 28 February 2026 is a Saturday.
        assert letter.review_on == date(2026, 3, 2)
        found = clock_of(letter)
        assert found is not None
        assert (found.label, found.day) == ("Review due", date(2026, 3, 2))


def test_nobody_has_failed_to_act_while_the_time_still_runs(wiltshire: Council) -> None:
    letter = running(wiltshire, "concern")
    with on(2026, 1, 12):
        ending.take_step(letter=letter, verb="review", note="Met.", by=wiltshire.rita)
        verbs = [one.verb for one in steps_for(wiltshire.rita, letter)]
        assert verbs == ["sufficient"]
        said = refused(lambda: take(wiltshire, letter, "insufficient"))
        assert said == (
            "The school has until 10 February 2026 to act. That its progress is not"
            " sufficient can be recorded from that day."
        )
    with on(2026, 2, 10):
        take(wiltshire, letter, "insufficient")
    assert letter.state == "insufficient"


@pytest.mark.item("WIL-D-12", "WIL-D-13")
def test_a_lead_prepares_it_and_the_head_of_service_signs_it(
    wiltshire: Council,
) -> None:
    names = [one.name for one in types_to_prepare(wiltshire.rita, wiltshire.hawthorn)]
    assert names == ["Formal notice of concern", "Warning notice"]
    names = [one.name for one in types_to_prepare(wiltshire.hana, wiltshire.hawthorn)]
    assert names == ["Warning notice"]
    assert types_to_prepare(wiltshire.sam, wiltshire.hawthorn) == []
    letter = written(wiltshire, "concern")
    for other in (wiltshire.rita, wiltshire.dee, wiltshire.helen, wiltshire.sam):
        with pytest.raises(PermissionDenied):
            signing.approve(letter=letter, expected_version=letter.version, by=other)


@pytest.mark.item("CONF-02", "INV-17")
def test_only_its_readers_know_of_it_and_a_mail_names_nobody(
    wiltshire: Council,
) -> None:
    letter = approved(wiltshire, "concern")
    seen = RestrictedLetter.objects.visible_to
    people = ("sam", "rita", "hana", "dee", "helen", "dev", "cora", "gus", "ada")

    def readers() -> list[str]:
        return [name for name in people if seen(getattr(wiltshire, name)).exists()]

    assert readers() == ["rita", "hana", "dee"]
    signing.issue(letter=letter, by=wiltshire.hana)
    assert readers() == ["rita", "hana", "dee", "helen", "cora"]
    told = Notification.objects.filter(path=letter.get_absolute_url())
    titles = set(told.values_list("title", flat=True))
    assert titles == {"A document is waiting for you in sitrack"}


@pytest.mark.item("WIL-O-15", "WIL-O-16", "LET-03")
def test_it_reads_in_the_words_of_the_framework(
    client: Client, wiltshire: Council
) -> None:
    letter = running(wiltshire, "concern")
    client.force_login(wiltshire.helen)
    text = client.get(letter.get_absolute_url()).content.decode()
    assert "The evidence for concern" in text
    assert "Actions needed to remedy the situation" in text
    assert (
        "insufficient engagement with the improvement process leading to concern about"
        " progress after 3 months"
    ) in text
    assert "Progress is reviewed on 10 February 2026" in text


def test_the_level_that_others_read_does_not_tell_of_the_letter(
    client: Client, wiltshire: Council
) -> None:
    letter = issued(wiltshire, "concern")
    assert letter.forced is not None
    for person in (wiltshire.gus, wiltshire.dev, wiltshire.sam):
        client.force_login(person)
        text = client.get(letter.forced.get_absolute_url()).content.decode()
        assert "Causing concern" in text
        assert "notice of concern" not in text.casefold()
        assert "FNC" not in text


def test_the_school_gives_its_view_on_the_page(
    client: Client, wiltshire: Council
) -> None:
    letter = issued(wiltshire, "concern")
    assert letter.forced is not None
    client.force_login(wiltshire.helen)
    page = client.get(letter.forced.get_absolute_url()).content.decode()
    address = reverse("engagement:level_view", args=[letter.forced.pk])
    assert f'href="{address}"' in page
    form = {
        "view": "agrees",
        "text": "We know what has to be done.",
        "version": letter.forced.version,
        "submit_token": new_token(),
    }
    assert client.post(address, form).status_code == 302
    letter.forced.refresh_from_db()
    assert letter.forced.view == View.AGREES
    client.force_login(wiltshire.sam)
    assert client.get(address).status_code == 403


def test_of_two_who_issue_it_at_once_one_does(
    transactional_db: None, going_clock: object, settings: Any
) -> None:
    settings.FRAMEWORK = "wiltshire"
    with sweep.asleep():
        with transaction.atomic():
            council = read_council("wiltshire")
        letter = approved(council, "concern")

        def issue() -> str:
            with suppress(RuleBroken):
                found = RestrictedLetter.objects.get(pk=letter.pk)
                signing.issue(letter=found, by=council.hana)
                return "issued"
            return "told"

        assert sorted(at_once(issue, issue)) == ["issued", "told"]
        assert LevelAssignment.objects.filter(forced=True).count() == 1


def take(council: Council, letter: RestrictedLetter, verb: str) -> object:
    return ending.take_step(letter=letter, verb=verb, note="So.", by=council.rita)


def proposed_to(council: Council, code: str, *, day: date) -> LevelAssignment:
    proposal = Proposal(
        level=council.level(code),
        effective_from=day,
        picks=(),
        rationale="It fits.",
        cited=A_LETTER,
    )
    row = draft_level(
        record=council.record(), proposal=proposal, side=Side.LA, by=council.sam
    )
    return propose(assignment=row, by=council.sam)


def stands_at(council: Council, code: str) -> None:
    """Hawthorn stands at the level since 3 November."""
    row = proposed_to(council, code, day=date(2025, 11, 3))
    give_view(assignment=row, view=View.AGREES, by=council.helen)
    by_head = row.level.approver == "head"
    approve(assignment=row, by=council.hana if by_head else council.rita)
