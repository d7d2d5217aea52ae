"""The parts of a Word file as trees, opened so that nothing but the file is read."""

import io
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from sitrack.core.files.inspection import inspect
from sitrack.core.files.refusal import FileRefused

MOST_XML = 16 * 1024 * 1024
OLD_WORD = b"\xd0\xcf\x11\xe0"
DOCUMENT = "word/document.xml"
# Where text stands besides the document itself, and how a reader is told of it.
BESIDE = {"header": "Page header", "footer": "Page footer", "comments": "Comment"}
NOTES = {"footnotes": "footnoteReference", "endnotes": "endnoteReference"}


@dataclass(frozen=True)
class Parts:
    """The trees of a file. ``notes`` are told by the name of what points at them and
    their number; ``beside`` are the headers, footers and comments, with their names."""

    document: etree._Element
    notes: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    beside: tuple[tuple[str, etree._Element], ...] = ()


def open_parts(content: bytes, *, name: str) -> Parts:
    """Raises FileRefused, in words that say what to do, for what is no Word document of
    today, or has a password, macros or more inside than a record can have."""
    _check_name(content, name)
    if inspect(io.BytesIO(content), name=name, size=len(content)) != "docx":
        raise FileRefused(
            "This is not a Word document. Choose the record’s Word file: its name ends"
            " in .docx."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _read(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError) as error:
        raise _damaged() from error


def local(element: etree._Element) -> str:
    """An element's name without its namespace: Word has two for the same thing."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: etree._Element, name: str) -> str:
    """An attribute, in whichever of the namespaces it stands."""
    found = (
        text for key, text in element.attrib.items() if key.rpartition("}")[2] == name
    )
    return next(found, "")


def _check_name(content: bytes, name: str) -> None:
    ending = name.lower().rpartition(".")[2]
    if ending in {"docm", "dotm"}:
        raise FileRefused(
            "This file may hold macros, which are small programs. Open it in Word, save"
            " it as a Word Document (.docx), and choose that file."
        )
    old = content.startswith(OLD_WORD)
    if ending in {"doc", "dot", "rtf", "odt"} or (old and ending != "docx"):
        raise FileRefused(
            "This file is of an older or another kind. Open it in Word, choose Save As,"
            " then Word Document (.docx), and choose the new file."
        )
    if old:
        raise FileRefused(
            "This file has a password, or is an old Word file under a new name. Open it"
            " in Word, take the password off, save it as a Word Document (.docx), and"
            " choose it again."
        )


def _read(package: zipfile.ZipFile) -> Parts:
    names = package.namelist()
    if DOCUMENT not in names:
        raise _damaged()
    wanted = [name for name in names if _kind(name)]
    if sum(package.getinfo(name).file_size for name in [DOCUMENT, *wanted]) > MOST_XML:
        raise FileRefused(
            "The document is far longer than a record can be. Split it into one Word"
            " file a year, and choose one at a time."
        )
    notes = {}
    beside = []
    for name in sorted(wanted):
        tree, kind = _tree(package.read(name)), _kind(name)
        if kind in NOTES:
            for one in tree:
                notes[NOTES[kind], value(one, "id")] = one
        else:
            beside.append((BESIDE[kind], tree))
    return Parts(_tree(package.read(DOCUMENT)), notes, tuple(beside))


def _kind(name: str) -> str:
    """What a part holds: "header" for word/header2.xml, nothing for the others."""
    folder, _, file = name.rpartition("/")
    kind = file.removesuffix(".xml").rstrip("0123456789")
    return kind if folder == "word" and kind in {*BESIDE, *NOTES} else ""


def _tree(content: bytes) -> etree._Element:
    # No document type is allowed at all, so there is no entity that could be expanded;
    # lxml's own limits on depth and on the length of a text stand.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged() from error
    if tree.getroottree().docinfo.doctype:
        raise _damaged()
    return tree


def _damaged() -> FileRefused:
    return FileRefused(
        "The Word file is damaged or not whole. Open it in Word, save it again under a"
        " new name, and choose the new file."
    )
