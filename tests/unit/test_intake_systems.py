"""Columns as real systems export them: what each of them holds is known by hand, and has to be found."""

import pytest

from throughline.intake.columns import Sample, take_columns
from throughline.intake.mapping import Mapping

ROWS = 200
LOOKS = {
    "case": Sample(filled=ROWS, different=40, times=0),
    "step": Sample(filled=ROWS, different=12, times=0, words=frozenset({"check", "decide", "send letter"})),
    "time": Sample(filled=ROWS, different=198, times=ROWS),
    "who": Sample(filled=ROWS, different=15, times=0, words=frozenset({"amy", "ben", "chidi"})),
    "where": Sample(filled=ROWS, different=5, times=0, words=frozenset({"intake", "legal", "north"})),
    "state": Sample(filled=ROWS, different=2, times=0, words=frozenset({"start", "complete"})),
    "own": Sample(filled=ROWS, different=ROWS, times=0),
    "text": Sample(filled=ROWS, different=150, times=0),
    "same": Sample(filled=ROWS, different=1, times=0, words=frozenset({"state"})),
    "number": Sample(filled=ROWS, different=90, times=0, numbers=ROWS),
}
"""What stands in a column: `own` is an id that each row has for itself."""

SYSTEMS = {
    "ServiceNow audit": (
        "documentkey:case fieldname:step oldvalue:text newvalue:text user:who sys_created_on:time sys_id:own",
        "journey=documentkey name=fieldname at=sys_created_on person=user",
    ),
    "ServiceNow incidents (the log of Helpdesk)": (
        "number:case incident_state:step active:where reassignment_count:number assigned_to:who "
        "assignment_group:where sys_updated_at:time sys_updated_by:who",
        "journey=number name=incident_state at=sys_updated_at person=assigned_to function=assignment_group",
    ),
    "Jira change log": (
        "Issue key:case Summary:text Author:who Created:time Field:where From String:step To String:step",
        "journey=Issue key name=To String at=Created person=Author",
    ),
    "Jira issues, all with one summary": (
        "Issue key:case Issue id:number Summary:same Status:step Created:time Updated:time Assignee:who",
        "journey=Issue key name=Status at=Created person=Assignee",
    ),
    "Jira history": (
        "Key:case Field:same From:step To String:step Changed:time Author:who",
        "journey=Key name=To String at=Changed person=Author",
    ),
    "Pathways of the NHS": (
        "NHS Number:case Patient Pathway Identifier:case RTT Status:step RTT Status Date:time",
        "journey=Patient Pathway Identifier name=RTT Status at=RTT Status Date",
    ),
    "UiPath robots": (
        "QueueItemId:case ActivityName:step RobotName:where TimeStamp:time",
        "journey=QueueItemId name=ActivityName at=TimeStamp",
    ),
    "Calls, with begin and end": (
        "Service ID:case Operation:step Agent:who Start Date:time End Date:time",
        "journey=Service ID name=Operation at=End Date start_at=Start Date person=Agent",
    ),
    "Dutch, with begin and end": (
        "Werkitem_ID:own Zaak_ID:case Taaknaam:step Begindatum:time Einddatum:time Uitgevoerd_door:who",
        "journey=Zaak_ID name=Taaknaam at=Einddatum start_at=Begindatum person=Uitgevoerd_door",
    ),
    "German, of a building authority": (
        "Aktenzeichen:case Verfahrensschritt:step Zeitpunkt:time Amt:where Bearbeitet von:who",
        "journey=Aktenzeichen name=Verfahrensschritt at=Zeitpunkt function=Amt person=Bearbeitet von",
    ),
    "Portuguese, of a town": (
        "Nº do Processo:case Fase:step Data/Hora:time Responsável:who Órgão:where",
        "journey=Nº do Processo name=Fase at=Data/Hora person=Responsável function=Órgão",
    ),
    "Claims of an insurance": (
        "CLAIM_NBR:case TXN_DTTM:time TXN_DESC:step",
        "journey=CLAIM_NBR name=TXN_DESC at=TXN_DTTM",
    ),
    "Casework in a spreadsheet": (
        "Case Ref:case Stage:step Date/Time:time Owner:who",
        "journey=Case Ref name=Stage at=Date/Time",
    ),
    "Jira history, of from and to": (
        "Issue key:case Author:who Created:time Field:same From:step To:step",
        "journey=Issue key name=To at=Created person=Author",
    ),
    "ServiceNow as the UCI has it": (
        "number:case incident_state:step opened_at:time sys_created_at:time sys_updated_at:time "
        "resolved_at:time",
        "journey=number name=incident_state at=sys_updated_at",
    ),
    "HL7 messages of a hospital": (
        "PatientID:case VisitNumber:case EventType:step EventDateTime:time AttendingDoctor:who",
        "journey=VisitNumber name=EventType at=EventDateTime person=AttendingDoctor",
    ),
    "Incidents of Volvo (BPI 2013)": (
        "SR Number:case Change Date+Time:time Status:step Sub Status:step Involved ST:where "
        "Owner First Name:who",
        "journey=SR Number name=Status at=Change Date+Time person=Owner First Name function=Involved ST",
    ),
    "Activities of Rabobank (BPI 2014)": (
        "Incident ID:case DateStamp:time IncidentActivity_Number:own IncidentActivity_Type:step "
        "Assignment Group:where KM number:case",
        "journey=Incident ID name=IncidentActivity_Type at=DateStamp function=Assignment Group",
    ),
    "Celonis, of SAP": (
        "_CASE_KEY:case ACTIVITY_EN:step EVENTTIME:time _SORTING:number USER_NAME:who",
        "journey=_CASE_KEY name=ACTIVITY_EN at=EVENTTIME person=USER_NAME",
    ),
    "German, of a university": (
        "Bewerbungsnummer:case Bearbeitungsschritt:step Datum + Uhrzeit:time Sachbearbeiter/in:who "
        "Fakultät:where",
        "journey=Bewerbungsnummer name=Bearbeitungsschritt at=Datum + Uhrzeit person=Sachbearbeiter/in",
    ),
    "German, with a number that we do not know": (
        "Reklamationsnummer:case Schritt:step Datum:time",
        "journey=Reklamationsnummer name=Schritt at=Datum",
    ),
    "French, of an insurance": (
        "N° sinistre:case Étape:step Date et heure:time Gestionnaire:who Agence:where Nr police:case",
        "journey=N° sinistre name=Étape at=Date et heure person=Gestionnaire unit=Agence",
    ),
    "ServiceNow audit of one field": (
        "documentkey:case fieldname:same newvalue:step sys_created_on:time user:who",
        "journey=documentkey name=newvalue at=sys_created_on person=user",
    ),
    "Hospital admissions": (
        "MRN:number EncounterID:case EventType:step EventDateTime:time Attending:who",
        "journey=EncounterID name=EventType at=EventDateTime person=Attending",
    ),
    "Tickets of a bank": (
        "ticket_no:case queue:where action:step action_ts:time agent_id:who channel:where",
        "journey=ticket_no name=action at=action_ts person=agent_id function=queue channel=channel",
    ),
    "SAP change documents": (
        "MANDT:where OBJECTCLAS:where OBJECTID:case CHANGENR:own USERNAME:who TCODE:step UDATE + UTIME:time",
        "journey=OBJECTID name=TCODE at=UDATE + UTIME person=USERNAME",
    ),
    "SAP through Celonis": (
        "_CASE_KEY:case ACTIVITY_EN:step EVENTTIME:time _SORTING:number USER_NAME:who USER_TYPE:where",
        "journey=_CASE_KEY name=ACTIVITY_EN at=EVENTTIME person=USER_NAME",
    ),
    "Salesforce case history": (
        "CaseId:case Field:step OldValue:text NewValue:text CreatedById:who CreatedDate:time Id:own",
        "journey=CaseId name=Field at=CreatedDate person=CreatedById",
    ),
    "Zendesk events": (
        "Ticket ID:case Event type:step Created at:time Updater:who Group:where Ticket channel:where",
        "journey=Ticket ID name=Event type at=Created at person=Updater function=Group",
    ),
    "Disco": (
        "Case ID:case Activity:step Resource:who Start Timestamp:time Complete Timestamp:time Variant:where "
        "Variant index:number",
        "journey=Case ID name=Activity person=Resource start_at=Start Timestamp at=Complete Timestamp",
    ),
    "Celonis": (
        "CASE_KEY:case ACTIVITY:step TIMESTAMP:time SORTING:number RESOURCE:who DEPARTMENT:where",
        "journey=CASE_KEY name=ACTIVITY at=TIMESTAMP person=RESOURCE function=DEPARTMENT",
    ),
    "ProM": (
        "case:case event:step startTime:time completeTime:time org:resource:who lifecycle:transition:state",
        "journey=case name=event start_at=startTime at=completeTime person=org:resource "
        "lifecycle=lifecycle:transition",
    ),
    "Signavio": (
        "CaseID:case EventName:step StartTime:time EndTime:time User:who Role:where",
        "journey=CaseID name=EventName start_at=StartTime at=EndTime person=User function=Role",
    ),
    "UiPath": (
        "Case_ID:case Activity:step Event_end:time Event_start:time User:who Team:where Event_cost:number",
        "journey=Case_ID name=Activity at=Event_end start_at=Event_start person=User function=Team",
    ),
    "Epic": (
        "PAT_ENC_CSN_ID:case EVENT_NAME:step EVENT_TIME:time EVENT_USER_NAME:who DEPARTMENT_NAME:where",
        "journey=PAT_ENC_CSN_ID name=EVENT_NAME at=EVENT_TIME person=EVENT_USER_NAME "
        "function=DEPARTMENT_NAME",
    ),
    "FHIR tasks": (
        "encounter_id:case code:step performed_datetime:time performer:who organization:where status:where",
        "journey=encounter_id name=code at=performed_datetime person=performer unit=organization",
    ),
    "Open311 notes": (
        "service_request_id:case service_name:where type:step datetime:time agency_responsible:where",
        "journey=service_request_id name=type at=datetime function=agency_responsible",
    ),
    "Chicago 311": (
        "SR_NUMBER:case ACTIVITY:step OWNER_DEPARTMENT:where CREATED_DATE:time ACTIVITY_DATE:time",
        "journey=SR_NUMBER name=ACTIVITY at=ACTIVITY_DATE function=OWNER_DEPARTMENT",
    ),
    "land registry (nl)": (
        "Zaaknummer:case Processtap:step Datum tijd:time Behandelaar:who Team:where Status:where",
        "journey=Zaaknummer name=Processtap at=Datum tijd person=Behandelaar function=Team",
    ),
    "zaaksysteem (nl)": (
        "zaaknummer:case statustype:step datumStatusGezet:time medewerker:who afdeling:where",
        "journey=zaaknummer name=statustype at=datumStatusGezet person=medewerker function=afdeling",
    ),
    "planning applications (uk)": (
        "Application Reference:case Event:step Event Date:time Case Officer:who Ward:where",
        "journey=Application Reference name=Event at=Event Date person=Case Officer",
    ),
    "ERP in German": (
        "Vorgangsnummer:case Aktivität:step Zeitstempel:time Sachbearbeiter:who Abteilung:where",
        "journey=Vorgangsnummer name=Aktivität at=Zeitstempel person=Sachbearbeiter function=Abteilung",
    ),
    "authority in German": (
        "Aktenzeichen:case Bearbeitungsschritt:step Datum/Uhrzeit:time Bearbeiter:who Amt:where",
        "journey=Aktenzeichen name=Bearbeitungsschritt at=Datum/Uhrzeit person=Bearbeiter function=Amt",
    ),
    "French": (
        "N° dossier:case Étape:step Date de l'événement:time Agent:who Bureau:where",
        "journey=N° dossier name=Étape at=Date de l'événement person=Agent function=Bureau",
    ),
    "Spanish": (
        "Nº expediente:case Trámite:step Fecha y hora:time Funcionario:who Departamento:where",
        "journey=Nº expediente name=Trámite at=Fecha y hora person=Funcionario function=Departamento",
    ),
    "Swedish": (
        "Ärendenummer:case Händelse:step Datum och tid:time Handläggare:who Enhet:where",
        "journey=Ärendenummer name=Händelse at=Datum och tid person=Handläggare function=Enhet",
    ),
    "Portuguese": (
        "Número do processo:case Andamento:step Data/Hora:time Servidor:who Setor:where",
        "journey=Número do processo name=Andamento at=Data/Hora person=Servidor function=Setor",
    ),
    "Italian": (
        "Numero pratica:case Attività:step Data e ora:time Operatore:who Ufficio:where",
        "journey=Numero pratica name=Attività at=Data e ora person=Operatore function=Ufficio",
    ),
    "Camunda": (
        "processInstanceId:case activityName:step activityType:where startTime:time endTime:time "
        "assignee:who",
        "journey=processInstanceId name=activityName start_at=startTime at=endTime person=assignee",
    ),
    "Pega": (
        "PZINSKEY:own PXREFOBJECTKEY:case PYMESSAGEKEY:step PXTIMECREATED:time PYPERFORMER:who",
        "name=PYMESSAGEKEY at=PXTIMECREATED person=PYPERFORMER journey=PXREFOBJECTKEY",
    ),
    "Dynamics 365": (
        "incidentid:case statuscodename:step modifiedon:time modifiedbyname:who owningteamname:where",
        "journey=incidentid name=statuscodename at=modifiedon person=modifiedbyname function=owningteamname",
    ),
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_columns_of_a_system_are_found(system: str) -> None:
    header, expected = SYSTEMS[system]
    columns = dict(one.rsplit(":", 1) for one in _split(header))

    taken = take_columns(list(columns), Mapping(), lambda name: LOOKS[columns[name]], system)

    wanted = dict(one.split("=", 1) for one in _split(expected, "="))
    found = {ours: one.source for ours, one in taken.items()}
    assert {ours: found.get(ours) for ours in wanted} == wanted


def _split(text: str, mark: str = ":") -> list[str]:
    """Words that belong together: those up to the one that says what it holds, or that begins the next."""
    parts: list[str] = []
    for word in text.split(" "):
        ends = parts and (parts[-1].rpartition(":")[2] in LOOKS if mark == ":" else mark in word)
        if not parts or ends:
            parts.append(word)
        else:
            parts[-1] += f" {word}"
    return parts
