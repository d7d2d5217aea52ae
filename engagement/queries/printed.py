"""The words that a framework prints, for pages that ask in those words."""

from engagement.models import FrameworkVersion
from sitrack.core.roles import Role


def printed(framework: FrameworkVersion, key: str, otherwise: str) -> str:
    """The framework's own label of a form item, or our word where it prints none."""
    for item in framework.labels.values():
        if item["key"] == key:
            return str(item["label"]) or otherwise
    return otherwise


def role_name(framework: FrameworkVersion, role: Role) -> str:
    """What the framework calls a role: one query for each framework asked."""
    named = {label.role: label.label for label in framework.role_labels.all()}
    return named.get(role, role.label)
