"""Versions of Hawthorn’s record for each audience, and a bundle of Rolf’s: kept as the
text that would be drawn, so that the crawl reads what is in them."""

from dataclasses import dataclass

import pytest

from reports.documents import KINDS
from reports.models import Bundle, Publication
from reports.queries.bundles import Period
from reports.rules.publishing import OF_A_SCHOOL
from reports.services.bundles import ask_for_bundle, make_item
from reports.services.publications import publish
from tests.access.printing import print_as_text
from tests.universe import Council


@dataclass(frozen=True)
class Published:
    versions: dict[str, Publication]
    bundle: Bundle


def publish_and_bundle(council: Council) -> Published:
    with pytest.MonkeyPatch.context() as undrawn:
        print_as_text(undrawn)
        versions = {
            audience: publish(
                kind=KINDS["record"],
                subject=council.records["hawthorn"].pk,
                audience=audience,
                by=council.sam,
            )
            for audience in OF_A_SCHOOL
        }
        bundle = ask_for_bundle(
            period=Period(council.year), officer=None, by=council.rolf
        )
        for item in bundle.items.all():
            make_item(item)
    return Published(versions, bundle)
