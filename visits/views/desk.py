"""What lies before somebody who writes up a visit: the form, its rows, what is known."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.forms import BoundField
from django.http import QueryDict

from engagement.models import (
    Option,
    SchoolYearRecord,
    TemplatePrompt,
    VisitTemplate,
)
from engagement.queries.wording import (
    options_of,
    prompts_of,
    template_of,
    templates_of,
)
from schools.access import is_authority
from sitrack.core import calendar
from sitrack.core.forms import RowSet, changed_rows
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from visits import asked, drafting, queries
from visits.colleagues import colleagues_of
from visits.forms.answers import AnswerRows, table
from visits.forms.circulation import PassedOnRows, circulation_rows
from visits.forms.note import OWN_BOXES, NoteForm
from visits.forms.step_rows import NextStepRows, step_rows
from visits.models import Visit, VisitState
from visits.said_last import said_last

BLANK_ROWS = 3


class Box(NamedTuple):
    """A prompt with the box or the table that asks it; neither where it is shown only."""

    prompt: TemplatePrompt
    field: BoundField | None
    rows: RowSet | None


@dataclass
class Desk:
    """The form and its rows, with what they were made from."""

    record: SchoolYearRecord
    template: VisitTemplate
    prompts: list[TemplatePrompt]
    visit: Visit | None
    diary: queries.Diary
    form: NoteForm
    rows: NextStepRows
    tables: list[AnswerRows]
    passed_on: PassedOnRows | None
    only_rows_changed: bool

    @property
    def is_plain(self) -> bool:
        return asked.is_plain(self.prompts)

    @property
    def more(self) -> list[RowSet]:
        """The rows that a form of its own kind has beside the next steps."""
        return [*self.tables, *([self.passed_on] if self.passed_on else [])]

    def boxes(self) -> list[Box]:
        """What the form asks, prompt by prompt, where its page is made from them."""
        if self.is_plain:
            return []
        tables: dict[str, RowSet] = {one.prompt.key: one for one in self.tables}
        if self.passed_on:
            tables["circulation"] = self.passed_on
        return [Box(one, self._field(one), tables.get(one.key)) for one in self.prompts]

    def _field(self, prompt: TemplatePrompt) -> BoundField | None:
        name = OWN_BOXES.get(prompt.key, prompt.key)
        return self.form[name] if name in self.form.fields else None


def desk_of(
    request: SignedInRequest,
    record: SchoolYearRecord,
    template: VisitTemplate,
    *,
    visit: Visit | None,
) -> Desk:
    """The form of a note on a template, as it is opened or as it was sent."""
    prompts = prompts_of(record.framework, template.pk)
    tables = [prompt for prompt in prompts if asked.is_table(prompt)]
    prefixes = ["steps", "circulation", *(prompt.key for prompt in tables)]
    changed = _changed(request, prefixes)
    data = changed or request.POST or None
    lead = visit.lead.user_id if visit else request.user.pk
    people = queries.known_people(record, lead=lead)
    today = calendar.today()
    day = visit.date if visit else today
    # An officer of another team reads no visit but their own, so not this one.
    # What a note that was begun follows was looked up then, and is at each saving.
    begun = visit is not None and visit.state != VisitState.PLANNED
    follows = visit.follows if visit else None
    if (follows or begun) and is_authority(request.user, record.school):
        diary = queries.Diary(follows, [])
    else:
        diary = queries.diary(record.school, before=day, reader=request.user)
    last = diary.last if diary.last != visit else None
    priorities = queries.priorities_to_choose(record, own=visit)
    form = NoteForm(
        data,
        # What was posted begins with nothing else.
        initial=None
        if data
        else _beginning(visit, last, people, priorities, by=request.user)
        | ({} if begun else said_last(record, prompts, request.user)),
        prompts=prompts,
        options=_options(record, template, prompts),
        people=people,
        steps=queries.steps_to_follow_up(
            record.school,
            last=last,
            own=visit,
            before=max(day, today),
            reader=request.user,
        ),
        to_work_on=priorities,
    )
    saved_steps = drafting.steps_as_saved(visit) if visit and begun else []
    blank = 1 if saved_steps else BLANK_ROWS
    rows = step_rows(prompts, data, saved_steps, blank=blank)
    kept = drafting.tables_as_saved(visit) if visit and begun and tables else {}
    return Desk(
        *(record, template, prompts, visit, diary, form, rows),
        tables=[table(prompt, data, kept.get(prompt.key, [])) for prompt in tables],
        passed_on=_passed_on(record, prompts, data, visit),
        only_rows_changed=changed is not None,
    )


def _passed_on(
    record: SchoolYearRecord,
    prompts: list[TemplatePrompt],
    data: Any,
    visit: Visit | None,
) -> PassedOnRows | None:
    """Who else is told, where the form asks for that."""
    if not any(prompt.key == "circulation" for prompt in prompts):
        return None
    saved = visit.circulation.all() if visit else []
    kept = [{"person": str(one.person_id), "what": one.what} for one in saved]
    return circulation_rows(colleagues_of(record.framework), data, kept)


def _changed(request: SignedInRequest, prefixes: list[str]) -> QueryDict | None:
    """What was sent, with a row more or less where a button asked for that."""
    found = (changed_rows(request.POST, prefix) for prefix in prefixes)
    return next((data for data in found if data is not None), None)


def _options(
    record: SchoolYearRecord, template: VisitTemplate, prompts: list[TemplatePrompt]
) -> dict[str, list[Option]]:
    """The lists that the form offers; of types of visit, those that it serves."""
    own = [prompt.option_list for prompt in prompts if asked.is_own(prompt)]
    found = options_of(record.framework, "visit_type", "visit_mode", *filter(None, own))
    found["visit_type"] = kinds_on(record, template, found["visit_type"])
    return found


def kinds_on(
    record: SchoolYearRecord, template: VisitTemplate, kinds: list[Option]
) -> list[Option]:
    """Of these types of visit, those that are written up on a template."""
    if len(templates_of(record.framework)) == 1:
        return kinds
    return [
        kind for kind in kinds if template_of(record.framework, kind).pk == template.pk
    ]


def _beginning(
    visit: Visit | None,
    last: Visit | None,
    people: list[queries.Known],
    priorities: list[Any],
    *,
    by: User,
) -> dict[str, Any]:
    """What stands in the form as it is opened: the note so far, or what is known."""
    if visit is not None and visit.state != VisitState.PLANNED:
        values = drafting.as_saved(visit, people)
    else:
        values = drafting.as_begun(
            last=last,
            planned=visit,
            people=people,
            author=by,
            today=calendar.today(),
        )
    return {
        **values,
        "version": visit.version if visit else 0,
        "priorities": [str(one.pk) for one in priorities if one.chosen],
    }
