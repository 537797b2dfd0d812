"""The store: Valkey or Redis behind the ports, and the server that is started when none is given.

`Store.open(url, show)` gives one show's ports over one URL; `EmbeddedStore(folder)` is a server of
our own with its data in that folder.
"""
