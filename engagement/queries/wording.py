"""The published words that a record's pages show, read once for each process.

A version that a record uses is locked, so its words cannot change beneath a page;
the digest in the key tells a replaced definition from the one before.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings

from engagement.models import (
    CyclePrompt,
    FrameworkVersion,
    Option,
    RoleLabel,
    Team,
    TemplatePrompt,
    VisitTemplate,
)
from schools.models import Post
from schools.models.people import titled
from sitrack.core import calendar
from sitrack.core.prepared import prepared
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken

THEMES = "priority_theme"
Stages = tuple[tuple[str, tuple[str, ...]], ...]


def prompts_of(framework: FrameworkVersion, template_id: int) -> list[TemplatePrompt]:
    """The prompts of a visit template, in their order."""
    return list(_prompts(framework.digest, template_id))


def templates_of(framework: FrameworkVersion) -> list[VisitTemplate]:
    """The forms of visits, the one that serves where a type names none first."""
    return list(_templates(framework.digest, framework.pk))


def template_of(framework: FrameworkVersion, kind: Option | None) -> VisitTemplate:
    """The form on which a type of visit is written up.

    Raises RuleBroken where the framework has no form for visits.
    """
    templates = templates_of(framework)
    named = [one for one in templates if kind and one.code == kind.template]
    found = next(iter(named or templates), None)
    if found is None:
        raise RuleBroken(f"{framework} has no form for visits.")
    return found


def options_of(framework: FrameworkVersion, *codes: str) -> dict[str, list[Option]]:
    """The options of several lists of a framework, in their order."""
    lists: dict[str, list[Option]] = {code: [] for code in codes}
    for option in _options(framework.digest, framework.pk):
        if option.list.code in lists:
            lists[option.list.code].append(option)
    return lists


def themes_of(framework: FrameworkVersion) -> dict[str, str]:
    """What a priority can be tagged with, by code (SUF-P-12); none where the
    definition has no such list."""
    listed = options_of(framework, THEMES)[THEMES]
    return {option.code: option.label for option in listed}


def themes_in_use() -> dict[str, str]:
    """The themes of this installation's framework, by code: one query."""
    return dict(_themes(settings.FRAMEWORK))


@prepared
def _themes(framework: str) -> Any:
    rows = Option.objects.filter(
        list__code=THEMES,
        list__framework__code=framework,
        list__framework__retired_on=None,
        list__framework__adopted_from__lte=calendar.today(),
        retired=False,
    )
    ordered = rows.order_by("list__framework__adopted_from", "order")
    return ordered.values_list("code", "label")


def menu_of(framework: FrameworkVersion) -> list[Team]:
    """The teams whose menus hold something, each with its items (SUF-M)."""
    return list(_menu(framework.digest, framework.pk))


def cycle_of(framework: FrameworkVersion) -> Stages:
    """The conversation cycle's questions, stage by stage (SUF-Q)."""
    return _cycle(framework.digest, framework.pk)


def guided_types(options: list[Option]) -> set[str]:
    """The types of visit beside whose text the cycle's questions stand: those that
    the definition names, and all of them where it names none."""
    named = {option.code for option in options if option.guide}
    return named or {option.code for option in options}


def printed(framework: FrameworkVersion, key: str, otherwise: str) -> str:
    """The framework's own label of a form item, or our word where it prints none."""
    for item in framework.labels.values():
        if item["key"] == key:
            return str(item["label"]) or otherwise
    return otherwise


def role_name(framework: FrameworkVersion, role: Role) -> str:
    """What the framework calls a role, or our word where it has none."""
    return _roles(framework.digest, framework.pk).get(role, role.label)


def role_names_in_use() -> dict[str, str]:
    """What the framework of this installation calls each role: one query."""
    return dict(_role_names(settings.FRAMEWORK))


@prepared
def _role_names(framework: str) -> Any:
    rows = RoleLabel.objects.filter(
        framework__code=framework,
        framework__retired_on=None,
        framework__adopted_from__lte=calendar.today(),
    )
    return rows.order_by("framework__adopted_from").values_list("role", "label")


def post_title(framework: FrameworkVersion, post: Post) -> str:
    """What a post is called: its own title, or the framework's name of its role."""
    title = post.title or role_name(framework, Role(post.role))
    return titled(title, acting=post.acting)


@lru_cache(maxsize=32)
def _prompts(digest: str, template_id: int) -> tuple[TemplatePrompt, ...]:
    return tuple(TemplatePrompt.objects.filter(template=template_id))


@lru_cache(maxsize=32)
def _templates(digest: str, framework_id: int) -> tuple[VisitTemplate, ...]:
    rows = VisitTemplate.objects.filter(framework=framework_id)
    return tuple(rows.order_by("pk"))


@lru_cache(maxsize=32)
def _options(digest: str, framework_id: int) -> tuple[Option, ...]:
    rows = Option.objects.filter(list__framework=framework_id, retired=False)
    return tuple(rows.select_related("list").order_by("list", "order"))


@lru_cache(maxsize=32)
def _menu(digest: str, framework_id: int) -> tuple[Team, ...]:
    teams = Team.objects.filter(framework=framework_id).prefetch_related("menu")
    return tuple(team for team in teams if team.menu.all())


@lru_cache(maxsize=32)
def _cycle(digest: str, framework_id: int) -> Stages:
    stages: dict[str, list[str]] = {}
    for prompt in CyclePrompt.objects.filter(framework=framework_id):
        stages.setdefault(prompt.stage, [])
        if prompt.text:
            stages[prompt.stage].append(prompt.text)
    return tuple((stage, tuple(texts)) for stage, texts in stages.items())


@lru_cache(maxsize=32)
def _roles(digest: str, framework_id: int) -> dict[str, str]:
    rows = RoleLabel.objects.filter(framework=framework_id)
    return dict(rows.values_list("role", "label"))
