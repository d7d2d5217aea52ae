"""Loading a framework's definition into the database."""

import hashlib
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from engagement.definitions import Definition, read_definition
from engagement.definitions.kept import kept_whole, plain_form
from engagement.models import (
    ALWAYS,
    AssessmentMeasure,
    CadenceRule,
    Criterion,
    CyclePrompt,
    EntitlementLine,
    FrameworkText,
    FrameworkVersion,
    LetterType,
    Level,
    MenuItem,
    Option,
    OptionList,
    PlanTemplate,
    RestrictedLetter,
    RoleLabel,
    Team,
    Theme,
)
from engagement.queries import forms, words
from engagement.services.visit_templates import load_visit_templates
from sitrack.core import clock, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken


def load_framework_file(path: Path, *, by: User | None) -> FrameworkVersion:
    """Read a definition file and load it. Raises DefinitionError and RuleBroken."""
    definition = read_definition(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return load_framework(definition=definition, digest=digest, by=by)


@transaction.atomic
def load_framework(
    *, definition: Definition, digest: str, by: User | None
) -> FrameworkVersion:
    """Load a definition as one version of its framework.

    The same file again changes nothing. A changed file replaces the version as
    long as no record uses it; after that it is locked, and RuleBroken asks for a
    new version (SUF-T-13). A new version of a framework that is in use is prepared: no
    record is made by it before it is adopted (``services.versions``).
    """
    facts = definition.framework
    versions = FrameworkVersion.objects.filter(code=facts.code)
    present = versions.filter(version=facts.version).first()
    if present and present.digest == digest:
        return present
    if present:
        _check_unused(present)
        present.delete()
    version = FrameworkVersion.objects.create(
        code=facts.code,
        name=facts.name,
        version=facts.version,
        organisation=facts.organisation,
        selection=facts.selection,
        source=facts.source,
        grade_scale=facts.grade_scale or "",
        labels={label.code: asdict(label) for label in definition.record_labels},
        offers=[asdict(offer) for offer in definition.offers],
        traded=[asdict(note) for note in definition.traded],
        forms=kept_whole(definition),
        digest=digest,
        loaded_at=clock.now(),
        adopted_from=_begins(present, versions),
    )
    FrameworkText.objects.create(framework=version, definition=plain_form(definition))
    _load_roles(version, definition)
    _load_levels(version, definition)
    _load_criteria(version, definition)
    _load_cadences(version, definition)
    _load_options(version, definition)
    _load_plan_templates(version, definition)
    _load_cycle(version, definition)
    _load_measures(version, definition)
    _load_menu(version, definition)
    _load_letters(version, definition)
    load_visit_templates(version, definition.visit_templates)
    for remembered in (forms.names, forms.in_use, words.in_use):
        remembered.changed()
    events.record("framework.loaded", version, by=by, audience=Audience.SYSTEM)
    return version


def _begins(present: FrameworkVersion | None, versions: Any) -> date | None:
    """The first version of a framework is in use at once, and what replaces a version
    takes its place; any other is prepared."""
    if present:
        return present.adopted_from
    return None if versions.exists() else ALWAYS


def _check_unused(version: FrameworkVersion) -> None:
    letters = RestrictedLetter.objects.filter(type__framework=version)
    if version.records.exists() or letters.exists():
        raise RuleBroken(
            f"{version} is locked because records use it: give the changed definition"
            " a new version."
        )


def _load_roles(version: FrameworkVersion, definition: Definition) -> None:
    RoleLabel.objects.bulk_create(
        RoleLabel(
            framework=version, role=role, label=name.label, short=name.short or ""
        )
        for role, name in definition.roles.items()
    )


def _load_levels(version: FrameworkVersion, definition: Definition) -> None:
    made: dict[str, Level] = {}
    for row in definition.levels:
        made[row.code] = Level.objects.create(
            framework=version,
            code=row.code,
            label=row.label,
            short_name=row.short_name or "",
            order=row.order,
            base=row.base,
            statutory=row.statutory,
            requires_plan=row.requires_plan,
            plan_template=row.plan_template or "",
            plan_templates=definition.plan_templates_at(row.code),
            forced_by=row.forced_by or "",
            approver=row.approver,
            duration=asdict(row.duration) if row.duration else {},
            suggest_when=row.suggest_when,
            offer=row.offer or "",
        )
    for row in definition.levels:
        if row.inherits:
            made[row.code].inherits = made[row.inherits]
            made[row.code].save(update_fields=["inherits"])
        EntitlementLine.objects.bulk_create(
            EntitlementLine(
                level=made[row.code],
                order=order,
                **_line_fields(asdict(line)),
            )
            for order, line in enumerate(definition.entitlements_of(row.code), start=1)
        )


def _line_fields(line: dict[str, Any]) -> dict[str, Any]:
    line.pop("levels")
    words = {name: line[name] or "" for name in ("unit", "per", "provider")}
    several = {name: list(line[name]) for name in ("split", "categories")}
    return {**line, **words, **several}


def _load_criteria(version: FrameworkVersion, definition: Definition) -> None:
    themes = {
        row.code: Theme.objects.create(
            framework=version, code=row.code, name=row.label, order=order
        )
        for order, row in enumerate(definition.themes, start=1)
    }
    levels = {level.code: level for level in version.levels.all()}
    Criterion.objects.bulk_create(
        Criterion(
            framework=version,
            level=levels[row.level],
            theme=themes.get(row.theme or ""),
            code=row.code,
            text=row.text,
            order=order,
            decisive=row.decisive,
            headline=row.headline,
        )
        for order, row in enumerate(definition.criteria, start=1)
    )


def _load_cadences(version: FrameworkVersion, definition: Definition) -> None:
    CadenceRule.objects.bulk_create(
        CadenceRule(framework=version, code=row.code, rule=asdict(row))
        for row in definition.cadences
    )


def _load_options(version: FrameworkVersion, definition: Definition) -> None:
    for row in definition.option_lists:
        options = OptionList.objects.create(
            framework=version, code=row.code, provisional=row.provisional
        )
        Option.objects.bulk_create(
            Option(
                list=options,
                code=option.code,
                label=option.label,
                order=order,
                category=option.category or "",
                counted=option.counted is not False,
                guide=option.guide or "",
                template=option.template or "",
                pooled=option.pooled,
            )
            for order, option in enumerate(row.options, start=1)
        )


def _load_plan_templates(version: FrameworkVersion, definition: Definition) -> None:
    PlanTemplate.objects.bulk_create(
        PlanTemplate(
            framework=version,
            code=row.code,
            name=row.name,
            priorities=row.priorities,
            labels={label.key: asdict(label) for label in row.labels},
            reasons=[asdict(block) for block in row.reasons],
            review=[asdict(question) for question in row.review],
            form=plain_form(row.form) if row.form else {},
        )
        for row in definition.plan_templates
    )


def _load_cycle(version: FrameworkVersion, definition: Definition) -> None:
    stages = definition.cycle.stages if definition.cycle else ()
    pairs = [(stage, prompt) for stage in stages for prompt in stage.prompts]
    CyclePrompt.objects.bulk_create(
        CyclePrompt(
            framework=version,
            code=prompt.code,
            stage=stage.heading,
            text=prompt.text,
            order=order,
        )
        for order, (stage, prompt) in enumerate(pairs, start=1)
    )


def _load_measures(version: FrameworkVersion, definition: Definition) -> None:
    AssessmentMeasure.objects.bulk_create(
        AssessmentMeasure(
            framework=version,
            code=row.code,
            label=row.label,
            order=row.order,
            applies=asdict(row.applies),
            optional=row.optional,
            unit=row.unit,
        )
        for row in definition.measures
    )


def _load_menu(version: FrameworkVersion, definition: Definition) -> None:
    teams = {
        row.code: Team.objects.create(
            framework=version,
            code=row.code,
            name=row.name,
            lead_in=row.lead_in or "",
            counted=row.counted,
            order=order,
        )
        for order, row in enumerate(definition.teams, start=1)
    }
    MenuItem.objects.bulk_create(
        MenuItem(team=teams[row.team], code=row.code, text=row.text, order=order)
        for order, row in enumerate(definition.menu, start=1)
    )


def _load_letters(version: FrameworkVersion, definition: Definition) -> None:
    LetterType.objects.bulk_create(
        LetterType(framework=version, order=order, **asdict(row))
        for order, row in enumerate(definition.letters, start=1)
    )
