"""`python -m gala`: the same as the command `gala`."""

from gala.cli import main

main()
