"""Words laid over the pages of a PDF that stays as it is: who was given this copy.

They are drawn by the same printer and in the same faces, and put on each page as an
artifact: whoever has the file read aloud does not hear them on every page, and it stays
as valid as it was.
"""

from html import escape
from io import BytesIO

import pikepdf
from pikepdf import Name

from sitrack.core.documents.drawing import draw_untagged
from sitrack.core.documents.text import printable
from sitrack.core.documents.writing import written

# Up along the right edge, where no text of a document stands.
STRIP = """\
@page { size: A4; margin: 0; }
body { margin: 0; }
p { position: absolute; left: 210mm; top: 282mm; width: 267mm; margin: 0;
    transform-origin: 0 0; transform: translate(-13mm, 0) rotate(-90deg);
    font-family: sans-serif; font-size: 8.5pt; line-height: 4mm; font-weight: bold;
    color: #16202a; text-align: center; }
"""
PAGE = (
    '<html lang="en-GB"><head><title>{0}</title></head><body><p>{0}</p></body></html>'
)
BEFORE = b"q\n"
# On a page that lies on its side the strip is as much shorter as the page is lower.
ASIDE = (
    b"\nQ\n/Artifact <</Type /Pagination>> BDC\n"
    b"q 0.7071 0 0 0.7071 420.94 0 cm /Copy Do Q\nEMC\n"
)
AFTER = b"\nQ\n/Artifact <</Type /Pagination>> BDC\nq /Copy Do Q\nEMC\n"


def laid_over(pdf: bytes, words: str) -> bytes:
    """The file with the words along the edge of each page; the same for the same.

    Raises NotDrawn.
    """
    strip = draw_untagged(PAGE.format(escape(printable(words))), STRIP)
    with pikepdf.open(BytesIO(pdf)) as whole, pikepdf.open(BytesIO(strip)) as drawn:
        form = whole.copy_foreign(drawn.pages[0].as_form_xobject())
        for page in whole.pages:
            page.add_resource(form, Name.XObject, Name("/Copy"))
            page.contents_add(BEFORE, prepend=True)
            width, height = (float(side) for side in list(page.mediabox)[2:])
            page.contents_add(ASIDE if width > height else AFTER)
        return written(whole)
