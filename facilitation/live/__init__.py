"""The live part: one numbered stream to every audience, and messages from phones and stage."""

from facilitation.live.parts import Live, attach

__all__ = ["Live", "attach"]
