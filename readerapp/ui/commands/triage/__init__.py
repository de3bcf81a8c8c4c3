"""Triage and the sweep: deciding on one paper after another."""
