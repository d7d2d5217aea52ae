"""What must hold between the parts of the evaluations."""

from engagement.definitions.checks import check_named, check_unique, codes_of
from engagement.definitions.definition import Definition
from engagement.definitions.evaluations import EvaluationKind
from sitrack.core.typed_yaml import Document

# Every evaluation is planned at a meeting, held and reported on.
WANTED = ("meeting", "review", "report")


def check_evaluations(definition: Definition, document: Document) -> None:
    """Report everything that is wrong in the kinds of evaluation."""
    if definition.evaluation is None:
        return
    kinds = definition.evaluation.kinds
    if not kinds:
        document.add(definition.evaluation, "kinds", "there must be at least one kind")
    check_unique(kinds, document)
    for kind in kinds:
        lists = codes_of(definition.option_lists)
        check_named(kind, "grades", lists, "option list", document)
        _check_parts(kind, document)


def _check_parts(kind: EvaluationKind, document: Document) -> None:
    check_unique(kind.stages, document)
    for code in WANTED:
        if kind.stages and kind.stage(code) is None:
            document.add(kind, "stages", f"the stage {code} is missing")
    lines = [line for stage in kind.stages for line in stage.lines]
    check_unique([*kind.principles, *lines], document)
    # A section of the report and a judgement stand side by side under their codes.
    check_unique([*kind.judgements, *kind.sections], document)
    check_unique([*kind.activities, *kind.meetings], document)
    check_unique(kind.reviews, document)
    for part in ("judgements", "sections"):
        if not getattr(kind, part):
            document.add(kind, part, "there must be at least one")
    if kind.pick > len(kind.judgements):
        document.add(kind, "pick", "is more than there are judgements")
    clocks = kind.clocks
    if clocks and clocks.final < clocks.draft:
        document.add(clocks, "final", "must not be before the draft")
