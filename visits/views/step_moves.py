"""What is done with a next step: done, dropped, given on, moved, opened again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from sitrack.core import calendar
from sitrack.core.conflicts import Difference, go_on_from
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.templatetags.govuk import day
from visits import queries, step_lists
from visits.followed import followed
from visits.forms.steps import DoneForm, DropForm, GiveForm, MoveForm, StepForm
from visits.models import NextStep
from visits.services import steps as services
from visits.views.steps import find_step


@dataclass(frozen=True)
class Move:
    """A page that asks for one thing to be done with a step."""

    heading: str
    button: str
    done: str
    form: type[StepForm]
    act: Callable[[NextStep, Any, int, User], NextStep]
    consequence: str = ""
    warns: bool = False


def _done(step: NextStep, form: Any, version: int, by: User) -> NextStep:
    note = form.cleaned_data["note"]
    return services.close_step(step=step, by=by, expected_version=version, note=note)


def _drop(step: NextStep, form: Any, version: int, by: User) -> NextStep:
    reason = form.cleaned_data["reason"]
    return services.drop_step(step=step, by=by, expected_version=version, reason=reason)


def _give(step: NextStep, form: Any, version: int, by: User) -> NextStep:
    return services.give_step(
        step=step,
        by=by,
        expected_version=version,
        who=form.who(),
        person=form.person(),
    )


def _move(step: NextStep, form: Any, version: int, by: User) -> NextStep:
    return services.move_step(
        step=step,
        by=by,
        expected_version=version,
        due_on=form.cleaned_data["due_on"],
        reason=form.cleaned_data["reason"],
    )


def _reopen(step: NextStep, form: Any, version: int, by: User) -> NextStep:
    return services.reopen_step(step=step, by=by, expected_version=version)


MOVES = {
    "done": Move(
        "Mark this step as done",
        "Mark as done",
        "The step is marked as done.",
        DoneForm,
        _done,
    ),
    "dropped": Move(
        "Drop this step",
        "Drop the step",
        "The step is dropped.",
        DropForm,
        _drop,
        "It stays in the list of dropped steps, with your reason.",
        warns=True,
    ),
    "given": Move(
        "Give this step to somebody else",
        "Give the step",
        "The step is given to somebody else.",
        GiveForm,
        _give,
        "Both people are told, where they have an account.",
    ),
    "moved": Move(
        "Change the date of this step",
        "Change the date",
        "The date is changed.",
        MoveForm,
        _move,
    ),
    "reopened": Move(
        "Open this step again",
        "Open it again",
        "The step is open again.",
        StepForm,
        _reopen,
        "It goes back to the open steps of the school.",
    ),
}


@require_http_methods(["GET", "POST"])
def step_move(request: SignedInRequest, pk: int, *, move: str) -> HttpResponse:
    """Ask for one move of a step, and make it."""
    step = find_step(request, pk)
    if move not in step_lists.moves_allowed(step, request.user):
        raise PermissionDenied("This is not yours to do.")
    place = followed(step, request.user)
    if place and place.is_taken:
        messages.info(request, "This step is followed elsewhere. Nothing was changed.")
        return redirect(step)
    wanted = MOVES[move]
    sent = request.POST if request.method == "POST" else None
    form = _form(wanted, step, sent)
    page = FormPage(
        "visits/step_move.html",
        {
            "step": step,
            "visit": step.visit,
            "school": step.record.school,
            "move": wanted,
            "button_class": "govuk-button--warning" if wanted.warns else "",
            "is_late": step.is_overdue(calendar.today()),
        },
        done=wanted.done,
        again=lambda: _what_changed(form, pk),
    )
    if sent is None:
        possible = move in step_lists.moves_of(step, request.user)
        return page.show(request, form) if possible else redirect(step)

    def act() -> str:
        version = form.cleaned_data["version"] or 0
        return wanted.act(step, form, version, request.user).get_absolute_url()

    return page.answer(request, form, act)


def _form(wanted: Move, step: NextStep, sent: Any) -> StepForm:
    initial = {"version": step.version}
    if wanted.form is GiveForm:
        people = queries.known_people(step.record)
        return GiveForm(sent, initial=initial, people=people)
    return wanted.form(sent, initial=initial)


def _what_changed(form: BaseForm, pk: int) -> list[Difference]:
    """How the step reads now, where somebody else changed it first (ACC-086)."""
    now = NextStep.objects.get(pk=pk)
    go_on_from(form, now.version)
    words = f"{now.get_state_display()}, by {day(now.due_on)}, {now.who}"
    note = f"\n\n{now.closing_note}" if now.closing_note else ""
    return [Difference("The step as it stands now", words + note, "", "#main-content")]
