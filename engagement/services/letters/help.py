"""The help on legal wording, kept by the Head of service."""

from django.db import IntegrityError, transaction

from engagement.models import LegalHelp, LetterType
from schools.access import require
from sitrack.core import clock, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version, was_made


@transaction.atomic
def change_legal_help(
    *, kind: LetterType, text: str, expected_version: int, by: User
) -> LegalHelp:
    """Change the help text of a kind of letter; the framework's own stays as it is.

    Raises PermissionDenied for anybody but the Head, Stale where another was first.
    """
    require(by, Capability.KEEP_LEGAL_HELP)
    names = {"framework_code": kind.framework.code, "letter_code": kind.code}
    kept = LegalHelp.objects.filter(**names).first()
    facts = {"text": text, "changed_by": by, "changed_at": clock.now()}
    if kept is None:
        try:
            with transaction.atomic():
                kept = LegalHelp.objects.create(**names, **facts)
        except IntegrityError:
            raise RuleBroken("Somebody else changed this just now.") from None
        was_made(kept)
    else:
        take_next_version(kept, expected=expected_version)
        for name, value in facts.items():
            setattr(kept, name, value)
        kept.save()
    events.record("letter.help_changed", kept, by=by, audience=Audience.SYSTEM)
    return kept
