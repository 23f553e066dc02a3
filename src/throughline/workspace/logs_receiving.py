"""How the files of an upload come in: counted while they come, and refused in the middle of it."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers
from django.http import HttpRequest
from django.utils.translation import gettext as _

from throughline.actions.log_arriving import Arrived, Arriving
from throughline.intake.log_kinds import NotALog
from throughline.intake.mapping_file import MOST
from throughline.ui.values import Problem

FILES, MAPPING = "files", "mapping"
"""The names of the two questions that take files."""


class Receiving(FileUploadHandler):
    """Takes the files of one upload in, until they are more than `limit` bytes together."""

    def __init__(self, request: HttpRequest, *, limit: int) -> None:
        super().__init__(request)
        self.arrived: list[Arrived] = []
        self.problems: list[Problem] = []
        self.mapping, self.mapping_name = "", "mapping.yaml"
        self._limit, self._taken = limit, 0
        self._coming: Arriving | None = None
        self._given = b""

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own contract
        super().new_file(*args, **kwargs)
        if self.field_name == MAPPING:
            self.mapping_name, self._given = str(self.file_name), b""
        elif self.field_name == FILES and not self.problems:
            self._coming = Arriving(str(self.file_name))
        else:
            raise SkipFile
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._coming is None:
            self._given = (self._given + raw_data)[: MOST + 1]
            return
        self._taken += len(raw_data)
        if self._taken > self._limit:
            self.forget_what_is_coming()
            self.problems.append(too_much(self._limit))
            raise SkipFile
        self._coming.add(raw_data)

    def file_complete(self, file_size: int) -> None:
        if self._coming is None:
            self._read_mapping()
            return
        coming, self._coming = self._coming, None
        try:
            self.arrived.append(coming.finish())
        except NotALog as refusal:
            self.problems.append(Problem(message=str(refusal), field=FILES))

    def upload_interrupted(self) -> None:
        self.forget_what_is_coming()

    def forget_what_is_coming(self) -> None:
        if self._coming is not None:
            self._coming.forget()
            self._coming = None

    def _read_mapping(self) -> None:
        try:
            self.mapping = self._given.decode("utf-8-sig")
        except UnicodeDecodeError:
            message = _("%(name)s is not text. Choose the mapping file, such as permits.yaml.")
            self.problems.append(Problem(message=message % {"name": self.mapping_name}, field=MAPPING))
        if len(self._given) > MOST:
            message = _("%(name)s is too large to be a mapping. Did you mean the log?")
            self.problems.append(Problem(message=message % {"name": self.mapping_name}, field=MAPPING))


def too_much(limit: int) -> Problem:
    """Said while the files come, or before, when their length is announced."""
    message = _("These files are larger than %(limit)d MB together. Choose fewer, or pack them with gzip.")
    return Problem(message=message % {"limit": limit // 1024 // 1024}, field=FILES)
