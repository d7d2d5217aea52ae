"""Writing what a comparison with the register found, in batches."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar

from django.db.models import DateField, F, Value
from django.db.models.functions import Greatest

from schools.importers.gias_rows import FederationName, Head
from schools.models import (
    Federation,
    FederationMembership,
    Region,
    RegisteredHead,
    School,
    SchoolChange,
)
from schools.services.proposed_changes import propose_changes
from schools.services.register_comparison import Comparison, Target
from sitrack.core import events
from sitrack.core.models import Audience, User

Item = TypeVar("Item")
BATCH = 1_000
# Each changed school gets its own event up to here: more than any authority has.
MOST_EVENTS = 1_000


def write(found: Comparison, *, seen_on: date, by: User | None) -> None:
    """Everything of the comparison; the caller holds the transaction."""
    regions = dict(Region.objects.values_list("code", "pk"))
    heads: dict[int, Head] = {}
    federations = dict(found.federations)
    for additions in _batches(found.added):
        schools = [_school(addition.target, regions) for addition in additions]
        School.objects.bulk_create(schools)
        for school, addition in zip(schools, additions, strict=True):
            heads[school.pk] = addition.head
            if addition.federation.code:
                federations[school.pk] = addition.federation
    for targets in _batches(found.changed):
        # An upsert: one statement for many rows that each change in their own way.
        School.objects.bulk_create(
            [_school(target, regions) for target in targets],
            update_conflicts=True,
            unique_fields=["urn"],
            update_fields=sorted(found.changed_fields),
        )
    _end_heads(found.heads, seen_on)
    _begin_heads(heads | found.heads, seen_on)
    _replace_federations(federations, seen_on)
    _tell(found, by)
    source = SchoolChange.Source.REGISTER
    propose_changes(endings=found.endings, source=source, by=by)


def _school(target: Target, regions: dict[str, int]) -> School:
    region = regions[target.region] if target.region else None
    return School(urn=target.urn, region_id=region, **target.facts._asdict())


def _end_heads(heads: Iterable[int], seen_on: date) -> None:
    """The head before stays in the history, with the last day it was seen."""
    present = RegisteredHead.objects.filter(last_seen_on=None)
    day_before = Value(seen_on - timedelta(days=1), output_field=DateField())
    for schools in _batches(heads):
        present.filter(school_id__in=schools).update(
            last_seen_on=Greatest(F("first_seen_on"), day_before)
        )


def _begin_heads(heads: dict[int, Head], seen_on: date) -> None:
    for batch in _batches(heads.items()):
        RegisteredHead.objects.bulk_create(
            RegisteredHead(
                school_id=school,
                name=head.name,
                job_title=head.job_title,
                first_seen_on=seen_on,
            )
            for school, head in batch
            if head.name
        )


def _replace_federations(names: dict[int, FederationName], seen_on: date) -> None:
    """Each school leaves the federation it was in, and joins the one named."""
    if not names:
        return
    federations = _federations({name for name in names.values() if name.code})
    present = FederationMembership.objects.filter(end=None)
    staying = {
        school
        for school, code in present.values_list("school_id", "federation__code")
        if school in names and names[school].code == (code or None)
    }
    moving = [school for school in names if school not in staying]
    last = Value(seen_on, output_field=DateField())
    for schools in _batches(moving):
        present.filter(school_id__in=schools).update(end=Greatest(F("start"), last))
        FederationMembership.objects.bulk_create(
            FederationMembership(
                school_id=school,
                federation_id=federations[names[school].code],
                start=seen_on,
            )
            for school in schools
            if names[school].code
        )


def _federations(named: set[FederationName]) -> dict[str, int]:
    """The federations by their code, made or renamed as the register says.

    Names are unique here and not in the register: the second of a name carries its
    code behind it.
    """
    stored = list(Federation.objects.all())
    known = {federation.code: federation for federation in stored if federation.code}
    taken = {federation.name: federation.code for federation in stored}
    for code, name in sorted(named):
        wanted = name or code
        if taken.get(wanted, code) != code:
            wanted = f"{wanted} ({code})"
        federation = known.get(code) or Federation(code=code)
        if federation.name != wanted:
            federation.name = wanted
            federation.save()
        known[code] = federation
        taken[wanted] = code
    return {code: federation.pk for code, federation in known.items()}


def _tell(found: Comparison, by: User | None) -> None:
    """An event for each changed school, where there are few enough to read."""
    if len(found.told) > MOST_EVENTS:
        return
    for school, (name, fields) in found.told.items():
        subject = School(pk=school, name=name)
        events.record(
            "school.changed",
            subject,
            by=by,
            scope=subject.scope,
            audience=Audience.AUTHORITY,
            fields=fields,
        )


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    ahead = iter(items)
    while batch := list(islice(ahead, BATCH)):
        yield batch
