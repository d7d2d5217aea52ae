"""Files that people hand in: checked by content, scanned, kept outside any address.

It knows nothing of schools: who may read a file is decided by the page it belongs to.
"""
