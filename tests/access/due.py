"""What is due at Hawthorn: one thing open, another waived."""

from engagement.models import Obligation
from engagement.services.obligations import waive
from reports.services.summaries import refresh
from tests.universe import Council


def what_is_due(council: Council, reason: str) -> dict[str, Obligation]:
    """The plan for support of the autumn, and a waived row of the spring."""
    refresh([council.hawthorn.pk])
    rows = Obligation.objects.filter(school=council.hawthorn, activity="support_plan")
    waived = rows.get(term=council.terms["summer"])
    return {
        "open": rows.get(term=council.terms["spring"]),
        "waived": waive(obligation=waived, reason=reason, by=council.rita),
    }
