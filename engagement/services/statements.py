"""Writing the statement of a year's level, and signing it (WIL-W-03, LET-05)."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from engagement.models import (
    Level,
    LevelStatement,
    SchoolYearRecord,
    StatementSignature,
)
from engagement.queries.statements import level_to_state, statement_form
from engagement.queries.wording import role_name
from engagement.rules import statements as rules
from engagement.services.holding import hold_open
from schools.access import holders, users_holding
from sitrack.core import calendar, clock, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version, was_made
from sitrack.core.words import worded


@dataclass(frozen=True)
class Agreed:
    """What was agreed, and when; the level is the year's own."""

    on: date
    text: str = ""


@transaction.atomic
def write_statement(
    *, record: SchoolYearRecord, agreed: Agreed, by: User
) -> LevelStatement:
    """Begin the statement of a year and ask for the signatures.

    Raises RuleBroken without a level, for a day outside its time, and where the record
    has a statement already.
    """
    hold_open(record)
    level = _level_of(record)
    _check_day(record, agreed.on)
    try:
        with transaction.atomic():
            made: LevelStatement = LevelStatement.objects.create(
                record=record,
                level=level,
                agreed_on=agreed.on,
                text=agreed.text,
                written_by=by,
                written_at=clock.now(),
            )
    except IntegrityError:
        raise RuleBroken(
            "Somebody else has begun the statement of this year. Change that one."
        ) from None
    was_made(made)
    _tell("statement.written", made, by=by)
    _ask_for_signatures(made, by=by)
    return made


@transaction.atomic
def change_statement(
    *, statement: LevelStatement, agreed: Agreed, expected_version: int, by: User
) -> LevelStatement:
    """Change the words, the day or, where another is in force by now, the level; who
    had signed is asked again. Raises Stale, RuleBroken once everybody has signed."""
    record = statement.record
    hold_open(record)
    rules.check_can("change", state=statement.state)
    level = _level_of(record)
    _check_day(record, agreed.on)
    take_next_version(statement, expected=expected_version)
    before = (statement.level_id, statement.agreed_on, statement.text)
    if before == (level.pk, agreed.on, agreed.text):
        return statement
    statement.level, statement.agreed_on, statement.text = level, agreed.on, agreed.text
    statement.edition += 1
    statement.written_by, statement.written_at = by, clock.now()
    statement.save()
    _tell("statement.changed", statement, by=by)
    _ask_for_signatures(statement, by=by)
    return statement


@transaction.atomic
def sign_statement(
    *, statement: LevelStatement, part: Role, edition: int, by: User
) -> LevelStatement:
    """Sign for a post that one holds, the words as one has read them; with the last
    signature the statement is whole, and the LA is told.

    Of several who sign at once each comes after the other, and the last completes it.
    """
    record = statement.record
    hold_open(record)
    rows = LevelStatement.objects.select_for_update(of=("self",))
    held: LevelStatement = rows.select_related(
        "record__school", "record__year", "record__framework", "level"
    ).get(pk=statement.pk)
    rules.check_can("sign", state=held.state)
    same = level_to_state(held.record) == held.level
    rules.check_as_read(read=edition, edition=held.edition, same_level=same)
    signed = list(held.signatures.filter(edition=held.edition))
    form = statement_form(held.record.framework)
    signers = form.signers if form else ()
    title = _title_of(held, part, by)
    rules.check_signs(
        held=title is not None and part in signers,
        done=any(one.part == part for one in signed),
        again=any(one.user_id == by.pk for one in signed),
    )
    now = clock.now()
    StatementSignature.objects.create(
        statement=held,
        edition=held.edition,
        part=part,
        user=by,
        name=str(by),
        title=title or "",
        signed_at=now,
    )
    take_next_version(held, expected=held.version)
    _tell("statement.signed", held, by=by, title=title or "")
    if rules.is_complete(signers, [*(one.part for one in signed), part]):
        held.state = rules.check_can("complete", state=held.state).target
        held.whole_at, held.school_name = now, held.record.school.name
        held.save()
        _tell("statement.whole", held, by=by)
        delivery.notify(
            users_holding(held.record.school, Role.LEAD),
            title=worded("A statement of the {level} is signed: ")
            + str(held.record.school),
            path=held.get_absolute_url(),
            key=f"statement:{held.pk}:whole",
        )
    return held


def _level_of(record: SchoolYearRecord) -> Level:
    """The level of the year: a statement is of one that was decided."""
    level = level_to_state(record)
    if level is None:
        raise RuleBroken(rules.NO_LEVEL)
    return level


def _check_day(record: SchoolYearRecord, day: date) -> None:
    year = record.year
    rules.check_agreed_on(
        day=day, start=year.start, end=year.end, today=calendar.today()
    )


def _title_of(statement: LevelStatement, part: Role, user: User) -> str | None:
    """What the signer's post is called today; None where they do not hold it."""
    for post in holders(statement.record.school, part):
        if post.person.user_id == user.pk:
            own = bool(post.title or post.acting)
            named = role_name(statement.record.framework, part)
            return post.printed_title if own else named
    return None


def _ask_for_signatures(statement: LevelStatement, *, by: User) -> None:
    form = statement_form(statement.record.framework)
    roles = [Role(part) for part in (form.signers if form else ())]
    asked = users_holding(statement.record.school, *roles)
    delivery.notify(
        [user for user in asked if user != by],
        title=f"A statement waits for your signature: {statement.record.school}",
        path=statement.get_absolute_url(),
        key=f"statement:{statement.pk}:{statement.edition}",
    )


def _tell(verb: str, statement: LevelStatement, *, by: User, **facts: str) -> None:
    events.record(
        verb,
        statement,
        by=by,
        scope=statement.record.school.scope,
        audience=Audience.LEADERS,
        level=statement.level.label,
        year=statement.record.year.label,
        **facts,
    )
