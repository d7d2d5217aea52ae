"""What an installation should be told before it is used in earnest."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def scanner_is_configured(
    app_configs: Any, **options: Any
) -> list[checks.CheckMessage]:
    """Without a scanner, files are handed on with the words "not scanned"."""
    if settings.CLAMD is not None:
        return []
    return [
        checks.Warning(
            "No virus scanner is configured: files are handed on unscanned.",
            hint="Set SITRACK_CLAMD to the address of a ClamAV daemon.",
            id="sitrack.W001",
        )
    ]
