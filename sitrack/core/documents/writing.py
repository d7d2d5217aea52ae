"""Writes the bytes of a file so that the length of every stream is beyond doubt.

A strict reader takes a carriage return at the end of a stream's data for part of the
end of the line, and finds the stream shorter than it says.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Name, Object, Stream

RETURN = b"\r"
TABLE_IN_DOUBT = b"\r\nendstream"
START = b">>\nstream\n"
MOST_TRIES = 40
# By its name the first of the catalogue: all objects after it are numbered anew.
FILLERS = Name("/AA_Fillers")


def written(pdf: pikepdf.Pdf) -> bytes:
    """The bytes, whatever the file was made of: the same for the same file."""
    for one in pdf.objects:
        if isinstance(one, Stream) and one.get("/Type") != Name.Metadata:
            end_beyond_doubt(one)
    return saved(pdf)


def tight(drawn: bytes) -> bytes:
    """What was drawn, without the objects that nothing leads to, and ready to be joined
    as it is: looked through once, and not each time that it is printed."""
    with pikepdf.open(BytesIO(drawn)) as pdf:
        return written(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a file of which every stream is beyond doubt. The tables of objects,
    which are streams too, are made at the end; where one is in doubt, another space in
    it gives it another sum, and where that does not help, an object more gives all of
    them other bytes."""
    whole, fillers = _respaced(_saved(pdf)), []
    for _ in range(MOST_TRIES):
        if TABLE_IN_DOUBT not in whole:
            break
        fillers.append(pdf.make_indirect(Array()))
        pdf.Root[FILLERS] = Array(fillers)
        whole = _respaced(_saved(pdf))
    return whole


def _respaced(whole: bytes) -> bytes:
    """The file with one line end a space in each table in doubt, where that leaves the
    table its length: nothing after it moves."""
    end = whole.find(TABLE_IN_DOUBT)
    while end != -1:
        start = whole.rfind(START, 0, end) + len(START)
        table = whole[start : end + 1]
        if other := next(_as_long(table), None):
            whole = whole[:start] + other + whole[end + 1 :]
        end = whole.find(TABLE_IN_DOUBT, end + 1)
    return whole


def _as_long(table: bytes) -> Iterator[bytes]:
    """The same objects, compressed to the same length with another end."""
    try:
        plain = zlib.decompress(table)
    except zlib.error:
        return
    for line_end in re.finditer(rb"(?<=>>)\n", plain):
        other = zlib.compress(
            plain[: line_end.start()] + b" " + plain[line_end.end() :]
        )
        if len(other) == len(table) and not other.endswith(RETURN):
            yield other


def end_beyond_doubt(stream: Object) -> None:
    """Compressed data end in a sum over all of them: what is drawn ends with a space
    more, a face with a byte more that no table of it names, and the sum is another.
    An empty byte would leave the sum as it is."""
    if "/Filter" in stream and not stream.read_raw_bytes().endswith(RETURN):
        return
    plain = stream.read_bytes()
    is_face = "/Length1" in stream or ("/Subtype" in stream and "/BBox" not in stream)
    plain, compressed = packed(plain, b"\1" if is_face else b" ")
    if "/Length1" in stream:
        stream.Length1 = len(plain)
    stream.write(compressed, filter=Name.FlateDecode)


def packed(plain: bytes, more: bytes = b" ") -> tuple[bytes, bytes]:
    """The data with as many bytes more as it takes, and what they are compressed to."""
    compressed = zlib.compress(plain, 9)
    while compressed.endswith(RETURN):
        plain += more
        compressed = zlib.compress(plain, 9)
    return plain, compressed


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()
