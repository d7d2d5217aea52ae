"""Two people, and then bytes that never change and hold nothing of what is withheld."""

import csv
import hashlib
import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from disclosure.models import Disclosure, State, Treatment
from disclosure.services.marking import Why, take_off
from disclosure.services.releasing import hand_out, preview, release
from disclosure.services.steps import check, give_back, prepare, refuse
from disclosure.services.taking import take_record
from sitrack.core.documents import shelf
from sitrack.core.files.fixed import Altered, unaltered
from sitrack.core.models import Event, User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.disclosure.acts import item_of, now, settle_all, settle_one, withhold
from tests.engagement.lettering import issued
from tests.pdf import beside_the_text, failures, information_of, structure_of, text_of
from tests.universe import NOW, Council
from visits.models import Visit

# A word of each kind of place that a file has, and of each way to withhold.
GONE = ("zzillnesszz", "zzfocuszz", "zzwholezz", "zzconcernszz", "zzoutzz")


def step(act: object, disclosure: Disclosure, by: User, **more: str) -> None:
    version = now(disclosure).version
    act(disclosure=now(disclosure), expected_version=version, by=by, **more)  # type: ignore[operator]


@pytest.fixture
def prepared(council: Council, asked: Disclosure) -> Disclosure:
    """Something of every kind is withheld, and a check is asked for."""
    secret = {"focus": "zzfocuszz", "summary": "zzfocuszz of zzfocuszz"}
    council.final_visit(texts=secret)
    council.final_visit(texts={"focus": "x", "summary": "zzwholezz"})
    council.final_visit(texts={"focus": "y", "summary": "zzoutzz"})
    issued(council, concerns="zzconcernszz")
    take_record(disclosure=asked, by=council.hana)
    for item in asked.items.all():
        if "zzwholezz" in item.html:
            settle_one(item, council.hana, Treatment.WITHHOLD, section="41")
        elif "zzoutzz" in item.html:
            settle_one(item, council.hana, Treatment.LEAVE_OUT)
    withhold(asked, "zzillnesszz", council.hana)
    withhold(asked, "zzfocuszz", council.hana, why=Why("43", "It is for sale"))
    withhold(asked, "Front sheet", council.hana)
    for item in asked.items.filter(read_at=None):
        settle_one(item, council.hana, item.treatment, section=item.section)
    step(prepare, asked, council.hana)
    return now(asked)


@pytest.fixture
def released(council: Council, prepared: Disclosure) -> Disclosure:
    step(check, prepared, council.dee)
    step(release, prepared, council.dee)
    return now(prepared)


def bytes_of(disclosure: Disclosure, kind: str) -> bytes:
    file = disclosure.files.get(kind=kind)
    return unaltered(file.content, sha256=file.sha256)


@pytest.mark.item("CONF-01", "CONF-15")
def test_what_is_withheld_is_nowhere_in_the_file(
    council: Council, released: Disclosure, tmp_path: Path
) -> None:
    pdf = bytes_of(released, "pdf")
    text = text_of(pdf)
    everything = text + beside_the_text(pdf) + structure_of(pdf) + information_of(pdf)
    assert [word for word in (*GONE, "Front sheet") if word in everything] == []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert not file.attachments
        titles = [str(entry.title) for entry in file.open_outline().root]
    assert titles[:2] == [
        "About this answer",
        "Item 1: [withheld: section 40(2)], 2025/26",
    ]
    assert text.count("[withheld: section 43]") == 3
    assert "Nell Ode is away with [withheld: section 40(2)]." in text
    assert "Pupils read well." in text
    assert "[withheld: section 41]" in text
    # The letter: neither its name nor what it is.
    assert "[withheld: section 36]" in text
    assert "Preventative" not in text
    assert "Released on 10 November 2025" in text
    assert failures(pdf, tmp_path) == ""
    # Of a word that was left open the same search tells.
    assert "Pupils read well" in structure_of(pdf)


