"""A report to members is published once it is approved, and counts as members read it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from reports.documents import KINDS
from reports.models import MembersReport, Publication
from reports.rules.masking import FEW
from reports.services.members import approve_report, begin_report
from reports.services.publications import publish
from sitrack.core.rules import RuleBroken
from tests.access.printing import print_as_text
from tests.reports.publishing import browser, opened
from tests.universe import Council

pytestmark = pytest.mark.usefixtures("undrawn")


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    print_as_text(monkeypatch)


def report_of_east(council: Council) -> MembersReport:
    term, east = council.terms["autumn"], council.hawthorn.region
    return begin_report(term=term, region=east, by=council.hana)


def published(council: Council, report: MembersReport, by: str = "hana") -> Publication:
    return publish(
        kind=KINDS["members"],
        subject=report.pk,
        audience="members",
        by=council.user(by),
    )


@pytest.mark.item("PDF-12", "CONF-09")
def test_what_members_read_is_masked_and_read_by_who_reads_such_reports(
    council: Council,
) -> None:
    report = report_of_east(council)
    with pytest.raises(RuleBroken) as broken:
        published(council, report)
    assert broken.value.message == "Approve the report before you publish it."
    approve_report(report=report, expected_version=report.version, by=council.hana)
    with pytest.raises(PermissionDenied):
        published(council, report, by="rita")
    version = published(council, report)
    assert (version.number, version.school) == (1, None)
    text = opened(version, council.rita).content.decode()
    assert "Version 1 for members, published 10 November 2025 by Hana Yilmaz" in text
    assert FEW.replace("<", "&lt;") in text
    assert "Hawthorn" not in text
    got = {
        name: opened(version, council.user(name)).status_code
        for name in ("hana", "dee", "rita", "rolf", "sam", "cora", "ada")
    }
    assert got == {
        "hana": 200,
        "dee": 200,
        "rita": 200,
        "rolf": 404,
        "sam": 404,
        "cora": 404,
        "ada": 404,
    }


def test_the_report_leads_to_its_versions(council: Council) -> None:
    report = report_of_east(council)
    page, hana = report.get_absolute_url(), browser(council.hana)
    form = reverse("publish", args=["members", report.pk])
    assert form not in hana.get(page).content.decode()
    approve_report(report=report, expected_version=report.version, by=council.hana)
    assert form in hana.get(page).content.decode()
    sent = {"audience": "members", "after_members": "0"}
    assert (
        "Version 1 is published." in hana.post(form, sent, follow=True).content.decode()
    )
    assert (
        Publication.objects.get().get_absolute_url() in hana.get(page).content.decode()
    )
