"""A restricted letter's whole life: written, signed, read on a phone, answered, lifted;
and a notice until its compliance is recorded."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from engagement.models import RestrictedLetter
from tests.browser_journeys.person import Person
from tests.engagement.lettering import written
from tests.samples import PDF
from tests.universe import Council

pytestmark = pytest.mark.browser
PHONE = 320
NAME = "Preventative Warning letter"
CONCERN = "Reading fell in two years running."
CHECKS = (
    "Each concern rests on evidence that the school has seen",
    "The concerns were discussed with the headteacher and the chair of governors",
    "The support given so far, and what came of it, is recorded",
)


def write(rita: Person, council: Council) -> None:
    """The lead begins the draft from the school's page and asks for it to be signed."""
    rita.open(reverse("school", args=[council.hawthorn.pk]))
    rita.follow("Prepare a restricted letter")
    rita.meets("Prepare a restricted letter")
    rita.tick(NAME)
    rita.press("Begin the draft")
    rita.meets(NAME)
    rita.tick("Risk to the safety of pupils or staff")
    rita.type("Evidence-based concerns", CONCERN)
    rita.press("Save the draft")
    rita.meets(NAME)
    rita.sees("Still needed before it is signed off", "the actions required")
    rita.follow("Write the letter")
    rita.type("Action required of the governing body", "Share your plan.")
    for check in CHECKS:
        rita.tick(check)
    rita.press("Save the draft")
    rita.follow("Say to whom it goes")
    rita.meets("To whom the letter goes")
    rita.press("Save the recipients")
    rita.sees("The recipients are saved.")
    rita.follow("Ask for it to be signed off")
    rita.meets("Ask for it to be signed off?")
    rita.press("Ask for it to be signed off")
    rita.sees("Whoever signs it is told.")


def sign_and_issue(hana: Person) -> None:
    """The Head comes from the message on the start page."""
    hana.open(reverse("home"))
    hana.follow("A document is waiting for you in sitrack")
    hana.meets(NAME)
    hana.sees(CONCERN, "Not issued: this is how it would read today.")
    hana.follow("Sign it off")
    hana.meets("Sign off this letter?")
    hana.press("Sign it off")
    hana.follow("Issue the letter")
    hana.meets("Issue this letter?")
    hana.press("Issue the letter")
    hana.meets(NAME)
    hana.sees("Reply due 1 December 2025", "15 working days left")


def read_and_reply(cora: Person, plan: Path) -> None:
    """The chair, on a phone."""
    cora.open(reverse("home"))
    cora.follow("A document is waiting for you in sitrack")
    cora.meets(NAME)
    cora.sees(CONCERN, "Reply due 1 December 2025")
    cora.does_not_see("Who opened it", "signed off")
    cora.follow("Reply for the governing body")
    cora.meets("Reply for the governing body")
    cora.press("Send the reply")
    cora.is_told("Write the reply, or choose the file with your plan")
    cora.type("Your reply", "Our plan is attached.")
    cora.page.locator("input[type=file]").set_input_files(plan)
    cora.press("Send the reply")
    cora.meets(NAME)
    cora.sees("The reply is sent to the authority.", "plan.pdf")


@pytest.mark.item("SUF-E-17", "SUF-W-16", "SUF-D-05", "SUF-D-06")
def test_a_preventative_letter_is_written_signed_answered_and_lifted(
    person: Callable[..., Person],
    council: Council,
    settings: Settings,
    tmp_path: Path,
) -> None:
    # No worker serves this test: the file is looked at once it is handed in.
    settings.CELERY_BROKER_URL = None
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(PDF)
    rita, hana = person("rita"), person("hana")
    write(rita, council)
    sign_and_issue(hana)
    cora = person("cora", width=PHONE)
    read_and_reply(cora, plan)

    rita.page.reload()
    rita.sees("Our plan is attached.", "plan.pdf")
    with rita.page.expect_download() as downloading:
        rita.follow("plan.pdf")
    assert downloading.value.path().read_bytes() == PDF
    rita.open(RestrictedLetter.objects.get().get_absolute_url())
    rita.follow("Record that it is monitored")
    rita.meets("Record that it is monitored?")
    rita.type("Why", "We follow the plan each half-term.")
    rita.press("Record that it is monitored")
    rita.sees("We follow the plan each half-term.")

    hana.page.reload()
    hana.follow("Lift the letter")
    hana.meets("Lift this letter?")
    hana.type("Why", "Reading is better.")
    hana.press("Lift the letter")
    hana.meets(NAME)
    hana.sees("Lifted", "Nothing is left to do.")

    cora.follow("Restricted letters")
    cora.meets("Restricted letters")
    cora.follow(f"{NAME}, Hawthorn Primary School")
    cora.sees("Lifted", "Reading is better.")
    gus = person("gus")
    gus.open(cora.page.url)
    gus.sees("Page not found")
    cora.press("Let the governing body read it")
    cora.sees("Every governor of the school can read this letter.")
    gus.page.reload()
    gus.meets(NAME)


@pytest.mark.item("SUF-E-14", "SUF-D-07")
def test_a_notice_is_signed_by_the_director_and_its_compliance_recorded(
    person: Callable[..., Person], council: Council
) -> None:
    letter = written(council, "statutory")
    dee, hana = person("dee", java_script_enabled=False), person("hana")
    dee.open(letter.get_absolute_url())
    dee.follow("Sign it off")
    dee.press("Sign it off")
    dee.follow("Issue the letter")
    dee.press("Issue the letter")
    dee.sees("Compliance period ends 9 January 2026", "not sent yet")
    hana.open(letter.get_absolute_url())
    hana.follow("Record the days")
    hana.meets("Record when it was sent")
    hana.type("Sent to Department for Education, Regional Director", "10/11/2025")
    hana.press("Record the days")
    hana.sees("By post, sent 10 November 2025")
    hana.follow("Record that it was complied with")
    hana.meets("Record that the notice was complied with?")
    hana.type("Why", "Two governors were appointed.")
    hana.press("Record that it was complied with")
    hana.meets("Warning notice")
    hana.sees("Complied with", "Two governors were appointed.")


@pytest.mark.item("CONF-14")
def test_an_administrator_says_why_before_a_letter_is_opened(
    person: Callable[..., Person], council: Council
) -> None:
    letter = written(council)
    ada = person("ada")
    ada.open(reverse("home"))
    ada.follow("Open a restricted document in an emergency")
    ada.meets("Open a restricted document in an emergency")
    ada.type("Number of the document", str(letter.pk))
    ada.press("Open it and tell the Head of service")
    ada.is_told("Enter the reason")
    ada.type("Why must you open it?", "It does not print.")
    ada.press("Open it and tell the Head of service")
    ada.meets("PWL 2025/26/1")
    ada.sees(CONCERN, "The Head of service was told.")
    hana = person("hana")
    hana.open(reverse("engagement:legal_helps"))
    hana.meets("Help on legal wording")
    hana.open(reverse("engagement:letter_delegate", args=[letter.pk]))
    hana.meets("Let somebody else work on it")
    hana.open(letter.get_absolute_url())
    hana.sees("It does not print.")
