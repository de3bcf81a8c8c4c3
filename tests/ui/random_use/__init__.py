"""Random use: keys, pastes, clicks, resizes, clocks that jump, and another program, in any order."""
