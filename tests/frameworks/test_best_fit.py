"""A level that is a best fit: picked theme by theme, and decided by people."""

import pytest
from django.urls import reverse

from engagement.models import LevelAssignment, LevelState, Side, View
from engagement.queries.best_fit import Fitting
from engagement.rules.best_fit import Characteristic, fit_by_theme, most_themes
from engagement.services.picks import Pick
from engagement.services.proposals import give_view, propose
from sitrack.core.rules import RuleBroken
from tests.frameworks.fitting import (
    a_fit,
    drafted_fit,
    proposed_fit,
    typed_fit,
    viewed_fit,
)
from tests.reports.pages import read, signed_in, words
from tests.universe import Council


def near(*levels: str) -> str | None:
    """Where most themes lie, of which each picks one characteristic of a level."""
    picks = [Characteristic(theme, level) for theme, level in enumerate(levels)]
    return most_themes(fit_by_theme(picks))


def test_a_theme_lies_nearest_to_the_level_of_most_of_its_picks() -> None:
    picks = [Characteristic(1, level) for level in ("s", "v", "v")]
    (fit,) = fit_by_theme([*picks, Characteristic(1, "v", decisive=True)])
    assert (fit.level, fit.picked["v"], fit.decisive["v"]) == ("v", 3, 1)


def test_a_theme_with_as_many_picks_of_two_levels_lies_nearest_to_neither() -> None:
    (fit,) = fit_by_theme([Characteristic(1, "s"), Characteristic(1, "v")])
    assert fit.level is None


def test_most_themes_name_a_level_and_an_equal_number_names_none() -> None:
    assert near("s", "v", "v") == "v"
    assert near("s", "v") is None
    assert near() is None


@pytest.mark.item("WIL-L-01", "WIL-L-02", "WIL-L-03a", "WIL-L-04b")
def test_a_headline_suggests_before_any_theme_does(wiltshire: Council) -> None:
    fits = {
        ("WIL-L-01a", "WIL-L-01b", "WIL-L-01c"): "wil_secure_plus",
        ("WIL-L-01a", "WIL-L-01b", "WIL-C-ST-V1"): "wil_vulnerable",
        ("WIL-L-02a", "WIL-L-02b"): "wil_secure",
        ("WIL-L-03a", "WIL-C-ST-S1", "WIL-C-SG-S1"): "wil_vulnerable",
        ("WIL-L-03a", "WIL-L-04b"): "wil_causing_concern",
    }
    for codes, expected in fits.items():
        row = drafted_fit(wiltshire, codes=codes)
        assert row.suggested == wiltshire.level(expected), codes
        row.delete()


def test_no_pick_suggests_no_level(wiltshire: Council) -> None:
    assert drafted_fit(wiltshire, codes=()).suggested is None


def test_a_best_fit_is_never_sent_without_its_reasons_in_words(
    wiltshire: Council,
) -> None:
    draft = drafted_fit(wiltshire, why=" ")
    assert draft.suggested == draft.level
    with pytest.raises(RuleBroken, match="Say why this is the best fit"):
        propose(assignment=draft, by=wiltshire.sam)


def test_identical_words_under_two_levels_stay_apart(wiltshire: Council) -> None:
    twins = ("WIL-C-PE-V2", "WIL-C-PE-CC2"), ("WIL-C-FM-SP1", "WIL-C-FM-S1")
    for one, other in twins:
        assert wiltshire.criterion(one).text == wiltshire.criterion(other).text
        assert wiltshire.criterion(one).level != wiltshire.criterion(other).level
    row = drafted_fit(wiltshire, codes=("WIL-C-PE-V2",))
    picture = Fitting(row.record.framework).picture(list(row.picks.all()))
    (cells,) = [one.cells for one in picture.rows if one.name.startswith("Pupil")]
    counts = [(cell.level, cell.picked, cell.of) for cell in cells]
    assert counts == [
        ("Secure plus", 0, 4),
        ("Secure", 0, 3),
        ("Vulnerable", 1, 5),
        ("Causing concern", 0, 5),
    ]


