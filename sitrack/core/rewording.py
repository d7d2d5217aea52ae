"""What changed between two texts, word by word, with a few words around it."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

AROUND = 8
WORD = re.compile(r"\S+\s*|\s+")


class Piece(NamedTuple):
    """Words that are the same, were taken out, or were put in."""

    kind: str
    words: str


def changed_words(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in their order; nothing where they read the same.

    Of what stayed the same, eight words before and after a change are kept.
    """
    old, new = WORD.findall(before.strip()), WORD.findall(after.strip())
    bare_old, bare_new = [_bare(word) for word in old], [_bare(word) for word in new]
    if bare_old == bare_new:
        return []
    start = _alike(bare_old, bare_new)
    end = _alike(bare_old[start:][::-1], bare_new[start:][::-1])
    matcher = SequenceMatcher(
        None,
        bare_old[start : len(old) - end],
        bare_new[start : len(new) - end],
        autojunk=False,
    )
    pieces = [Piece("same", "".join(new[:start]))]
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(new[start + j1 : start + j2])))
            continue
        pieces.append(Piece("out", "".join(old[start + i1 : start + i2])))
        pieces.append(Piece("in", "".join(new[start + j1 : start + j2])))
    pieces.append(Piece("same", "".join(new[len(new) - end :])))
    return list(_trimmed([piece for piece in pieces if piece.words]))


def _bare(word: str) -> str:
    return word.strip()


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words the two begin with alike."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _trimmed(pieces: list[Piece]) -> Iterator[Piece]:
    last = len(pieces) - 1
    for place, piece in enumerate(pieces):
        words = WORD.findall(piece.words)
        if piece.kind != "same":
            yield piece
        elif place == 0 and len(words) > AROUND:
            yield Piece("same", "… " + "".join(words[-AROUND:]))
        elif place == last and len(words) > AROUND:
            yield Piece("same", "".join(words[:AROUND]).rstrip() + " …")
        elif len(words) > 2 * AROUND:
            first, rest = "".join(words[:AROUND]), "".join(words[-AROUND:])
            yield Piece("same", f"{first.rstrip()} … {rest}")
        else:
            yield piece
