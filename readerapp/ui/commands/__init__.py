"""Actions of the main screen: one module, and one mixin of the desk, for each kind."""
