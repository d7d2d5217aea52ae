"""Loading the glossary."""

from django.db import transaction

from glossary.definitions import Glossary
from glossary.models import Entry


@transaction.atomic
def load_glossary(glossary: Glossary) -> int:
    """Load a framework's rows in the printed order; returns how many are new.

    Rows that people added stay as they are, and the same file again changes nothing.
    """
    before = Entry.objects.filter(framework=glossary.framework).count()
    for order, term in enumerate(glossary.terms, start=1):
        Entry.objects.update_or_create(
            framework=glossary.framework,
            abbreviation=term.abbreviation,
            meaning=term.meaning,
            defaults={"code": term.code, "note": term.note or "", "order": order},
        )
    return Entry.objects.filter(framework=glossary.framework).count() - before
