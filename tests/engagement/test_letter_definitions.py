"""Kinds of letter are data: checked on load, and kept while a letter uses them."""

from dataclasses import replace

import pytest

from engagement.definitions import DefinitionError, read_definition
from engagement.models import FrameworkVersion, LetterType
from engagement.services.definitions import load_framework
from sitrack.core.rules import RuleBroken
from tests.building import definition
from tests.engagement.lettering import begun, issued
from tests.engagement.test_definition_mistakes import SOUND
from tests.universe import TODAY, Council

LETTER = """
letters:
  - code: warning
    item: LET-01
    name: A letter
    short: PWL
    course: preventative
    signed_by: head
    response_days: 15
    body: "To {school}"
    legal_help: Check with legal
    grounds: [{code: standards, text: Low standards}]
    preconditions: [{code: evidence, text: There is evidence}]
    copies: [{code: chair, name: Chair}]
"""


@pytest.mark.item("INV-26")
@pytest.mark.parametrize(
    ("sound", "wrong", "words"),
    [
        ("To {school}", "To {chair}", "there is no {chair} to fill in"),
        ("code: chair", "code: mayor", "there is no recipient mayor"),
        ("code: chair", "code: dfe", "stays between the school and the LA"),
        ("signed_by: head", "signed_by: director", "there is no role director"),
        ("signed_by: head", "signed_by: officer", "must be one of head, director"),
        ("    response_days: 15\n", "", "response_days: is missing"),
        ("[{code: standards, text: Low standards}]", "[]", "at least one ground"),
        ("course: preventative", "course: other", "must be one of preventative"),
        ("course: preventative", "course: statutory", "at least one power"),
    ],
)
def test_a_mistaken_kind_of_letter_is_refused_by_name(
    sound: str, wrong: str, words: str
) -> None:
    roles = "lead: {label: Lead}"
    whole = SOUND.replace(roles, f"{roles}\n  head: {{label: Head}}") + LETTER
    assert read_definition(whole, name="try.yaml").letters[0].code == "warning"
    with pytest.raises(DefinitionError) as refusal:
        read_definition(whole.replace(sound, wrong), name="try.yaml")
    assert words in str(refusal.value)
    assert "letters.warning" in str(refusal.value)


@pytest.mark.item("LET-01", "LET-02", "INV-26")
def test_suffolks_letters_are_loaded_with_who_signs_them(council: Council) -> None:
    kinds = LetterType.objects.filter(framework=council.framework)
    assert list(kinds.values_list("item", "name", "signed_by", "response_days")) == [
        ("LET-01", "Preventative Warning letter", "head", 15),
        ("LET-02", "Warning notice", "director", None),
    ]


@pytest.mark.item("INV-26", "SUF-T-13")
def test_a_framework_that_a_letter_uses_is_not_replaced(council: Council) -> None:
    letter = issued(council)
    changed = replace(definition()[0], traded=())
    with pytest.raises(RuleBroken, match="is locked because records use it"):
        load_framework(definition=changed, digest="another", by=None)
    assert LetterType.objects.filter(pk=letter.type_id).exists()


@pytest.mark.item("INV-26")
def test_a_retired_framework_serves_the_records_that_use_it(council: Council) -> None:
    FrameworkVersion.objects.filter(pk=council.framework.pk).update(retired_on=TODAY)
    assert begun(council).type.framework == council.framework
