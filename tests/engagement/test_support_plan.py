"""The plan for support: lines of the menu, planned hours, the partner school."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from engagement.models import SupportEntry
from engagement.queries.duties import calendar_of, done_in
from engagement.rules.menu import put_into, stands_in
from engagement.services.sections import SupportLine, plan_support
from reports.documents import record_document
from sitrack.core.documents.drawing import page_of
from sitrack.core.rules import RuleBroken
from tests.engagement.section_forms import sent, text, url
from tests.universe import Council

Strand = SupportEntry.Strand


def plan(**fields: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {f"text_{strand}": "" for strand in Strand.values}
    blank |= {f"version_{strand}": 0 for strand in Strand.values}
    return sent(**{**blank, "planned": "", "partner": "", **fields})


def write(council: Council, strand: str, *, words: str = "", **more: Any) -> None:
    line = SupportLine(words, more.pop("planned", None), 0, **more)
    plan_support(
        record=council.record(),
        term=council.terms["autumn"],
        lines={strand: line},
        by=council.sam,
    )


def record_part(council: Council, client: Client) -> str:
    return text(client.get(council.record().get_absolute_url() + "?part=plan"))


def test_lines_of_the_menu_follow_the_text_as_one_list() -> None:
    once = put_into("Four visits", ["Book study.", "Audit."])
    assert once == "Four visits\n\n- Book study.\n- Audit."
    assert put_into(once, ["Audit."]) == once
    assert put_into("", ["Audit."]) == "- Audit."
    assert stands_in("Audit.", once)
    assert not stands_in("Audit.", "- Audit. Twice.")


@pytest.mark.item("SUF-R-22", "SUF-R-23")
def test_ticked_lines_go_into_the_text_when_asked_and_nothing_is_saved_yet(
    client: Client, council: Council
) -> None:
    client.force_login(council.helen)
    item = council.menu_item("SUF-M-28")
    asked = plan(
        text_other_teams="Two mornings", menu_early_years=[str(item.pk)], step="add"
    )
    answer = client.post(url(council, "support"), asked)
    assert answer.status_code == 200
    form = answer.context["form"]
    assert form["text_other_teams"].value() == f"Two mornings\n\n- {item.text}"
    assert not form["menu_early_years"].value()
    assert not SupportEntry.objects.exists()


@pytest.mark.item("SUF-R-22", "SUF-R-23", "SUF-M-28")
def test_a_line_that_stands_word_for_word_is_linked_and_a_reworded_one_is_not(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    item = council.menu_item("SUF-M-28")
    page = url(council, "support")
    client.post(page, plan(text_other_teams=f"Two mornings\n\n- {item.text}"))
    entry = SupportEntry.objects.get(strand=Strand.OTHER_TEAMS)
    assert list(entry.menu_items.all()) == [item]
    assert record_part(council, client).count(item.text) == 1

    own = {
        "text_other_teams": f"- {item.text} With Reception",
        "version_other_teams": 1,
    }
    client.post(page, plan(**own))
    entry.refresh_from_db()
    assert list(entry.menu_items.all()) == []
    assert entry.text == f"- {item.text} With Reception"


def test_lines_ticked_and_left_are_saved_in_the_text(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    item = council.menu_item("SUF-M-28")
    client.post(url(council, "support"), plan(menu_early_years=[str(item.pk)]))
    entry = SupportEntry.objects.get()
    assert (entry.strand, entry.text) == (Strand.OTHER_TEAMS, f"- {item.text}")


def test_whoever_links_lines_of_the_menu_has_them_in_the_text(
    client: Client, council: Council
) -> None:
    item = council.menu_item("SUF-M-28")
    write(council, Strand.OTHER_TEAMS, words="Two mornings", menu_items=(item,))
    words = f"Two mornings\n\n- {item.text}"
    assert SupportEntry.objects.get().text == words
    client.force_login(council.helen)
    assert record_part(council, client).count(item.text) == 1
    unchanged = plan(text_other_teams=words, version_other_teams=1)
    client.post(url(council, "support"), unchanged)
    assert SupportEntry.objects.get().version == 1


@pytest.mark.item("SUF-R-22")
@pytest.mark.parametrize(("hours", "said"), [(6, "6"), (10, "10")])
def test_planned_hours_stand_beside_the_ceiling_and_are_never_a_fault(
    client: Client, council: Council, hours: int, said: str
) -> None:
    write(council, Strand.ENTITLEMENT, words="Writing", planned=hours * 60)
    council.shared_visit(minutes=150)
    client.force_login(council.helen)
    words = f"Up to 8 hours; {said} planned; 2.5 used."
    shown = text(client.get(url(council, "support")))
    assert words in shown
    ledger = text(client.get(reverse("hours", args=[council.hawthorn.pk])))
    assert words in ledger
    for page in (shown, ledger):
        assert "over by" not in page
        assert "unused" not in page


@pytest.mark.item("SUF-R-24")
def test_the_partner_school_stands_in_the_record_its_history_and_in_print(
    client: Client, council: Council
) -> None:
    client.force_login(council.helen)
    page = url(council, "support")
    assert council.hawthorn.name not in client.get(page).context["schools"]
    client.post(page, plan(text_school_to_school="Moderation", partner="Elm Junior"))
    entry = SupportEntry.objects.get()
    assert entry.partner_school == council.elm
    partner = f"Partner school: {council.elm}"
    for reader in ("helen", "sam", "gus"):
        browser = Client()
        browser.force_login(getattr(council, reader))
        assert partner in record_part(council, browser)
    assert partner in page_of(record_document(council.record(), reader=council.gus))
    keys = [council.record().pk, council.terms["autumn"].pk]
    changes = reverse("engagement:term_changes", args=keys)
    assert partner in text(client.get(changes))

    again = client.get(page).context["form"]
    assert again["partner"].value() == f"{council.elm} ({council.elm.urn})"
    unchanged = {"text_school_to_school": "Moderation", "version_school_to_school": 1}
    client.post(page, plan(partner=again["partner"].value(), **unchanged))
    assert SupportEntry.objects.get().version == 1


@pytest.mark.item("SUF-R-24", "SUF-T-06")
def test_a_partner_alone_is_a_plan(council: Council) -> None:
    write(council, Strand.SCHOOL_TO_SCHOOL, partner_school=council.elm)
    done = done_in([council.record()], [], calendar_of([council.year.pk]))
    assert [one.activity for one in done].count("support_plan") == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Nowhere Primary", "No open school has this name or URN"),
        ("Hawthorn Primary School", "No open school has this name or URN"),
    ],
)
def test_a_partner_that_cannot_be_one_is_refused_and_kept(
    client: Client, council: Council, typed: str, message: str
) -> None:
    client.force_login(council.helen)
    answer = client.post(url(council, "support"), plan(partner=typed))
    assert answer.status_code == 422
    assert message in text(answer)
    assert typed in text(answer)


def test_no_other_strand_has_a_partner_and_no_school_is_its_own(
    council: Council,
) -> None:
    with pytest.raises(RuleBroken, match="for school to school support"):
        write(council, Strand.OFFER, partner_school=council.elm)
    with pytest.raises(RuleBroken, match="another school"):
        write(council, Strand.SCHOOL_TO_SCHOOL, partner_school=council.hawthorn)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportEntry.objects.create(
            record=council.record(),
            term=council.terms["autumn"],
            strand=Strand.OFFER,
            partner_school=council.elm,
        )
