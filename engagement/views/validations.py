"""The planner of validations over all schools, and one validation from plan to report."""

from collections.abc import Callable

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from engagement.forms.gradings import OutcomeForm, ReasonForm, ValidationForm
from engagement.models import Grading, Validation
from engagement.queries.gradings import gradings_form, scale_of
from engagement.queries.validations import Cycle, standing_of
from engagement.rules.validations import TRANSITIONS
from engagement.services import validations as service
from engagement.services.records import framework_in_use
from engagement.sheets import VALIDATIONS
from engagement.views.gradings import graded_school
from schools.access import get_visible_or_404, may, require
from sitrack.core.conflicts import Difference, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.rules import Transition
from sitrack.core.sheets import asked_as, by_pages, sheet_file

PLAN, AGREE = Capability.ENTER_INSPECTION, Capability.DECIDE_LEVEL
ON_A_PAGE = 30
PARTS = {"officer": PLAN, "senior": AGREE}


@require_safe
def validations(request: SignedInRequest) -> HttpResponse:
    """The three-year cycle over all of the reader's schools, what is overdue first."""
    require(request.user, Capability.SEE_CLOSING)
    form = gradings_form(framework_in_use(settings.FRAMEWORK))
    if form is None:
        raise Http404
    cycle = Cycle(request.user, form)
    kind = asked_as(request)
    if kind:
        return sheet_file(VALIDATIONS, by_pages(cycle, iter), kind)
    page = Paginator(cycle, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "rows": page.object_list, "form": form}
    return render(request, "engagement/validations.html", context)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def validation_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose a visit: which kind, what it looks at, when (DEC-20)."""
    record, form = graded_school(request.user, pk)
    require(request.user, PLAN, record.school)
    sent = request.POST if request.method == "POST" else None
    typed = ValidationForm(sent, form=form)
    page = FormPage(
        "engagement/validation_add.html",
        {
            "school": record.school,
            "rules": form.rules,
            "standing": standing_of(record.school, form),
        },
        done="The visit is proposed.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, typed)

    def act() -> str:
        made = service.propose_validation(
            school=record.school,
            framework=record.framework,
            planned=typed.planned(),
            by=request.user,
        )
        return made.get_absolute_url()

    return page.answer(request, typed, act)


@require_safe
def validation(request: SignedInRequest, pk: int) -> HttpResponse:
    """One visit: its state, what it looks at, and what it found."""
    shown = _find(request.user, pk)
    require(request.user, Capability.READ_DUE, shown.school)
    record, form = graded_school(request.user, shown.school_id)
    scale = scale_of(record.framework)
    graded = {
        row.indicator: scale.get(row.grade, row.grade)
        for row in Grading.objects.standing().filter(validation=shown)
    }
    kind = form.validation(shown.kind)
    context = {
        "school": shown.school,
        "record": record,
        "validation": shown,
        "kind": kind.label if kind else shown.kind_name,
        "looked_at": [
            (one.named, graded.get(one.code, ""))
            for one in form.indicators
            if one.code in shown.indicators
        ],
        "verbs": {step.verb for step in _open_to(request.user, shown)},
    }
    return render(request, "engagement/validation.html", context)


@require_http_methods(["GET", "POST"])
def validation_agree(request: SignedInRequest, pk: int) -> HttpResponse:
    """The senior officer agrees the visit."""
    shown = _find(request.user, pk)
    require(request.user, AGREE, shown.school)
    typed = ReasonForm(
        request.POST if request.method == "POST" else None,
        initial={"version": shown.version},
    )
    del typed.fields["reason"]
    return _step(
        request, shown, typed, "engagement/validation_agree.html", "The visit is agreed.",
        lambda: service.agree_validation(
            validation=shown,
            expected_version=typed.cleaned_data["version"] or 0,
            by=request.user,
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def validation_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """A planned visit is taken out, with the reason."""
    shown = _find(request.user, pk)
    require(request.user, PLAN, shown.school)
    typed = ReasonForm(
        request.POST if request.method == "POST" else None,
        initial={"version": shown.version},
    )
    return _step(
        request, shown, typed, "engagement/validation_cancel.html",
        "The visit is cancelled.",
        lambda: service.cancel_validation(
            validation=shown,
            reason=typed.cleaned_data["reason"],
            expected_version=typed.cleaned_data["version"] or 0,
            by=request.user,
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@keeps_drafts
def validation_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """That it was held, the grades, and the report (LET-12)."""
    shown = _find(request.user, pk)
    require(request.user, PLAN, shown.school)
    record, form = graded_school(request.user, shown.school_id)
    typed = OutcomeForm(
        request.POST if request.method == "POST" else None,
        form=form,
        scale=scale_of(record.framework),
        validation=shown,
    )
    return _step(
        request, shown, typed, "engagement/validation_hold.html",
        "The report is written. The school can read it now.",
        lambda: service.hold_validation(
            validation=shown,
            framework=record.framework,
            outcome=typed.outcome(),
            expected_version=typed.cleaned_data["version"],
            by=request.user,
        ),
    )  # fmt: skip


def _find(user: User, pk: int) -> Validation:
    rows = Validation.objects.select_related("school", "proposed_by", "agreed_by")
    found: Validation = get_visible_or_404(rows, user, pk=pk)
    return found


def _open_to(user: User, shown: Validation) -> list[Transition]:
    """The steps that the state allows and this user may take: the page's buttons."""
    return [
        step
        for step in TRANSITIONS.values()
        if shown.state in step.sources
        and may(user, PARTS[step.by], shown.school)
        and not (step.verb == "agree" and shown.proposed_by_id == user.pk)
    ]


def _step(
    request: SignedInRequest,
    shown: Validation,
    typed: OutcomeForm | ReasonForm,
    template: str,
    done: str,
    go: Callable[[], Validation],
) -> HttpResponse:
    def again() -> list[Difference]:
        shown.refresh_from_db()
        go_on_from(typed, shown.version)
        return []

    context = {"school": shown.school, "validation": shown}
    page = FormPage(template, context, done=done, again=again)
    if request.method != "POST":
        return page.show(request, typed)
    return page.answer(request, typed, lambda: go().get_absolute_url())
