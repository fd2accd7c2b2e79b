"""The vacancy's life.

Owns: ads from draft to end, the doors they come in by (form, table, feed, API), moderation, search, alerts.
Refuses: who is hired; it knows that one may apply, never who did.
Doors: services, queries, schemas, enums, events.
"""
