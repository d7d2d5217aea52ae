"""What becomes of an issued letter, each guard with what can be done instead."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from engagement.models import LevelAssignment, RestrictedLetter
from engagement.rules.letter_guards import last_day_of_power
from engagement.services.letters import answering, ending
from sitrack.core.files.refusal import FileRefused
from tests.engagement.lettering import (
    NOTICE_ENDS,
    monitored,
    not_complied,
    noticed,
    on,
    refused,
    replied,
    running,
)
from tests.engagement.proposing import drafted
from tests.samples import PROGRAM
from tests.universe import Council


@pytest.mark.item("SM-4b")
def test_a_letter_is_monitored_after_the_reply_or_the_day_it_was_due(
    council: Council,
) -> None:
    letter = running(council)

    def monitor() -> object:
        return ending.take_step(
            letter=letter, verb="monitor", note="No reply came.", by=council.rita
        )

    with on(2025, 12, 1):
        assert "has until 1 December 2025 to reply" in refused(monitor)
    with on(2025, 12, 2):
        monitor()
    assert letter.state == "monitored"


@pytest.mark.item("SM-4b")
def test_what_comes_too_early_is_told_what_comes_first(council: Council) -> None:
    letter = replied(council)
    for verb in ("lift", "escalate"):
        told = refused(
            lambda verb=verb: ending.take_step(  # type: ignore[misc]
                letter=letter, verb=verb, note="Well done.", by=council.hana
            )
        )
        assert told.startswith("Say first that it is monitored")
    notice = running(council, "statutory")
    assert (
        refused(
            lambda: ending.take_step(
                letter=notice, verb="close", note="Over.", by=council.dee
            )
        )
        == "Record first whether the notice was complied with."
    )
    assert refused(
        lambda: ending.take_step(
            letter=notice, verb="not_comply", note="Nothing.", by=council.hana
        )
    ) == (
        "The compliance period runs until 9 January 2026. That the notice was not"
        " complied with can be recorded after that day."
    )


@pytest.mark.item("SM-4b", "DEC-09")
def test_an_escalated_letter_drafts_a_proposal_of_the_statutory_level(
    council: Council,
) -> None:
    letter = monitored(council)
    ending.escalate(
        letter=letter,
        note="The plan was not followed.",
        rationale="Standards fell for a third year.",
        by=council.rita,
    )
    proposal = LevelAssignment.objects.get(school=council.hawthorn, state="draft")
    assert letter.escalated_to == proposal
    assert (proposal.state, proposal.level.code) == ("draft", "suf_statutory")
    assert proposal.rationale == "Standards fell for a third year."
    assert (proposal.raised_by, proposal.raised_side) == (council.rita, "la")
    assert "plan was not followed" not in f"{proposal.reason}{proposal.rationale}"


@pytest.mark.item("SM-4b", "INV-04")
def test_a_letter_is_not_escalated_while_another_proposal_is_open(
    council: Council,
) -> None:
    letter = monitored(council)
    drafted(council)
    told = refused(
        lambda: ending.escalate(
            letter=letter, note="It did not help.", rationale="So.", by=council.rita
        )
    )
    assert told.startswith("A proposal for Hawthorn Primary School is already open.")
    assert RestrictedLetter.objects.get(pk=letter.pk).state == "monitored"
    assert (
        refused(
            lambda: ending.escalate(
                letter=letter, note="It did not help.", rationale=" ", by=council.rita
            )
        )
        == "Say why the statutory level fits."
    )


@pytest.mark.item("LET-10", "SM-4", "SUF-D-08")
def test_no_power_is_used_without_reasonable_written_notice(council: Council) -> None:
    letter = not_complied(council)

    def use(power: str) -> Callable[[], object]:
        return lambda: ending.intervene(
            letter=letter, power=power, note="From today.", by=council.dee
        )

    assert "Give notice of intention first" in refused(use("governors"))
    with on(2026, 1, 12):
        for powers, text, day, words in (
            (
                [],
                "We intend to.",
                NOTICE_ENDS,
                "Choose a power that the warning notice",
            ),
            (["budget"], "We intend to.", NOTICE_ENDS, "Choose a power that the"),
            (["ieb"], " ", NOTICE_ENDS, "Write what the governing body is told"),
            (["ieb"], "We intend to.", date(2026, 1, 12), "choose a day after today"),
        ):
            told = refused(
                lambda powers=powers, text=text, day=day: ending.give_notice(  # type: ignore[misc]
                    letter=letter,
                    powers=powers,
                    text=text,
                    notice_ends=day,
                    by=council.dee,
                )
            )
            assert words in told
        with pytest.raises(PermissionDenied):
            ending.give_notice(
                letter=letter,
                powers=["ieb"],
                text="We intend to.",
                notice_ends=NOTICE_ENDS,
                by=council.hana,
            )
    early = running(council, "statutory")
    assert "Record first that the notice was not complied with" in refused(
        lambda: ending.give_notice(
            letter=early,
            powers=["ieb"],
            text="We intend to.",
            notice_ends=NOTICE_ENDS,
            by=council.dee,
        )
    )


@pytest.mark.item("LET-10", "SM-4")
def test_some_powers_lapse_two_months_after_the_compliance_period(
    council: Council,
) -> None:
    letter = noticed(council, "governors", "ieb")

    def use(power: str) -> object:
        return ending.intervene(
            letter=letter, power=power, note="From today.", by=council.dee
        )

    with on(2026, 1, 25):
        assert "The notice given runs until 26 January 2026" in refused(
            lambda: use("governors")
        )
    with on(2026, 3, 10):
        assert refused(lambda: use("governors")) == (
            "This power could be used until 9 March 2026. Close this notice and issue a"
            " new one, or choose a power without such a limit."
        )
        use("ieb")
    assert letter.state == "intervention"


@pytest.mark.parametrize(
    ("end", "last"),
    [
        (date(2026, 1, 9), date(2026, 3, 9)),
        (date(2025, 12, 31), date(2026, 2, 28)),
        (date(2027, 12, 31), date(2028, 2, 29)),
        (date(2026, 11, 15), date(2027, 1, 15)),
    ],
)
def test_two_months_end_on_the_same_day_or_the_months_last(
    end: date, last: date
) -> None:
    assert last_day_of_power(end, 2) == last


@pytest.mark.item("LET-09", "SUF-D-06")
def test_a_reply_has_words_or_a_sound_file_and_comes_while_the_letter_is_open(
    council: Council,
) -> None:
    letter = running(council)
    assert "Write the reply, or choose the file" in refused(
        lambda: answering.reply(letter=letter, text=" ", by=council.cora)
    )
    with pytest.raises(FileRefused):
        answering.reply(
            letter=letter,
            file=ContentFile(PROGRAM, name="plan.pdf"),
            by=council.cora,
        )
    assert RestrictedLetter.objects.get(pk=letter.pk).state == "response_due"
    for name in ("helen", "gus", "rita", "hana"):
        with pytest.raises(PermissionDenied):
            answering.reply(letter=letter, text="Ours", by=council.user(name))
    over = monitored(council)
    ending.take_step(letter=over, verb="lift", note="It is better.", by=council.hana)
    assert "This letter is closed" in refused(
        lambda: answering.reply(letter=over, text="Thanks", by=council.cora)
    )
