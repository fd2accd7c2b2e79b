"""What casework tells the world, in the past tense."""

TOPIC = "casework.task"
TASK_OPENED = "task_opened"
TASK_DONE = "task_done"
CALL_ANSWERED = "call_answered"
