"""What the holdings of the apps, and what stands in them, are called for who reads them.

What is not named here is shown under its name in code: a new holding is readable before
it has a label, and the machine-readable file has these names anyway.
"""

from django.utils.translation import gettext_lazy as _

HOLDINGS = {
    "accounts: account": _("Your account"),
    "accounts: addresses": _("Your e-mail addresses"),
    "accounts: log of the account": _("What was changed to your account"),
    "accounts: work in the admin": _("What you did in the admin"),
    "organisation: mandates": _("Your capacities"),
    "messaging: sent mails": _("Mails to you"),
    "messaging: notifications": _("Notifications"),
    "learning: participations": _("What you take part in"),
    "learning: record": _("The record that HR’s lists are made from"),
    "learning: completions": _("What you completed"),
    "learning: exemptions": _("Exemptions"),
    "learning: moves": _("Moves to another version"),
    "courses: notes at lessons": _("Notes at lessons"),
    "courses: notes to oneself": _("Notes to yourself"),
    "courses: kept lessons": _("Lessons that you kept"),
    "courses: questions to trainers": _("Questions to trainers"),
    "courses: answered surveys": _("Surveys that you answered (not what)"),
    "courses: places in lessons": _("Where you were in lessons"),
    "courses: what was watched": _("What you watched"),
    "courses: extra time": _("Extra time"),
    "courses: assignments": _("Assignments"),
    "courses: places on dates": _("Places on dates"),
    "courses: attempts": _("Attempts at tests"),
    "courses: answers": _("Answers"),
    "courses: conditions met": _("Conditions of lessons that you met"),
    "dilemmas: plays": _("Dilemmas with your choices"),
    "certification: certificates": _("Certificates"),
    "certification: lines of lists": _("Lists on which you stood"),
    "reporting: exports": _("Exports that you made"),
    "privacy: requests for erasure": _("Your requests for erasure"),
    "cms_site: contact messages": _("Messages through the contact page"),
    "xapi: statements": _("Statements about your learning (xAPI)"),
    "xapi: documents": _("Where players were (xAPI)"),
}
FIELDS = {
    "action": _("what"),
    "address": _("address"),
    "answer": _("answer"),
    "answered_at": _("answered on"),
    "asked_at": _("asked on"),
    "as": _("as"),
    "assigned": _("assigned"),
    "at": _("at"),
    "body": _("text"),
    "change": _("change"),
    "choices": _("choices"),
    "completed_at": _("completed on"),
    "completed_on": _("completed on"),
    "condition": _("condition"),
    "content": _("content"),
    "correct": _("right"),
    "date_joined": _("account since"),
    "decided_at": _("decided on"),
    "decision": _("decision"),
    "due_on": _("due on"),
    "email": _("e-mail address"),
    "ended_at": _("ended on"),
    "entity": _("entity"),
    "events": _("events"),
    "evidence": _("evidence"),
    "facts": _("facts"),
    "feedback": _("feedback"),
    "files": _("files"),
    "filters": _("filters"),
    "first_name": _("first name"),
    "format": _("file format"),
    "groups": _("groups"),
    "handed_in_at": _("handed in on"),
    "in_trajectory": _("belongs to a trajectory"),
    "is_active": _("active"),
    "issued_at": _("issued on"),
    "kept_at": _("kept on"),
    "kind": _("kind"),
    "left_at": _("left on"),
    "last_login": _("last signed in on"),
    "last_name": _("last name"),
    "message": _("message"),
    "name": _("name"),
    "note": _("note"),
    "number": _("number"),
    "on": _("on"),
    "passed": _("passed"),
    "personnel_number": _("personnel number"),
    "primary": _("main address"),
    "progress": _("progress"),
    "proof": _("evidence"),
    "question": _("question"),
    "read_at": _("read on"),
    "reason": _("reason"),
    "received_at": _("received on"),
    "recorded_at": _("recorded on"),
    "registered_at": _("registered on"),
    "response": _("response"),
    "role": _("role"),
    "round": _("round"),
    "rows": _("rows"),
    "saved_at": _("saved on"),
    "score": _("score"),
    "sent_at": _("sent on"),
    "shared": _("shared"),
    "source": _("source"),
    "started_at": _("started on"),
    "started_on": _("started on"),
    "status": _("status"),
    "subject": _("subject"),
    "text": _("text"),
    "title": _("title"),
    "told_at": _("told on"),
    "trajectory": _("trajectory"),
    "valid_from": _("valid from"),
    "valid_to": _("valid to"),
    "valid_until": _("valid until"),
    "verified": _("confirmed"),
    "visible_to_hr": _("visible to HR"),
    "written_at": _("written on"),
}


def holding_label(name: str) -> str:
    """What a holding is called."""
    return str(HOLDINGS.get(name, name))


def place_of(name: str) -> tuple[int, str]:
    """Where a holding stands among the others: who it is first, the machinery last."""
    known = list(HOLDINGS)
    return known.index(name) if name in known else len(known), name


def field_label(name: str) -> str:
    """What a field of a row is called."""
    return str(FIELDS.get(name, name.replace("_", " ")))
