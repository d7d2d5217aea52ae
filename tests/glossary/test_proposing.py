"""A row of the glossary is proposed, published, reworded or left out."""

import pytest

from glossary import services
from glossary.definitions import read_glossary
from glossary.explaining import explained
from glossary.models import Entry
from glossary.services import AlreadyThere, load_glossary
from reports.documents import record_document
from sitrack.core.models import Event, Notification, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.glossary.rows import row
from tests.reports.pages import get, read, signed_in, words
from tests.universe import Council

PROPOSE, PROPOSALS = "/glossary/propose/", "/glossary/proposals/"
GLOSSARY = """\
glossary:
  framework: suffolk
  heading: Glossary
  instruction: Add rows.
  terms:
    - {code: A, abbreviation: HT, meaning: Headteacher}
    - {code: B, abbreviation: TLA, meaning: "Teaching", status: unconfirmed}
"""


def publish(entry: Entry, by: User, **more: str) -> Entry:
    facts = {
        "abbreviation": entry.abbreviation,
        "meaning": entry.meaning,
        "note": "",
        "status": "published",
    }
    return services.keep_entry(
        entry=entry, expected_version=entry.version, by=by, **{**facts, **more}
    )


@pytest.mark.item("SUF-G-00", "SUF-D-11")
def test_acc_080_a_proposal_is_used_nowhere_until_it_is_published(
    council: Council,
) -> None:
    sam, ada = signed_in(council.sam), signed_in(council.ada)
    sent = {"abbreviation": " OXQ ", "meaning": "Oracy  Quality", "note": "Used in Y4"}
    answer = sam.post(PROPOSE, sent, follow=True)
    assert "OXQ: Oracy Quality Waits for the administrator" in words(answer)
    entry = Entry.objects.get(abbreviation="OXQ")
    assert explained("OXQ") == "OXQ"
    assert entry not in printed(council)
    assert "OXQ" not in read(council.helen, "/glossary/")

    told = Notification.objects.get(recipient=council.ada)
    assert told.path == PROPOSALS
    shown = words(ada.get(PROPOSALS))
    assert "OXQ: Oracy Quality Used in Y4 Sam Rowe, 10 November 2025" in shown
    told.refresh_from_db()
    assert told.read_at is not None
    changed = {**sent, "meaning": "Oracy Quality Mark", "status": "published"}
    address = entry.get_absolute_url()
    ada.post(address, {**changed, "version": entry.version})

    assert "Oracy Quality Mark" in explained("OXQ")
    assert [one.meaning for one in printed(council)] == ["Oracy Quality Mark"]
    assert "OXQ Oracy Quality Mark" in read(council.gus, "/glossary/")
    title = "Your abbreviation is in the glossary"
    assert Notification.objects.get(recipient=council.sam).title == title
    said = [event.sentence for event in Event.objects.about(entry)]
    assert said == [
        "published OXQ: Oracy Quality Mark in the glossary",
        "proposed OXQ: Oracy Quality for the glossary",
    ]


def printed(council: Council) -> list[Entry]:
    document = record_document(council.record(), reader=council.gus)
    lines = [part.context.get("glossary", []) for part in document.parts]
    return [entry for part in lines for line in part for entry in line]


@pytest.mark.item("SUF-G-062", "SUF-G-064")
def test_acc_079_a_known_meaning_is_refused_and_shown(council: Council) -> None:
    row("PUMA", "Progress in Reading Assessment")
    row("PUMA", "Progress in Understanding Mathematics Assessment", order=2)
    shown = read(council.sam, "/glossary/?q=PUMA")
    assert "PUMA Progress in Reading Assessment Progress in Understanding" in shown
    sent = {"abbreviation": "puma", "meaning": "progress in  reading assessment"}
    answer = signed_in(council.helen).post(PROPOSE, sent)
    assert answer.status_code == 422
    refusal = "PUMA, “Progress in Reading Assessment”, is in the glossary already."
    assert refusal in words(answer)
    assert Entry.objects.count() == 2

    third = services.propose_entry(
        abbreviation="PUMA", meaning="A third meaning", by=council.helen
    )
    with pytest.raises(AlreadyThere, match="was proposed already"):
        services.propose_entry(
            abbreviation="PUMA", meaning="a third meaning", by=council.sam
        )
    assert third.order == 3


