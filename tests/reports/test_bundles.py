"""The records of many schools in one zip: made row by row, kept a week, for its asker."""

import zipfile
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from reports.models import Bundle, BundleItem, Made
from reports.queries.bundles import Period, progress_of
from reports.services import bundles
from schools.models import Person, Post
from schools.services.people import end_post
from sitrack.core import sweep
from sitrack.core.documents import NotDrawn
from sitrack.core.documents.value import Document
from sitrack.core.models import Event, JobState, Term
from sitrack.core.rules import RuleBroken
from tests.access.printing import as_text, print_as_text
from tests.reports.printing import final
from tests.reports.publishing import browser
from tests.universe import NOW, Council

# Every school of the cast that has a record.
ALL = 10


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made is the text that would be drawn."""
    print_as_text(monkeypatch)


def asked(
    council: Council,
    by: str = "hana",
    *,
    term: Term | None = None,
    officer: Person | None = None,
) -> Bundle:
    return bundles.ask_for_bundle(
        period=Period(council.year, term), officer=officer, by=council.user(by)
    )


def swept() -> Bundle:
    """The one bundle, after all sweeps that it takes."""
    while sweep.sweep():
        pass
    return Bundle.objects.get()


def fetched(client: Client, bundle: Bundle) -> zipfile.ZipFile:
    response = client.get(reverse("bundle_file", args=[bundle.pk]))
    assert response.status_code == 200
    return zipfile.ZipFile(BytesIO(response.getvalue()))


def files() -> list[Path]:
    folder = Path(default_storage.path(bundles.FOLDER))
    return sorted(folder.glob("*")) if folder.exists() else []


def test_all_records_of_the_authority_are_packed_with_a_list(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    before = files()
    asked(council)
    bundle = swept()
    assert progress_of(bundle) == (ALL, ALL, 0)
    packed = fetched(browser(council.hana), bundle)
    names = packed.namelist()
    assert len(names) == ALL + 1
    assert names[0] == "what-is-inside.txt"
    assert "hawthorn-primary-school-900001/record-2025-26.pdf" in names
    told = packed.read("what-is-inside.txt").decode("utf-8-sig")
    assert told.startswith("The records of 2025/26\r\nMade for Hana Yilmaz, as of 10 ")
    assert "Inside: 10" in told
    assert "Could not be made" not in told
    hawthorn = packed.read("hawthorn-primary-school-900001/record-2025-26.pdf")
    assert b"Hawthorn Primary School" in hawthorn
    assert [mail.subject for mail in mailoutbox] == [bundles.READY]
    assert bundle.get_absolute_url() in mailoutbox[0].body
    assert mailoutbox[0].attachments == []
    # The single documents are gone: the zip alone lies there.
    assert len(files()) == len(before) + 1


def test_a_bundle_of_one_officer_holds_that_officers_schools(council: Council) -> None:
    asked(council, officer=council.persons["ola"])
    bundle = swept()
    assert [item.name for item in bundle.items.all()] == [
        "birch-primary-school-900011/record-2025-26.pdf"
    ]


def test_an_officer_is_given_no_school_of_another(council: Council) -> None:
    asked(council, by="sam")
    schools = {item.school for item in BundleItem.objects.all()}
    assert council.birch not in schools
    assert len(schools) == ALL - 1


def test_a_bundle_of_a_term_has_its_final_visits_too(council: Council) -> None:
    visit = final(council, date(2025, 11, 5), "Phonics")
    council.shared_visit()
    asked(council, by="sam", term=council.terms["autumn"])
    names = list(swept().items.values_list("name", flat=True))
    folder = "hawthorn-primary-school-900001"
    assert [name for name in names if "visit" in name] == [
        f"{folder}/visit-2025-11-05-{visit.pk}.pdf"
    ]
    assert f"{folder}/record-2025-26.pdf" in names


def test_what_cannot_be_made_is_told_in_the_zip(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(document: Document) -> bytes:
        if "Elm" in document.running:
            raise NotDrawn("The document is too long to print.")
        if "Ash" in document.running:
            raise ZeroDivisionError
        return as_text(document)

    monkeypatch.setattr(bundles, "render_pdf", draw)
    asked(council)
    bundle = swept()
    assert progress_of(bundle) == (ALL, ALL - 2, 2)
    packed = fetched(browser(council.hana), bundle)
    told = packed.read("what-is-inside.txt").decode("utf-8-sig")
    elm = "elm-junior-school-900002/record-2025-26.pdf"
    assert elm not in packed.namelist()
    assert "Could not be made: 2" in told
    assert f"  {elm} (Elm Junior School): It could not be drawn. The document" in told
    assert "(Ash Primary School): Something went wrong while it was made." in told
    page = browser(council.hana).get(bundle.get_absolute_url()).content.decode()
    assert "Elm Junior School" in page


def test_it_goes_on_where_a_worker_died(
    council: Council, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(council)
    made: list[str] = []

    def draw(document: Document) -> bytes:
        if len(made) == 4:
            raise KeyboardInterrupt
        made.append(document.running)
        return as_text(document)

    with monkeypatch.context() as dying:
        dying.setattr(bundles, "render_pdf", draw)
        with pytest.raises(KeyboardInterrupt):
            sweep.sweep()
    assert progress_of(Bundle.objects.get()).made == 4
    held = BundleItem.objects.get(state=JobState.RUNNING)
    swept()
    assert progress_of(Bundle.objects.get()).made == ALL - 1
    clock.move_to(NOW + sweep.LEASE + timedelta(seconds=1))
    bundle = swept()
    assert progress_of(bundle) == (ALL, ALL, 0)
    assert held.name in fetched(browser(council.hana), bundle).namelist()


def test_no_page_waits_for_it_and_a_sweep_ends_in_time(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = asked(council)
    sweep.sweep(long=False)
    assert progress_of(bundle).done == 0
    with monkeypatch.context() as late:
        late.setattr(sweep, "SECONDS", -1)
        sweep.sweep()
    assert progress_of(bundle).done == 0
    # As many sweeps as may are at it already.
    held = list(BundleItem.objects.values_list("pk", flat=True)[: sweep.LONG_AT_ONCE])
    BundleItem.objects.filter(pk__in=held).update(
        state=JobState.RUNNING, leased_until=NOW + sweep.LEASE
    )
    assert not sweep.long_work_is_due()
    sweep.sweep()
    assert progress_of(bundle).done == 0


def test_what_kills_its_worker_again_and_again_is_given_up_and_told(
    council: Council, clock: time_machine.Traveller
) -> None:
    asked(council, officer=council.persons["ola"])
    BundleItem.objects.update(state=JobState.RUNNING, attempts=3, leased_until=NOW)
    clock.shift(timedelta(minutes=1))
    item = swept().items.get()
    assert item.outcome == Made.FAILED
    assert item.reason == "It was begun three times and never came to an end."


def test_one_that_is_stopped_makes_no_more_and_keeps_nothing(
    council: Council,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    before = files()
    bundle = asked(council)
    monkeypatch.setattr(sweep, "SECONDS", -1)
    items = list(bundle.items.all())
    bundles.make_item(items[0])
    with django_capture_on_commit_callbacks(execute=True):
        browser(council.hana).post(reverse("bundle_stop", args=[bundle.pk]))
    bundles.make_item(items[1])
    stopped = swept()
    assert (stopped.is_stopped, stopped.content.name) == (True, "")
    assert progress_of(stopped) == (ALL, 1, 0)
    assert files() == before
    with pytest.raises(RuleBroken):
        bundles.stop_bundle(bundle=bundle, by=council.hana)
    assert asked(council).pk != bundle.pk


def test_a_zip_is_gone_after_its_week(
    council: Council, clock: time_machine.Traveller
) -> None:
    before = files()
    asked(council, officer=council.persons["ola"])
    bundle = swept()
    assert bundle.expires_at == NOW + timedelta(days=7)
    client = browser(council.hana)
    address = reverse("bundle_file", args=[bundle.pk])
    clock.move_to(NOW + timedelta(days=7))
    client.force_login(council.hana)
    assert client.get(address).status_code == 404
    assert len(files()) == len(before) + 1
    swept()
    assert files() == before
    page = client.get(bundle.get_absolute_url()).content.decode()
    assert "The zip was kept for 7 days and is gone." in page


@pytest.mark.parametrize("name", ["dee", "rita", "sam", "helen", "ada"])
def test_a_bundle_is_its_askers_alone(council: Council, name: str) -> None:
    asked(council)
    bundle = swept()
    client = browser(council.user(name))
    for page in ("bundle", "bundle_file"):
        assert client.get(reverse(page, args=[bundle.pk])).status_code == 404


def test_who_may_no_longer_read_all_of_it_is_not_given_it(
    council: Council, clock: time_machine.Traveller
) -> None:
    asked(council, by="sam")
    bundle = swept()
    post = Post.objects.get(person=council.persons["sam"], school=council.elm)
    end_post(post=post, on=NOW.date(), by=None)
    clock.shift(timedelta(days=1))
    response = browser(council.user("sam")).get(
        reverse("bundle_file", args=[bundle.pk])
    )
    assert response.status_code == 403
    assert not Event.objects.filter(verb="bundle.taken").exists()


def test_the_form_makes_one_bundle_at_a_time(council: Council) -> None:
    client = browser(council.rita)
    page = client.get(reverse("bundles")).content.decode()
    assert "Those of Sam Rowe" in page
    assert "Ola Brandt" not in page
    sent = {"period": f"year-{council.year.pk}", "of": ""}
    client.post(reverse("bundles"), sent)
    again = client.post(reverse("bundles"), sent)
    assert again.status_code == 422
    assert "Another bundle of yours is being made." in again.content.decode()
    page = client.get(Bundle.objects.get().get_absolute_url()).content.decode()
    assert f"0 of {ALL - 1} documents" in page
