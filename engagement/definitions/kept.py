"""The forms that a version keeps whole, as JSON and back."""

import json
from dataclasses import asdict
from typing import Any, TypeVar, get_args, get_type_hints

from engagement.definitions.definition import KEPT_WHOLE, Definition
from sitrack.core.typed_yaml import load

Form = TypeVar("Form")
BLANK = (None, "", ())


def kept_whole(definition: Definition) -> dict[str, Any]:
    """The forms that the definition has, by their key, ready for a JSON column."""
    found = {name: getattr(definition, name) for name in KEPT_WHOLE}
    return {name: plain_form(form) for name, form in found.items() if form}


def plain_form(form: Any) -> dict[str, Any]:
    """One form, or a whole definition, ready for a JSON column."""
    plain: dict[str, Any] = json.loads(json.dumps(_plain(form), default=float))
    return plain


def read_again(name: str, kept: Any) -> Any:
    """The form as the definition had it, from what its column holds."""
    (hint,) = [
        kind
        for kind in get_args(get_type_hints(Definition)[name])
        if kind is not type(None)
    ]
    return read_form(hint, kept, name=name)


def read_form(kind: type[Form], kept: Any, *, name: str) -> Form:
    """A form of this kind, from what a column holds."""
    document = load(json.dumps(kept), name=name)
    form = document.read(kind)
    document.complain()
    return form


def _plain(form: Any) -> Any:
    """What is blank is left out: a file cannot say it."""
    return asdict(
        form,
        dict_factory=lambda pairs: {k: v for k, v in pairs if v not in BLANK},
    )
