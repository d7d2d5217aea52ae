"""Loading the forms on which visits are written up."""

from collections.abc import Iterable
from dataclasses import asdict

from engagement.definitions import forms
from engagement.models import FrameworkVersion, TemplatePrompt, VisitTemplate


def load_visit_templates(
    version: FrameworkVersion, definitions: Iterable[forms.VisitTemplate]
) -> None:
    """Make the rows of a version's visit templates, in their order; part of loading."""
    for definition in definitions:
        template = VisitTemplate.objects.create(
            framework=version, code=definition.code, name=definition.name
        )
        pairs = [
            (section.heading, prompt)
            for section in definition.sections
            for prompt in section.prompts
        ]
        TemplatePrompt.objects.bulk_create(
            _row(template, heading, prompt, order)
            for order, (heading, prompt) in enumerate(pairs, start=1)
        )


def _row(
    template: VisitTemplate, heading: str, prompt: forms.Prompt, order: int
) -> TemplatePrompt:
    return TemplatePrompt(
        template=template,
        code=prompt.code,
        key=prompt.key,
        section=heading,
        label=prompt.label,
        type=prompt.type,
        filled_by=prompt.filled_by,
        required_at=prompt.required_at or "",
        prefill=prompt.prefill or "",
        option_list=prompt.option_list or "",
        guide=prompt.guide or "",
        columns=[asdict(column) for column in prompt.columns],
        help_lines=[asdict(line) for line in prompt.help],
        from_last=prompt.from_last or "",
        initials=prompt.initials,
        order=order,
    )
