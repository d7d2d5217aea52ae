"""Section 3 of the record: visits, each on the form it was written on."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from engagement.models import Side, TemplatePrompt, VisitTemplate
from reports.record_view.visit_shapes import (
    Kind,
    Prompt,
    Reply,
    SharedDocument,
    StepRow,
    VisitView,
)
from sitrack.core.models import User
from sitrack.core.templatetags.govuk import day as in_words
from sitrack.core.templatetags.govuk import moment
from visits import asked
from visits.models import (
    NextStep,
    Visit,
    VisitDocument,
    VisitSection,
    VisitState,
)

# Prompts whose answers stand in columns and rows of their own; every other prompt's
# answer is the text written under it.
KINDS = {
    "date": Kind.FACT,
    "present": Kind.FACT,
    "visit_type": Kind.FACT,
    "next_visit": Kind.FACT,
    "follow_up": Kind.FOLLOW_UP,
    "next_steps": Kind.STEPS,
    "agenda": Kind.LIST,
    "documents": Kind.DOCUMENTS,
    "priorities": Kind.LIST,
    "comments": Kind.SIDES,
    "circulation": Kind.LIST,
}
# Under which prompt the school's answer stands: the first of these that a form has.
ANSWERED = ("comments", "summary")


def visits_for(record_id: int, reader: User) -> list[Visit]:
    """The record's written visits that the reader may see, all parts at hand."""
    visible = Visit.objects.visible_to(reader).written().filter(record_id=record_id)
    return list(with_parts(visible, reader).order_by("date", "pk"))


def with_parts(visits: QuerySet[Visit], reader: User) -> QuerySet[Visit]:
    """Everything that a note prints, in a fixed number of queries."""
    shared = VisitDocument.objects.visible_to(reader).shared().select_related("file")
    # By name alone: when somebody signs in no note has changed.
    named = User.objects.only("name", "email")
    return visits.select_related(
        "template", "visit_type", "lead", "term"
    ).prefetch_related(
        "template__prompts",
        "sections",
        "attendees",
        "priorities",
        "next_steps__person",
        "follow_ups__step__person",
        Prefetch("comments__by", named),
        Prefetch("comments__answered_by", named),
        Prefetch("addenda__by", named),
        Prefetch("documents", shared, to_attr="shared"),
    )


def visit_view(visit: Visit) -> VisitView:
    """A visit read ``with_parts`` as plain values."""
    written = {section.prompt_id: section for section in visit.sections.all()}
    prompts = list(visit.template.prompts.all())
    keys = {prompt.key for prompt in prompts}
    answers = _answers(visit, next(key for key in ANSWERED if key in keys))
    return VisitView(
        id=visit.pk,
        date=visit.date,
        visit_type=str(visit.visit_type or ""),
        state=visit.state,
        state_label=visit.get_state_display(),
        is_final=visit.state == VisitState.FINAL,
        led_by=visit.led_by,
        minutes=visit.minutes,
        level_label=visit.level_label,
        final_at=visit.final_at,
        brought_in_from=visit.brought_in_from,
        prompts=tuple(
            _prompt(prompt, written.get(prompt.pk), answers) for prompt in prompts
        ),
        addenda=tuple(
            Reply(_side(note.side), str(note.by), note.at, note.text)
            for note in visit.addenda.all()
        ),
        worked_on=() if "priorities" in keys else tuple(visit.worked_on),
        heading="" if asked.is_plain(prompts) else prompts[0].section,
    )


def blank_view(template: VisitTemplate | None) -> VisitView:
    """The form of a visit with every box empty."""
    prompts = template.prompts.all() if template else []
    return VisitView(
        id=0,
        date=None,
        visit_type="",
        state="",
        state_label="",
        is_final=False,
        led_by="",
        minutes=None,
        level_label="",
        final_at=None,
        prompts=tuple(_prompt(prompt, None, {}) for prompt in prompts),
    )


Answers = dict[str, Callable[[], dict[str, Any]]]


