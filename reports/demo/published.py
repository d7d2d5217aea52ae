"""The record of one invented school, published for its governors and opened by two."""

from reports.demo.cast import Cast, acting
from reports.documents import KINDS
from reports.rules.publishing import GOVERNORS
from reports.services.publications import hand_out, publish
from schools.access import users_holding
from sitrack.core.roles import Role

SCHOOL = "st_edwolds"


def publish_a_record(cast: Cast) -> None:
    """Its officer publishes it in the afternoon; the head and the chair open it."""
    by, school = cast.officer(SCHOOL), cast.schools[SCHOOL]
    day = cast.days.school_day(-1)
    with acting(cast.days.moment(day, "15:40"), by):
        record = cast.record(SCHOOL, cast.years[1], by)
        version = publish(
            kind=KINDS["record"], subject=record.pk, audience=GOVERNORS, by=by
        )
    for reader, at in ((Role.HEADTEACHER, "16:05"), (Role.CHAIR, "20:50")):
        for user in users_holding(school, reader):
            with acting(cast.days.moment(day, at), user):
                hand_out(publication=version, by=user)
