"""The statement of a year's level as its page and its document show it."""

from collections import defaultdict
from dataclasses import dataclass

from engagement.definitions.categorising import Statement
from engagement.models import (
    FrameworkVersion,
    Level,
    LevelStatement,
    SchoolYearRecord,
    StatementSignature,
)
from engagement.models.levels import IN_FORCE_STATES
from engagement.queries.forms import form_of
from engagement.queries.levels import level_in_force
from engagement.queries.wording import role_name
from schools.access import holders, may, roles_at
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.roles import Capability, Role

RIGHTS = (Capability.WRITE_STATEMENT, Capability.SIGN_STATEMENT)


@dataclass(frozen=True)
class PartShown:
    """One of those who sign: the post, who holds it, and the signature if there is
    one. Nobody in post and nothing signed: the post is vacant."""

    part: Role
    label: str
    names: list[str]
    signature: StatementSignature | None

    @property
    def is_vacant(self) -> bool:
        return not self.names and self.signature is None


def statement_form(framework: FrameworkVersion) -> Statement | None:
    """What the framework says of its statement; None where it has none."""
    form: Statement | None = form_of(framework, "statement")
    return form


def statement_name(record: SchoolYearRecord, reader: User) -> str:
    """What the statement of the year's level is called, for whoever can open it; no
    query where the framework has none."""
    form = statement_form(record.framework)
    if form is None:
        return ""
    has_part = any(may(reader, right, record.school) for right in RIGHTS)
    seen = LevelStatement.objects.visible_to(reader)
    return form.name if has_part or seen.filter(record=record).exists() else ""


def level_to_state(record: SchoolYearRecord) -> Level | None:
    """The level that the record's year has: the one approved in it for today or a day
    to come, else the one in force."""
    today = calendar.today()
    if record.year.start > today:
        own = record.levels.filter(state__in=IN_FORCE_STATES).select_related("level")
        coming = own.filter(effective_from__gt=today).order_by("effective_from").first()
        if coming:
            return coming.level
    return level_in_force(record.school, today)


def parts_of(statement: LevelStatement, framework: FrameworkVersion) -> list[PartShown]:
    """Who signs, in the framework's order: a query for the signatures, and one for the
    posts that have not signed."""
    form = statement_form(framework)
    signers = [Role(part) for part in form.signers] if form else []
    rows = statement.signatures.filter(edition=statement.edition)
    signed = {Role(one.part): one for one in rows}
    unsigned_yet = [part for part in signers if part not in signed]
    names: dict[str, list[str]] = defaultdict(list)
    if unsigned_yet:
        for post in holders(statement.record.school, *unsigned_yet):
            names[post.role].append(str(post.person))
    return [
        PartShown(
            part=part,
            label=role_name(framework, part),
            names=names[part],
            signature=signed.get(part),
        )
        for part in signers
    ]


def unsigned(statement: int) -> list[tuple[Role, int, str]]:
    """Who has still to sign a statement: the post, the record's key, and what it is
    called with its level."""
    rows = LevelStatement.objects.select_related("record__framework", "level")
    found = rows.get(pk=statement)
    form = statement_form(found.record.framework)
    if form is None:
        return []
    signed = found.signatures.filter(edition=found.edition)
    done = set(signed.values_list("part", flat=True))
    words = f"{form.name[:1].lower()}{form.name[1:]}: {found.level.label}"
    return [
        (Role(part), found.record_id, words)
        for part in form.signers
        if part not in done
    ]


def parts_open_to(
    user: User, statement: LevelStatement, parts: list[PartShown]
) -> list[PartShown]:
    """For which posts the reader may still sign; none once they have signed one."""
    school = statement.record.school
    if statement.is_whole or not may(user, Capability.SIGN_STATEMENT, school):
        return []
    if any(part.signature and part.signature.user_id == user.pk for part in parts):
        return []
    held = roles_at(user, school)
    return [part for part in parts if part.part in held and part.signature is None]
