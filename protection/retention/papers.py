"""Letters, published documents, reports, and files that were brought in."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from protection.retention.kind import Kind, Part, hanging
from protection.retention.records import YEAR
from sitrack.core.roles import Capability

LETTER = Kind(
    "letter",
    "Restricted letters",
    10,
    YEAR,
    (
        Part(
            "engagement.RestrictedLetter",
            school="school",
            year="year",
            counted="Letters",
        ),
        *hanging(
            "letter",
            "engagement.EmergencyOpening",
            "engagement.LetterCopy",
            "engagement.LetterPaper",
            "engagement.LetterRecipient",
            "engagement.LetterReply",
            "engagement.NoticeOfIntention",
        ),
    ),
    uploads=("engagement.LetterReply.file",),
    read_with=Capability.READ_LETTERS,
)

SCHOOL_LETTER = Kind(
    "school_letter",
    "Letters to schools",
    10,
    YEAR,
    (
        Part(
            "engagement.SchoolLetter", school="school", year="year", counted="Letters"
        ),
        *hanging("letter", "engagement.TargetedOffer"),
        Part(
            "engagement.ChangeLetter",
            school="school",
            year="year",
            counted="Letters on a change of level",
        ),
    ),
)

PUBLISHED = Kind(
    "published",
    "Published documents",
    7,
    "the end of the school year in which they were published",
    (
        Part(
            "reports.Publication",
            school="school",
            day="published_at",
            counted="Versions",
        ),
        *hanging("publication", "reports.PublicationOpening", "reports.Withdrawal"),
    ),
)

DISCLOSED = Kind(
    "disclosed",
    "Requests for information",
    3,
    "the end of the school year in which they were answered or withdrawn",
    (
        Part(
            "disclosure.Disclosure",
            school="school",
            day="answered_at",
            counted="Requests",
        ),
        *hanging(
            "disclosure",
            "disclosure.DisclosedFile",
            "disclosure.DisclosedItem",
            "disclosure.Disclosure_years",
            "disclosure.Hand",
        ),
        *hanging("file", "disclosure.Download"),
        *hanging("item", "disclosure.Withheld"),
    ),
    read_with=Capability.DISCLOSE,
)

REPORT = Kind(
    "report",
    "Reports on the service",
    7,
    YEAR,
    (
        Part("reports.MembersReport", year="term__year", counted="Reports to members"),
        Part("reports.BoardReport", year="year", counted="Reports to a board"),
        Part("reports.LevelReview", year="term__year", counted="Reviews of all levels"),
        Part("reports.Bundle", year="year", counted="Bundles"),
        *hanging("bundle", "reports.BundleItem"),
        Part("reports.Rollover", year="year", counted="Carryings over"),
        *hanging("rollover", "reports.RolledSchool"),
    ),
)


def _held_by_nothing() -> Q:
    """A file that hangs on nothing: what held it is gone, or was never saved."""
    stored = apps.get_model("core", "StoredFile")
    found = Q()
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if column.related_model is stored and not hasattr(model, "history_object"):
                rows = model._base_manager.filter(**{column.name: OuterRef("pk")})
                found &= Q(~Exists(rows))
    return found


BROUGHT_IN = Kind(
    "brought_in",
    "Files brought in",
    7,
    "the end of the school year in which they were handed in",
    (
        Part(
            "reports.WordImport",
            school="school",
            day="added_at",
            counted="Old records from Word",
        ),
        Part("reports.ImportFolder", day="handed_in_at", counted="Folders"),
        Part(
            "schools.RegisterImport",
            day="started_at",
            counted="Imports of the register",
        ),
        Part(
            "core.StoredFile",
            day="added_at",
            only=_held_by_nothing,
            counted="Files that hang on nothing",
        ),
    ),
    uploads=("reports.WordImport.file",),
)
