"""Moderation notes and last term's report, about the fictional schools alone."""

from engagement.models import LevelAssignment
from reports.services.members import approve_report, begin_report
from reports.services.moderation import approve_note, ask_to_revisit, write_note
from reports.summary.standings import kept_terms
from schools.access import users_holding, users_who_may
from schools.models import School
from sitrack.core import clock
from sitrack.core.roles import Capability, Role

SAID = (
    "The level fits the evidence. It was compared with two schools of the same size"
    " whose outcomes are alike."
)
ASKED = "The views of the trajectory differ. What would bring them together?"
MODERATED = 3


def moderate(first_urn: int) -> None:
    """Three of the fictional schools: one approved, one asked about, one that waits."""
    term, *earlier = kept_terms(clock.today())
    head = users_who_may(Capability.SETTLE_MODERATION)[0]
    fictional = School.objects.filter(urn__gte=first_urn, urn__lt=first_urn + 100)
    with_level = LevelAssignment.objects.filter(school__in=fictional).values("school")
    schools = list(fictional.filter(pk__in=with_level).order_by("urn")[:MODERATED])
    notes = []
    for school in schools:
        leads = users_holding(school, Role.LEAD)
        if leads:
            notes.append(
                write_note(
                    school=school, term=term, text=SAID, expected_version=0, by=leads[0]
                )
            )
    if len(notes) > 1:
        approve_note(note=notes[0], expected_version=1, by=head)
        ask_to_revisit(
            school=notes[1].school, term=term, ask=ASKED, expected_version=1, by=head
        )
    if earlier:
        report = begin_report(term=earlier[0], region=None, by=head)
        approve_report(report=report, expected_version=report.version, by=head)