def test_what_is_left_out_tells_its_proposer_why_and_nobody_else(
    council: Council,
) -> None:
    entry = services.propose_entry(
        abbreviation="OXQ", meaning="Oracy Quality", by=council.sam
    )
    ada = signed_in(council.ada)
    address = f"{entry.get_absolute_url()}decline/"
    version = {"version": entry.version}
    assert ada.post(address, {"reason": " ", **version}).status_code == 422
    reason = "The service says speaking and listening."
    ada.post(address, {"reason": reason, **version})
    assert f"OXQ: Oracy Quality Not taken in: {reason}" in read(
        council.sam, "/glossary/"
    )
    for other in (council.helen, council.gus, council.rita, council.ada):
        assert "OXQ" not in read(other, "/glossary/")
    told = Notification.objects.filter(recipient=council.sam)
    assert [one.title for one in told] == [
        "Your proposal for the glossary was answered"
    ]
    assert explained("OXQ") == "OXQ"

    with pytest.raises(RuleBroken, match="This is decided already"):
        services.decline_entry(
            entry=Entry.objects.get(), reason="x", expected_version=2, by=council.ada
        )
    entry = publish(Entry.objects.get(), council.ada)
    assert entry.declined_reason == ""
    assert "Oracy" in explained("OXQ")


def test_what_nobody_has_confirmed_is_listed_and_marked_alone(council: Council) -> None:
    entry = row("OXQ", "Oracy Quality")
    publish(entry, council.ada, status="unconfirmed")
    assert explained("OXQ") == "OXQ"
    assert printed(council) == []
    assert "OXQ Oracy Quality Not confirmed" in read(council.gus, "/glossary/")


def test_a_row_reworded_keeps_its_words_when_the_file_is_loaded_again(
    council: Council,
) -> None:
    glossary = read_glossary(GLOSSARY, name="glossary.yaml")
    assert load_glossary(glossary) == 2
    reworded = publish(Entry.objects.get(code="A"), council.ada, meaning="Head teacher")
    services.propose_entry(abbreviation="XY", meaning="Extra Years", by=council.sam)
    assert load_glossary(glossary) == 0
    assert Entry.objects.get(pk=reworded.pk).meaning == "Head teacher"
    assert "Head teacher" in explained("HT")
    assert Entry.objects.get(code="B").status == "unconfirmed"


def test_of_two_administrators_the_second_sees_what_the_first_saved(
    council: Council,
) -> None:
    entry = row("HT", "Headteacher")
    publish(entry, council.ada, meaning="The headteacher")
    with pytest.raises(Stale):
        services.keep_entry(
            entry=entry,
            abbreviation="HT",
            meaning="Head",
            note="",
            status="published",
            expected_version=1,
            by=council.ada,
        )
    sent = {"abbreviation": "HT", "meaning": "Head", "status": "published"}
    answer = signed_in(council.ada).post(
        entry.get_absolute_url(), {**sent, "version": 1}
    )
    assert answer.status_code == 409
    assert "The headteacher" in words(answer)


def test_a_row_may_not_take_the_words_of_another(council: Council) -> None:
    row("HT", "Headteacher")
    other = row("HD", "Headteacher", order=2)
    with pytest.raises(AlreadyThere, match="is in the glossary already"):
        publish(other, council.ada, abbreviation="ht")


@pytest.mark.parametrize("who", ["gus", "cora", "sena", "dee"])
def test_readers_alone_propose_nothing(council: Council, who: str) -> None:
    user = getattr(council, who)
    assert "Propose an abbreviation" not in read(user, "/glossary/")
    get(user, PROPOSE, status=403)
