"""What Hawthorn offers other schools, one offer that it shows them and one that it keeps,
and what is asked of other teams for it."""

from engagement.models import SchoolOffer, SupportRequest
from engagement.services.offers import Offered, make_offer
from engagement.services.requests import Asked, send_request
from tests.access.canaries import BIRCH, GOVERNORS, LA, LEADERS, TEAM, Canaries
from tests.universe import Council

EMPLOYED = LA | BIRCH | TEAM
OTHER_HEADS = frozenset({"odd", "eva"})


def what_is_offered(council: Council, canaries: Canaries) -> dict[str, SchoolOffer]:
    readers = {"open": EMPLOYED | LEADERS | OTHER_HEADS, "kept": EMPLOYED | LEADERS}
    return {
        name: make_offer(
            school=council.hawthorn,
            offered=Offered(
                area=None,
                area_words=canaries.word(f"{name}area", who),
                text=canaries.word(f"{name}offer", who),
                term=council.terms["spring"],
                open_to_others=name == "open",
            ),
            by=council.helen,
        )
        for name, who in readers.items()
    }


def what_is_asked(council: Council, canaries: Canaries) -> dict[str, SupportRequest]:
    school = LA | LEADERS | GOVERNORS
    asked = {
        "team": Asked(
            team=council.team("virtual_school"),
            team_words="",
            text=canaries.word("teamrequest", school | TEAM),
        ),
        "others": Asked(
            team=None,
            team_words=canaries.word("otherteam", school),
            text=canaries.word("otherrequest", school),
        ),
    }
    return {
        name: send_request(
            record=council.record(),
            term=council.terms["autumn"],
            asked=one,
            by=council.sam,
        )
        for name, one in asked.items()
    }
