"""Each side gives its own view of the trajectory; a draft stays its own."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import (
    TrajectoryView,
)
from engagement.services.sections import give_trajectory
from sitrack.core.models import Event
from tests.engagement.section_forms import sent, text, url
from tests.universe import Council

CANARY = "canary-of-the-unsent-view"


def give(council: Council, viewpoint: str, code: str, **facts: Any) -> TrajectoryView:
    by = council.helen if viewpoint == "school" else council.sam
    return give_trajectory(
        record=council.record(),
        term=council.terms["autumn"],
        subject="inspection",
        viewpoint=viewpoint,
        option=council.option("ofsted_trajectory", code),
        by=by,
        **{"comment": "", "expected_version": 0, **facts},
    )


@pytest.mark.item("SUF-R-15", "SUF-R-16", "SUF-T-03")
def test_each_side_gives_its_own_view_and_sees_the_other(
    client: Client, council: Council
) -> None:
    page = url(council, "trajectory")
    client.force_login(council.helen)
    blank = text(client.get(page))
    assert "Trajectory to the next Ofsted inspection" in blank
    assert "Not yet given" in blank
    client.post(page, sent(option="good", comment="Reading", step="give", version=0))
    client.force_login(council.sam)
    beside = text(client.get(page))
    assert "<strong>Likely to be judged Good</strong>" in beside
    assert "Reading" in beside
    client.post(page, sent(option="not_good", comment="", step="give", version=0))
    held = {
        view.viewpoint: view.option.code
        for view in TrajectoryView.objects.filter(record=council.record())
    }
    assert held == {"school": "good", "la": "not_good"}
    client.force_login(council.rita)
    draft = reverse("engagement:trajectory", args=[council.record().pk, 0])
    assert client.get(draft).status_code == 404


@pytest.mark.item("ACC-006", "CONF-07")
def test_acc_006_a_view_not_sent_is_not_yet_given_to_the_la(
    client: Client, council: Council
) -> None:
    page = url(council, "trajectory")
    client.force_login(council.helen)
    client.post(page, sent(option="good", comment=CANARY, step="draft", version=0))
    own = text(client.get(page))
    assert CANARY in own
    assert "Only the school’s leaders can see this until the view is given" in own
    for name in ("sam", "rita"):
        client.force_login(council.user(name))
        shown = text(client.get(page))
        assert "Not yet given" in shown
        assert CANARY not in shown
    client.force_login(council.sam)
    record = text(client.get(reverse("record", args=[council.record().pk])))
    assert CANARY not in record
    assert Event.objects.get(verb="trajectory.drafted").audience == "school"


def test_a_view_that_was_given_can_be_amended_but_not_taken_back(
    client: Client, council: Council
) -> None:
    give(council, "school", "good")
    page = url(council, "trajectory")
    client.force_login(council.helen)
    shown = text(client.get(page))
    assert "Save the change" in shown
    assert "Save without sending" not in shown
    client.post(page, sent(option="too_early", comment="", step="draft", version=1))
    view = TrajectoryView.objects.get()
    assert view.given_at is not None
    assert view.option.code == "too_early"
    assert view.history.count() >= 2


def test_the_enter_key_sends_no_view(client: Client, council: Council) -> None:
    client.force_login(council.helen)
    client.post(url(council, "trajectory"), sent(option="good", comment="", version=0))
    assert TrajectoryView.objects.get().given_at is None


def test_two_of_one_side_see_each_others_view_before_they_overwrite_it(
    client: Client, council: Council
) -> None:
    give(council, "school", "good", comment="Theirs")
    client.force_login(council.dev)
    answer = client.post(
        url(council, "trajectory"),
        sent(option="decline", comment="Mine", step="give", version=0),
    )
    assert answer.status_code == 409
    shown = text(answer)
    assert "Theirs" in shown
    assert "At risk of decline to less than good" in shown
    assert TrajectoryView.objects.get().comment == "Theirs"
