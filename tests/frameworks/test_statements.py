"""The statement of a year's level: written, signed by three, then frozen."""

from datetime import date

import pytest
from django.urls import reverse

from engagement.queries.statements import statement_form
from engagement.services.decisions import approve
from engagement.services.statements import (
    Agreed,
    change_statement,
    sign_statement,
)
from schools.models import Post, School
from schools.services.people import appoint, end_post
from sitrack.core.models import Notification
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from tests.frameworks.fitting import viewed_fit
from tests.frameworks.stating import (
    AGREED,
    WORDS,
    address,
    document,
    signed,
    whole,
    written,
)
from tests.pdf import text_of
from tests.reports.pages import read, signed_in, words
from tests.universe import Council


@pytest.mark.item("WIL-W-01", "WIL-W-02", "WIL-W-03", "WIL-D-01", "DEC-11")
def test_the_framework_names_its_statement_its_time_and_who_signs(
    wiltshire: Council,
) -> None:
    form = statement_form(wiltshire.framework)
    assert form is not None
    assert form.name == "Statement of categorisation"
    assert form.agreed == "agreed in partnership with the school"
    assert form.timing == (
        "either at the end of the school year in late July or at the very beginning of"
        " the year in September"
    )
    assert form.returned == "statement of categorisation form"
    assert form.signers == ("headteacher", "chair", "officer")
    shown = read(wiltshire.sam, address(wiltshire))
    assert "“agreed in partnership with the school”, either at the end of" in shown


@pytest.mark.item("WIL-W-03", "LET-05")
def test_three_sign_and_then_it_is_whole(wiltshire: Council) -> None:
    row = written(wiltshire)
    for name, state in (("cora", "open"), ("sam", "open"), ("helen", "whole")):
        row = signed(wiltshire, row, name)
        assert row.state == state
    assert row.school_name == "Hawthorn Primary School"
    assert [str(one) for one in row.signatures.all()] == [
        "Cora Lyle, Chair of Governors",
        "Sam Rowe, School Improvement Advisor",
        "Helen Marsh, Headteacher",
    ]
    told = Notification.objects.filter(recipient=wiltshire.rita)
    assert "A statement of the level is signed" in told.latest("pk").title


@pytest.mark.item("WIL-R-10", "WIL-W-03")
def test_at_an_academy_its_principal_its_ceo_and_the_chair_of_its_board_stand_in(
    wiltshire: Council,
) -> None:
    """They do what a headteacher and a chair of governors do, under their own titles."""
    academy = School.objects.filter(pk=wiltshire.hawthorn.pk)
    academy.update(establishment_type=wiltshire.academy.establishment_type)
    at = Post.objects.filter(school=wiltshire.hawthorn)
    at.filter(role=Role.HEADTEACHER).update(title="Principal")
    at.filter(role=Role.CHAIR).update(title="Chair of the Governing Board")
    appoint(
        person=wiltshire.persons["odd"],
        role=Role.HEADTEACHER,
        school=wiltshire.hawthorn,
        title="CEO",
        start=date(2025, 9, 1),
        by=wiltshire.ada,
    )
    row = signed(wiltshire, written(wiltshire), "cora", "sam")
    row = sign_statement(
        statement=row,
        part=Role.HEADTEACHER,
        edition=row.edition,
        by=wiltshire.user("odd"),
    )
    assert row.state == "whole"
    assert {str(one) for one in row.signatures.all()} == {
        "Cora Lyle, Chair of the Governing Board",
        "Odd Larsen, CEO",
        "Sam Rowe, School Improvement Advisor",
    }
    people = read(wiltshire.helen, wiltshire.hawthorn.get_absolute_url())
    assert "Principal" in people
    form = read(
        wiltshire.ada, reverse("schools:appoint", args=[wiltshire.persons["odd"].pk])
    )
    assert "Principal, CEO, Chair of the Governing Board or Executive" in form


def test_what_is_whole_is_frozen(wiltshire: Council) -> None:
    row = whole(wiltshire)
    with pytest.raises(RuleBroken, match="Everybody has signed this statement"):
        change_statement(
            statement=row,
            agreed=Agreed(AGREED, "Other words"),
            expected_version=row.version,
            by=wiltshire.sam,
        )
    answer = signed_in(wiltshire.sam).get(address(wiltshire, "statement_write"))
    assert answer["Location"] == row.get_absolute_url()
    wiltshire.hawthorn.name = "Hawthorn Academy"
    wiltshire.hawthorn.save()
    assert "Hawthorn Primary School" in text_of(document(wiltshire, "helen", row))


