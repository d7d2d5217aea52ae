"""An old record in Word that is being corrected: the authority's alone until accepted."""

from django.core.files.base import ContentFile

from reports.services.import_folder import hand_in_folder, read_folder
from reports.services.imports import hand_in
from sitrack.core.files.services import scan
from tests.access.canaries import Canaries
from tests.universe import Council
from tests.word_forms.forms import blocks_for
from tests.word_forms.paper import para, word_file
from tests.word_forms.words import small

WRITERS = frozenset({"sam", "rita"})
NAME = "hawthorn.docx"


def hand_in_old_records(council: Council, canaries: Canaries) -> None:
    """Hawthorn's, with a word in a visit and one in no box at all; and one that the
    administrator hands in, who reads none of it."""
    said = small()
    said.visits[0].summary = canaries.word("oldsummary", WRITERS)
    title, *rest = blocks_for(said)
    loose = para(canaries.word("oldloose", WRITERS))
    content = word_file([title, loose, *rest])
    file = ContentFile(content, name=NAME)
    made = hand_in(school=council.hawthorn, file=file, by=council.sam)
    if made.file:
        scan(made.file)
    said.visits[0].summary = canaries.word("foldersummary", WRITERS)
    other = ContentFile(word_file(blocks_for(said)), name="for-sam.docx")
    folder = hand_in_folder(files=[other], by=council.ada)
    read_folder(folder)
    scan(folder.imports.get().file)
