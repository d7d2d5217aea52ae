"""The administrator hands in a register file, reads its report and imports it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from schools.models import RegisterImport, School, SchoolChange
from schools.services import imports
from sitrack.core import sweep
from sitrack.core.models import Event, User
from sitrack.core.models.job import JobState
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import new_token
from tests.schools.people import somebody
from tests.schools.register import numbered, register_text

pytestmark = pytest.mark.django_db
Committing = Callable[..., AbstractContextManager[list[Any]]]
BAD_ROWS = [
    {"URN": "100001"},
    {"URN": "100008", "PhaseOfEducation (name)": "Upper"},
    {"URN": "100009", "EstablishmentName": ""},
]


@pytest.fixture
def admin(client: Client) -> User:
    user = somebody(Role.ADMIN)
    client.force_login(user)
    return user


def upload(client: Client, data: bytes, **fields: str) -> Any:
    file = SimpleUploadedFile("schools.csv", data, content_type="text/csv")
    return client.post(
        reverse("schools:register"), {"file": file, **fields}, follow=True
    )


def handed_in(client: Client, text: str, **fields: str) -> RegisterImport:
    """Hand in a file and let the sweep look at it."""
    upload(client, text.encode("cp1252"), **fields)
    sweep.sweep()
    return RegisterImport.objects.latest("pk")


def page(client: Client, job: RegisterImport) -> str:
    address = reverse("schools:register_import", args=[job.pk])
    return client.get(address).content.decode()


def apply(client: Client, job: RegisterImport, **fields: str) -> Any:
    address = reverse("schools:register_apply", args=[job.pk])
    return client.post(address, fields, follow=True)


@pytest.mark.item("ACC-115")
def test_a_file_is_checked_then_imported_and_bad_rows_are_listed(
    client: Client, admin: User
) -> None:
    job = handed_in(client, register_text(*numbered(3), *BAD_ROWS))
    checked = page(client, job)
    assert "Nothing has been changed yet" in checked
    assert not School.objects.exists()
    apply(client, job)
    sweep.sweep()
    imported = page(client, job)
    assert School.objects.count() == 3
    assert "The file was imported" in imported
    for line, column, reason in [
        (5, "URN", "The same number is already on line 2"),
        (6, "PhaseOfEducation (name)", "This is not a known value"),
        (7, "EstablishmentName", "This is missing"),
    ]:
        for cell in (line, column, reason):
            assert f'<td class="govuk-table__cell">{cell}</td>' in imported


def test_checking_and_importing_are_on_the_record(client: Client, admin: User) -> None:
    job = handed_in(client, register_text({}))
    apply(client, job)
    sweep.sweep()
    told = Event.objects.about(job).order_by("pk").values_list("verb", "actor_name")
    assert list(told) == [("register.checked", "Ada"), ("register.imported", "Ada")]


def test_without_a_broker_the_file_is_checked_after_the_commit(
    client: Client,
    admin: User,
    settings: Any,
    django_capture_on_commit_callbacks: Committing,
) -> None:
    settings.CELERY_BROKER_URL = None
    with django_capture_on_commit_callbacks(execute=True):
        upload(client, register_text({}).encode())
    assert RegisterImport.objects.get().state == JobState.DONE


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty."),
        ("URN,Name\n".encode("utf-16"), "The file is in UTF-16"),
        (b"PK\x03\x04", "is a spreadsheet"),
        (b"words alone", "The file is not the register"),
        (b"URN,LA (code),a,b,c\n", "The file lacks the columns"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_beside_its_field(
    client: Client, admin: User, data: bytes, message: str
) -> None:
    shown = upload(client, data, la_codes="935").content.decode()
    assert "There is a problem" in shown
    assert shown.count(message) == 2
    assert 'value="935"' in shown
    assert not RegisterImport.objects.exists()


def test_no_file_a_huge_file_and_a_bad_code_are_refused(
    client: Client, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Choose the register file" in upload_nothing(client)
    wrong_code = upload(client, register_text({}).encode(), la_codes="Suffolk")
    assert "must be 3 digits" in wrong_code.content.decode()
    monkeypatch.setattr("schools.forms.register.MOST_MEGABYTES", 0)
    huge = upload(client, register_text({}).encode())
    assert "larger than 0 MB" in huge.content.decode()


def upload_nothing(client: Client) -> str:
    return client.post(reverse("schools:register"), {}).content.decode()


def test_the_same_form_sent_twice_is_one_import(client: Client, admin: User) -> None:
    sent = {"submit_token": new_token()}
    data = register_text({}).encode()
    upload(client, data, **sent)
    again = upload(client, data, **sent)
    job = RegisterImport.objects.get()
    assert again.redirect_chain[-1][0] == reverse(
        "schools:register_import", args=[job.pk]
    )


def test_schools_that_vanish_must_be_confirmed(client: Client, admin: User) -> None:
    first = handed_in(client, register_text(*numbered(10)))
    apply(client, first)
    sweep.sweep()
    job = handed_in(client, register_text(*numbered(9)))
    assert "1 of the 10 open schools of authority 935 (10%)" in page(client, job)
    refused = apply(client, job).content.decode()
    assert "Confirm that you have checked the file" in refused
    look = client.get(reverse("schools:register_apply", args=[job.pk]))
    assert "School 9 (100010)" in look.content.decode()
    apply(client, job, confirmed="on")
    sweep.sweep()
    assert "The file was imported" in page(client, job)
    assert School.objects.open().count() == 10


def test_schools_that_vanish_after_the_check_are_noticed(
    client: Client, admin: User
) -> None:
    job = handed_in(client, register_text({}))
    other = handed_in(client, register_text(*numbered(10)))
    apply(client, other)
    sweep.sweep()
    apply(client, job)
    sweep.sweep()
    job.refresh_from_db()
    assert job.dry_run
    assert "Look closely before you import" in page(client, job)


def test_the_second_of_two_who_import_loses_politely(
    client: Client, admin: User
) -> None:
    job = handed_in(client, register_text({}))
    apply(client, job)
    shown = apply(client, job).content.decode()
    assert "Somebody has already asked for this file" in shown


def test_a_file_that_broke_is_not_imported(client: Client, admin: User) -> None:
    broken = register_text({}) + '"' + "x" * 200_000
    job = handed_in(client, broken)
    assert "is not CSV" in page(client, job)
    with pytest.raises(RuleBroken):
        imports.apply_import(job=job, confirmed=True, by=admin)


def test_a_waiting_file_asks_again_by_itself_and_by_link(
    client: Client, admin: User
) -> None:
    upload(client, register_text({}).encode())
    shown = page(client, RegisterImport.objects.get())
    assert 'hx-trigger="every 2s"' in shown
    assert "See how far it has got" in shown
    assert 'http-equiv="refresh"' not in shown


def test_a_job_that_failed_says_so(client: Client, admin: User) -> None:
    job = handed_in(client, register_text({}))
    RegisterImport.objects.update(state=JobState.FAILED, last_error="OSError: full")
    assert "OSError: full" in page(client, job)


def test_a_cell_with_markup_is_shown_as_text(client: Client, admin: User) -> None:
    job = handed_in(client, register_text({"OpenDate": "<script>alert(1)</script>"}))
    assert "&lt;script&gt;alert(1)" in page(client, job)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_may_import(client: Client, role: Role) -> None:
    client.force_login(somebody(role))
    assert client.get(reverse("schools:register")).status_code == 403
    for name in ("schools:register_import", "schools:register_apply"):
        assert client.get(reverse(name, args=[1])).status_code == 403


@pytest.mark.item("INV-22", "ACC-074")
def test_schools_said_to_close_are_named_and_wait_for_a_person(
    client: Client, admin: User
) -> None:
    apply(client, handed_in(client, register_text({})))
    sweep.sweep()
    job = handed_in(client, register_text({"CloseDate": "31-08-2026"}))
    checked = page(client, job)
    assert "Schools said to close" in checked
    assert "once the file is imported" in checked
    assert not SchoolChange.objects.exists()
    apply(client, job)
    sweep.sweep()
    imported = page(client, job)
    assert "Ash Primary School (100001)" in imported
    assert "see what is to be confirmed" in imported
    assert School.objects.get().closed_on is None
    change = SchoolChange.objects.get()
    assert change.get_absolute_url() in client.get("/school-changes/").content.decode()
