"""What must hold in the forms on which visits are written up."""

from engagement.definitions.checks import check_named, check_unique, codes_of
from engagement.definitions.definition import Definition
from engagement.definitions.forms import Prompt, VisitTemplate
from sitrack.core.typed_yaml import Document

# Prompts whose answers have a place of their own in every visit, and their types. All
# others are answered by what is written under them.
PLACES = {
    "date": {"date"},
    "present": {"people"},
    "visit_type": {"choice"},
    "follow_up": {"para"},
    "focus": {"para"},
    "summary": {"para"},
    "priorities": {"rows"},
    "next_steps": {"rows"},
    "next_visit": {"datetime"},
    "agenda": {"rows"},
    "documents": {"rows"},
    "comments": {"para"},
    "circulation": {"people"},
}
# What a note can ask for beside these.
WRITTEN = {"text", "para", "date", "choice", "multi", "rows"}
STEP_COLUMNS = ["text", "by_date", "who", "cost"]
SIDES = ["officer", "school"]


def check_visit_templates(definition: Definition, document: Document) -> None:
    """Report everything that is wrong in the templates of visits."""
    templates = definition.visit_templates
    check_unique(templates, document)
    everywhere = {prompt.code for one in templates for prompt in prompts_in(one)}
    for template in templates:
        prompts = prompts_in(template)
        check_unique(template.sections, document)
        check_unique(prompts, document)
        check_unique(prompts, document, "key")
        keys = {prompt.key for prompt in prompts}
        for key in ("date", "present"):
            if key not in keys:
                message = f"there must be a prompt with the key {key}"
                document.add(template, "sections", message)
        if not keys & {"summary", "comments"}:
            message = "a prompt summary or comments must take the school's answer"
            document.add(template, "sections", message)
        for prompt in prompts:
            _check_prompt(prompt, definition, document)
            check_named(prompt, "from_last", everywhere, "prompt", document)


def prompts_in(template: VisitTemplate) -> list[Prompt]:
    """All prompts of a template, in their order."""
    return [prompt for section in template.sections for prompt in section.prompts]


def cycle_codes(definition: Definition) -> set[str]:
    """The codes that a guide can name."""
    return {definition.cycle.code} if definition.cycle else set()


def _check_prompt(prompt: Prompt, definition: Definition, document: Document) -> None:
    lists = codes_of(definition.option_lists)
    check_named(prompt, "option_list", lists, "option list", document)
    check_named(prompt, "guide", cycle_codes(definition), "cycle", document)
    if prompt.type in ("choice", "multi") and not prompt.option_list:
        message = "is missing; a choice needs its list"
        document.add(prompt, "option_list", message)
    check_unique(prompt.columns, document, "key")
    check_unique(prompt.help, document)
    wanted = PLACES.get(prompt.key, WRITTEN)
    if prompt.type and prompt.type not in wanted:
        message = f"{prompt.key} must be {' or '.join(sorted(wanted))}"
        document.add(prompt, "type", message)
    if prompt.initials and prompt.type != "people":
        document.add(prompt, "initials", "only people have initials")
    _check_columns(prompt, document)


def _check_columns(prompt: Prompt, document: Document) -> None:
    keys = [column.key for column in prompt.columns]
    if prompt.key == "next_steps" and keys not in (STEP_COLUMNS, STEP_COLUMNS[:3]):
        message = f"must be {', '.join(STEP_COLUMNS[:3])} and may end with cost"
        document.add(prompt, "columns", message)
    elif prompt.key == "comments" and keys != SIDES:
        document.add(prompt, "columns", f"must be {' and '.join(SIDES)}")
    elif prompt.type == "rows" and prompt.key not in PLACES and not keys:
        document.add(prompt, "columns", "is missing; rows need their columns")
