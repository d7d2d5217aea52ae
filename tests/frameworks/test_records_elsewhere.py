"""A yearly record shows what its framework asks for, under words of its own."""

import re

from django.urls import reverse

from reports.documents import KINDS
from sitrack.core.documents import render_pdf
from tests.pdf import text_of
from tests.reports.pages import get, read
from tests.universe import Council

LINK = re.compile(r'class="app-parts__link"[^>]*>([^<]+)<')
HEADING = re.compile(r"<h[1-4][^>]*>\s*</h[1-4]>|<th[^>]*>\s*</th>")


def part_of(council: Council, name: str) -> str:
    return f"{reverse('record', args=[council.record().pk])}?part={name}"


def has_no_empty_parts(council: Council) -> None:
    page = get(council.sam, part_of(council, "position")).content.decode()
    assert LINK.findall(page) == ["Front page", "Position", "Visits", "Who did what"]
    for part in ("front", "position", "visits", "history"):
        page = get(council.sam, part_of(council, part)).content.decode()
        assert HEADING.findall(page) == []
    position = read(council.sam, part_of(council, "position"))
    assert "Not yet given" not in position
    assert "School improvement priorities" in position
    assert "still fit?" not in position


def test_a_record_in_scotland_has_no_empty_parts(scotland: Council) -> None:
    has_no_empty_parts(scotland)


def test_a_record_in_a_trust_has_no_empty_parts(trust: Council) -> None:
    has_no_empty_parts(trust)


def test_the_front_page_names_its_people_and_asks_for_no_view(
    scotland: Council,
) -> None:
    front = read(scotland.sam, part_of(scotland, "front"))
    assert "Headteacher and email Helen" in front
    assert "Still missing in this record" in front
    assert "trajectory" not in front.lower()
    assert "Last inspection" not in front


def test_what_suffolks_form_has_beside_is_shown_to_nobody_in_a_trust(
    trust: Council,
) -> None:
    position = read(trust.sam, part_of(trust, "plan"))
    assert "Support from other teams" not in position
    assert "EAC chair and email" in read(trust.sam, part_of(trust, "front"))


def test_on_paper_a_record_in_scotland_begins_with_its_own_words(
    scotland: Council,
) -> None:
    kind = KINDS["record"]
    record = kind.find(scotland.sam, scotland.record().pk)
    document = kind.build(record, reader=scotland.sam)
    assert [part.name for part in document.parts][:3] == [
        *("Front sheet", "Position", "Visits")
    ]
    said = text_of(render_pdf(document))
    assert "School record" in said
    assert "Link Education Officer" in said


def test_how_a_term_closes_asks_only_what_the_framework_asks(trust: Council) -> None:
    page = read(trust.sam, reverse("closing"))
    assert "Visit held" in page
    assert "Both views" not in page
    assert "Not asked for" not in page
