"""A mistake in a file, and the error that lists them all."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake in a file, as a person would look for it."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.message}"


class DefinitionError(Exception):
    """All the mistakes of one file, in the order of its lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: problem.line)
        super().__init__("\n".join(str(problem) for problem in self.problems))
