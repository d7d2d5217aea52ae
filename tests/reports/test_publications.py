"""A version is published for an audience, numbered and hashed, and never changes."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.http import Http404
from django.urls import reverse

from reports.documents import KINDS
from reports.models import Publication, PublicationOpening
from reports.services.publications import publish
from schools.services.people import appoint
from sitrack.core import clock
from sitrack.core.files.fixed import sum_of
from sitrack.core.models import Audience, Event, Notification
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import sweep
from tests.access.printing import print_as_text
from tests.pdf import failures, text_of
from tests.plans.running import evaluated
from tests.reports.printing import final
from tests.reports.publishing import browser, opened, published
from tests.universe import NOW, Council
from visits.services import documents, replies


def with_a_paper(council: Council) -> None:
    """A final note for all, with a document that of the school only its leaders see."""
    visit = council.shared_visit(texts={"focus": "Reading.", "summary": "OPENTOALL"})
    paper = documents.add_document(
        visit=visit, title="LEADERSONLY", link="https://a.example/", by=council.helen
    )
    documents.consent(document=paper, by=council.helen)
    replies.comment(visit=visit, text="", by=council.helen)
    replies.finalise(visit=visit, expected_version=visit.version, by=council.sam)


def lists(council: Council, name: str) -> str:
    page = reverse("school_published", args=[council.hawthorn.pk])
    return browser(council.user(name)).get(page).content.decode()


@pytest.mark.item("PDF-01", "CONF-07")
def test_a_version_holds_what_its_audience_may_see_and_says_which_it_is(
    council: Council, tmp_path: Path
) -> None:
    with_a_paper(council)
    governors, leaders = published(council), published(council, "leaders")
    texts = [
        text_of(bytes(opened(one, council.sam).content)) for one in (governors, leaders)
    ]
    assert [("OPENTOALL" in text, "LEADERSONLY" in text) for text in texts] == [
        (True, False),
        (True, True),
    ]
    says = "Version 1 for governors and the school’s leaders, published 10 November"
    assert f"{says} 2025 by Sam Rowe" in texts[0]
    assert "Printed" not in texts[0]
    content = bytes(opened(governors, council.cora).content)
    assert failures(content, tmp_path) == ""
    assert b"LEADERSONLY" not in whole(content)


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are kept as the text that would be drawn: for what is about rights."""
    print_as_text(monkeypatch)


def whole(pdf: bytes) -> bytes:
    """Every object of the file as plain bytes: text, outline, metadata, attachments."""
    with pikepdf.open(BytesIO(pdf)) as file:
        assert "/EmbeddedFiles" not in file.Root.get("/Names", {})
        return b"".join(
            one.read_bytes() if isinstance(one, pikepdf.Stream) else one.unparse()
            for one in file.objects
        )


def test_a_version_always_gives_the_same_bytes(council: Council) -> None:
    version = published(council)
    first = opened(version, council.cora)
    final(council, date(2025, 11, 5), "WRITTENLATER")
    later = opened(version, council.helen)
    assert first.content == later.content
    assert sum_of(first.content) == version.sha256
    assert len(first.content) == version.size
    assert first["Content-Disposition"].endswith(
        "record-hawthorn-primary-school-2025-26-version-1.pdf"
    )
    second = published(council)
    assert (second.number, second.sha256 == version.sha256) == (2, False)
    assert b"WRITTENLATER" not in first.content


@pytest.mark.usefixtures("undrawn")
def test_versions_are_counted_for_each_audience_by_itself(council: Council) -> None:
    made = [published(council, one) for one in ("team", "leaders", "team", "governors")]
    assert [(one.audience, one.number) for one in made] == [
        ("team", 1),
        ("leaders", 1),
        ("team", 2),
        ("governors", 1),
    ]
    assert all(len(one.template_version) == 16 for one in made)


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("helen", {"governors", "leaders"}),
        ("dev", {"governors", "leaders"}),
        ("cora", {"governors"}),
        ("gus", {"governors"}),
        ("sena", {"governors"}),
        ("sam", {"governors", "leaders", "team"}),
        ("rita", {"governors", "leaders", "team"}),
        ("hana", {"governors", "leaders", "team"}),
        ("theo", set()),
        ("odd", set()),
        ("rolf", set()),
        ("ada", set()),
    ],
)
@pytest.mark.usefixtures("undrawn")
def test_a_version_is_opened_by_its_audience_and_no_one_else(
    council: Council, name: str, reads: set[str]
) -> None:
    made = [published(council, one) for one in ("governors", "leaders", "team")]
    got = {one.audience: opened(one, council.user(name)).status_code for one in made}
    assert got == {one.audience: 200 if one.audience in reads else 404 for one in made}
    assert PublicationOpening.objects.count() == len(reads)


