"""What stands below the text of a plan for support."""

from engagement.models import SupportEntry


def note_of(row: SupportEntry) -> str:
    """The hours planned, or the partner school; empty where there is neither."""
    if row.partner_school:
        return f"Partner school: {row.partner_school}"
    if not row.planned_minutes:
        return ""
    hours = f"{row.planned_minutes / 60:.2f}".rstrip("0").rstrip(".")
    return f"Planned: {hours} {'hour' if row.planned_minutes == 60 else 'hours'}"
