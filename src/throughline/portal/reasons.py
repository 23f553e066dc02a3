"""What is wrong with something that came back, said to the person."""

from django.utils.translation import gettext as _

from throughline.journey.decisions.steps import CorrectionReason


def reason_in_words(reason: str) -> str:
    known = {
        CorrectionReason.MISSING: _("It is missing."),
        CorrectionReason.UNREADABLE: _("We could not read it."),
        CorrectionReason.DOES_NOT_MATCH: _("It does not match something else that you told us."),
        CorrectionReason.OUT_OF_DATE: _("It is out of date."),
        CorrectionReason.NEEDS_CHANGE: _("Something has to change."),
    }
    return next((said for code, said in known.items() if code == reason), reason)
