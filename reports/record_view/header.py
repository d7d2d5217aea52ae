"""The front block of the record: the school, its people, its last inspection."""

from collections.abc import Iterable
from datetime import date

from engagement.models import SchoolYearRecord
from reports.record_view.shapes import HeaderRow
from reports.record_view.wording import Wording
from schools.models import Post
from schools.queries.inspections import current_inspection
from sitrack.core.roles import Role
from sitrack.core.words import word

# Which row shows the holders of which role, and whether those of earlier in the year
# stay on it.
HOLDERS = {
    "headteacher": (Role.HEADTEACHER, False),
    "deputy": (Role.DEPUTY, False),
    "chair": (Role.CHAIR, False),
    "sendco": (Role.SENDCO, False),
    "officer": (Role.OFFICER, True),
    "lead": (Role.LEAD, True),
}
WITHOUT_ADDRESS = {"officer", "lead"}
ORDER = [
    *("school", "phase", "headteacher", "deputy", "chair", "sendco", "officer"),
    *("lead", "external_adviser", "slin_peer_review", "school_type", "inspection"),
]


def header_rows(
    record: SchoolYearRecord, words: Wording, day: date
) -> tuple[HeaderRow, ...]:
    """The rows in the order of the form, as of a day: two queries."""
    posts = _posts(record, day)
    lines = {
        **_own_lines(record),
        **{key: _holders(key, posts, day, words) for key in HOLDERS},
        "inspection": _inspection(record, day),
    }
    return tuple(
        HeaderRow(words.code(key), key, words.label(key), tuple(lines[key]))
        for key in ORDER
        if words.has(key)
    )


def _own_lines(record: SchoolYearRecord) -> dict[str, list[str]]:
    school = record.school
    given = (("other_number", school.dfe_number), ("school_number", school.urn))
    # A number that the framework has no name for would tell nobody anything.
    numbers = [f"{word(key)} {value}" for key, value in given if word(key) and value]
    review = str(record.peer_review) if record.peer_review else ""
    kind = school.establishment_type
    return {
        "school": _filled(school.name, ", ".join(numbers)),
        "phase": _filled(school.phase),
        "external_adviser": _filled(record.adviser),
        "slin_peer_review": _filled(review, record.peer_review_note),
        "school_type": _filled(f"{kind} (traded)" if record.is_traded else kind),
    }


def _filled(*lines: str) -> list[str]:
    return [line for line in lines if line]


def _posts(record: SchoolYearRecord, day: date) -> list[Post]:
    """Posts of this year that reach the school, begun by the day."""
    roles = [role for role, _ in HOLDERS.values()]
    rows = Post.objects.at(record.school).filter(role__in=roles, start__lte=day)
    return [
        post
        for post in rows.select_related("person")
        if post.end is None or post.end >= record.year.start
    ]


def _holders(key: str, posts: Iterable[Post], day: date, words: Wording) -> list[str]:
    role, with_earlier = HOLDERS[key]
    held = [post for post in posts if post.role == role]
    present = [post for post in held if post.end is None or post.end >= day]
    earlier = [post for post in held if post not in present] if with_earlier else []
    label = words.label(key) if words.has(key) else ""
    return [_named(key, post, label) for post in present] + [
        f"{post.person.name} (until {post.end:%-d %B %Y})" for post in earlier
    ]


def _named(key: str, post: Post, label: str) -> str:
    """Who holds a post, and its title where the row's own label does not say it."""
    name = post.person.name
    if (post.title or post.acting) and post.printed_title != label:
        name = f"{name} ({post.printed_title})"
    if key in WITHOUT_ADDRESS or not post.person.email:
        return name
    return f"{name}, {post.person.email}"


def _inspection(record: SchoolYearRecord, day: date) -> list[str]:
    """The latest result; no overall judgement is made of single grades (ACC-096)."""
    latest = current_inspection(record.school_id, day)
    if latest is None:
        return []
    return [*_filled(latest.headline), *latest.grades, latest.when]
