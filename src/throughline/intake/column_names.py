"""What people call their columns, in the languages that we have met."""

import re
import unicodedata
from functools import lru_cache

NAMES: dict[str, tuple[str, ...]] = {
    "journey": (
        "case concept name", "journey", "journey id", "case id", "caseid", "case", "case number",
        "case no", "case key", "trace id", "request id", "application id", "application no",
        "application number", "applicationid", "ticket id", "incident id", "order id", "claim id",
        "permit id", "file number", "reference", "process id",
        "zaaknummer", "zaak id", "dossiernummer", "aanvraagnummer", "fallnummer", "fall id",
        "vorgangsnummer",
        "aktenzeichen", "antragsnummer", "numero de dossier", "id dossier", "numero de caso", "id caso",
        "expediente", "numero de expediente", "numero do processo", "id do processo", "id do caso",
        "numero pratica", "id pratica", "arendenummer", "arende", "zaak", "dossier", "caso", "patient",
        "vorgang", "documentkey", "document key", "objectid", "object id", "incidentid",
        "application reference", "patient pathway identifier", "pathway identifier",
        "visit number", "visit id", "visit no", "encounter number",
        "bewerbungsnummer", "schadennummer", "aanmeldnummer", "meldingsnummer", "numero de sinistre",
        "n sinistre", "no sinistre", "no do processo", "n do processo", "no processo",
        "application ref", "planning reference", "service request id", "sr number",
        "encounter id", "pat enc csn id", "n dossier", "no dossier", "no expediente", "n expediente",
        "nummer zaak", "kenmerk", "arendenr", "diarienummer", "dnr", "process instance id", "work item key",
        "pxrefobjectkey", "parent id", "ticket number", "ticket no", "request number", "enquiry number",
        "issue key", "issue id", "key",
        "ticket", "incident", "claim", "hadm id", "stay id",
    ),
    "name": (
        "event concept name", "concept name", "activity", "activity name", "activityname", "activity id",
        "event name", "task", "task name",
        "step", "step name", "action", "event type", "eventtype", "event", "operation", "milestone",
        "name",
        "activiteit", "handeling", "stap", "aktivitat", "tatigkeit", "vorgang", "arbeitsschritt", "schritt",
        "activite", "etape", "tache", "actividad", "tarea", "paso", "atividade", "etapa", "tarefa",
        "attivita", "passo", "aktivitet", "handelse", "processtap", "statustype", "stapnaam",
        "gebeurtenis", "bearbeitungsschritt", "ereignis",
        "tramite", "evento", "andamento", "fase", "steg", "to string", "new status", "status to",
        "fieldname",
        "field", "statuscodename", "tcode", "pymessagekey", "incident state", "summary", "type",
        "activity en", "activity de", "activity nl", "incident activity type", "to", "stage",
        "verfahrensschritt", "taaknaam",
    ),
    "at": (
        "event time timestamp", "time timestamp", "at", "complete timestamp", "completed at", "end timestamp",
        "end time", "timestamp", "completion time", "complete time", "event time", "time", "datetime",
        "date time", "date", "event date", "occurred at", "created at",
        "tijdstip", "datum", "eindtijd", "zeitpunkt", "zeitstempel", "endzeit", "horodatage",
        "date et heure",
        "date de fin", "marca de tiempo", "fecha y hora", "fecha", "fecha de fin", "carimbo de tempo",
        "data e hora", "data hora", "data", "data e ora", "data ora",
        "tidpunkt", "datum och tid", "datum tijd", "datum uhrzeit", "date de l evenement", "activity date",
        "event end", "sys created on", "sys updated on", "modified on", "modifiedon", "created on",
        "created",
        "created date", "pxtimecreated", "eventtime", "event date time", "event datetime", "date stamp",
        "change date time", "sys updated at", "updated at", "time stamp",
        "end date", "end datetime", "einddatum", "eindtijdstip", "enddatum", "opened at", "when",
        "intime", "start timestamp", "start time",
    ),
    "start_at": (
        "start timestamp", "start time", "started at", "start date", "begin timestamp", "begin time",
        "throughline start at", "event start",
        "start datetime", "begindatum", "begintijdstip", "startdatum", "beginndatum",
        "starttijd", "begintijd", "startzeit", "beginn", "date de debut", "fecha de inicio",
        "hora de inicio",
        "data de inicio", "data inizio",
    ),
    "person": (
        "event org resource", "org resource", "resource", "person", "actor id", "actor", "user", "user id",
        "username", "employee", "employee id", "handler", "officer", "agent", "staff", "staff id", "worker",
        "worker id", "operator", "operator id",
        "performed by", "done by", "originator",
        "medewerker", "behandelaar", "uitvoerder", "bearbeiter", "sachbearbeiter", "mitarbeiter",
        "benutzer",
        "agent traitant", "utilisateur", "employe", "usuario", "empleado", "responsable", "recurso",
        "usuario id", "funcionario", "utilizador", "utente", "operatore", "addetto", "handlaggare",
        "author", "updater", "assignee", "assigned to", "case officer", "performer",
        "user name", "event user name", "sys updated by", "sys created by", "created by", "created by id",
        "modified by", "modified by name", "modifiedbyname", "updated by", "pyperformer",
        "servidor",
        "gebruiker", "verwerkt door", "agent id", "attending", "attending physician", "case owner",
        "bearbeitet von", "uitgevoerd door", "behandeld door", "traite par", "responsavel",
        "gestionnaire", "attending doctor", "owner first name", "sachbearbeiter in", "bearbeiter in",
        "mitarbeiter in",
    ),
    "function": (
        "org group", "function", "department", "dept", "org unit", "workgroup", "work group", "group",
        "team", "agency", "desk", "org role", "role", "division", "section",
        "afdeling", "abteilung", "referat", "sachgebiet", "fachbereich", "departement", "service traitant",
        "bureau", "departamento", "area responsable", "seccion", "departamento responsavel", "setor",
        "ufficio", "reparto", "dipartimento", "assignment group", "department name", "owner department",
        "owning team", "owningteamname",
        "agency responsible", "responsible agency", "organisatieonderdeel", "amt", "enhet", "avdelning",
        "setor responsavel", "queue", "careunit", "care unit", "involved st", "orgao",
    ),
    "unit": (
        "unit", "throughline unit", "office", "branch", "location", "municipality", "case department",
        "case organizational entity", "region", "area", "site", "district",
        "vestiging", "gemeente", "kantoor", "standort", "gemeinde", "dienststelle", "filiale", "agence",
        "commune", "oficina", "municipio", "sucursal", "agencia", "filial", "comune", "sede",
        "organization", "organisation", "kommun",
    ),
    "lifecycle": ("lifecycle transition", "lifecycle", "transition", "event status", "lifecycle state"),
    "direction": ("direction", "throughline direction", "richting", "richtung", "direccion", "direcao"),
    "by": ("by", "actor kind", "actor type", "throughline by"),
    "kind": ("kind", "throughline kind"),
    "key": ("key", "ask key", "throughline key"),
    "due": ("due", "promise due", "throughline due"),
    "channel": ("channel", "throughline channel", "kanaal", "kanal", "canal", "canale"),
    "value": ("value", "throughline value"),
    "service": ("service", "throughline service"),
    "version": ("version", "throughline version"),
    "stage": ("stage", "throughline stage"),
    "seq": ("seq",),
}  # fmt: skip
"""What people call these columns, the likeliest first; compared without case, accents and punctuation."""

