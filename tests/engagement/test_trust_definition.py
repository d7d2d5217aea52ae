"""A trust's definition holds what its source prints, word for word."""

from pathlib import Path

import pytest
from django.conf import settings

from engagement.definitions import Definition, read_definition
from engagement.definitions.kept import kept_whole, read_again
from engagement.definitions.programme import PhaseProgramme
from tests.engagement.test_exact_texts import table

FILE = Path(settings.BASE_DIR) / "fixtures/frameworks/trust.yaml"
SUPPORT = "Trust support and quality assurance"


@pytest.fixture(scope="module")
def definition() -> Definition:
    return read_definition(FILE)


@pytest.fixture(scope="module")
def programme(definition: Definition) -> PhaseProgramme:
    assert definition.phase_programme is not None
    return definition.phase_programme


@pytest.mark.item("TRU-P-01", "TRU-P-02", "TRU-P-03", "TRU-P-04", "CAD-17")
def test_four_phases_last_as_long_as_printed(definition: Definition) -> None:
    found = []
    for level in definition.levels:
        length = level.duration
        assert length is not None
        found.append((level.label, length.text, length.min, length.max, length.unit))
    assert found == [
        ("Phase 4 Sustain", "3-5 years", 3, 5, "year"),
        ("Phase 3 Improve", "1 - 2 years", 1, 2, "year"),
        ("Phase 2 Repair", "1 year maximum", None, 1, "year"),
        ("Phase 1 Stabilise", "6-12 weeks", 6, 12, "week"),
    ]


@pytest.mark.item("TRU-P-01", "TRU-P-02", "TRU-P-03", "TRU-P-04")
def test_a_phase_takes_capacity_or_gives_it(programme: PhaseProgramme) -> None:
    found = [(one.level, one.capacity, one.capacity_words) for one in programme.phases]
    assert found == [
        ("tru_stabilise", "taker", "Capacity taker"),
        ("tru_repair", "taker", "Capacity taker"),
        ("tru_improve", "partly", "School is a capacity giver in some areas"),
        ("tru_sustain", "giver", "capacity giver"),
    ]
    assert programme.phase("tru_sustain").journey == (
        "Journey ... excelling ... capacity giving ... securely good!"
    )


@pytest.mark.item("TRU-P-01", "TRU-P-02", "TRU-P-03", "TRU-P-04")
def test_the_partner_is_deployed_as_each_phase_says(definition: Definition) -> None:
    found = [
        (level.code, line.text, line.quantity_min, line.quantity_max, line.unit)
        for level in definition.levels
        for line in definition.entitlements_of(level.code)
    ]
    assert [(*words, float(low or 0), float(high or 0), unit)
            for *words, low, high, unit in found] == [
        ("tru_improve", "Flourishing School Partner deployed x 2 per half term",
         0.0, 2.0, "visit"),
        ("tru_repair", "Flourishing School Partner deployed (weekly 0.1 up to 0.2)",
         0.1, 0.2, "fte"),
        ("tru_stabilise", "Flourishing School Partner deployed (0.2 0.4)",
         0.2, 0.4, "fte"),
    ]  # fmt: skip


@pytest.mark.item("TRU-B-01..TRU-B-82")
def test_the_benchmarks_stand_by_phase_and_theme_word_for_word(
    definition: Definition,
) -> None:
    themes = {theme.code: theme.label for theme in definition.themes}
    found = [
        [one.code, one.level, themes[one.theme or ""], one.text]
        for one in definition.criteria
    ]
    assert found == table("trust_benchmarks")


@pytest.mark.item("TRU-A-01..TRU-A-55")
def test_the_actions_stand_by_phase_word_for_word(programme: PhaseProgramme) -> None:
    found = [
        [one.code, phase.level, one.text]
        for phase in programme.phases
        for one in phase.actions
    ]
    assert found == table("trust_actions")
    assert programme.actions_heading == "ACTIONS"


@pytest.mark.item("TRU-Q-01..TRU-Q-34")
def test_every_line_of_the_reviews_stands_by_phase_word_for_word(
    definition: Definition, programme: PhaseProgramme
) -> None:
    found = [
        [one.code, one.level or "", one.label]
        for one in definition.cadences
        if one.code.startswith("TRU-Q")
    ]
    found += [
        [one.code, one.level, one.label]
        for one in programme.occasions
        if one.code.startswith("TRU-Q")
    ]
    assert sorted(found) == table("trust_reviews")


