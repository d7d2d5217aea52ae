"""A post that somebody is looked for: it travels in the address from page to page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from schools.models import School
from schools.queries.vacancies import our_schools
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability


@dataclass(frozen=True)
class Wanted:
    """Somebody to be ``role`` at ``school``; ``title`` is what that role is called."""

    school: School
    role: str
    title: str

    @classmethod
    def read(cls, request: SignedInRequest, names: dict[str, str]) -> "Wanted | None":
        """What the address asks for; nothing where it asks for nothing sensible."""
        role, school = request.GET.get("for", ""), request.GET.get("at", "")
        if role not in names or not school.isdecimal() or len(school) > 18:
            return None
        schools = our_schools(request.user, Capability.KEEP_PEOPLE).filter(pk=school)
        found = schools.first()
        return cls(found, role, names[role]) if found else None

    @property
    def query(self) -> str:
        return urlencode({"for": self.role, "at": self.school.pk})

    def address(self, person: int) -> str:
        """The page that appoints this person to it."""
        return f"{reverse('schools:appoint', args=[person])}?{self.query}"
