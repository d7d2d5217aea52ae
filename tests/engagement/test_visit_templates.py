"""What a definition may say of the forms on which visits are written up."""

import pytest

from engagement.definitions import DefinitionError, read_definition
from engagement.models import FrameworkVersion
from engagement.services.definitions import load_framework
from tests.engagement.test_definition_mistakes import SOUND

BARE = SOUND.partition("cadences:")[0]
FORMS = """
option_lists:
  - code: visit_type
    options:
      - {code: planning, label: Planning, template: planning}
      - {code: other, label: Other}
  - code: mood
    options:
      - {code: good, label: Good}
visit_templates:
  - code: note
    name: A note
    sections:
      - code: all
        heading: A note
        prompts:
          - {code: N-1, key: date, label: When, type: date, filled_by: officer}
          - {code: N-2, key: present, label: Who, type: people, filled_by: officer, initials: true}
          - {code: N-3, key: summary, label: What, type: para, filled_by: officer, required_at: share}
          - code: N-4
            key: mood
            label: How
            type: choice
            option_list: mood
            filled_by: officer
            help:
              - {code: N-4.h1, text: "Think of the school."}
              - {code: N-4.h2, text: "Think of its children."}
  - code: planning
    name: A plan
    sections:
      - code: all
        heading: A plan
        prompts:
          - {code: P-1, key: date, label: When, type: date, filled_by: officer}
          - {code: P-2, key: present, label: Who, type: people, filled_by: officer}
          - {code: P-3, key: ideas, label: Ideas, type: rows, filled_by: officer, from_last: N-4, columns: [{key: idea, label: Idea, type: text}]}
          - {code: P-4, key: comments, label: Said, type: para, filled_by: both, columns: [{key: officer, label: We}, {key: school, label: They}]}
""".replace("label: We}", "label: We, type: para}").replace(
    "label: They}", "label: They, type: para}"
)


def mistakes(text: str) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        read_definition(text)
    return [str(one).split(": ", 1)[1] for one in str(caught.value).splitlines()]


@pytest.mark.django_db
def test_each_template_is_loaded_and_a_type_names_its_own() -> None:
    definition = read_definition(BARE + FORMS)
    version = load_framework(definition=definition, digest="x", by=None)
    templates = version.visit_templates.order_by("pk")
    assert [one.code for one in templates] == ["note", "planning"]
    options = FrameworkVersion.objects.get().option_lists.get(code="visit_type").options
    assert list(options.values_list("code", "template")) == [
        ("planning", "planning"),
        ("other", ""),
    ]
    mood = templates[0].prompts.get(key="mood")
    assert mood.help_lines == [
        {"code": "N-4.h1", "text": "Think of the school."},
        {"code": "N-4.h2", "text": "Think of its children."},
    ]
    assert templates[0].prompts.get(key="present").initials
    assert templates[1].prompts.get(key="ideas").from_last == "N-4"


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("template: planning}", "template: plans}", "there is no visit template plans"),
        ("from_last: N-4", "from_last: N-9", "there is no prompt N-9"),
        ("key: date, label: When", "key: day, label: When", "with the key date"),
        ("key: comments, ", "key: said, ", "must take the school's answer"),
        ("key: mood\n", "key: next_visit\n", "next_visit must be datetime"),
        ("option_list: mood", "guide: x", "is missing; a choice needs its list"),
        ("type: people, filled_by: officer}", "type: text, filled_by: officer}",
         "present must be people"),
        ("{key: school, label: They, type: para}", "{key: child, label: I, type: para}",
         "must be officer and school"),
        (", columns: [{key: idea, label: Idea, type: text}]", "",
         "rows need their columns"),
        ("N-4.h2", "N-4.h1", "N-4.h1 is used twice"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_template_is_named(old: str, new: str, mistake: str) -> None:
    assert old in FORMS
    found = mistakes(BARE + FORMS.replace(old, new))
    assert any(mistake in one for one in found), found
