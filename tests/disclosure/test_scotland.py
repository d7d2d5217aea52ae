"""In Scotland the Scottish Act is proposed, with its own sections."""

from datetime import date

from django.test import Client
from django.urls import reverse

from disclosure.acts import our_act
from disclosure.models import Disclosure
from disclosure.services.marking import Why
from disclosure.services.releasing import preview
from disclosure.services.taking import take_record
from tests.disclosure.acts import item_of, withhold
from tests.pdf import text_of
from tests.universe import Council


def test_the_answer_names_the_scottish_act_and_its_sections(
    client: Client, scotland: Council
) -> None:
    client.force_login(scotland.hana)
    new = reverse("disclosure:new")
    asked = {
        "reference": "FOI-S 7",
        "received_on": "10/11/2025",
        "school": scotland.hawthorn.pk,
        "years": [scotland.year.pk],
        "asked_for": "The school’s record.",
        "act": client.get(new).context["form"]["act"].value(),
        "submit_token": client.get(new).context["submit_token"],
    }
    client.post(new, asked)
    found = Disclosure.objects.get()
    assert (found.law, found.received_on) == (our_act(), date(2025, 11, 10))
    take_record(disclosure=found, by=scotland.hana)
    item = item_of(found, "record")
    name = "Hawthorn Primary School"
    law = found.law
    assert law.names == "38(1)(b)"
    address = reverse("disclosure:item", args=[found.pk, item.pk])
    assert client.get(address).context["form"]["section"].value() == "38(1)(b)"
    withhold(found, name, scotland.hana, why=Why(law.names), only=item)
    text = text_of(preview(disclosure=found, by=scotland.hana))
    assert "under the Freedom of Information (Scotland) Act 2002" in text
    assert "[withheld: section 38(1)(b)]" in text
