"""Orders: what becomes of a unit that was won and has to be paid for, pure."""
