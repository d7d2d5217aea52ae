"""The bytes of a file: no stream ends where a strict reader doubts its length."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Name

from sitrack.core.documents.writing import written


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
