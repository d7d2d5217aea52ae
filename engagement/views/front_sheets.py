"""Filling in the front sheet of a record, each side its own part."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from engagement.forms.front_sheets import FrontSheetForm, values_of
from engagement.models import Side
from engagement.queries.forms import form_of
from engagement.queries.front_sheets import sides_of
from engagement.queries.measures import measures_of
from engagement.queries.wording import options_of
from engagement.rules.measures import Showing
from engagement.services.front_sheets import SIDES, write_front_sheet
from engagement.views.finding import find_record, locked, whose
from schools.access import is_authority, require
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.versions import as_it_was

EVERYONE = "Everyone who may read the school’s record can see this"


@require_http_methods(["GET", "POST"])
@keeps_drafts
def front_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """The officer's rows of the sheet, or the school's (WIL-V-08 to 17)."""
    record = find_record(request.user, pk)
    sheet = form_of(record.framework, "front_sheet")
    if sheet is None:
        raise Http404
    require(request.user, Capability.EDIT_RECORD, record.school)
    shut = locked(request, record)
    if shut:
        return shut
    side = Side.LA if is_authority(request.user, record.school) else Side.SCHOOL
    prompts = sheet.of_side(SIDES[side])
    shown = [one for one, how in measures_of(record) if how != Showing.HIDDEN]
    kept = sides_of(record).get(side)
    lists = {one.option_list for one in prompts if one.option_list}
    form = FrontSheetForm(
        request.POST or None,
        initial={
            **values_of(prompts, shown, kept.answers if kept else {}),
            "version": kept.version if kept else 0,
        },
        prompts=prompts,
        options=options_of(record.framework, *sorted(lists)),
        measures=shown,
    )

    def again() -> list[Difference]:
        now = sides_of(record)[side]
        was = as_it_was(now, form.cleaned_data["version"] or 0)
        go_on_from(form, now.version)
        return differences(
            form,
            _all(form, values_of(prompts, shown, now.answers)),
            _all(form, values_of(prompts, shown, was.answers)) if was else {},
        )

    page = FormPage(
        "engagement/front_sheet.html",
        {**whose(record, request.user, EVERYONE), "sheet": sheet, "asked": form.asked},
        done="The front sheet is saved.",
        again=again,
    )
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        write_front_sheet(
            record=record,
            side=side,
            answers=form.answers(),
            expected_version=form.cleaned_data["version"] or 0,
            by=request.user,
        )
        return record.get_absolute_url()

    return page.answer(request, form, act)


def _all(form: FrontSheetForm, values: dict[str, Any]) -> dict[str, Any]:
    """A value for every box: an empty one where nothing is kept."""
    return {name: values.get(name, "") for name in form.fields if name != "version"}
