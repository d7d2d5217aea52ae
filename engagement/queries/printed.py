"""The words that a framework prints, for pages that ask in those words."""

from functools import lru_cache

from engagement.models import FrameworkVersion, RoleLabel
from sitrack.core.roles import Role


def printed(framework: FrameworkVersion, key: str, otherwise: str) -> str:
    """The framework's own label of a form item, or our word where it prints none."""
    for item in framework.labels.values():
        if item["key"] == key:
            return str(item["label"]) or otherwise
    return otherwise


def role_name(framework: FrameworkVersion, role: Role) -> str:
    """What the framework calls a role."""
    return _role_names(framework.digest, framework.pk).get(role, role.label)


@lru_cache(maxsize=32)
def _role_names(digest: str, framework_id: int) -> dict[str, str]:
    """Read once: a framework that is in use is locked, and a new digest is new."""
    rows = RoleLabel.objects.filter(framework=framework_id)
    return {row.role: row.label for row in rows}
