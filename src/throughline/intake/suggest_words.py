"""Words in the names of activities that hint at what they mean, in English, Dutch and German.

They are hints and nothing more: what they lead to is a suggestion that somebody has to accept.
"""

import re

from throughline.intake.column_names import plain

PATTERNS: dict[str, tuple[str, ...]] = {
    "asks": (
        r"\b(ask|asks|asked|request|requests|requested|require|demand|retrieve|seek)\b( \w+){0,3}? "
        r"(missing|additional|further|more|information|documents?|data|papers?|proof|drawings?|payslips?|"
        r"evidence|supplements?|additions?|updated \w+)\b",
        r"\b(missing|additional|further) (data|information|documents?|papers?) (asked|requested|required)\b",
        r"\bincomplete (dossiers?|files?|applications?)\b",
        r"\b(additions?|supplements?) required\b",
        r"\b(opvragen|navragen|verzoek(en)? om|vragen om)\b.*\b(gegevens|stukken|aanvulling|informatie)\b",
        r"\b(aanvullende|ontbrekende) (gegevens|stukken) (opvragen|gevraagd|vragen)\b",
        r"\bnabellen incomplete\b",
        r"\b(nachfordern|nachforderung|nachgefordert)\b",
        r"\b(fehlende|weitere) (unterlagen|angaben) (anfordern|angefordert)\b",
    ),
    "supplies": (
        r"\b(receive|received|receipt of|supplied|supply|provided?|give|given|hand(ed)? in|upload(ed)?)\b"
        r"( \w+){0,3}? (missing|additional|further|information|documents?|data|papers?|proof|drawings?|"
        r"payslips?|evidence|supplements?|updated \w+)\b",
        r"\b(missing|additional|further) (data|information|documents?|papers?) received\b",
        r"\b(drawings?|documents?|papers?|payslips?|evidence|proof) (received|given|supplied|uploaded)\b",
        r"\bsent back\b",
        r"\b(ontvangst|ontvangen)\b.*\b(aanvullende|ontbrekende)\b",
        r"\b(aanvullende|ontbrekende) (gegevens|stukken) ontvangen\b",
        r"\b(unterlagen|angaben) (eingegangen|erhalten|nachgereicht)\b",
    ),
    "chases": (
        r"\bchas(e|es|ed|ing|er)\b",
        r"\b(where is (it|my)|status (request|enquiry|inquiry|question)|asked? (about|for) (the )?status)\b",
        r"\b(navraag|statusvraag|informatieverzoek status|rappel (van|door) (de )?(aanvrager|klant))\b",
        r"\b(nachfrage|sachstandsanfrage|sachstandsfrage)\b",
    ),
    "complaints": (
        r"\b(complain|complains|complained|complaint|complaints|objection|objections|dispute|disputes|appeals?|"
        r"appealed)\b",
        r"^(object|objects|objected)\b",
        r"\b(klacht|klachten|bezwaar|bezwaarschrift|beroep|beroepschrift)\b",
        r"\b(beschwerde|widerspruch|einspruch|klage)\b",
    ),
    "elsewhere": (
        r"\b(external|third party|court|prefecture|ministry|referred out|outside agency|competent authority|"
        r"water board|police|supplier|vendor)\b",
        r"\b(send|request)( \w+){0,3}? advice\b",
        r"\b(extern|externe|derden|rechtbank|bevoegd gezag|waterschap)\b",
        r"\b(gericht|ministerium|fremdstelle|externes?)\b",
    ),
    "to": (
        r"\b(send|sends|sent|sending|senddate|mailed|mail|e mail|letters?|notify|notified|notifies|inform|"
        r"informed|notification|acknowledge|acknowledged|acknowledgement|tell|told|announce|announced)\b",
        r"\b(phone call|phoned|called (the )?(customer|applicant|client)|call (customer|applicant|client)|"
        r"call back|contact(ing|ed)? (the )?(customer|applicant|client|patient))\b",
        r"\b(decision|permit|licen[cs]e|certificate|offer|invoice|bill|fine) (sent|issued|delivered)\b",
        r"\b(issue|deliver|hand over)\b",
        r"\b(versturen|verstuurd|verzenden|verzonden|verzenddatum|brief|informeren|nabellen|bellen|kennisgeving|"
        r"mededelen|mededeling|berichten)\b",
        r"\b(senden|gesendet|versenden|versandt|versand|brief|bescheid|mitteilen|mitteilung|benachrichtigen|"
        r"benachrichtigung|anrufen|anruf|informieren)\b",
    ),
    "from": (
        r"\bby (employee|customer|applicant|client|citizen|patient|student|claimant)\b",
        r"\b(submit|submits|submitted|submission|applied|(application|request|claim) received|sent in|"
        r"request (opened|made)|replies|replied|responds|responded|pays|paid|payment (received|made)|"
        r"withdraws|withdrawn)\b",
        r"^(apply|reply|payment|withdraw)\b$",
        r"\b(insert|open) (ticket|claim|complaint)\b",
        r"\b(indienen|ingediend|aanvraag ontvangen|betaling|betaald|intrekken|ingetrokken)\b",
        r"\b(einreichen|eingereicht|antrag eingegangen|antragseingang|zahlung|bezahlt|zuruckgezogen)\b",
    ),
    "endings": (
        r"\b(close|closed|closing|decision|decided|grant|granted|approved|refuse|refused|reject|rejected|decline|"
        r"declined|denied|cancel|cancelled|canceled|withdrawn|paid|completed|released?|activated|terminated?|"
        r"aborted|archived?|resolved|discharged?|finished|handled)\b",
        r"\b(afgehandeld|afgesloten|besluit|beschikking|verleend|geweigerd|afgewezen|ingetrokken|afgebroken)\b",
        r"\b(abgeschlossen|bescheid|bewilligt|genehmigt|abgelehnt|zuruckgezogen|eingestellt|erledigt)\b",
    ),
    "reached": (
        r"\b(grant|granted|approved|accepted|paid|payment handled|activated|awarded|issued|released?|"
        r"resolved|discharged?|delivered|won)\b",
        r"\b(verleend|goedgekeurd|toegekend|uitbetaald)\b",
        r"\b(bewilligt|genehmigt|erteilt|ausgezahlt)\b",
    ),
    "missed": (
        r"\b(refuse|refused|refusal|reject|rejected|decline|declined|denied|cancel|cancelled|canceled|withdrawn|"
        r"aborted|terminated?|suspended|collection|return|no show|expired)\b",
        r"\b(geweigerd|afgewezen|ingetrokken|afgebroken|buiten behandeling)\b",
        r"\b(abgelehnt|zuruckgezogen|eingestellt|verfallen)\b",
    ),
}  # fmt: skip
"""What hints at what; compared with names without case, accents and punctuation."""

