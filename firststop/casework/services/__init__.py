"""Writing casework: tasks, calls, offices with their staff, and clients given to counsellors."""

from firststop.casework.services.calls import CALL, PHONE, Call, note_call, open_call
from firststop.casework.services.clients import SHARING, WHOSE, assign_client, plan_next_action
from firststop.casework.services.offices import (
    assign_staff,
    change_office,
    close_office,
    mark_away,
    mark_back,
    open_office_again,
    register_office,
    release_staff,
)
from firststop.casework.services.tasks import (
    CLOSING,
    Queue,
    due_at,
    finish_task,
    give_back_task,
    name_queue,
    open_task,
    queue_named,
    queues_of,
    take_task,
)

__all__ = [
    "CALL",
    "CLOSING",
    "PHONE",
    "SHARING",
    "WHOSE",
    "Call",
    "Queue",
    "assign_client",
    "assign_staff",
    "change_office",
    "close_office",
    "due_at",
    "finish_task",
    "give_back_task",
    "mark_away",
    "mark_back",
    "name_queue",
    "note_call",
    "open_call",
    "open_office_again",
    "open_task",
    "plan_next_action",
    "queue_named",
    "queues_of",
    "register_office",
    "release_staff",
    "take_task",
]
