"""A mistaken definition is refused, and every mistake is named by line and key."""

from pathlib import Path

import pytest

from engagement.definitions import DefinitionError, read_definition

SOUND = """\
framework:
  code: try
  name: A framework
  version: "1"
  organisation: local_authority
  selection: boolean
  source: A test
roles:
  officer: {label: Officer}
  lead: {label: Lead}
levels:
  - code: low
    label: Low
    order: 1
    base: true
    suggest_when: {all: [C1, {not_applicable_ok: C2}]}
  - code: high
    label: High
    order: 2
    inherits: low
    duration: {max: 2, unit: term}
    entitlements:
      - {code: E1, kind: quantity, text: Hours, quantity_max: 8, unit: hour, per: term}
    suggest_when:
      any:
        - C3
        - {or_absent: C2}
criteria:
  - {code: C1, level: low, text: One}
  - {code: C2, level: low, text: Two}
  - {code: C3, level: high, text: Three}
cadences:
  - {code: T1, activity: talk, label: Talk, anchor: term, every: 1, unit: term,
     responsible: officer}
option_lists:
  - code: visit_type
    options:
      - {code: talk, label: Talk}
"""

TRUST = """
framework: {code: trust, name: Core Offer, version: "1", organisation: trust,
  selection: best_fit, source: A trust}
roles: {officer: {label: Flourishing School Partner, short: FSP}, lead: {label: Director}}
levels:
  - code: tru_1
    label: Phase 1 Stabilise
    order: 1
    duration: {min: 6, max: 12, unit: week}
    entitlements:
      - {code: a, kind: quantity, text: deployed, quantity_min: 0.2, quantity_max: 0.4,
         unit: fte, provider: officer}
  - code: tru_2
    label: Phase 2 Repair
    order: 2
    duration: {max: 1, unit: year}
    entitlements:
      - {code: b, kind: quantity, text: weekly, quantity_min: 0.1, quantity_max: 0.2,
         unit: fte, per: week, provider: officer}
  - code: tru_3
    label: Phase 3 Improve
    order: 3
    duration: {min: 1, max: 2, unit: year}
    entitlements:
      - {code: c, kind: quantity, text: twice, quantity_max: 2, unit: visit,
         per: half_term, provider: officer}
criteria:
  - {code: B1, level: tru_1, text: Leadership ineffective}
  - {code: B2, level: tru_2, text: Some classrooms are effective}
  - {code: B3, level: tru_3, text: Policies have an impact}
cadences:
  - {code: six_weekly, activity: review, label: Review, every: 6, unit: week,
     anchor: last_done, responsible: officer, level: tru_1, grace: 5}
  - {code: draft, activity: draft_report, label: Draft, anchor: evaluation, offset: 5,
     working_days: true, responsible: officer}
  - {code: pack, activity: pack, label: Pack, anchor: meeting, offset: -5,
     working_days: true, responsible: officer}
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        read_definition(text, name="try.yaml")
    return str(caught.value).splitlines()


def with_change(old: str, new: str) -> str:
    assert old in SOUND
    return SOUND.replace(old, new, 1)


def test_a_sound_definition_is_read() -> None:
    definition = read_definition(SOUND)
    assert [level.code for level in definition.levels] == ["low", "high"]


def test_phases_of_weeks_and_years_with_full_time_equivalents_fit() -> None:
    definition = read_definition(TRUST)
    durations = [
        (level.duration.min, level.duration.max, level.duration.unit)
        for level in definition.levels
        if level.duration
    ]
    assert durations == [(6, 12, "week"), (None, 1, "year"), (1, 2, "year")]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        (
            "level: high, text: Three",
            "level: low, text: Three",
            "17: levels.high.code: no criterion leads to high",
        ),
        ("base: true", "basis: true", "15: levels.low.basis: there is no such key"),
        ("    label: Low\n", "", "12: levels.low.label: is missing"),
        ("label: Low", "label: 8", "13: levels.low.label: must be text, in quotes"),
        ("label: Low", 'label: ""', "13: levels.low.label: must be text, in quotes"),
        ("order: 1", "order: first", "14: levels.low.order: must be a whole number"),
        ("order: 1", "order: 0", "14: levels.low.order: must be 1 or more"),
        ("order: 2", "order: 1", "19: levels.high.order: 1 is used twice"),
        ("base: true", "base: maybe", "15: levels.low.base: must be true or false"),
        ("code: high", "code: low", "17: levels.low.code: low is used twice"),
        ("code: C2,", "code: C1,", "30: criteria.C1.code: C1 is used twice"),
        ("level: high", "level: higher", "31: criteria.C3.level: there is no level"),
        ("inherits: low", "inherits: lower", "20: levels.high.inherits: there is no"),
        ("inherits: low", "inherits: high", "20: levels.high.inherits: high inherits"),
        ("max: 2,", "max: -2,", "21: levels.high.duration.max: must be 1 or more"),
        ("max: 2,", "min: 3, max: 2,", "21: levels.high.duration.min: is more than"),
        ("unit: term}", "unit: moon}", "21: levels.high.duration.unit: must be one of"),
        ("unit: hour", "unit: mile", "23: levels.high.entitlements.E1.unit: must be"),
        (
            "quantity_max: 8",
            "quantity_max: -8",
            "23: levels.high.entitlements.E1.quantity_max: must be 0 or more",
        ),
        (
            "quantity_max: 8, ",
            "",
            "23: levels.high.entitlements.E1.quantity_max: is missing",
        ),
        ("kind: quantity", "kind: item", "23: levels.high.entitlements.E1.kind: an"),
        ("[C1,", "[C9,", "16: levels.low.suggest_when.all.0: there is no criterion"),
        ("- C3", "- C9", "26: levels.high.suggest_when.any.0: there is no criterion"),
        ("{or_absent:", "{unless:", "27: levels.high.suggest_when.any.unless: there"),
        ("responsible: officer", "responsible: pupil", "34: cadences.T1.responsible"),
        ("responsible: officer", "responsible: chair", "34: cadences.T1.responsible"),
        ("every: 1, unit: term", "every: 1", "33: cadences.T1.unit: is missing"),
        (
            "every: 1, unit",
            "every: 0, unit",
            "33: cadences.T1.every: must be 1 or more",
        ),
        ("lead: {label", "king: {label", "10: roles.king: must be one of officer"),
        ("    base: true\n", "", "11: levels: one level must be the base level"),
        ("inherits: low", "base: true", "20: levels.high.base: low is the base level"),
        (
            "label: Talk}\n",
            "label: Talk, category: talk}\n",
            "38: option_lists.visit_type.options.talk.category: there is no time_cat",
        ),
        (
            "label: Talk}\n",
            "label: Talk, guide: ring}\n",
            "38: option_lists.visit_type.options.talk.guide: there is no cycle ring",
        ),
        ("unit: term}", "unit: [term]}", "21: levels.high.duration.unit: must be one"),
        ("quantity_max: 8", "quantity_max: .nan", "23: levels.high.entitlements.E1"),
        ("quantity_max: 8", "quantity_max: lots", "23: levels.high.entitlements.E1"),
        ("label: Low", "label: !!python/none x", "13: levels.low.label: must be text"),
        ("label: Low", "label: [Low]", "13: levels.low.label: must be text"),
        ("[C1,", "[[C1],", "16: levels.low.suggest_when.all.0: must be a criterion"),
        ("[C1,", "[{flag: 3},", "16: levels.low.suggest_when.all.flag: must name a"),
        ("[C1,", "[{any: C1},", "16: levels.low.suggest_when.all.any: must be a list"),
        ("{or_absent: C2}", "{or_absent: [C2]}", "27: levels.high.suggest_when.any.or"),
        (
            "cadences:\n",
            "measures: [{code: M, label: M, order: 1, applies: {ages_include: [4]}}]\n"
            "cadences:\n",
            "32: measures.M.applies.ages_include: must be a list of 2",
        ),
        (
            "cadences:\n",
            "measures: [{code: M, label: M, order: 1, applies: {ages_include: [7, 4]}}]\n"
            "cadences:\n",
            "32: measures.M.applies.ages_include: must run from young to old",
        ),
        (
            "cadences:\n",
            "menu: [{code: M, team: nobody, text: Help}]\ncadences:\n",
            "32: menu.M.team: there is no team nobody",
        ),
        (
            "cadences:\n",
            "offers: universal\ncadences:\n",
            "32: offers: must be a list",
        ),
        (
            "  officer: {label: Officer}\n  lead: {label: Lead}\n",
            "  - officer\n",
            "9: roles: must be a set of keys and values",
        ),
        ("label: Low", "label: Low\n    label: Lower", "14: label: written twice; the"),
    ],
)
def test_a_mistake_is_named_by_line_and_key(old: str, new: str, mistake: str) -> None:
    found = mistakes(with_change(old, new))
    assert any(line.startswith(f"try.yaml:{mistake}") for line in found), found


@pytest.mark.parametrize(
    ("count", "mistake"),
    [
        ("3", "count: must be a set of keys and values"),
        ("{of: [C1], min: -1}", "count.min: must be a whole number, 0 or more"),
        ("{of: [C1], min: 2, max: 1}", "count.min: is more than max"),
        ("{of: [C1]}", "count: must have min or max"),
        ("{of: [C9], min: 1}", "count.of.0: there is no criterion C9"),
        ("{of: [], min: 1}", "count.of: must be a list, not empty"),
        ("{min: 1}", "count: must have either grade or of"),
        ("{grade: good, min: 1}", "count.grade: there is no grade good in the"),
        ("{of: [C1], min: 1, most: 2}", "count.most: there is no such key here"),
    ],
)
def test_a_mistaken_count_is_named(count: str, mistake: str) -> None:
    found = mistakes(with_change("{all: [C1,", f"{{all: [C1, {{count: {count}}},"))
    assert any(f"suggest_when.all.{mistake}" in line for line in found), found


def test_all_mistakes_are_named_at_once_in_the_order_of_the_lines() -> None:
    text = with_change("label: Low", "label: 8").replace("level: high", "level: hi")
    assert mistakes(text.replace("selection: boolean", "selection: lot")) == [
        "try.yaml:6: framework.selection: must be one of boolean, best_fit, count",
        "try.yaml:13: levels.low.label: must be text, in quotes and not empty",
        "try.yaml:31: criteria.C3.level: there is no level hi",
    ]


def test_two_levels_that_inherit_from_each_other_are_refused() -> None:
    found = mistakes(with_change("base: true", "base: true\n    inherits: high"))
    assert [line.rpartition(": ")[2] for line in found] == [
        "low inherits from itself",
        "high inherits from itself",
    ]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("levels: [", "1: file: not YAML"),
        ("a: 1\nb: c: d", "2: file: not YAML"),
        ("", "1: file: there is nothing in it"),
        ("- one", "1: file: must be a set of keys and values"),
        ("a: &x 1\nb: *x", "1: file: an alias is used; write it out"),
        ("a: \x00", "1: file: not YAML"),
    ],
)
def test_a_file_that_is_no_definition_is_refused(text: str, mistake: str) -> None:
    assert mistakes(text)[0].startswith(f"try.yaml:{mistake}")


def test_a_file_is_named_in_its_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("levels: []\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"broken\.yaml:1: framework: is missing"):
        read_definition(path)
