"""Where nothing is graded there are no gradings, and no way leads to them."""

from django.urls import reverse

from tests.reports.pages import signed_in, words
from tests.universe import Council


def test_other_frameworks_have_no_such_pages(council: Council) -> None:
    client = signed_in(council.sam)
    for name, args in (
        ("engagement:gradings", [council.hawthorn.pk]),
        ("engagement:gradings_add", [council.hawthorn.pk]),
        ("engagement:validations", []),
        ("engagement:validation_add", [council.hawthorn.pk]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404
    assert "Cycle of validations" not in words(client.get("/"))
