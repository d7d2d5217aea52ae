"""Memberships of federations and agreements of academies, for their keeper."""

from django.http import Http404

from schools.models import FederationMembership, TradedAgreement


def membership_or_404(pk: int) -> FederationMembership:
    """A membership with its school and federation."""
    rows = FederationMembership.objects.select_related("school", "federation")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def agreements() -> list[TradedAgreement]:
    """All agreements with their academies, by name, the latest first."""
    rows = TradedAgreement.objects.select_related("school")
    return list(rows.order_by("school__name", "-start"))


def agreement_or_404(pk: int) -> TradedAgreement:
    """An agreement with its academy."""
    found = TradedAgreement.objects.select_related("school").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
