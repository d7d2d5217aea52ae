"""What an installation should be told before it is used in earnest."""

from typing import Any

from django.conf import settings
from django.core import checks

from sitrack.core.documents.word.templates import faults_of


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


@checks.register(checks.Tags.templates)
def word_templates_can_be_filled(
    app_configs: Any, **options: Any
) -> list[checks.CheckMessage]:
    """An authority's Word template that lacks something is said at the start."""
    if settings.WORD_TEMPLATES is None:
        return []
    return [
        checks.Error(
            fault,
            hint="Begin with a copy of templates/word/document.docx, change how its"
            " styles look, and keep their names.",
            id="sitrack.E001",
        )
        for file in sorted(settings.WORD_TEMPLATES.glob("*.docx"))
        for fault in faults_of(file)
    ]
