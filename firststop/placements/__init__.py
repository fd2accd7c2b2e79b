"""From interest to a started job.

Owns: applications, invitations, refusal reasons, interviews, outcomes.
Refuses: scoring; it never says who fits better.
Doors: services, queries, enums, events.
"""
