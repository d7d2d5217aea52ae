"""Searching across schools: what is found, for whom, and what leaves no trace."""

from urllib.parse import quote

import pytest
from django.db import DEFAULT_DB_ALIAS, connection

from engagement.services.priorities import set_priorities
from reports.search.index import see_to_index
from reports.search.words import passage, words_of
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken
from tests.reports.pages import get, links, read
from tests.universe import Council
from visits.models import Visit, VisitSection
from visits.services.notes import save_note


def found(user: User, typed: str, **more: str) -> str:
    """The words of the page of results."""
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    return read(user, f"/search/?q={quote(typed)}{rest}")


def nothing(typed: str) -> str:
    return f"Nothing found for “{typed}”. Try fewer words, or fewer letters."


def amended(visit: Visit, council: Council, summary: str) -> None:
    texts = {"focus": "Reading in Year 2", "summary": summary}
    save_note(
        visit=visit,
        note=council.note(texts=texts),
        expected_version=visit.version,
        by=council.sam,
    )


def test_a_visit_is_found_by_its_words_and_says_where_and_when(
    council: Council,
) -> None:
    visit = council.shared_visit()
    page = get(council.helen, "/search/?q=fluency")
    assert visit.get_absolute_url() in links(page)
    text = found(council.helen, "fluency")
    assert "Hawthorn Primary School · 10 November 2025" in text
    assert "Pupils read with growing fluency in the four lessons seen." in text
    assert "<mark>fluency</mark>" in page.content.decode()


def test_letters_find_every_word_that_begins_with_them(council: Council) -> None:
    council.shared_visit()
    assert "growing fluency" in found(council.helen, "flu")
    assert nothing("luency") in found(council.helen, "luency")
    assert "growing fluency" in found(council.helen, "FLUENCY")


def test_several_words_are_looked_for_across_the_parts_of_one_visit(
    council: Council,
) -> None:
    council.shared_visit()
    assert "Hawthorn Primary School" in found(council.sam, "fluency Reading 2")
    assert nothing("fluency attendance") in found(council.sam, "fluency attendance")


def test_schools_steps_and_priorities_are_found_too(council: Council) -> None:
    council.final_visit()
    record = council.record()
    set_priorities(
        record=record,
        expected_version=record.version,
        texts=["Every child reads phonetically by seven"],
        by=council.helen,
    )
    text = found(council.helen, "phon")
    assert "Next step, open Hawthorn Primary School · agreed 10 November 2025" in text
    assert "Priority Hawthorn Primary School · 2025/26" in text
    assert "Schools Hawthorn Primary School" in found(council.helen, "hawth")


def test_what_is_written_is_found_at_once_and_what_is_changed_no_more(
    council: Council,
) -> None:
    visit = council.shared_visit()
    amended(visit, council, "Pupils read haltingly.")
    assert nothing("fluency") in found(council.helen, "fluency")
    assert "Pupils read haltingly" in found(council.helen, "haltingly")
    VisitSection.objects.filter(visit=visit).delete()
    assert nothing("haltingly") in found(council.helen, "haltingly")


def test_a_word_that_stands_only_in_what_one_may_not_see_leaves_no_trace(
    council: Council,
) -> None:
    council.draft_visit(texts={"focus": "", "summary": "Unsure about capitalisation"})
    assert "Unsure about capitalisation" in found(council.sam, "capital")
    never = found(council.helen, "xylophone").replace("xylophone", "capital")
    for reader in (council.helen, council.gus, council.odd, council.ola, council.theo):
        assert found(reader, "capital") == never
    assert found(council.ada, "capital") == never


def test_a_governor_finds_only_what_is_final_at_the_own_school(
    council: Council,
) -> None:
    visit = council.shared_visit()
    assert nothing("fluency") in found(council.gus, "fluency")
    assert nothing("phonics") in found(council.gus, "phonics")
    Visit.objects.filter(pk=visit.pk).update(state="final", final_at=visit.shared_at)
    assert "growing fluency" in found(council.gus, "fluency")
    assert nothing("birch") in found(council.gus, "birch")


@pytest.mark.parametrize("typed", ["'; --", '"', "*", "💡", "()&|!:*"])
def test_signs_alone_are_answered_with_a_sentence(council: Council, typed: str) -> None:
    council.shared_visit()
    assert "Search for a word or a number." in found(council.helen, typed)


@pytest.mark.parametrize(
    "typed", ["fluency'; --", 'flu" OR "x', "fluency*)", "fluency <script>x", "a:b"]
)
def test_signs_between_words_are_no_commands(council: Council, typed: str) -> None:
    council.shared_visit()
    page = get(council.helen, f"/search/?q={quote(typed)}")
    assert page.status_code == 200
    assert "<script>x" not in page.content.decode()


def test_ten_thousand_characters_are_refused_with_a_sentence(council: Council) -> None:
    text = found(council.helen, "a" * 10_000)
    assert "Search for at most 200 characters." in text
    assert "Search for at most 8 words." in found(council.helen, "a b c d e f g h i")


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "٣"])
def test_a_page_that_does_not_exist_is_the_first_or_an_empty_one(
    council: Council, page: str
) -> None:
    council.shared_visit()
    text = found(council.helen, "fluency", kind="visits", page=page)
    assert text.startswith("What you may read")


def test_more_than_fits_is_paged_by_kind(council: Council) -> None:
    for _ in range(21):
        council.shared_visit(steps=(), minutes=1)
    first = found(council.helen, "fluency")
    assert first.count("10 November 2025") == 5
    assert "More visits for “fluency”" in first
    one = found(council.helen, "fluency", kind="visits")
    assert one.count("10 November 2025") == 20
    assert "Next page" in one
    two = found(council.helen, "fluency", kind="visits", page="2")
    assert two.count("10 November 2025") == 1
    assert "Previous page" in two


def test_an_index_that_a_migration_has_dropped_is_made_again(council: Council) -> None:
    visit = council.shared_visit()
    table = VisitSection._meta.db_table
    sqlite = connection.vendor == "sqlite"
    dropped = (
        f'DROP TRIGGER "search_{table}_changed"'
        if sqlite
        else f'DROP INDEX "search_{table}"'
    )
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(dropped)
    VisitSection.objects.filter(visit=visit).update(text="Pupils sang")
    connection.check_constraints()  # PostgreSQL indexes nothing that is half written
    see_to_index(using=DEFAULT_DB_ALIAS)
    assert "Pupils sang" in found(council.helen, "sang")
    assert nothing("fluency") in found(council.helen, "fluency")


def test_words_are_taken_from_what_was_typed() -> None:
    assert words_of("Reading, in YEAR 2: reading") == ["reading", "in", "year", "2"]
    assert words_of("   ") == []
    with pytest.raises(RuleBroken):
        words_of("--")


def test_a_passage_stands_about_the_first_word_found() -> None:
    text = "one two three four five six seven eight nine ten"
    assert passage(text, ["six"], around=8) == [
        ("… ", False),
        ("five ", False),
        ("six", True),
        (" seven …", False),
    ]
    assert passage(text, ["zebra"], around=8) == [("one two …", False)]
    assert passage("", ["zebra"]) == []


def test_a_passage_shows_no_marks_of_lists_and_stress() -> None:
    text = "Seen:\n\n- *Writing.* On track\n2. **Maths**: 3*4 = 12 - good"
    shown = passage(text, ["writing"])
    said = " ".join("".join(words for words, _ in shown).split())
    assert said == "Seen: Writing. On track Maths: 3*4 = 12 - good"
    assert ("Writing", True) in shown
