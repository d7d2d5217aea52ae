"""What the framework in use calls each role; the app that knows definitions tells."""

from collections.abc import Callable, Mapping

from sitrack.core.roles import Role

Names = Mapping[str, str]
_tellers: list[Callable[[], Names]] = []


def named_by(tell: Callable[[], Names]) -> None:
    """Have a function asked for the framework's names, by role."""
    if tell not in _tellers:
        _tellers.append(tell)


def roles_in_use() -> dict[str, str]:
    """The roles that the framework has, by name; all of ours where none is loaded."""
    told: dict[str, str] = {}
    for tell in _tellers:
        told.update(tell())
    if not told:
        return role_names()
    return {role.value: told[role] for role in Role if role in told}


def role_names() -> dict[str, str]:
    """Every role's name: the framework's, or our own where it has none."""
    names = {role.value: str(role.label) for role in Role}
    for tell in _tellers:
        names.update(tell())
    return names
