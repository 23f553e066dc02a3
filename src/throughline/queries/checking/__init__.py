"""The whole record against what must always hold (`throughline check`)."""

from throughline.queries.checking.look import Look
from throughline.queries.checking.whole import check_record

__all__ = ["Look", "check_record"]
