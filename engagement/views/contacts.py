"""The log of contacts with a school: one line each."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from engagement.definitions.contacts import ContactLog
from engagement.forms.contacts import ContactForm, TakeBackForm
from engagement.models import Contact, SchoolYearRecord
from engagement.queries.contacts import log_of
from engagement.queries.letters import record_now
from engagement.services import contacts as service
from engagement.sheets import CONTACTS
from schools.access import get_visible_or_404, may, require
from schools.models import School
from sitrack.core import calendar
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.sheets import asked_as, sheet_file

READ, NOTE = Capability.READ_DUE, Capability.LOG_VISIT
ON_A_PAGE = 50


@require_safe
def contacts(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every line, the latest first."""
    record, log = _logged(request.user, pk)
    require(request.user, READ, record.school)
    rows = Contact.objects.filter(school=record.school)
    rows = rows.select_related("by", "taken_back_by")
    names = {one.code: one.label for one in log.kinds}

    def named(some: Iterable[Contact]) -> list[tuple[Contact, str]]:
        return [(row, names.get(row.kind, row.kind)) for row in some]

    kind = asked_as(request)
    if kind:
        return sheet_file(CONTACTS, named(rows), kind)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "school": record.school,
        "record": record,
        "page_obj": page,
        "lines": named(page),
        "may_note": may(request.user, NOTE, record.school),
    }
    return render(request, "engagement/contacts.html", context)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def contact_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note one contact."""
    record, log = _logged(request.user, pk)
    require(request.user, NOTE, record.school)
    sent = request.POST if request.method == "POST" else None
    form = ContactForm(sent, log=log, initial={"on": calendar.today()})
    page = FormPage(
        "engagement/contact_add.html",
        {"school": record.school, "record": record},
        done="The contact is noted.",
        repeats=False,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        service.note_contact(record=record, line=form.contact(), by=request.user)
        return reverse("engagement:contacts", args=[record.school_id])

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def contact_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a wrong line back."""
    rows = Contact.objects.select_related("school")
    contact = get_visible_or_404(rows, request.user, pk=pk)
    require(request.user, NOTE, contact.school)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    page = FormPage(
        "engagement/contact_take_back.html",
        {"school": contact.school, "contact": contact},
        done="The line is taken back.",
    )
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        service.take_contact_back(contact=contact, by=request.user)
        return reverse("engagement:contacts", args=[contact.school_id])

    return page.answer(request, form, act)


def _logged(user: User, pk: int) -> tuple[SchoolYearRecord, ContactLog]:
    """This year's record of a school that the user sees; 404 without such a log."""
    school = get_visible_or_404(School.objects, user, pk=pk)
    record = record_now(school)
    log = log_of(record.framework) if record else None
    if record is None or log is None:
        raise Http404
    return record, log