@pytest.mark.item("SUF-W-12", "WIL-W-08", "DEC-12")
def test_both_sides_pick_and_their_pictures_stand_beside_each_other(
    wiltshire: Council,
) -> None:
    row = proposed_fit(wiltshire)
    give_view(
        assignment=row,
        view=View.PREFERS_OTHER,
        level=wiltshire.level("wil_secure"),
        text="The new leaders have begun well",
        picks=(Pick(wiltshire.criterion("WIL-C-LM-S3"), decisive=True),),
        by=wiltshire.helen,
    )
    shown = read(wiltshire.rita, reverse("level_decide", args=[row.pk]))
    for text in (
        "What the school picked",
        "What the LA picked",
        "Senior leaders are new and/or inexperienced. Larger influence",
        "Two leaders began in September",
        "Prefers another level: Secure",
        "2 of 11 1 with a larger influence",
    ):
        assert text in shown, text


def test_a_proposal_is_typed_theme_by_theme(wiltshire: Council) -> None:
    address = reverse("level_propose", args=[wiltshire.hawthorn.pk])
    shown = read(wiltshire.sam, address)
    for text in (
        "Headline conditions",
        "Safeguarding effectiveness Nothing picked",
        "“It is not expected that a school will demonstrate all characteristics",
        "Why is this level the best fit?",
    ):
        assert text in shown, text
    answer = signed_in(wiltshire.sam).post(address, typed_fit())
    row = LevelAssignment.objects.get(school=wiltshire.hawthorn, state="proposed")
    assert answer["Location"] == row.get_absolute_url()
    picks = {pick.criterion.code: pick.decisive for pick in row.picks.all()}
    assert picks == {
        "WIL-C-ST-V1": False,
        "WIL-C-LM-V4": True,
        "WIL-C-LM-V9": False,
    }
    (said,) = row.theme_evidence.all()
    assert (said.theme.code, said.side, said.text) == (
        "LM",
        Side.LA,
        "Two leaders began in September",
    )


def test_the_page_says_what_is_picked_and_leaves_the_choice_free(
    wiltshire: Council,
) -> None:
    address = reverse("level_propose", args=[wiltshire.hawthorn.pk])
    sent = typed_fit("suggest", level="wil_secure", picks_wil_vulnerable=[])
    client = signed_in(wiltshire.sam)
    shown = words(client.post(address, sent))
    assert "The headline conditions you ticked point to no level." in shown
    assert "Most themes lie nearest to Vulnerable" in shown
    assert "You propose Secure. No score decides" in shown
    part = client.post(address, sent, headers={"HX-Request": "true"})
    assert 'data-hx-swap-oob="true"' in part.content.decode()
    assert LevelAssignment.objects.undecided().count() == 0


def test_a_draft_is_shown_again_as_it_was_typed(wiltshire: Council) -> None:
    draft = drafted_fit(wiltshire)
    page = signed_in(wiltshire.sam).get(reverse("level_edit", args=[draft.pk]))
    html = page.content.decode()
    assert "Two leaders began in September" in html
    assert "Leadership and Management 2 picked" in words(page)
    form = page.context["form"]
    assert form.grid.is_heavy("WIL-C-LM-V4")
    assert not form.grid.is_heavy("WIL-C-LM-V9")


def test_whoever_has_a_view_picks_in_the_same_grid(wiltshire: Council) -> None:
    row = proposed_fit(wiltshire)
    address = reverse("engagement:level_view", args=[row.pk])
    client = signed_in(wiltshire.helen)
    form = client.get(address).context["form"]
    assert form.grid.ticked() == set()
    client.post(
        address,
        {
            "version": form.initial["version"],
            "view": "agrees",
            "fit_ST_wil_vulnerable": ["WIL-C-ST-V2"],
            "shows_ST": "Writing at the end of Key Stage 2",
        },
    )
    row.refresh_from_db()
    assert row.state == LevelState.VIEWED
    own = row.picks.filter(side=Side.SCHOOL)
    assert [pick.criterion.code for pick in own] == ["WIL-C-ST-V2"]
    assert row.theme_evidence.filter(side=Side.SCHOOL).get().theme.code == "ST"


def test_a_suffolk_page_has_no_grid(council: Council) -> None:
    address = reverse("level_propose", args=[council.hawthorn.pk])
    page = signed_in(council.sam).get(address)
    assert page.context["form"].grid is None
    assert "app-fit" not in page.content.decode()


def test_a_sent_best_fit_is_decided_like_any_level(wiltshire: Council) -> None:
    row = viewed_fit(wiltshire)
    assert row.state == LevelState.VIEWED
    assert a_fit(wiltshire).level == row.level
