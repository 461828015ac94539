"""Backups: one folder each, whole or absent; made while people work, read back, and checked."""
