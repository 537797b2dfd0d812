"""Receipts: the operator's signature that a leaf was given, which its viewer keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gala.proof import shapes, signing
from gala.proof.canon import canonical, unhex
from gala.proof.leaf import Leaf, parse_leaf
from gala.proof.log_tree import leaf_hash, root_and_paths, root_from_path
from gala.proof.promise import Promise, read_promise

_KEYS = frozenset(
    {"batch", "gala", "index", "leaf", "origin", "path", "promise", "signature", "size", "version"}
    | {"window"}
)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed batch: `paths` are those of its leaves, in order."""

    signature: bytes
    size: int
    root: bytes
    paths: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What proves to anybody that `leaf` was given in a window of the night `origin`."""

    origin: str
    window: str
    batch: str
    size: int
    index: int
    leaf: str
    path: bytes
    signature: bytes
    promise: Promise

    def bundle(self) -> bytes:
        """Return the file that the viewer keeps."""
        fields = {
            "batch": self.batch,
            "gala": "receipt",
            "index": self.index,
            "leaf": self.leaf,
            "origin": self.origin,
            "path": self.path.hex(),
            "promise": self.promise.text(),
            "signature": self.signature.hex(),
            "size": self.size,
            "version": 1,
            "window": self.window,
        }
        return canonical(fields) + b"\n"

    def verify(self, public: bytes) -> Leaf:
        """Return the leaf, once the receipts key `public` is seen to have signed it.

        Raises `ProofError`.
        """
        leaf = parse_leaf(self.leaf)
        root = root_from_path(leaf_hash(self.leaf.encode()), self.index, self.size, self.path)
        message = batch_message(self.origin, self.window, self.batch, self.size, root, self.promise)
        signing.verify(public, message, self.signature)
        return leaf


def batch_message(
    origin: str, window: str, batch: str, size: int, root: bytes, promise: Promise
) -> bytes:
    """Return what the receipts key signs for a batch."""
    lines = ("gala/receipts/v1", origin, window, batch, size, root.hex(), promise.text())
    return "".join(f"{line}\n" for line in lines).encode()


def sign_batch(
    secret: bytes, origin: str, window: str, batch: str, leaves: Sequence[str], promise: Promise
) -> Signed:
    """Return the signature over the batch that these leaves are, under the night's promise."""
    size, (root, paths) = len(leaves), root_and_paths([leaf_hash(leaf.encode()) for leaf in leaves])
    signature = signing.sign(secret, batch_message(origin, window, batch, size, root, promise))
    return Signed(signature, size, root, tuple(paths))


def read_receipt(value: object) -> Receipt:
    """Return the receipt that an object of canonical JSON is. Raises `ProofError`."""
    fields = shapes.exact(value, _KEYS, "the receipt")
    shapes.constant(fields["gala"], "receipt", "`gala`")
    shapes.constant(fields["version"], 1, "the version")
    return Receipt(
        shapes.origin(fields["origin"]),
        shapes.slug(fields["window"], "the window"),
        shapes.batch(fields["batch"]),
        shapes.integer(fields["size"], "the size of the batch", least=1),
        shapes.integer(fields["index"], "the index"),
        shapes.text(fields["leaf"], "the leaf"),
        unhex(fields["path"]),
        unhex(fields["signature"], signing.SIGNATURE_BYTES),
        read_promise(fields["promise"]),
    )
