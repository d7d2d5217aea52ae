"""The pages of a self-evaluation: two columns, whose turn it is, and two who write."""

import uuid
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sitrack.core.models import Draft, Event
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import sweep
from tests.reports.pages import read
from tests.samples import PDF
from tests.universe import Council
from tests.visits.self_evaluation.writing import (
    LA_TEXT,
    MEETING,
    SCHOOL_TEXT,
    begun,
    give,
    part,
    returned,
    save,
    sent,
    state,
)
from visits.forms.self_evaluation import name_of
from visits.models import SelfEvaluation, SelfEvaluationHelper
from visits.rules import self_evaluation as rules


def at(name: str, *keys: Any) -> str:
    return reverse(f"visits:self_evaluation{name}", args=keys)


def signed_in(wiltshire: Council, name: str) -> Client:
    client = Client()
    client.force_login(wiltshire.user(name))
    return client


def typed(version: int, **texts: str) -> dict[str, str]:
    codes = {code.replace("_", "-", 2).replace("_", "."): text
             for code, text in texts.items()}  # fmt: skip
    return {
        "submit_token": str(uuid.uuid4()),
        "version": str(version),
        **{name_of(code): text for code, text in codes.items()},
    }


def test_an_officer_sets_the_meeting_from_the_record(wiltshire: Council) -> None:
    sam = signed_in(wiltshire, "sam")
    record = wiltshire.record()
    page = sam.get(reverse("record", args=[record.pk])).content.decode()
    assert f'href="{at("s", record.pk)}">Self-evaluation summary</a>' in page
    facts = {"meeting_on": "8/12/2025", "submit_token": str(uuid.uuid4())}
    answer = sam.post(at("_set", record.pk), facts, follow=True)
    text = answer.content.decode()
    assert "It is the LA’s turn" in text
    assert "24 November 2025" in text
    assert "1 December 2025" in text
    # The same form again is done once.
    assert sam.post(at("_set", record.pk), facts).status_code == 302
    assert SelfEvaluation.objects.count() == 1


def test_a_day_that_is_past_is_refused_beside_its_box(wiltshire: Council) -> None:
    sam = signed_in(wiltshire, "sam")
    facts = {"meeting_on": "3/11/2025", "submit_token": str(uuid.uuid4())}
    answer = sam.post(at("_set", wiltshire.record().pk), facts)
    assert answer.status_code == 422
    assert "Enter a day from today on." in answer.content.decode()


@pytest.mark.item("CONF-07")
def test_the_page_labels_both_sides_and_keeps_a_draft_back(wiltshire: Council) -> None:
    evaluation = sent(wiltshire)
    save(evaluation, "school", wiltshire.helen, WIL_F_01_1=SCHOOL_TEXT)
    for name, sees in (("helen", True), ("sam", False)):
        page = signed_in(wiltshire, name).get(at("", evaluation.pk)).content.decode()
        assert LA_TEXT in page
        assert (SCHOOL_TEXT in page) is sees
        assert "It is the school’s turn" in page
        assert "LA support and challenge 2024-2025" in page
        assert page.count('class="app-both__whose"') == 2 * (2 + 12)


def test_what_is_typed_is_saved_then_sent(wiltshire: Council) -> None:
    evaluation = begun(wiltshire)
    sam = signed_in(wiltshire, "sam")
    address = at("_write", evaluation.pk, "la")
    answer = sam.post(address, typed(1, WIL_F_01_2=LA_TEXT), follow=True)
    assert "Only your own side can see it until it is sent." in answer.content.decode()
    assert state(evaluation) == "scheduled"
    data = typed(2, WIL_F_01_2=LA_TEXT, WIL_F_02_13="Fair")
    sam.post(address, {**data, "intent": "give"})
    sam.post(address, {**data, "intent": "give"})
    assert state(evaluation) == "sent_to_school"
    assert Event.objects.filter(verb="self_evaluation.sent").count() == 1


