"""Enterprises as the service knows them.

Owns: the enterprise register with local units, verification, caps of the unverified, requests and their clock.
Refuses: vacancies; it knows that an enterprise may advertise, never what.
Doors: services, queries, enums, events.
"""
