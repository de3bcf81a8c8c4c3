"""Files written whole or not at all, locks between processes, and conflict copies."""
