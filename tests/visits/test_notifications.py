"""Who is told of a visit, once, by a title and a link (DP-14, CONF-04)."""

from collections.abc import Iterable

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management import call_command

from schools.services.people import appoint
from sitrack.core.models import JobState, Notification
from sitrack.core.roles import Role
from sitrack.core.sweep import sweep
from tests.building import FIRST_DAY
from tests.universe import Council
from visits.services import replies
from visits.services.notes import save_note


def told(council: Council, title: str) -> list[str]:
    """The addresses that were told of something at Hawthorn."""
    rows = Notification.objects.filter(title=f"{title}: {council.hawthorn}")
    return sorted(rows.values_list("recipient__email", flat=True))


def addresses(names: Iterable[str]) -> list[str]:
    return sorted(f"{name}@council.example" for name in names)


READY = "A visit note is ready for you to read"
CHANGED = "A visit note that was shared with you has changed"
ANSWERED = "The school has answered a visit note"
FINAL = "A visit note is final"


def test_the_leaders_are_told_of_a_shared_note(council: Council) -> None:
    council.shared_visit()
    assert told(council, READY) == addresses(["helen", "dev"])


def test_nobody_is_told_of_a_draft(council: Council) -> None:
    council.draft_visit()
    assert not Notification.objects.exists()


def test_the_leaders_are_told_of_each_change(council: Council) -> None:
    visit = council.shared_visit()
    for _ in range(2):
        save_note(
            visit=visit,
            note=council.note(),
            expected_version=visit.version,
            by=council.sam,
        )
    assert told(council, CHANGED) == addresses(["helen", "dev"] * 2)


def test_the_lead_is_told_of_the_answer(council: Council) -> None:
    council.commented_visit("Thank you.")
    assert told(council, ANSWERED) == addresses(["sam"])


def test_everybody_at_the_school_is_told_of_a_final_note(council: Council) -> None:
    council.final_visit()
    names = ["helen", "dev", "cora", "gus", "sena"]
    assert told(council, FINAL) == addresses(names)


def test_one_person_with_two_posts_is_told_once(council: Council) -> None:
    appoint(
        person=council.persons["dev"],
        role=Role.GOVERNOR,
        school=council.hawthorn,
        start=FIRST_DAY,
        by=council.ada,
    )
    council.final_visit()
    assert told(council, FINAL).count("dev@council.example") == 1


def test_two_comments_bring_two_answers(council: Council) -> None:
    visit = council.commented_visit("First.")
    replies.comment(visit=visit, text="Second.", by=council.helen)
    for comment in visit.comments.all():
        replies.answer(comment=comment, text="Yes.", by=council.sam)
    title = "Your comment on a visit note was answered"
    assert told(council, title) == addresses(["helen", "helen"])


@pytest.mark.item("CONF-04")
def test_a_mail_holds_a_title_and_a_link(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    visit = council.shared_visit()
    assert sweep() == 2
    mail = next(mail for mail in mailoutbox if mail.to == ["helen@council.example"])
    title = "A visit note is ready for you to read: Hawthorn Primary School"
    link = f"{settings.SITE_URL}/visits/{visit.pk}/"
    assert mail.subject == title
    assert mail.body == f"{title}.\n\n{link}\n\nSign in to read it.\n"
    assert mail.attachments == []


def test_a_mail_has_a_message_id_of_its_own(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    visit = council.commented_visit("First.")
    replies.answer(comment=visit.comments.get(), text="Yes.", by=council.sam)
    replies.finalise(visit=visit, expected_version=visit.version, by=council.sam)
    sent = sweep()
    ids = [str(mail.message()["Message-ID"]) for mail in mailoutbox]
    assert len(set(ids)) == sent == 9
    assert all(name.endswith("@sitrack>") and " " not in name for name in ids)


def test_a_mail_is_sent_once(council: Council, mailoutbox: list[EmailMessage]) -> None:
    council.shared_visit()
    assert (sweep(), sweep()) == (2, 0)
    assert len(mailoutbox) == 2
    assert {row.state for row in Notification.objects.all()} == {JobState.DONE}


def test_tick_delivers_what_waits(
    council: Council,
    mailoutbox: list[EmailMessage],
    capsys: pytest.CaptureFixture[str],
) -> None:
    council.shared_visit()
    call_command("tick")
    assert capsys.readouterr().out == "2 done\n"
    assert len(mailoutbox) == 2


def test_somebody_without_rights_any_more_gets_no_message(council: Council) -> None:
    council.helen.is_active = False
    council.helen.save()
    council.shared_visit()
    assert told(council, READY) == addresses(["dev"])
