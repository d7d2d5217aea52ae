"""Documents as Word files, of the same parts that are printed.

A part's page is written over into Word's own markup (``markup``), with the styles of a
template that an authority restyles in Word (``templates``); ``filling`` puts both
together. Nothing else in the project imports docxtpl or writes with python-docx.
"""

from sitrack.core.documents.word.filling import render_docx, word_name

__all__ = ["render_docx", "word_name"]
