"""Signing a restricted letter off and issuing it: what it waits for, and what is frozen."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from engagement.models import RestrictedLetter
from engagement.services.letters import signing, writing
from schools.models import School
from tests.engagement.lettering import (
    approved,
    issued,
    refused,
    signer_of,
    written,
)
from tests.universe import TODAY, Council


@pytest.mark.item("SUF-D-07", "LET-02", "SM-4")
def test_acc_073_a_notice_without_a_compliance_date_is_refused(
    council: Council,
) -> None:
    letter = written(council, "statutory", compliance_end=None)
    told = refused(
        lambda: signing.approve(
            letter=letter, expected_version=letter.version, by=council.dee
        )
    )
    assert told == (
        "The letter still needs: the day on which the compliance period ends."
        " Whoever wrote it can add this to the draft."
    )
    past = approved(council, "statutory", compliance_end=TODAY)
    assert "The compliance period must end after the day of issue" in refused(
        lambda: signing.issue(letter=past, by=council.dee)
    )
    notice = issued(council, "statutory")
    with pytest.raises(IntegrityError, match="compliance_period"), transaction.atomic():
        RestrictedLetter.objects.filter(pk=notice.pk).update(compliance_end=None)


@pytest.mark.item("LET-02")
def test_each_notice_has_a_compliance_period_of_its_own(council: Council) -> None:
    short = issued(council, "statutory", compliance_end=date(2025, 11, 14))
    long = issued(council, "statutory", compliance_end=date(2026, 3, 27))
    assert short.compliance_end == date(2025, 11, 14)
    assert long.compliance_end == date(2026, 3, 27)
    assert "by 27 March 2026" in long.issued_html


@pytest.mark.item("SM-4b")
def test_a_reply_is_due_after_fifteen_working_days_unless_another_day_is_set(
    council: Council,
) -> None:
    assert issued(council).response_due == date(2025, 12, 1)
    own = issued(council, response_due=date(2025, 11, 21))
    assert own.response_due == date(2025, 11, 21)
    past = approved(council, response_due=TODAY)
    assert "The reply must be due after the day of issue" in refused(
        lambda: signing.issue(letter=past, by=council.hana)
    )


@pytest.mark.item("DEC-08", "DEC-09", "SUF-S-09", "LET-01", "LET-02")
@pytest.mark.parametrize(
    ("course", "others"),
    [
        ("preventative", ["sam", "rita", "dee", "cora", "helen", "ada"]),
        ("statutory", ["sam", "rita", "hana", "cora", "helen", "ada"]),
    ],
)
def test_the_head_signs_a_preventative_letter_and_the_director_a_notice(
    council: Council, course: str, others: list[str]
) -> None:
    letter = written(council, course)
    for name in others:
        with pytest.raises(PermissionDenied):
            signing.approve(
                letter=letter,
                expected_version=letter.version,
                by=council.user(name),
            )
    signer = signer_of(council, course)
    signing.approve(letter=letter, expected_version=letter.version, by=signer)
    assert (letter.state, letter.approved_by) == ("approved", signer)


@pytest.mark.item("DEC-08")
def test_nobody_signs_a_letter_that_they_wrote(council: Council) -> None:
    letter = written(council)
    RestrictedLetter.objects.filter(pk=letter.pk).update(drafted_by=council.hana)
    letter = RestrictedLetter.objects.get(pk=letter.pk)
    assert (
        refused(
            lambda: signing.approve(
                letter=letter, expected_version=letter.version, by=council.hana
            )
        )
        == "You wrote this letter, so somebody else with the right to sign it must."
    )
    other = approved(council)
    with pytest.raises(IntegrityError, match="of_their_own"), transaction.atomic():
        RestrictedLetter.objects.filter(pk=other.pk).update(drafted_by=council.hana)


def test_a_draft_that_changed_meanwhile_is_read_again_before_it_is_signed(
    council: Council,
) -> None:
    letter = written(council)
    assert "changed since you opened it" in refused(
        lambda: signing.approve(
            letter=letter, expected_version=letter.version - 1, by=council.hana
        )
    )


@pytest.mark.parametrize("verb", ["return", "withdraw"])
def test_what_is_turned_back_is_said_why(council: Council, verb: str) -> None:
    letter = written(council)
    acts = {
        "return": lambda: signing.return_letter(
            letter=letter, note=" ", by=council.hana
        ),
        "withdraw": lambda: signing.withdraw(letter=letter, note="", by=council.rita),
    }
    assert refused(acts[verb]) == "Say why, so that those concerned can read it."


@pytest.mark.item("SM-4", "CONF-02")
def test_the_clock_starts_once_every_copy_is_recorded_as_sent(council: Council) -> None:
    letter = issued(council, "statutory")
    assert letter.state == "issued"
    dfe = letter.recipients.get(who="dfe")
    assert (
        refused(lambda: signing.record_sent(letter=letter, sent={}, by=council.hana))
        == "Record first when it was sent to Department for Education, Regional Director."
    )
    for day in (date(2025, 11, 9), date(2025, 11, 11)):
        assert "between 10 November 2025, when it was issued, and today" in refused(
            lambda day=day: signing.record_sent(  # type: ignore[misc]
                letter=letter, sent={dfe.pk: day}, by=council.hana
            )
        )
    signing.record_sent(letter=letter, sent={dfe.pk: TODAY}, by=council.hana)
    assert letter.state == "compliance_period"


@pytest.mark.item("LET-01", "SM-4b")
def test_what_is_issued_stays_as_it_read_that_day(council: Council) -> None:
    letter = issued(council)
    html, facts = letter.issued_html, letter.issued_facts
    assert "Reading fell in two years running." in html
    assert "Cora Lyle, Chair of the governing body" in html
    assert "Hana Yilmaz" in html
    assert facts["issued_on"] == "2025-11-10"
    assert facts["grounds"] == [
        "Risk of unacceptably low standards of performance that are likely to remain so"
    ]
    School.objects.filter(pk=council.hawthorn.pk).update(name="Renamed School")
    for act in (
        lambda: writing.change_letter(
            letter=letter,
            writing=writing.Writing(body="Other words"),
            expected_version=letter.version,
            by=council.rita,
        ),
        lambda: writing.set_recipients(
            letter=letter,
            recipients=[],
            expected_version=letter.version,
            by=council.rita,
        ),
    ):
        assert refused(act) == (
            "The letter is no longer a draft. Whoever signs it can return it first."
        )
    now = RestrictedLetter.objects.get(pk=letter.pk)
    assert (now.issued_html, now.issued_facts) == (html, facts)