def test_two_of_one_side_lose_nothing(wiltshire: Council) -> None:
    evaluation = begun(wiltshire)
    save(evaluation, "school", wiltshire.helen, WIL_F_01_1="Good", WIL_F_03_1="Calm")
    dev = signed_in(wiltshire, "dev")
    page = at("_write", evaluation.pk, "school")
    save(evaluation, "school", wiltshire.helen, WIL_F_01_1="Outstanding")
    mine = typed(2, WIL_F_01_1="Fair", WIL_F_03_1="Calm", WIL_F_04_4="Taught weekly")
    answer = dev.post(page, mine)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Outstanding" in text
    assert "Fair" in text
    version = part(evaluation, "school").version
    again = {**mine, "version": str(version), "submit_token": str(uuid.uuid4())}
    assert dev.post(page, again).status_code == 302
    kept = dict(part(evaluation, "school").answers.values_list("prompt", "text"))
    assert kept["WIL-F-01.1"] == "Fair"
    assert kept["WIL-F-04.4"] == "Taught weekly"


def test_what_only_another_changed_is_taken_up(wiltshire: Council) -> None:
    evaluation = begun(wiltshire)
    for minute, text in enumerate(("Good", "Outstanding")):
        with time_machine.travel(f"2025-11-10T10:0{minute}:00Z", tick=False):
            save(evaluation, "school", wiltshire.helen, WIL_F_01_1=text)
    dev = signed_in(wiltshire, "dev")
    mine = typed(2, WIL_F_01_1="Good", WIL_F_03_1="Calm")
    text = dev.post(at("_write", evaluation.pk, "school"), mine).content.decode()
    assert "You changed different parts, and the form below has both." in text


def test_a_form_that_was_refused_is_kept_as_a_draft(wiltshire: Council) -> None:
    evaluation = begun(wiltshire)
    sam = signed_in(wiltshire, "sam")
    address = at("_write", evaluation.pk, "la")
    answer = sam.post(address, {**typed(1), "intent": "give"})
    assert answer.status_code == 422
    assert "every box is empty" in answer.content.decode()
    assert Draft.objects.filter(form=address).exists()


def test_the_discussion_is_recorded_on_the_day_and_closed(wiltshire: Council) -> None:
    evaluation = returned(wiltshire)
    sam = signed_in(wiltshire, "sam")
    data = {**typed(1, WIL_F_09_1="Yes"), "intent": "give"}
    answer = sam.post(at("_write", evaluation.pk, "meeting"), data)
    assert "The meeting is on 8 December 2025" in answer.content.decode()
    with time_machine.travel(MEETING, tick=False):
        sam = signed_in(wiltshire, "sam")
        sam.post(at("_write", evaluation.pk, "meeting"), data)
        assert state(evaluation) == "discussed"
        sam.post(at("_close", evaluation.pk), {"submit_token": str(uuid.uuid4())})
        assert state(evaluation) == "closed"
        answer = sam.get(at("_write", evaluation.pk, "la"), follow=True)
    assert "closed and stays as it is" in answer.content.decode()


def test_the_meeting_is_moved_and_cancelled_with_reasons(wiltshire: Council) -> None:
    evaluation = begun(wiltshire)
    sam = signed_in(wiltshire, "sam")
    data = {"meeting_on": "10/12/2025", "version": "1", "visit": ""}
    moved = {**data, "reason": "Helen is away", "submit_token": str(uuid.uuid4())}
    text = sam.post(at("_move", evaluation.pk), moved, follow=True).content.decode()
    assert "26 November 2025" in text
    assert "Helen is away" in text
    stale = {**moved, "submit_token": str(uuid.uuid4()), "meeting_on": "11/12/2025"}
    assert sam.post(at("_move", evaluation.pk), stale).status_code == 409
    data = {"reason": "Ofsted came", "submit_token": str(uuid.uuid4())}
    sam.post(at("_cancel", evaluation.pk), data)
    assert state(evaluation) == "cancelled"


