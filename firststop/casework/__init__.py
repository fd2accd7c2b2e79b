"""How an office works: who is responsible for a place, which task waits for whom, and until when.

Owns: offices and catchments, staff tasks and queues, substitutes, caseloads, service clocks.
Refuses: to know what a case is about; a task names its subject by kind and id only.
Doors: services, queries, enums, events.
"""
