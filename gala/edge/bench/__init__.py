"""Measurements of the edge on this machine, against a bare loop in the same run."""
