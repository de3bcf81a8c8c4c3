"""The actions of the main screen, a module a kind: each a mixin of the desk."""
