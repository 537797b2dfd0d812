"""The fault simulator: real conductors, edges and clients in one process, in virtual time.

Everything here is a function of a seed. The same seed gives the same trace to the byte; a failure
is repeated by its seed alone.
"""
