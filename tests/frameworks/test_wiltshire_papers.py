"""The papers that a school sends before a meeting of its plan (WIL-N-07, WIL-D-16)."""

from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from plans.models import MeetingPaper, PlanReview
from plans.services.papers import add_paper, take_back_paper
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import new_token
from sitrack.core.sweep import sweep
from tests.engagement.section_forms import text
from tests.frameworks.meeting import again, held, meeting, returned, sent
from tests.frameworks.planning import agreed
from tests.plans.forms import url
from tests.samples import PDF
from tests.universe import Council

TITLE = "Updated improvement plan"


def added(council: Council, review: PlanReview, title: str = TITLE) -> MeetingPaper:
    file = ContentFile(PDF, name="plan.pdf")
    return add_paper(review=review, title=title, file=file, by=council.helen)


def opened(client: Client, user: Any, paper: MeetingPaper) -> int:
    client.force_login(user)
    answer = client.get(url("paper", paper.pk))
    answer.close()
    return answer.status_code


@pytest.mark.item("WIL-N-07", "WIL-D-16", "CONF-07")
def test_the_authority_has_the_papers_once_the_school_has_sent_its_part(
    client: Client, wiltshire: Council
) -> None:
    review = sent(wiltshire)
    paper = added(wiltshire, review)
    sweep()
    assert opened(client, wiltshire.helen, paper) == 200
    assert opened(client, wiltshire.sam, paper) == 404
    client.force_login(wiltshire.sam)
    assert TITLE not in text(client.get(url("review", review.pk)))
    returned(wiltshire, again(review))
    assert TITLE in text(client.get(url("review", review.pk)))
    assert opened(client, wiltshire.sam, paper) == 200
    assert opened(client, wiltshire.gus, paper) == 404
    assert Event.objects.filter(verb="meeting.paper_opened").count() == 2


def test_the_head_adds_a_paper_on_a_page_and_takes_it_back(
    client: Client, wiltshire: Council
) -> None:
    review = sent(wiltshire)
    client.force_login(wiltshire.helen)
    page = text(client.get(url("paper_add", review.pk)))
    assert "most recent HT report to governors and supporting evidence" in page
    form = {
        "title": TITLE,
        "file": SimpleUploadedFile("plan.pdf", PDF),
        "submit_token": new_token(),
    }
    answer = client.post(url("paper_add", review.pk), form)
    assert answer.status_code == 302
    paper = MeetingPaper.objects.get()
    assert TITLE in text(client.get(url("review", review.pk)))
    client.post(url("paper_take_back", paper.pk))
    assert (
        TITLE
        not in text(client.get(url("review", review.pk))).split("What happened")[0]
    )
    paper.file.refresh_from_db()
    assert paper.file.removed_at is not None


def test_what_the_authority_had_is_withdrawn_and_its_bytes_stay(
    wiltshire: Council,
) -> None:
    review = sent(wiltshire)
    paper = added(wiltshire, review)
    returned(wiltshire, again(review))
    take_back_paper(paper=paper, by=wiltshire.helen)
    paper.file.refresh_from_db()
    assert paper.file.removed_at is None
    assert not MeetingPaper.objects.visible_to(wiltshire.sam).exists()
    with pytest.raises(RuleBroken, match="taken back already"):
        take_back_paper(paper=paper, by=wiltshire.helen)


def test_a_file_that_is_none_of_the_kinds_is_refused_and_kept_nowhere(
    client: Client, wiltshire: Council
) -> None:
    review = sent(wiltshire)
    client.force_login(wiltshire.helen)
    form = {
        "title": TITLE,
        "file": SimpleUploadedFile("plan.pdf", b"MZ\x90 no paper"),
        "submit_token": new_token(),
    }
    assert client.post(url("paper_add", review.pk), form).status_code == 422
    assert not MeetingPaper.objects.exists()


def test_papers_are_added_from_the_sending_to_the_meeting(
    wiltshire: Council, clock: time_machine.Traveller
) -> None:
    planned = meeting(agreed(wiltshire))
    with pytest.raises(RuleBroken):
        added(wiltshire, planned)
    review = returned(wiltshire, sent(wiltshire, planned.plan))
    paper = added(wiltshire, review)
    clock.move_to("2026-02-10T12:00:00+00:00")
    held(wiltshire, again(review))
    for act in (
        lambda: added(wiltshire, again(review)),
        lambda: take_back_paper(paper=paper, by=wiltshire.helen),
    ):
        with pytest.raises(RuleBroken):
            act()
    assert MeetingPaper.objects.visible_to(wiltshire.sam).get() == paper
