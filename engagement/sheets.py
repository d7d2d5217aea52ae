"""The lists of offers, requests and inspections as files: their columns."""

from operator import attrgetter

from sitrack.core.sheets import Sheet

OFFERS = Sheet(
    "offers",
    {
        "Area": attrgetter("offer.area_label"),
        "School": attrgetter("offer.school.name"),
        "Town": attrgetter("offer.school.town"),
        "Telephone": attrgetter("offer.school.telephone"),
        "Offer": attrgetter("offer.text"),
        "From": attrgetter("offer.term"),
        "Until": attrgetter("offer.ends_on"),
        "Miles away": attrgetter("miles"),
        "Shown to other schools": attrgetter("offer.open_to_others"),
    },
)
REQUESTS = Sheet(
    "requests",
    {
        "School": attrgetter("school.name"),
        "Term": attrgetter("term"),
        "What is asked": attrgetter("asks"),
        "Needed by": attrgetter("needed_by"),
        "Sent on": lambda row: row.sent_at.astimezone().date(),
        "State": lambda row: row.get_state_display(),
        "Answer": attrgetter("answer"),
    },
)
INSPECTIONS = Sheet(
    "inspections",
    {
        "Inspectorate": lambda row: row.get_inspectorate_display(),
        "Kind": lambda row: row.get_kind_display(),
        "Held on": attrgetter("held_on"),
        "Outcome": attrgetter("headline"),
        "Areas": lambda row: "; ".join(row.grades),
        "Risk of decline": attrgetter("risk_of_decline"),
        "Key points": attrgetter("key_points"),
        "Report published on": attrgetter("published_on"),
    },
)
