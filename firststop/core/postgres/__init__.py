"""The embedded PostgreSQL (placeholder of the first hour)."""


def embedded_url() -> str:
    return "postgresql:///firststop?host=/tmp/fs-none"
