"""Measurements of what the store and the archive cost on this machine."""
