"""Joins parts, each drawn by itself, into one tagged file, and stamps its pages.

The file is valid as PDF/A-2a and as PDF/UA-1: every part brings its tags, and what
the stamp adds at head and foot is marked as no part of the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from sitrack.core.documents.metadata import About, describe
from sitrack.core.documents.stamping import Stamp
from sitrack.core.documents.writing import saved

# A link to a place in another part: <a href="document:glossary"> to id="glossary".
INSIDE = "document:"
OUTSIDE = ("https:", "http:", "mailto:")


@dataclass(frozen=True)
class Piece:
    """A part as it was drawn, and its name in the outline."""

    name: str
    pdf: bytes


def join(pieces: list[Piece], stamp: bytes, about: About, *, headed: bool) -> bytes:
    """One file of all pieces. The same values give the same bytes.

    ``headed`` says that the head stands on the first page too. Raises ValueError for a link to a place that no piece has.
    """
    joined = _Joined()
    for piece in pieces:
        joined.add(piece)
    joined.close()
    marks = Stamp(joined.pdf, stamp)
    for number, page in enumerate(joined.pages, start=1):
        head = headed or number > 1
        marks.put(page, number, len(joined.pages), head=head)
    describe(joined.pdf, about)
    return saved(joined.pdf)


class _Joined:
    """A file to which one piece after another is added."""

    def __init__(self) -> None:
        self.pdf = Pdf.new()
        self.pages: list[Object] = []
        self._top = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document)
        )
        self._texts = Array()
        self._owners = Array()
        self._keys = 0
        self._places: dict[bytes, Object] = {}
        self._links: list[Object] = []
        self._outline: list[Object] = []
        self._faces: dict[bytes, Object] = {}
        self._colours: Object | None = None

    def add(self, piece: Piece) -> None:
        source = Pdf.open(BytesIO(piece.pdf))
        before = len(self.pages)
        for drawn in source.pages:
            self.pdf.pages.append(drawn)
        pages = [page.obj for page in self.pdf.pages[before:]]
        self.pages += pages
        if "/OutputIntents" not in self.pdf.Root:
            intents = source.Root.OutputIntents
            self.pdf.Root.OutputIntents = self._taken(source, intents)
        self._share(pages[0].Resources)
        self._add_tags(source)
        self._renumber(pages)
        self._note_places(source)
        self._note_outline(piece.name, pages[0], source)

    def _taken(self, source: Pdf, thing: Object) -> Object:
        """A copy of something of the source, which knows the pages copied before."""
        whole = thing if thing.is_indirect else source.make_indirect(thing)
        return self.pdf.copy_foreign(whole)

    def _share(self, resources: Object) -> None:
        """Each part brings the signs of its faces, often the very same: the file keeps
        one of each; and its spaces of colour, which are always the same. All pages of a
        part have one list of what they use."""
        for face in resources.get("/Font", Dictionary()).values():
            described = face.DescendantFonts[0].FontDescriptor
            signs = described.FontFile2
            described.FontFile2 = self._faces.setdefault(signs.read_raw_bytes(), signs)
        self._colours = self._colours or resources.ColorSpace
        resources.ColorSpace = self._colours

    def _add_tags(self, source: Pdf) -> None:
        root = self._taken(source, source.Root.StructTreeRoot)
        for text in root.K:
            text.S = Name.Part
            text.P = self._top
            self._texts.append(text)
        owners = root.ParentTree
        for place in range(0, len(owners.Nums), 2):
            owners.Nums[place] = int(owners.Nums[place]) + self._keys
        first, last = int(owners.Nums[0]), int(owners.Nums[-2])
        owners.Limits = Array([first, last])
        self._owners.append(owners)
        self._after = last + 1

    def _renumber(self, pages: Sequence[Object]) -> None:
        """Pages and links name their place in the tree of owners by number."""
        for page in pages:
            page.StructParents = int(page.StructParents) + self._keys
            for link in page.get("/Annots", []):
                link.StructParent = int(link.StructParent) + self._keys
                self._links.append(link)
        self._keys = self._after

    def _note_places(self, source: Pdf) -> None:
        if "/Names" not in source.Root:
            return
        names = self._taken(source, source.Root.Names).Dests.Names
        for name, place in zip(names[::2], names[1::2], strict=True):
            self._places.setdefault(bytes(name), place)

    def _note_outline(self, name: str, page: Object, source: Pdf) -> None:
        """The part's own entries go under its name, unless they begin with it."""
        entries: list[Object] = []
        if "/Outlines" in source.Root:
            entries = list(_siblings(self._taken(source, source.Root.Outlines)))
        if entries and str(entries[0].Title) == name:
            entries = [*_siblings(entries[0]), *entries[1:]]
        whole = self.pdf.make_indirect(
            Dictionary(
                Title=String(name), Dest=Array([page, Name.XYZ, 0, _height(page), 0])
            )
        )
        self._place_under(whole, entries)
        self._outline.append(whole)

    def _place_under(self, parent: Object, entries: list[Object]) -> None:
        for number, entry in enumerate(entries):
            entry.Parent = parent
            _tie(entry, "/Prev", entries[number - 1] if number else None)
            after = entries[number + 1] if number + 1 < len(entries) else None
            _tie(entry, "/Next", after)
        if entries:
            parent.First, parent.Last = entries[0], entries[-1]
            # A negative count: the entries below are folded until somebody opens them.
            parent.Count = -len(entries)

    def close(self) -> None:
        """Tie what was gathered to the file."""
        self._resolve()
        root = self.pdf.Root
        root.Lang = String("en-GB")
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.StructTreeRoot = self.pdf.make_indirect(
            Dictionary(
                Type=Name.StructTreeRoot,
                K=Array([self._top]),
                ParentTree=Dictionary(Kids=self._owners),
                ParentTreeNextKey=self._keys,
            )
        )
        self._top.P = root.StructTreeRoot
        self._top.K = self._texts
        outline = self.pdf.make_indirect(Dictionary(Type=Name.Outlines))
        self._place_under(outline, self._outline)
        outline.Count = len(self._outline)
        root.Outlines = outline
        root.PageMode = Name.UseOutlines
        if self._places:
            names = Array()
            for name in sorted(self._places):
                names.extend([String(name), self._places[name]])
            root.Names = Dictionary(Dests=Dictionary(Names=names))

    def _resolve(self) -> None:
        """Links between parts become links inside the file; a link to anything but a
        page or a mail leads nowhere."""
        for link in self._links:
            if "/A" not in link or str(link.A.URI).startswith(OUTSIDE):
                continue
            address = str(link.A.URI)
            if not address.startswith(INSIDE):
                del link["/A"]
                continue
            name = address.removeprefix(INSIDE)
            if name.encode() not in self._places:
                raise ValueError(f"no part has a place named {name}")
            del link["/A"]
            link.Dest = String(name)


def _siblings(parent: Object) -> Iterator[Object]:
    entry = parent.get("/First")
    while entry is not None:
        yield entry
        entry = entry.get("/Next")


def _tie(entry: Object, key: str, other: Object | None) -> None:
    if other is not None:
        entry[key] = other
    elif key in entry:
        del entry[key]


def _height(page: Object) -> Object:
    return page.MediaBox[3]
