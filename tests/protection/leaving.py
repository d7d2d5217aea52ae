"""Erasing somebody, and looking for what is left of them."""

import json

from django.apps import apps
from django.db import models

from protection.services.erasures import ask, confirm
from schools.models import Person
from schools.services.people import change_person
from sitrack.core.models import Event
from tests.universe import Council

NAME = "Helen Marsh"


def erased(council: Council, person: Person) -> str:
    asked = ask(person=person, reason="Asked for by letter", by=council.ada)
    return confirm(erasure=asked, by=council.hana)


def rename(council: Council, name: str, *, to: str) -> None:
    person = Person.objects.get(pk=council.persons[name].pk)
    change_person(
        person=person,
        name=to,
        email=person.email,
        phone=person.phone,
        expected_version=person.version,
        by=council.ada,
    )


def texts_that_say(words: str) -> list[str]:
    """Every column of text in the database, and each row of it that holds the words."""
    found = []
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, (models.CharField, models.TextField)):
                rows = model._base_manager.filter(
                    **{f"{column.name}__icontains": words}
                )
                if rows.exists():
                    found.append(f"{model._meta.label}.{column.name}")
    said = [(event.verb, json.dumps(event.data)) for event in Event.objects.all()]
    return found + [verb for verb, data in said if words.lower() in data.lower()]