def test_a_changed_statement_asks_everybody_again(wiltshire: Council) -> None:
    row = signed(wiltshire, written(wiltshire), "helen", "cora")
    row = change_statement(
        statement=row,
        agreed=Agreed(AGREED, "Secure, without more"),
        expected_version=row.version,
        by=wiltshire.sam,
    )
    assert row.edition == 2
    assert signed(wiltshire, row, "sam").state == "open"
    asked = Notification.objects.filter(recipient__in=[wiltshire.helen, wiltshire.cora])
    assert asked.filter(title__startswith="A statement waits").count() == 4
    row.refresh_from_db()
    assert signed(wiltshire, row, "helen", "cora").is_whole


def test_saving_it_unchanged_asks_nobody_again(wiltshire: Council) -> None:
    row = signed(wiltshire, written(wiltshire), "helen")
    row = change_statement(
        statement=row,
        agreed=Agreed(AGREED, WORDS),
        expected_version=row.version,
        by=wiltshire.sam,
    )
    assert row.edition == 1


@pytest.mark.parametrize(
    ("part", "name", "said"),
    [
        (Role.CHAIR, "gus", "do not hold the post"),
        (Role.HEADTEACHER, "dev", "do not hold the post"),
        (Role.OFFICER, "ola", "do not hold the post"),
        (Role.GOVERNOR, "gus", "do not hold the post"),
        (Role.HEADTEACHER, "helen", "signed for this post already"),
    ],
)
def test_only_who_holds_the_post_signs_and_once(
    wiltshire: Council, part: Role, name: str, said: str
) -> None:
    row = signed(wiltshire, written(wiltshire), "helen")
    with pytest.raises(RuleBroken, match=said):
        sign_statement(statement=row, part=part, edition=1, by=wiltshire.user(name))


def test_what_was_changed_meanwhile_is_read_again_before_it_is_signed(
    wiltshire: Council,
) -> None:
    row = written(wiltshire)
    change_statement(
        statement=row,
        agreed=Agreed(AGREED, "Other words"),
        expected_version=row.version,
        by=wiltshire.sam,
    )
    answer = signed_in(wiltshire.helen).post(
        address(wiltshire, "statement_sign"),
        {"part": "headteacher", "edition": "1"},
        follow=True,
    )
    assert "The statement was changed since you opened it" in words(answer)
    assert not row.signatures.exists()


def test_a_level_that_changes_meanwhile_is_stated_anew(wiltshire: Council) -> None:
    row = written(wiltshire)
    approve(assignment=viewed_fit(wiltshire, day=date(2025, 11, 10)), by=wiltshire.rita)
    with pytest.raises(RuleBroken, match="level has changed since this statement"):
        signed(wiltshire, row, "helen")
    row = change_statement(
        statement=row,
        agreed=Agreed(AGREED, WORDS),
        expected_version=row.version,
        by=wiltshire.sam,
    )
    assert (row.level.label, row.edition) == ("Vulnerable", 2)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 11, 11), "11 November 2025 lies ahead"),
        (date(2025, 6, 30), "agreed from 1 July 2025"),
    ],
)
def test_it_is_agreed_from_the_july_before_until_today(
    wiltshire: Council, day: date, said: str
) -> None:
    with pytest.raises(RuleBroken, match=said):
        written(wiltshire, on=day)


def test_a_second_statement_of_a_year_is_refused(wiltshire: Council) -> None:
    written(wiltshire)
    with pytest.raises(RuleBroken, match="Somebody else has begun"):
        written(wiltshire)


def test_a_post_that_nobody_holds_is_said(wiltshire: Council) -> None:
    written(wiltshire)
    post = Post.objects.get(role=Role.CHAIR, school=wiltshire.hawthorn)
    end_post(post=post, on=date(2025, 11, 9), by=wiltshire.ada)
    shown = read(wiltshire.sam, address(wiltshire))
    assert "Chair of Governors Nobody is in post Waits until somebody is" in shown
