"""A mistaken self-evaluation form is refused, and its version keeps a sound one whole."""

import pytest

from engagement.definitions import read_definition
from engagement.definitions.kept import kept_whole, read_again
from tests.engagement.test_definition_mistakes import SOUND, mistakes

FORM = """\
self_evaluation:
  code: SE
  title: Our year
  la_due: talk
  school_due: talk
  parts:
    - code: now
      heading: Now
      school: You
      la: We
      la_when: before
      rows:
        - {code: R1, label: "Year {last_year}", prompts: [
             {code: R1.1, side: school, text: "What?", meets: talk}]}
        - {code: R2, within: R1, prompts: [{code: R2.1, side: la, text: "Why?"}]}
"""


def test_a_sound_form_comes_back_from_its_version_as_it_was() -> None:
    definition = read_definition(SOUND + FORM)
    kept = kept_whole(definition)["self_evaluation"]
    assert read_again("self_evaluation", kept) == definition.self_evaluation


def test_a_framework_without_the_form_keeps_none() -> None:
    assert kept_whole(read_definition(SOUND)) == {}


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("la_due: talk", "la_due: walk", "la_due: there is no activity of a cadence"),
        ("within: R1", "within: R9", "within: there is no row R9"),
        ("within: R1, ", "", "label: is missing; only a row within another"),
        ("{last_year}", "{month}", "label: there is no {month} to fill in"),
        ("meets: talk", "meets: walk", "meets: there is no activity walk"),
        ("side: la", "side: lea", "side: must be one of"),
        ("code: R2.1", "code: R1.1", "code: R1.1 is used twice"),
        ("la_when: before", "la_when: after", "la_when: must be one of"),
    ],
)
def test_a_mistake_in_the_form_is_named(old: str, new: str, mistake: str) -> None:
    assert old in FORM
    assert mistake in mistakes(SOUND + FORM.replace(old, new, 1))[0]
