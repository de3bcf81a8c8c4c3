"""Completion in bash, zsh and fish: `scripts` ask, `answers` says what fits, with `live` values."""
