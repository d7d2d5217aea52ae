"""A framework as its authority published it, read from one YAML file.

Nothing here touches a database: a file becomes a `Definition`, or a `DefinitionError`
that lists every mistake with file, line and key.
"""

from pathlib import Path

from engagement.definitions.checks import check
from engagement.definitions.definition import (
    KEPT_WHOLE,
    Definition,
    Framework,
    RoleLabel,
)
from engagement.definitions.evaluation_checks import check_evaluations
from engagement.definitions.form_checks import check_forms
from engagement.definitions.grading_checks import check_gradings
from engagement.definitions.intensive_checks import check_intensive
from engagement.definitions.letter_checks import check_letters
from engagement.definitions.programme_checks import check_outside, check_programme
from engagement.definitions.self_evaluation_checks import check_self_evaluation
from sitrack.core.typed_yaml import DefinitionError, load

__all__ = [
    "KEPT_WHOLE",
    "Definition",
    "DefinitionError",
    "Framework",
    "RoleLabel",
    "read_definition",
]


def read_definition(path_or_text: Path | str, *, name: str = "") -> Definition:
    """The definition of a file (a Path) or of a text, all its mistakes at once.

    The name stands for the file in messages; a path brings its own.
    """
    document = load(path_or_text, name=name)
    definition = document.read(Definition)
    check(definition, document)
    check_forms(definition, document)
    check_letters(definition, document)
    check_intensive(definition, document)
    check_self_evaluation(definition, document)
    check_programme(definition, document)
    check_outside(definition, document)
    check_evaluations(definition, document)
    check_gradings(definition, document)
    document.complain()
    return definition
