"""The pages on which a plan is written, read and agreed."""

import pytest
from django.test import Client

from plans.models import Plan
from tests.engagement.section_forms import sent, text
from tests.plans.forms import ROW, front_sent, priority_sent, url
from tests.plans.planning import agreed, complete, now, opened, raised
from tests.universe import Council

LABELS = [
    "School:",
    "Start date for additional engagement:",
    "Timescales for additional engagement (end date)",
    "Present at meeting:",
    "Reasons for additional engagement:",
    "Entitlement of up to 12 hours",
    "Priorities",
    "Team around the school",
    "Name",
    "Job Title",
    "Email",
    "Phone Number",
    "Priority 1: Writing in Key Stage 2",
    "The changes we will see (i.e. The difference that actions will make and the"
    " impact):",
    "Actions",
    "Who",
    "When",
    "Progress review RAG",
]


@pytest.mark.item("SUF-A-01", "SUF-A-02", "SUF-A-03", "SUF-A-04", "SUF-A-05")
@pytest.mark.item("SUF-A-07", "SUF-A-08", "SUF-A-09", "SUF-A-10", "SUF-A-13")
@pytest.mark.item("SUF-A-14", "SUF-A-16", "SUF-A-17", "SUF-A-18")
def test_a_plan_reads_in_the_order_of_its_form(
    client: Client, council: Council
) -> None:
    plan = complete(council)
    client.force_login(council.helen)
    page = text(client.get(plan.get_absolute_url()))
    at = 0
    for label in LABELS:
        assert label in page[at:], label
        at = page.index(label, at)
    assert "School Improvement Engagement Model – Additional Engagement Plan" in page
    assert "Both sides can agree it now" in page


