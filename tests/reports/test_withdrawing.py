"""A version that should not be used is withdrawn; one that is not yet is looked at."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.models import Publication, PublicationOpening, Withdrawal
from reports.services.withdrawing import withdraw
from sitrack.core.models import Event, Notification
from sitrack.core.rules import RuleBroken
from tests.access.printing import print_as_text
from tests.reports.publishing import browser, opened, published
from tests.universe import Council

pytestmark = pytest.mark.usefixtures("undrawn")
WHY = "The level on page 2 is another school’s."


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    print_as_text(monkeypatch)


@pytest.fixture
def version(council: Council) -> Publication:
    return published(council)


def page(council: Council, name: str, address: str) -> str:
    return browser(council.user(name)).get(address).content.decode()


def listed(council: Council, name: str) -> str:
    address = reverse("school_published", args=[council.hawthorn.pk])
    return page(council, name, address)


def test_an_officer_withdraws_a_version_with_a_reason(
    council: Council, version: Publication
) -> None:
    address = reverse("publication_withdraw", args=[version.pk])
    assert address in page(council, "sam", version.get_absolute_url())
    sent = browser(council.sam).post(address, {"reason": WHY}, follow=True)
    shown = sent.content.decode()
    assert "Version 1 is withdrawn." in shown
    assert WHY in shown
    made = Withdrawal.objects.get()
    assert (made.publication, made.reason, made.by) == (version, WHY, council.sam)
    assert address not in page(council, "sam", version.get_absolute_url())


def test_its_readers_are_told_why_and_cannot_open_it(
    council: Council, version: Publication
) -> None:
    before = Notification.objects.filter(recipient=council.gus).count()
    withdraw(publication=version, reason=WHY, by=council.sam)
    shown = page(council, "gus", version.get_absolute_url())
    assert "Withdrawn" in listed(council, "gus")
    assert WHY in shown
    assert reverse("publication_file", args=[version.pk]) not in shown
    assert opened(version, council.gus).status_code == 302
    assert PublicationOpening.objects.count() == 0
    told = Notification.objects.filter(recipient=council.gus)
    assert told.count() == before + 1
    # A mail names neither the school nor the document (CONF-04).
    assert "Hawthorn" not in told.latest("pk").title
    assert Event.objects.about(version).filter(verb="publication.withdrawn").exists()


def test_who_could_publish_it_can_show_what_was_given(
    council: Council, version: Publication
) -> None:
    before = opened(version, council.sam).content
    withdraw(publication=version, reason=WHY, by=council.sam)
    assert opened(version, council.sam).content == before
    assert opened(version, council.rita).content == before


def test_a_copy_of_it_is_a_true_copy_of_what_holds_no_more(
    council: Council, version: Publication
) -> None:
    content = opened(version, council.gus).content
    withdraw(publication=version, reason=WHY, by=council.sam)
    file = SimpleUploadedFile("copy.pdf", content, content_type="application/pdf")
    sent: Any = browser(council.gus).post(reverse("check_copy"), {"file": file})
    shown = sent.content.decode()
    assert "Yes, it is a true copy" in shown
    assert "It holds no more: it was withdrawn" in shown
    assert WHY in shown


def test_only_who_could_publish_withdraws_once_and_says_why(
    council: Council, version: Publication
) -> None:
    for name in ("helen", "gus", "cora"):
        with pytest.raises(PermissionDenied):
            withdraw(publication=version, reason=WHY, by=council.user(name))
    with pytest.raises(RuleBroken, match="Say why"):
        withdraw(publication=version, reason="  ", by=council.sam)
    withdraw(publication=version, reason=WHY, by=council.sam)
    fresh = Publication.objects.get(pk=version.pk)
    with pytest.raises(RuleBroken, match="withdrawn already"):
        withdraw(publication=fresh, reason="Another.", by=council.rita)
    assert Withdrawal.objects.get().reason == WHY


def test_the_next_version_has_the_next_number(
    council: Council, version: Publication
) -> None:
    withdraw(publication=version, reason=WHY, by=council.sam)
    assert published(council).number == 2
    shown = listed(council, "gus")
    assert shown.count("Withdrawn") == 1
    assert opened(published(council), council.gus).status_code == 200


def previewed(council: Council, name: str, audience: str) -> Any:
    key = council.records["hawthorn"].pk
    address = reverse("publish_preview", args=["record", key, audience])
    return browser(council.user(name)).get(address)


def test_a_preview_holds_what_the_version_will_and_says_that_it_is_none(
    council: Council,
) -> None:
    form = reverse("publish", args=["record", council.records["hawthorn"].pk])
    assert "governors/preview.pdf" in page(council, "sam", form)
    seen = previewed(council, "sam", "governors")
    assert seen["Content-Type"] == "application/pdf"
    shown = seen.content.decode()
    assert "Preview of a version for governors" in shown
    assert "not published" in shown
    made = opened(published(council), council.gus).content.decode()
    body = "<h1"
    assert shown[shown.index(body) :] == made[made.index(body) :]


def test_a_preview_publishes_nothing_and_tells_nobody(council: Council) -> None:
    before = Event.objects.count(), Notification.objects.count()
    assert previewed(council, "sam", "leaders").status_code == 200
    assert Publication.objects.count() == 0
    assert (Event.objects.count(), Notification.objects.count()) == before


@pytest.mark.parametrize(("name", "status"), [("helen", 403), ("gus", 403)])
def test_no_reader_sees_a_version_before_it_is_published(
    council: Council, name: str, status: int
) -> None:
    assert previewed(council, name, "governors").status_code == status
    assert previewed(council, name, "members").status_code == 404