@pytest.mark.item("TRU-Q-01..TRU-Q-34")
def test_each_review_is_due_as_the_source_says(
    definition: Definition, programme: PhaseProgramme
) -> None:
    rhythms = {
        one.code: f"{one.every or ''} {one.unit or ''} {one.anchor}"
        f" {','.join(map(str, one.by_terms))}".strip()
        for one in definition.cadences
    }
    rhythms |= {one.code: one.how for one in programme.occasions}
    six_weekly, termly, half_termly = (
        "6 week level_start",
        "1 term term",
        "1 half_term half_term",
    )
    assert {code: rhythms[code] for code in sorted(rhythms)} == {
        "CAD-17": "level_limit",
        "TRU-I-19": "weekly",
        "TRU-Q-01": six_weekly,
        "TRU-Q-02": "dates_set",
        "TRU-Q-03": "dates_set",
        "TRU-Q-04": "on_demand",
        "TRU-Q-05": "dates_set",
        "TRU-Q-06": "2 week level_start",
        "TRU-Q-07": half_termly,
        "TRU-Q-08": "on_demand",
        "TRU-Q-09": "dates_set",
        "TRU-Q-10": "dates_set",
        "TRU-Q-11": "dates_set",
        "TRU-Q-12": termly,
        "TRU-Q-13": termly,
        "TRU-Q-14": half_termly,
        "TRU-Q-15": "dates_set",
        "TRU-Q-16": six_weekly,
        "TRU-Q-17": "weekly",
        "TRU-Q-18": "on_demand",
        "TRU-Q-19": "dates_set",
        "TRU-Q-20": "dates_set",
        "TRU-Q-21": "dates_set",
        "TRU-Q-22": termly,
        "TRU-Q-23": termly,
        "TRU-Q-24": half_termly,
        "TRU-Q-25": "academic_year 2,3",
        "TRU-Q-26": "academic_year 1,2,3",
        "TRU-Q-27": "on_demand",
        "TRU-Q-28": "dates_set",
        "TRU-Q-29": "dates_set",
        "TRU-Q-30": "academic_year 1,3",
        "TRU-Q-31": termly,
        "TRU-Q-32": termly,
        "TRU-Q-33": "1 year academic_year",
        "TRU-Q-34": "dates_set",
    }


@pytest.mark.item("TRU-I-01..TRU-I-96")
def test_inclusion_is_a_set_of_its_own_word_for_word(
    definition: Definition, programme: PhaseProgramme
) -> None:
    """1.7.5 says otherwise than 1.7.2 in places: both are kept, and never merged."""
    strands = {one.code: one.label for one in programme.strands}
    found = []
    for phase in programme.phases:
        assert phase.heading == f"{phase.level[4:].title()}: What it looks like"
        found += [
            [one.code, phase.level, strands[one.strand], one.text]
            for one in phase.inclusion
        ]
        found += [[one.code, phase.level, SUPPORT, one.text] for one in phase.support]
    assert found == table("trust_inclusion")
    assert programme.support_heading == "TRUST SUPPORT and QUALITY ASSURANCE"
    overview = {one.code for one in definition.criteria}
    assert not overview & {code for code, *_ in found}


@pytest.mark.item("TRU-R-01", "TRU-R-02", "TRU-R-03", "TRU-R-04", "TRU-R-06")
def test_the_roles_bear_the_trusts_names(definition: Definition) -> None:
    assert definition.roles["officer"].label == "Flourishing School Partner"
    assert definition.roles["officer"].short == "FSP"
    assert definition.roles["lead"].label == "Director for Inclusion"
    assert definition.roles["sendco"].label == "SENDCO"
    assert definition.roles["chair"].label == "EAC chair"
    names = [team.name for team in definition.teams]
    assert names[1:] == [
        "Trust SEND expert",
        "Literacy Specialist",
        "Flourishing Teaching Partner",
    ]


def test_the_programme_is_read_again_as_it_was(definition: Definition) -> None:
    kept = kept_whole(definition)["phase_programme"]
    assert read_again("phase_programme", kept) == definition.phase_programme
