"""Is a file a true copy? Told of what its holder may open, and of nothing else."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from engagement.services.letters.papers import take_copy
from sitrack.core.models import User
from tests.engagement.lettering import issued
from tests.reports.publishing import browser, opened, published
from tests.universe import Council

NOT_KNOWN = "It is no copy of anything that was published for you"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def checked(user: User, content: bytes, *, status: int = 200) -> str:
    """What the page says of a file."""
    file = SimpleUploadedFile("from-the-chair.pdf", content)
    response = browser(user).post(reverse("check_copy"), {"file": file})
    assert response.status_code == status
    return response.content.decode()


def test_a_true_copy_is_known_and_a_changed_one_is_not(council: Council) -> None:
    version = published(council)
    content = bytes(opened(version, council.cora).content)
    page = checked(council.cora, content)
    assert "Yes, it is a true copy" in page
    assert version.get_absolute_url() in page
    assert version.sha256 in page
    assert NOT_KNOWN in checked(council.cora, content + b"\n")


@pytest.mark.parametrize("audience", ["leaders", "team"])
def test_a_version_for_others_is_as_unknown_as_what_never_was(
    council: Council, audience: str
) -> None:
    version = published(council, audience)
    content = bytes(opened(version, council.sam).content)
    assert "Yes, it is a true copy" in checked(council.sam, content)
    page, other = checked(council.cora, content), checked(council.cora, b"%PDF-1.7 x")
    assert NOT_KNOWN in page
    without = re.compile(r"SHA-256: \w+")
    assert TOKEN.sub("", without.sub("", page)) == TOKEN.sub("", without.sub("", other))


def test_a_version_of_another_school_is_unknown(council: Council) -> None:
    content = bytes(opened(published(council), council.sam).content)
    assert NOT_KNOWN in checked(council.odd, content)


@pytest.mark.item("PDF-09")
def test_a_stamped_letter_is_known_as_the_copy_that_somebody_took(
    council: Council,
) -> None:
    letter = issued(council)
    copy = take_copy(letter=letter, by=council.cora)
    page = checked(council.helen, copy)
    assert "that Cora Lyle took" in page
    assert letter.get_absolute_url() in page
    for name in ("sam", "gus", "dev", "odd"):
        page = checked(council.user(name), copy)
        assert NOT_KNOWN in page
        assert "Cora Lyle took" not in page
        assert "PWL" not in page


def test_a_page_without_a_file_asks_for_one(council: Council) -> None:
    response = browser(council.cora).post(reverse("check_copy"), {})
    assert response.status_code == 422
    assert "Choose a file for the PDF to check" in response.content.decode()
    assert browser(council.ada).get(reverse("check_copy")).status_code == 403
