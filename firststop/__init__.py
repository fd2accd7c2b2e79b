"""Firststop: the open public employment service."""