def _answers(visit: Visit, answered: str) -> Answers:
    return {
        "date": lambda: {"lines": (in_words(visit.date),)},
        "present": lambda: {"lines": _present(visit)},
        "visit_type": lambda: {"lines": _lines(str(visit.visit_type or ""))},
        "next_visit": lambda: {"lines": _lines(moment(visit.next_visit_at))},
        "follow_up": lambda: {"steps": _followed_up(visit)},
        "next_steps": lambda: {"steps": _steps(visit)},
        "agenda": lambda: {"lines": tuple(visit.agenda)},
        "documents": lambda: {"documents": _documents(visit)},
        "priorities": lambda: {"lines": tuple(visit.worked_on)},
        "circulation": lambda: {"lines": tuple(map(str, visit.circulation.all()))},
        answered: lambda: {"replies": _replies(visit)},
    }


def _prompt(
    prompt: TemplatePrompt, written: VisitSection | None, answers: Answers
) -> Prompt:
    answer = answers.get(prompt.key)
    said = answer() if answer else {}
    if answer is None and written and asked.is_own(prompt):
        said = _own(prompt, written)
    return Prompt(
        code=prompt.code,
        key=prompt.key,
        label=prompt.label,
        kind=_kind(prompt),
        text=said.pop("text", written.text if written else ""),
        columns=tuple(column["label"] for column in prompt.columns),
        **said,
    )


def _kind(prompt: TemplatePrompt) -> Kind:
    if asked.is_table(prompt):
        return Kind.TABLE
    listed = asked.is_own(prompt) and prompt.type in ("rows", "multi")
    return Kind.LIST if listed else KINDS.get(prompt.key, Kind.PROSE)


def _own(prompt: TemplatePrompt, written: VisitSection) -> dict[str, Any]:
    """The answer to a prompt of the form's own that is no text."""
    kind = _kind(prompt)
    if kind == Kind.LIST:
        return {"lines": tuple(written.text.splitlines()), "text": ""}
    if kind == Kind.TABLE:
        rows = (asked.cells_of(prompt, row) for row in written.rows)
        return {
            "rows": tuple(tuple(cell for _, cell in row) for row in rows),
            "text": "",
        }
    return {}


def _present(visit: Visit) -> tuple[str, ...]:
    """Who was there, one on a line; initials stand together in one."""
    there = tuple(str(attendee) for attendee in visit.attendees.all())
    prompts = visit.template.prompts.all()
    alone = any(one.key == "present" and one.initials for one in prompts)
    return _lines(", ".join(there)) if alone else there


def _lines(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


def _steps(visit: Visit) -> tuple[StepRow, ...]:
    return tuple(_step(step) for step in visit.next_steps.all())


def _step(step: NextStep) -> StepRow:
    """As the note says it, and beneath it what became of it since (INV-08)."""
    closed = f"{step.get_state_display()} on {in_words(step.closed_on)}"
    return StepRow(
        text=step.text,
        due_on=step.noted_due_on,
        who=step.noted_who,
        outcome=closed if step.closed_on else step.changed_since,
        note=step.closing_note,
        cost=step.cost,
    )


def _followed_up(visit: Visit) -> tuple[StepRow, ...]:
    return tuple(
        StepRow(
            text=row.step.text,
            due_on=row.step.noted_due_on,
            who=row.step.noted_who,
            outcome=row.get_outcome_display(),
            note=row.note,
        )
        for row in visit.follow_ups.all()
    )


def _documents(visit: Visit) -> tuple[SharedDocument, ...]:
    shared: Iterable[VisitDocument] = visit.shared  # type: ignore[attr-defined]
    return tuple(
        SharedDocument(one.title, one.link, one.file.name if one.file else "")
        for one in shared
    )


def _replies(visit: Visit) -> tuple[Reply, ...]:
    return tuple(
        Reply(
            side=_side(comment.side),
            by=comment.said_by,
            at=comment.at,
            text=str(comment),
            answer=comment.answer,
            answered_by=str(comment.answered_by or ""),
            answered_at=comment.answered_at,
            silent=comment.by_id is None,
        )
        for comment in visit.comments.all()
    )


def _side(side: str) -> str:
    return Side(side).named


def _joined(*words: str) -> str:
    return ", ".join(word for word in words if word)
