"""Moderation: the queue, decisions and removals. The only room that makes text public."""
