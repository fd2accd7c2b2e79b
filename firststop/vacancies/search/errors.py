"""How the engine says no. The door that calls it turns this into the refusal that every page and client knows."""


class SearchRefusedError(ValueError):
    """A search that cannot be answered: a stable rule id, and the JSON Pointer of the field that it is about."""

    def __init__(self, rule: str, pointer: str) -> None:
        super().__init__(f"{rule} {pointer}")
        self.rule = rule
        self.pointer = pointer


class WriterBusyError(RuntimeError):
    """Another process writes to this index; one indexer a node is allowed."""
