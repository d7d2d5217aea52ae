"""INV-24: where people write about a school, the page says that no child is named."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from sitrack.core.templatetags.govuk import NAME_NO_CHILD
from tests.access.matrix import ACCESS
from tests.access.printing import print_as_text
from tests.access.world import World
from tests.universe import Council

FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
WRITERS = ("helen", "sam", "rita", "eva")
# Long boxes, and the one-line boxes that are free text.
BOX = re.compile(r'<textarea|name="(title|what)"')


def pages(council: Council, world: World) -> Iterator[tuple[str, str]]:
    """Each page of the table as the first writer sees it who may open it, with the
    name of its address."""
    clients = {person: Client() for person in WRITERS}
    for person, client in clients.items():
        client.force_login(getattr(council, person))
    for name, rows in ACCESS.items():
        for row in rows:
            allowed = [who for who in WRITERS if row.expected()[who] == "o"]
            if "GET" in row.methods and allowed:
                address = reverse(name, kwargs=row.where(council, world))
                answer = clients[allowed[0]].get(address)
                yield name, answer.getvalue().decode(errors="replace")


@pytest.mark.item("INV-24")
def test_every_form_for_words_says_once_that_no_child_is_named(
    council: Council, built: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_as_text(monkeypatch)
    met, wrong = set(), []
    for name, text in pages(council, built):
        for form in FORM.findall(text):
            writes = 'method="post"' in form and BOX.search(form)
            said = form.count(NAME_NO_CHILD)
            if writes:
                met.add(name)
            if said != bool(writes):
                wrong.append((name, said))
    assert wrong == []
    assert met >= {
        "visits:document_add",
        "visits:document_ask",
        "visits:document_request_add",
        "visits:visit",
        "visits:visit_edit",
        "visits:visit_comment",
        "visits:correction_add",
        "visits:comment_answer",
        "visits:visit_addendum",
        "visits:step_done",
        "visits:visit_keep_time",
        "engagement:trajectory",
        "engagement:record_header",
        "level_edit",
        "engagement:time_log",
        "time_reverse",
    }
