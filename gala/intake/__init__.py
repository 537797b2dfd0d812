"""Run sheets out of what producers have: spreadsheets, and the projects of other programs."""
