"""Examples of every component, for the page that shows them to builders and to the accessibility check."""

from decimal import Decimal
from typing import Any

from firststop.core.money import Money

STOPS = [
    {"state": "done", "word": "Sent", "note": "28 September"},
    {"state": "done", "word": "Read", "note": "29 September"},
    {"state": "yours", "word": "Your turn", "note": "answer by 8 October"},
    {"state": "open", "word": "Decision"},
]
ENDED = [
    {"state": "done", "word": "Sent", "note": "21 September"},
    {"state": "theirs", "word": "The firm's turn", "note": "answers by 15 October"},
    {"state": "ended", "word": "No", "note": "2 October: the post is filled"},
]
AFTERWARDS = [
    {"state": "open", "word": "At once.", "note": "You get a number and a receipt."},
    {"state": "open", "word": "Until 14 October.", "note": "Three people check it and pay."},
]
SLOTS = [
    {"name": "Skills", "earned": 35, "weight": 40, "kind": "missing"},
    {"name": "Occupation and experience", "earned": 25, "weight": 25, "kind": "fits"},
    {"name": "Way", "earned": 8, "weight": 15, "kind": "limit"},
    {"name": "Pay", "earned": 5, "weight": 10, "kind": "limit"},
    {"name": "Hours", "earned": 10, "weight": 10, "kind": "fits"},
]
HOURS = [("full", "Full day", "", 16), ("part", "Part-day", "", 7), ("flexible", "Flexible", "", 5)]
CONTRACTS = [("permanent", "Permanent", "Without an end date"), ("fixed", "Fixed term"), ("other", "Something else")]
ROWS = [
    ("Sewing machine operator", 214, 20_000, 35_000),
    ("Nurse", 131, 14_000, 19_000),
    ("Accountant", 74, 20_000, 30_000),
]
ERRORS = [("id_pay_from", "Pay from: write digits only"), ("id_start_day", "Start: September has 30 days")]

#: What the examples say; examples are data, so they stay in the language they are written in.
SAY = {
    "title": "Components",
    "send": "Send the claim",
    "keep": "Keep for later",
    "refuse": "Refuse",
    "next_case": "Next case",
    "closed": "Propose in full",
    "small": "Swap to 20,000–30,000",
    "what": "What work?",
    "example": "for example, seamstress",
    "where": "Where?",
    "town": "town or region",
    "pay": "Pay from",
    "pay_error": "Write digits only",
    "start": "Start",
    "day_error": "September has 30 days",
    "letter": "Your message",
    "sort": "Sort by",
    "hours": "Hours",
    "contract": "Contract",
    "cv": "Your CV",
    "cv_hint": "PDF or DOCX, up to 5 MB",
    "password": "Password",
    "true": "The answers are true.",
    "other": "Which one?",
    "answer": "Answer the invitation by 8 October",
    "meeting": "The firm invites you to Kant, Friday at 10:00.",
    "answer_now": "Answer",
    "why": "Why 83?",
    "reasons": "Five rows with both sides' values.",
    "fits": "Six years, three needed",
    "missing": "TIG welding (nice to have)",
    "limit": "22 km, you go up to 25",
    "verified": "Verified",
    "late": "Behind by 88",
    "waits": "Waits for the member",
    "ends": "Ends in 9 days",
    "none": "No mandate",
    "month": "For which month",
    "september": "September",
    "saved": "Saved. We write once a day.",
    "nothing": "Nothing right?",
    "wider": "Within 60 km there are 41.",
    "shown": "1 to 5 of 23",
    "empty": "No vacancies yet",
    "empty_text": "Write the first one: it takes five minutes.",
    "write": "Write a vacancy",
    "yes": "4 of 6 workers said yes",
    "reading": "Reading the file",
    "rows": "36 of 48 rows",
    "pay_fact": "Pay",
    "place": "Place",
    "kant": "Kant, 14 Promyshlennaya",
    "distance": "22 km from you",
    "task": "About the firm",
    "task_state": "Done",
    "strip": "Invented.",
    "table": "Most wanted this week",
    "crisis": "Keep your staff",
    "crisis_text": "Short of work? The state pays a part.",
    "check": "Check your firm",
    "door": "Find work",
    "door_note": "2,996 vacancies across the country.",
    "door_action": "Show vacancies",
    "more": "Let work find you",
    "inset": "You can add the seven later.",
    "summary": "Seven rows need a correction",
}


def examples() -> dict[str, Any]:
    """Return what the gallery shows."""
    return {
        "say": SAY,
        "stops": STOPS,
        "ended": ENDED,
        "afterwards": AFTERWARDS,
        "slots": SLOTS,
        "hours": HOURS,
        "contracts": CONTRACTS,
        "errors": ERRORS,
        "chosen": ["full", "part"],
        "money": Money(Decimal(98524), "KGS"),
        "low": Decimal(32000),
        "high": Decimal(40000),
        "rows": [{"occupation": o, "posts": p, "low": Decimal(low), "high": Decimal(high)} for o, p, low, high in ROWS],
        "heads": ["Occupation", "Open posts", "Typical pay"],
        "skills": ["arc welding", "gas cutting", "reading drawings"],
        "crumbs": [{"word": "Home", "href": "#"}, {"word": "Vacancies", "href": "#"}],
    }
