"""The main job from end to end, page by page: a visit, a level, and a PDF."""

import re
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from engagement.forms.grounds import evidence_name, group_name
from engagement.models import LevelAssignment
from engagement.queries.hours import hours_position
from engagement.queries.levels import term_boxes
from sitrack.core.submissions import new_token
from sitrack.core.sweep import sweep
from tests.pdf import text_of
from tests.universe import Council
from tests.visits.forms import posted
from visits.models import Visit

COMMENT = "We would add that Year 1 read well too."
ANSWER = "Agreed, and I have seen the folder."
EVIDENCE = "Below national for three years."


class Browser:
    """Somebody's browser: signs in, opens pages, hands in forms."""

    def __init__(self, council: Council, person: str) -> None:
        self.client = Client()
        user = getattr(council, person)
        user.set_password("a password of the tests")
        user.save()
        page = self.client.post(
            reverse("account_login"),
            {"login": user.email, "password": "a password of the tests"},
        )
        assert page.status_code == 302

    def open(self, address: str, status: int = 200) -> str:
        """The words of a page, after any redirects."""
        response = self.client.get(address, follow=True)
        assert response.status_code == status, address
        return words(response.content.decode())

    def send(self, address: str, **data: Any) -> str:
        """Hand in a form that is in order, and read where it leads."""
        data.setdefault("submit_token", new_token())
        response = self.client.post(address, data, follow=True)
        assert response.redirect_chain, words(response.content.decode())
        assert response.status_code == 200
        return words(response.content.decode())


def words(html: str) -> str:
    """What a page says, without its tags."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def log_visit(council: Council) -> Visit:
    """The SEP goes from the list of schools to the note, saves it and shares it."""
    sam = Browser(council, "sam")
    assert "Hawthorn Primary School" in sam.open(reverse("home"))
    sam.open(reverse("school", args=[council.hawthorn.pk]))
    new = reverse("visits:visit_new", args=[council.hawthorn.pk])
    assert "Focus of this visit" in sam.open(new)
    sam.send(new, **posted(council, intent="draft"))
    visit = Visit.objects.get(state="draft")
    edit = reverse("visits:visit_edit", args=[visit.pk])
    page = sam.send(edit, **posted(council, version=str(visit.version)))
    assert "shared the note" in page
    visit.refresh_from_db()
    return visit


def answer_visit(council: Council, visit: Visit) -> None:
    """The head is told, reads and comments; the SEP answers and makes it final."""
    sweep()
    helen, sam = Browser(council, "helen"), Browser(council, "sam")
    assert "Pupils read with growing fluency" in helen.open(visit.get_absolute_url())
    comment = reverse("visits:visit_comment", args=[visit.pk])
    assert COMMENT in helen.send(comment, text=COMMENT)
    answer = reverse("visits:comment_answer", args=[visit.comments.get().pk])
    assert ANSWER in sam.send(answer, text=ANSWER)
    visit.refresh_from_db()
    finalise = reverse("visits:visit_finalise", args=[visit.pk])
    sam.open(finalise)
    assert "Final" in sam.send(finalise, version=str(visit.version))


def propose_level(council: Council) -> LevelAssignment:
    """The SEP proposes 12 hours with a criterion and its evidence."""
    sam = Browser(council, "sam")
    propose = reverse("level_propose", args=[council.hawthorn.pk])
    sam.open(propose)
    grounds = {
        group_name(council.level("suf_8")): ["SUF-C-01", "SUF-C-02"],
        group_name(council.level("suf_12")): ["SUF-C-06"],
        evidence_name("SUF-C-06"): EVIDENCE,
    }
    sam.send(
        propose,
        step="propose",
        level="suf_12",
        effective_from="10/11/2025",
        reason="Two cohorts have fallen behind.",
        rationale="",
        version="",
        **grounds,
    )
    return LevelAssignment.objects.get(state="proposed")


def decide_level(council: Council, proposal: LevelAssignment) -> None:
    """The head records the school's view; the RLE approves, and nobody else may."""
    helen, rita = Browser(council, "helen"), Browser(council, "rita")
    view = reverse("engagement:level_view", args=[proposal.pk])
    assert EVIDENCE in helen.open(view)
    helen.send(view, view="agrees", text="We welcome it.", version=proposal.version)
    assert "Hawthorn Primary School" in rita.open(reverse("level_queue"))
    proposal.refresh_from_db()
    decide = reverse("level_decide", args=[proposal.pk])
    page = rita.open(decide)
    assert EVIDENCE in page
    assert "We welcome it." in page
    rita.send(
        decide,
        decision="approve",
        effective_from="10/11/2025",
        note="Both sides agree.",
        version=proposal.version,
    )


@pytest.mark.item("SUF-W-10", "SUF-W-11", "SM-1", "SM-3")
def test_the_main_job_from_the_visit_to_the_pdf(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    visit = log_visit(council)
    assert hours_position(council.record(), council.terms["autumn"]).used == 90
    Browser(council, "gus").open(visit.get_absolute_url(), status=404)
    answer_visit(council, visit)
    assert ["helen@council.example"] in [mail.to for mail in mailoutbox]
    decide_level(council, propose_level(council))
    autumn = council.terms["autumn"]
    assert term_boxes(council.record())[autumn.pk] == council.level("suf_12")
    assert hours_position(council.record(), autumn).ceiling == 720

    gus = Browser(council, "gus")
    school = gus.open(reverse("home"))
    assert "Hawthorn Primary School" in school
    record = council.records["hawthorn"]
    assert "Rolling record" in gus.open(reverse("record", args=[record.pk]))
    pdf = gus.client.get(reverse("document", args=["record", record.pk]))
    assert pdf.headers["Content-Type"] == "application/pdf"
    printed = text_of(pdf.content)
    assert "Record of school improvement engagement model work" in printed
    assert "Pupils read with growing fluency" in printed


@pytest.mark.item("SUF-D-02", "SUF-P-08")
def test_acc_020_a_comment_is_answered_and_printed_below_the_summary(
    council: Council,
) -> None:
    visit = log_visit(council)
    helen = Browser(council, "helen")
    helen.send(reverse("visits:visit_comment", args=[visit.pk]), text=COMMENT)
    visit.refresh_from_db()
    finalise = reverse("visits:visit_finalise", args=[visit.pk])
    refused = Browser(council, "sam").client.post(
        finalise, {"version": str(visit.version)}
    )
    assert refused.status_code == 422
    assert "Answer or acknowledge the school’s comment" in refused.content.decode()
    sam = Browser(council, "sam")
    answer = reverse("visits:comment_answer", args=[visit.comments.get().pk])
    sam.send(answer, text=ANSWER)
    sam.send(finalise, version=str(visit.version))
    record = council.records["hawthorn"]
    pdf = helen.client.get(reverse("document", args=["record", record.pk]))
    printed = text_of(pdf.content)
    summary = printed.index("Pupils read with growing fluency")
    assert summary < printed.index(COMMENT) < printed.index("Share the phonics plan")
    assert ANSWER in printed


@pytest.mark.item("INV-25")
def test_every_step_can_be_read_on_the_page_of_those_concerned(
    council: Council,
) -> None:
    visit = log_visit(council)
    answer_visit(council, visit)
    page = Browser(council, "helen").open(visit.get_absolute_url())
    for told in (
        "shared the note of the visit of 10 November 2025 with the school",
        "commented on the note of the visit of 10 November 2025",
        "answered the school’s comment on the visit of 10 November 2025",
        "made the note of the visit of 10 November 2025 final",
    ):
        assert told in page
    assert "started the note" not in page