def test_the_schedule_tells_what_was_withheld_and_why_and_no_word_of_it(
    released: Disclosure,
) -> None:
    table = bytes_of(released, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[0] == ["Number", "Item", "Withheld", "Section", "Exemption", "Reason"]
    others = "Personal information of others"
    assert rows[1:] == [
        [
            *("1", "[withheld: section 40(2)], 2025/26", "A passage"),
            "40(2)",
            others,
            "",
        ],
        [*("5", "Visit of 10 November 2025", "A passage"), "40(2)", others, ""],
        [
            *("6", "Visit of 10 November 2025", "3 passages", "43"),
            *("Commercial interests", "It is for sale"),
        ],
        ["7", "A document", "All of it", "41", "Provided in confidence", ""],
        [
            *("8", "A document", "All of it", "36"),
            *("Prejudice to the effective conduct of public affairs", ""),
        ],
    ]
    assert not [word for word in GONE if word in table]


def test_the_zip_holds_both_and_their_sums(released: Disclosure) -> None:
    pdf, table = bytes_of(released, "pdf"), bytes_of(released, "csv")
    with zipfile.ZipFile(io.BytesIO(bytes_of(released, "zip"))) as packed:
        assert packed.namelist() == [
            *("read-me.txt", "request-foi-26041.pdf", "request-foi-26041.csv"),
        ]
        assert packed.read("request-foi-26041.pdf") == pdf
        said = packed.read("read-me.txt").decode()
    for content in (pdf, table):
        assert hashlib.sha256(content).hexdigest() in said


def test_the_bytes_stay_whatever_becomes_of_the_record(
    council: Council, visit: Visit, released: Disclosure
) -> None:
    before = {file.kind: bytes_of(released, file.kind) for file in released.files.all()}
    visit.sections.update(text="Everything reads otherwise.")
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        for file in released.files.all():
            assert hand_out(file=file, by=council.hana) == before[file.kind]
    taken = [
        (one.file.kind, one.reader)
        for file in released.files.all()
        for one in file.downloads.all()
    ]
    assert taken == [(kind, council.hana) for kind in ("pdf", "csv", "zip")]
    said = Event.objects.about(released).first()
    assert said is not None
    assert said.sentence == (
        "downloaded the zip of both of the request for information FOI 26/041"
    )


def test_bytes_that_were_altered_are_not_handed_out(
    council: Council, released: Disclosure
) -> None:
    file = released.files.get(kind="csv")
    Path(file.content.path).write_bytes(b"other")
    with pytest.raises(Altered):
        hand_out(file=file, by=council.hana)
    assert not file.downloads.exists()


def test_nobody_checks_or_releases_what_they_had_a_hand_in(
    council: Council, asked: Disclosure
) -> None:
    withhold(asked, "zzillnesszz", council.dee)
    settle_all(asked, council.hana)
    step(prepare, asked, council.hana)
    for by in (council.hana, council.dee):
        with pytest.raises(RuleBroken, match="Nobody checks or releases their own"):
            step(check, asked, by)
    with pytest.raises(RuleBroken, match="is being checked meanwhile"):
        step(release, asked, council.dee)


@pytest.mark.parametrize(("maker", "taker"), [("hana", "dee"), ("dee", "hana")])
def test_who_took_a_mark_off_had_a_hand_in_it_and_so_had_its_maker(
    council: Council, asked: Disclosure, maker: str, taker: str
) -> None:
    withhold(asked, "zzillnesszz", getattr(council, maker))
    take_off(mark=item_of(asked, "visit").marks.get(), by=getattr(council, taker))
    settle_all(asked, council.hana)
    step(prepare, asked, council.hana)
    with pytest.raises(RuleBroken, match="Nobody checks or releases their own"):
        step(check, asked, council.dee)


def test_the_database_says_so_too(council: Council, prepared: Disclosure) -> None:
    rows = Disclosure.objects.filter(pk=prepared.pk)
    for facts in (
        {"checked_by": council.hana, "checked_at": NOW},
        {"state": State.RELEASED, "answered_by": council.dee, "answered_at": NOW},
        {"state": State.REFUSED},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**facts)


def test_who_checked_a_request_may_release_it_and_who_prepared_it_may_not(
    council: Council, prepared: Disclosure
) -> None:
    step(check, prepared, council.dee)
    with pytest.raises(RuleBroken, match="Nobody checks or releases their own"):
        step(release, prepared, council.hana)
    assert now(prepared).state == State.CHECKED
    assert not prepared.files.exists()


def test_a_check_counts_only_for_what_was_seen(
    council: Council, prepared: Disclosure
) -> None:
    seen = prepared.version
    step(give_back, prepared, council.hana, note="One more name")
    withhold(prepared, "Sam Rowe", council.hana)
    settle_all(prepared, council.hana)
    step(prepare, prepared, council.hana)
    with pytest.raises(Stale):
        check(disclosure=now(prepared), expected_version=seen, by=council.dee)


def test_a_checked_request_that_goes_back_is_checked_anew(
    council: Council, prepared: Disclosure
) -> None:
    step(check, prepared, council.dee)
    step(give_back, prepared, council.dee, note="Look at item 5 again")
    found = now(prepared)
    assert (found.state, found.prepared_by, found.checked_by) == ("open", None, None)


def test_it_is_refused_under_a_section_for_a_reason_and_then_stands(
    council: Council, asked: Disclosure
) -> None:
    with pytest.raises(RuleBroken, match="Choose a section"):
        step(refuse, asked, council.hana, section="99", reason="Why")
    step(refuse, asked, council.hana, section="22", reason="It is published in May.")
    found = now(asked)
    assert (found.state, found.section) == (State.REFUSED, "22")
    assert found.answered_by == council.hana
    for act in (prepare, check, release):
        with pytest.raises(RuleBroken, match="is refused meanwhile"):
            step(act, asked, council.dee)


def test_what_would_be_given_out_is_seen_before_and_nothing_of_it_is_kept(
    council: Council, prepared: Disclosure, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(shelf, "keep", lambda key, pdf: kept.append(key))
    text = text_of(preview(disclosure=prepared, by=council.dee))
    assert "Not released: for those who prepare and check it" in text
    assert not [word for word in GONE if word in text]
    assert kept == []


@pytest.mark.parametrize("person", ["helen", "sam", "rita", "ada"])
def test_nobody_else_takes_a_step_or_a_file(
    council: Council, prepared: Disclosure, person: str
) -> None:
    by = getattr(council, person)
    for act in (prepare, check, release):
        with pytest.raises(PermissionDenied):
            step(act, prepared, by)
    with pytest.raises(PermissionDenied):
        preview(disclosure=prepared, by=by)
