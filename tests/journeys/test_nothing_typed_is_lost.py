"""The protocol of drafts, versions, tokens and kept posts, walked at random.

Sam writes one note on a laptop and a phone while Rita changes it too. Requests and
answers are lost, drafts come late, forms are sent twice, sign-ins run out, tabs are
closed. Whatever happens, every sentence that was typed is found afterwards: in the
note, in a draft, in what is kept for Sam, or in the device's own copy; and in the
note it stands once.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any, cast

import pytest
from django.conf import settings as site
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sitrack.core import sweep
from sitrack.core.drafts.services import Held, keep_draft
from sitrack.core.kept import passports
from sitrack.core.kept.services import words_of
from sitrack.core.models import Draft, KeptPost
from sitrack.core.submissions import new_token
from tests.core.pages import filled
from tests.journeys.devices import Device, Page, sentences
from tests.universe import Council
from tests.visits.forms import posted
from visits.models import Visit, VisitSection

SAME = {"Sec-Fetch-Site": "same-origin"}
DEVICES = ("laptop", "phone")
WALKS, STEPS = 20, 30
devices = st.sampled_from(DEVICES)
losses = st.sampled_from(["nothing", "nothing", "request", "answer"])


class Writing(RuleBasedStateMachine):
    """One note, two devices of one person, and somebody else."""

    council: Council

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.typed: set[str] = set()
        self.forms: set[str] = set()
        self.late: list[dict[str, Any]] = []
        self.devices = {name: Device(self.signed_in("sam")) for name in DEVICES}
        self.rita = self.signed_in("rita")
        self.new = reverse("visits:visit_new", args=[self.council.hawthorn.pk])

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def signed_in(self, name: str) -> Client:
        client = Client(raise_request_exception=True)
        client.force_login(getattr(self.council, name))
        return client

    # What people do.

    @rule(name=devices)
    def opens_the_form(self, name: str) -> None:
        visit = Visit.objects.order_by("pk").last()
        device = self.devices[name]
        if visit is None:
            device.page = self.opened(self.new, "", 0)
            self.forms.add(device.page.fields["submit_token"])
        else:
            path = reverse("visits:visit_edit", args=[visit.pk])
            device.page = self.opened(path, self.saved(visit), visit.version)
        self.types_what_the_device_alone_knows(device)

    @rule(name=devices)
    def takes_up_a_draft(self, name: str) -> None:
        draft = Draft.objects.filter(user=self.council.sam, spent=False).last()
        device = self.devices[name]
        if draft is None:
            return
        many = {"present", "draft"}
        fields = {
            key: values if key in many else values[-1]
            for key, values in draft.fields.items()
        }
        fields["passport"] = self.passport(draft.form, fields["submit_token"])
        holds = [str(Held(draft.page, draft.sequence))]
        device.page = Page(draft.form, fields, holds=holds)
        self.types_what_the_device_alone_knows(device)

    @rule(name=devices)
    def types(self, name: str) -> None:
        device = self.devices[name]
        if device.page is None:
            self.opens_the_form(name)
        sentence = f"Sentence {len(self.typed)}."
        self.typed.add(sentence)
        device.own.add(sentence)
        cast(Page, device.page).add(sentence)

    @rule(name=devices)
    def closes_the_tab(self, name: str) -> None:
        self.devices[name].page = None

    @rule(name=devices)
    def is_signed_out(self, name: str) -> None:
        self.devices[name].client.cookies.pop(site.SESSION_COOKIE_NAME, None)

    @precondition(lambda self: Visit.objects.exists())
    @rule()
    def somebody_else_saves(self) -> None:
        visit = Visit.objects.earliest("pk")
        sentence = f"Sentence {len(self.typed)}."
        self.typed.add(sentence)
        path = reverse("visits:visit_edit", args=[visit.pk])
        page = self.opened(path, self.saved(visit), visit.version)
        page.add(sentence)
        assert self.rita.post(path, page.sent()).status_code == 302

    # What the page does by itself.

    @rule(name=devices, lost=st.sampled_from(["nothing", "request", "answer", "late"]))
    def keeps_a_draft(self, name: str, lost: str) -> None:
        self.types(name)
        device = self.devices[name]
        page = device.page
        signed_in = site.SESSION_COOKIE_NAME in device.client.cookies
        if not page or not page.sequence or not signed_in or lost == "request":
            return
        fields = {
            key: value if isinstance(value, list) else [value]
            for key, value in page.fields.items()
            if key != "passport"
        }
        sending: dict[str, Any] = {
            "form": page.path,
            "page": page.name,
            "sequence": page.sequence,
            "fields": fields,
            "holds": [Held(uuid.UUID(h[:36]), int(h[37:])) for h in page.holds],
        }
        if lost == "late":
            self.late.append(sending)
            return
        draft = keep_draft(**sending, by=self.council.sam)
        if lost == "nothing" and draft.sequence == page.sequence and not draft.spent:
            device.own -= set(page.text)

    @precondition(lambda self: self.late)
    @rule(first=st.booleans())
    def a_late_draft_arrives(self, *, first: bool) -> None:
        keep_draft(**self.late.pop(0 if first else -1), by=self.council.sam)

    @rule(name=devices, lost=losses, twice=st.booleans(), again=st.booleans())
    def saves(self, name: str, lost: str, *, twice: bool, again: bool) -> None:
        self.types(name)
        self.sends(name, lost, twice=twice)
        if again and lost != "nothing":
            self.types(name)
            self.sends(name, "nothing", twice=twice)

    def sends(self, name: str, lost: str, *, twice: bool) -> None:
        device = self.devices[name]
        page = device.page
        if not page or lost == "request":
            return
        for _ in range(1 + twice):
            answer = device.client.post(page.path, page.sent(), headers=SAME)
        if lost == "answer":
            return
        if answer.status_code == 409:
            self.merges(page, answer)
            return
        assert answer.status_code == 302, answer.content.decode()[:2000]
        device.own -= set(page.text)
        device.page = None
        if "kept" in answer["Location"]:
            self.signs_in_again(device, page)

    def merges(self, page: Page, answer: Any) -> None:
        """Brings theirs across; the form still holds the own words."""
        visit = answer.context["theirs"]
        page.fields["version"] = answer.context["form"]["version"].value()
        page.fields["submit_token"] = answer.context["submit_token"]
        theirs = sentences(self.saved(visit))
        page.fields["summary"] = "\n".join(dict.fromkeys([*theirs, *page.text]))
        page.sequence += 1

    def signs_in_again(self, device: Device, page: Page) -> None:
        device.client.force_login(self.council.sam)
        kept = KeptPost.objects.filter(user=self.council.sam).latest("at", "pk")
        shown = device.client.get(kept.address, follow=True)
        fields = filled(shown, address=kept.path, intent="draft")
        assert set(page.text) <= set(sentences(str(fields["summary"])))
        fields.pop("draft", None)
        holds = words_of(kept).getlist("draft")
        device.page = Page(kept.path, fields, holds=holds)

    # What must hold.

    @invariant()
    def every_sentence_is_found(self) -> None:
        found = set[str]()
        for section in self.summaries():
            found |= set(sentences(section.text))
        for draft in Draft.objects.filter(user=self.council.sam, spent=False):
            found |= set(sentences(draft.fields["summary"][0]))
        for kept in KeptPost.objects.filter(user=self.council.sam):
            found |= set(sentences(str(words_of(kept)["summary"])))
        for device in self.devices.values():
            found |= device.own
        assert self.typed - found == set()

    @invariant()
    def a_note_holds_each_once_and_a_form_makes_one_note(self) -> None:
        for row in self.summaries():
            lines = sentences(row.text)
            assert len(lines) == len(set(lines))
        assert Visit.objects.count() <= len(self.forms)

    # Aids.

    def opened(self, path: str, summary: str, version: int) -> Page:
        token = new_token()
        fields = posted(
            self.council,
            steps=(),
            submit_token=token,
            intent="draft",
            version=str(version),
            summary=summary,
            passport=self.passport(path, token),
        )
        return Page(path, fields)

    def passport(self, path: str, token: str) -> str:
        return passports.issue(user_pk=self.council.sam.pk, path=path, token=token)

    def types_what_the_device_alone_knows(self, device: Device) -> None:
        """The browser offers back what never reached the server."""
        if device.own and device.page:
            device.page.add(*sorted(device.own))

    def saved(self, visit: Visit) -> str:
        section = self.summaries().filter(visit=visit).first()
        return section.text if section else ""

    def summaries(self) -> Any:
        return VisitSection.objects.filter(prompt__key="summary").order_by("pk")


@pytest.fixture(autouse=True)
def quiet_sweep() -> Iterator[None]:
    with sweep.asleep():
        yield


def test_every_typed_sentence_is_found_and_stands_once(council: Council) -> None:
    machine = cast(Any, type("Walk", (Writing,), {"council": council}))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=WALKS,
            derandomize=True,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
