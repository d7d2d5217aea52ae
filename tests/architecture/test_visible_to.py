"""Every model that leads to a school has a queryset with `visible_to(user)`."""

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.sources import LADDER, app_files, shown

Model = type[models.Model]

# Parts of a whole: read only through a foreign key whose target knows who may see it.
PARTS = {
    "engagement.AssessmentCell": "record",
    "engagement.AssessmentMeasure": "school",
    "engagement.ChangeEvidence": "assignment",
    "engagement.CriterionPick": "assignment",
    "engagement.ThemeEvidence": "assignment",
    "engagement.LevelConfirmation": "record",
    "engagement.LetterCopy": "letter",
    "engagement.LetterPaper": "letter",
    "engagement.LetterRecipient": "letter",
    "engagement.LetterReply": "letter",
    "engagement.MeasureOverride": "school",
    "engagement.LongerStay": "assignment",
    "engagement.NoticeOfIntention": "letter",
    "engagement.StatementSignature": "statement",
    "engagement.PhaseMark": "sheet",
    "engagement.SupportEntry": "record",
    "engagement.TrajectoryView": "record",
    "plans.ActionRating": "review",
    "plans.EntitlementUse": "plan",
    "plans.EvaluatedWith": "evaluation",
    "plans.PlanExtension": "plan",
    "plans.PlanPriority": "plan",
    "plans.PlanReason": "plan",
    "plans.PlannedWith": "plan",
    "plans.PrioritySummary": "review",
    "plans.ReviewAnswer": "review",
    "plans.ReviewComment": "review",
    "plans.ReviewedWith": "review",
    "plans.TeamMember": "plan",
    "reports.BundleItem": "bundle",
    "reports.PublicationOpening": "publication",
    "reports.Withdrawal": "publication",
    "schools.FederationMembership": "school",
    "schools.InspectionResult": "school",
    "schools.Invitation": "person",
    "schools.RegisteredHead": "school",
    "schools.SchoolLink": "successor",
    "schools.TradedAgreement": "school",
    "visits.Circulation": "visit",
    "visits.Addendum": "visit",
    "visits.Attendee": "visit",
    "visits.EvaluationLookedAt": "evaluation",
    "visits.EvaluationMember": "evaluation",
    "visits.FollowUp": "visit",
    "visits.LevelEvidence": "visit",
    "engagement.TargetedOffer": "letter",
    "plans.ExitAnswer": "of",
    "visits.Reading": "visit",
    "visits.Recall": "visit",
    "visits.RecommendedReview": "evaluation",
    "visits.SelfEvaluationAnswer": "part",
    "visits.TimeRequest": "visit",
    "visits.UnvisitedTerm": "record",
    "visits.VisitMove": "visit",
    "visits.VisitPriority": "visit",
    "visits.VisitSection": "visit",
    "visits.VisitTime": "visit",
    "disclosure.Withheld": "item",
    "disclosure.Download": "file",
    "disclosure.Hand": "disclosure",
}


def our_models() -> list[Model]:
    """Return the models that our apps declare; the history tables come from elsewhere."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in LADDER and not hasattr(model, "history_object")
    ]


def targets(model: Model) -> set[Model]:
    """Return the models that a model's own foreign keys point at."""
    return {
        field.related_model
        for field in model._meta.concrete_fields
        if field.is_relation and isinstance(field.related_model, type)
    }


def leads_to(
    goal: Model, model: Model, points_at: Callable[[Model], set[Model]] = targets
) -> bool:
    """Say whether foreign keys, followed forwards, reach the goal from the model."""
    seen: set[Model] = set()
    ahead = [model]
    while ahead:
        here = ahead.pop()
        if here is goal:
            return True
        if here not in seen:
            seen.add(here)
            ahead.extend(points_at(here))
    return False


def unscoped(found: Iterable[Model], goal: Model) -> list[str]:
    """Return the models that lead to the goal but whose queryset has no visible_to."""
    return sorted(
        model._meta.label
        for model in found
        if leads_to(goal, model)
        and not hasattr(model._default_manager.all(), "visible_to")
    )


def fetched(node: ast.AST) -> str:
    """Return the name of the model that a piece of source reads, or nothing."""
    if isinstance(node, ast.Attribute) and node.attr in {"objects", "history"}:
        return ast.unparse(node.value).split(".")[-1]
    if (
        isinstance(node, ast.Call)
        and node.args
        and ast.unparse(node.func).endswith("get_object_or_404")
    ):
        return ast.unparse(node.args[0]).split(".")[-1]
    return ""


def fetches(source: str, names: set[str]) -> list[str]:
    """Return where a source reads one of the models on its own, past its whole."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if fetched(node) in names
    ]


def is_page(path: Path) -> bool:
    """Say whether a file answers requests."""
    place = shown(path)
    return "/services/" not in place and (path.name == "views.py" or "/views/" in place)


def test_what_belongs_to_a_school_knows_who_may_see_it() -> None:
    found = unscoped(our_models(), apps.get_model("schools", "School"))
    assert [label for label in found if label not in PARTS] == []


@pytest.mark.parametrize("label", sorted(PARTS))
def test_a_part_hangs_on_a_whole_that_knows_who_may_see_it(label: str) -> None:
    part = apps.get_model(label)
    wholes = {
        field.name: field.related_model
        for field in part._meta.concrete_fields
        if field.related_model in targets(part)
    }
    assert unscoped([wholes[PARTS[label]]], wholes[PARTS[label]]) == []


def test_no_part_is_listed_that_has_a_scope_of_its_own() -> None:
    found = unscoped(our_models(), apps.get_model("schools", "School"))
    assert set(PARTS) - set(found) == set()


@pytest.mark.parametrize("app", LADDER)
def test_pages_read_a_part_only_through_its_whole(app: str) -> None:
    names = {label.split(".")[1] for label in PARTS}
    found = [
        f"{shown(path)} {fetch}"
        for path in app_files(app)
        if is_page(path)
        for fetch in fetches(path.read_text(encoding="utf-8"), names)
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "Comment.objects.get(pk=1)",
        "models.Comment.objects.all()",
        "get_object_or_404(Comment, pk=1)",
    ],
)
def test_a_part_read_past_its_whole_is_found(source: str) -> None:
    assert fetches(source, {"Comment"})
    assert not fetches("get_object_or_404(visit.comments, pk=1)", {"Comment"})


def test_a_model_without_scope_is_found() -> None:
    permission, content_type = (
        apps.get_model("auth", "Permission"),
        apps.get_model("contenttypes", "ContentType"),
    )
    assert unscoped([permission], content_type) == ["auth.Permission"]
    assert unscoped([content_type], permission) == []
