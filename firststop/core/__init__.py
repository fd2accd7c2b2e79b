"""The vocabulary every package speaks.

Owns: money, periods, dated parameters, identifiers, change log, audit, jobs, messages, drafts, tables of rows from
    files, panels, the embedded database.
Refuses: any domain word; nothing here knows what a vacancy or a jobseeker is.
Doors: none to knock at; each module is a word of the vocabulary and may be imported from anywhere above.
"""
