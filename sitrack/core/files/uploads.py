"""Taking in what a browser sends: to the disk, and no more of it than may be kept."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from sitrack.core.files.inspection import MEGABYTE, MOST_MEGABYTES


class BoundedUpload(TemporaryFileUploadHandler):
    """Counts a file that is too large to its end, and keeps only its beginning.

    So the form can say how large it was, and nobody can fill the disk.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= MOST_MEGABYTES * MEGABYTE:
            super().receive_data_chunk(raw_data, start)
