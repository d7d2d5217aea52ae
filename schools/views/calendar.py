"""The academic calendar: terms, half-terms and days off, and changing them."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from schools.access import require
from schools.forms.calendar import (
    ClosureForm,
    TermForm,
    YearForm,
    next_term,
    next_year,
    of_term,
)
from sitrack.core import calendar as academic
from sitrack.core.http import SignedInRequest
from sitrack.core.models import AcademicYear, NonWorkingDay, Term
from sitrack.core.models.calendar import TermKind
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken

KINDS = [TermKind.AUTUMN, TermKind.SPRING, TermKind.SUMMER]


def calendar(request: SignedInRequest) -> HttpResponse:
    """All years, latest first, with their terms and days off."""
    require(request.user, Capability.EDIT_CALENDAR)
    days = list(NonWorkingDay.objects.all())
    found = AcademicYear.objects.prefetch_related("terms__halves").order_by("-start")
    years = [
        {
            "year": year,
            "terms": [(term, of_term(term)) for term in year.terms.all()],
            "days": [day for day in days if year.start <= day.day <= year.end],
        }
        for year in found
    ]
    context = {"years": years, "local_closure": NonWorkingDay.Kind.LOCAL_CLOSURE}
    return render(request, "schools/calendar.html", context)


def closure_add(request: SignedInRequest) -> HttpResponse:
    require(request.user, Capability.EDIT_CALENDAR)
    form = ClosureForm(_posted(request))
    if form.is_valid():
        try:
            closure = academic.close_day(**form.cleaned_data, by=request.user)
        except RuleBroken as broken:
            form.add_error(broken.field, broken.message)
        else:
            messages.success(request, f"{closure} is now a day off.")
            return redirect("schools:calendar")
    return render(request, "schools/closure_add.html", {"form": form})


def closure_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, Capability.EDIT_CALENDAR)
    local = NonWorkingDay.objects.filter(kind=NonWorkingDay.Kind.LOCAL_CLOSURE)
    closure = get_object_or_404(local, pk=pk)
    if request.method == "POST":
        academic.reopen_day(closure=closure, by=request.user)
        messages.success(request, f"{closure} is a working day again.")
        return redirect("schools:calendar")
    return render(request, "schools/closure_remove.html", {"closure": closure})


def term_change(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, Capability.EDIT_CALENDAR)
    term = get_object_or_404(Term.objects.select_related("year"), pk=pk)
    form = TermForm(_posted(request), kind=term.kind, initial=of_term(term))
    if form.is_valid():
        try:
            academic.change_term(term=term, dates=form.dates(), by=request.user)
        except RuleBroken as broken:
            form.add_error(broken.field, broken.message)
        else:
            messages.success(request, f"The dates of {term} were changed.")
            return redirect("schools:calendar")
    return render(request, "schools/term_change.html", {"form": form, "term": term})


def year_add(request: SignedInRequest) -> HttpResponse:
    """Add the next year; its dates are suggested from those of the latest."""
    require(request.user, Capability.EDIT_CALENDAR)
    form, term_forms = _year_forms(request)
    if all([form.is_valid(), *(one.is_valid() for one in term_forms)]):
        try:
            year = academic.open_year(
                **form.cleaned_data,
                terms=[one.dates() for one in term_forms],
                by=request.user,
            )
        except RuleBroken as broken:
            _blame(broken, form, term_forms)
        else:
            messages.success(request, f"The year {year} was added.")
            return redirect("schools:calendar")
    context = {"form": form, "formsets": term_forms}
    return render(request, "schools/year_add.html", context)


def _year_forms(request: SignedInRequest) -> tuple[YearForm, list[TermForm]]:
    latest = AcademicYear.objects.prefetch_related("terms__halves").last()
    year = next_year(latest) if latest else {}
    terms = {term.kind: term for term in latest.terms.all()} if latest else {}
    data = _posted(request)
    term_forms = [
        TermForm(
            data,
            kind=kind,
            prefix=kind,
            called=kind.label,
            initial=next_term(terms[kind], year)
            if kind in terms
            else {"name": kind.label},
        )
        for kind in KINDS
    ]
    return YearForm(data, initial=year), term_forms


def _blame(broken: RuleBroken, form: YearForm, term_forms: list[TermForm]) -> None:
    """Put the message beside the term that it names first, or beside the year."""
    named = [
        (place, one)
        for one in term_forms
        if (place := broken.message.find(one.cleaned_data["name"])) >= 0
    ]
    if named:
        blamed = min(named, key=lambda pair: pair[0])[1]
        blamed.add_error(broken.field, broken.message)
    else:
        form.add_error(broken.field, broken.message)


def _posted(request: SignedInRequest) -> QueryDict | None:
    """What was posted, an empty form included."""
    return request.POST if request.method == "POST" else None
