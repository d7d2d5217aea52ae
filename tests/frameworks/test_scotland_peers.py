"""A peer headteacher helps another school and holds no post there: who sees what."""

import pytest
from django.urls import reverse

from engagement.models import Contact, Grading, Validation
from engagement.services.contacts import Line, note_contact
from plans.models import TermReport
from plans.services.term_reports import save_report, send_report
from schools.models import School
from tests.frameworks.grading import grade, hold_visit
from tests.reports.pages import get, read
from tests.universe import TODAY, Council


@pytest.fixture
def helped(scotland: Council) -> Council:
    """Odd, who heads Birch, has met Hawthorn as its peer headteacher."""
    grade(scotland, "S S S G", "self")
    hold_visit(scotland)
    note_contact(
        record=scotland.record(),
        line=Line("peer", TODAY, "Odd Larsen", "Walked through the classes."),
        by=scotland.sam,
    )
    report = save_report(
        school=scotland.hawthorn,
        term=scotland.terms["autumn"],
        text="Two outcomes are met.",
        expected_version=0,
        by=scotland.sam,
    )
    send_report(report=report, by=scotland.sam)
    return scotland


def pages_at_hawthorn(council: Council) -> list[str]:
    school = [council.hawthorn.pk]
    return [
        council.hawthorn.get_absolute_url(),
        *(
            reverse(f"engagement:{name}", args=school)
            for name in ("gradings", "gradings_add", "contacts", "contact_add")
        ),
        reverse("school_due", args=school),
        reverse("record", args=[council.record().pk]),
        reverse("document", args=["pathway-review", council.record().pk]),
        Validation.objects.get().get_absolute_url(),
        TermReport.objects.get().get_absolute_url(),
    ]


@pytest.mark.item("SCO-35")
def test_to_be_named_in_a_contact_opens_nothing_of_the_school(helped: Council) -> None:
    for address in pages_at_hawthorn(helped):
        get(helped.user("odd"), address, status=404)
    odd = helped.user("odd")
    assert list(School.objects.visible_to(odd)) == [helped.birch]
    for model in (Grading, Contact, Validation, TermReport):
        assert model.objects.exists()
        assert not model.objects.visible_to(odd).exists()


@pytest.mark.item("SCO-35")
def test_both_sides_of_the_school_read_who_the_peer_was(helped: Council) -> None:
    address = reverse("engagement:contacts", args=[helped.hawthorn.pk])
    for reader in (helped.sam, helped.rita, helped.helen, helped.dev):
        shown = read(reader, address)
        assert "Weekly engagement of the link peer headteacher" in shown
        assert "Odd Larsen" in shown
    get(helped.eva, address, status=404)
    get(helped.ola, address, status=404)
