"""gala: a live-commerce gala night from one run sheet, with every outcome provable."""

__version__ = "0.1.0"
