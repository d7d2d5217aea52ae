"""Lists of visits: a school's year, and what a person's own visits want."""

from datetime import UTC, date, datetime, timedelta
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sitrack.core.models import User
from tests.universe import NOW, Council
from tests.visits.test_diary import arranged, cancelled
from visits.lists import own_diary
from visits.models import Visit
from visits.services.notes import start_and_share


def read(client: Client, user: User, name: str, *keys: int, query: str = "") -> str:
    client.force_login(user)
    answer = client.get(reverse(f"visits:{name}", args=keys) + query)
    assert answer.status_code == 200
    html = answer.content.decode()
    return unescape(html[html.index("<main") :])


def by_theo(council: Council) -> Visit:
    return start_and_share(
        record=council.record(),
        note=council.note(visit_type=council.visit_type("other_team")),
        lead=council.persons["theo"],
        by=council.theo,
    )


def test_the_list_of_a_year_shows_all_that_the_reader_may_see(
    client: Client, council: Council
) -> None:
    council.final_visit(date=date(2025, 10, 1))
    council.draft_visit()
    arranged(council)
    cancelled(council, arranged(council, NOW + timedelta(days=30)))
    here = council.hawthorn.pk
    sam = read(client, council.sam, "school_visits", here)
    assert "4 visits" in sam
    for words in ("1 Oct 2025", "20 November 2025 at 9:30am", "The head is ill."):
        assert words in sam
    helen = read(client, council.helen, "school_visits", here)
    assert "3 visits" in helen
    gus = read(client, council.gus, "school_visits", here)
    assert "1 visit," in gus
    assert "20 November" not in gus
    rows = gus.partition("<tbody")[2].partition("</tbody")[0]
    assert "ill" not in rows.replace("still", "")


def test_another_teams_visit_is_marked_and_its_officer_reads_no_other(
    client: Client, council: Council
) -> None:
    council.shared_visit()
    by_theo(council)
    here = council.hawthorn.pk
    sam = read(client, council.sam, "school_visits", here)
    assert "2 visits" in sam
    assert sam.count(council.team("virtual_school").name) == 1
    theo = read(client, council.user("theo"), "school_visits", here)
    assert "1 visit," in theo
    assert "Sam Rowe" not in theo


def test_the_list_is_narrowed_by_term_state_and_lead(
    client: Client, council: Council
) -> None:
    council.shared_visit()
    by_theo(council)
    arranged(council, datetime(2026, 1, 20, 9, tzinfo=UTC))
    here = council.hawthorn.pk
    theo, spring = council.persons["theo"].pk, council.terms["spring"].pk
    for query, count in (
        (f"?term={spring}", 1),
        ("?state=shared", 2),
        (f"?who={theo}", 1),
        (f"?who={theo}&state=planned", 0),
        ("?state=nonsense&term=x&who=-1", 3),
    ):
        shown = read(client, council.sam, "school_visits", here, query=query)
        assert f"{count} visit" in shown, query


def test_several_visits_of_a_day_stand_in_the_order_of_their_hours(
    client: Client, council: Council
) -> None:
    for hour in (14, 9, 11):
        arranged(council, datetime(2025, 11, 20, hour, tzinfo=UTC))
    shown = read(client, council.sam, "school_visits", council.hawthorn.pk)
    assert shown.index("at 9am") < shown.index("at 11am") < shown.index("at 2pm")


def test_a_planned_visit_whose_day_has_come_can_be_written_up(
    client: Client, council: Council
) -> None:
    today = arranged(council, NOW + timedelta(hours=1))
    later = arranged(council)
    shown = read(client, council.sam, "school_visits", council.hawthorn.pk)
    assert reverse("visits:visit_edit", args=[today.pk]) in shown
    assert reverse("visits:visit_edit", args=[later.pk]) not in shown
    helen = read(client, council.helen, "school_visits", council.hawthorn.pk)
    assert "Write up" not in helen


def test_my_visits_say_what_each_wants(client: Client, council: Council) -> None:
    arranged(council)
    arranged(council, NOW)
    council.draft_visit()
    council.shared_visit()
    council.commented_visit("We see it differently.")
    council.commented_visit()
    council.final_visit()
    by_theo(council)
    groups = {group.code: len(group.rows) for group in own_diary(council.sam)}
    assert groups == {
        "held": 1,
        "ahead": 1,
        "draft": 1,
        "comment": 1,
        "final": 1,
        "shared": 1,
    }
    shown = read(client, council.sam, "my_visits")
    for heading in ("Not written up yet", "Coming up", "Ready to make final"):
        assert heading in shown
    theo = own_diary(council.user("theo"))
    assert [(group.code, len(group.rows)) for group in theo] == [("shared", 1)]


def test_a_long_group_is_cut_and_can_be_shown_whole(
    client: Client, council: Council
) -> None:
    for days in range(1, 18):
        arranged(council, NOW + timedelta(days=days))
    assert "and 2 more" in read(client, council.sam, "my_visits")
    whole = read(client, council.sam, "my_visits", query="?show=ahead")
    assert whole.count("app-attention__row") == 17


def test_lists_take_no_more_queries_for_more_visits(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    pages = [
        reverse("visits:my_visits"),
        reverse("visits:school_visits", args=[council.hawthorn.pk]),
    ]

    def queries() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            counts.append(len(captured))
        return counts

    arranged(council)
    queries()
    few = queries()
    for days in range(20, 32):
        arranged(council, NOW + timedelta(days=days))
    assert queries() == few
    assert max(few) <= 12
