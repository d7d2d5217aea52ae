"""Tables of Wiltshire's exact words, against what its definition holds."""

import pytest
from django.urls import reverse

from tests.building import definition
from tests.engagement.test_exact_texts import table
from tests.reports.pages import read
from tests.universe import Council


@pytest.mark.item("WIL-C-SG-SP1..WIL-C-SG-SP2", "WIL-C-SG-S1..WIL-C-SG-S3")
@pytest.mark.item("WIL-C-SG-V1..WIL-C-SG-V2", "WIL-C-SG-CC1..WIL-C-SG-CC2")
@pytest.mark.item("WIL-C-ST-SP1..WIL-C-ST-SP4", "WIL-C-ST-S1..WIL-C-ST-S3")
@pytest.mark.item("WIL-C-ST-V1..WIL-C-ST-V4", "WIL-C-ST-CC1..WIL-C-ST-CC4")
@pytest.mark.item("WIL-C-QP-SP1..WIL-C-QP-SP3", "WIL-C-QP-S1..WIL-C-QP-S2")
@pytest.mark.item("WIL-C-QP-V1..WIL-C-QP-V2", "WIL-C-QP-CC1..WIL-C-QP-CC2")
@pytest.mark.item("WIL-C-LM-SP1..WIL-C-LM-SP4", "WIL-C-LM-S1..WIL-C-LM-S3")
@pytest.mark.item("WIL-C-LM-V1..WIL-C-LM-V11", "WIL-C-LM-CC1..WIL-C-LM-CC6")
@pytest.mark.item("WIL-C-PE-SP1..WIL-C-PE-SP4", "WIL-C-PE-S1..WIL-C-PE-S3")
@pytest.mark.item("WIL-C-PE-V1..WIL-C-PE-V5", "WIL-C-PE-CC1..WIL-C-PE-CC5")
@pytest.mark.item("WIL-C-FM-SP1..WIL-C-FM-SP3", "WIL-C-FM-S1..WIL-C-FM-S4")
@pytest.mark.item("WIL-C-FM-V1..WIL-C-FM-V4", "WIL-C-FM-CC1..WIL-C-FM-CC3")
def test_all_88_characteristics_stand_word_for_word_at_their_levels() -> None:
    read, _ = definition("wiltshire")
    found = [
        [one.code, read.level(one.level).label, one.text]
        for one in read.criteria
        if not one.headline
    ]
    assert len(found) == 88
    assert found == table("wiltshire_characteristics")
    assert all(f"-{one.theme}-" in one.code for one in read.criteria if one.theme)


@pytest.mark.item("WIL-L-01", "WIL-L-02", "WIL-L-03a..WIL-L-03c")
@pytest.mark.item("WIL-L-04a..WIL-L-04c", "WIL-P-01..WIL-P-48")
@pytest.mark.item("WIL-G-01", "WIL-G-04", "WIL-G-05")
def test_the_framework_says_of_itself_what_it_says_word_for_word() -> None:
    read, _ = definition("wiltshire")
    assert read.about is not None
    said = [line for section in read.about.sections for line in section.lines]
    assert [[one.code, one.text] for one in said if one.text] == table(
        "wiltshire_statements"
    )
    codes = {one.code for one in said}
    assert codes >= {f"WIL-P-{number:02d}" for number in range(1, 49)}
    assert codes >= {f"WIL-G-{number:02d}" for number in range(1, 6)}


@pytest.mark.item("WIL-O-01..WIL-O-04", "WIL-O-06..WIL-O-14")
def test_each_offer_brings_what_the_framework_says_word_for_word() -> None:
    read, _ = definition("wiltshire")
    lines = [line for offer in read.offers for line in offer.lines]
    found = [[one.code, one.text] for one in lines if one.text]
    assert found == table("wiltshire_offers")
    assert [one.code for one in lines if not one.text] == [
        *("WIL-O-04", "WIL-O-05", "WIL-O-06"),
    ]
    ours = {one.code: one.before for one in lines}
    assert ours["WIL-O-04"] == "Academies may buy the same support."
    assert ours["WIL-O-06"] == "There are other traded services and CPD."


# What an adviser's programme is, each in a few of its own words.
PROGRAMME = {
    "WIL-S-01": "from a shared analysis of the APA",
    "WIL-S-02": "national tests, trends and pupils’ achievement",
    "WIL-S-03": "capacity to improve and the choice of priorities are challenged",
    "WIL-S-04": "leaders are supported to identify and report the level of risk",
    "WIL-S-05": "detailed reports with recommendations",
    "WIL-S-06": "validating the self-evaluation",
    "WIL-S-07": "Regional School Improvement and Excellence Lead hears of strengths",
    "WIL-S-09": "the effectiveness of leadership and management",
    "WIL-S-10": "provision, teaching, learning and assessment, EYFS and post-16",
    "WIL-S-11": "outcomes for children and learners",
    "WIL-S-14": "HMI monitoring visits, by telephone or visit",
}


@pytest.mark.item("WIL-S-01..WIL-S-07", "WIL-S-09..WIL-S-11", "WIL-S-14", "WIL-T-03")
def test_the_programme_of_an_adviser_is_told_to_whoever_signs_in(
    wiltshire: Council,
) -> None:
    address = reverse("engagement:about", args=[wiltshire.framework.pk])
    shown = read(wiltshire.user("helen"), address)
    assert "School Improvement Advisor programme" in shown
    about = definition("wiltshire")[0].about
    assert about is not None
    (section,) = [one for one in about.sections if one.lines[0].code == "WIL-S-01"]
    assert [line.code for line in section.lines] == list(PROGRAMME)
    for line in section.lines:
        assert line.before
        assert PROGRAMME[line.code] in line.before
        assert line.before in shown
    # Support at an inspection is a kind of visit of its own.
    label = wiltshire.visit_type("ofsted").label
    assert label == "Support at an Ofsted inspection"


@pytest.mark.item("WIL-R-01..WIL-R-03", "WIL-R-05..WIL-R-08")
def test_roles_are_called_as_the_source_calls_them_and_nobody_outside_signs_in() -> (
    None
):
    read_whole, _ = definition("wiltshire")
    assert {role: name.label for role, name in read_whole.roles.items()} == {
        "officer": "School Improvement Advisor",
        "lead": "Regional School Improvement and Excellence Lead",
        "head": "Head of School Effectiveness",
        "director": "Director",
        "team": "LA specialist",
        "headteacher": "Headteacher",
        "deputy": "Deputy",
        "chair": "Chair of Governors",
        "governor": "Governor",
        "sendco": "SENDCo",
        "admin": "System administrator",
    }
    specialists = [team.name for team in read_whole.teams if not team.counted]
    assert specialists == [
        *("NQT and assessment", "Governance", "EYFS", "Early help", "Exclusions"),
        *("Attendance", "Finance"),
    ]