OURS = (
    r"^(create|creating|draft|prepare|generat\w*|start|set|phase|check|review|determine|adjust|no|extend|"
    r"wait)\b"
)
"""Work on a letter that has not left yet, and marks in a system: nobody outside notices."""

UNLESS: dict[str, str] = {
    "asks": OURS,
    "supplies": OURS,
    "complaints": r"\b(send|sent|notify|result|decision|periods?|term|subcase|system)\b",
    "elsewhere": r"^(receive|process|insert|inform|start|initiative)\b|\bby competent\b",
    "to": OURS + r"(?!.*\bsend\b)|\bsent (back|in)\b|\bcredit collection\b",
    "endings": r"^(create|creating|draft|prepare|generat\w*|check|review|determine|adjust)\b",
    "from": r"\b(decision|by (supervisor|administration|manager|director))\b",
}
"""Words that speak against it."""

COMPILED = {hint: re.compile("|".join(patterns)) for hint, patterns in PATTERNS.items()}
AGAINST = {hint: re.compile(pattern) for hint, pattern in UNLESS.items()}


def hint(kind: str, name: str) -> str | None:
    """The words of a name that hint at a kind of activity."""
    words = plain(name)
    if kind in AGAINST and AGAINST[kind].search(words):
        return None
    found = COMPILED[kind].search(words)
    return found.group() if found else None
