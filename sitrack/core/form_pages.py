"""How every form page here answers: done once, refused in words, or in conflict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.forms import BaseForm, BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sitrack.core.conflicts import Difference
from sitrack.core.http import SignedInRequest
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import once, token_for
from sitrack.core.versions import Stale


@dataclass
class FormPage:
    """A page with a form; ``act`` does what was asked and returns where to go next.

    ``again`` is asked when somebody else saved first: it moves the form to the
    version saved now and tells in which fields the two differ. ``repeats`` is False
    where what is made could be made twice: the same form posted again with other
    words is then not done over, and its sender is told so.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    done: str = ""
    again: Callable[[], list[Difference]] | None = None
    repeats: bool = True

    def show(
        self,
        request: SignedInRequest,
        form: BaseForm,
        *,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        """The page, with what was typed and the token it came with."""
        token = token_for(request.POST)
        context = {**self.context, "form": form, "submit_token": token, **more}
        return render(request, self.template, context, status=status)

    def answer(
        self,
        request: SignedInRequest,
        form: BaseForm,
        act: Callable[[], str],
        *,
        rows: BaseFormSet[Any] | None = None,
    ) -> HttpResponse:
        """Do it once and go on, or show what stands in the way.

        Posted again with other words it is done once more: what is changed here
        carries a version, and what is made here can be made only once, or does not repeat.
        """
        valid = rows is None or rows.is_valid()
        if not (form.is_valid() and valid):
            return self.show(request, form, status=422)
        try:
            go_on = act if self.repeats else None
            address = once(request.POST, by=request.user, act=act, go_on=go_on)
        except RuleBroken as broken:
            told = broken.field if broken.field in form.fields else None
            form.add_error(told, broken.message)
            return self.show(request, form, status=422)
        except Stale:
            if self.again is None:
                raise
            found = self.again()
            return self.show(
                request, form, status=409, conflict=True, differences=found
            )
        if self.done:
            messages.success(request, self.done)
        return redirect(address)
