"""What the guides name in bold, people find on their pages, and the pictures are there."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as live_settings
from django.test import Client
from django.urls import reverse
from lxml import html
from PIL import Image
from pytest_django import Settings

from glossary.guides import our_guides
from tests.access.world import World
from tests.core.second_factor.codes import with_app
from tests.disclosure.acts import request_about
from tests.universe import Council

GUIDES = live_settings.BASE_DIR / "docs" / "guides"
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
PICTURE = re.compile(r"!\[(?P<says>[^\]]*)\]\((?P<file>[^)]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?P<address>[^)#]+)[^)]*\)")
# What is pressed, followed, opened or filled in.
CONTROLS = "//a | //button | //summary | //label | //legend"
MOST_BYTES = 150_000
# A guide is one or two screens of words.
MOST_WORDS = 520

Pages = Callable[[Council, World], list[str]]


def of_a_partner(council: Council, world: World) -> list[str]:
    school, record = council.hawthorn.pk, council.record().pk
    shared, term = world.visits["shared"].pk, council.terms["autumn"].pk
    return [
        reverse("home"),
        reverse("my_due"),
        reverse("school", args=[school]),
        reverse("visits:visit_new", args=[school]),
        reverse("visits:visit", args=[shared]),
        reverse("visits:visit_finalise", args=[shared]),
        reverse("engagement:trajectory", args=[record, term]),
        reverse("record", args=[record]),
    ]


def of_a_head(council: Council, world: World) -> list[str]:
    record, term = council.record().pk, council.terms["autumn"].pk
    return [
        reverse("home"),
        reverse("signing_in_safely"),
        reverse("schools:delegations", args=[council.hawthorn.pk]),
        reverse("visits:visit", args=[world.visits["shared"].pk]),
        reverse("engagement:trajectory", args=[record, term]),
    ]


def of_a_lead(council: Council, world: World) -> list[str]:
    return [
        reverse("home"),
        reverse("school", args=[council.hawthorn.pk]),
        reverse("level", args=[world.levels["proposed"].pk]),
        reverse("level_decide", args=[world.levels["viewed"].pk]),
        reverse("picture"),
    ]


def of_a_governor(council: Council, world: World) -> list[str]:
    return [reverse("home"), reverse("signing_in_safely")]


def of_an_administrator(council: Council, world: World) -> list[str]:
    helen, sam = council.persons["helen"].pk, council.persons["sam"].pk
    with_app(council.sam)
    return [
        reverse("home"),
        reverse("schools:people"),
        reverse("schools:person", args=[helen]),
        reverse("schools:person", args=[sam]),
        reverse("schools:register"),
        reverse("schools:calendar"),
        reverse("protection:data_protection"),
        reverse("protection:schedule"),
    ]


def of_an_information_officer(council: Council, world: World) -> list[str]:
    """One that was not taken, and one whose record has changed since."""
    untaken = request_about(council, reference="FOI 26/043")
    council.draft_visit()
    disclosed = world.disclosed
    return [
        reverse("home"),
        reverse("disclosure:requests"),
        reverse("disclosure:new"),
        untaken.get_absolute_url(),
        disclosed.open.get_absolute_url(),
        *(
            reverse("disclosure:item", args=[disclosed.open.pk, pk])
            for pk in disclosed.open.items.values_list("pk", flat=True)
        ),
    ]


READERS: dict[str, tuple[str, Pages]] = {
    "sep": ("sam", of_a_partner),
    "headteacher": ("helen", of_a_head),
    "rle": ("rita", of_a_lead),
    "governor": ("gus", of_a_governor),
    "administrator": ("ada", of_an_administrator),
    "information-officer": ("hana", of_an_information_officer),
}


def guide(name: str) -> str:
    return (GUIDES / f"{name}.md").read_text(encoding="utf-8")


def bold_in(text: str) -> set[str]:
    """What a guide names: on one line, as a page shows it."""
    return {" ".join(named.split()).rstrip(".") for named in BOLD.findall(text)}


def controls_on(client: Client, address: str) -> Iterator[str]:
    """The names of what can be pressed, followed or filled in on a page."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    page = html.fromstring(answer.content)
    # What is said beside a name for those who only hear it is not what people see.
    for heard in page.xpath("//*[contains(@class, 'govuk-visually-hidden')]"):
        heard.drop_tree()
    for control in page.xpath(CONTROLS):
        yield " ".join(control.text_content().split())


def test_every_guide_has_its_readers_and_is_listed() -> None:
    names = {path.stem for path in GUIDES.glob("*.md")} - {"README"}
    assert names == READERS.keys()
    listed = {found["address"] for found in LINK.finditer(guide("README"))}
    assert listed == {f"{name}.md" for name in names}
    assert "docs/guides/README.md" in (live_settings.BASE_DIR / "README.md").read_text()


@pytest.mark.parametrize("name", READERS)
def test_what_a_guide_names_is_on_its_readers_pages(
    council: Council, built: World, name: str
) -> None:
    person, pages = READERS[name]
    client = Client()
    client.force_login(getattr(council, person))
    found = {
        control
        for address in pages(council, built)
        for control in controls_on(client, address)
    }
    named = bold_in(guide(name))
    assert len(named) >= 8
    assert named - found == set()


@pytest.mark.parametrize("name", READERS)
def test_a_guide_is_short_and_its_pictures_are_small_and_described(name: str) -> None:
    text = guide(name)
    assert len(text.split()) <= MOST_WORDS
    pictures = list(PICTURE.finditer(text))
    assert pictures
    for picture in pictures:
        assert picture["says"]
        file = GUIDES / picture["file"]
        assert file.stat().st_size <= MOST_BYTES
        with Image.open(file) as drawn:
            assert drawn.width >= 390
    for link in LINK.finditer(text):
        assert (GUIDES / link["address"]).exists()


@pytest.mark.parametrize("name", READERS)
def test_each_stands_beside_the_help_with_every_word(
    council: Council, name: str
) -> None:
    client = Client()
    client.force_login(getattr(council, READERS[name][0]))
    address = reverse("glossary:guide", args=[name])
    assert address in client.get(reverse("glossary:help")).content.decode()
    page = html.fromstring(client.get(address).content).xpath("//main")[0]
    shown = " ".join(page.text_content().split())
    assert "**" not in shown
    assert "](" not in shown
    assert "##" not in shown
    for word in bold_in(guide(name)):
        assert word in shown
    last = guide(name).strip().rsplit(" ", 1)[1]
    assert shown.endswith(last) or last.startswith("[")


def test_another_framework_has_no_guide_of_suffolks(
    council: Council, settings: Settings
) -> None:
    settings.FRAMEWORK = "wiltshire"
    client = Client()
    client.force_login(council.helen)
    assert client.get(reverse("glossary:guide", args=["sep"])).status_code == 404
    assert client.get(reverse("glossary:guide", args=["nobody"])).status_code == 404
    assert our_guides() == ()


def test_every_picture_stands_in_a_guide() -> None:
    shown = {
        picture["file"] for name in READERS for picture in PICTURE.finditer(guide(name))
    }
    there = {f"pictures/{path.name}" for path in GUIDES.glob("pictures/*")}
    assert there == shown
