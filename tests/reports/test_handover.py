"""Handing over: what is open, what was promised, what comes next, and who is who."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from engagement.services.sections import SupportLine, plan_support
from schools.models import Post, School
from schools.services.people import add_person, appoint, end_post
from sitrack.core.models import Notification, User
from sitrack.core.roles import Role
from tests.reports.pages import get, queries_of, read, words
from tests.universe import Council
from visits.services.notes import start_note

AT_MOST = 12
LAST, FIRST = date(2025, 10, 31), date(2025, 11, 1)


def take_over(
    council: Council, name: str, role: Role, school: School | None = None
) -> User:
    """Somebody new takes a post at Hawthorn over from whoever held it till October."""
    here = school or council.hawthorn
    for post in Post.objects.filter(school=here, role=role, end=None):
        end_post(post=post, on=LAST, by=council.ada)
    email = f"{name.split()[0].lower()}@council.example"
    person = add_person(name=name, email=email, with_account=True, by=None)
    appoint(person=person, role=role, start=FIRST, school=here, by=None)
    assert person.user is not None
    return person.user


def handover(council: Council) -> str:
    return reverse("handover", args=[council.hawthorn.pk])


def test_a_new_sep_reads_what_is_open_and_what_was_promised(council: Council) -> None:
    council.commented_visit(text="Year 2 was on a trip that day.")
    plan_support(
        record=council.record(),
        term=council.terms["autumn"],
        lines={"entitlement": SupportLine("Two mornings on phonics", 240, 0)},
        by=council.sam,
    )
    shown = read(take_over(council, "Nia Bell", Role.OFFICER), handover(council))
    assert "Handover of Hawthorn Primary School" in shown
    assert "You have been SEP since 1 November 2025." in shown
    assert "Answer the school’s comment on the note of 10 November 2025" in shown
    assert "Notes that are not final yet" in shown
    assert "Share the phonics plan 1 Dec 2025 Helen Marsh" in shown
    assert "Support planned for the autumn term" in shown
    assert "Two mornings on phonics 4 hours planned" in shown
    assert "As agreed on 10 November 2025: Phonics check Attendance" in shown
    due = shown.split("Due this term")[1]
    assert "Give the LA’s view of the trajectory this term" in due


@pytest.mark.item("INV-21")
def test_late_steps_are_told_once_and_pointed_to(council: Council, clock: Any) -> None:
    council.final_visit()
    nia = take_over(council, "Nia Bell", Role.OFFICER)
    clock.move_to(datetime(2025, 12, 2, 9, tzinfo=UTC))
    shown = read(nia, handover(council))
    assert "Some next steps are late" in shown
    assert shown.count("Share the phonics plan") == 1


def test_it_says_who_was_here_before_and_who_else_to_know(council: Council) -> None:
    nia = take_over(council, "Nia Bell", Role.OFFICER)
    take_over(council, "Nell Ward", Role.CHAIR)
    shown = read(nia, handover(council))
    before, others = shown.split("Who else to know")
    before = before.split("Who was here before")[1]
    assert "Sam Rowe , SEP from 1 September 2025 until 31 October 2025" in before
    assert before.index("Sam Rowe") < before.index("Cora Lyle")
    assert "Helen Marsh , Headteacher since 1 September 2025" in others
    assert "helen@council.example" in others
    assert "Nell Ward , Chair of governors since 1 November 2025" in others
    assert "Rita Okafor , RLE since" in others
    assert "Hana Yilmaz , Head of School Improvement since" in others
    assert "rita@council.example" not in others
    assert "Nia Bell" not in others


def test_the_next_visits_are_told(council: Council) -> None:
    council.final_visit(next_visit_at=datetime(2025, 12, 8, 9, 30, tzinfo=UTC))
    nell = take_over(council, "Nell Ward", Role.HEADTEACHER)
    shown = read(nell, handover(council))
    assert "Next visit 8 December 2025 at 9:30am" in shown
    assert "Visit on 8 December 2025 at 9:30am , Sam Rowe" in shown
    assert "Give the school’s view of the trajectory this term" in shown
    assert "Helen Marsh , Headteacher from 1 September 2025" in shown


def test_an_empty_school_says_so_calmly(council: Council) -> None:
    shown = read(take_over(council, "Nell Ward", Role.HEADTEACHER), handover(council))
    for sentence in (
        "Nothing waits for you.",
        "No next steps are open.",
        "None is written down.",
        "Nothing was agreed for it.",
        "No visit is planned.",
    ):
        assert sentence in shown


@pytest.mark.item("CONF-07")
def test_a_new_head_reads_no_draft_of_the_authority(council: Council) -> None:
    record, sam = council.record(), council.persons["sam"]
    note = council.note(
        agenda=("A secret point",), steps=(council.step("A secret step"),)
    )
    start_note(record=record, note=note, lead=sam, by=council.sam)
    nell = take_over(council, "Nell Ward", Role.HEADTEACHER)
    shown = read(nell, handover(council))
    assert "secret" not in shown
    assert "Draft" not in shown
    nia = take_over(council, "Nia Bell", Role.OFFICER)
    shown = read(nia, handover(council))
    assert "Draft" in shown
    assert "secret" not in shown


def test_the_former_sep_reads_it_no_longer(council: Council) -> None:
    take_over(council, "Nia Bell", Role.OFFICER)
    get(council.user("sam"), handover(council), status=404)
    get(council.user("gus"), handover(council), status=403)


def test_home_says_first_that_a_post_began_for_thirty_days(
    council: Council, clock: Any
) -> None:
    nia = take_over(council, "Nia Bell", Role.OFFICER)
    line = "You became SEP of Hawthorn Primary School on 1 November 2025:"
    page = get(nia, reverse("home"))
    assert line in words(page)
    assert f'href="{handover(council)}"' in page.content.decode()
    clock.move_to(datetime(2025, 11, 30, 9, tzinfo=UTC))
    assert line in read(nia, reverse("home"))
    clock.move_to(datetime(2025, 12, 1, 9, tzinfo=UTC))
    assert line not in read(nia, reverse("home"))


def test_a_new_head_reads_the_line_on_the_school_s_page(council: Council) -> None:
    nell = take_over(council, "Nell Ward", Role.HEADTEACHER)
    shown = read(nell, council.hawthorn.get_absolute_url())
    assert "You became headteacher of Hawthorn Primary School on 1 November" in shown
    assert "Taking over? Read the handover" in shown


def test_many_posts_that_began_together_make_one_line(council: Council) -> None:
    schools = [council.elm, council.infant, council.nursery]
    nia = take_over(council, "Nia Bell", Role.OFFICER)
    for school in schools:
        post = Post.objects.get(school=school, role=Role.OFFICER)
        end_post(post=post, on=LAST, by=council.ada)
        appoint(
            person=nia.person, role=Role.OFFICER, start=FIRST, school=school, by=None
        )
    page = get(nia, reverse("home"))
    assert "You became SEP of 4 schools on 1 November 2025:" in words(page)
    listed = read(nia, reverse("handovers"))
    assert "4 schools." in listed
    assert listed.count("Sam Rowe, until 31 October 2025") == 4
    assert "Give the LA’s view of the trajectory this term" in listed


def test_reading_the_handover_settles_the_notice_of_the_post(council: Council) -> None:
    council.dev.set_password("a password of his own")
    council.dev.save()
    appoint(
        person=council.persons["dev"],
        role=Role.HEADTEACHER,
        start=FIRST,
        school=council.elm,
        by=council.ada,
    )
    notice = Notification.objects.get(title="You have been given a post in sitrack")
    assert notice.path == reverse("handover", args=[council.elm.pk])
    read(council.user("dev"), notice.path)
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_a_school_without_a_record_has_no_handover(council: Council) -> None:
    path = reverse("handover", args=[council.academy.pk])
    page = get(council.user("sam"), path, status=302)
    assert page.headers["Location"] == council.academy.get_absolute_url()


def test_it_takes_few_queries_however_much_there_is(council: Council) -> None:
    nia = take_over(council, "Nia Bell", Role.OFFICER)
    few = queries_of(nia, handover(council))
    for day in (3, 4, 5):
        council.shared_visit(date=date(2025, 11, day))
    many = queries_of(nia, handover(council))
    assert few == many <= AT_MOST
    assert queries_of(nia, reverse("handovers")) <= AT_MOST
    assert queries_of(nia, reverse("home")) <= AT_MOST
