"""What two writers, a double click and half a row do to a plan's forms."""

from django.test import Client

from tests.engagement.section_forms import text
from tests.plans.forms import ROW, front_sent, priority_sent, url
from tests.plans.planning import a_front, complete, now, opened
from tests.universe import Council


def test_the_head_of_two_writers_shows_both_texts(
    client: Client, council: Council
) -> None:
    plan = opened(council)
    client.force_login(council.helen)
    client.post(url("plan_edit", plan.pk), front_sent(plan, reasons="Helen’s words"))
    client.force_login(council.sam)
    answer = client.post(
        url("plan_edit", plan.pk), front_sent(plan, reasons="Sam’s words")
    )
    page = text(answer)
    assert answer.status_code == 409
    assert "Helen’s words" in page
    assert "Sam’s words" in page
    again = front_sent(now(plan), reasons="Both words")
    assert client.post(url("plan_edit", plan.pk), again).status_code == 302
    assert now(plan).reasons == "Both words"


def test_a_priority_of_two_writers_shows_both_lists_of_actions(
    client: Client, council: Council
) -> None:
    plan = complete(council)
    row = plan.priorities.get()
    address = url("priority_edit", plan.pk, row.pk)
    client.force_login(council.helen)
    key = str(row.actions.get().pk)
    first = {**ROW, "key": key, "text": "Helen’s action"}
    client.post(address, priority_sent(first, version=row.version))
    client.force_login(council.sam)
    second = {**ROW, "key": key, "text": "Sam’s action"}
    answer = client.post(address, priority_sent(second, version=row.version))
    assert answer.status_code == 409
    assert "Helen’s action" in text(answer)
    assert "Sam’s action" in text(answer)
    row.refresh_from_db()
    client.post(address, priority_sent(second, version=row.version))
    assert row.actions.get().text == "Sam’s action"


def test_the_same_priority_sent_twice_is_added_once(
    client: Client, council: Council
) -> None:
    plan = opened(council)
    client.force_login(council.helen)
    form = priority_sent(ROW)
    client.post(url("priority_add", plan.pk), form)
    client.post(url("priority_add", plan.pk), form)
    changed = {**form, "title": "Writing at greater depth"}
    client.post(url("priority_add", plan.pk), changed)
    assert [one.title for one in plan.priorities.all()] == ["Writing at greater depth"]


def test_an_empty_row_of_a_priority_counts_for_nothing_and_half_a_row_is_asked_for(
    client: Client, council: Council
) -> None:
    plan = opened(council)
    client.force_login(council.sam)
    answer = client.post(
        url("priority_add", plan.pk),
        priority_sent(ROW, {"text": ""}, {"text": "", "who": "Somebody"}),
    )
    assert answer.status_code == 422
    assert "Enter the action, or remove this row" in text(answer)
    assert "Moderate writing" in text(answer)
    client.post(url("priority_add", plan.pk), priority_sent(ROW, {"text": ""}))
    assert plan.priorities.get().actions.count() == 1


def test_the_front_of_another_days_plan_keeps_what_was_typed(
    client: Client, council: Council
) -> None:
    plan = opened(council)
    client.force_login(council.sam)
    answer = client.post(url("plan_edit", plan.pk), front_sent(plan, ends_on="31 2 26"))
    assert answer.status_code == 422
    assert "Writing has fallen." in text(answer)
    assert a_front(council).reasons not in text(answer)
