"""Taking what there is of the school, and taking it anew where it has changed."""

from django.db import transaction

from disclosure import rules
from disclosure.models import DisclosedItem, Disclosure, State, Treatment
from disclosure.papers import Paper, letter_of, letter_paper, papers_of
from disclosure.queries.changes import Changes, compared
from disclosure.services.hold import held, note_hand, open_one, tell
from schools.access import require
from sitrack.core import clock
from sitrack.core.models import Audience, User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken


def take_record(*, disclosure: Disclosure, by: User) -> Changes:
    """Take every item of the record, or what is new, changed and gone since.

    Of a text that has changed the marks stay where the passage reads as before and
    stands there once; others are kept aside until somebody has looked at them, and the
    item has to be read again. Raises RuleBroken unless the request is open.
    """
    require(by, Capability.DISCLOSE, disclosure.school)
    papers = list(papers_of(disclosure.school, disclosure.years.all(), by))
    with transaction.atomic():
        found = held(disclosure, by, states=[State.OPEN])
        items = list(found.items.all())
        changes = compared(items, papers, by)
        if not changes:
            return changes
        open_one(found, by)
        for item in items:
            if item.pk in changes.changed:
                _take_anew(item, changes.changed[item.pk])
            elif item.pk in changes.gone:
                _let_go(item)
        _add(found, changes.new)
        _put_in_order(found, papers)
        tell("disclosure.taken", found, by, what=changes.words)
    return changes


@transaction.atomic
def open_letter(*, item: DisclosedItem, reason: str, by: User) -> None:
    """Open a restricted letter for this request: its text is taken, and still withheld
    until somebody decides otherwise.

    Raises RuleBroken where it is open already, or is not theirs to read.
    """
    found = open_one(item.disclosure, by)
    now = found.items.select_for_update().get(pk=item.pk)
    if not now.is_closed:
        raise RuleBroken("It was opened already.")
    paper = letter_paper(letter_of(now.key), by)
    if paper is None:
        raise RuleBroken("This letter is not yours to read.")
    now.opened_by, now.opened_at = by, clock.now()
    now.title, now.html, now.wide = paper.title, paper.html, paper.wide
    now.read_by = now.read_at = None
    now.save()
    note_hand(found, by)
    tell("disclosure.letter_opened", found, by, Audience.RESTRICTED, reason=reason)


def _take_anew(item: DisclosedItem, paper: Paper) -> None:
    before = item.passages
    item.title, item.html, item.wide = paper.title, paper.html, paper.wide
    item.gone = False
    item.read_by = item.read_at = None
    item.save()
    after = item.passages
    moved = {
        mark.pk: rules.refitted(mark.passage, before, after)
        for mark in item.in_force
        if mark.passage is not None
    }
    # By way of none: two of them may change places.
    item.marks.filter(pk__in=moved).update(passage=None)
    for pk, place in moved.items():
        if place is not None:
            item.marks.filter(pk=pk).update(passage=place)


def _let_go(item: DisclosedItem) -> None:
    item.gone = True
    item.read_by = item.read_at = None
    item.save()


def _add(disclosure: Disclosure, papers: list[Paper]) -> None:
    disclosure.items.bulk_create(
        DisclosedItem(
            disclosure=disclosure,
            key=paper.key,
            position=0,
            kind=paper.kind,
            title=paper.title,
            html=paper.html,
            wide=paper.wide,
            restricted=paper.restricted,
            treatment=(Treatment.WITHHOLD if paper.restricted else Treatment.DISCLOSE),
            section=disclosure.law.letters if paper.restricted else "",
        )
        for paper in papers
    )


def _put_in_order(disclosure: Disclosure, papers: list[Paper]) -> None:
    """In the order of reading; what is gone comes last."""
    order = {paper.key: number for number, paper in enumerate(papers)}
    items = sorted(
        disclosure.items.all(), key=lambda one: order.get(one.key, len(order))
    )
    for number, item in enumerate(items, start=1):
        item.position = number
    DisclosedItem._base_manager.bulk_update(items, ["position"])
