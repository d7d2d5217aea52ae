"""Reports to members: counted, masked for the public, frozen once approved."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from engagement.models import LevelAssignment
from engagement.services.hours import log_time
from engagement.services.priorities import PriorityLine, write_priorities
from reports.members_tables import Table, tables_of
from reports.models import MembersReport
from reports.queries.members import report_figures
from reports.rules.masking import FEW, NOT_SHOWN
from reports.services.members import approve_report, begin_report, change_words
from reports.services.summaries import mark_all_stale, mark_stale
from schools.models import Region, School
from sitrack.core.rules import RuleBroken
from tests.reports.pages import get, read, signed_in
from tests.universe import Council

LATER = datetime(2025, 12, 12, 10, tzinfo=UTC)


def begun(council: Council, region: Region | None = None) -> MembersReport:
    return begin_report(term=council.terms["autumn"], region=region, by=council.hana)


def approved(council: Council, region: Region | None = None) -> MembersReport:
    report = begun(council, region)
    approve_report(report=report, expected_version=report.version, by=council.hana)
    return MembersReport.objects.get(pk=report.pk)


def twelve_schools(council: Council) -> Region:
    """The region East with twelve schools, six of them at eight hours, five at twelve
    and one at the statutory level."""
    east = council.hawthorn.region
    assert east is not None
    record = council.record()
    level = LevelAssignment.objects.filter(school=council.hawthorn).get()
    here = list(School.objects.filter(region=east, maintained=True).order_by("pk"))
    for number in range(12 - len(here)):
        school = School.objects.get(pk=council.hawthorn.pk)
        school.pk, school.urn = None, 800_000 + number
        school.name = f"Fictional School {number}"
        school._state.adding = True
        school.save()
        record.pk, record.school, record._state.adding = None, school, True
        record.save()
        level.pk, level.school, level.record = None, school, record
        level._state.adding = True
        level.save()
        here.append(school)
    for school in here[:5]:
        LevelAssignment.objects.filter(school=school).update(
            level=council.level("suf_12")
        )
    LevelAssignment.objects.filter(school=here[5]).update(
        level=council.level("suf_statutory")
    )
    mark_all_stale()
    return east


def now_of(tables: list[Table]) -> dict[str, str]:
    return {row[0]: row[1] for row in tables[0].rows}


@pytest.mark.item("CONF-09", "DER-10", "SUF-P-13")
def test_acc_087_aggregate_report(council: Council) -> None:
    east = twelve_schools(council)
    report = approved(council, east)
    exact = now_of(tables_of(report.figures, public=False))
    assert exact["Entitlement to statutory intervention"] == "1"
    assert exact["All"] == "12"
    public = now_of([Table(**values) for values in report.public])
    assert public["Entitlement to statutory intervention"] == FEW
    assert list(public.values()).count(NOT_SHOWN) + list(public.values()).count(FEW) > 1
    page = read(council.hana, reverse("members_public", args=[report.pk]))
    assert "Entitlement to statutory intervention <5" in page
    inside = read(council.hana, reverse("members_report", args=[report.pk]))
    assert "Entitlement to statutory intervention 1" in inside


@pytest.mark.item("SUF-P-13", "CONF-09")
def test_acc_088_frozen_report(council: Council, clock: time_machine.Traveller) -> None:
    council.shared_visit(minutes=60)
    report = approved(council)
    address = reverse("members_report", args=[report.pk])
    before = read(council.hana, address)
    assert "What has changed since" not in before
    public = reverse("members_public", args=[report.pk])
    printed = read(council.hana, public)
    clock.move_to(LATER)
    log_time(
        record=council.record(),
        day=LATER.date(),
        minutes=90,
        person=council.persons["sam"],
        category=council.option("visit_type", "conversation"),
        by=council.sam,
    )
    after = read(council.hana, address)
    assert "What has changed since, and is not in the report" in after
    assert "1 when approved, 2.5 now." in after
    assert read(council.hana, public) == printed
    assert MembersReport.objects.get(pk=report.pk).figures == report.figures


def test_names_of_schools_stand_in_no_version(council: Council) -> None:
    report = approved(council)
    for name in ("members_report", "members_public"):
        page = read(council.hana, reverse(name, args=[report.pk]))
        assert not [school for school in School.objects.all() if school.name in page]


@pytest.mark.item("CONF-09")
def test_a_comment_that_names_a_school_is_refused(council: Council) -> None:
    report = begun(council)
    with pytest.raises(RuleBroken, match="names Hawthorn Primary School"):
        change_words(
            report=report,
            words="We helped hawthorn primary school.",
            expected_version=report.version,
            by=council.hana,
        )


@pytest.mark.item("SUF-P-12")
def test_themes_hours_and_support_are_counted(council: Council) -> None:
    record = council.record()
    write_priorities(
        record=record,
        expected_version=record.version,
        lines=[PriorityLine("Phonics", themes=("teaching",))],
        by=council.sam,
    )
    council.shared_visit(minutes=150)
    figures = report_figures(council.terms["autumn"], None)
    assert ["teaching", 1] in [[row[0].lower(), row[1]] for row in figures["themes"]]
    assert [row[1:] for row in figures["category"]] == [[150, 1]]
    public = tables_of(figures, public=True)
    hours = next(one for one in public if one.title == "Hours by category")
    assert {row[1] for row in hours.rows} == {NOT_SHOWN}


def test_a_report_is_begun_once_and_not_for_a_term_to_come(council: Council) -> None:
    begun(council)
    with pytest.raises(RuleBroken, match="already"):
        begun(council)
    with pytest.raises(RuleBroken, match="not begun"):
        begin_report(term=council.terms["summer"], region=None, by=council.hana)
    begun(council, council.hawthorn.region)


def test_an_approved_report_changes_no_more(council: Council) -> None:
    report = approved(council)
    with pytest.raises(RuleBroken, match="approved already"):
        approve_report(report=report, expected_version=report.version, by=council.hana)
    with pytest.raises(RuleBroken, match="does not change any more"):
        change_words(
            report=report,
            words="More.",
            expected_version=report.version,
            by=council.hana,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        MembersReport.objects.filter(pk=report.pk).update(public=None)


def test_a_report_that_changed_is_read_again_before_it_is_approved(
    council: Council,
) -> None:
    report = begun(council)
    change_words(report=report, words="Well.", expected_version=1, by=council.hana)
    with pytest.raises(RuleBroken, match="Read it again"):
        approve_report(report=begun_again(report), expected_version=1, by=council.hana)


def begun_again(report: MembersReport) -> MembersReport:
    return MembersReport.objects.get(pk=report.pk)


def test_the_head_makes_a_report_page_by_page(council: Council) -> None:
    client = signed_in(council.hana)

    def post(path: str, **fields: Any) -> Any:
        token = str(uuid.uuid4())
        return client.post(path, {**fields, "submit_token": token}, follow=True)

    autumn = council.terms["autumn"].pk
    post(reverse("members_begin"), term=autumn, region="")
    report = MembersReport.objects.get()
    post(
        reverse("members_words", args=[report.pk]),
        words="More schools are visited.",
        version=1,
    )
    done = post(reverse("members_approve", args=[report.pk]), version=2)
    assert "The report is approved. Its figures stay." in done.content.decode()
    assert "More schools are visited." in done.content.decode()
    late = post(reverse("members_words", args=[report.pk]), words="Late", version=3)
    assert "It does not change any more." in late.content.decode()


def test_leads_read_the_whole_and_their_own_region_alone(council: Council) -> None:
    whole, east = begun(council), begun(council, council.hawthorn.region)
    for user in (council.rita, council.hana, council.dee):
        read(user, whole.get_absolute_url())
        read(user, east.get_absolute_url())
    read(council.rolf, whole.get_absolute_url())
    get(council.rolf, east.get_absolute_url(), status=404)
    get(council.rita, reverse("members_begin"), status=403)
    get(council.sam, whole.get_absolute_url(), status=404)


def test_a_school_that_is_marked_is_counted_anew(council: Council) -> None:
    mark_stale(council.hawthorn.pk)
    report = approved(council)
    assert sum(report.figures["stood"][0]["regions"][0]["counts"]) == 9
