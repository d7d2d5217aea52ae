"""An issued letter on paper: a fixed original, and copies that name their reader."""

import re
from pathlib import Path

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from engagement.models import LetterCopy, LetterPaper, RestrictedLetter
from engagement.services.letters.papers import draw_paper, take_copy
from sitrack.core import sweep
from sitrack.core.documents import laid_over
from sitrack.core.files.fixed import sum_of
from sitrack.core.models import Audience, Event, JobState
from tests.engagement.lettering import approved, issued, on
from tests.pdf import failures, information_of, structure_of, text_of
from tests.universe import Council

STAMP = "Copy for Cora Lyle, taken on 10 November 2025 at 10am."


def paper_of(letter: RestrictedLetter) -> LetterPaper:
    return LetterPaper.objects.get(letter=letter)


def copy_for(letter: RestrictedLetter, user: object) -> bytes:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    response = client.get(reverse("engagement:letter_copy", args=[letter.pk]))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return bytes(response.content)


@pytest.mark.item("PDF-09", "INV-25")
def test_a_copy_names_its_reader_and_is_noted(council: Council, tmp_path: Path) -> None:
    letter = issued(council)
    copy = copy_for(letter, council.cora)
    text = text_of(copy)
    assert STAMP in text
    assert "Restricted: not to be passed on." in text
    assert "To the governing body of Hawthorn Primary School" in text
    assert STAMP not in structure_of(copy)
    assert failures(copy, tmp_path) == ""
    kept = LetterCopy.objects.get()
    assert (kept.letter, kept.reader, kept.sha256) == (
        letter,
        council.cora,
        sum_of(copy),
    )
    told = Event.objects.about(letter).get(verb="letter.copied")
    assert (told.actor_name, told.audience, told.scope) == (
        "Cora Lyle",
        Audience.RESTRICTED,
        "",
    )


@pytest.mark.item("PDF-09")
def test_the_paper_says_all_that_was_frozen(council: Council) -> None:
    letter = issued(council, "statutory")
    text = text_of(copy_for(letter, council.dee))
    frozen = strip_tags(re.sub(r"</?(li|p|h2|br|div)[^>]*>", "\n", letter.issued_html))
    lines = [line.strip() for line in frozen.splitlines() if line.strip()]
    assert len(lines) > 10
    missing = [line for line in lines if line.replace("&#x27;", "’") not in text]
    assert [line for line in missing if "issued on" not in line] == []
    assert "10 November 2025" in text


def test_the_original_is_drawn_once_and_stays(council: Council) -> None:
    letter = issued(council)
    assert paper_of(letter).state == JobState.WAITING
    sweep.sweep()
    paper = paper_of(letter)
    assert (paper.state, paper.is_drawn) == (JobState.DONE, True)
    first = take_copy(letter=letter, by=council.cora)
    with on(2026, 3, 2):
        later = take_copy(letter=letter, by=council.helen)
        draw_paper(paper)
    assert first != later
    assert "Copy for Helen Marsh, taken on 2 March 2026" in text_of(later)
    again = paper_of(letter)
    assert (again.sha256, again.content.name) == (paper.sha256, paper.content.name)
    original = Path(paper.content.path).read_bytes()
    assert sum_of(original) == paper.sha256
    assert "Copy for" not in text_of(original)


def test_a_letter_from_before_has_its_paper_when_it_is_asked_for(
    council: Council,
) -> None:
    letter = issued(council)
    LetterPaper.objects.all().delete()
    assert STAMP in text_of(take_copy(letter=letter, by=council.cora))
    assert paper_of(letter).is_drawn
    assert sweep.sweep()
    assert paper_of(letter).state == JobState.DONE


def test_the_file_tells_nothing_of_the_school_by_its_name(council: Council) -> None:
    letter = issued(council)
    client = Client()
    client.force_login(council.cora)
    response = client.get(reverse("engagement:letter_copy", args=[letter.pk]))
    named = f"attachment; filename*=UTF-8''document-{letter.pk}.pdf"
    assert response["Content-Disposition"] == named
    assert response["Cache-Control"] == "private, no-store"
    assert "PWL" in information_of(bytes(response.content))


def test_a_draft_has_no_paper(council: Council) -> None:
    letter = approved(council)
    client = Client()
    client.force_login(council.hana)
    page = reverse("engagement:letter_copy", args=[letter.pk])
    response = client.get(page, follow=True)
    assert response.redirect_chain == [(letter.get_absolute_url(), 302)]
    assert "There is a PDF once the letter is issued." in response.content.decode()
    assert not LetterPaper.objects.exists()


@pytest.mark.item("CONF-14")
@pytest.mark.parametrize("name", ["ada", "theo", "gus", "dev", "sam", "odd"])
def test_nobody_else_is_given_a_copy(council: Council, name: str) -> None:
    letter = issued(council)
    client = Client()
    client.force_login(getattr(council, name))
    page = reverse("engagement:letter_copy", args=[letter.pk])
    assert client.get(page).status_code == 404
    assert not LetterCopy.objects.exists()
    assert Event.objects.filter(verb="access.refused").count() == 1


def test_an_original_that_was_tampered_with_is_not_handed_out(
    council: Council, caplog: pytest.LogCaptureFixture
) -> None:
    letter = issued(council)
    sweep.sweep()
    paper = paper_of(letter)
    Path(paper.content.path).chmod(0o600)
    Path(paper.content.path).write_bytes(b"%PDF-1.7 another")
    client = Client()
    client.force_login(council.cora)
    page = reverse("engagement:letter_copy", args=[letter.pk])
    response = client.get(page, follow=True)
    assert "so it is not handed out" in response.content.decode()
    assert not LetterCopy.objects.exists()
    assert "is not as it was kept" in caplog.text


def test_a_stamp_is_the_same_for_the_same_words_and_changes_no_page_below(
    council: Council,
) -> None:
    letter = issued(council)
    sweep.sweep()
    original = Path(paper_of(letter).content.path).read_bytes()
    assert laid_over(original, STAMP) == laid_over(original, STAMP)
    with pikepdf.open(paper_of(letter).content.path) as plain:
        pages = len(plain.pages)
    text = text_of(laid_over(original, STAMP))
    assert text.count(STAMP) == pages
    assert text.replace(STAMP, "").split() == text_of(original).split()
