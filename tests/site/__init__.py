"""Tests of site: the first page and the pages about the service."""
