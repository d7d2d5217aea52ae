"""What every page may know of the installation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "demonstration": settings.DEMONSTRATION,
        # The default alone is shown on a real register.
        "invented_schools": settings.FRAMEWORK != settings.DEFAULT_FRAMEWORK,
        "organisation": settings.ORGANISATION,
    }