def test_acc_050_the_page_asks_to_raise_the_level_first(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    answer = client.post(url("plan_open", council.hawthorn.pk), sent())
    assert answer.status_code == 422
    assert "Propose a higher level first" in text(answer)
    assert not Plan.objects.exists()


def test_both_sides_make_a_plan_from_beginning_to_agreement(
    client: Client, council: Council
) -> None:
    raised(council)
    client.force_login(council.sam)
    answer = client.post(url("plan_open", council.hawthorn.pk), sent())
    plan = Plan.objects.get()
    assert answer.headers["Location"] == plan.get_absolute_url()
    client.post(url("plan_edit", plan.pk), front_sent(plan))
    client.force_login(council.helen)
    answer = client.post(url("priority_add", plan.pk), priority_sent(ROW))
    priority = plan.priorities.get()
    assert answer.headers["Location"].endswith(f"#priority-{priority.pk}")
    action = priority.actions.get()
    assert (action.person, action.owner, action.when) == (
        council.persons["theo"],
        "Theo Grant",
        "by half term",
    )
    for person in ("sam", "helen"):
        client.force_login(getattr(council, person))
        shown = client.get(url("plan_agree", plan.pk))
        stamp = shown.context["form"].initial["seen"]
        client.post(url("plan_agree", plan.pk), sent(seen=stamp))
    done = now(plan)
    assert (done.state, done.la_agreed_by, done.school_agreed_by) == (
        "active",
        council.sam,
        council.helen,
    )
    page = text(client.get(plan.get_absolute_url()))
    assert "Ruth Abel, Adviser" in page
    assert "Agreed for the LA by Sam Rowe on 10 November 2025" in page


@pytest.mark.item("SUF-A-07", "SUF-E-20")
def test_the_end_of_a_new_plan_is_proposed_from_its_limit(
    client: Client, council: Council
) -> None:
    plan = opened(council)
    client.force_login(council.sam)
    page = text(client.get(url("plan_edit", plan.pk)))
    # Less than half of the autumn remains: spring and summer count.
    assert 'value="22/7/2026"' in page
    assert "up to 2 terms" in page
    assert "Entitlement of up to 24 hours" in page


@pytest.mark.item("SUF-A-05", "SUF-A-06")
def test_the_blocks_offer_the_alternatives_of_their_levels(
    client: Client, council: Council
) -> None:
    plan = opened(council)
    client.force_login(council.sam)
    form = client.get(url("plan_edit", plan.pk)).context["form"]
    assert [
        (block.label, [one.code for one in block.criteria]) for block in form.blocks
    ] == [
        (
            "Entitlement of up to 12 hours",
            ["SUF-C-04", "SUF-C-05", "SUF-C-06"],
        ),
        (
            "Entitlement of up to 24 hours",
            ["SUF-C-08a", "SUF-C-08b", "SUF-C-09", "SUF-C-10", "SUF-C-11", "SUF-C-12"],
        ),
    ]


@pytest.mark.item("SUF-A-13")
def test_a_fourth_priority_is_allowed_with_a_calm_word(
    client: Client, council: Council
) -> None:
    plan = opened(council)
    client.force_login(council.helen)
    for number in range(3):
        page = text(client.get(url("priority_add", plan.pk)))
        assert "The form prints 3" not in page
        client.post(url("priority_add", plan.pk), priority_sent(title=f"No {number}"))
    page = text(client.get(url("priority_add", plan.pk)))
    assert "This would be priority 4. The form prints 3" in page
    client.post(url("priority_add", plan.pk), priority_sent(title="The fourth"))
    assert plan.priorities.count() == 4


def test_a_priority_can_serve_one_of_the_record(
    client: Client, council: Council
) -> None:
    plan = opened(council)
    record = council.record()
    served = record.priorities.create(order=1, text="Writing at length")
    client.force_login(council.helen)
    client.post(url("priority_add", plan.pk), priority_sent(serves=str(served.pk)))
    assert plan.priorities.get().priority == served
    assert "Serves the school improvement priority: Writing at length" in text(
        client.get(plan.get_absolute_url())
    )


@pytest.mark.item("SUF-A-09", "SUF-A-10")
def test_the_team_around_the_school_takes_people_from_outside(
    client: Client, council: Council
) -> None:
    plan = opened(council)
    client.force_login(council.sam)
    member = plan.team.first()
    assert member is not None
    boxes = {
        "team-TOTAL_FORMS": "2",
        "team-INITIAL_FORMS": "1",
        "team-0-key": str(member.pk),
        "team-0-name": member.name,
        "team-0-job_title": "Head of School",
        "team-1-name": "Ruth Abel",
        "team-1-phone": "01473 000000",
    }
    client.post(url("plan_team", plan.pk), sent(version=plan.version, **boxes))
    assert list(plan.team.values_list("name", "job_title", "phone", "person")) == [
        ("Helen Marsh", "Head of School", "", council.persons["helen"].pk),
        ("Ruth Abel", "", "01473 000000", None),
    ]


def test_a_governor_reads_what_was_agreed_and_no_draft(
    client: Client, council: Council
) -> None:
    plan = complete(council)
    client.force_login(council.gus)
    assert client.get(plan.get_absolute_url()).status_code == 404
    client.force_login(council.cora)
    page = text(client.get(plan.get_absolute_url()))
    assert "its chair of governors can see this" in page
    assert "Add a priority" not in page


@pytest.mark.item("SUF-D-03")
def test_an_agreed_plan_is_read_by_those_whom_it_concerns(council: Council) -> None:
    plan = agreed(council)
    everybody = "sam ola rita rolf hana dee theo ada helen dev cora gus sena eva odd"
    readers = [
        name
        for name in everybody.split()
        if plan in Plan.objects.visible_to(council.user(name))
    ]
    assert " ".join(readers) == "sam rita hana dee theo helen dev cora gus sena"
    plan.team.filter(person=council.persons["theo"]).delete()
    assert plan not in Plan.objects.visible_to(council.user("theo"))


def test_a_governor_reads_an_agreed_plan(client: Client, council: Council) -> None:
    plan = agreed(council)
    client.force_login(council.gus)
    page = text(client.get(plan.get_absolute_url()))
    assert "Writing has fallen two years running." in page
    assert "What you can do" in page
    assert client.get(url("plan_edit", plan.pk)).status_code == 403
