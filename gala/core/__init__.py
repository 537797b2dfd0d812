"""The rules of a show, pure: `step(state, event) -> (state, effects)`.

No clock, no chance, no I/O: time, identity and chance enter as fields of events. The live night, a
replay and a takeover after a crash all run exactly this code.
"""
