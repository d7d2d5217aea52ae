"""What must hold within the form of a plan."""

from engagement.definitions.checks import check_named, check_unique, codes_of
from engagement.definitions.definition import Definition
from engagement.definitions.plans import Meeting, PlanForm, PlanSection
from sitrack.core.typed_yaml import Document


def check_plan_form(form: PlanForm, definition: Definition, document: Document) -> None:
    """Report everything that is wrong in the form of a plan."""
    levels = codes_of(definition.levels)
    for code in form.levels:
        if code not in levels:
            document.add(form, "levels", f"{code} is not a level of this framework")
    if not form.sections:
        document.add(form, "sections", "there must be at least one section")
    check_unique(form.sections, document, "key")
    check_unique(form.front, document, "key")
    lists = [one for section in form.sections for one in section.lists]
    check_unique(lists, document, "key")
    for section in form.sections:
        _check_section(section, document)
    check_unique(form.meetings, document, "key")
    for meeting in form.meetings:
        _check_meeting(meeting, document)


def _check_section(section: PlanSection, document: Document) -> None:
    check_unique(section.boxes, document, "key")
    boxes = {box.key for box in section.boxes}
    check_named(section, "impact", boxes, "box", document)
    if not section.once and not section.title:
        document.add(section, "title", "is missing; an area is called something")
    for one in section.lists:
        check_unique(one.columns, document, "key")
        if "text" not in {box.key for box in one.columns}:
            document.add(one, "columns", "one column must be the text of the action")


def _check_meeting(meeting: Meeting, document: Document) -> None:
    check_unique(meeting.answers, document, "key")
    verdicts = [one for one in meeting.answers if one.verdict]
    for one in verdicts[1:]:
        document.add(one, "verdict", f"{verdicts[0].key} is the verdict already")
    for one in meeting.answers:
        if one.type == "rows" and not one.columns:
            document.add(one, "columns", "is missing; rows need their columns")
        if one.verdict and one.type != "yes_no":
            document.add(one, "type", "a verdict is a yes or a no")
