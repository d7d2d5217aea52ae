"""The laws and their exemptions are data, and each installation has its own proposed."""

import pytest
from pytest_django import Settings

from disclosure.acts import acts, our_act, read_acts
from sitrack.core.typed_yaml import DefinitionError

ONE = """
acts:
  - code: foia
    name: "An Act"
    names: "40(2)"
    letters: "36"
    exemptions:
      - {code: "40(2)", title: "Personal information of others"}
      - {code: "36", title: "Public affairs", public_interest: true}
"""


def test_both_laws_are_there_with_the_sections_for_names_and_letters() -> None:
    found = acts()
    assert list(found) == ["foia", "foisa"]
    assert found["foia"].exemption("40(2)").title == "Personal information of others"
    assert str(found["foisa"].exemption("38(1)(b)")) == (
        "Section 38(1)(b): Personal information of others"
    )
    # Of section 36 of the one the public interest is weighed, of personal data not.
    assert found["foia"].exemption(found["foia"].letters).public_interest
    assert not found["foia"].exemption(found["foia"].names).public_interest
    for code in ("22", "31", "36", "40(2)", "41", "42", "43"):
        assert code in dict(found["foia"].choices)


@pytest.mark.parametrize(
    ("framework", "code"),
    [
        ("suffolk", "foia"),
        ("wiltshire", "foia"),
        ("trust", "foia"),
        ("scotland", "foisa"),
    ],
)
def test_the_law_of_the_installation_is_proposed(
    settings: Settings, framework: str, code: str
) -> None:
    settings.FRAMEWORK = framework
    assert our_act().code == code


def test_mistakes_are_named_with_their_line() -> None:
    assert read_acts(ONE, name="acts.yaml")["foia"].names == "40(2)"
    twice = ONE.replace('code: "36"', 'code: "40(2)"')
    with pytest.raises(DefinitionError) as told:
        read_acts(twice, name="acts.yaml")
    assert "40(2) is there twice" in str(told.value)
    assert "36 is no exemption" in str(told.value)


@pytest.mark.parametrize("act", ["foia", "foisa"])
def test_what_costs_too_much_is_refused_as_a_whole_and_withholds_no_words(
    act: str,
) -> None:
    law = acts()[act]
    assert law.grounds[0] == ("12", "Section 12: Costs more than the limit")
    assert "12" not in dict(law.choices)
    assert dict(law.choices).keys() < dict(law.grounds).keys()
