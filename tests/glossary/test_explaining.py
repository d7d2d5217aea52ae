"""Abbreviations are explained where they stand, and nothing in them is ever markup."""

import re

import pytest
from django.test import Client
from django.utils.html import escape, format_html

from engagement.services.priorities import set_priorities
from glossary.explaining import explained, forms_of, published
from sitrack.core.prose import prose
from tests.glossary.rows import row
from tests.reports.pages import counted, get
from tests.universe import Council

pytestmark = pytest.mark.django_db
LINK = re.compile(
    r'<a class="app-meaning" href="/glossary/#entry-\d+">'
    r'<abbr title="([^"]*)">([^<]*)</abbr></a>'
)


def told(html: str) -> list[tuple[str, str]]:
    """The abbreviations that are explained, each with its meaning."""
    return [(word, meaning) for meaning, word in LINK.findall(html)]


def bare(html: str) -> str:
    """The text without the explanations."""
    return LINK.sub(r"\2", html)


def test_the_first_of_each_in_a_text_is_explained() -> None:
    row("EYFS", "Early Years Foundation Stage")
    row("SEF", "Self-Evaluation Form")
    html = explained("EYFS before the SEF. EYFS again.")
    assert told(html) == [
        ("EYFS", "Early Years Foundation Stage"),
        ("SEF", "Self-Evaluation Form"),
    ]
    assert bare(html) == "EYFS before the SEF. EYFS again."
    assert told(explained("EYFS in another text")) != []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PE", ["PE"]),
        ("PEx", ["PEx"]),
        ("(PE), PE's", ["PE"]),
        ("LA-maintained", ["LA"]),
        ("PEP pe Pe xPE PE_1 éPE", []),
        ("a TA/LSA", ["TA/LSA"]),
        ("a TA and an LSA", ["TA", "LSA"]),
        ("C&S team", ["C&amp;S"]),
    ],
)
def test_whole_words_in_their_case_the_longest_first(
    text: str, found: list[str]
) -> None:
    for abbreviation in ("PE", "PEx", "LA", "TA/LSA", "C&S"):
        row(abbreviation, f"what {abbreviation} means")
    html = explained(text)
    assert [word for word, _ in told(html)] == found
    assert bare(html) == escape(text)


@pytest.mark.item("SUF-G-062", "SUF-G-064")
def test_several_meanings_are_listed_together() -> None:
    row("PUMA", "Progress in Reading Assessment")
    row("PUMA", "Progress in Understanding Mathematics Assessment", order=2)
    assert told(explained("PUMA")) == [
        (
            "PUMA",
            "Progress in Reading Assessment; or "
            "Progress in Understanding Mathematics Assessment",
        )
    ]


def test_what_is_typed_never_becomes_markup() -> None:
    row("EYFS", '<script>alert(1)</script>" onfocus="x')
    row("gt", "never inside an entity")
    row("li", "never inside a tag")
    html = explained("<b>EYFS</b> & more > less")
    meaning = "&lt;script&gt;alert(1)&lt;/script&gt;&quot; onfocus=&quot;x"
    assert told(html) == [("EYFS", meaning)]
    assert bare(html) == "&lt;b&gt;EYFS&lt;/b&gt; &amp; more &gt; less"
    listed = explained(prose("- one li > two\n- EYFS"))
    assert [word for word, _ in told(listed)] == ["li", "EYFS"]
    assert listed.count("<li>") == 2
    assert "&gt;" in listed


def test_a_text_in_a_link_is_left_alone() -> None:
    row("EYFS", "Early Years Foundation Stage")
    link = format_html('<a href="{0}">{0}</a> {0}', "/EYFS")
    html = explained(link)
    assert html.startswith('<a href="/EYFS">/EYFS</a> /')
    assert told(html) == [("EYFS", "Early Years Foundation Stage")]


@pytest.mark.parametrize("facts", [{"status": "proposed"}, {"framework": "wiltshire"}])
def test_what_is_not_published_here_is_not_explained(facts: dict[str, str]) -> None:
    row("QQ", "something", **facts)
    assert explained("QQ") == "QQ"


def test_nothing_is_explained_by_nothing() -> None:
    assert explained(None) == explained("") == ""
    assert explained("EYFS & co") == "EYFS &amp; co"
    assert forms_of("CLA/CiC/LAC") == ["CLA/CiC/LAC", "CLA", "CiC", "LAC"]
    assert forms_of("A/B") == ["A/B"]


def test_a_page_explains_and_asks_the_database_no_further(council: Council) -> None:
    record = council.record()
    set_priorities(
        record=record,
        expected_version=record.version,
        texts=["Raise EYFS outcomes"],
        by=council.sam,
    )
    address = council.hawthorn.get_absolute_url()
    client = Client()
    client.force_login(council.helen)
    client.get(address)
    with counted() as before:
        client.get(address)
    row("EYFS", "Early Years Foundation Stage")
    published.forget()
    client.get(address)
    with counted() as after:
        html = client.get(address).content.decode()
    assert len(after) == len(before)
    assert ("EYFS", "Early Years Foundation Stage") in told(html)
    assert ("EYFS", "Early Years Foundation Stage") in told(
        get(council.gus, address).content.decode()
    )
