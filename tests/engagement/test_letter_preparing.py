"""Preparing a restricted letter: for whom, to whom, and what it must hold."""

import pytest
from django.core.exceptions import PermissionDenied

from engagement.models import RestrictedLetter
from engagement.rules.letter_guards import needed_copies
from engagement.services.letters import signing, writing
from engagement.services.letters.writing import Recipient, proposed_recipients
from schools.models import School
from tests.engagement.lettering import (
    approved,
    author_of,
    begun,
    kind_of,
    refused,
    written,
)
from tests.universe import TODAY, Council


@pytest.mark.item("INV-05", "ACC-040")
@pytest.mark.parametrize("course", ["preventative", "statutory"])
def test_an_academy_is_not_warned_by_the_authority(
    council: Council, course: str
) -> None:
    told = refused(
        lambda: writing.begin_letter(
            school=council.academy,
            kind=kind_of(council, course),
            by=author_of(council, course),
        )
    )
    assert told == (
        "The authority cannot warn an academy: those powers are the DfE Regional"
        " Director’s. Raise the concern with the trust or the Regional Director."
    )
    assert not RestrictedLetter.objects.exists()


@pytest.mark.item("INV-05", "SM-4")
def test_a_school_that_converts_before_the_issue_gets_no_notice(
    council: Council,
) -> None:
    letter = approved(council, "statutory")
    School.objects.filter(pk=council.hawthorn.pk).update(maintained=False)
    letter = RestrictedLetter.objects.get(pk=letter.pk)
    assert "cannot warn an academy" in refused(
        lambda: signing.issue(letter=letter, by=council.dee)
    )


def test_a_school_that_has_closed_gets_no_letter(council: Council) -> None:
    School.objects.filter(pk=council.hawthorn.pk).update(closed_on=TODAY)
    council.hawthorn.refresh_from_db()
    assert refused(lambda: begun(council)) == "The school closed on 10 November 2025."


@pytest.mark.item("SUF-E-17", "SUF-F-11", "LET-01")
def test_a_draft_begins_from_the_template_with_its_recipients_proposed(
    council: Council,
) -> None:
    letter = begun(council)
    assert letter.reference == "PWL 2025/26/1"
    assert letter.body.startswith("To the governing body of Hawthorn Primary School")
    assert "evidence based concerns" in letter.body
    assert "Please share with us your plan" in letter.body
    assert list(letter.recipients.values_list("who", "channel", "statutory")) == [
        ("chair", "sitrack", False),
        ("headteacher", "sitrack", False),
    ]
    assert begun(council).reference == "PWL 2025/26/2"


@pytest.mark.item("SUF-S-13", "CONF-02", "LET-02", "SUF-D-07")
@pytest.mark.parametrize(
    ("faith", "kind", "expected"),
    [
        ("", "Community school", []),
        ("Does not apply", "Community school", []),
        ("None", "Foundation school", ["appointing_body"]),
        ("Church of England", "Voluntary aided school", ["diocese", "appointing_body"]),
        (
            "Roman Catholic",
            "Voluntary controlled school",
            ["diocese", "appointing_body"],
        ),
    ],
)
def test_statutory_copies_follow_the_schools_type_and_religious_character(
    council: Council, faith: str, kind: str, expected: list[str]
) -> None:
    copies = needed_copies(
        kind_of(council, "statutory").copies, religious_character=faith, kind=kind
    )
    assert [copy["code"] for copy in copies] == [
        *("chair", "headteacher"),
        *expected,
        "dfe",
    ]
    School.objects.filter(pk=council.hawthorn.pk).update(
        religious_character=faith, establishment_type=kind
    )
    council.hawthorn.refresh_from_db()
    letter = begun(council, "statutory")
    assert [one.who for one in proposed_recipients(letter)] == [
        copy["code"] for copy in copies
    ]
    assert all(letter.recipients.values_list("statutory", flat=True))


@pytest.mark.item("CONF-01", "SUF-F-11")
def test_a_preventative_letter_goes_to_nobody_outside_the_school(
    council: Council,
) -> None:
    letter = begun(council)
    told = refused(
        lambda: writing.set_recipients(
            letter=letter,
            recipients=[
                Recipient("dfe", "Department for Education", "post", statutory=True)
            ],
            expected_version=letter.version,
            by=council.rita,
        )
    )
    assert told == (
        "A preventative letter is not shared beyond the school and the LA."
        " Take the other recipients out, or prepare a statutory notice."
    )


@pytest.mark.parametrize(
    ("recipients", "words"),
    [
        ([("chair", "post"), ("chair", "hand")], "Somebody is named twice"),
        ([("dfe", "sitrack")], "does not read letters in sitrack"),
    ],
)
def test_recipients_that_cannot_be_are_refused(
    council: Council, recipients: list[tuple[str, str]], words: str
) -> None:
    letter = begun(council, "statutory")
    rows = [Recipient(who, who.title(), channel) for who, channel in recipients]
    told = refused(
        lambda: writing.set_recipients(
            letter=letter,
            recipients=rows,
            expected_version=letter.version,
            by=council.hana,
        )
    )
    assert words in told


@pytest.mark.item("LET-02", "SM-4")
def test_all_that_a_notice_lacks_is_named_at_once(council: Council) -> None:
    letter = begun(council, "statutory")
    told = refused(
        lambda: signing.approve(
            letter=letter, expected_version=letter.version, by=council.dee
        )
    )
    for words in (
        "the evidence-based concerns",
        "at least one ground",
        "the actions required",
        "the day on which the compliance period ends",
        "the powers that the authority proposes to use",
        "No notice by the Secretary of State is in force",
        "Legal advice was taken",
        "Whoever wrote it can add this to the draft.",
    ):
        assert words in told


@pytest.mark.item("SM-4", "CONF-02")
def test_a_notice_without_a_statutory_copy_is_not_signed_off(council: Council) -> None:
    letter = written(council, "statutory")
    chair = Recipient("chair", "Chair of the governing body", "sitrack", statutory=True)
    writing.set_recipients(
        letter=letter,
        recipients=[chair],
        expected_version=letter.version,
        by=council.hana,
    )
    told = refused(lambda: writing.ask_for_signature(letter=letter, by=council.hana))
    assert "a copy to Headteacher" in told
    assert "a copy to Department for Education, Regional Director" in told


def test_only_a_lead_begins_a_preventative_letter_and_an_officer_none(
    council: Council,
) -> None:
    for name in ("sam", "hana", "dee", "theo", "ada", "helen"):
        with pytest.raises(PermissionDenied):
            writing.begin_letter(
                school=council.hawthorn,
                kind=kind_of(council, "preventative"),
                by=council.user(name),
            )


@pytest.mark.item("DEC-08")
def test_an_officer_works_on_a_letter_only_where_it_is_delegated(
    council: Council,
) -> None:
    letter = written(council)
    change = {
        "writing": writing.Writing(body="Mine"),
        "expected_version": letter.version,
        "by": council.sam,
    }
    with pytest.raises(PermissionDenied):
        writing.change_letter(letter=letter, **change)  # type: ignore[arg-type]
    for name in ("cora", "ada", "ola", "theo"):
        assert "Choose an officer or lead of this school." in refused(
            lambda name=name: writing.delegate(  # type: ignore[misc]
                letter=letter, to=council.user(name), by=council.rita
            )
        )
    writing.delegate(letter=letter, to=council.sam, by=council.rita)
    change["expected_version"] = letter.version
    assert writing.change_letter(letter=letter, **change).body == "Mine"  # type: ignore[arg-type]
