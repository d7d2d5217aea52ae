"""What must hold in what a framework says of gradings."""

from engagement.definitions.checks import check_named, check_unique, codes_of
from engagement.definitions.definition import Definition
from engagement.definitions.expressions import ExpressionCheck
from engagement.definitions.gradings import Gradings
from sitrack.core.typed_yaml import Document


def check_gradings(definition: Definition, document: Document) -> None:
    """Report everything that is wrong in it, where there is one."""
    form = definition.gradings
    if form is None:
        return
    for parts in (form.indicators, form.sources, form.validations, form.found):
        check_unique(parts, document)
    if not form.indicators:
        document.add(form, "indicators", "there must be at least one")
    kinds = codes_of(form.validations)
    for source in form.sources:
        check_named(source, "validation", kinds, "validation", document)
    for kind in form.validations:
        if kind.indicators > len(form.indicators):
            document.add(kind, "indicators", "is more than there are")
    _check_found(definition, form, document)


def _check_found(definition: Definition, form: Gradings, document: Document) -> None:
    criteria = codes_of(definition.criteria)
    lists = codes_of(definition.option_lists)
    grades = definition.grades() if definition.framework.grade_scale in lists else ()
    if not grades:
        document.add(form, "indicators", "a grade scale is needed to grade them")
    checker = ExpressionCheck(document, criteria, grades, codes_of(form.sources))
    for found in form.found:
        check_named(found, "code", criteria, "criterion", document)
        checker.check(found.when, found, "when")
