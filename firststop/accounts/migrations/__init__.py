"""Tables of accounts, as they came."""
