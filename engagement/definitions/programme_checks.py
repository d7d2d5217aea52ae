"""What must hold in the programme of a trust's phases."""

from engagement.definitions.checks import check_named, check_unique, codes_of
from engagement.definitions.definition import Definition
from engagement.definitions.programme import PhaseProgramme
from sitrack.core.typed_yaml import Document


def check_outside(definition: Definition, document: Document) -> None:
    """Report bodies without a sign-in, and kinds of document, that share a code."""
    if definition.outside:
        check_unique(definition.outside.bodies, document)
    if definition.documents:
        check_unique(definition.documents.groups, document)
        check_unique(definition.documents.kinds(), document)


def check_programme(definition: Definition, document: Document) -> None:
    """Report everything that is wrong in the programme, where there is one."""
    programme = definition.phase_programme
    if programme is None:
        return
    levels = codes_of(definition.levels)
    check_unique(programme.marks, document)
    check_unique(programme.strands, document)
    check_unique(programme.phases, document, "level")
    check_unique(programme.occasions, document)
    if len(programme.marks) < 2:
        document.add(programme, "marks", "there must be at least two")
    for phase in programme.phases:
        check_named(phase, "level", levels, "level", document)
    for occasion in programme.occasions:
        check_named(occasion, "level", levels, "level", document)
    for code in sorted(levels - {phase.level for phase in programme.phases}):
        document.add(programme, "phases", f"there is none for the level {code}")
    _check_benchmarks(definition, programme, document)


def _check_benchmarks(
    definition: Definition, programme: PhaseProgramme, document: Document
) -> None:
    """Marks name a benchmark by its code alone, whichever set it belongs to."""
    strands = codes_of(programme.strands)
    inclusion = [one for phase in programme.phases for one in phase.inclusion]
    check_unique([*definition.criteria, *inclusion], document)
    for benchmark in inclusion:
        check_named(benchmark, "strand", strands, "strand", document)
    check_unique([one for phase in programme.phases for one in phase.actions], document)
