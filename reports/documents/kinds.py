"""The kinds of documents: a code for each, who reads it, and how it is built."""

from django.http import Http404

from reports.documents.drawn_plan import MEETING
from reports.documents.evaluation import EVALUATION
from reports.documents.glossary import GLOSSARY
from reports.documents.kind import About, Kind
from reports.documents.letter import LETTER
from reports.documents.members import MEMBERS, MEMBERS_EXACT
from reports.documents.moderation import MODERATION
from reports.documents.pack import PACK
from reports.documents.pathway import PATHWAY, VALIDATION
from reports.documents.phase_review import PHASE_REVIEW
from reports.documents.plan import PLAN
from reports.documents.record import RECORD
from reports.documents.school_evaluation import SCHOOL_EVALUATION
from reports.documents.school_letter import SCHOOL_LETTER
from reports.documents.self_evaluation import SELF_EVALUATION
from reports.documents.statement import STATEMENT
from reports.documents.summary import SUMMARY
from reports.documents.term_report import TERM_REPORT
from reports.documents.visit import VISIT

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        *(RECORD, VISIT, PLAN, EVALUATION, SUMMARY, LETTER, GLOSSARY),
        *(PACK, MEMBERS, MEMBERS_EXACT, MODERATION),
        *(SELF_EVALUATION, SCHOOL_EVALUATION, STATEMENT, MEETING, SCHOOL_LETTER),
        *(PHASE_REVIEW, PATHWAY, VALIDATION, TERM_REPORT),
    )
}


def kind_or_404(code: str) -> Kind:
    """The kind of a code, or 404."""
    if code not in KINDS:
        raise Http404
    return KINDS[code]


__all__ = ["KINDS", "About", "Kind", "kind_or_404"]
