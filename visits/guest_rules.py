"""Who may be given access to one thing of another school, and until when (CONF-10)."""

from datetime import date, timedelta

from sitrack.core.rules import RuleBroken

LONGEST = timedelta(days=365)


def check_until(*, until: date, today: date) -> None:
    """The last day is today or later, and at most 365 days ahead."""
    if until < today:
        raise RuleBroken("The last day must be today or later", "until")
    latest = today + LONGEST
    if until > latest:
        raise RuleBroken(
            f"The last day can be at most a year ahead: {latest:%-d %B %Y} or earlier",
            "until",
        )


def check_guest(
    *, name: str, is_giver: bool, works_here: str, is_authority: bool
) -> None:
    """A guest is somebody of another school, or a peer without a post.

    ``works_here`` is the school's name where they hold a post at it, else empty.
    """
    if is_giver:
        raise RuleBroken("Enter the address of somebody else", "email")
    if is_authority:
        raise RuleBroken(
            f"{name} works for the local authority, which does not read as a guest",
            "email",
        )
    if works_here:
        raise RuleBroken(
            f"{name} holds a post at {works_here}, and reads what that post shows",
            "email",
        )


def check_readable(*, is_final: bool, is_offered: bool | None) -> None:
    """What a guest reads has left its authors for good: a note that is final, one of
    its next steps, or a document while its school shares it (``is_offered``)."""
    if is_offered is None and not is_final:
        raise RuleBroken(
            "Only a visit note that is final, and its next steps, can be shown to"
            " somebody outside the school."
        )
    if is_offered is False:
        raise RuleBroken("Share the document with those who read the visit first.")
