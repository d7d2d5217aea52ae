"""The list of people, one person, and who they are."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from schools.access import may, require
from schools.finding import find_person
from schools.forms.people import ChangePersonForm, NewPersonForm
from schools.models import Person
from schools.queries import people as query
from schools.queries.invitations import standing_of
from schools.queries.vacancies import NEEDED, lines, vacancies
from schools.role_names import role_names, roles_in_use
from schools.services import people as service
from schools.sheets import PEOPLE, VACANCIES
from schools.views.wanted import Wanted
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.roles import Capability
from sitrack.core.second_factor.queries import has_step
from sitrack.core.sheets import asked_as, by_pages, sheet_file
from sitrack.core.submissions import new_token


class MayBeKnownError(Exception):
    """People of this name, or with this address, are here already."""

    def __init__(self, people: list[Person]) -> None:
        super().__init__("Somebody like this is here already.")
        self.people = people


@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody on the reader's list, by name, role or school."""
    require(request.user, Capability.READ_PEOPLE)
    asked = query.Asked(
        **{
            name: request.GET.get(name, "").strip()[: query.LONGEST]
            for name in ("name", "role", "school")
        }
    )
    names, today = role_names(), calendar.today()
    people = query.found(request.user, asked, today).select_related("user")
    found = people.only("name", "email", "user__is_active")
    kind = asked_as(request)
    if kind:
        rows = by_pages(
            found, lambda some: query.rows_of(some, request.user, today, names)
        )
        return sheet_file(PEOPLE, rows, kind)
    page = Paginator(found, query.ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "roles": roles_in_use().items(),
        "page_obj": page,
        "rows": query.rows_of(page.object_list, request.user, today, names),
        "wanted": Wanted.read(request, names),
        "may_keep": may(request.user, Capability.KEEP_PEOPLE),
    }
    return render(request, "schools/people.html", context)


@require_safe
def vacant(request: SignedInRequest) -> HttpResponse:
    """Schools without a headteacher or without a SEP."""
    require(request.user, Capability.READ_PEOPLE)
    role = request.GET.get("role", "")
    names = role_names()
    found = vacancies(request.user, calendar.today(), role=role)

    def shown(schools: Any) -> list[dict[str, Any]]:
        return [
            {"vacancy": one, "role": names[one.role]}
            for one in lines(schools)
            if role in ("", one.role)
        ]

    kind = asked_as(request)
    if kind:
        return sheet_file(VACANCIES, by_pages(found, shown), kind)
    page = Paginator(found, query.ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "vacancies": shown(page.object_list),
        "role": role,
        "roles": [(needed.value, names[needed.value]) for needed in NEEDED],
        "may_keep": may(request.user, Capability.KEEP_PEOPLE),
    }
    return render(request, "schools/vacancies.html", context)


@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who somebody is, the posts they hold, held and will hold."""
    found = _person(request, pk)
    require(request.user, Capability.READ_PEOPLE)
    keeps = may(request.user, Capability.KEEP_PEOPLE)
    names, today = role_names(), calendar.today()
    page = request.GET.get("page", "")
    posts = query.posts_of(
        found, request.user, today, names, with_reason=keeps, page=page
    )
    context = {
        "person": found,
        "posts": posts,
        "page_obj": posts.pages,
        "may_keep": keeps,
        "account": standing_of(found, request.user, posts) if keeps else None,
        "submit_token": new_token(),
        "events": query.events_about(found) if keeps else None,
        "may_join_team": keeps and not posts.holds_school_post,
        "may_hand_on": keeps and posts.is_officer_today,
        "has_second_step": keeps and has_step(found.user),
    }
    return render(request, "schools/person.html", context)


@require_http_methods(["GET", "POST"])
def person_add(request: SignedInRequest) -> HttpResponse:
    """Add somebody; where they may be known already, that is asked once."""
    require(request.user, Capability.KEEP_PEOPLE)
    sent = request.POST if request.method == "POST" else None
    form = NewPersonForm(sent)
    wanted = Wanted.read(request, role_names())
    page = FormPage("schools/person_add.html", {"wanted": wanted})
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        data = form.cleaned_data
        if not data["another"]:
            _ask_whether_known(data["name"], data["email"], request.user)
        made = service.add_person(
            name=data["name"],
            email=data["email"],
            phone=data["phone"],
            by=request.user,
        )
        messages.success(request, f"{made} was added.")
        return wanted.address(made.pk) if wanted else made.get_absolute_url()

    try:
        return page.answer(request, form, act)
    except MayBeKnownError as known:
        return page.show(request, form, status=422, same=known.people)


@require_http_methods(["GET", "POST"])
def person_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a name, or change how somebody is reached."""
    found = _person(request, pk)
    require(request.user, Capability.KEEP_PEOPLE)
    sent = request.POST if request.method == "POST" else None
    form = ChangePersonForm(sent, person=found)
    page = FormPage(
        "schools/person_change.html",
        {"person": found, "was": found.name},
        done="The changes are saved.",
        again=lambda: _again(form, found),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        data = form.cleaned_data
        service.change_person(
            person=found,
            expected_version=data["version"],
            name=data["name"],
            email=data["email"],
            phone=data["phone"],
            by=request.user,
        )
        return found.get_absolute_url()

    return page.answer(request, form, act)


def _ask_whether_known(name: str, email: str, user: User) -> None:
    """Asked while the form is acted on, so that one sent twice is not asked again."""
    same = query.same_as(name=name, email=email, user=user)
    if same:
        raise MayBeKnownError(same)


def _again(form: ChangePersonForm, person: Person) -> list[Difference]:
    person.refresh_from_db()
    go_on_from(form, person.version)
    saved: dict[str, Any] = {
        name: getattr(person, name) for name in ("name", "email", "phone")
    }
    return differences(form, saved)


def _person(request: SignedInRequest, pk: int) -> Person:
    found: Person = find_person(request.user, pk)
    return found
