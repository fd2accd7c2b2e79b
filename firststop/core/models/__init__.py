"""The tables of core: change log, reads of persons' records, drafts, stored answers, messages."""

from firststop.core.models.changes import Change, Consumer
from firststop.core.models.drafts import Draft
from firststop.core.models.messages import Message
from firststop.core.models.reads import RecordRead
from firststop.core.models.settings import DatedSetting
from firststop.core.models.stored_answers import StoredAnswer

__all__ = ["Change", "Consumer", "DatedSetting", "Draft", "Message", "RecordRead", "StoredAnswer"]