def test_a_helper_gets_the_boxes_of_their_rows_alone(wiltshire: Council) -> None:
    evaluation = begun(wiltshire)
    sam, theo = signed_in(wiltshire, "sam"), signed_in(wiltshire, "theo")
    assert theo.get(at("", evaluation.pk)).status_code == 404
    named = {
        "person": str(wiltshire.persons["theo"].pk),
        "rows": ["WIL-F-05"],
        "submit_token": str(uuid.uuid4()),
    }
    assert sam.post(at("_helper", evaluation.pk, "la"), named).status_code == 302
    address = at("_write", evaluation.pk, "la")
    text = theo.get(address).content.decode()
    assert "Governor services comments" in text
    assert "Ofsted grade:" not in text
    assert "Save and send" not in text
    theo.post(address, {**typed(1, WIL_F_05_7="Strong"), "intent": "give"})
    assert state(evaluation) == "scheduled"
    assert part(evaluation, "la").answers.get().text == "Strong"
    helper = SelfEvaluationHelper.objects.get()
    sam.post(at("_helper_end", helper.pk))
    assert theo.get(address).status_code == 404


def test_a_file_is_attached_read_by_the_other_side_and_taken_back(
    wiltshire: Council,
) -> None:
    evaluation = sent(wiltshire)
    helen, sam = signed_in(wiltshire, "helen"), signed_in(wiltshire, "sam")
    data = {
        "prompt": "WIL-F-08.1",
        "title": "Our plan",
        "file": SimpleUploadedFile("plan.pdf", PDF),
        "submit_token": str(uuid.uuid4()),
    }
    address = at("_attach", evaluation.pk, "school")
    assert helen.post(address, data).status_code == 302
    sweep()
    (file,) = part(evaluation, "school").files.all()
    one = at("_file", file.pk)
    assert sam.get(one).status_code == 404
    give(evaluation, "school", wiltshire.helen)
    assert sam.get(one).getvalue() == PDF
    assert "opened “Our plan”" in helen.get(at("", evaluation.pk)).content.decode()
    assert sam.post(at("_file_take_back", file.pk)).status_code == 403
    helen.post(at("_file_take_back", file.pk))
    assert sam.get(one).status_code == 404


def test_a_hostile_file_is_refused_in_words(wiltshire: Council) -> None:
    evaluation = sent(wiltshire)
    helen = signed_in(wiltshire, "helen")
    data = {
        "prompt": "WIL-F-08.1",
        "title": "Our plan",
        "file": SimpleUploadedFile("plan.exe", b"MZ"),
        "submit_token": str(uuid.uuid4()),
    }
    answer = helen.post(at("_attach", evaluation.pk, "school"), data)
    assert answer.status_code == 422
    assert "This kind of file cannot be added" in answer.content.decode()


def test_home_tells_whose_turn_it_is(wiltshire: Council) -> None:
    with time_machine.travel("2025-11-20T09:00:00Z", tick=False):
        begun(wiltshire)
        page = signed_in(wiltshire, "sam").get(reverse("my_due")).content.decode()
    assert "LA part of the self-evaluation: due by 24 November 2025" in page


def test_where_the_framework_has_no_such_form_there_is_no_page(
    council: Council, client: Client
) -> None:
    client.force_login(council.sam)
    record = council.record()
    assert client.get(at("s", record.pk)).status_code == 404
    page = client.get(reverse("record", args=[record.pk])).content.decode()
    assert "elf-evaluation" not in page


def test_the_authority_is_named_as_the_framework_in_use_does(
    wiltshire: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation = sent(wiltshire)
    monkeypatch.setattr(
        "sitrack.core.words._tellers", [lambda: {"authority": "council"}]
    )
    page = read(wiltshire.sam, evaluation.get_absolute_url())
    assert "Write the council’s part" in page
    assert "Council part due" in page
    assert "then by the council’s officers, the school’s leaders" in page
    with pytest.raises(RuleBroken, match="The council’s part was sent already"):
        rules.check_can("send", state="sent_to_school")
