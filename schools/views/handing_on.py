"""A SEP's schools go to the next one, in one step that is read before it is taken."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from schools.access import get_visible_or_404, require
from schools.forms.handing_on import HandOnForm
from schools.models import Person, Post
from schools.role_names import role_names
from schools.services import post_changes
from schools.services.people import ONE_DAY
from sitrack.core import calendar
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import SCHOOL_ROLES, Capability, Role


@require_http_methods(["GET", "POST"])
def hand_on(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose, read what will happen, confirm; nothing is done before (ACC-023)."""
    leaving: Person = get_visible_or_404(Person.objects, request.user, pk=pk)
    require(request.user, Capability.KEEP_PEOPLE)
    sent = request.POST if request.method == "POST" else None
    form = HandOnForm(sent, posts=_posts_of(leaving), people=_others(leaving))
    context = {"person": leaving, "officer": role_names()[Role.OFFICER]}
    page = FormPage("schools/hand_on.html", context)
    if sent is None or "back" in sent:
        return page.show(request, form)
    if form.is_valid() and "confirmed" not in sent:
        last = FormPage("schools/hand_on_confirm.html", context)
        return last.show(request, form, **_read(form))

    def act() -> str:
        data = form.cleaned_data
        made = post_changes.hand_on(**data, by=request.user)
        schools = "1 school" if len(made) == 1 else f"{len(made)} schools"
        messages.success(request, f"{data['to']} takes over {schools} from {leaving}.")
        return leaving.get_absolute_url()

    return page.answer(request, form, act)


def _posts_of(person: Person) -> Any:
    """The SEP's posts at schools that have no end yet, or one still to come."""
    today = calendar.today()
    posts = person.posts.filter(role=Role.OFFICER, school__isnull=False, acting=False)
    rest = posts.filter(Q(end=None) | Q(end__gte=today))
    return rest.select_related("school").order_by("school__name", "pk")


def _others(leaving: Person) -> Any:
    """Who may take over: anybody who does not work or govern at a school."""
    at_schools = Post.objects.filter(role__in=SCHOOL_ROLES).order_by()
    others = Person.objects.exclude(pk=leaving.pk)
    return others.exclude(pk__in=at_schools.values("person"))


def _read(form: HandOnForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "schools": [post.school for post in data["posts"]],
        "to": data["to"],
        "last_day": data["last_day"],
        "first_day": data["last_day"] + ONE_DAY,
    }
