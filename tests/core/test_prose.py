"""Long text on pages and in PDFs: paragraphs and lists, and nothing that runs."""

import pytest

from sitrack.core.prose import prose


def test_blank_lines_make_paragraphs_and_breaks_are_kept() -> None:
    assert prose("One\ntwo\n\nthree") == (
        '<p class="govuk-body">One<br>\ntwo</p>\n<p class="govuk-body">three</p>\n'
    )


@pytest.mark.parametrize("text", ["- one\n- two", "•\tone\n•\ttwo", "· one\n· two"])
def test_hyphens_and_pasted_bullets_make_lists(text: str) -> None:
    shown = prose(text)
    assert '<ul class="govuk-list govuk-list--bullet">' in shown
    assert shown.count("<li>") == 2
    assert "•" not in shown


def test_numbers_make_numbered_lists_that_keep_their_start() -> None:
    shown = prose("3. three\n4. four")
    assert '<ol start="3" class="govuk-list govuk-list--number">' in shown


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b>b</b>",
        "[x](javascript:alert(1))",
        "![x](https://spy.example/x.png)",
        "<svg/onload=1>",
        "**<iframe src=//x>**",
        "- <a href='javascript:1'>x</a>",
    ],
)
def test_nothing_hostile_becomes_markup(text: str) -> None:
    shown = prose(text)
    for live in ("<script", "<img", "<b>", "<a", "<svg", "<iframe"):
        assert live not in shown


def test_what_looks_like_other_markdown_is_shown_as_typed() -> None:
    assert "# not a heading" in prose("# not a heading")
    assert "100% &amp; &lt;5" in prose("100% & <5")


def test_empty_text_shows_nothing() -> None:
    assert prose("") == ""
