"""The bytes of a file: no stream ends where a strict reader doubts its length."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from sitrack.core.documents import writing
from sitrack.core.documents.writing import tight, written


def ending_in_a_return(start: bytes) -> bytes:
    """Data whose compressed form ends in a carriage return."""
    ends = (start + bytes([byte]) for byte in range(256))
    return next(one for one in ends if zlib.compress(one, 9).endswith(b"\r"))


@pytest.mark.parametrize("kind", ["a face", "what is drawn"])
def test_a_stream_that_would_end_in_a_return_gets_a_byte_more(kind: str) -> None:
    data = ending_in_a_return(b"0 0 m 10 10 l S ")
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(data, 9), filter=Name.FlateDecode)
    if kind == "a face":
        stream.Length1 = len(data)
    pdf.Root.Kept = stream
    with pikepdf.open(BytesIO(written(pdf))) as read:
        kept = read.Root.Kept
        assert not kept.read_raw_bytes().endswith(b"\r")
        assert kept.read_bytes()[:-1] == data
        assert int(kept.get("/Length1", len(data) + 1)) == len(data) + 1


def tabled(words: list[str]) -> pikepdf.Pdf:
    """A file of an object for each word, that stand in tables."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    kept = [pdf.make_indirect(Dictionary(Says=String(word))) for word in words]
    pdf.Root.Kept = Array(kept)
    return pdf


def test_a_table_that_would_end_in_a_return_holds_the_same_and_ends_otherwise() -> None:
    words = [str(number) for number in range(190)]
    doubtful = writing._saved(tabled(words))
    while writing._respaced(doubtful) == doubtful:
        words[0] += "x"
        doubtful = writing._saved(tabled(words))
    pdf = writing.saved(tabled(words))
    assert writing.TABLE_IN_DOUBT not in pdf
    assert len(pdf) == len(doubtful)
    with pikepdf.open(BytesIO(pdf)) as read:
        assert not read.check_pdf_syntax()
        assert [str(one.Says) for one in read.Root.Kept] == words


def test_what_was_drawn_is_kept_without_what_nothing_leads_to() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.make_indirect(Dictionary())
    out = BytesIO()
    pdf.save(out)
    with pikepdf.open(BytesIO(tight(out.getvalue()))) as read:
        assert {str(one.Type) for one in read.objects if "/Type" in one} >= {"/Page"}
        assert [one for one in read.objects if one == Dictionary()] == []
