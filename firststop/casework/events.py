"""What casework tells the world, in the past tense."""

TOPIC = "casework.task"
TASK_OPENED = "task_opened"
TASK_DONE = "task_done"
CALL_ANSWERED = "call_answered"

#: What changes in offices: about the organisation, the member of staff, or the person who gets a counsellor.
OFFICES = "casework.office"
OFFICE_CHANGED = "office_changed"
STAFF_CHANGED = "staff_changed"
CLIENT_GIVEN = "client_given"
