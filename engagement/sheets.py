"""The lists of this app as files: their columns."""

from operator import attrgetter, itemgetter

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
CONTACTS = Sheet(
    "contacts",
    {
        "Day": lambda pair: pair[0].on,
        "What": lambda pair: pair[0].line,
        "Kind": itemgetter(1),
        "With whom": lambda pair: pair[0].who,
        "Noted by": lambda pair: pair[0].by,
        "Taken back by": lambda pair: pair[0].taken_back_by,
    },
)
GRADINGS = Sheet(
    "gradings",
    {
        "Indicator": itemgetter("indicator"),
        "Grade": itemgetter("grade"),
        "From": itemgetter("source"),
        "Date": lambda entry: entry["row"].graded_on,
        "Entered by": lambda entry: entry["row"].entered_by,
        "Taken back by": lambda entry: entry["row"].taken_back_by,
        "Why taken back": lambda entry: entry["row"].taken_back_reason,
    },
)
VALIDATIONS = Sheet(
    "validations",
    {
        "School": attrgetter("school.name"),
        "State": attrgetter("standing.words"),
        "Last held": attrgetter("last"),
        "Planned": lambda row: row.planned and row.planned.kind_name,
        "Planned for": lambda row: row.planned and row.planned.scheduled_on,
    },
)
TERM_CHANGES = Sheet(
    "changes",
    {
        "What": attrgetter("what"),
        "When": attrgetter("at"),
        "Who": attrgetter("by"),
        "After the term ended": attrgetter("late"),
        "Written": attrgetter("after"),
        "Before": attrgetter("before"),
    },
)
FRAMEWORKS = Sheet(
    "frameworks",
    {
        "Version": itemgetter(0),
        "Handed in at": lambda pair: pair[0].loaded_at,
        "Standing": itemgetter(1),
        "Records made by it": lambda pair: pair[0].made,
    },
)
