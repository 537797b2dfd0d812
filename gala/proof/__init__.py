"""What anyone can check: commitments, draws and their proofs, as docs/proof.md says to the byte.

The lowest floor: bytes in, bytes or a verdict out, and nothing else of gala is known here.
"""
