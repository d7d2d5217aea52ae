"""The pages on which letters are begun, written and answered."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from engagement.models import LetterReply, RestrictedLetter
from engagement.services.letters import writing
from sitrack.core.files.services import scan
from sitrack.core.models import Draft
from sitrack.core.submissions import new_token
from tests.engagement.letter_posts import sent, signed_in, text_of
from tests.engagement.lettering import (
    a_writing,
    begun,
    issued,
    running,
    written,
)
from tests.samples import PDF, PROGRAM
from tests.universe import Council


def writing_of(council: Council, letter: RestrictedLetter) -> dict[str, Any]:
    facts = vars(a_writing(council, letter.course))
    day = facts["compliance_end"]
    return {
        **{name: value for name, value in facts.items() if value is not None},
        **({"compliance_end": f"{day:%d/%m/%Y}"} if day else {}),
    }


@pytest.mark.item("SUF-P-18", "INV-05")
def test_acc_040_no_letter_is_offered_to_an_academy(
    client: Client, council: Council
) -> None:
    begin = "engagement:letter_begin"
    for user in (council.rita, council.hana):
        signed_in(client, user)
        hawthorn, academy = council.hawthorn, council.academy
        link = reverse(begin, args=[hawthorn.pk])
        assert link in text_of(client.get(reverse("school", args=[hawthorn.pk])))
        shown = text_of(client.get(reverse("school", args=[academy.pk])))
        assert "correspondence/begin" not in shown
        address = reverse(begin, args=[academy.pk])
        assert client.get(address).status_code == 404
        posted = client.post(address, {"kind": "statutory"})
        assert posted.status_code == 404
    assert not RestrictedLetter.objects.exists()


@pytest.mark.item("DEC-08", "DEC-09")
def test_a_lead_may_begin_both_kinds_and_the_head_a_notice_alone(
    client: Client, council: Council
) -> None:
    address = reverse("engagement:letter_begin", args=[council.hawthorn.pk])
    shown = text_of(signed_in(client, council.rita).get(address))
    assert "Preventative Warning letter" in shown
    assert "Warning notice" in shown
    shown = text_of(signed_in(client, council.hana).get(address))
    assert "Preventative Warning letter" not in shown
    answer = client.post(address, {"kind": "preventative"})
    assert answer.status_code == 422
    answer = client.post(address, {"kind": "statutory", "submit_token": new_token()})
    letter = RestrictedLetter.objects.get()
    assert answer.headers["Location"] == f"{letter.get_absolute_url()}edit/"


def test_a_double_click_begins_one_letter(client: Client, council: Council) -> None:
    address = reverse("engagement:letter_begin", args=[council.hawthorn.pk])
    words = {"kind": "preventative", "submit_token": new_token()}
    for _ in range(2):
        signed_in(client, council.rita).post(address, words)
    assert RestrictedLetter.objects.count() == 1


def test_a_draft_is_written_with_the_legal_help_beside_it(
    client: Client, council: Council
) -> None:
    letter = begun(council, "statutory")
    address = reverse("engagement:letter_edit", args=[letter.pk])
    shown = text_of(signed_in(client, council.hana).get(address))
    assert "Help on legal wording: check with legal" in shown
    assert "there is no fixed length" in shown
    client.post(address, sent(letter, **writing_of(council, letter)))
    letter.refresh_from_db()
    assert letter.concerns == "Reading fell in two years running."
    assert letter.powers == ["governors", "ieb"]


def test_of_two_who_write_the_second_sees_both_texts(
    client: Client, council: Council
) -> None:
    letter = written(council)
    writing.delegate(letter=letter, to=council.sam, by=council.rita)
    words = {**writing_of(council, letter), **sent(letter)}
    address = reverse("engagement:letter_edit", args=[letter.pk])
    first = {**words, "concerns": "Attendance fell too."}
    signed_in(client, council.sam).post(address, first)
    second = {**words, "concerns": "Staff have left.", "submit_token": new_token()}
    answer = signed_in(client, council.rita).post(address, second)
    assert answer.status_code == 409
    for text in ("Attendance fell too.", "Staff have left."):
        assert text in text_of(answer)
    assert Draft.objects.filter(user=council.rita, form=address).exists()


def test_recipients_are_proposed_and_edited_row_by_row(
    client: Client, council: Council
) -> None:
    letter = begun(council, "statutory")
    address = reverse("engagement:letter_recipients", args=[letter.pk])
    shown = text_of(signed_in(client, council.hana).get(address))
    assert "Department for Education, Regional Director" in shown
    rows = [
        ("chair", "Chair of the governing body", "sitrack"),
        ("headteacher", "Headteacher", "hand"),
        ("dfe", "Regional Director", "secure_email"),
    ]
    words: dict[str, Any] = {
        "recipient-TOTAL_FORMS": len(rows),
        "recipient-INITIAL_FORMS": 3,
    }
    for number, (who, name, channel) in enumerate(rows):
        words |= {
            f"recipient-{number}-{part}": value
            for part, value in (
                *(("who", who), ("name", name), ("channel", channel)),
                ("statutory", "on"),
            )
        }
    client.post(address, sent(letter, **words))
    held = letter.recipients.values_list("who", "channel", "statutory")
    assert list(held) == [(who, channel, True) for who, _, channel in rows]
    words["recipient-1-channel"] = "sitrack"
    words["recipient-2-channel"] = "sitrack"
    letter.refresh_from_db()
    refused = client.post(address, sent(letter, **words))
    assert "does not read letters in sitrack" in text_of(refused)


@pytest.mark.item("SUF-D-05", "SUF-D-06", "CONF-01", "LET-09")
def test_acc_070_the_chair_finds_the_letter_its_day_and_the_upload_of_the_plan(
    client: Client, council: Council
) -> None:
    letter = running(council)
    signed_in(client, council.cora)
    home = client.get(reverse("home"), follow=True)
    assert "Restricted letters" in text_of(home)
    area = text_of(client.get(reverse("engagement:letters")))
    assert "Preventative Warning letter, Hawthorn Primary School" in area
    assert "Reply due 1 December 2025: 15 working days left" in area
    shown = text_of(client.get(letter.get_absolute_url()))
    assert "Reading fell in two years running." in shown
    assert "Reply and upload the governing body’s plan" in shown
    address = reverse("engagement:letter_reply", args=[letter.pk])
    plan = SimpleUploadedFile("plan.pdf", PDF)
    token = new_token()
    words = {"text": "Our plan is attached.", "submit_token": token}
    client.post(address, {**words, "file": plan})
    client.post(address, {**words, "file": SimpleUploadedFile("plan.pdf", PDF)})
    answer = LetterReply.objects.get()
    assert answer.file is not None
    letter.refresh_from_db()
    assert letter.state == "response_received"
    file = reverse("engagement:letter_file", args=[letter.pk, answer.pk])
    assert client.get(file).status_code == 302  # Not before it is scanned.
    scan(answer.file)
    found = client.get(file)
    assert b"".join(found.streaming_content) == PDF  # type: ignore[attr-defined]
    assert found.headers["Content-Disposition"].startswith("attachment")
    assert signed_in(client, council.gus).get(file).status_code == 404


def test_a_program_that_calls_itself_a_plan_is_refused_and_the_words_are_kept(
    client: Client, council: Council
) -> None:
    letter = running(council)
    address = reverse("engagement:letter_reply", args=[letter.pk])
    plan = SimpleUploadedFile("plan.pdf", PROGRAM)
    answer = signed_in(client, council.cora).post(
        address, {"text": "Our plan is attached.", "file": plan}
    )
    assert answer.status_code == 422
    assert "Our plan is attached." in text_of(answer)
    assert "Choose the file again" in text_of(answer)
    empty = client.post(address, {"text": " "})
    assert "Write the reply, or choose the file with your plan" in text_of(empty)
    assert not LetterReply.objects.exists()


def test_the_chair_lets_the_governing_body_read_it(
    client: Client, council: Council
) -> None:
    letter = running(council)
    release = reverse("engagement:letter_release", args=[letter.pk])
    for _ in range(2):
        signed_in(client, council.cora).post(release)
    shown = signed_in(client, council.gus).get(letter.get_absolute_url())
    assert "Reading fell in two years running." in text_of(shown)
    assert "Reply and upload" not in text_of(shown)


def test_the_school_is_not_told_what_the_authority_did_among_itself(
    client: Client, council: Council
) -> None:
    letter = issued(council)
    shown = text_of(signed_in(client, council.cora).get(letter.get_absolute_url()))
    assert "issued PWL 2025/26/1" in shown
    for words in ("signed off", "began a draft", "Who opened it", "Sent back"):
        assert words not in shown
