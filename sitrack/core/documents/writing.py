"""Writes the bytes of a file so that the length of every stream is beyond doubt.

A strict reader takes a carriage return at the end of a stream's data for part of the
end of the line, and finds the stream shorter than it says.
"""

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Name, Stream

RETURN = b"\r"
TABLE_IN_DOUBT = b"\r\nendstream"
MOST_TRIES = 40
# By its name the first of the catalogue: all objects after it are numbered anew.
FILLERS = Name("/AA_Fillers")


def written(pdf: pikepdf.Pdf) -> bytes:
    """The bytes: the same for the same file. The tables of objects, which are streams
    too, are made at the end; where one is in doubt, an object more gives all of them
    other bytes."""
    for one in pdf.objects:
        if isinstance(one, Stream) and one.get("/Type") != Name.Metadata:
            _end_beyond_doubt(one)
    whole, fillers = _saved(pdf), []
    for _ in range(MOST_TRIES):
        if TABLE_IN_DOUBT not in whole:
            break
        fillers.append(pdf.make_indirect(Array()))
        pdf.Root[FILLERS] = Array(fillers)
        whole = _saved(pdf)
    return whole


def _end_beyond_doubt(stream: Stream) -> None:
    """Compressed data end in a sum over all of them: what is drawn ends with a space
    more, a face with a byte more that no table of it names, and the sum is another.
    An empty byte would leave the sum as it is."""
    if "/Filter" in stream and not stream.read_raw_bytes().endswith(RETURN):
        return
    plain = stream.read_bytes()
    is_face = "/Length1" in stream or ("/Subtype" in stream and "/BBox" not in stream)
    packed = zlib.compress(plain, 9)
    while packed.endswith(RETURN):
        plain += b"\1" if is_face else b" "
        packed = zlib.compress(plain, 9)
    if "/Length1" in stream:
        stream.Length1 = len(plain)
    stream.write(packed, filter=Name.FlateDecode)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()
