"""Published versions: publishing one, the list, a version, its file, a check of a copy."""

import logging
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from engagement.queries.letters import record_now
from engagement.queries.school_letters import letters_to
from reports.documents import KINDS, Kind, kind_or_404
from reports.forms import CheckForm, PublishForm
from reports.models import Publication, PublishedFor, name_of_audience
from reports.queries import publications as queries
from reports.rules.publishing import audiences_for
from reports.services.publications import hand_out as open_version
from reports.services.publications import publish as publish_version
from reports.services.publications import publishing_of
from reports.services.withdrawing import may_open
from reports.sheets.openings import PUBLISHED, published_rows
from schools.access import get_visible_or_404, may, require
from schools.models import School
from sitrack.core import delivery
from sitrack.core.documents import NotDrawn
from sitrack.core.files.fixed import Altered, sum_of
from sitrack.core.files.serving import hand_out
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.sheets import asked_as, sheet_file
from sitrack.core.words import worded_later

ON_A_PAGE = 25
# Kinds of documents that are about the record of a year.
OF_THE_YEAR = ("record", "summary", "inspection-pack")
# What each audience reads, as its choice says.
HINTS = {
    PublishedFor.GOVERNORS: worded_later(
        "What {every_governor} may read, and nothing else, whoever publishes it."
    ),
    PublishedFor.LEADERS: "Also what only the headteacher and deputies read, such as"
    " documents that the school shared at visits.",
    PublishedFor.TEAM: "What officers read. The school is not told of it.",
    PublishedFor.MEMBERS: "The public version: it counts schools and names none.",
}
DAMAGED = (
    "The file that was kept is not as it was published, so it is not handed out. Tell"
    " whoever looks after sitrack."
)
WITHDRAWN = "It was withdrawn, so it cannot be opened any more."
log = logging.getLogger(__name__)


@require_safe
def school_published(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was published of a school, who opened it, for whom that concerns, and the
    letters to the school."""
    school: School = get_visible_or_404(School.objects.all(), request.user, pk=pk)
    require(request.user, Capability.EXPORT_RECORD, school)
    rows = queries.published_at(school, request.user)
    told = may(request.user, Capability.SEE_OPENINGS, school)
    kind = asked_as(request)
    if kind:
        return sheet_file(PUBLISHED, published_rows(rows, told=told), kind)
    context = {
        "school": school,
        "page_obj": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "openings": queries.openings_at(school, request.user),
        "told": told,
        "letters": letters_to(school.pk, request.user),
        "offered": _offered(request, school),
    }
    return render(request, "reports/school_published.html", context)


@require_http_methods(["GET", "POST"])
def publish(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Choose for whom a document is published, and publish it."""
    found = kind_or_404(kind)
    subject = found.find(request.user, pk)
    about = found.about(subject)
    audiences = audiences_for(kind, of_a_school=about.school is not None)
    if not audiences:
        raise Http404
    require(request.user, publishing_of(kind), about.school)
    seen = list(queries.versions_of(kind, pk, request.user))
    offered = {
        name: max((one.number for one in seen if one.audience == name), default=0)
        for name in audiences
    }
    sent = request.POST if request.method == "POST" else None
    form = PublishForm(sent, offered=offered)
    if sent is not None and form.is_valid():
        done = _published(request, form, found, pk)
        if done is not None:
            return done
    context = {
        "form": form,
        "kind": found,
        "about": about,
        "subject": subject,
        "hints": [
            (
                name_of_audience(name),
                HINTS[PublishedFor(name)],
                reverse("publish_preview", args=[kind, pk, name]),
            )
            for name in offered
        ],
        "versions": seen[:ON_A_PAGE],
        "document_url": reverse("document", args=[kind, pk]),
    }
    status = 200 if sent is None else 422
    return render(request, "reports/publish.html", context, status=status)


@require_safe
def publication(request: SignedInRequest, pk: int) -> HttpResponse:
    """A version: what it is, for whom, by which sum it is known, who opened it."""
    found = _find(request, pk)
    delivery.mark_read(request.user, path=request.path)
    newer = queries.versions_of(found.kind, found.subject, request.user).filter(
        audience=found.audience, number__gt=found.number
    )
    school = found.school
    context = {
        "publication": found,
        "school": school,
        "newer": newer.order_by("-number").first(),
        "openings": queries.openings_of(found, request.user),
        "told": Publication.objects.seen_opened_by(request.user)
        .filter(pk=found.pk)
        .exists(),
        "may_open": may_open(found, request.user),
        "may_withdraw": may(request.user, publishing_of(found.kind), found.school),
    }
    return render(request, "reports/publication.html", context)


@require_GET
def publication_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The bytes that were published; each time somebody takes them is noted."""
    found = _find(request, pk)
    if not may_open(found, request.user):
        messages.error(request, WITHDRAWN)
        return redirect(found)
    try:
        content = open_version(publication=found, by=request.user)
    except Altered:
        log.exception("Publication %s is not as it was published", found.pk)
        messages.error(request, DAMAGED)
        return redirect(found)
    return hand_out(content, name=found.filename)


@require_http_methods(["GET", "POST"])
def check_copy(request: SignedInRequest) -> HttpResponse:
    """Whether a file is a true copy of something that its holder may open."""
    require(request.user, Capability.READ_RECORD)
    sent = request.method == "POST"
    form = CheckForm(request.POST, request.FILES) if sent else CheckForm()
    context: dict[str, Any] = {"form": form}
    status = 200
    if sent:
        status = 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            sha256 = sum_of(*file.chunks())
            known = queries.known_as(sha256, request.user)
            context |= {"known": known, "sha256": sha256, "name": file.name}
            status = 200
    return render(request, "reports/check_copy.html", context, status=status)


def _offered(request: SignedInRequest, school: School) -> list[tuple[str, str]]:
    """What the reader can publish of this year’s record: its name and its page."""
    record = record_now(school)
    if record is None or not may(request.user, Capability.PUBLISH, school):
        return []
    kinds = [KINDS[code] for code in OF_THE_YEAR if code in KINDS]
    return [
        (one.label, reverse("publish", args=[one.code, record.pk])) for one in kinds
    ]


def _find(request: SignedInRequest, pk: int) -> Publication:
    rows = Publication.objects.select_related(
        "school", "region", "published_by", "withdrawal__by"
    )
    found: Publication = get_visible_or_404(rows, request.user, pk=pk)
    right = Capability.EXPORT_RECORD if found.school else Capability.READ_REPORTS
    require(request.user, right, found.school)
    return found


def _published(
    request: SignedInRequest, form: PublishForm, kind: Kind, pk: int
) -> HttpResponse | None:
    """Where its publisher goes on; None where the form says what is wrong."""
    audience = form.cleaned_data["audience"]
    try:
        made = publish_version(
            kind=kind,
            subject=pk,
            audience=audience,
            by=request.user,
            after=form.cleaned_data[f"after_{audience}"],
        )
    except RuleBroken as broken:
        last = queries.versions_of(kind.code, pk, request.user).filter(
            audience=audience
        )
        own = last.order_by("-number").first()
        if own and own.number > form.cleaned_data[f"after_{audience}"]:
            messages.info(request, broken.message)
            return redirect(own)
        form.add_error(
            broken.field if broken.field in form.fields else None, broken.message
        )
        return None
    except NotDrawn:
        form.add_error(None, "The document could not be made. Try again later.")
        return None
    messages.success(request, f"Version {made.number} is published.")
    return redirect(made)