@pytest.mark.item("INV-25")
@pytest.mark.usefixtures("undrawn")
def test_each_opening_is_a_row_and_an_event(council: Council) -> None:
    version = published(council)
    opened(version, council.cora)
    opened(version, council.cora)
    openings = PublicationOpening.objects.filter(publication=version)
    assert {(one.reader, one.at) for one in openings} == {(council.cora, NOW)}
    assert openings.count() == 2
    told = Event.objects.about(version).filter(verb="publication.opened")
    assert [(one.actor_name, one.audience) for one in told] == [
        ("Cora Lyle", Audience.SYSTEM)
    ] * 2


@pytest.mark.usefixtures("undrawn")
def test_who_opened_what_is_told_to_the_authority_and_the_head(
    council: Council,
) -> None:
    opened(published(council), council.gus)
    for name in ("sam", "rita", "hana", "helen"):
        assert "<strong>Gus Pell</strong> opened" in lists(council, name)
    for name in ("dev", "cora", "gus"):
        page = lists(council, name)
        assert "version 1" in page
        assert "Gus Pell</strong> opened" not in page
        assert 'data-label="Opened"' not in page


@pytest.mark.usefixtures("undrawn")
def test_a_list_names_only_what_its_reader_may_open(council: Council) -> None:
    published(council, "team")
    published(council, "leaders")
    assert "The school improvement team" not in lists(council, "helen")
    assert "Nothing has been published for you yet." in lists(council, "cora")
    assert lists(council, "sam").count("version 1</a>") == 2


@pytest.mark.item("CONF-04")
@pytest.mark.usefixtures("undrawn")
def test_the_audience_is_mailed_a_link_under_a_title_that_tells_nothing(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    version = published(council)
    while sweep():
        pass
    told = {mail.to[0].split("@")[0] for mail in mailoutbox}
    assert told == {"helen", "dev", "cora", "gus", "sena"}
    mail = mailoutbox[0]
    assert mail.subject == "A document was published for you in sitrack"
    assert version.get_absolute_url() in mail.body
    assert "Hawthorn" not in f"{mail.subject}{mail.body}"
    assert mail.attachments == []
    browser(council.cora).get(version.get_absolute_url())
    mine = Notification.objects.get(recipient=council.cora)
    assert mine.read_at == NOW


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("helen", PermissionDenied),
        ("cora", PermissionDenied),
        ("dee", PermissionDenied),
        ("theo", PermissionDenied),
        ("ola", Http404),
        ("ada", Http404),
    ],
)
@pytest.mark.usefixtures("undrawn")
def test_only_who_writes_the_record_publishes_it(
    council: Council, name: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        published(council, by=name)
    assert not Publication.objects.exists()


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("audience", ["governors", "leaders", "team"])
def test_every_document_of_a_school_can_be_published(
    council: Council, audience: str
) -> None:
    done = evaluated(council)
    subjects = {
        "record": council.records["hawthorn"].pk,
        "summary": council.records["hawthorn"].pk,
        "inspection-pack": council.records["hawthorn"].pk,
        "visit": final(council, date(2025, 11, 5), "Phonics").pk,
        "plan": done.plan.pk,
        "evaluation": done.pk,
    }
    for code, pk in subjects.items():
        made = publish(kind=KINDS[code], subject=pk, audience=audience, by=council.sam)
        assert (made.kind, made.number) == (code, 1)


@pytest.mark.usefixtures("undrawn")
def test_what_an_audience_may_not_read_is_not_published_for_it(
    council: Council,
) -> None:
    visit = final(council, date(2025, 11, 5), "Read by all")
    with pytest.raises(RuleBroken) as broken:
        publish(
            kind=KINDS["glossary"],
            subject=council.framework.pk,
            audience="governors",
            by=council.sam,
        )
    assert broken.value.message == "Say for whom it is published."
    with pytest.raises(RuleBroken) as broken:
        published(council, "members")
    assert broken.value.field == "audience"
    note = publish(
        kind=KINDS["visit"], subject=visit.pk, audience="governors", by=council.sam
    )
    assert note.school == council.hawthorn
    assert not Event.objects.filter(verb="access.refused").exists()


@pytest.mark.usefixtures("undrawn")
def test_the_list_stays_with_the_school_after_its_people_have_gone(
    council: Council,
) -> None:
    version = published(council)
    successor = council.persons["odd"]
    appoint(
        person=successor,
        role=Role.GOVERNOR,
        start=clock.today(),
        school=council.hawthorn,
        region=None,
        by=None,
    )
    assert opened(version, council.user("odd")).status_code == 200


@pytest.mark.usefixtures("undrawn")
def test_a_version_that_was_tampered_with_is_not_handed_out(
    council: Council, caplog: pytest.LogCaptureFixture
) -> None:
    version = published(council)
    Path(version.content.path).write_bytes(b"%PDF-1.7 another")
    page = browser(council.cora).get(
        reverse("publication_file", args=[version.pk]), follow=True
    )
    assert "so it is not handed out" in page.content.decode()
    assert not PublicationOpening.objects.exists()
    assert "is not as it was published" in caplog.text
