"""The forms that a version of a framework keeps whole, read once for each process."""

from functools import lru_cache
from typing import Any

from django.conf import settings

from engagement.definitions.kept import read_again
from engagement.models import FrameworkVersion
from sitrack.core import calendar
from sitrack.core.remembered import Remembered


def _read_names() -> frozenset[str]:
    kept = FrameworkVersion.objects.values_list("forms", flat=True)
    return frozenset(name for forms in kept for name in forms)


names = Remembered(_read_names)


def any_has(name: str) -> bool:
    """Whether any version here has such a form, so that where none has, nothing is
    looked for that stands on one. Costs no query."""
    return name in names.now()


def form_of(framework: FrameworkVersion, name: str) -> Any:
    """The form that stands under this key of the definition, such as
    ``self_evaluation``; None where the framework has none."""
    if name not in framework.forms:
        return None
    return _form(framework.digest, framework.pk, name)


def _read_in_use() -> frozenset[str]:
    framework = FrameworkVersion.used_on(settings.FRAMEWORK, calendar.today())
    return frozenset(framework.forms) if framework else frozenset()


in_use = Remembered(_read_in_use)


def forms_in_use() -> frozenset[str]:
    """The keys of the forms that the framework of this installation has; none before it
    is loaded. Costs no query."""
    return in_use.now()


@lru_cache(maxsize=32)
def names_of_forms(digest: str, framework_id: int) -> list[str]:
    """Under which keys of its definition a version keeps forms whole."""
    rows = FrameworkVersion.objects.filter(pk=framework_id)
    return sorted(rows.values_list("forms", flat=True).get())


@lru_cache(maxsize=64)
def _form(digest: str, framework_id: int, name: str) -> Any:
    kept = FrameworkVersion.objects.values_list("forms", flat=True).get(pk=framework_id)
    return read_again(name, kept[name])
