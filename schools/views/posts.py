"""Appointing somebody, ending a post, and correcting what has not begun."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from schools.access import get_visible_or_404, require
from schools.forms.posts import (
    CancelForm,
    EndForm,
    PostForm,
    StartForm,
    as_typed,
)
from schools.models import Person, Post
from schools.queries.people import post_title
from schools.queries.vacancies import our_schools
from schools.role_names import role_names, roles_in_use
from schools.services import people, post_changes
from schools.views.wanted import Wanted
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability


@require_http_methods(["GET", "POST"])
def appoint(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give somebody a post; rights begin with its first day."""
    person: Person = get_visible_or_404(
        Person.objects.select_related("user"), request.user, pk=pk
    )
    require(request.user, Capability.KEEP_PEOPLE)
    sent = request.POST if request.method == "POST" else None
    names = role_names()
    wanted = Wanted.read(request, names)
    initial: dict[str, Any] = {"start": calendar.today()}
    if wanted:
        typed = as_typed(wanted.school.name, wanted.school.urn)
        initial |= {"role": wanted.role, "school": typed}
    schools = our_schools(request.user, Capability.KEEP_PEOPLE)
    form = PostForm(sent, schools=schools, names=roles_in_use(), initial=initial)
    listed = schools.order_by("name").values_list("name", "urn")
    page = FormPage(
        "schools/appoint.html",
        {"person": person, "schools": [as_typed(*row) for row in listed]},
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        post = people.appoint(person=person, by=request.user, **form.cleaned_data)
        begins = people.say(post.start)
        messages.success(
            request,
            f"{person} is appointed: {post_title(post, names)}, {post.place}, "
            f"from {begins}.",
        )
        return person.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def post_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say the last day of a post."""
    post = _post(request, pk)
    sent = request.POST if request.method == "POST" else None
    initial = {
        "end": post.end or calendar.today(),
        "reason": post.end_reason,
        "version": post.version,
    }
    form = EndForm(sent, initial=initial)
    page = FormPage(
        "schools/post_end.html",
        _about(post),
        again=lambda: _again(form, post, "end", reason="end_reason"),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        data = form.cleaned_data
        people.end_post(
            post=post,
            on=data["end"],
            reason=data["reason"],
            expected_version=data["version"],
            by=request.user,
        )
        messages.success(
            request,
            f"The last day of {post.person}’s post is {people.say(data['end'])}.",
        )
        return post.person.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def post_start(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct the first day of a post that has not begun."""
    post = _post(request, pk)
    if gone := _begun(request, post):
        return gone
    sent = request.POST if request.method == "POST" else None
    form = StartForm(sent, initial={"start": post.start, "version": post.version})
    page = FormPage(
        "schools/post_start.html",
        _about(post),
        done="The first day is changed.",
        again=lambda: _again(form, post, "start"),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        post_changes.move_start(
            post=post,
            to=form.cleaned_data["start"],
            expected_version=form.cleaned_data["version"],
            by=request.user,
        )
        return post.person.get_absolute_url()

    return page.answer(request, form, act)


@require_http_methods(["GET", "POST"])
def post_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back an appointment that has not begun."""
    post = _post(request, pk)
    if gone := _begun(request, post):
        return gone
    sent = request.POST if request.method == "POST" else None
    form = CancelForm(sent, initial={"version": post.version})
    page = FormPage(
        "schools/post_cancel.html",
        _about(post),
        done="The appointment is cancelled.",
        again=lambda: _again(form, post),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        version = form.cleaned_data["version"]
        person = post.person
        post_changes.cancel(post=post, expected_version=version, by=request.user)
        return person.get_absolute_url()

    return page.answer(request, form, act)


def _post(request: SignedInRequest, pk: int) -> Post:
    posts = Post.objects.select_related(
        "person__user", "school", "region", "covers__person"
    )
    post: Post = get_visible_or_404(posts, request.user, pk=pk)
    require(request.user, Capability.KEEP_PEOPLE)
    return post


def _begun(request: SignedInRequest, post: Post) -> HttpResponse | None:
    """Back to the person where the post has begun: it can only be ended."""
    if post.start > calendar.today():
        return None
    messages.info(request, "This post has begun. You can only end it.")
    return redirect(post.person)


def _about(post: Post) -> dict[str, Any]:
    return {
        "post": post,
        "person": post.person,
        "title": post_title(post, role_names()),
    }


def _again(form: Any, post: Post, *same: str, **columns: str) -> list[Difference]:
    """Where what was typed differs from what somebody else saved first."""
    post.refresh_from_db()
    go_on_from(form, post.version)
    named = {name: name for name in same} | columns
    return differences(
        form, {name: getattr(post, column) for name, column in named.items()}
    )
