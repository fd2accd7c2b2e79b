"""People who sign in, and for whom they may act.

Owns: accounts and how a person is reached, organisations, memberships and roles, consent receipts, API keys.
Refuses: to know what an organisation does; rights follow from memberships, never from single grants.
Doors: services, queries, enums, events.
"""
