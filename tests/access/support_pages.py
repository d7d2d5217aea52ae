"""The pages of offers and of requests to other teams, for the table of access."""

from tests.access.places import nothing, offer, request, school, term
from tests.access.row import Row

#            no he de co gu se od ev sa ol ri ro ha de th ad
BOTH_WRITE = "- o o x x x . . o . o . x x x ."
SEEKS = "    - o o x x x o o o o o o o o o x"
OFFER_KEPT = "- o o . . . . . o x o x x x x ."
OFFER_OPEN = "- o o . . . x x o x o x x x x ."
TEAM_LIST = "- x x x x x x x x x x x x x o x"
TEAM_ANSWERS = "- x x x x x . . x . x . x x o ."
LA_ANSWERS = " - x x x x x . . o . o . x x . ."
TO_TEAM = "   - o o o o o . . o . o . o o o ."
TO_OTHERS = " - o o o o o . . o . o . o o . ."

SUPPORT: dict[str, tuple[Row, ...]] = {
    "engagement:team_requests": (Row(nothing, TEAM_LIST, "GET"),),
    "engagement:request_add": (Row(term("hawthorn"), BOTH_WRITE),),
    "engagement:support_request": (
        Row(request("team"), TO_TEAM, "GET"),
        Row(request("team"), TEAM_ANSWERS, "POST"),
        Row(request("others"), TO_OTHERS, "GET"),
        Row(request("others"), LA_ANSWERS, "POST"),
    ),
    "engagement:offers": (Row(nothing, SEEKS, "GET"),),
    "engagement:offer_add": (Row(school("hawthorn"), BOTH_WRITE),),
    "engagement:offer_withdraw": (
        Row(offer("kept"), OFFER_KEPT),
        Row(offer("open"), OFFER_OPEN),
    ),
}
