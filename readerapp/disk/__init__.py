"""The ground floor: files written whole or not at all, locks between processes, copies that others leave."""
