"""That an officer reports to the senior officer each term (SCO-32)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TermReportForm:
    """``activity`` names the cadence that a report which was sent meets."""

    activity: str
