"""What must hold between the parts of the printed forms."""

from engagement.definitions.checks import check_named, check_unique, codes_of
from engagement.definitions.definition import Definition
from engagement.definitions.front_sheets import check_front_sheet
from engagement.definitions.plan_checks import check_plan_form
from engagement.definitions.visit_checks import check_visit_templates, cycle_codes
from sitrack.core.typed_yaml import Document


def check_forms(definition: Definition, document: Document) -> None:
    """Report everything that is wrong in options, prompts, labels and the menu."""
    _check_option_lists(definition, document)
    check_visit_templates(definition, document)
    if definition.front_sheet:
        lists = codes_of(definition.option_lists)
        check_front_sheet(definition.front_sheet, lists, document)
    _check_plan_templates(definition, document)
    _check_cycle(definition, document)
    _check_record(definition, document)
    _check_menu(definition, document)


def _check_option_lists(definition: Definition, document: Document) -> None:
    check_unique(definition.option_lists, document)
    lists = {chosen.code: chosen for chosen in definition.option_lists}
    times = lists.get("time_category")
    categories = codes_of(times.options) if times else set()
    cycles = cycle_codes(definition)
    templates = codes_of(definition.visit_templates)
    for chosen in definition.option_lists:
        if not chosen.options:
            document.add(chosen, "options", "there must be at least one option")
        check_unique(chosen.options, document)
        for option in chosen.options:
            check_named(option, "category", categories, "time_category", document)
            check_named(option, "guide", cycles, "cycle", document)
            check_named(option, "template", templates, "visit template", document)


def _check_plan_templates(definition: Definition, document: Document) -> None:
    templates = definition.plan_templates
    check_unique(templates, document)
    for template in templates:
        check_unique(template.labels, document)
        check_unique(template.labels, document, "key")
        check_unique(template.reasons, document)
        check_unique(template.review, document)
        check_unique(template.review, document, "key")
        for block in template.reasons:
            levels = codes_of(definition.levels)
            check_named(block, "level", levels, "level", document)
        if template.form:
            check_plan_form(template.form, definition, document)
    for level in definition.levels:
        if level.plan_template:
            names = codes_of(templates)
            check_named(level, "plan_template", names, "plan template", document)


def _check_cycle(definition: Definition, document: Document) -> None:
    if definition.cycle is None:
        return
    stages = definition.cycle.stages
    check_unique(stages, document)
    check_unique([prompt for stage in stages for prompt in stage.prompts], document)
    for stage in stages:
        for prompt in stage.prompts:
            if not prompt.text and len(stage.prompts) > 1:
                document.add(prompt, "text", "is missing")


def _check_record(definition: Definition, document: Document) -> None:
    check_unique(definition.record_labels, document)
    check_unique(definition.record_labels, document, "key")
    check_unique(definition.measures, document)
    check_unique(definition.measures, document, "order")
    for measure in definition.measures:
        ages = measure.applies.ages_include
        if ages and ages[0] > ages[-1]:
            document.add(measure.applies, "ages_include", "must run from young to old")


def _check_menu(definition: Definition, document: Document) -> None:
    check_unique([*definition.menu, *definition.traded], document)
    for item in definition.menu:
        check_named(item, "team", codes_of(definition.teams), "team", document)