KNOWN = frozenset(name for names in NAMES.values() for name in names)
"""Every name of every column."""
DOUBTFUL = frozenset(
    {
        "ticket", "incident", "claim", "when",
        "dossier", "caso", "arende", "zaak", "patient", "handelse", "opened at",
        "reference", "order id", "process id", "responsable", "recurso",
        "action", "event type", "eventtype", "event", "operation", "milestone", "name", "summary",
        "vorgang",
        "handeling", "time", "date", "datum", "fecha", "data", "created at", "start timestamp",
        "start time",
        "actor", "user", "agent", "staff", "group", "team", "desk", "role", "org role", "section",
        "area", "region", "location", "site", "district", "event status", "transition", "by", "kind", "key",
        "due", "value", "version", "stage", "seq", "bureau", "agence", "agencia", "objectid", "object id",
        "parent id", "kenmerk", "fase", "evento", "to string", "fieldname", "field", "type", "tcode",
        "created",
        "created on", "created date", "modified on", "modifiedon", "sys created on", "sys updated on",
        "author",
        "created by", "created by id", "modified by", "modified by name", "updated by", "amt",
        "enhet",
        "organization", "organisation", "servidor",
        "attending", "queue", "operator", "assigned to", "sys updated by", "sys created by",
        "to", "end date", "einddatum", "enddatum", "responsavel", "orgao",
        "updated at", "sys updated at", "gestionnaire", "owner first name",
    }
)  # fmt: skip
"""Names that many columns have which hold something else: taken, but not with certainty."""

TRAPS = frozenset(
    {
        "variant", "variant index", "case variant", "case variant index", "creator", "case creator",
        "activity instance id", "concept instance", "event id", "row", "row number", "line", "index",
        "from", "from string", "from status", "from value", "old value", "old status", "previous status",
        "status from", "previous value",
    }
)  # fmt: skip
"""What tools add that export logs, and what was before a change: it repeats, and is no case or activity."""


@lru_cache(4096)
def plain(name: str) -> str:
    """A column's name without case, accents and punctuation: `case:concept:name` is `case concept name`."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    if not bare.isupper():
        bare = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", bare)
    return re.sub(r"[\W_]+", " ", bare.casefold()).strip()
